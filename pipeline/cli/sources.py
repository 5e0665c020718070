"""``emcip sources``: list, import as candidates, export."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Column, Table
from sqlalchemy import select

from pipeline.catalogue.exchange import export_opml, export_yaml, read_candidates
from pipeline.cli.home import initialise, register_sources
from pipeline.newsroom import open_newsroom
from pipeline.settings import load_settings
from pipeline.sources.sync import add_candidates
from pipeline.warehouse import schema as t


def list_sources(*, as_json: bool) -> None:
    """Print every source that the warehouse knows."""
    newsroom = open_newsroom()
    with newsroom.warehouse.reading() as session:
        rows = session.scalars(select(t.Source).order_by(t.Source.region, t.Source.slug)).all()
    if as_json:
        fields = ("slug", "name", "url", "language", "status", "health", "interval_minutes", "articles_total")
        click.echo(json.dumps([{field: getattr(row, field) for field in fields} for row in rows], ensure_ascii=False))
        return
    if not rows:
        click.echo("No sources yet: `emcip init` takes them from the catalogue.")
        return
    table = Table(
        Column("source", no_wrap=True),
        Column("region", no_wrap=True),
        "region",
        "language",
        "status",
        "health",
        "next poll",
        "articles",
        box=None,
    )
    for row in rows:
        due = f"{row.next_poll_at:%m-%d %H:%M}" if row.next_poll_at else ""
        table.add_row(row.slug, row.region, row.language, row.status, row.health, due, str(row.articles_total))
    # in a pipe nothing is cut: its reader wants whole slugs
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def import_sources(file: Path) -> int:
    """Add the file's sources as candidates; returns 1 when entries were refused, after taking the good ones."""
    found = read_candidates(file)
    newsroom, instance = initialise(load_settings())
    added = add_candidates(newsroom, found.entries)
    register_sources(newsroom, instance)
    click.echo(
        f"{added} new candidates of {len(found.entries)}; `emcip run probe_sources --partition SLUG` decides about one"
    )
    for problem in found.problems:
        click.secho(problem, fg="red", err=True)
    return 1 if found.problems else 0


def export_sources(file: Path | None) -> None:
    """Write the catalogue's sources: as YAML where the file's name ends so, else as OPML."""
    sources = open_newsroom().catalogue.sources
    as_yaml = file is not None and file.suffix.lower() in (".yaml", ".yml")
    text = export_yaml(sources) if as_yaml else export_opml(sources)
    if file is None:
        click.echo(text)
    else:
        file.write_text(text, encoding="utf-8")
        click.echo(f"wrote {file}")
