"""``emcip estimate``: what translating would cost, before it is spent."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import click

from pipeline.cells import REGIONS, Cell
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom, open_newsroom
from pipeline.translation.estimate import estimate, estimate_articles


def print_estimate(partition: str | None, *, as_json: bool) -> None:
    """For a cell, a range of cells, or today's."""
    newsroom = open_newsroom()
    told = estimate(newsroom, _cells(newsroom, partition))
    if as_json:
        click.echo(json.dumps(told.as_json(), ensure_ascii=False, indent=2))
        return
    click.echo(f"to translate  {told.articles} articles; {told.unneeded} need no translator")
    click.echo(
        f"characters    {told.characters:,} to pay for, {told.lead_characters:,} of them in titles and leads; "
        f"{told.in_memory:,} in the memory, {told.repeated:,} repeated"
    )
    for name, usd in told.usd.items():
        click.echo(f"{name:<13} ${usd:.4f} for all in full, ${told.usd_leads[name]:.4f} for titles and leads")
        click.echo(f"{'':<13} {told.basis[name]}")
    if not told.usd:
        click.echo("EMCIP_TRANSLATOR is none: nothing is translated, nothing is paid")
    click.echo("left          " + ", ".join(f"{name} ${left:.2f}" for name, left in told.left_usd.items()))


def print_price(newsroom: Newsroom, article_ids: Sequence[int]) -> None:
    """One line, where anything is to be paid: what the memory has, and what was answered well, costs nothing."""
    try:
        told = estimate_articles(newsroom, article_ids)
    except ConfigurationError as error:  # a translator without a price: it is not asked, and the run says so too
        click.echo(f"the price cannot be told: {error}")
        return
    if told.characters:
        click.echo(f"to pay for: {told.in_short()}")


def _cells(newsroom: Newsroom, partition: str | None) -> list[Cell]:
    """A range of cells is a rectangle: all days, and the regions from the first to the last."""
    if partition is None:
        today = newsroom.clock.now().date()
        return [Cell(today, region) for region in REGIONS]
    first_key, dots, last_key = partition.partition("...")
    try:
        first = Cell.parse(first_key)
        last = Cell.parse(last_key) if dots else first
    except ValueError as error:
        raise ConfigurationError(str(error)) from None
    regions = REGIONS[REGIONS.index(first.region) : REGIONS.index(last.region) + 1]
    days = (last.day - first.day).days
    if days < 0 or not regions:
        raise ConfigurationError(f"there is nothing from {first.key!r} to {last.key!r}; write the earlier one first")
    return [Cell(first.day + dt.timedelta(days=day), region) for day in range(days + 1) for region in regions]
