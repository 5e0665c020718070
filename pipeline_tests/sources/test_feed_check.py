"""What is a feed, and what only looks like one."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.feed_check import look_at_feed
from pipeline.sources.health import health_state, in_words
from pipeline.sources.home_page import read_home_page

URL = "https://x.example/feed"
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
    "<channel/><item><link>https://x.example/1</link></item></rdf:RDF>"
)
JSON = '{"version": "https://jsonfeed.org/version/1.1", "language": "ar", "items": [{"id": "1", "url": "/1"}]}'
URLSET = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>/1</loc></url><url><loc>/2</loc></url></urlset>"
BOMB = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d SYSTEM 'file:///etc/passwd'>]>"
    "<rss><channel><item><link>&d;</link><title>&c;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("body", "form", "entries"),
    [
        ("<rss version='0.91'><channel><item/><item/></channel></rss>", "rss", 2),
        ("\ufeff\n <rss><channel><item><link> /1 </link></item></channel></rss>", "rss", 1),
        ("<rss><channel><item><title>AT&T & friends &nbsp;</title></item></channel></rss>", "rss", 1),
        ("<rss><channel><item><title>cut off", "rss", 1),
        (RDF, "rss", 1),
        ("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='pt-BR'><entry/></feed>", "atom", 1),
        (JSON, "json", 1),
        (URLSET, "sitemap", 2),
        ("<sitemapindex><sitemap><loc>https://x.example/s.xml</loc></sitemap></sitemapindex>", "sitemap", 1),
        ("<?xml version='1.0' encoding='windows-1251'?><rss><channel><item/></channel></rss>", "rss", 1),
        ("<?xml version='1.0' encoding='no-such'?><rss><channel><item/></channel></rss>", "rss", 1),
        (BOMB, "rss", 1),
        ("<br />\n<b>Warning</b>: foo() in <b>/x.php</b><br />\n<rss><channel><item/></channel></rss>", "rss", 1),
        ("<channel><item/><item/></channel>", "rss", 2),
        ("\ufeffhttps://x.example/1\r\n\r\nhttps://x.example/2\r\n", "sitemap", 2),
    ],
)
def test_feeds_are_recognised_and_counted(body: str, form: str, entries: int) -> None:
    look = look_at_feed(body.encode(), "application/xml", URL)
    assert look is not None
    assert (look.format, look.entries) == (form, entries)


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("<rss><channel><item><guid>https://x.example/1</guid></item></channel></rss>", 1),
        ("<rss><channel><item><guid isPermaLink='true'>/1</guid></item></channel></rss>", 1),
        ("<rss><channel><item><guid isPermaLink='false'>https://x.example/1</guid></item></channel></rss>", 0),
        ("<rss><channel><item><title>no address</title></item></channel></rss>", 0),
        ('{"version": "https://jsonfeed.org/version/1", "items": [{"id": "https://x.example/1"}, {"id": 2}]}', 1),
        (
            RDF.replace("<link>https://x.example/1</link>", "").replace(
                "<item", "<item rdf:about='https://x.example/1'"
            ),
            1,
        ),
    ],
)
def test_the_pages_that_entries_lead_to_are_those_that_the_crawl_finds(body: str, links: int) -> None:
    look = look_at_feed(body.encode(), None, URL)
    assert look is not None
    assert len(look.links) == links


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not xml",
        "https://x.example/1\nand more",
        "<html><body>Feed</body></html>",
        '{"items": "no"}',
        '{"a": 1}',
        "{",
        "[1]",
        "<rss",
        "<?xml",
    ],
)
def test_other_things_are_no_feeds(body: str) -> None:
    look = look_at_feed(body.encode(), "application/rss+xml", URL)
    assert look is None or look.entries == 0


def test_links_and_language_are_read() -> None:
    look = look_at_feed(JSON.encode(), None, URL)
    assert look is not None
    assert (look.links, look.language) == (frozenset({"https://x.example/1"}), "ar")


def test_packed_and_utf16_feeds_are_read() -> None:
    packed = look_at_feed(gzip.compress(URLSET.encode()), "application/gzip", URL)
    assert packed is not None
    assert packed.entries == 2
    wide = look_at_feed(
        "<?xml version='1.0' encoding='utf-16'?><rss><channel><item/></channel></rss>".encode("utf-16"), None, URL
    )
    assert wide is not None
    assert wide.entries == 1


@given(st.binary(max_size=300))
def test_any_bytes_are_judged(body: bytes) -> None:
    look_at_feed(body, None, URL)
    look_at_feed(b"<rss>" + body, None, URL)
    look_at_feed(b'{"items": [' + body, None, URL)
    read_home_page(b"<html>" + body, None, URL)


@pytest.mark.corpus
def test_the_real_feeds_of_the_corpus_are_feeds() -> None:
    folder = Path(os.environ["EMCIP_CORPUS"]) / "feeds"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    looks = {
        path.name: look_at_feed(
            gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes(), None, URL
        )
        for path in files
    }
    unknown = [name for name, look in looks.items() if look is None]
    assert len(files) >= 60
    assert len(unknown) <= len(files) * 0.05, unknown


def test_a_base_address_and_a_relative_feed_are_resolved() -> None:
    page = read_home_page(
        b"<html lang='zh-Hans'><head><base href='https://cdn.example/s/'><link rel='feed' href='feed.xml'>"
        b"<link rel='alternate' hreflang='fr' type='text/xml' href='/fr'>"
        b"<link rel='alternate' type='text/html' href='/m'>",
        "text/html",
        "https://x.example/",
    )
    assert page.declared == ("https://cdn.example/s/feed.xml",)
    assert page.language == "zh"


def test_every_state_has_words_and_a_remedy() -> None:
    for slug in ("ok", "unknown", "dns", "http_403", "http_503", "http_418", "something_new"):
        state = health_state(slug)
        assert state.words
        assert state.remedy
        assert in_words(slug)
