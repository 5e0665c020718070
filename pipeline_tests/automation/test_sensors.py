"""Sensors ask for exactly what is there to do, again only when it has changed, and never for what is under way."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

import dagster as dg
import pytest

from pipeline.automation.sensors import draft_approved, keep_sources_current, process_pending
from pipeline.catalogue.schema import SourceEntry
from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom
from pipeline_tests.automation.newsdesk import Tick, under_way
from pipeline_tests.made import NOON, add_article, add_source

CELL = "2026-11-22|sub-saharan-africa"


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def _entry(slug: str) -> SourceEntry:
    return SourceEntry(slug=slug, name=slug, url=f"https://{slug}.example/", region="south-asia", language="en")


def _with_sources(newsroom: Newsroom, *slugs: str) -> Newsroom:
    catalogue = dataclasses.replace(newsroom.catalogue, sources=tuple(_entry(slug) for slug in slugs))
    return dataclasses.replace(newsroom, catalogue=catalogue)


def test_a_source_added_to_the_catalogue_becomes_a_partition_and_is_probed(
    newsroom: Newsroom, instance: dg.DagsterInstance
) -> None:
    data = Tick.of(keep_sources_current(_with_sources(newsroom, "new-paper"), instance))
    assert data.partitions == {"source": ["new-paper"]}
    assert [run.partition_key for run in data.runs] == ["new-paper"]


def test_at_most_ten_probes_a_tick(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    slugs = [f"paper-{n:02}" for n in range(25)]
    data = Tick.of(keep_sources_current(_with_sources(newsroom, *slugs), instance))
    assert len(data.runs) == 10
    assert len(data.partitions["source"]) == 25


def test_a_probe_under_way_is_not_asked_for_again(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    instance.add_dynamic_partitions("source", ["new-paper"])
    under_way(newsroom, instance, "probe_sources", "new-paper")
    data = Tick.of(keep_sources_current(_with_sources(newsroom, "new-paper"), instance))
    assert data.runs == [] and data.skipped


def _collect(newsroom: Newsroom, *, title: str = "Port opens") -> None:
    with newsroom.warehouse.transaction() as session:
        source = add_source(session, f"source-{title[-1]}")
        add_article(newsroom.warehouse, session, source, title=title, text="A text of its own.")


def test_a_cell_with_pending_rows_is_processed(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    _collect(newsroom)
    data = Tick.of(process_pending(newsroom, instance))
    assert [run.partition_key for run in data.runs] == [CELL]
    assert data.runs[0].tags["emcip/pending"] == "1 extraction"


def test_where_nothing_is_pending_nothing_is_run(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    data = Tick.of(process_pending(newsroom, instance))
    assert data.runs == [] and "No cell has pending rows" in str(data.skipped)


def test_a_cell_with_an_unfinished_run_is_left_alone(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    _collect(newsroom)
    under_way(newsroom, instance, "ingest", CELL)
    assert Tick.of(process_pending(newsroom, instance)).runs == []


def test_the_run_key_changes_when_more_becomes_pending(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    _collect(newsroom)
    [first] = Tick.of(process_pending(newsroom, instance)).runs
    [same] = Tick.of(process_pending(newsroom, instance)).runs
    _collect(newsroom, title="Port closes 2")
    [later] = Tick.of(process_pending(newsroom, instance)).runs
    assert first.run_key == same.run_key != later.run_key


def test_what_stays_pending_is_asked_for_again_a_quarter_of_an_hour_later(
    newsroom: Newsroom, clock: FixedClock, instance: dg.DagsterInstance
) -> None:
    _collect(newsroom)
    [first] = Tick.of(process_pending(newsroom, instance)).runs
    clock.advance(minutes=15)
    [later] = Tick.of(process_pending(newsroom, instance)).runs
    assert first.run_key != later.run_key


def test_without_auto_process_cells_wait_for_a_person(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    _collect(newsroom)
    quiet = dataclasses.replace(newsroom, settings=newsroom.settings.model_copy(update={"auto_process": False}))
    data = Tick.of(process_pending(quiet, instance))
    assert data.runs == [] and "EMCIP_AUTO_PROCESS" in str(data.skipped)


def test_no_approved_opportunity_no_run(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    assert Tick.of(draft_approved(newsroom, instance)).runs == []


def test_an_old_cell_is_found_as_well(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    with newsroom.warehouse.transaction() as session:
        source = add_source(session)
        add_article(
            newsroom.warehouse, session, source, text="Old.", cell_date=NOON.date() - dt.timedelta(days=40),
            collected_at=NOON - dt.timedelta(days=40),
        )  # fmt: skip
    [request] = Tick.of(process_pending(newsroom, instance)).runs
    assert request.partition_key == "2026-10-13|sub-saharan-africa"
