"""The code location: the one place where assets, jobs, schedules and sensors are put together.

``build_definitions`` takes resources in place of the real ones; it is the only override point.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipeline.automation.jobs import build_jobs
from pipeline.automation.schedules import build_schedules
from pipeline.automation.sensors import build_sensors
from pipeline.automation.terminal import terminal_logger
from pipeline.catalogue.loader import load_catalogue
from pipeline.crawl.assets import raw_articles_asset
from pipeline.crawl.checks import crawl_checks
from pipeline.drafts.assets import drafts_asset
from pipeline.drafts.checks import draft_checks
from pipeline.extraction.assets import extracted_articles_asset
from pipeline.extraction.checks import extraction_checks
from pipeline.opportunities.assets import opportunities_asset
from pipeline.opportunities.checks import opportunity_checks
from pipeline.partitions import cell_partitions, desk_partitions
from pipeline.scoring.assets import scores_asset
from pipeline.scoring.checks import scoring_checks
from pipeline.settings import Settings, load_settings
from pipeline.sources.assets import sources_asset
from pipeline.sources.checks import source_checks
from pipeline.steps import NewsroomResource
from pipeline.translation.assets import translations_asset
from pipeline.translation.checks import translation_checks


def build_definitions(resources: Mapping[str, Any] | None = None, settings: Settings | None = None) -> dg.Definitions:
    """All of EMCIP. ``resources`` replaces the real ones by name (``emcip``); ``settings`` the environment."""
    with warnings.catch_warnings():
        # these two are used on purpose, and their notice would repeat in every process
        for name in ("backfill_policy", "MultiPartitionMapping"):
            warnings.filterwarnings("ignore", message=f".*{name}.*", category=dg.BetaWarning)
        settings = settings or load_settings()
        cells = cell_partitions(settings.start_date)
        desks = desk_partitions(settings.start_date, load_catalogue(settings.catalogue, tolerant=True))
        return dg.Definitions(
            assets=[
                sources_asset(),
                raw_articles_asset(cells),
                extracted_articles_asset(cells),
                translations_asset(cells),
                scores_asset(cells),
                opportunities_asset(desks),
                drafts_asset(),
            ],
            asset_checks=[
                *source_checks(),
                *crawl_checks(),
                *extraction_checks(),
                *translation_checks(),
                *scoring_checks(),
                *opportunity_checks(),
                *draft_checks(),
            ],
            jobs=build_jobs(),
            schedules=build_schedules(auto_process=settings.auto_process),
            sensors=build_sensors(),
            loggers={"console": terminal_logger},
            resources={"emcip": NewsroomResource(), **(resources or {})},
            # a job's own executor does not reach backfills; one process per run is what a cell needs
            executor=dg.in_process_executor,
        )


@dg.definitions
def defs() -> dg.Definitions:
    """What ``workspace.yaml`` points at."""
    return build_definitions()
