"""``emcip opportunities``: what could be written about, with the keys that `emcip drafts write` takes."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.markup import escape
from sqlalchemy import select

from pipeline.newsroom import open_newsroom
from pipeline.warehouse import schema as t

OPEN = ("detected", "approved", "drafted")


def list_open(desk: str | None, *, as_json: bool) -> None:
    """Print the open opportunities of a desk, or of all. Raises ConfigurationError for a desk that is none."""
    newsroom = open_newsroom()
    query = select(t.Opportunity).where(t.Opportunity.status.in_(OPEN))
    if desk is not None:
        query = query.where(t.Opportunity.desk_id == newsroom.catalogue.desk(desk).slug)
    with newsroom.warehouse.reading() as session:
        rows = session.scalars(query.order_by(t.Opportunity.priority.desc(), t.Opportunity.id)).all()
    if as_json:
        fields = ("desk_id", "kind", "title", "angle", "rationale", "priority", "status")
        listed = [{"key": row.partition_key} | {name: getattr(row, name) for name in fields} for row in rows]
        click.echo(json.dumps(listed, ensure_ascii=False))
        return
    console = Console(soft_wrap=True, highlight=False)
    if not rows:
        console.print("No open opportunity: `emcip run detect_opportunities` looks for some.")
    for row in rows:
        about = f"{row.desk_id} · {row.kind.replace('_', ' ')} · {row.status}"
        console.print(f"{row.partition_key:<8} {row.priority:3.0f}  {escape(row.title)}  [dim]{about}[/]")
