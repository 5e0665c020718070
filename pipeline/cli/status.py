"""``emcip status``: what is there, what is pending, what is sick, what was spent."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from sqlalchemy import case, func, select, text
from sqlalchemy.orm import Session

from pipeline.automation.sensors import pending
from pipeline.cli.home import doubts
from pipeline.extraction.doubts import doubtful_sources
from pipeline.language.english import clipped
from pipeline.newsroom import Newsroom, open_newsroom
from pipeline.providers.translators import lacking
from pipeline.settings import unread
from pipeline.sources import ailing
from pipeline.sources.ailing import minute
from pipeline.warehouse import schema as t
from pipeline.warehouse.condition_rows import in_work, sources_in

WORST = 10
KINDS = 12  # of trouble, three lines each: a screen
WORDS = {"in_target_language": "in the desks' language", "no_translator": "as they are, without a translator"}
EXAMPLE = 200  # characters of what one of many failures says


def status_of(newsroom: Newsroom) -> dict[str, Any]:
    """All figures of the status page, as plain values."""
    with newsroom.warehouse.reading() as session:
        return {
            "home": str(newsroom.settings.home),
            "catalogue_problems": list(newsroom.catalogue.refused),
            "translator_problems": lacking(newsroom.settings),
            "settings_ignored": sorted(unread(newsroom.settings.home)),
            "sources": _by(session, t.Source.status),
            "health": _by(session, t.Source.health),
            "well": _well(session),
            "conditions": [one.as_json() for one in ailing.ailments(session)],
            "sick": [ailing.as_json(row) for row in sources_in(session)],
            "hosts": _hosts(session, newsroom.clock.now()),
            "urls": _by(session, t.Url.state),
            "articles": {
                str(status): count
                for status, count in session.execute(
                    text("SELECT status, count(*) FROM article_status GROUP BY status ORDER BY status")
                )
            },
            "translations": _translations(session, newsroom.settings.target_language),
            "pending": _pending(newsroom),
            "failures": _failures(session),
            "doubtful_texts": [asdict(one) for one in doubtful_sources(session, WORST)],
            "opportunities": _by(session, t.Opportunity.status),
            "drafts": _by(session, t.Draft.status),
            "spent_usd": _spent(session, newsroom),
        }


def _by(session: Session, column: Any) -> dict[str, int]:
    rows = session.execute(select(column, func.count()).group_by(column).order_by(column))
    return {str(key): count for key, count in rows}


def _translations(session: Session, target: str) -> dict[str, int]:
    """Current translations by status; ``unneeded`` parted into those in the desks' language and those without help."""
    current, status = t.Translation.current, t.Translation.status
    language = func.coalesce(t.Translation.source_language, "")
    told = case((status != "unneeded", status), (language == target, "in_target_language"), else_="no_translator")
    rows = session.execute(select(told, func.count()).where(current).group_by(told).order_by(told))
    return {str(key): count for key, count in rows}


def _well(session: Session) -> dict[str, int]:
    """How many of the sources in work are well, sick, or not known yet."""
    health = t.Source.health
    kind = case((health == "ok", "well"), (health == "unknown", "not yet known"), else_="sick")
    rows = session.execute(select(kind, func.count()).where(in_work()).group_by(kind).order_by(kind))
    return {str(key): count for key, count in rows}


def _hosts(session: Session, now: dt.datetime) -> dict[str, list[dict[str, str]]]:
    """Hosts that are not asked for now: those that wish to be left alone, and those that take no connection."""
    closed, unreachable = t.Host.closed_until, t.Host.unreachable_until
    return {
        "closed": [
            {"host": row.host, "until": minute(row.closed_until), "why": "it answered 429 or 503"}
            for row in session.scalars(select(t.Host).where(closed > now).order_by(closed.desc()))
            if row.closed_until
        ],
        "circuit_open": [
            {
                "host": row.host,
                "until": minute(row.unreachable_until),
                "since": minute(row.unreachable_since or row.unreachable_until),
                "why": row.unreachable_reason or "",
            }
            for row in session.scalars(select(t.Host).where(unreachable > now).order_by(t.Host.unreachable_since))
            if row.unreachable_until
        ],
    }


def _pending(newsroom: Newsroom) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in pending(newsroom):
        counts[row.stage] = counts.get(row.stage, 0) + row.count
    return counts


def _failures(session: Session) -> list[dict[str, Any]]:
    rows = session.execute(
        select(
            t.FailureRow.stage,
            t.FailureRow.reason,
            func.count(),
            func.count(t.FailureRow.retry_at),
            func.max(t.FailureRow.message),
        )
        .where(t.FailureRow.subject_type != "source")  # those are told as sick
        .group_by(t.FailureRow.stage, t.FailureRow.reason)
        .order_by(func.count().desc())
        .limit(WORST)
    )
    return [
        {"stage": stage, "reason": reason, "count": count, "to_retry": to_retry, "example": message}
        for stage, reason, count, to_retry, message in rows
    ]


def _spent(session: Session, newsroom: Newsroom) -> dict[str, float]:
    now = newsroom.clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)

    def since(moment: Any) -> float:
        total = session.scalar(select(func.sum(t.ApiUsage.cost_usd)).where(t.ApiUsage.created_at >= moment))
        return float(total or 0)

    return {
        "today": since(midnight),
        "today_cap": newsroom.settings.budget_day_usd,
        "month": since(midnight.replace(day=1)),
        "month_cap": newsroom.settings.budget_month_usd,
    }


def print_status(*, as_json: bool) -> None:
    """Print the figures for a person, or as JSON."""
    newsroom = open_newsroom()
    figures = status_of(newsroom)
    if as_json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    console = Console(width=None if sys.stdout.isatty() else 120)
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name in ("home", "sources", "urls", "articles", "translations", "pending", "opportunities", "drafts"):
        value = figures[name]
        counts = [f"{count:,} {WORDS.get(key, key)}" for key, count in value.items()] if isinstance(value, dict) else []
        told = ", ".join(counts) if isinstance(value, dict) else value
        if name == "sources" and figures["well"]:
            told += " · in work: " + ", ".join(f"{count:,} {key}" for key, count in figures["well"].items())
        table.add_row(name, str(told or "none"))
    spent = figures["spent_usd"]
    table.add_row(
        "spent",
        f"today ${spent['today']:.4f} of ${spent['today_cap']:.2f}, "
        f"this month ${spent['month']:.4f} of ${spent['month_cap']:.2f}",
    )
    console.print(table)
    if not figures["urls"]:
        console.print(
            "Nothing was crawled yet: `emcip serve` crawls what is due by itself, `emcip run ingest` at once.",
            highlight=False,
        )
    for problem in doubts(newsroom.settings):
        console.print(f"[yellow]settings[/]  {escape(problem)}", highlight=False)
    for problem in figures["catalogue_problems"]:
        console.print(f"[red]catalogue[/]  {escape(problem)}", highlight=False)
    for row in figures["failures"]:
        retried = f", {row['to_retry']:,} of them to be tried again" if row["to_retry"] else ""
        console.print(
            f"[yellow]failed[/]  {row['count']:,} × {row['stage']}: {row['reason']}{retried}", highlight=False
        )
        console.print(
            Padding(escape(clipped(row["example"] or "", EXAMPLE)), (0, 0, 0, 7), expand=False), highlight=False
        )
    for row in figures["doubtful_texts"]:
        console.print(
            f"[yellow]doubtful[/]  {row['slug']}: the engines do not agree on {row['doubtful']} of"
            f" {row['articles']} texts (confidence {row['confidence']:.2f}); look at {escape(row['url'])}",
            highlight=False,
        )
    with newsroom.warehouse.reading() as session:
        print_sick(console, ailing.ailments(session), in_all=sum(figures["well"].values()))
    _print_hosts(console, figures["hosts"])


def print_sick(console: Console, found: Sequence[ailing.Ailment], *, in_all: int) -> None:
    """What is wrong with sources, three lines a kind: how many and what, since when; the remedy; who."""
    if not found:
        return
    sick = len({slug for one in found for slug in one.slugs})
    verb = "is" if sick == 1 else "are"
    console.print(f"\n[bold red]{sick:,} of {in_all:,} sources {verb} sick[/], what is worst first:", highlight=False)
    for one in found[:KINDS]:
        first, last = (f"{moment:%d %b %H:%M}" for moment in (one.since, one.latest))
        since = f"since {first}" + (f" … {last}" if last != first else "")
        console.print(
            f"[bold]{len(one.slugs):5,}[/]  {escape(one.words)} [dim]({one.reason}, {since})[/]", highlight=False
        )
        console.print(Padding(f"→ {escape(one.remedy)}", (0, 0, 0, 7), expand=False), highlight=False)
        console.print(Padding(f"[dim]{escape(one.examples)}[/]", (0, 0, 0, 7), expand=False), highlight=False)
    if rest := found[KINDS:]:
        sources = sum(len(one.slugs) for one in rest)
        named = ", ".join(f"{len(one.slugs)} {one.reason}" for one in rest)
        kinds = f"{len(rest)} more kind{'s' if len(rest) > 1 else ''} of trouble"
        console.print(f"{sources:5,}  with {kinds}: {escape(named)}", highlight=False)
    console.print("`emcip sources list --sick` lists all of them, with what was found at each.", highlight=False)


def _print_hosts(console: Console, hosts: dict[str, list[dict[str, str]]]) -> None:
    for kind, words in (("closed", "asked to be left alone"), ("circuit_open", "cannot be connected to")):
        rows = hosts[kind]
        if rows:
            named = ", ".join(f"{row['host']} (until {_short(row['until'])})" for row in rows[: ailing.EXAMPLES])
            more = f" and {len(rows) - ailing.EXAMPLES:,} more" if len(rows) > ailing.EXAMPLES else ""
            console.print(
                f"[yellow]hosts[/]   {len(rows):,} {words}, not asked before then: {escape(named)}{more}",
                highlight=False,
            )


def _short(moment: str) -> str:
    """``2026-11-28T13:56+00:00`` as a reader wants it: a day later it is another day."""
    return f"{dt.datetime.fromisoformat(moment):%d %b %H:%M}"
