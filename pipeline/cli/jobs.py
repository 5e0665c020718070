"""``emcip run`` and ``emcip crawl``: the jobs, headless."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import dagster as dg
import yaml
from sqlalchemy import select

from pipeline.cells import REGIONS, Cell
from pipeline.cli.home import initialise
from pipeline.cli.outside import outside_world
from pipeline.cli.running import first_error, run_job
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom
from pipeline.settings import load_settings
from pipeline.warehouse import schema as t

CELL_JOBS = ("crawl", "ingest", "process")


def today(newsroom: Newsroom) -> tuple[str, str]:
    """The range of today's cells, all regions."""
    day = newsroom.clock.now().date()
    return Cell(day, REGIONS[0]).key, Cell(day, REGIONS[-1]).key


def run_named_job(name: str, partition: str | None, config_file: Path | None) -> int:
    """Run a job; returns the exit code."""
    newsroom, instance = initialise(load_settings())
    config = _read_config(config_file)
    with outside_world(newsroom.settings):
        for keys in _partitions(newsroom, name, partition):
            code = report_run(instance, run_job(instance, name, partition=keys, run_config=config))
            if code:
                return code
    return 0


def _partitions(newsroom: Newsroom, name: str, given: str | None) -> list[str | tuple[str, str] | None]:
    """What to run over: what was asked for, else today (all regions, or each desk)."""
    if given is not None:
        first, dots, last = given.partition("...")
        return [(first, last) if dots else given]
    if name in CELL_JOBS:
        return [today(newsroom)]
    if name == "detect_opportunities":
        day = newsroom.clock.now().date()
        return [Cell(day, desk.slug).key for desk in newsroom.catalogue.desks]
    return [None]


def _read_config(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not YAML: {' '.join(str(error).split())[:300]}") from None
    if not isinstance(document, dict):
        raise ConfigurationError(f"{path} is not a run config; write a YAML mapping such as 'ops: {{raw_articles: …}}'")
    return document


def crawl_now(slugs: tuple[str, ...], *, everything: bool, max_items: int | None) -> int:
    """Poll sources whether due or not; returns the exit code."""
    if bool(slugs) == everything:
        raise ConfigurationError("say which sources to crawl: slugs, or --all")
    newsroom, instance = initialise(load_settings())
    known = {source.slug: source for source in newsroom.catalogue.sources}
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        raise ConfigurationError(f"not in the catalogue: {', '.join(unknown)}; `emcip sources list` names what is")
    config: dict[str, Any] = {"force": True, "source_slugs": list(slugs)}
    if max_items is not None:
        config["max_items"] = max_items
    run_config = {"ops": {"raw_articles": {"config": config}}}
    regions = {known[slug].region for slug in slugs}
    day = newsroom.clock.now().date()
    partitions: list[str | tuple[str, str]] = (
        [Cell(day, region).key for region in sorted(regions)] if slugs else [today(newsroom)]
    )
    with outside_world(newsroom.settings):
        runs = [run_job(instance, "crawl", partition=keys, run_config=run_config) for keys in partitions]
    codes = [report_run(instance, run) for run in runs]
    polled = _say_what_was_polled(newsroom, [run.run_id for run in runs])
    return max(codes) or (0 if polled else 1)


def _say_what_was_polled(newsroom: Newsroom, run_ids: Sequence[str]) -> bool:
    """A line for each source of the runs; False when there were some and not one could be polled."""
    with newsroom.warehouse.reading() as session:
        results = session.scalars(
            select(t.CrawlResult).where(t.CrawlResult.run_id.in_(run_ids)).order_by(t.CrawlResult.source_slug)
        ).all()
    for row in results:
        told = row.error or f"{row.fetched} new, {row.known} known, {row.waiting} waiting, {row.failed} failed"
        click.secho(f"  {row.source_slug}: {row.status}: {told}", fg="red" if row.status == "failed" else None)
    return not results or any(row.status != "failed" for row in results)


def report_run(instance: dg.DagsterInstance, run: dg.DagsterRun) -> int:
    """Say how a run ended; 0 when it succeeded."""
    if run.status == dg.DagsterRunStatus.SUCCESS:
        click.echo(f"{run.job_name}: done (run {run.run_id[:8]})")
        return 0
    click.secho(f"{run.job_name}: {run.status.value.lower()}: {first_error(instance, run)}", fg="red", err=True)
    return 1
