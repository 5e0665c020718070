"""``emcip opportunities``: what could be written about, with the keys that `emcip drafts write` takes."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click
from rich.console import Console
from rich.markup import escape
from sqlalchemy import select

from pipeline.drafts.rows import opportunity_id_of
from pipeline.failures import ConfigurationError
from pipeline.newsroom import open_newsroom
from pipeline.opportunities.rows import reject
from pipeline.warehouse import schema as t

OPEN = ("detected", "approved", "drafted")


def reject_these(keys: Sequence[str]) -> None:
    """Put opportunities away for good: all of ``keys``, or none where one cannot be.

    Raises ConfigurationError for a key that names none, PermanentError for one that was decided on.
    """
    newsroom = open_newsroom()
    with newsroom.warehouse.transaction() as session:
        rows = [(key, session.get(t.Opportunity, opportunity_id_of(key))) for key in keys]
        for key, row in rows:
            if row is None:
                raise ConfigurationError(f"there is no opportunity {key!r}; `emcip opportunities` lists them")
            reject(session, row.desk_id, row.id, newsroom.clock.now())
    click.echo(f"{', '.join(keys)}: rejected; detection does not bring {'it' if len(keys) == 1 else 'them'} up again")


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
