"""States of a source's health: each begins, says since when and why, and ends by itself. Over real sockets."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Sequence

import pytest

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.request import CrawlRequest
from pipeline.crawl.rows import due_regions
from pipeline.failures import ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.sources.probe import probe_sources
from pipeline.summary import Summary
from pipeline.warehouse.condition_rows import sources_in
from pipeline.warehouse.schema import SourceCondition
from pipeline_tests.crawl.conftest import CELL, Crawl, publish, source_row
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import NOON

DATE = "Sun, 22 Nov 2026 09:00:00 GMT"


def crawl_at(newsroom: Newsroom, clock: FixedClock, moment: dt.datetime, *, force: bool = True) -> Summary:
    """Crawl the region at a moment of the future."""
    clock.advance(seconds=(moment - clock.now()).total_seconds())
    cell = Cell(moment.date(), CELL.region)
    return crawl_cells(newsroom, [cell], CrawlRequest(force=force), Run("test-run"))[cell]


def held(newsroom: Newsroom) -> list[tuple[str, str, str, dt.datetime]]:
    with newsroom.warehouse.reading() as session:
        return [(one.source_slug, one.condition, one.reason, one.since) for one in sources_in(session)]


def history(newsroom: Newsroom) -> list[tuple[str, dt.datetime | None]]:
    with newsroom.warehouse.reading() as session:
        rows = session.query(SourceCondition).order_by(SourceCondition.id)
        return [(row.reason, row.ended_at) for row in rows]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def news(site: Site, *links: str, dates: Sequence[str] = (DATE,) * 9) -> None:
    site.feed("/feed.xml", links, dates=dates)
    for link in links:
        site.article(link)


def test_a_failing_source_says_since_when_and_its_recovery_is_kept(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    publish(newsroom, site)
    summary = crawl_at(newsroom, clock, NOON)
    assert held(newsroom) == [("daily-ledger", "failing", "http_404", NOON)]
    assert "1 newly sick: daily-ledger (http_404)" in summary.notes
    site.page("/feed.xml", "oops", status=500)
    crawl_at(newsroom, clock, NOON + dt.timedelta(hours=1))
    assert held(newsroom) == [("daily-ledger", "failing", "http_500", NOON)]  # the same state, for another reason
    row = source_row(newsroom)
    assert (row.health, row.health_since, row.probe_requested_at) == ("http_500", NOON, NOON)
    news(site, "/a.html")
    later = NOON + dt.timedelta(hours=2)
    summary = crawl_at(newsroom, clock, later)
    assert held(newsroom) == []
    assert history(newsroom) == [("http_500", later)]
    assert "1 well again: daily-ledger" in summary.notes
    row = source_row(newsroom)
    assert (row.health, row.health_since) == ("ok", later)


def test_a_dead_port_a_closed_robots_txt_and_an_empty_feed_are_told_apart(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    publish(newsroom, site, "dead", feeds=[f"http://127.0.0.1:{free_port()}/feed.xml"])
    publish(newsroom, site, "empty", feeds=[f"{site.root}/empty.xml"])
    publish(newsroom, site, "shut", feeds=[f"{site.root}/private/feed.xml"])
    site.robots = "User-agent: *\nDisallow: /private/\n"
    site.feed("/empty.xml", [])
    crawl_at(newsroom, clock, NOON)
    assert {slug: (condition, reason) for slug, condition, reason, _ in held(newsroom)} == {
        "dead": ("dead_port", "connection_refused"),
        "empty": ("empty_feed", "empty_feed"),
        "shut": ("robots_closed", "robots_disallowed"),
    }


def test_a_feed_whose_entries_link_nowhere_is_not_called_empty(
    newsroom: Newsroom, site: Site, clock: FixedClock, run: Run
) -> None:
    publish(newsroom, site)
    entries = "".join(f"<item><title>Story {number}</title></item>" for number in range(4))
    site.page("/feed.xml", f"<rss><channel>{entries}</channel></rss>", kind="application/rss+xml")
    site.page("/", "<html><body>Welcome</body></html>")
    crawl_at(newsroom, clock, NOON)
    assert held(newsroom) == [("daily-ledger", "empty_feed", "linkless_feed", NOON)]
    [result] = probe_sources(newsroom, ["daily-ledger"], run).values()
    assert result.reason == "linkless_feed"  # or each would find what the other did not, in turn
    with newsroom.warehouse.reading() as session:
        assert [one.detail for one in sources_in(session)] == [result.message]
    news(site, "/a.html")
    crawl_at(newsroom, clock, NOON + dt.timedelta(hours=1))
    assert held(newsroom) == []


def test_a_sitemap_that_says_when_its_pages_changed_is_not_undated(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    publish(newsroom, site, kind="sitemap", feeds=[f"{site.root}/map.xml"])
    pages = "".join(
        f"<url><loc>{site.root}/{number}.html</loc><lastmod>2026-11-22T0{number}:00:00Z</lastmod></url>"
        for number in range(4)
    )
    site.page("/map.xml", f"<urlset>{pages}</urlset>", kind="application/xml")
    crawl_at(newsroom, clock, NOON)
    assert held(newsroom) == []


def test_a_source_that_answers_and_brings_nothing_new_is_told_within_two_expected_intervals(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    publish(newsroom, site)
    links: list[str] = []
    for day in range(5):
        links.append(f"/{day}.html")
        news(site, *links)
        last = NOON + dt.timedelta(days=day)
        crawl_at(newsroom, clock, last)
    assert held(newsroom) == []
    moment = last
    while not held(newsroom):  # as its schedule has it, no poll is forced
        moment += dt.timedelta(minutes=5)
        with newsroom.warehouse.reading() as session:
            due = due_regions(session, moment)
        if due:
            crawl_at(newsroom, clock, moment, force=False)
        assert moment <= last + dt.timedelta(days=2), "nobody was told"
    assert held(newsroom) == [("daily-ledger", "silent", "nothing_new", last)]
    assert moment > last + dt.timedelta(days=1, hours=23)
    assert source_row(newsroom).consecutive_failures == 0
    news(site, "/new.html", *links)
    crawl_at(newsroom, clock, moment + dt.timedelta(hours=9))
    assert held(newsroom) == []


@pytest.mark.parametrize(("every", "pause"), [(1, 1.9), (7, 13)])
def test_a_pause_as_it_always_makes_is_no_silence(
    newsroom: Newsroom, site: Site, clock: FixedClock, every: int, pause: float
) -> None:
    publish(newsroom, site)
    links: list[str] = []
    for number in range(4):
        links.append(f"/{number}.html")
        news(site, *links)
        crawl_at(newsroom, clock, NOON + dt.timedelta(days=every * number))
    crawl_at(newsroom, clock, NOON + dt.timedelta(days=every * 3 + pause))
    assert held(newsroom) == []


def test_what_was_found_once_is_silent_only_after_a_fortnight(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    publish(newsroom, site)
    news(site, "/a.html", "/b.html")
    crawl_at(newsroom, clock, NOON)
    crawl_at(newsroom, clock, NOON + dt.timedelta(days=13))
    assert held(newsroom) == []
    crawl_at(newsroom, clock, NOON + dt.timedelta(days=14))
    assert [reason for _, _, reason, _ in held(newsroom)] == ["nothing_new"]


def test_a_feed_whose_items_all_lack_dates_is_told_until_one_has_a_date(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    publish(newsroom, site)
    news(site, "/a.html", "/b.html", "/c.html", dates=())
    crawl_at(newsroom, clock, NOON)
    assert held(newsroom) == [("daily-ledger", "undated", "no_dates", NOON)]
    crawl_at(newsroom, clock, NOON + dt.timedelta(hours=1))  # not modified: nothing is known anew
    assert len(held(newsroom)) == 1
    news(site, "/a.html", "/b.html", "/c.html", dates=(DATE,))
    crawl_at(newsroom, clock, NOON + dt.timedelta(hours=2))
    assert held(newsroom) == []


def test_links_of_a_page_need_no_dates(newsroom: Newsroom, site: Site, clock: FixedClock) -> None:
    publish(newsroom, site, feeds=[], kind="listing")
    links = [f"/2026/11/2{number}/wheat-prices-rise-again.html" for number in range(5)]
    anchors = "".join(f"<a href='{link}'>Wheat prices rise again on a bad harvest in the north</a>" for link in links)
    site.page("/", f"<html><body>{anchors}</body></html>")
    for link in links:
        site.article(link)
    assert crawl_at(newsroom, clock, NOON).counts["fetched"] == 5
    assert held(newsroom) == []


def test_several_states_hold_at_once_and_the_worst_is_the_sources_health(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    publish(newsroom, site)
    news(site, "/a.html", "/b.html", "/c.html", dates=())
    crawl_at(newsroom, clock, NOON)
    later = NOON + dt.timedelta(days=15)
    crawl_at(newsroom, clock, later)
    assert [condition for _, condition, _, _ in held(newsroom)] == ["silent", "undated"]
    row = source_row(newsroom)
    assert (row.health, row.health_since) == ("nothing_new", NOON)


def test_our_own_network_makes_nobody_sick(newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock) -> None:
    publish(newsroom, site, "post-0", feeds=[f"{site.root}/none.xml"])
    crawl_at(newsroom, clock, NOON)
    before = held(newsroom)
    assert [reason for _, _, reason, _ in before] == ["http_404"]
    dead = free_port()
    with newsroom.warehouse.transaction() as session:
        session.get_one(type(source_row(newsroom, "post-0")), "post-0").feeds = [f"http://127.0.0.1:{dead}/0.xml"]
    for number in (1, 2):
        publish(newsroom, site, f"post-{number}", feeds=[f"http://127.0.0.1:{dead}/{number}.xml"])
    with pytest.raises(ServiceUnavailable):
        crawl_cells(newsroom, [CELL], CrawlRequest(force=True), Run("other-run"))
    assert held(newsroom) == before
