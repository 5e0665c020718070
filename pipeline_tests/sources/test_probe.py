"""Probing sources against real servers."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom, Run
from pipeline.sources.probe import ProbeResult, probe_sources
from pipeline.sources.rows import needing_probe, sick
from pipeline.warehouse.condition_rows import Found, note_conditions
from pipeline.warehouse.schema import FailureRow, Host, Source
from pipeline_tests.conftest import NOON
from pipeline_tests.made import add_source
from pipeline_tests.web.sites import Site, serving

RSS = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>Ledger</title><language>sw-KE</language>"
    "<item><title>One</title><link>/1</link></item><item><title>Two</title><link>/2</link></item></channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/1'/></entry><entry><link href='/2'/></entry></feed>"
)
OTHER = "<rss><channel><item><link>/sport/9</link></item></channel></rss>"
EMPTY = "<rss version='2.0'><channel><title>Nothing yet</title></channel></rss>"
FEED_TYPE = {"Content-Type": "application/rss+xml"}


def home(*links: str, language: str = "sw", body: str = "") -> str:
    declared = "".join(f"<link rel='alternate' type='application/rss+xml' href='{link}'>" for link in links)
    return f"<html lang='{language}'><head>{declared}</head><body>{body}</body></html>"


class Backdrop:
    """Sites that are served from a thread of their own, since a probe brings its own event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.over = asyncio.Event()
        self.ready = threading.Event()
        self.sites = [Site() for _ in range(12)]
        self.thread = threading.Thread(target=self.loop.run_until_complete, args=(self._serve(),), daemon=True)

    async def _serve(self) -> None:
        async with serving(*self.sites):
            self.ready.set()
            await self.over.wait()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join()
        self.loop.close()


@pytest.fixture
def backdrop() -> Iterator[Backdrop]:
    stage = Backdrop()
    stage.thread.start()
    stage.ready.wait()
    yield stage
    stage.stop()


@pytest.fixture
def site(backdrop: Backdrop) -> Site:
    return backdrop.sites[0]


def probe_one(newsroom: Newsroom, run: Run, site: Site, **fields: object) -> ProbeResult:
    with newsroom.warehouse.transaction() as session:
        if session.get(Source, "ledger") is None:
            add_source(session, "ledger", url=site.url("/"), **{"status": "candidate", "language": "sw"} | fields)
    return probe_sources(newsroom, ["ledger"], run)["ledger"]


def row(newsroom: Newsroom, slug: str = "ledger") -> Source:
    with newsroom.warehouse.reading() as session:
        return session.get_one(Source, slug)


def test_a_feed_that_the_home_page_names_is_found_and_the_source_becomes_active(
    newsroom: Newsroom, run: Run, site: Site
) -> None:
    site.answer("/", home("/rss"))
    site.answer("/rss", RSS, headers=FEED_TYPE)
    result = probe_one(newsroom, run, site)
    assert result.ok
    assert [(feed.url, feed.format, feed.entries) for feed in result.feeds] == [(site.url("/rss"), "rss", 2)]
    assert result.language == "sw"
    assert site.paths() == ["/robots.txt", "/", "/rss"]
    source = row(newsroom)
    assert (source.status, source.health, source.last_error) == ("active", "ok", None)
    assert source.discovered_feeds == [site.url("/rss")]
    assert source.last_probed_at == source.last_success_at == source.health_since == NOON
    assert source.run_id == run.run_id


def test_each_resource_is_asked_for_once(newsroom: Newsroom, run: Run, site: Site) -> None:
    site.answer("/", home("/rss", "/rss", "/rss?utm_source=x"))
    site.answer("/rss", RSS)
    probe_one(newsroom, run, site, feeds=[site.url("/rss")])
    assert sorted(site.paths()) == ["/", "/robots.txt", "/rss"]


def test_the_same_entries_in_another_format_are_not_kept_twice(newsroom: Newsroom, run: Run, site: Site) -> None:
    site.answer("/", home("/rss", "/atom", "/sport", "/comments/feed"))
    site.answer("/rss", RSS)
    site.answer("/atom", ATOM)
    site.answer("/sport", OTHER)
    result = probe_one(newsroom, run, site)
    assert result.discovered == (site.url("/rss"), site.url("/sport"))
    assert "/comments/feed" not in site.paths()


def test_usual_addresses_are_tried_only_where_none_is_named(newsroom: Newsroom, run: Run, site: Site) -> None:
    site.answer("/", home())
    site.answer("/feed.xml", RSS)
    result = probe_one(newsroom, run, site)
    assert result.discovered == (site.url("/feed.xml"),)
    assert site.paths() == ["/robots.txt", "/", "/feed/", "/rss.xml", "/feed.xml"]


def test_a_feed_that_is_only_linked_is_found(newsroom: Newsroom, run: Run, site: Site) -> None:
    site.answer("/", home(body="<a href='/servicos/rss/geral.xml'>RSS</a><a href='/x'>x</a>"))
    site.answer("/servicos/rss/geral.xml", RSS)
    assert probe_one(newsroom, run, site).discovered == (site.url("/servicos/rss/geral.xml"),)


def test_a_source_with_a_given_feed_works_though_its_home_page_refuses_us(
    newsroom: Newsroom, run: Run, site: Site
) -> None:
    site.answer("/", status=403)
    site.answer("/rss", RSS)
    result = probe_one(newsroom, run, site, feeds=[site.url("/rss")])
    assert result.ok
    assert result.discovered == ()
    assert any("403" in note for note in result.notes)


def test_given_feeds_that_died_are_replaced_by_what_the_home_page_names(
    newsroom: Newsroom, run: Run, site: Site
) -> None:
    site.answer("/", home("/new"))
    site.answer("/new", RSS)
    result = probe_one(newsroom, run, site, feeds=[site.url("/old")])
    assert result.ok
    assert result.discovered == (site.url("/new"),)


@pytest.mark.parametrize(
    ("fields", "routes", "reason"),
    [
        ({}, {"/": (200, home())}, "no_feed"),
        ({}, {"/": (200, home("/rss")), "/rss": (200, EMPTY)}, "empty_feed"),
        ({}, {"/": (404, "")}, "http_404"),
        ({}, {"/": (500, "")}, "http_500"),
        ({}, {"/robots.txt": (200, "User-agent: *\nDisallow: /"), "/": (200, home("/rss"))}, "robots_disallowed"),
        ({}, {"/robots.txt": (503, ""), "/": (200, home("/rss"))}, "robots_unreachable"),
        ({}, {"/robots.txt": (500, ""), "/": (200, home("/rss"))}, "robots_unreachable"),
        ({"kind": "listing"}, {"/": (200, home("/rss", body="<a href='/x'>x</a>"))}, "no_links"),
        ({"kind": "listing"}, {"/": (410, "")}, "http_410"),
        ({"kind": "sitemap"}, {"/": (200, home())}, "no_feed"),
    ],
)
def test_failures_have_a_reason_and_a_remedy(
    newsroom: Newsroom, run: Run, site: Site, fields: dict[str, object], routes: dict[str, tuple[int, str]], reason: str
) -> None:
    for path, (status, body) in routes.items():
        site.answer(path, body, status=status)
    result = probe_one(newsroom, run, site, **fields)
    assert (result.ok, result.reason) == (False, reason)
    source = row(newsroom)
    assert (source.health, source.status, source.consecutive_failures) == (
        reason,
        "rejected" if result.permanent else "candidate",
        1,
    )
    assert source.last_error == result.message
    assert ";" in result.message or "again" in result.message
    with newsroom.warehouse.reading() as session:
        failure = session.query(FailureRow).one()
        assert (failure.stage, failure.subject_id, failure.permanent) == ("sources", "ledger", result.permanent)
        assert failure.reason == reason


def test_a_host_that_wishes_to_be_let_alone_makes_no_source_sick(
    newsroom: Newsroom, run: Run, site: Site, clock: FixedClock
) -> None:
    site.answer("/", home("/rss"))
    site.answer("/rss", RSS)
    assert probe_one(newsroom, run, site).ok
    with newsroom.warehouse.transaction() as session:
        session.get_one(Host, site.host).closed_until = clock.now() + dt.timedelta(minutes=20)
    [result] = probe_sources(newsroom, ["ledger"], run).values()
    assert (result.ok, result.reason) == (False, "host_closed")
    assert (row(newsroom).health, row(newsroom).consecutive_failures) == ("ok", 0)
    with newsroom.warehouse.reading() as session:  # and is asked once it may be
        assert needing_probe(session, clock.now(), 10) == []
        assert [slug for slug, _ in needing_probe(session, clock.now() + dt.timedelta(minutes=21), 10)] == ["ledger"]


def test_a_web_page_where_a_feed_was_given_is_no_feed(newsroom: Newsroom, run: Run, site: Site) -> None:
    site.answer("/", home())
    site.answer("/rss", home())
    assert probe_one(newsroom, run, site, feeds=[site.url("/rss")]).reason == "not_a_feed"


def test_a_listing_page_with_links_to_articles_is_good(newsroom: Newsroom, run: Run, site: Site) -> None:
    links = "".join(f"<a href='/2026/11/{n}-wheat-prices-rise'>x</a>" for n in range(5))
    site.answer("/", home(body=links + "<a href='/business'>Business</a>"))
    result = probe_one(newsroom, run, site, kind="listing")
    assert result.ok
    assert "5 articles" in result.message
    assert site.paths() == ["/robots.txt", "/"]


def test_a_sitemap_source_finds_its_sitemap_in_robots_txt(newsroom: Newsroom, run: Run, site: Site) -> None:
    site.answer("/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.url('/news.xml')}")
    site.answer("/", home())
    site.answer(
        "/news.xml",
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://x.example/1</loc></url></urlset>",
    )
    result = probe_one(newsroom, run, site, kind="sitemap")
    assert result.discovered == (site.url("/news.xml"),)


def test_a_bad_day_does_not_replace_what_was_found(newsroom: Newsroom, run: Run, site: Site, clock: FixedClock) -> None:
    site.answer("/", home("/rss"))
    site.answer("/rss", RSS)
    probe_one(newsroom, run, site)
    site.answer("/", status=500)
    clock.advance(hours=1)
    assert probe_one(newsroom, run, site).reason == "http_500"
    source = row(newsroom)
    assert source.discovered_feeds == [site.url("/rss")]
    assert (source.status, source.health, source.health_since) == ("active", "http_500", clock.now())
    with newsroom.warehouse.reading() as session:
        assert [each.slug for each in sick(session)] == ["ledger"]
        assert needing_probe(session, clock.now(), 10) == []
        later = clock.now().replace(minute=59)
        assert [slug for slug, _ in needing_probe(session, later, 10)] == ["ledger"]
    site.answer("/", home("/rss"))
    clock.advance(hours=1)
    assert probe_one(newsroom, run, site).ok
    source = row(newsroom)
    assert (source.health, source.consecutive_failures, source.last_error) == ("ok", 0, None)
    with newsroom.warehouse.reading() as session:
        assert session.query(FailureRow).count() == 0


def test_many_sources_are_probed_side_by_side_and_fail_alone(newsroom: Newsroom, run: Run, backdrop: Backdrop) -> None:
    with newsroom.warehouse.transaction() as session:
        for number, site in enumerate(backdrop.sites):
            if number % 3:
                site.answer("/", home("/rss"))
                site.answer("/rss", RSS)
            add_source(session, f"s{number:02}", url=site.url("/"), status="candidate")
    told: list[str] = []
    slugs = [f"s{number:02}" for number in range(len(backdrop.sites))]
    results = probe_sources(newsroom, [*slugs, "unknown"], Run("r", log=told.append))
    assert sorted(results) == slugs
    assert [slug for slug in slugs if not results[slug].ok] == ["s00", "s03", "s06", "s09"]
    with newsroom.warehouse.reading() as session:
        states = Counter((row.status, row.health == "ok") for row in session.scalars(select(Source)))
    assert states == {("active", True): 8, ("rejected", False): 4}  # they came on trial
    assert "8 well, 4 failed" in told[-1]


def test_a_cancelled_probe_stops_between_batches(newsroom: Newsroom, site: Site) -> None:
    with newsroom.warehouse.transaction() as session:
        add_source(session, "ledger", url=site.url("/"))
    assert probe_sources(newsroom, ["ledger"], Run("r", cancelled=lambda: True)) == {}
    assert site.asked == []


def test_the_summary_reads_well(newsroom: Newsroom, run: Run, site: Site) -> None:
    site.answer("/", home("/rss", language="en"))
    site.answer("/rss", RSS)
    summary = probe_one(newsroom, run, site, language="en").summary()
    assert summary.counts == {"ok": 1, "feeds": 1, "entries": 2}
    assert summary.preview == [{"feed": site.url("/rss"), "format": "rss", "entries": 2}]
    assert summary.notes[0] == "works: 1 feed with 2 entries"
    assert "it says that it writes in 'sw'; the catalogue says 'en'" in summary.notes


def test_a_source_that_answers_and_is_sick_all_the_same_fails_its_probe_until_that_ends(
    newsroom: Newsroom, run: Run, site: Site, clock: FixedClock
) -> None:
    site.answer("/", home("/rss"))
    site.answer("/rss", RSS)
    assert probe_one(newsroom, run, site).ok
    silent = Found("silent", "nothing_new", "has brought nothing new since Friday", NOON)
    with newsroom.warehouse.transaction() as session:
        source = session.get_one(Source, "ledger")
        note_conditions(session, source, [silent], judged=["silent"], now=NOON, run_id="crawl")
        assert source.probe_requested_at == NOON
    result = probe_one(newsroom, run, site)
    assert (result.ok, result.reason) == (False, "nothing_new")
    assert "brought nothing new for longer than it ever pauses; open its feed" in result.message
    assert "since 2026-11-22 12:00 UTC: has brought nothing new since Friday" in result.message
    source = row(newsroom)
    assert (source.health, source.consecutive_failures, source.probe_requested_at) == ("nothing_new", 0, None)
    with newsroom.warehouse.transaction() as session:
        source = session.get_one(Source, "ledger")
        change = note_conditions(session, source, [], judged=["silent"], now=clock.now(), run_id="crawl")
        assert change.well
    with newsroom.warehouse.reading() as session:  # its partition is red: it is to be probed again
        assert [slug for slug, _ in needing_probe(session, clock.now(), 10)] == ["ledger"]
    assert probe_one(newsroom, run, site).ok
    with newsroom.warehouse.reading() as session:
        assert session.query(FailureRow).count() == 0
