"""Runs that a schedule starts together are one crawl: a parent whose totals close when all of them have ended."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.crawl import ledger
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.parents import NEVER_CAME
from pipeline.crawl.request import CrawlRequest
from pipeline.failures import ServiceUnavailable
from pipeline.newsroom import Newsroom, Run, Whole
from pipeline.warehouse.engine import Warehouse
from pipeline.warehouse.schema import CrawlJob, Source
from pipeline_tests.crawl.conftest import CELL, assert_ledger_adds_up, publish
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import NOON

EAST = Cell(CELL.day, "east-asia")
TICK = Whole("crawl_due@2026-11-22T12:00", 2)


def two_regions(newsroom: Newsroom, site: Site) -> None:
    for slug, region in (("daily-ledger", CELL.region), ("east-post", EAST.region)):
        site.feed(f"/{slug}.xml", [f"/{slug}/a.html"])
        site.article(f"/{slug}/a.html")
        publish(newsroom, site, slug, feeds=[f"{site.root}/{slug}.xml"], region=region)


def crawl_of_tick(newsroom: Newsroom, cell: Cell, run_id: str) -> None:
    crawl_cells(newsroom, [cell], CrawlRequest(), Run(run_id, whole=TICK))


def parent_of(newsroom: Newsroom) -> CrawlJob:
    with newsroom.warehouse.reading() as session:
        return session.scalars(select(CrawlJob).where(CrawlJob.region.is_(None))).one()


def test_the_parent_of_several_runs_closes_with_the_last_of_them(newsroom: Newsroom, site: Site) -> None:
    two_regions(newsroom, site)
    crawl_of_tick(newsroom, CELL, "first")
    parent = parent_of(newsroom)
    assert (parent.status, parent.finished_at, parent.fetched) == ("running", None, 0)
    crawl_of_tick(newsroom, EAST, "second")
    parent = parent_of(newsroom)
    assert (parent.status, parent.discovered, parent.fetched, parent.error) == ("completed", 2, 2, None)
    assert_ledger_adds_up(newsroom)


def test_runs_at_once_have_one_parent(any_warehouse: Warehouse) -> None:
    """Both look before either has written it."""
    with any_warehouse.transaction() as session:
        _, first = ledger.open_jobs(session, {CELL: []}, Run("first", whole=TICK), NOON)
    with any_warehouse.transaction() as session:
        _, second = ledger.open_jobs(session, {EAST: []}, Run("second", whole=TICK), NOON)
    assert first == second is not None
    with any_warehouse.reading() as session:
        assert len(session.scalars(select(CrawlJob).where(CrawlJob.parent_id == first)).all()) == 2


def test_a_run_that_fails_is_told_by_the_parent_until_it_was_done_again(newsroom: Newsroom, site: Site) -> None:
    two_regions(newsroom, site)
    crawl_of_tick(newsroom, CELL, "first")
    with newsroom.warehouse.transaction() as session:
        jobs, parent_id = ledger.open_jobs(session, {EAST: []}, Run("second", whole=TICK), NOON)
        ledger.close_jobs(session, jobs.values(), parent_id, status="failed", now=NOON, error="the network is down")
    assert (parent_of(newsroom).status, parent_of(newsroom).fetched) == ("failed", 1)
    crawl_of_tick(newsroom, EAST, "second")
    parent = parent_of(newsroom)
    assert (parent.status, parent.fetched, parent.error) == ("completed", 2, None)
    assert_ledger_adds_up(newsroom)


def test_a_run_that_never_begins_does_not_leave_the_parent_open_for_ever(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    two_regions(newsroom, site)
    crawl_of_tick(newsroom, CELL, "first")
    with newsroom.warehouse.transaction() as session:
        assert ledger.close_abandoned(session, NOON + NEVER_CAME - dt.timedelta(seconds=1)) == []
    clock.advance(seconds=NEVER_CAME.total_seconds())
    crawl_cells(newsroom, [CELL], CrawlRequest(), Run("of-a-later-tick"))
    parent = parent_of(newsroom)
    assert (parent.status, parent.fetched) == ("cancelled", 1)
    assert parent.error == "1 of 2 cells were not crawled: their runs did not begin within 6:00:00"


def test_the_parent_outlives_the_process_that_wrote_it(newsroom: Newsroom, site: Site) -> None:
    two_regions(newsroom, site)
    with newsroom.warehouse.transaction() as session:
        jobs, _ = ledger.open_jobs(session, {CELL: []}, Run("killed", whole=TICK), NOON)
        session.get_one(CrawlJob, jobs[CELL]).owner = "elsewhere/1/0.00"
    later = NOON + dt.timedelta(days=2)
    with newsroom.warehouse.transaction() as session:
        closed = ledger.close_abandoned(session, later)
    assert closed == [jobs[CELL], parent_of(newsroom).id]
    assert parent_of(newsroom).status == "failed"


def test_a_crawl_that_is_down_ends_its_part(newsroom: Newsroom, site: Site) -> None:
    two_regions(newsroom, site)
    for number in range(3):
        publish(newsroom, site, f"dead-{number}", feeds=["http://127.0.0.1:9/feed.xml"], region=EAST.region)
    with newsroom.warehouse.transaction() as session:
        session.get_one(Source, "east-post").enabled = False
    with pytest.raises(ServiceUnavailable):
        crawl_of_tick(newsroom, EAST, "first")
    crawl_of_tick(newsroom, CELL, "second")
    assert parent_of(newsroom).status == "failed"
