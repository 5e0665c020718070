"""``emcip sources``: list, import as candidates, export."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Column, Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.catalogue.exchange import export_opml, export_yaml, read_candidates
from pipeline.cli.home import initialise, register_sources
from pipeline.failures import ConfigurationError
from pipeline.newsroom import open_newsroom
from pipeline.settings import load_settings
from pipeline.sources import ailing
from pipeline.sources.health import in_words
from pipeline.sources.sync import add_candidates
from pipeline.warehouse import schema as t
from pipeline.warehouse.condition_rows import sources_in

KNOWN_SHOWN = 20
FIELDS = ("slug", "name", "url", "language", "status", "health", "last_error", "interval_minutes", "articles_total")


def list_sources(*, as_json: bool, status: str | None = None, sick: bool = False) -> None:
    """Print the sources that the warehouse knows: all, those of a status, or those that are sick."""
    newsroom = open_newsroom()
    with newsroom.warehouse.reading() as session:
        query = select(t.Source).order_by(t.Source.region, t.Source.slug)
        if status is not None:
            query = query.where(t.Source.status == status)
        held = sources_in(session)
        if sick:
            list_sick([row for row in held if status is None or _has_status(session, row, status)], as_json=as_json)
            return
        rows = session.scalars(query).all()
    if as_json:
        conditions: dict[str, list[dict[str, str]]] = {}
        for row in held:
            conditions.setdefault(row.source_slug, []).append(ailing.as_json(row))
        click.echo(
            json.dumps(
                [
                    {
                        **{field: getattr(row, field) for field in FIELDS},
                        "health_since": ailing.minute(row.health_since) if row.health_since else None,
                        "conditions": conditions.get(row.slug, []),
                    }
                    for row in rows
                ],
                ensure_ascii=False,
            )
        )
    elif status == "rejected":
        _print_rejected(rows)
    elif not rows:
        told = f"No source is {status}." if status else "No sources yet: `emcip init` takes them from the catalogue."
        click.echo(told)
    else:
        _print_table(rows)


def list_sick(held: Sequence[t.SourceCondition], *, as_json: bool) -> None:
    """Every condition of every sick source: what is wrong, since when, what was found, what helps."""
    if as_json:
        click.echo(json.dumps([ailing.as_json(row) for row in held], ensure_ascii=False))
        return
    if not held:
        click.echo("No source is sick.")
        return
    for one in ailing.grouped(held):
        count = f"{len(one.slugs):,} source{'s' if len(one.slugs) > 1 else ''}"
        click.secho(f"{one.words} ({one.reason}): {count}", bold=True)
        click.echo(f"  → {one.remedy}")
        for row in held:
            if (row.condition, row.reason) == (one.condition, one.reason):
                found = " ".join(row.detail.split())
                click.echo(f"  {row.source_slug}  since {row.since:%Y-%m-%d %H:%M}: {found}")


def _has_status(session: Session, row: t.SourceCondition, status: str) -> bool:
    return session.get_one(t.Source, row.source_slug).status == status


def _print_rejected(rows: Sequence[t.Source]) -> None:
    if not rows:
        click.echo("No source was rejected.")
    for row in rows:
        click.echo(f"{row.slug}  {row.url}\n  {row.last_error or in_words(row.health)}")


def _print_table(rows: Sequence[t.Source]) -> None:
    table = Table(
        Column("source", no_wrap=True),
        Column("region", no_wrap=True),
        "language",
        "status",
        "health",
        "since",
        "next poll",
        "articles",
        box=None,
    )
    for row in rows:
        due = f"{row.next_poll_at:%m-%d %H:%M}" if row.next_poll_at else ""
        since = f"{row.health_since:%m-%d %H:%M}" if row.health_since else ""
        count = str(row.articles_total)
        table.add_row(row.slug, row.region, row.language, row.status, row.health, since, due, count)
    # in a pipe nothing is cut: its reader wants whole slugs
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def import_sources(file: Path) -> int:
    """Add the file's sources as candidates; returns 1 when entries were refused, after taking the good ones."""
    found = read_candidates(file)
    newsroom, instance = initialise(load_settings())
    added = add_candidates(newsroom, found.entries)
    register_sources(newsroom, instance)
    click.echo(f"{len(added.new):,} new candidates of {len(found.entries):,} sources in the file")
    if added.new:
        click.echo(
            "A probe promotes or rejects each: by itself under `emcip serve`, or `emcip run probe_sources --partition"
            f" {added.new[0]}`; `emcip sources list --status rejected` has the reasons."
        )
    for slug, same in list(added.known.items())[:KNOWN_SHOWN]:
        click.echo(f"known already: {slug}" + (f", which is {same}" if same != slug else ""))
    if len(added.known) > KNOWN_SHOWN:
        click.echo(f"and {len(added.known) - KNOWN_SHOWN:,} more that are known already")
    for problem in found.problems:
        click.secho(problem, fg="red", err=True)
    return 1 if found.problems else 0


def export_sources(file: Path | None) -> None:
    """Write the catalogue's sources: as YAML where the file's name ends so, else as OPML.

    Raises ConfigurationError when the file cannot be written.
    """
    sources = open_newsroom().catalogue.sources
    as_yaml = file is not None and file.suffix.lower() in (".yaml", ".yml")
    text = export_yaml(sources) if as_yaml else export_opml(sources)
    if file is None:
        click.echo(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(
            f"{file} cannot be written: {error.strerror}; name a file in a folder of yours"
        ) from None
    click.echo(f"wrote {file}")
