"""The jobs of the contract: named selections of assets, and two op jobs for upkeep."""

from __future__ import annotations

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from pipeline.automation.upkeep import maintenance_job, request_reprocess_job

CHAIN = ("raw_articles", "extracted_articles", "translations", "scores")
PROCESS = CHAIN[1:]

_ASSET_JOBS = (
    ("probe_sources", ("sources",), "Probe sources: reachable, robots, feeds, language, health."),
    ("crawl", ("raw_articles",), "Poll what is due in a region and fetch what is new; nothing else."),
    ("ingest", CHAIN, "The whole way of a cell: crawl, extract, translate, score."),
    ("process", PROCESS, "Extract, translate and score what a cell has pending; fetches nothing."),
    ("detect_opportunities", ("opportunities",), "Find what a desk could write about today."),
    ("write_drafts", ("drafts",), "Write the draft of an approved opportunity."),
)
ASSETS_OF_JOBS = {name: assets for name, assets, _ in _ASSET_JOBS}


def _selection(assets: tuple[str, ...]) -> dg.AssetSelection:
    """The assets with their checks; what crawls also says how the sources are, since a failed probe runs no check."""
    selection: dg.AssetSelection = dg.AssetSelection.assets(*assets)
    if "raw_articles" in assets:
        selection |= dg.AssetSelection.checks(dg.AssetCheckKey(dg.AssetKey("sources"), "healthy_sources"))
    return selection


def build_jobs() -> list[dg.JobDefinition | UnresolvedAssetJobDefinition]:
    """All jobs of the contract."""
    jobs: list[dg.JobDefinition | UnresolvedAssetJobDefinition] = [
        dg.define_asset_job(name, selection=_selection(assets), description=description)
        for name, assets, description in _ASSET_JOBS
    ]
    return [*jobs, request_reprocess_job, maintenance_job]
