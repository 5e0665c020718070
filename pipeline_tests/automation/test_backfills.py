"""Backfills do every cell that they name, wherever they were launched from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.catalogue.loader import load_catalogue
from pipeline.definitions import build_definitions
from pipeline.settings import load_settings
from pipeline.steps import RANGE_END, RANGE_START

TODAY = dt.datetime.now(dt.UTC).date()
YESTERDAY = TODAY - dt.timedelta(days=1)
SPAN = {RANGE_START: f"{YESTERDAY}|sub-saharan-africa", RANGE_END: f"{TODAY}|south-asia"}
CELLS = {
    f"{day}|{region}"
    for day in (YESTERDAY, TODAY)
    for region in ("sub-saharan-africa", "middle-east-north-africa", "south-asia")
}
# what the page of a job adds to the range, as of Dagster 1.13: the dimensions of its first cell
FIRST_CELL = {
    "dagster/partition/date": str(YESTERDAY),
    "dagster/partition/region": "sub-saharan-africa",
    "dagster/partition_set": "process_partition_set",
}


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("EMCIP_HOME", str(tmp_path / "home"))
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.mark.parametrize("tags", [SPAN, SPAN | FIRST_CELL], ids=["from an asset's page", "from a job's page"])
def test_every_cell_of_a_backfill_is_made(instance: dg.DagsterInstance, tags: dict[str, str]) -> None:
    job = build_definitions(settings=load_settings()).resolve_job_def("process")
    assert job.execute_in_process(instance=instance, tags=tags).success
    for asset in ("extracted_articles", "translations", "scores"):
        assert instance.get_materialized_partitions(dg.AssetKey(asset)) == CELLS, asset


def test_a_backfill_of_desks_makes_every_desk(instance: dg.DagsterInstance) -> None:
    desks = [desk.slug for desk in load_catalogue().desks]
    tags = {RANGE_START: f"{TODAY}|{desks[0]}", RANGE_END: f"{TODAY}|{desks[-1]}"}
    tags |= {"dagster/partition/date": str(TODAY), "dagster/partition/desk": desks[0]}
    job = build_definitions(settings=load_settings()).resolve_job_def("detect_opportunities")
    assert job.execute_in_process(instance=instance, tags=tags).success
    made = instance.get_materialized_partitions(dg.AssetKey("opportunities"))
    assert made == {f"{TODAY}|{desk}" for desk in desks}
