"""A source of several feeds of which one fails says so, names it, and is otherwise as well as before."""

from __future__ import annotations

import datetime as dt

from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom, Run
from pipeline.sources.probe import probe_sources
from pipeline.warehouse.condition_rows import sources_in
from pipeline.warehouse.schema import SourceCondition
from pipeline_tests.crawl.conftest import publish, source_row
from pipeline_tests.crawl.site import Site
from pipeline_tests.crawl.test_health import DATE, crawl_at, held
from pipeline_tests.made import NOON

HOUR = dt.timedelta(hours=1)


def two_feeds(newsroom: Newsroom, site: Site) -> None:
    publish(newsroom, site, feeds=[f"{site.root}/a.xml", f"{site.root}/b.xml"], max_interval_minutes=60)
    for name in "ab":
        site.feed(f"/{name}.xml", [f"/{name}.html"], dates=[DATE])
        site.article(f"/{name}.html")


def condition(newsroom: Newsroom) -> SourceCondition:
    with newsroom.warehouse.reading() as session:
        [row] = sources_in(session)
        return row


def test_one_of_several_feeds_that_is_gone_for_a_day_is_told_by_its_address(
    newsroom: Newsroom, site: Site, clock: FixedClock, run: Run
) -> None:
    two_feeds(newsroom, site)
    crawl_at(newsroom, clock, NOON)
    del site.answers["/b.xml"]
    begun = NOON + HOUR
    for hours in (0, 8, 16, 23):
        crawl_at(newsroom, clock, begun + hours * HOUR)
        assert held(newsroom) == []  # a server may be down for a night
    crawl_at(newsroom, clock, begun + 24 * HOUR)
    assert held(newsroom) == [("daily-ledger", "part_failing", "part_failing", begun)]
    assert condition(newsroom).detail == (
        f"1 of 2 documents: {site.root}/b.xml answered with status 404 (since 2026-11-22 13:00 UTC)"
    )
    row = source_row(newsroom)
    assert (row.health, row.consecutive_failures) == ("part_failing", 0)
    # the partition of a source that brings something is not failed
    [result] = probe_sources(newsroom, ["daily-ledger"], run).values()
    assert result.ok
    assert [reason for _, _, reason, _ in held(newsroom)] == ["part_failing"]


def test_a_feed_that_is_back_ends_it_and_a_break_starts_it_anew(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    two_feeds(newsroom, site)
    for number in range(5):
        site.page("/b.xml", "<html><body>Under construction</body></html>")
        crawl_at(newsroom, clock, NOON + number * 12 * HOUR)
    assert [reason for _, _, reason, _ in held(newsroom)] == ["part_failing"]
    site.feed("/b.xml", ["/b.html"], dates=[DATE])
    crawl_at(newsroom, clock, NOON + 60 * HOUR)
    assert held(newsroom) == []
    site.page("/b.xml", "oops", status=500)
    for hours in (61, 62, 63):
        crawl_at(newsroom, clock, NOON + hours * HOUR)
    assert held(newsroom) == []


def test_a_feed_that_fails_alone_is_asked_for_ever_more_rarely_and_comes_back(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    two_feeds(newsroom, site)
    site.page("/b.xml", "oops", status=500)
    for hours in range(60):
        crawl_at(newsroom, clock, NOON + hours * HOUR, force=False)
    polls, tries = (site.paths.count(f"/{name}.xml") for name in "ab")
    assert polls > 20
    assert 8 < tries < 16  # once an hour, then every six
    assert [(reason, since) for _, _, reason, since in held(newsroom)] == [("part_failing", NOON)]
    site.feed("/b.xml", ["/b.html"], dates=[DATE])
    for hours in range(60, 68):
        crawl_at(newsroom, clock, NOON + hours * HOUR, force=False)
    assert held(newsroom) == []
    assert source_row(newsroom).articles_total == 2


def test_two_failures_a_day_apart_are_too_few(newsroom: Newsroom, site: Site, clock: FixedClock) -> None:
    two_feeds(newsroom, site)
    site.page("/b.xml", "oops", status=500)
    crawl_at(newsroom, clock, NOON)
    crawl_at(newsroom, clock, NOON + 25 * HOUR)
    assert held(newsroom) == []


def test_when_all_fail_the_source_is_failing_and_no_part_of_it_is(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    two_feeds(newsroom, site)
    for name in "ab":
        del site.answers[f"/{name}.xml"]
    for hours in (0, 12, 24, 36):
        crawl_at(newsroom, clock, NOON + hours * HOUR)
    assert held(newsroom) == [("daily-ledger", "failing", "http_404", NOON)]


def test_a_part_of_a_sitemap_that_is_gone_is_named(newsroom: Newsroom, site: Site, clock: FixedClock) -> None:
    publish(newsroom, site, kind="sitemap", feeds=[f"{site.root}/index.xml"])
    parts = "".join(f"<sitemap><loc>{site.root}/{name}.xml</loc></sitemap>" for name in "ab")
    site.page("/index.xml", f"<sitemapindex>{parts}</sitemapindex>", kind="application/xml")
    entry = f"<url><loc>{site.root}/a.html</loc><lastmod>2026-11-22T10:00:00Z</lastmod></url>"
    site.page("/a.xml", f"<urlset>{entry}</urlset>", kind="application/xml")
    site.article("/a.html")
    for hours in (0, 12, 24):
        crawl_at(newsroom, clock, NOON + hours * HOUR)
    assert [reason for _, _, reason, _ in held(newsroom)] == ["part_failing"]
    assert f"{site.root}/b.xml answered with status 404" in condition(newsroom).detail
