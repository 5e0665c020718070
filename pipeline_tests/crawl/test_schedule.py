"""When a source's row says that it is polled again. What is learned is tested in test_rhythm.py."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Connection, event, update
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.crawl import rows, schedule
from pipeline.crawl.schedule import next_try, plan_after_failure, plan_after_poll
from pipeline.failures import Verdict
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Source
from pipeline_tests.crawl.conftest import Crawl, publish, source_row
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import NOON, add_source

HOUR = dt.timedelta(hours=1)
GONE, DOWN = Verdict(True, "http_404"), Verdict(False, "http_502")


def poll(row: Source, now: dt.datetime, *, new: int = 0, listed: int | None = 20) -> None:
    """A poll that worked and found so many new items without dates."""
    plan_after_poll(row, now, dates=[None] * new, listed=listed, rest=0, period=0)
    row.last_polled_at = now


def due(session: Session, now: dt.datetime) -> bool:
    """What both sides say: the query of the tick, and the visit that looks again."""
    session.flush()
    row = session.get_one(Source, "daily-ledger")
    found = rows.due_regions(session, now) == {"sub-saharan-africa": 1}
    assert found == schedule.is_due(row, now)
    return found


def test_a_new_source_starts_with_its_interval_and_is_due_when_that_has_passed(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        row = add_source(session, interval_minutes=120)
        poll(row, NOON, new=20)
        assert row.learned_interval_minutes == 120
        assert row.next_poll_at is not None
        assert 2 * HOUR * 0.95 <= row.next_poll_at - NOON <= 2 * HOUR
        assert not due(session, NOON + HOUR)
        assert due(session, NOON + 2 * HOUR)


def test_what_was_learned_survives_the_database(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        poll(add_source(session), NOON, new=20)
    for number in range(1, 40):
        with newsroom.warehouse.transaction() as session:
            poll(session.get_one(Source, "daily-ledger"), NOON + number * HOUR, new=0)
    with newsroom.warehouse.reading() as session:
        learned = session.get_one(Source, "daily-ledger").learned_interval_minutes
    assert learned is not None
    assert learned > 120


def test_dates_of_the_first_poll_say_at_once_how_slow_a_source_is(newsroom: Newsroom) -> None:
    dates = [NOON - number * dt.timedelta(days=2, hours=5) for number in range(10)]
    with newsroom.warehouse.transaction() as session:
        row = add_source(session)
        plan_after_poll(row, NOON, dates=dates, listed=10, rest=0, period=0)
        assert row.learned_interval_minutes is not None
        assert row.learned_interval_minutes > 4 * 60


@pytest.mark.parametrize("column", ["interval_minutes", "learned_interval_minutes"])
def test_an_interval_changed_in_the_warehouse_takes_effect_at_the_next_tick(
    any_newsroom: Newsroom, column: str
) -> None:
    with any_newsroom.warehouse.transaction() as session:
        poll(add_source(session, interval_minutes=60), NOON, new=20)
        assert not due(session, NOON + HOUR / 3)
        session.execute(update(Source).values({column: 15}))
        session.expire_all()
        assert due(session, NOON + HOUR / 3)
        assert not due(session, NOON + HOUR / 5)
        session.execute(update(Source).values({column: 600}))
        session.expire_all()
        assert not due(session, NOON + 9 * HOUR)
        assert due(session, NOON + 10 * HOUR)


@pytest.mark.parametrize("column", ["interval_minutes", "learned_interval_minutes"])
def test_learning_starts_anew_from_an_interval_that_was_changed(newsroom: Newsroom, column: str) -> None:
    with newsroom.warehouse.transaction() as session:
        row = add_source(session, interval_minutes=60)
        for number in range(30):
            poll(row, NOON + number * HOUR)
        setattr(row, column, 15)
        poll(row, NOON + 40 * HOUR)
        assert row.learned_interval_minutes == 15
        poll(row, NOON + 40.25 * HOUR)
        assert row.learned_interval_minutes is not None
        assert 15 <= row.learned_interval_minutes <= 20


def test_a_feeds_own_period_counts_until_its_items_say_better(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        row = add_source(session, interval_minutes=60)
        plan_after_poll(row, NOON, dates=[None] * 5, listed=5, rest=0, period=6)
        assert row.learned_interval_minutes == 360


def test_a_failing_source_is_tried_ever_more_rarely_and_never_given_up() -> None:
    waits = [
        (next_try("post", NOON, 60, failures=failures, verdict=GONE) - NOON).total_seconds() / 3600
        for failures in range(1, 40)
    ]
    assert waits[:4] == pytest.approx([1, 2, 4, 8], rel=0.05)
    assert max(waits) <= 24
    asked = next_try("post", NOON, 60, failures=1, verdict=Verdict(False, "http_503", 6 * 3600))
    assert asked == NOON + dt.timedelta(hours=6)


def test_a_site_that_is_down_each_night_is_not_taken_for_dead() -> None:
    """Asked once a day, it was asked at the same hour of each night."""
    waits = [(next_try("post", NOON, 60, failures=failures, verdict=DOWN) - NOON) / HOUR for failures in range(1, 40)]
    assert waits[:3] == pytest.approx([1, 2, 4], rel=0.05)
    assert 5.5 < min(waits[3:]) <= max(waits) <= 6
    rare = [(next_try("post", NOON, 1_440, failures=failures, verdict=DOWN) - NOON) / HOUR for failures in (1, 9)]
    assert rare == pytest.approx([24, 24], rel=0.06)  # no more often than when it is well


def test_a_crawl_learns_from_what_it_finds_and_a_changed_interval_makes_it_poll_again(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.feed("/feed.xml", ["/a.html", "/b.html"], dates=["Sun, 22 Nov 2026 10:30:00 GMT"])
    site.article("/a.html")
    site.article("/b.html")
    publish(newsroom, site)
    crawl()
    row = source_row(newsroom)
    assert row.rhythm is not None
    assert row.rhythm["window"] == 2
    assert row.learned_interval_minutes == row.planned_interval_minutes == 60
    clock.advance(minutes=20)
    assert crawl().counts["sources_polled"] == 0
    with newsroom.warehouse.transaction() as session:
        session.execute(update(Source).values(interval_minutes=15))
    assert crawl().counts["sources_polled"] == 1
    assert source_row(newsroom).learned_interval_minutes == 15
    assert crawl().counts["sources_polled"] == 0


def test_a_feeds_ttl_is_kept_with_the_rhythm(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    item = "<item><link>/a.html</link></item>"
    site.page("/feed.xml", f"<rss><channel><ttl>45</ttl>{item}</channel></rss>", Cache_Control="max-age=1800")
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    rhythm = source_row(newsroom).rhythm
    assert rhythm is not None
    assert rhythm["hint"] == 0.75


def test_a_changed_interval_outlives_failures(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        row = add_source(session, interval_minutes=60)
        poll(row, NOON)
        row.interval_minutes, row.consecutive_failures = 15, 1
        plan_after_failure(row, NOON + HOUR, GONE)
        row.last_polled_at = NOON + HOUR
        assert not due(session, NOON + 1.2 * HOUR)
        assert due(session, NOON + 1.25 * HOUR)
        poll(row, NOON + 1.25 * HOUR)
        assert row.learned_interval_minutes == 15


def test_failures_leave_what_was_learned(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        row = add_source(session)
        poll(row, NOON, new=20)
        before = row.rhythm
        row.consecutive_failures = 3
        plan_after_failure(row, NOON + HOUR, GONE)
        assert row.rhythm == before
        assert row.next_poll_at is not None
        assert row.next_poll_at - NOON > 4 * HOUR


def test_sources_that_were_never_polled_come_first_then_the_longest_overdue(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        for slug, moment in {"late": NOON - 2 * HOUR, "new": None, "just": NOON, "next": NOON + HOUR}.items():
            add_source(session, slug, next_poll_at=moment)
        add_source(session, "elsewhere", region="south-asia")

        def found(**asked: Any) -> list[str]:
            values: dict[str, Any] = {"slugs": (), "force": False} | asked
            return rows.sources_to_poll(session, "sub-saharan-africa", NOON, **values)

        assert found() == ["new", "late", "just"]
        assert found(slugs=("just", "next")) == ["just"]
        assert found(force=True) == ["new", "late", "just", "next"]


def test_looking_for_what_is_due_reads_neither_all_sources_nor_all_urls(newsroom: Newsroom) -> None:
    plans: list[str] = []

    def explain(connection: Connection, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            raw = connection.connection.cursor()
            raw.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            plans.extend(row[3] for row in raw.fetchall())

    event.listen(newsroom.warehouse.engine, "before_cursor_execute", explain)
    cell = Cell(NOON.date(), "south-asia")
    with newsroom.warehouse.reading() as session:
        rows.due_regions(session, NOON)
        rows.sources_to_poll(session, cell.region, NOON, slugs=(), force=False)
        rows.sources_with_backlog(session, cell, NOON, slugs=())
    assert plans
    # the one that is scanned holds only the few sources whose interval somebody has just changed
    tables = [plan for plan in plans if plan.startswith(("SCAN sources", "SCAN urls"))]
    assert {plan.split("USING INDEX ")[-1] for plan in tables} == {"ix_sources_interval_changed"}
    assert not [plan for plan in plans if "ix_sources_region" in plan]


def test_learning_keeps_within_the_bounds_of_the_source(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        row = add_source(session, interval_minutes=60, min_interval_minutes=45, max_interval_minutes=120)
        for number in range(30):  # nothing new, poll after poll
            poll(row, NOON + number * HOUR)
        assert row.learned_interval_minutes == 120
        assert row.next_poll_at is not None
        assert row.next_poll_at - (NOON + 29 * HOUR) <= 2 * HOUR
        for number in range(30, 60):  # more than it can list
            poll(row, NOON + number * HOUR, new=20)
        assert row.learned_interval_minutes == 45
        assert row.next_poll_at - (NOON + 59 * HOUR) >= 0.75 * HOUR


@pytest.mark.parametrize(("asked", "hours"), [(5, 0.5), (3000, 2)])
def test_an_interval_set_in_the_warehouse_counts_within_the_bounds(
    any_newsroom: Newsroom, asked: int, hours: float
) -> None:
    with any_newsroom.warehouse.transaction() as session:
        poll(add_source(session, min_interval_minutes=30, max_interval_minutes=120), NOON, new=20)
        session.execute(update(Source).values(interval_minutes=asked))
        session.expire_all()
        assert not due(session, NOON + hours * HOUR - HOUR / 60)
        assert due(session, NOON + hours * HOUR)
