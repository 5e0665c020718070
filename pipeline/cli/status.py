"""``emcip status``: what is there, what is pending, what is sick, what was spent."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from pipeline.automation.sensors import pending
from pipeline.newsroom import Newsroom, open_newsroom
from pipeline.sources import rows as source_rows
from pipeline.warehouse import schema as t

WORST = 10


def status_of(newsroom: Newsroom) -> dict[str, Any]:
    """All figures of the status page, as plain values."""
    with newsroom.warehouse.reading() as session:
        return {
            "home": str(newsroom.settings.home),
            "catalogue_problems": list(newsroom.catalogue.refused),
            "sources": _by(session, t.Source.status),
            "health": _by(session, t.Source.health),
            "sick": _sick(session),
            "urls": _by(session, t.Url.state),
            "articles": {
                str(status): count
                for status, count in session.execute(
                    text("SELECT status, count(*) FROM article_status GROUP BY status ORDER BY status")
                )
            },
            "pending": _pending(newsroom),
            "failures": _failures(session),
            "opportunities": _by(session, t.Opportunity.status),
            "drafts": _by(session, t.Draft.status),
            "spent_usd": _spent(session, newsroom),
        }


def _by(session: Session, column: Any) -> dict[str, int]:
    return {str(key): count for key, count in session.execute(select(column, func.count()).group_by(column))}


def _sick(session: Session) -> list[dict[str, str]]:
    return [
        {
            "source": row.slug,
            "health": row.health,
            "since": row.health_since.isoformat(timespec="minutes") if row.health_since else "",
            "error": row.last_error or "",
        }
        for row in source_rows.sick(session, WORST)
    ]


def _pending(newsroom: Newsroom) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in pending(newsroom):
        counts[row.stage] = counts.get(row.stage, 0) + row.count
    return counts


def _failures(session: Session) -> list[dict[str, Any]]:
    rows = session.execute(
        select(t.FailureRow.stage, t.FailureRow.reason, func.count())
        .group_by(t.FailureRow.stage, t.FailureRow.reason)
        .order_by(func.count().desc())
        .limit(WORST)
    )
    return [{"stage": stage, "reason": reason, "count": count} for stage, reason, count in rows]


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
    figures = status_of(open_newsroom())
    if as_json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    console = Console()
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name in ("home", "sources", "health", "urls", "articles", "pending", "opportunities", "drafts"):
        value = figures[name]
        told = ", ".join(f"{count} {key}" for key, count in value.items()) if isinstance(value, dict) else value
        table.add_row(name, str(told or "none"))
    spent = figures["spent_usd"]
    table.add_row(
        "spent",
        f"today ${spent['today']:.4f} of ${spent['today_cap']:.2f}, "
        f"this month ${spent['month']:.4f} of ${spent['month_cap']:.2f}",
    )
    console.print(table)
    for problem in figures["catalogue_problems"]:
        console.print(f"[red]catalogue[/]  {escape(problem)}", highlight=False)
    for row in figures["failures"]:
        console.print(f"[yellow]failed[/]  {row['count']} × {row['stage']}: {row['reason']}")
    for row in figures["sick"]:
        console.print(f"[red]sick[/]    {row['source']}: {row['health']} since {row['since']}: {row['error']}")
