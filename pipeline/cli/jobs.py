"""``emcip run``: the jobs, headless."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import dagster as dg
import yaml

from pipeline.cells import REGIONS, Cell
from pipeline.cli.home import initialise
from pipeline.cli.outside import outside_world
from pipeline.cli.running import first_error, run_job
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom
from pipeline.settings import load_settings

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


def report_run(instance: dg.DagsterInstance, run: dg.DagsterRun) -> int:
    """Say how a run ended; 0 when it succeeded."""
    if run.status == dg.DagsterRunStatus.SUCCESS:
        click.echo(f"{run.job_name}: done (run {run.run_id[:8]})")
        return 0
    click.secho(f"{run.job_name}: {run.status.value.lower()}: {first_error(instance, run)}", fg="red", err=True)
    return 1
