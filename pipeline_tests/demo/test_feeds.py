"""The feeds and sitemaps of the demo world, read by other people's parsers."""

from __future__ import annotations

import calendar
import datetime as dt
import gzip
import json

import feedparser
import pytest
from lxml import etree

from pipeline.demo.content import Piece, Publisher, pieces, publishers
from pipeline.demo.routes import feed_paths, home
from pipeline.demo.sites import DemoWorld
from pipeline_tests.conftest import NOON
from pipeline_tests.demo.conftest import fetch

XML_FEEDS = [publisher for publisher in publishers() if publisher.feed in ("rss2", "atom", "rdf")]
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def base(world: DemoWorld, publisher: Publisher) -> str:
    return home(publisher, world.port).rstrip("/")


def by_slug(slug: str) -> Publisher:
    return next(publisher for publisher in publishers() if publisher.slug == slug)


def of(publisher: Publisher) -> list[Piece]:
    return [piece for piece in pieces(NOON) if piece.publisher == publisher]


def landed(url: str) -> str:
    """Where a link of a feed ends, without query."""
    reply = fetch(url)
    while reply.status in (301, 302):
        url = reply.headers["location"]
        reply = fetch(url)
    return url.partition("?")[0]


@pytest.mark.parametrize("publisher", XML_FEEDS, ids=lambda publisher: publisher.slug)
def test_xml_feeds_hold_every_article_with_its_title(world: DemoWorld, publisher: Publisher) -> None:
    url = base(world, publisher) + publisher.feed_path
    reply = fetch(url)
    parsed = feedparser.parse(reply.body, response_headers={**reply.headers, "content-location": url})
    assert not parsed.bozo
    assert {entry.title for entry in parsed.entries} == {piece.title for piece in of(publisher)}
    assert {landed(entry.link) for entry in parsed.entries} == {world.url(piece) for piece in of(publisher)}


@pytest.mark.parametrize(
    "publisher", [one for one in XML_FEEDS if "undated_feed" not in one.quirks], ids=lambda publisher: publisher.slug
)
def test_dates_of_feeds_are_those_of_the_pages(world: DemoWorld, publisher: Publisher) -> None:
    parsed = feedparser.parse(fetch(base(world, publisher) + publisher.feed_path).body)
    published = {piece.title: piece.published for piece in of(publisher)}
    for entry in parsed.entries:
        stamp = entry.get("published_parsed") or entry.updated_parsed
        assert dt.datetime.fromtimestamp(calendar.timegm(stamp), dt.UTC) == published[entry.title]


def test_the_agencys_feed_has_no_dates(world: DemoWorld) -> None:
    parsed = feedparser.parse(fetch(base(world, by_slug("equator-wire")) + "/wire/all.rss").body)
    assert all("published" not in entry for entry in parsed.entries)


def test_the_json_feed_is_complete(world: DemoWorld) -> None:
    publisher = by_slug("doaba-samachar")
    feed = json.loads(fetch(base(world, publisher) + publisher.feed_path).body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in feed["items"]] == [piece.title for piece in of(publisher)]


def test_some_links_carry_tracking_parameters_and_some_go_through_a_counter(world: DemoWorld) -> None:
    tagged = feedparser.parse(fetch(base(world, by_slug("harbour-ledger")) + "/rss/latest.xml").body)
    assert all("utm_source=rss" in entry.link for entry in tagged.entries)
    counted = feedparser.parse(fetch(base(world, by_slug("delta-post")) + "/feeds/news.rss").body)
    for entry in counted.entries:
        assert "/go/" in entry.link
        assert fetch(entry.link).status == 302


def test_an_article_stands_in_two_feeds_of_one_site(world: DemoWorld) -> None:
    publisher = by_slug("mwambao-leo")
    every, business = (
        {entry.link for entry in feedparser.parse(fetch(base(world, publisher) + path).body).entries}
        for path in feed_paths(publisher)
    )
    assert business
    assert business < every


def test_a_news_sitemap_names_titles_and_dates(world: DemoWorld) -> None:
    publisher = by_slug("kabar-selat")
    root = etree.fromstring(fetch(base(world, publisher) + publisher.feed_path).body)
    titles = [element.text for element in root.iter(f"{NEWS}title")]
    dates = [dt.datetime.fromisoformat(element.text or "") for element in root.iter(f"{NEWS}publication_date")]
    assert titles == [piece.title for piece in of(publisher)]
    assert dates == [piece.published for piece in of(publisher)]


def test_a_sitemap_index_leads_to_a_news_sitemap_and_a_packed_archive(world: DemoWorld) -> None:
    publisher = by_slug("correo-del-pacifico")
    index = etree.fromstring(fetch(base(world, publisher) + publisher.feed_path).body)
    news, archive = [element.text or "" for element in index.iter(f"{MAPS}loc")]
    listed = {element.text for element in etree.fromstring(fetch(news).body).iter(f"{MAPS}loc")}
    packed = fetch(archive)
    old = {element.text for element in etree.fromstring(gzip.decompress(packed.body)).iter(f"{MAPS}loc")}
    assert listed == {world.url(piece) for piece in of(publisher)}
    assert old <= listed


def test_front_pages_name_their_feeds(world: DemoWorld) -> None:
    for publisher in publishers():
        page = fetch(base(world, publisher) + "/").body.decode(publisher.codec)
        assert ('rel="alternate"' in page) == (publisher.feed in ("rss2", "atom", "rdf", "json")), publisher.slug
