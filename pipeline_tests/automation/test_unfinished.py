"""What is being made is left alone, however its run was started."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import pytest

from pipeline.automation.unfinished import busy_partitions
from pipeline.definitions import build_definitions
from pipeline.newsroom import Newsroom
from pipeline.steps import RANGE_END, RANGE_START

KEYS = [
    "2026-11-19|south-asia",
    "2026-11-20|south-asia",
    "2026-11-20|world",
    "2026-11-21|south-asia",
    "2026-11-22|south-asia",
]


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def _start(newsroom: Newsroom, instance: dg.DagsterInstance, tags: dict[str, str], *assets: str) -> dg.DagsterRun:
    """A run as the UI starts it from the page of an asset."""
    definitions = build_definitions(settings=newsroom.settings)
    return instance.create_run_for_job(
        job_def=definitions.resolve_implicit_global_asset_job_def(),
        asset_selection=frozenset(dg.AssetKey(name) for name in assets),
        tags=tags,
        status=dg.DagsterRunStatus.STARTED,
    )


def test_a_cell_that_somebody_materialises_from_an_assets_page_is_busy(
    newsroom: Newsroom, instance: dg.DagsterInstance
) -> None:
    _start(newsroom, instance, {"dagster/partition": "2026-11-20|world"}, "scores")
    assert busy_partitions(instance, ("translations", "scores"), KEYS) == {"2026-11-20|world"}
    assert busy_partitions(instance, ("raw_articles",), KEYS) == set()


def test_a_backfill_of_several_regions_holds_all_cells_of_its_days(
    newsroom: Newsroom, instance: dg.DagsterInstance
) -> None:
    tags = {RANGE_START: "2026-11-20|sub-saharan-africa", RANGE_END: "2026-11-21|world"}
    _start(newsroom, instance, tags, "scores")
    assert busy_partitions(instance, ("scores",), KEYS) == set(KEYS[1:4])


def test_a_backfill_of_one_region_holds_no_other(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    tags = {RANGE_START: "2026-11-19|south-asia", RANGE_END: "2026-11-20|south-asia"}
    _start(newsroom, instance, tags, "scores")
    assert busy_partitions(instance, ("scores",), KEYS) == {"2026-11-19|south-asia", "2026-11-20|south-asia"}


def test_a_range_of_sources_may_mean_any_of_them(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    instance.add_dynamic_partitions("source", ["zeta-post", "middle-post", "alpha-post"])
    _start(newsroom, instance, {RANGE_START: "zeta-post", RANGE_END: "alpha-post"}, "sources")
    assert busy_partitions(instance, ("sources",), ["middle-post"]) == {"middle-post"}


def test_a_run_that_has_ended_holds_nothing(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    run = _start(newsroom, instance, {"dagster/partition": "2026-11-20|world"}, "scores")
    instance.report_run_failed(run)
    assert busy_partitions(instance, ("scores",), KEYS) == set()
