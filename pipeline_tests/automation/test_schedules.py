"""Schedules start what is due and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import dagster as dg
import pytest

from pipeline.automation.schedules import crawl_what_is_due, detect_what_is_new
from pipeline.newsroom import Newsroom
from pipeline.steps import WHOLE, WHOLE_CELLS
from pipeline_tests.automation.newsdesk import Tick, under_way
from pipeline_tests.made import NOON, add_article, add_extraction, add_score, add_source, add_translation


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def test_one_run_per_region_with_due_sources(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    with newsroom.warehouse.transaction() as session:
        add_source(session, "due-1")
        add_source(session, "due-2")
        add_source(session, "due-3", region="south-asia")
        add_source(session, "later", region="east-asia", next_poll_at=NOON + dt.timedelta(minutes=1))
        add_source(session, "off", region="world", enabled=False)
    runs = Tick.of(crawl_what_is_due(newsroom, instance)).runs
    assert [run.partition_key for run in runs] == ["2026-11-22|south-asia", "2026-11-22|sub-saharan-africa"]
    # they are parts of one crawl
    assert {(run.tags[WHOLE], run.tags[WHOLE_CELLS]) for run in runs} == {("crawl_due@2026-11-22T12:00", "2")}


def test_a_single_run_is_no_part_of_anything(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    with newsroom.warehouse.transaction() as session:
        add_source(session)
    [run] = Tick.of(crawl_what_is_due(newsroom, instance)).runs
    assert WHOLE not in run.tags


def test_no_run_where_no_source_is_due(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    data = Tick.of(crawl_what_is_due(newsroom, instance))
    assert not data.runs
    assert data.skipped == "No source is due."


def test_a_region_under_way_is_not_started_twice(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    with newsroom.warehouse.transaction() as session:
        add_source(session)
    under_way(newsroom, instance, "ingest", "2026-11-22|sub-saharan-africa")
    data = Tick.of(crawl_what_is_due(newsroom, instance))
    assert not data.runs
    assert "being crawled already" in str(data.skipped)


def test_detection_waits_for_scores(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    assert not Tick.of(detect_what_is_new(newsroom, instance)).runs
    with newsroom.warehouse.transaction() as session:
        article = add_article(newsroom.warehouse, session, add_source(session))
        add_score(session, add_translation(session, add_extraction(session, article, text="Words.")))
    runs = Tick.of(detect_what_is_new(newsroom, instance)).runs
    assert {str(run.partition_key).split("|")[1] for run in runs} == {desk.slug for desk in newsroom.catalogue.desks}
    again = Tick.of(detect_what_is_new(newsroom, instance)).runs
    assert [run.run_key for run in again] == [run.run_key for run in runs]
