"""``emcip crawl``: sources polled now, due or not; pages fetched again; and what came of it, by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click
import dagster as dg
from sqlalchemy import func, select

from pipeline.cells import Cell
from pipeline.cli.home import initialise
from pipeline.cli.jobs import report_run, today
from pipeline.cli.outside import outside_world
from pipeline.cli.running import run_job
from pipeline.crawl.again import ask_again
from pipeline.crawl.ledger import OUTCOMES
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom
from pipeline.settings import load_settings
from pipeline.steps import tags_of_whole
from pipeline.warehouse import schema as t
from pipeline.warehouse.condition_rows import in_work

LINES = 20  # of sources by name; a crawl of thousands is told by its sums
MOST_REASONS = 6


def crawl_now(slugs: Sequence[str], *, everything: bool, max_items: int | None) -> int:
    """Poll sources whether due or not; returns the exit code."""
    if slugs and everything:
        raise ConfigurationError(f"--all is every source; leave it away to crawl {', '.join(slugs)} alone")
    if not slugs and not everything:
        raise ConfigurationError("say which sources to crawl: slugs, or --all; `emcip sources list` names them")
    newsroom, instance = initialise(load_settings())
    regions = _regions(newsroom, slugs)
    config: dict[str, Any] = {"force": True, "source_slugs": list(slugs)}
    if max_items is not None:
        config["max_items"] = max_items
    day = newsroom.clock.now().date()
    cells = [Cell(day, region) for region in regions]
    # of --all one run over all regions, under a parent job: its totals are those of the crawl
    keys = [cell.key for cell in cells] if slugs else [today(newsroom)]
    return _crawl(newsroom, instance, keys, [config] * len(keys))


def crawl_again(addresses: Sequence[str]) -> int:
    """Fetch pages once more; returns the exit code."""
    if not addresses:
        raise ConfigurationError("say which pages to fetch again: their URLs")
    newsroom, instance = initialise(load_settings())
    with newsroom.warehouse.transaction() as session:
        found = ask_again(session, addresses)
    configs = [{"source_slugs": slugs, "poll": False, "max_items": len(addresses)} for slugs in found.values()]
    code = _crawl(newsroom, instance, [cell.key for cell in found], configs)
    click.echo("What came is extracted by the sensor, or by `emcip run process --partition CELL`.")
    return code


def _regions(newsroom: Newsroom, slugs: Sequence[str]) -> list[str]:
    """The regions of the sources. Raises ConfigurationError for those that are unknown or are not crawled."""
    with newsroom.warehouse.reading() as session:
        known = dict(session.execute(select(t.Source.slug, t.Source.region).where(t.Source.slug.in_(slugs))).all())
        working = set(session.scalars(select(t.Source.slug).where(t.Source.slug.in_(slugs), in_work())))
    if unknown := [slug for slug in slugs if slug not in known]:
        raise ConfigurationError(
            f"not in the catalogue: {', '.join(unknown)} (nor imported); `emcip sources list` names what is"
        )
    if resting := [slug for slug in slugs if slug not in working]:
        raise ConfigurationError(
            f"paused or rejected: {', '.join(resting)}; enable them in sources.yaml, or probe them again with"
            " `emcip run probe_sources --partition SLUG`"
        )
    return sorted({known[slug] for slug in slugs})


def _crawl(
    newsroom: Newsroom,
    instance: dg.DagsterInstance,
    keys: Sequence[str | tuple[str, str]],
    configs: Sequence[dict[str, Any]],
) -> int:
    whole = tags_of_whole(f"command@{newsroom.clock.now():%Y-%m-%dT%H:%M:%S.%f}", len(keys))
    with outside_world(newsroom.settings):
        runs = [
            run_job(
                instance, "crawl", partition=key, run_config={"ops": {"raw_articles": {"config": config}}}, tags=whole
            )
            for key, config in zip(keys, configs, strict=True)
        ]
    codes = [report_run(instance, run) for run in runs]
    polled = _say_what_came(newsroom, [run.run_id for run in runs])
    return max(codes) or (0 if polled else 1)


def _say_what_came(newsroom: Newsroom, run_ids: Sequence[str]) -> bool:
    """The ledger of the runs by reason, and a line a source; False when not one of the sources could be polled."""
    with newsroom.warehouse.reading() as session:
        jobs = session.scalars(
            select(t.CrawlJob.id).where(t.CrawlJob.run_id.in_(run_ids), t.CrawlJob.region.is_not(None))
        ).all()
        results = session.scalars(
            select(t.CrawlResult).where(t.CrawlResult.crawl_job_id.in_(jobs)).order_by(t.CrawlResult.source_slug)
        ).all()
        reasons = session.execute(
            select(t.CrawlEvent.outcome, t.CrawlEvent.reason, func.count())
            .where(t.CrawlEvent.crawl_job_id.in_(jobs))
            .group_by(t.CrawlEvent.outcome, t.CrawlEvent.reason)
            .order_by(func.count().desc(), t.CrawlEvent.reason)
        ).all()
    if not results:
        click.echo("Nothing was polled: another run is at these sources, or none is in work.")
        return True
    ended = Counter(row.status for row in results)
    entered = sum(row.discovered + row.carried_in for row in results)
    click.echo(
        f"{len(results):,} source{'s' if len(results) > 1 else ''}"
        f" ({', '.join(f'{count:,} {status}' for status, count in ended.most_common())}),"
        f" {entered:,} URL{'s' if entered != 1 else ''}:"
    )
    for outcome in OUTCOMES:
        mine = [(reason or "", count) for name, reason, count in reasons if name == outcome]
        if mine:
            click.echo(f"  {sum(count for _, count in mine):6,} {outcome}{_by_reason(mine)}")
    shown = [row for row in results if row.status == "failed"] or list(results)
    if len(results) <= LINES:
        shown = list(results)
    for row in shown[:LINES]:
        told = f"{row.fetched} new, {row.known} known, {row.waiting} waiting, {row.failed} failed"
        if row.not_modified and not (row.fetched or row.known or row.waiting or row.failed):
            told = "nothing new since the last poll (not modified)"
        told = row.error or told
        click.secho(f"  {row.source_slug}: {row.status}: {told}", fg="red" if row.status == "failed" else None)
    if len(shown) > LINES:
        click.echo(f"  and {len(shown) - LINES:,} more; `emcip sources list --sick` says what is wrong with which")
    return any(row.status != "failed" for row in results)


def _by_reason(counts: Sequence[tuple[str, int]]) -> str:
    named = [f"{count:,} {reason.replace('_', ' ')}" for reason, count in counts if reason]
    more = len(named) - MOST_REASONS
    told = ", ".join(named[:MOST_REASONS]) + (f" and {more} rarer reasons" if more > 0 else "")
    return f": {told}" if told else ""
