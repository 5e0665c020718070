"""The home: where everything that EMCIP writes is, and how it is made ready."""

from __future__ import annotations

import os
from pathlib import Path

import click
import dagster as dg
from sqlalchemy.exc import DatabaseError

from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom, open_newsroom
from pipeline.partitions import SOURCE_PARTITIONS
from pipeline.providers.translators import lacking
from pipeline.settings import CHECKOUT, Settings, unread
from pipeline.sources import rows as source_rows
from pipeline.sources.sync import sync_catalogue

WORKSPACE = CHECKOUT / "workspace.yaml"


def prepare_home(settings: Settings) -> None:
    """Make the folders, link Dagster's configuration into its home, and point this process at it.

    Raises ConfigurationError when the home cannot be written or the checkout lacks ``dagster.yaml``.
    """
    configuration = CHECKOUT / "dagster.yaml"
    if not configuration.exists():
        raise ConfigurationError(f"{configuration} is missing; run emcip from a checkout installed with `make install`")
    try:
        settings.dagster_home.mkdir(parents=True, exist_ok=True)
        settings.exports.mkdir(parents=True, exist_ok=True)
        _link(settings.dagster_home / "dagster.yaml", configuration)
    except OSError as error:
        raise ConfigurationError(
            f"the home {settings.home} cannot be written ({error.strerror}); set EMCIP_HOME to a folder of yours"
        ) from error
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)


def _link(link: Path, target: Path) -> None:
    """Only ``$DAGSTER_HOME/dagster.yaml`` is read, so it links to the top-level file; a user's own file stays."""
    if link.is_symlink():
        if link.readlink() == target:
            return
        link.unlink()
    if not link.exists():
        link.symlink_to(target)


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """The Dagster instance of the home. Raises ConfigurationError when its history cannot be read."""
    prepare_home(settings)
    try:
        return dg.DagsterInstance.from_config(str(settings.dagster_home))
    except DatabaseError as error:
        raise ConfigurationError(
            f"the history of runs in {settings.dagster_home} cannot be opened ({error.orig}); move that folder away and"
            " begin a new one: articles, drafts and money are in the warehouse, and nothing of them is lost"
        ) from error


def initialise(settings: Settings) -> tuple[Newsroom, dg.DagsterInstance]:
    """Create or migrate everything, sync the catalogue's sources, register their partitions.

    What the settings lack is told before any work begins, not by the run that comes to need it.
    """
    for problem in doubts(settings):
        click.secho(f"settings   {problem}", fg="yellow", err=True)
    instance = open_instance(settings)
    newsroom = open_newsroom(settings)
    sync_catalogue(newsroom)
    register_sources(newsroom, instance)
    return newsroom, instance


def doubts(settings: Settings) -> list[str]:
    """What of the settings will not do what it seems to say: a translator without its key, names that nothing reads."""
    ignored = [
        f"{name} is set and nothing reads it; docs/operations.md lists what is" for name in unread(settings.home)
    ]
    return lacking(settings) + ignored


def register_sources(newsroom: Newsroom, instance: dg.DagsterInstance) -> int:
    """Add the sources that are not partitions yet; returns how many there were."""
    known = set(instance.get_dynamic_partitions(SOURCE_PARTITIONS))
    with newsroom.warehouse.reading() as session:
        new = [slug for slug in source_rows.all_slugs(session) if slug not in known]
    if new:
        instance.add_dynamic_partitions(SOURCE_PARTITIONS, new)
    return len(new)
