"""``emcip demo``: the real jobs, in the real instance, over the simulated web; then what came out."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import dagster as dg
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from sqlalchemy import select

from pipeline.cells import Cell
from pipeline.cli.home import initialise
from pipeline.cli.jobs import today
from pipeline.cli.running import first_error, run_job
from pipeline.clock import SystemClock
from pipeline.demo.sites import running
from pipeline.drafts.render import render_draft
from pipeline.drafts.rows import find_draft
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom
from pipeline.opportunities.rows import approve
from pipeline.partitions import OPPORTUNITY_PARTITIONS
from pipeline.settings import HOME_FILE, Settings, load_settings
from pipeline.warehouse import schema as t

OPPORTUNITIES_SHOWN = 8


def play_demo(*, fresh: bool, ui_command: str = "make run") -> int:
    """Crawl the demo world, find opportunities, write the best one's draft, print both. Returns the exit code."""
    console = Console(width=None if sys.stdout.isatty() else 110)
    settings = _demo_home(load_settings(), fresh=fresh)
    assert settings.demo_present is not None
    with running(present=settings.demo_present, port=settings.demo_port) as world:
        world.write_catalogue(_catalogue(settings.home))
        newsroom, instance = initialise(settings)
        console.print(f"[bold]The demo world[/]: {len(newsroom.catalogue.sources)} publishers on this machine\n")
        _run(instance, "ingest", today(newsroom))
        _print_collected(console, newsroom)
        day = newsroom.clock.now().date()
        for desk in newsroom.catalogue.desks:
            _run(instance, "detect_opportunities", Cell(day, desk.slug).key)
        best = _print_opportunities(console, newsroom)
        if best is None:
            console.print("[red]No opportunity was found: the demo world should hold several.[/]")
            return 1
        if best.status == "detected":
            with newsroom.warehouse.transaction() as session:
                approve(session, best.desk_id, best.id, newsroom.clock.now())
        instance.add_dynamic_partitions(OPPORTUNITY_PARTITIONS, [best.partition_key])
        _run(instance, "write_drafts", best.partition_key)
    draft = find_draft(newsroom, best.partition_key)
    assert draft is not None
    render_draft(newsroom, draft, console)
    console.print(
        f"\nThe whole of it is in the Dagster UI: [bold]{ui_command}[/] and open http://127.0.0.1:3000/assets\n"
        f"There, pick cells of any asset's grid and materialise or backfill them again. "
        f"`emcip status` tells what the home holds."
    )
    return 0


def _run(instance: dg.DagsterInstance, job: str, partition: str | tuple[str, str]) -> None:
    run = run_job(instance, job, partition=partition, trigger="demo")
    if run.status != dg.DagsterRunStatus.SUCCESS:
        raise ConfigurationError(f"the demo's {job} failed: {first_error(instance, run)}")


def _catalogue(home: Path) -> Path:
    return home / "demo" / "catalogue"


def _demo_home(settings: Settings, *, fresh: bool) -> Settings:
    """Make the home one that holds the demo world; its settings are kept in it.

    Raises ConfigurationError when the home holds something else.
    """
    home = settings.home
    if settings.demo_present is None and (home / "emcip.db").exists():
        raise ConfigurationError(
            f"{home} holds work that is not the demo's; set EMCIP_HOME to an empty folder for the demo"
        )
    if fresh and settings.demo_present is not None:
        shutil.rmtree(home)
        settings = load_settings()
    if settings.demo_present is None:
        home.mkdir(parents=True, exist_ok=True)
        port = _free_port(settings.demo_port)
        present = SystemClock().now().replace(microsecond=0)
        (home / HOME_FILE).write_text(
            "# this home holds the demo world; `emcip demo --fresh` begins anew\n"
            f"EMCIP_DEMO_PRESENT={present.isoformat()}\n"
            f"EMCIP_DEMO_PORT={port}\n"
            f"EMCIP_CATALOGUE={_catalogue(home)}\n"
            "EMCIP_ALLOW_PRIVATE=*.localhost\n"
            "EMCIP_HOST_DELAY=0.05\n",
            encoding="utf-8",
        )
        _catalogue(home).mkdir(parents=True, exist_ok=True)
        os.environ["EMCIP_HOME"] = str(home)
        settings = load_settings()
    return settings


def _free_port(wanted: int) -> int:
    """The wanted port, or where that is taken the next free one; the home remembers it."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise ConfigurationError(f"ports {wanted} to {wanted + 49} are all taken; set EMCIP_DEMO_PORT to a free one")


def _print_collected(console: Console, newsroom: Newsroom) -> None:
    with newsroom.warehouse.reading() as session:
        rows = session.execute(select(t.Extraction.language, t.Extraction.outcome).where(t.Extraction.current)).all()
    articles = [language for language, outcome in rows if outcome == "article"]
    other: dict[str, int] = {}
    for _, outcome in rows:
        if outcome != "article":
            other[outcome] = other.get(outcome, 0) + 1
    left = ", ".join(f"{count} {outcome}" for outcome, count in sorted(other.items()))
    console.print(
        f"\n[bold]{len(articles)} articles[/] in {len(set(articles))} languages"
        + (f"; set aside for what they are: {left}" if left else "")
    )


def _print_opportunities(console: Console, newsroom: Newsroom) -> t.Opportunity | None:
    with newsroom.warehouse.reading() as session:
        rows = session.scalars(
            select(t.Opportunity)
            .where(t.Opportunity.status.in_(("detected", "approved", "drafted")))
            .order_by(t.Opportunity.priority.desc(), t.Opportunity.id)
        ).all()
    console.print("\n[bold]Opportunities, best first[/]\n")
    shown = _one_a_story(rows)
    for row, desks in shown[:OPPORTUNITIES_SHOWN]:
        console.print(f"[bold]{row.priority:3.0f}  {escape(row.title)}[/]", highlight=False)
        about = f"{row.partition_key} · {row.kind.replace('_', ' ')} · for {', '.join(desks)}"
        console.print(Padding(f"[dim]{about}[/]\n{escape(row.rationale)}", (0, 0, 1, 5)), highlight=False)
    if len(shown) > OPPORTUNITIES_SHOWN:
        console.print(f"     … and {len(shown) - OPPORTUNITIES_SHOWN} more in the UI\n")
    return rows[0] if rows else None


def _one_a_story(rows: Sequence[t.Opportunity]) -> list[tuple[t.Opportunity, list[str]]]:
    """Each story once, with the desks that it was found for."""
    shown: dict[object, tuple[t.Opportunity, list[str]]] = {}
    for row in rows:
        key = ("story", row.story_id) if row.story_id is not None else ("row", row.id)
        shown.setdefault(key, (row, []))[1].append(row.desk_id)
    return list(shown.values())
