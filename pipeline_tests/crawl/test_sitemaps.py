"""Reading sitemaps: news, plain, indexes, packed, as text, hostile."""

from __future__ import annotations

import datetime as dt
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.dates import read_date
from pipeline.crawl.feeds import FeedItem
from pipeline.crawl.sitemaps import MAX_UNPACKED, read_sitemap, sitemaps_of_robots, without_archive
from pipeline.failures import PermanentError
from pipeline_tests.made import NOON

AT = "https://news.example/sitemap.xml"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = (
    f'<?xml version="1.0"?><urlset xmlns="{SPACE}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><!-- made daily --><url>'
    "<loc>\n https://news.example/a?x=1&amp;y=2 </loc><image:image><image:loc>https://cdn.example/a.jpg</image:loc>"
    "<image:title>A picture</image:title></image:image><lastmod>2026-11-22T11:00:00Z</lastmod><news:news>"
    "<news:publication><news:name>News</news:name></news:publication><news:publication_date>2026-11-22T10:00:00+03:00"
    "</news:publication_date><news:title>Port opens</news:title></news:news></url></urlset>"
)


def test_a_news_sitemap_gives_title_and_date() -> None:
    for body in (NEWS.encode(), gzip.compress(NEWS.encode()), b"\xef\xbb\xbf" + NEWS.encode()):
        (item,) = read_sitemap(body, url=AT).items
        assert (item.url, item.title) == ("https://news.example/a?x=1&y=2", "Port opens")
        assert item.published and item.published.utc == dt.datetime(2026, 11, 22, 7, tzinfo=dt.UTC)
        assert item.updated and item.updated.utc == dt.datetime(2026, 11, 22, 11, tzinfo=dt.UTC)


def test_an_index_gives_its_parts_newest_first() -> None:
    parts = "".join(
        f"<sitemap><loc>/{name}.xml</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>"
        for name, changed in (("old", "2020-01-01"), ("undated", ""), ("new", "2026-11-22"))
    )
    sitemap = read_sitemap(f"<sitemapindex>{parts}</sitemapindex>".encode(), url=AT)
    assert [part.url.rsplit("/", 1)[1] for part in sitemap.parts] == ["new.xml", "old.xml", "undated.xml"]
    assert sitemap.items == []


def test_wrong_namespaces_and_broken_ends_are_read() -> None:
    body = b'<urlset xmlns="http://wrong.example/"><url><loc>/a</loc></url><url><loc>/b</loc></url><url><loc>'
    assert [item.url for item in read_sitemap(body, url=AT).items] == [
        "https://news.example/a",
        "https://news.example/b",
    ]


def test_a_text_sitemap() -> None:
    body = b"\xef\xbb\xbfhttps://news.example/a\r\n\r\nhttps://news.example/b\r\n"
    assert len(read_sitemap(body, url=AT).items) == 2


def test_fifty_thousand_urls_are_read_and_no_more() -> None:
    locations = "".join(f"<url><loc>https://news.example/{number}</loc></url>" for number in range(50_010))
    sitemap = read_sitemap(f"<urlset>{locations}</urlset>".encode(), url=AT)
    assert (len(sitemap.items), sitemap.more) == (50_000, 10)


def test_entities_of_its_own_are_not_expanded() -> None:
    body = (
        b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        b"<urlset><url><loc>https://news.example/&b;&x;</loc></url></urlset>"
    )
    (item,) = read_sitemap(body, url=AT).items
    assert "aaaa" not in item.url
    assert "root" not in item.url


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_a_sitemap"),
        (b"<html><body>no</body></html>", "not_a_sitemap"),
        (b"\x1f\x8b broken", "bad_encoding"),
        (gzip.compress(b"<urlset>" + b" " * (MAX_UNPACKED + 1)), "too_large"),
    ],
    ids=["empty", "page", "broken", "bomb"],
)
def test_what_is_no_sitemap_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(PermanentError) as raised:
        read_sitemap(body, url=AT)
    assert raised.value.reason == reason


@given(st.binary(max_size=1_000))
def test_arbitrary_bytes_are_survived(body: bytes) -> None:
    for wrapped in (body, b"<urlset><url><loc>" + body, b"<sitemapindex>" + body):
        try:
            read_sitemap(wrapped, url=AT)
        except PermanentError as error:
            assert error.reason in ("not_a_sitemap", "bad_encoding")


def test_robots_names_sitemaps_news_first() -> None:
    named = ["/map.xml", "https://news.example/news-map.xml", "ftp://x/"]
    assert sitemaps_of_robots(named, "https://news.example/robots.txt") == [
        "https://news.example/news-map.xml",
        "https://news.example/map.xml",
    ]


def dated(url: str, days: float | None) -> FeedItem:
    moment = None if days is None else (NOON - dt.timedelta(days=days)).isoformat()
    return FeedItem(url, published=read_date(moment))


def test_what_a_sitemap_lists_of_an_archive_is_marked() -> None:
    items = [dated("/new", 1), dated("/month", 29), dated("/old", 31), dated("/older", 4_000), dated("/undated", None)]
    marked = without_archive(items, NOON, first=False)
    assert [item.url for item in marked if item.too_old] == ["/old", "/older"]


@pytest.mark.parametrize(("first", "left"), [(True, 100), (False, 1_000)])
def test_of_an_undated_archive_both_ends_are_taken_the_first_time_and_what_is_new_later(first: bool, left: int) -> None:
    items = [dated(f"/{number}", None) for number in range(1_000)]
    taken = [item.url for item in without_archive(items, NOON, first=first) if not item.too_old]
    assert len(taken) == left
    assert {"/0", "/999"} <= {*taken}


def test_bare_ampersands_and_undeclared_entities_of_a_sitemap_are_read() -> None:
    body = (
        b"<urlset><url><loc>https://news.example/a?x=1&y=2</loc></url><url><loc>/b&eacute;&amp;c</loc></url></urlset>"
    )
    assert [item.url for item in read_sitemap(body, url=AT).items] == [
        "https://news.example/a?x=1&y=2",
        "https://news.example/b%C3%A9&c",
    ]


@pytest.mark.parametrize("charset", ["utf-16", "windows-1251"])
def test_sitemaps_in_other_charsets_are_read(charset: str) -> None:
    body = f'<?xml version="1.0" encoding="{charset}"?><urlset><url><loc>/мир?a=1&amp;b</loc></url></urlset>'
    (item,) = read_sitemap(body.encode(charset), url=AT).items
    assert item.url == "https://news.example/%D0%BC%D0%B8%D1%80?a=1&b"
