"""Pitfalls of feeds, sitemaps and URLs that show only over several polls, played against a site.

Those that show in one answer are tested where they are dealt with: web/test_hostile.py, test_client.py, test_guard.py,
test_pace.py, test_robots.py, test_robots_rules.py, test_text.py, test_urls.py and test_url_suites.py; crawl/test_feeds,
test_sitemaps, test_homepage, test_validators, test_polling, test_duplicates, test_revisits, test_bombs, test_growth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from aiohttp import web

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Source
from pipeline_tests.crawl.conftest import CELL, Crawl, articles, assert_ledger_adds_up, publish, source_row, url_states
from pipeline_tests.crawl.site import Site
from pipeline_tests.world.bombs import PACKERS, encoding
from pipeline_tests.world.papers import Piece, atom, calendar, rss

NOON_SAID = "Sun, 22 Nov 2026 11:00:00 GMT"


def pages_of(site: Site) -> list[str]:
    return [path for path in site.paths if path.endswith(".html")]


@pytest.mark.parametrize(
    "polls",
    [
        # rotating: each poll has new ones
        [[Piece("/a.html", "x1"), Piece("/b.html", "x2")], [Piece("/a.html", "y1"), Piece("/b.html", "y2")]],
        # from http to https
        [[Piece("/a.html", "http://x/1"), Piece("/b.html", "http://x/2")],
         [Piece("/a.html", "https://x/1"), Piece("/b.html", "https://x/2")]],
        # one for all
        [[Piece("/a.html", "0")], [Piece("/b.html", "0"), Piece("/a.html", "0")]],
        # of another item
        [[Piece("/a.html", "1")], [Piece("/b.html", "1"), Piece("/a.html", "2")]],
        # none, then some
        [[Piece("/a.html")], [Piece("/b.html", "1"), Piece("/a.html", "2")]],
    ],
    ids=["rotating", "scheme", "shared", "swapped", "absent"],
)  # fmt: skip
@pytest.mark.parametrize("write", [rss, atom])
def test_guids_may_do_what_they_like(
    newsroom: Newsroom, site: Site, crawl: Crawl, polls: list[list[Piece]], write: Callable[..., None]
) -> None:
    for path in ("/a.html", "/b.html"):
        site.article(path)
    publish(newsroom, site)
    for pieces in polls:
        write(site, "/feed.xml", pieces)
        crawl(force=True)
    assert sorted(pages_of(site)) == ["/a.html", "/b.html"]
    assert len(articles(newsroom)) == 2
    assert_ledger_adds_up(newsroom)


@pytest.mark.parametrize(
    "dates",
    [
        [NOON_SAID] * 4,
        [None] * 4,
        ["2026-11-22T11:00:00.123Z", "2026-11-22T11:00:00.1Z", "2026-11-22T11:00:00Z", "2026-11-22T11:00:00.999Z"],
        ["Sun, 22 Nov 2026 11:00:00 GMT", "Fri, 20 Nov 2026 11:00:00 GMT", "Sat, 21 Nov 2026 11:00:00 GMT", None],
        ["Tue, 22 Nov 2033 11:00:00 GMT", "Sun, 22 Nov 2026 11:00:00 GMT", "no date", "Thu, 01 Jan 1970 00:00:00 GMT"],
    ],
    ids=["equal", "missing", "milliseconds", "unordered", "nonsense"],
)
def test_what_is_new_is_found_whatever_its_date_and_place(
    newsroom: Newsroom, site: Site, crawl: Crawl, dates: Sequence[str | None]
) -> None:
    """No cursor: the fourth piece comes into the middle of the feed, after the others have been seen."""
    pieces = [Piece(f"/{number}.html", date=date) for number, date in enumerate(dates)]
    for piece in pieces:
        site.article(piece.path)
    publish(newsroom, site)
    rss(site, "/feed.xml", pieces[:3])
    crawl()
    rss(site, "/feed.xml", [pieces[0], pieces[3], pieces[2], pieces[1]])
    assert crawl(force=True).counts["fetched"] == 1
    assert len(articles(newsroom)) == 4


def test_a_feed_is_never_lost_however_long_it_fails_and_recovers_by_itself(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    publish(newsroom, site)
    site.page("/feed.xml", "down", status=500)
    for _ in range(60):  # twelve days and a half
        clock.advance(hours=5)
        crawl(Cell(clock.now().date(), CELL.region))
    row = source_row(newsroom)
    assert row.status != "paused"
    assert 5 < row.consecutive_failures < 40  # it backs off, and goes on: it was due at 300 of these hours
    site.article("/a.html")
    rss(site, "/feed.xml", [Piece("/a.html")])
    clock.advance(hours=25)
    crawl(Cell(clock.now().date(), CELL.region))
    row = source_row(newsroom)
    assert (row.consecutive_failures, row.health) == (0, "ok")
    assert len(articles(newsroom)) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Log in</title></head><body><form action='/login'>Please log in</form></body></html>",
        "<!doctype html><title>404</title><h1>This page does not exist</h1>",
        '{"error": "not found"}',
        "Service temporarily unavailable",
        "",
        "<?xml version='1.0'?><error><code>AccessDenied</code></error>",
    ],
    ids=["login", "soft 404", "json", "text", "nothing", "xml"],
)
def test_something_else_in_place_of_a_feed_is_a_failure_and_forgets_nothing(
    newsroom: Newsroom, site: Site, crawl: Crawl, page: str
) -> None:
    site.article("/a.html")
    rss(site, "/feed.xml", [Piece("/a.html")])
    publish(newsroom, site)
    crawl()
    feed = site.answers["/feed.xml"]
    site.page("/feed.xml", page)
    crawl(force=True)
    row = source_row(newsroom)
    assert (row.consecutive_failures, row.health) == (1, "not_a_feed")
    assert row.last_error
    site.answers["/feed.xml"] = feed
    crawl(force=True)
    assert source_row(newsroom).health == "ok"
    assert pages_of(site) == ["/a.html"]


def test_a_calendar_leads_nowhere(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    """336 days and fifty years of links, of which each has more: only what looks like an article is asked for."""
    stories = ["/politics/what-was-decided-in-the-capital-1.html", "/politics/what-was-decided-in-the-capital-2.html"]
    calendar(site, "/", stories, days=336)
    for story in stories:
        site.article(story)
    publish(newsroom, site, kind="listing", feeds=[])
    assert crawl().counts["fetched"] == 2
    assert sorted(site.paths) == sorted(["/", *stories])
    assert crawl(force=True).counts["fetched"] == 0


def test_a_redirect_loop_of_a_feed_is_told_and_its_neighbour_is_read(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.redirect("/loop.xml", "/pool.xml", status=301)
    site.redirect("/pool.xml", "/loop.xml", status=301)
    site.article("/a.html")
    rss(site, "/feed.xml", [Piece("/a.html")])
    publish(newsroom, site, feeds=[f"{site.root}/loop.xml", f"{site.root}/feed.xml"])
    assert crawl().counts["fetched"] == 1
    row = source_row(newsroom)
    assert row.last_error is not None
    assert "redirects in a circle" in row.last_error


def test_a_page_that_robots_forbid_is_dropped_and_a_feed_that_they_forbid_says_so(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.robots = "User-agent: emcip\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"
    site.article("/a.html")
    rss(site, "/feed.xml", [Piece("/a.html"), Piece("/private/b.html"), Piece("/private/../private/c.html")])
    publish(newsroom, site)
    assert crawl().counts["dropped"] == 2
    assert pages_of(site) == ["/a.html"]
    assert url_states(newsroom)["private/b.html"] == ("dropped", "robots_disallowed")
    with newsroom.warehouse.transaction() as session:
        session.get_one(Source, "daily-ledger").feeds = [f"{site.root}/private/feed.xml"]
    crawl(force=True)
    assert "robots.txt does not allow" in (source_row(newsroom).last_error or "")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_holds_back_pages_and_the_next_run(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock, status: int, form: str
) -> None:
    until = "600" if form == "seconds" else "Sun, 22 Nov 2026 12:10:00 GMT"
    rss(site, "/feed.xml", [Piece("/a.html"), Piece("/b.html"), Piece("/c.html")])
    site.answers["/a.html"] = lambda _: web.Response(status=status, headers={"Retry-After": until})
    site.article("/b.html")
    site.article("/c.html")
    publish(newsroom, site)
    crawl()
    crawl(force=True)
    assert pages_of(site) == ["/a.html"]
    assert source_row(newsroom).consecutive_failures == 0
    site.article("/a.html")
    clock.advance(minutes=12)
    crawl(force=True)
    clock.advance(minutes=30)
    crawl(force=True)
    assert sorted(pages_of(site)) == ["/a.html", "/a.html", "/b.html", "/c.html"]
    assert len(articles(newsroom)) == 3
    assert_ledger_adds_up(newsroom)


def test_bombs_among_the_pages_of_a_feed_are_dropped_and_leave_nothing_behind(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    """Also those that are packed files under an honest type, and feeds and sitemaps that are bombs themselves."""
    bomb = bytes(40_000_000)
    for name, pack in PACKERS.items():
        site.page(f"/{name[:3]}.html", pack(bomb), Content_Encoding=encoding(name))
    site.page("/file.html", PACKERS["gzip"](bomb))
    site.article("/a.html")
    rss(site, "/feed.xml", [Piece(f"/{name[:3]}.html") for name in PACKERS] + [Piece("/file.html"), Piece("/a.html")])
    site.page("/bomb.xml", PACKERS["gzip"](b"<rss>" + bomb), kind="application/rss+xml", Content_Encoding="gzip")
    site.page("/bomb.xml.gz", PACKERS["gzip"](b"<urlset>" + bytes(60_000_000)), kind="application/gzip")
    feeds = [f"{site.root}{path}" for path in ("/feed.xml", "/bomb.xml", "/bomb.xml.gz")]
    publish(newsroom, site, feeds=feeds)
    counts = crawl().counts
    assert (counts["fetched"], counts["dropped"]) == (1, len({name[:3] for name in PACKERS}) + 1)
    assert {state for path, state in url_states(newsroom).items() if path != "a.html"} == {("dropped", "too_large")}
    stored = [path for path in (newsroom.settings.home / "blobs").rglob("*") if path.is_file()]
    assert len(stored) == 1
    assert_ledger_adds_up(newsroom)
