"""``emcip drafts``: show a draft in the terminal, write drafts headless."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.console import Console
from sqlalchemy import select

from pipeline.drafts.render import render_draft
from pipeline.drafts.rows import find_draft, opportunity_id_of
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom, open_newsroom
from pipeline.opportunities.rows import approve
from pipeline.settings import load_settings
from pipeline.warehouse import schema as t


def show_draft(key: str | None) -> int:
    """Print the draft of an opportunity's key, or the newest; returns 1 when there is none."""
    newsroom = open_newsroom()
    console = Console()
    draft = find_draft(newsroom, key)
    if draft is None:
        what, remedy = (f"of {key!r}", key) if key else ("yet", "opp-12")
        console.print(
            f"There is no draft {what}: `emcip drafts write {remedy}` writes one (`emcip opportunities` lists)."
        )
        return 1
    render_draft(newsroom, draft, console)
    return 0


def write_drafts(keys: Sequence[str], *, everything: bool) -> int:
    """Run ``write_drafts`` for these opportunities; returns the worst exit code."""
    from pipeline.cli.home import initialise  # noqa: PLC0415 - showing a draft needs no dagster
    from pipeline.cli.jobs import report_run  # noqa: PLC0415 - as above
    from pipeline.cli.running import run_job  # noqa: PLC0415 - as above
    from pipeline.partitions import OPPORTUNITY_PARTITIONS  # noqa: PLC0415 - as above

    if bool(keys) == everything:
        raise ConfigurationError("say which drafts to write: keys such as opp-12, or --all")
    newsroom, instance = initialise(load_settings())
    chosen = _decided(newsroom) if everything else [_approved(newsroom, key) for key in keys]
    if not chosen:
        click.echo("No opportunity is approved: `emcip opportunities` lists them, `emcip drafts write KEY` takes one.")
    instance.add_dynamic_partitions(OPPORTUNITY_PARTITIONS, chosen)
    return max((report_run(instance, run_job(instance, "write_drafts", partition=key)) for key in chosen), default=0)


def _decided(newsroom: Newsroom) -> list[str]:
    with newsroom.warehouse.reading() as session:
        rows = session.scalars(select(t.Opportunity).where(t.Opportunity.status.in_(("approved", "drafted"))))
        return [row.partition_key for row in rows]


def _approved(newsroom: Newsroom, key: str) -> str:
    """The key of an opportunity that is, or with this becomes, approved."""
    with newsroom.warehouse.transaction() as session:
        row = session.get(t.Opportunity, opportunity_id_of(key))
        if row is None:
            raise ConfigurationError(f"there is no opportunity {key!r}; `emcip opportunities` lists them")
        if row.status == "detected":
            approve(session, row.desk_id, row.id, newsroom.clock.now())
        return row.partition_key
