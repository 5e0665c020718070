"""Adding a source, probe and first crawl together, asks for each resource once, whichever of the two comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.request import CrawlRequest
from pipeline.newsroom import Newsroom, Run
from pipeline.sources.probe import probe_sources
from pipeline.warehouse.schema import Resource
from pipeline_tests.crawl.conftest import CELL, articles, publish, source_row
from pipeline_tests.crawl.site import Site

ITEMS = ["/2026/11/21/wheat-prices-rise-again.html", "/2026/11/22/port-opens-after-the-storm.html"]


def _publish(newsroom: Newsroom, site: Site, kind: str, *, named: bool) -> None:
    """A new source: its feed is named in the catalogue, or by its home page, or its robots.txt, or there is none."""
    links = "".join(f"<a href='{item}'>A headline that is long enough for a link to an article</a>" for item in ITEMS)
    links += "<a href='/2026/11/20/a-third-one-of-many-words.html'>A third headline, long enough as well</a>"
    head = "<link rel='alternate' type='application/rss+xml' href='/feed.xml'>" if kind == "rss" else ""
    site.page("/", f"<html><head>{head}</head><body>{links}</body></html>")
    for item in [*ITEMS, "/2026/11/20/a-third-one-of-many-words.html"]:
        site.article(item)
    if kind == "sitemap":
        urls = "".join(f"<url><loc>{site.root}{item}</loc><lastmod>2026-11-22</lastmod></url>" for item in ITEMS)
        site.page("/map.xml", f"<urlset>{urls}</urlset>", kind="application/xml")
        site.robots = f"User-agent: *\nAllow: /\nSitemap: {site.root}/map.xml\n"
    site.feed("/feed.xml", ITEMS, dates=["Sun, 22 Nov 2026 09:00:00 GMT"] * 2)
    feeds = [f"{site.root}/feed.xml"] if named else []
    publish(newsroom, site, feeds=feeds, kind=kind, status="candidate")


@pytest.mark.parametrize("first", ["probe", "crawl"])
@pytest.mark.parametrize(("kind", "named"), [("rss", True), ("rss", False), ("sitemap", False), ("listing", False)])
def test_each_resource_is_asked_for_once(newsroom: Newsroom, run: Run, kind: str, named: bool, first: str) -> None:
    with Site() as site:
        _publish(newsroom, site, kind, named=named)
        steps: list[Callable[[], bool]] = [
            lambda: probe_sources(newsroom, ["daily-ledger"], run)["daily-ledger"].ok,
            lambda: crawl_cells(newsroom, [CELL], CrawlRequest(), run)[CELL].counts["fetched"] >= 2,
        ]
        assert all(step() for step in (steps if first == "probe" else steps[::-1]))
        again = {path: count for path, count in Counter(site.paths).items() if count > 1}
        assert again == {}
    assert len(articles(newsroom)) >= 2
    row = source_row(newsroom)
    assert (row.status, row.health) == ("active", "ok")


def test_the_next_poll_sends_the_validators_that_the_probe_had(newsroom: Newsroom, run: Run) -> None:
    with Site() as site:
        _publish(newsroom, site, "rss", named=True)
        probe_sources(newsroom, ["daily-ledger"], run)
        crawl_cells(newsroom, [CELL], CrawlRequest(), run)
        crawl_cells(newsroom, [CELL], CrawlRequest(force=True), run)
        polls = [one for one in site.asked if one.path == "/feed.xml"]
    assert len(polls) == 2 and "If-None-Match" in polls[1].headers
    with newsroom.warehouse.reading() as session:
        assert session.get_one(Resource, f"{site.root}/feed.xml").held is None


def test_what_a_probe_had_long_ago_is_asked_for_again(newsroom: Newsroom, run: Run) -> None:
    with Site() as site:
        _publish(newsroom, site, "rss", named=True)
        probe_sources(newsroom, ["daily-ledger"], run)
        newsroom.clock.advance(hours=2)  # type: ignore[attr-defined]
        crawl_cells(newsroom, [CELL], CrawlRequest(), run)
        assert site.paths.count("/feed.xml") == 2
