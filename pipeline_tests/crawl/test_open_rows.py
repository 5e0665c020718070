"""What is looked for at every crawl is found among millions of rows without reading them; and counters stay true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from pipeline.clock import FixedClock
from pipeline.crawl import ledger
from pipeline.newsroom import Newsroom, Run
from pipeline.sources.rows import needing_probe
from pipeline.warehouse.engine import Warehouse
from pipeline.warehouse.schema import CrawlJob, FailureRow
from pipeline_tests.crawl.conftest import articles, assert_ledger_adds_up, publish, source_row
from pipeline_tests.crawl.site import Site
from pipeline_tests.crawl.test_health import DATE, crawl_at, news
from pipeline_tests.made import NOON, add_source


def tables_read_through(warehouse: Warehouse, work: Callable[[Session], object]) -> list[str]:
    """Of SQLite's plans for what ``work`` asks, the steps that read a whole table."""
    found: list[str] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            cursor = connection.connection.cursor()
            steps = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            found.extend(
                step for step in steps if step.startswith("SCAN") and not {"USING", "CONSTANT"} & set(step.split())
            )

    event.listen(warehouse.engine, "before_cursor_execute", explain)
    with warehouse.transaction() as session:
        work(session)
    event.remove(warehouse.engine, "before_cursor_execute", explain)
    return found


@pytest.mark.parametrize(
    "work",
    [
        lambda session: ledger.close_abandoned(session, NOON),
        lambda session: ledger.close_parent(session, 1, now=NOON),
        lambda session: ledger.recount(session, 1),
        lambda session: needing_probe(session, NOON, 10),
    ],
    ids=["abandoned jobs", "jobs of a parent", "recount", "sources to probe"],
)
def test_no_table_is_read_through(newsroom: Newsroom, work: Callable[[Session], object]) -> None:
    with newsroom.warehouse.transaction() as session:
        for number, parent in ((1, None), (2, 1)):
            session.add(
                CrawlJob(
                    id=number, parent_id=parent, trigger="test", status="completed", started_at=NOON, finished_at=NOON
                )
            )
            session.flush()
    assert tables_read_through(newsroom.warehouse, work) == []


def test_the_sources_to_probe_are_those_asked_for_then_new_ones_then_those_due_again(any_warehouse: Warehouse) -> None:
    with any_warehouse.transaction() as session:
        add_source(session, "asked", probe_requested_at=NOON, last_probed_at=NOON)
        add_source(session, "well", last_probed_at=NOON)
        add_source(session, "new")
        add_source(session, "paused", enabled=False, probe_requested_at=NOON)
        for slug, minutes in (("due-again", 0), ("not-yet", 1)):
            add_source(session, slug, last_probed_at=NOON)
            retry_at = NOON + dt.timedelta(minutes=minutes)
            session.add(
                FailureRow(
                    stage="sources", subject_type="source", subject_id=slug, reason="timeout", permanent=False,
                    attempts=1, first_at=NOON, last_at=NOON, retry_at=retry_at, input_hash="", version="1",
                )
            )  # fmt: skip
    with any_warehouse.reading() as session:
        assert [slug for slug, _ in needing_probe(session, NOON, 10)] == ["asked", "new", "due-again"]
        assert [slug for slug, _ in needing_probe(session, NOON, 1)] == ["asked"]


def test_the_articles_of_a_source_are_counted_once_each_whatever_becomes_of_them(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    publish(newsroom, site)
    news(site, "/a.html", "/b.html")
    site.page("/b.html", site_body("b"))
    site.page("/copy.html", site_body("b"))
    site.feed("/feed.xml", ["/a.html", "/b.html", "/copy.html"], dates=[DATE] * 3)
    crawl_at(newsroom, clock, NOON)
    assert source_row(newsroom).articles_total == len(articles(newsroom)) == 2
    site.article("/a.html", "edited")
    site.feed("/feed.xml", ["/a.html"], dates=["Sun, 22 Nov 2026 12:30:00 GMT"])
    summary = crawl_at(newsroom, clock, NOON + dt.timedelta(hours=1))
    assert summary.counts["fetched"] == 1  # a new revision
    assert source_row(newsroom).articles_total == 2


def site_body(words: str) -> str:
    return f"<html><body><p>{words}</p></body></html>"


def test_what_a_killed_crawl_had_stored_is_counted_when_its_job_is_closed(
    newsroom: Newsroom, site: Site, clock: FixedClock, run: Run
) -> None:
    publish(newsroom, site)
    news(site, "/a.html")
    crawl_at(newsroom, clock, NOON)
    with newsroom.warehouse.transaction() as session:  # as a process leaves it that is killed between page and end
        row = session.scalars(select(CrawlJob)).one()
        row.status, row.finished_at, row.owner = "running", None, "elsewhere/1/0.00"
        session.execute(text("UPDATE crawl_results SET status = 'running'"))
        session.execute(text("UPDATE sources SET articles_total = 0"))
    with newsroom.warehouse.transaction() as session:
        assert ledger.close_abandoned(session, NOON + dt.timedelta(days=2)) == [row.id]
    assert source_row(newsroom).articles_total == len(articles(newsroom)) == 1
    assert_ledger_adds_up(newsroom)
