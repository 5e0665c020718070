"""XML that would expand, or read what is none of its business: feeds, sitemaps, probes and lists of sources."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from pipeline.catalogue.exchange import parse_candidates
from pipeline.crawl.feeds import read_feed
from pipeline.crawl.homepage import read_homepage
from pipeline.crawl.sitemaps import read_sitemap
from pipeline.failures import EmcipError
from pipeline.sources.feed_check import look_at_feed
from pipeline_tests.world.bombs import laughs, reading_files, swelling

AT = "https://news.example/x.xml"
RSS = (
    b"<rss><channel>%s</channel></rss>",
    b"<item><title>&bomb;</title><link>https://news.example/a?&bomb;</link></item>",
)
ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'>%s</feed>",
    b"<entry><title>&bomb;</title><link href='https://news.example/a'/></entry>",
)
MAP = b"<urlset>%s</urlset>", b"<url><loc>https://news.example/&bomb;</loc></url>"
INDEX = b"<sitemapindex>%s</sitemapindex>", b"<sitemap><loc>https://news.example/&bomb;</loc></sitemap>"
PAGE = b"<html><body>%s</body></html>", b"<a href='/2026/11/22/a'>&bomb;</a>"
OPML = b"<opml version='2.0'><body>%s</body></opml>", b"<outline text='&bomb;' xmlUrl='https://news.example/&bomb;'/>"

READERS: dict[str, tuple[Callable[[bytes], object], tuple[bytes, bytes]]] = {
    "RSS": (lambda body: read_feed(body, url=AT).items, RSS),
    "Atom": (lambda body: read_feed(body, url=AT).items, ATOM),
    "sitemap": (lambda body: read_sitemap(body, url=AT).items, MAP),
    "index": (lambda body: read_sitemap(body, url=AT).parts, INDEX),
    "listing": (lambda body: read_homepage(body, url=AT).articles, PAGE),
    "probe of RSS": (lambda body: look_at_feed(body, None, AT), RSS),
    "probe of a sitemap": (lambda body: look_at_feed(body, None, AT), MAP),
    "OPML": (lambda body: parse_candidates(body, "sources.opml"), OPML),
}


def read(name: str, body: bytes) -> tuple[str, int]:
    """What came of reading, in words, and the most memory that was held meanwhile."""
    reader = READERS[name][0]
    reader_input = bytes(body)
    tracemalloc.start()
    try:
        found = str(reader(reader_input))
    except EmcipError as error:
        found = str(error)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return found, peak


@pytest.mark.parametrize("name", READERS)
def test_a_billion_laughs_are_none(name: str) -> None:
    found, peak = read(name, laughs(*READERS[name][1]))
    assert "lollol" not in found
    assert peak < 20_000_000


@pytest.mark.parametrize("name", READERS)
def test_one_long_entity_used_often_stays_as_it_is_written(name: str) -> None:
    """2.5 GB if it were expanded."""
    found, peak = read(name, swelling(*READERS[name][1]))
    assert "aaaaaaaa" not in found
    assert peak < 60_000_000


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/x.dtd", "/etc/hostname"])
def test_nothing_outside_the_document_is_read(name: str, address: str) -> None:
    found, _ = read(name, reading_files(*READERS[name][1], address))
    assert "root:" not in found


@pytest.mark.parametrize("name", READERS)
def test_without_the_bomb_each_is_read(name: str) -> None:
    root, item = READERS[name][1]
    found, _ = read(name, root.replace(b"%s", item.replace(b"&bomb;", b"port")))
    assert "news.example" in found or "entries=1" in found
