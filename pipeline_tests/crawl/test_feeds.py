"""Reading feeds: every format, every way in which they are broken, and what is no feed at all."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.feeds import FeedItem, NotAFeed, read_feed
from pipeline.failures import PermanentError

AT = "https://news.example/feeds/all.xml"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"{}><title>News</title>{}</feed>'


def items(xml: str | bytes, content_type: str | None = None) -> list[FeedItem]:
    return read_feed(xml.encode() if isinstance(xml, str) else xml, url=AT, content_type=content_type).items


def urls(xml: str | bytes) -> list[str]:
    return [item.url for item in items(xml)]


def test_rss_two() -> None:
    (item,) = items(
        RSS.format(
            "<item><title>Port &amp;amp; rail</title><link>https://news.example/a?x=1&amp;y=2</link>"
            "<guid isPermaLink='false'>77</guid><pubDate>Sun, 22 Nov 2026 10:00:00 +0300</pubDate>"
            "<description>&lt;p&gt;Two lines&lt;/p&gt;</description></item>"
        )
    )
    assert (item.url, item.title, item.guid, item.summary) == (
        "https://news.example/a?x=1&y=2", "Port & rail", "77", "Two lines",
    )  # fmt: skip
    assert item.published and item.published.utc == dt.datetime(2026, 11, 22, 7, tzinfo=dt.UTC)
    assert item.published.raw == "Sun, 22 Nov 2026 10:00:00 +0300"


def test_atom_with_bases_and_alternates() -> None:
    (item,) = items(
        ATOM.format(
            ' xml:base="https://cdn.example/x/"',
            '<entry xml:base="2026/"><title type="html">A &lt;b&gt;port&lt;/b&gt;</title><id>urn:1</id>'
            '<link rel="self" href="/self"/><link rel="enclosure" href="/a.mp3"/><link href="a.html"/>'
            "<published>2026-11-22T10:00:00Z</published><updated>2026-11-22T11:00:00Z</updated></entry>",
        )
    )
    assert (item.url, item.title, item.guid) == ("https://cdn.example/x/2026/a.html", "A port", "urn:1")
    assert item.published and item.updated and item.published.utc and item.updated.utc
    assert (item.published.utc.hour, item.updated.utc.hour) == (10, 11)


def test_rdf_and_rss_of_old() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>N</title></channel>'
        '<item rdf:about="https://news.example/b"><title>B</title><dc:date>2026-11-22T10:00+02:00</dc:date></item></rdf:RDF>'
    )
    (item,) = items(rdf)
    assert item.url == "https://news.example/b"
    assert item.published and item.published.utc == dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)
    assert urls('<rss version="0.91"><channel><item><link>/c</link></item></channel></rss>') == [
        "https://news.example/c"
    ]


def test_what_no_database_takes_is_left_out_of_a_json_feed() -> None:
    body = rb"""{"items": [{"id": "a\u0000\ud83d", "url": "/a", "title": "Port\u0000 opens\ud83d",
        "date_published": "2026-11-22T08:00:00Z\u0000"}]}"""
    [item] = read_feed(body, url=AT).items
    assert (item.title, item.guid) == ("Port opens", "a")
    assert item.published is not None and item.published.raw == "2026-11-22T08:00:00Z"


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "home_page_url": "https://news.example/",
        "items": [
            {"id": "1", "url": "/a", "title": "A", "date_published": "2026-11-22T10:00:00+03:00"},
            {"id": "https://news.example/b", "content_text": "no url"},
            {"id": "3"},
            "not an item",
        ],
    }
    read = read_feed(json.dumps(feed).encode(), url=AT)
    assert [item.url for item in read.items] == ["https://news.example/a", "https://news.example/b"]
    assert read.without_link == 2
    assert read.items[0].published and read.items[0].published.utc == dt.datetime(2026, 11, 22, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<link>//cdn.example/x</link>", "https://cdn.example/x"),
        ("<link> \n /x \n</link>", "https://news.example/x"),
        ("<link><![CDATA[https://news.example/x?a=1&b=2]]></link>", "https://news.example/x?a=1&b=2"),
        ("<link>https://news.example/x?a=1&b=2&eacute=3</link>", "https://news.example/x?a=1&b=2&eacute=3"),
        ("<guid>https://news.example/x</guid>", "https://news.example/x"),
        ("<link></link><guid isPermaLink='true'>https://news.example/x</guid>", "https://news.example/x"),
        ("<guid isPermaLink='true'>/x?id=7</guid>", "https://news.example/x?id=7"),
        ("<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='/self'/><link>/x</link>",
         "https://news.example/x"),
        ("<media:link xmlns:media='http://search.yahoo.com/mrss/'>/m</media:link><link>/x</link>",
         "https://news.example/x"),
    ],
)  # fmt: skip
def test_links_as_feeds_write_them(link: str, url: str) -> None:
    assert urls(RSS.format(f"<item><title>T</title>{link}</item>")) == [url]


@pytest.mark.parametrize(
    "link",
    ["", "<link>javascript:alert(1)</link>", "<link>mailto:a@b.example</link>", "<link>file:///etc/passwd</link>",
     "<guid isPermaLink='false'>https://news.example/x</guid>", "<guid>/x</guid>",
     "<guid isPermaLink='true'>tag:news.example,2026:1</guid>"],
)  # fmt: skip
def test_items_that_name_no_page_are_counted(link: str) -> None:
    read = read_feed(RSS.format(f"<item><title>T</title>{link}</item>").encode(), url=AT)
    assert (read.items, read.without_link) == ([], 1)


def test_broken_xml_gives_what_can_be_read() -> None:
    xml = (
        "\n\n junk <?xml version='1.0'?><rss><channel><item><title>Fish & chips &nbsp;<b>now</title>"
        "<link>/a</link></item>"
        "<item><title>\x0bBell \x00</title><link>/b</link></item><item><link>/c</link>"
    )
    read = items(xml)
    assert [item.url.rsplit("/", 1)[1] for item in read] == ["a", "b", "c"]
    assert (read[0].title or "").startswith("Fish & chips")


def test_a_feed_in_a_comment_before_the_feed_is_none_of_it() -> None:
    old = "<rss><channel><item><link>/old</link></item></channel></rss>"
    new = "<rss><channel><item><link>/new</link></item></channel></rss>"
    assert urls(f"<!-- cached --><!-- {old} -->\n<?xml version='1.0'?>{new}") == ["https://news.example/new"]
    assert urls(f"<!-- {old} -->{new}<!-- {old} -->") == ["https://news.example/new"]
    with pytest.raises(NotAFeed):
        read_feed(f"<!-- {old} -->".encode(), url=AT)


@pytest.mark.parametrize(
    ("charset", "header"),
    [("windows-1251", None), ("utf-8", None), ("koi8-r", "text/xml; charset=koi8-r"), ("utf-16", None)],
)
def test_charset_is_that_of_the_bytes(charset: str, header: str | None) -> None:
    declared = f"<?xml version='1.0' encoding='{charset}'?>" if header is None else ""
    title = "Президент встретился с главой правительства в столице"
    xml = f"{declared}<rss><channel><item><title>{title}</title><link>/a</link></item></channel></rss>"
    (item,) = read_feed(xml.encode(charset), url=AT, content_type=header).items
    assert item.title == title


def test_entity_bombs_and_external_entities_expand_to_nothing() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "aaaaaaaaaa">{levels}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>t &e11; &x;</title><link>/a</link></item></channel></rss>"
    )
    (item,) = items(xml)
    assert item.title == "t &e11; &x;"


def test_guids_are_not_identities() -> None:
    xml = RSS.format("<item><link>/a</link><guid>same</guid></item><item><link>/b</link><guid>same</guid></item>")
    assert len(urls(xml)) == 2


def test_a_feed_without_items_is_a_feed() -> None:
    assert items(RSS.format("")) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"  \n", b"<!DOCTYPE html><html><body>Please log in</body></html>", b"{}", b'{"items": 3}', b"{broken",
     b"plain text", b"\x00\x01\x02", gzip.compress(b"x"), b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotAFeed) as raised:
        read_feed(body, url=AT)
    assert raised.value.reason == "not_a_feed"
    assert AT in str(raised.value)


@given(st.binary(max_size=2_000))
def test_arbitrary_bytes_are_survived(body: bytes) -> None:
    for wrapped in (body, b"<rss><channel><item><link>" + body, b'{"items": [' + body):
        try:
            read_feed(wrapped, url=AT)
        except PermanentError as error:
            assert error.reason == "not_a_feed"


@given(st.lists(st.from_regex(r"[a-z]{1,8}(/[a-z0-9-]{1,8}){0,3}", fullmatch=True), unique=True, max_size=20))
def test_every_link_of_a_feed_is_found_in_its_order(paths: list[str]) -> None:
    xml = RSS.format("".join(f"<item><link>https://news.example/{path}</link></item>" for path in paths))
    assert urls(xml) == [f"https://news.example/{path}" for path in paths]


@pytest.mark.corpus
def test_every_captured_feed_gives_the_entries_it_is_said_to_have() -> None:
    corpus = Path(os.environ["EMCIP_CORPUS"])
    for line in (corpus / "feeds.jsonl").read_text().splitlines():
        row = json.loads(line)
        try:
            read = read_feed((corpus / row["file"]).read_bytes(), url=AT)
        except NotAFeed:
            assert row["entries"] == 0, row["file"]
            continue
        assert len(read.items) + read.without_link >= row["entries"] - 2, row["file"]  # two feeds repeat an item
        assert bool(read.items) == bool(row["entries"]), row["file"]
