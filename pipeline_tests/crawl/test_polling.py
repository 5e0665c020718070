"""Polling: where a source's feeds are found, what is asked of them again, and how it fares while they fail."""

from __future__ import annotations

import datetime as dt

import pytest
from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom
from pipeline_tests.crawl.conftest import (
    CELL,
    Crawl,
    articles,
    assert_ledger_adds_up,
    publish,
    source_row,
    url_states,
)
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import NOON


def test_feed_is_asked_for_conditionally_and_its_validators_go_nowhere_else(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    summary = crawl(force=True)
    assert summary.counts["not_modified"] == 1
    conditional = [one.path for one in site.asked if "If-None-Match" in one.headers]
    assert conditional == ["/feed.xml"]
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    site.article("/b.html")
    summary = crawl(force=True)
    assert (summary.counts["known"], summary.counts["fetched"]) == (1, 1)
    assert not any("If-None-Match" in one.headers for one in site.asked if one.path.endswith(".html"))
    assert_ledger_adds_up(newsroom)


def test_the_validators_of_a_feed_that_redirects_are_those_of_where_it_leads(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.redirect("/feed.xml", "/cdn/feed.xml")
    site.feed("/cdn/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    site.asked.clear()
    assert crawl(force=True).counts["not_modified"] == 1
    sent = [(one.path, "If-None-Match" in one.headers) for one in site.asked]
    assert sent == [("/feed.xml", False), ("/cdn/feed.xml", True)]
    site.feed("/feed.xml", ["/a.html", "/b.html"])  # it is at home again, and has other validators
    site.article("/b.html")
    site.asked.clear()
    assert crawl(force=True).counts["fetched"] == 1
    assert "If-None-Match" not in site.asked[0].headers


class BreaksOff(web.StreamResponse):
    """The beginning of an answer, and then no more."""

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        self.content_length = 1_000
        writer = await super().prepare(request)
        await self.write(b"<rss>")
        assert request.transport is not None
        request.transport.close()
        return writer

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing: it has broken off."""


@pytest.mark.parametrize(("times", "asked", "health"), [(1, 2, "ok"), (9, 2, "connection")])
def test_a_connection_that_breaks_once_makes_no_source_sick(
    newsroom: Newsroom, site: Site, crawl: Crawl, times: int, asked: int, health: str
) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    whole = site.answers["/feed.xml"]
    breaking = iter(range(times))
    site.answers["/feed.xml"] = lambda request: whole(request) if next(breaking, None) is None else BreaksOff()
    publish(newsroom, site)
    crawl()
    assert source_row(newsroom).health == health
    assert site.paths.count("/feed.xml") == asked


def test_every_twelfth_poll_is_unconditional(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    for _ in range(14):
        crawl(force=True)
    polls = ["If-None-Match" in one.headers for one in site.asked if one.path == "/feed.xml"]
    assert polls == [False, *[True] * 11, False, True]


def test_a_source_that_was_never_probed_shows_its_feed_on_its_home_page(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.page(
        "/",
        '<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">'
        '<link rel="alternate" type="application/rss+xml" href="news/rss.xml"></head></html>',
    )
    site.feed("/news/rss.xml", ["../a.html"])
    site.article("/a.html")
    publish(newsroom, site, feeds=[], status="candidate")
    assert crawl().counts["fetched"] == 1
    assert site.paths == ["/", "/news/rss.xml", "/a.html"]
    assert source_row(newsroom).discovered_feeds == [f"{site.root}/news/rss.xml"]
    crawl(force=True)
    assert site.paths[3:] == ["/news/rss.xml"]


def test_a_discovered_feed_that_is_gone_is_looked_for_anew(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.page("/", '<html><head><link rel="alternate" type="application/atom+xml" href="/new.xml"></head></html>')
    site.feed("/new.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site, feeds=[], discovered_feeds=[f"{site.root}/old.xml"])
    assert crawl().counts["sources_failed"] == 1
    assert crawl(force=True).counts["fetched"] == 1
    assert source_row(newsroom).discovered_feeds == [f"{site.root}/new.xml"]


def test_a_home_page_without_feeds_is_read_as_a_listing(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.page(
        "/",
        "<html><body><a href='/politics'>Politics</a><a href='/tag/port'>port</a><a href='https://other.example/2026/x-y-z-w'>"
        "A partner's story about something else altogether</a>"
        "<a href='/2026/11/22/port-opens'>The port opens after ten years of delay</a></body></html>",
    )
    site.article("/2026/11/22/port-opens")
    publish(newsroom, site, feeds=[], kind="listing")
    assert crawl().counts["fetched"] == 1
    assert site.paths == ["/", "/2026/11/22/port-opens"]


def test_a_sitemap_is_found_by_robots_and_read_through_its_index(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.robots = f"User-agent: *\nAllow: /\nSitemap: {site.root}/index.xml\n"
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    site.page(
        "/index.xml",
        f'<sitemapindex xmlns="{space}"><sitemap><loc>{site.root}/news.xml</loc></sitemap></sitemapindex>',
        kind="application/xml",
    )
    site.page(
        "/news.xml",
        f'<urlset xmlns="{space}" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{site.root}/a.html'
        "</loc><n:news><n:publication_date>2026-11-22T08:00:00Z</n:publication_date><n:title>Port opens</n:title>"
        "</n:news></url></urlset>",
        kind="application/xml",
    )
    site.article("/a.html")
    publish(newsroom, site, feeds=[], kind="sitemap")
    assert crawl().counts["fetched"] == 1
    (article,) = articles(newsroom)
    assert (article.title, article.published_at) == ("Port opens", dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC))
    assert source_row(newsroom).discovered_feeds == [f"{site.root}/index.xml"]


def test_an_index_that_names_itself_and_a_part_twice_is_asked_for_each_once(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    publish(newsroom, site, kind="sitemap", feeds=[f"{site.root}/index.xml"])
    parts = "".join(f"<sitemap><loc>{site.root}/{name}.xml</loc></sitemap>" for name in ("index", "part", "part"))
    site.page("/index.xml", f"<sitemapindex>{parts}</sitemapindex>", kind="application/xml")
    site.page("/part.xml", f"<urlset><url><loc>{site.root}/a.html</loc></url></urlset>", kind="application/xml")
    site.article("/a.html")
    assert crawl().counts["fetched"] == 1
    assert site.paths == ["/index.xml", "/part.xml", "/a.html"]


def test_new_pages_are_found_through_a_sitemap_index_that_never_changes(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    def part(*paths: str) -> str:
        return f"<urlset>{''.join(f'<url><loc>{site.root}{path}</loc></url>' for path in paths)}</urlset>"

    index = f"<sitemapindex><sitemap><loc>{site.root}/posts.xml</loc></sitemap></sitemapindex>"
    site.page("/index.xml", index, kind="application/xml")
    site.page("/posts.xml", part("/a.html"), kind="application/xml")
    site.article("/a.html")
    site.article("/b.html")
    publish(newsroom, site, feeds=[f"{site.root}/index.xml"], kind="sitemap")
    assert crawl().counts["fetched"] == 1
    assert crawl(force=True).counts["not_modified"] == 1
    assert source_row(newsroom).health == "ok"
    site.page("/posts.xml", part("/b.html", "/a.html"), kind="application/xml")
    assert crawl(force=True).counts["fetched"] == 1
    assert {article.canonical_url for article in articles(newsroom)} == {f"{site.root}/a.html", f"{site.root}/b.html"}


def test_one_source_fails_alone_and_backs_off(newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    site.page("/login.xml", "<html><body>please log in</body></html>")
    publish(newsroom, site)
    publish(newsroom, site, "locked-post", feeds=[f"{site.root}/login.xml"])
    summary = crawl()
    assert (summary.counts["fetched"], summary.counts["sources_failed"]) == (1, 1)
    assert any("locked-post failed" in note for note in summary.notes)
    waits = []
    for failures in (1, 2, 3):
        row = source_row(newsroom, "locked-post")
        assert row.next_poll_at is not None
        assert (row.health, row.consecutive_failures) == ("not_a_feed", failures)
        assert row.probe_requested_at == NOON  # since it fell sick: asked for once
        waits.append((row.next_poll_at - clock.now()).total_seconds() / 3600)
        clock.advance(hours=26)
        crawl(Cell(clock.now().date(), CELL.region))
    assert waits == pytest.approx([1, 2, 4], rel=0.1)
    site.feed("/login.xml", ["/b.html"])
    site.article("/b.html")
    clock.advance(hours=26)
    crawl(Cell(clock.now().date(), CELL.region))
    row = source_row(newsroom, "locked-post")
    assert (row.health, row.consecutive_failures, row.articles_total) == ("ok", 0, 1)
    assert_ledger_adds_up(newsroom)


def test_a_304_does_not_end_a_failing_streak(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    good = site.answers["/feed.xml"]
    site.page("/feed.xml", "oops", status=500)
    crawl(force=True)
    assert source_row(newsroom).consecutive_failures == 1
    site.answers["/feed.xml"] = good
    crawl(force=True)
    polls = [one for one in site.asked if one.path == "/feed.xml"]
    assert "If-None-Match" not in polls[-1].headers  # what it has is asked for in full
    assert source_row(newsroom).consecutive_failures == 0


def test_an_empty_feed_does_not_end_a_failing_streak(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.page("/feed.xml", "oops", status=500)
    publish(newsroom, site)
    crawl()
    site.feed("/feed.xml", [])
    crawl(force=True)
    row = source_row(newsroom)
    assert (row.health, row.consecutive_failures, row.last_success_at) == ("empty_feed", 1, None)
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    crawl(force=True)
    assert source_row(newsroom).consecutive_failures == 0


def test_new_validators_are_kept_though_the_feed_is_as_it_was(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    body = "<rss version='2.0'><channel><item><link>/a.html</link></item></channel></rss>"
    early, late = "Sun, 22 Nov 2026 08:00:00 GMT", "Sun, 22 Nov 2026 09:00:00 GMT"
    for etag, modified in (('"1"', early), ('"2"', early), ('"2"', late)):
        site.page("/feed.xml", body, kind="application/rss+xml", ETag=etag, Last_Modified=modified)
        crawl(force=True)
    crawl(force=True)
    polls = [one.headers for one in site.asked if one.path == "/feed.xml"]
    sent = [(headers.get("If-None-Match"), headers.get("If-Modified-Since")) for headers in polls]
    assert sent == [(None, None), ('"1"', early), ('"2"', early), ('"2"', late)]


def test_what_comes_late_or_without_a_date_is_found_all_the_same(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    new, old = "Sun, 22 Nov 2026 09:00:00 GMT", "Fri, 20 Nov 2026 09:00:00 GMT"
    for path in ("/new.html", "/old.html", "/same.html", "/undated.html"):
        site.article(path)
    site.feed("/feed.xml", ["/new.html"], dates=[new])
    publish(newsroom, site)
    crawl()
    site.feed("/feed.xml", ["/old.html", "/new.html", "/same.html", "/undated.html"], dates=[old, new, new])
    assert crawl(force=True).counts["fetched"] == 3


def test_a_permanent_redirect_of_a_feed_is_followed_and_not_believed_for_ever(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.feed("/moved.xml", ["/a.html"])
    site.article("/a.html")
    site.article("/b.html")
    site.redirect("/feed.xml", "/moved.xml", 301)
    publish(newsroom, site)
    assert crawl().counts["fetched"] == 1
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    site.page("/moved.xml", "gone", status=404)
    assert crawl(force=True).counts["fetched"] == 1
    assert source_row(newsroom).feeds == [f"{site.root}/feed.xml"]


def test_an_error_page_does_not_replace_the_validators_of_a_good_feed(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    site.page("/feed.xml", "<html><body>maintenance</body></html>")
    crawl(force=True)
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    site.article("/b.html")
    assert crawl(force=True).counts["fetched"] == 1


def test_a_long_crawl_delay_spreads_pages_over_runs_and_makes_no_source_sick(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 600\n"
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    site.article("/a.html")
    site.article("/b.html")
    publish(newsroom, site)
    assert crawl().counts["waiting"] == 2
    assert site.paths == ["/feed.xml"]
    crawl(force=True)  # too early even for the feed
    row = source_row(newsroom)
    assert (site.paths, row.consecutive_failures, row.health) == (["/feed.xml"], 0, "ok")
    assert row.next_poll_at is not None
    assert row.next_poll_at > NOON + dt.timedelta(minutes=9)
    for _ in range(3):
        clock.advance(minutes=11)
        crawl(poll=False)
    assert sorted(site.paths) == ["/a.html", "/b.html", "/feed.xml"]
    assert_ledger_adds_up(newsroom)


def test_robots_txt_is_asked_for_once_though_it_names_the_sitemap(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.robots = f"User-agent: *\nAllow: /\nSitemap: {site.root}/news.xml\n"
    site.page("/news.xml", f"<urlset><url><loc>{site.root}/a.html</loc></url></urlset>", kind="text/xml")
    site.article("/a.html")
    publish(newsroom, site, kind="sitemap", feeds=[])
    assert crawl().counts["fetched"] == 1
    assert site.robots_asked == 1


def test_a_sitemap_of_fifty_thousand_pages_is_counted_and_its_archive_is_not_fetched(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    """Ten pages a day since 2013; those of 30 days are news, and the next poll costs no page again."""
    days = [NOON.date() - dt.timedelta(days=number // 10) for number in range(50_000)]
    entries = "".join(
        f"<url><loc>{site.root}/{number}.html</loc><lastmod>{day}</lastmod></url>" for number, day in enumerate(days)
    )
    site.page("/map.xml", f"<urlset>{entries}</urlset>", kind="text/xml")
    for number in range(40):
        site.article(f"/{number}.html")
    publish(newsroom, site, kind="sitemap", feeds=[f"{site.root}/map.xml"])
    counts = crawl(max_items=20).counts
    assert (counts["fetched"], counts["waiting"], counts["dropped"]) == (20, 280, 49_700)
    assert crawl(force=True, max_items=20).counts["fetched"] == 20
    assert sorted(site.paths) == sorted(["/map.xml"] * 2 + [f"/{number}.html" for number in range(40)])
    assert url_states(newsroom)["300.html"] == ("dropped", "too_old")
    assert_ledger_adds_up(newsroom)


def test_a_sitemap_under_a_new_address_each_day_doubles_nothing(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    def publish_map(address: str, pages: range) -> None:
        entries = "".join(f"<url><loc>{site.root}/{number}.html</loc></url>" for number in pages)
        site.page(address, f"<urlset>{entries}</urlset>", kind="text/xml")
        index = f"<sitemapindex><sitemap><loc>{site.root}{address}</loc></sitemap></sitemapindex>"
        site.page("/index.xml", index, kind="text/xml")

    for number in range(10):
        site.article(f"/{number}.html")
    publish(newsroom, site, kind="sitemap", feeds=[f"{site.root}/index.xml"])
    publish_map("/map-1.xml?token=a", range(8))
    assert crawl().counts["fetched"] == 8
    publish_map("/map-2.xml?token=b", range(10))
    assert crawl(force=True).counts["fetched"] == 2
    assert len(articles(newsroom)) == 10


def test_a_feed_is_found_though_its_host_wants_ten_minutes_between_home_page_and_feed(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 600\n"
    site.page("/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>')
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site, feeds=[])
    crawl()
    row = source_row(newsroom)
    assert (site.paths, row.consecutive_failures) == (["/"], 0)
    for _ in range(2):
        clock.advance(minutes=11)
        crawl()
    assert site.paths == ["/", "/feed.xml", "/a.html"]
    assert source_row(newsroom).health == "ok"
