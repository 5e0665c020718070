"""A permanent redirect is followed once it has held for a week, and changes nothing before."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom
from pipeline.sources.sync import sync_catalogue
from pipeline.warehouse.condition_rows import sources_in
from pipeline.warehouse.schema import SourceCondition
from pipeline_tests.crawl.conftest import publish, source_row
from pipeline_tests.crawl.site import Site
from pipeline_tests.crawl.test_health import crawl_at, held
from pipeline_tests.made import NOON
from pipeline_tests.sources.test_sync import entry

DAY = dt.timedelta(days=1)


@pytest.fixture
def moving(newsroom: Newsroom, site: Site) -> Site:
    """A feed that has moved from /feed.xml to /new.xml, of a source that was added by hand."""
    site.feed("/new.xml", ["/a.html"], dates=["Sun, 22 Nov 2026 09:00:00 GMT"])
    site.article("/a.html")
    site.redirect("/feed.xml", "/new.xml", 301)
    publish(newsroom, site)
    return site


def test_a_redirect_that_holds_for_a_week_is_followed_and_recorded(
    newsroom: Newsroom, moving: Site, clock: FixedClock
) -> None:
    for days in (0, 1, 6):
        crawl_at(newsroom, clock, NOON + days * DAY)
        assert source_row(newsroom).feeds == [f"{moving.root}/feed.xml"]
    crawl_at(newsroom, clock, NOON + 7 * DAY)
    assert source_row(newsroom).feeds == [f"{moving.root}/new.xml"]
    moving.asked.clear()
    crawl_at(newsroom, clock, NOON + 7.1 * DAY)
    assert moving.paths == ["/new.xml"]
    assert held(newsroom) == []  # nobody has anything to do
    with newsroom.warehouse.reading() as session:
        row = session.query(SourceCondition).one()
        assert (row.reason, row.since, row.ended_at) == ("moved", NOON + 7 * DAY, NOON + 7 * DAY)
        assert row.detail == (
            f"{moving.root}/feed.xml has redirected to {moving.root}/new.xml since 2026-11-22; polled there now"
        )


def test_a_redirect_for_a_day_changes_nothing(newsroom: Newsroom, moving: Site, clock: FixedClock) -> None:
    crawl_at(newsroom, clock, NOON)
    moving.feed("/feed.xml", ["/a.html", "/b.html"], dates=["Sun, 22 Nov 2026 09:00:00 GMT"])
    crawl_at(newsroom, clock, NOON + DAY)
    moving.redirect("/feed.xml", "/new.xml", 301)
    crawl_at(newsroom, clock, NOON + 2 * DAY)
    crawl_at(newsroom, clock, NOON + 8 * DAY)  # six days since it came back
    assert source_row(newsroom).feeds == [f"{moving.root}/feed.xml"]
    assert source_row(newsroom).health == "ok"


@pytest.mark.parametrize("status", [302, 307])
def test_a_passing_redirect_is_never_followed(newsroom: Newsroom, moving: Site, clock: FixedClock, status: int) -> None:
    moving.redirect("/feed.xml", "/new.xml", status)
    for days in (0, 8):
        crawl_at(newsroom, clock, NOON + days * DAY)
    assert source_row(newsroom).feeds == [f"{moving.root}/feed.xml"]


def test_a_redirect_to_what_is_no_feed_is_not_believed(newsroom: Newsroom, moving: Site, clock: FixedClock) -> None:
    moving.page("/new.xml", "<html><body>This domain is for sale</body></html>")
    for days in (0, 8):
        crawl_at(newsroom, clock, NOON + days * DAY)
    assert source_row(newsroom).feeds == [f"{moving.root}/feed.xml"]
    assert source_row(newsroom).health == "not_a_feed"


def test_a_source_of_the_catalogue_says_that_it_moved_until_the_catalogue_does(
    newsroom: Newsroom, moving: Site, clock: FixedClock
) -> None:
    old, new = f"{moving.root}/feed.xml", f"{moving.root}/new.xml"

    def catalogue(**fields: object) -> None:
        one = entry("paper", url=f"{moving.root}/", **fields)
        sync_catalogue(dataclasses.replace(newsroom, catalogue=dataclasses.replace(newsroom.catalogue, sources=(one,))))

    catalogue(feeds=(old,))
    for days in (0, 7):
        crawl_at(newsroom, clock, NOON + days * DAY)
    assert ("paper", "moved", "moved", NOON + 7 * DAY) in held(newsroom)
    assert source_row(newsroom, "paper").health == "moved"
    catalogue(feeds=(old,), name="Another name")
    assert source_row(newsroom, "paper").feeds == [new]
    catalogue(feeds=(new,), name="Another name")
    with newsroom.warehouse.reading() as session:
        assert [one for one in sources_in(session) if one.source_slug == "paper"] == []
