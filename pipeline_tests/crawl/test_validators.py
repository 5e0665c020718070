"""ETag and Last-Modified that lie: what is kept, what is sent, and when a server is no longer believed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.crawl.dates import read_date
from pipeline.crawl.feeds import FeedItem
from pipeline.crawl.validators import DISTRUSTED, UNCONDITIONAL_EVERY, Validators, after, caught
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Resource
from pipeline.web.client import Answer
from pipeline_tests.crawl.conftest import CELL, Crawl, articles, publish, source_row
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import NOON

URL = "https://news.example/feed.xml"
HOUR = dt.timedelta(hours=1)


def http(moment: dt.datetime) -> str:
    return format_datetime(moment, usegmt=True)


def answer(body: bytes = b"", *, at: dt.datetime = NOON, status: int = 200, **headers: Any) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(URL, URL, status, named, body, None, at)


def item(moment: dt.datetime) -> FeedItem:
    return FeedItem("https://news.example/a", published=read_date(moment.isoformat()))


def known(**fields: Any) -> Validators:
    full = after(answer(b"old", etag='"1"'), Validators())
    return replace(full, **fields)


@pytest.mark.parametrize(
    ("headers", "etag", "modified"),
    [
        ({}, '"1"', "Sat"),
        ({"etag": '"2"'}, '"2"', "Sat"),
        ({"last_modified": "Sun"}, '"1"', "Sun"),
        ({"etag": '"2"', "last_modified": "Sun"}, '"2"', "Sun"),
    ],
)
def test_a_304_replaces_the_validators_that_it_names_and_leaves_the_other(
    headers: dict[str, Any], etag: str, modified: str
) -> None:
    fresh = after(answer(status=304, at=NOON + HOUR, **headers), known(last_modified="Sat"))
    assert (fresh.etag, fresh.last_modified, fresh.streak) == (etag, modified, 1)
    assert (fresh.full_at, fresh.fetched_at) == (NOON, NOON + HOUR)


def test_a_full_answer_replaces_both_even_where_it_names_none() -> None:
    fresh = after(answer(b"new"), known(last_modified="Sat", streak=5))
    assert (fresh.etag, fresh.last_modified, fresh.streak) == (None, None, 0)


@pytest.mark.parametrize(
    ("before", "headers", "body", "stale"),
    [
        ({}, {"etag": '"1"'}, b"new", True),
        ({}, {"etag": '"1"', "last_modified": "another"}, b"new", True),
        ({"last_modified": "same"}, {"etag": '"2"', "last_modified": "same"}, b"new", False),
        ({"etag": None, "last_modified": "same"}, {"last_modified": "same"}, b"new", True),
        ({"etag": None}, {}, b"new", False),
        ({}, {"etag": '"2"'}, b"new", False),
        ({}, {"etag": '"1"'}, b"old", False),
        ({"body_hash": None}, {"etag": '"1"'}, b"new", False),
    ],
)
def test_a_validator_that_stays_while_the_body_changes_is_stale(
    before: dict[str, Any], headers: dict[str, Any], body: bytes, stale: bool
) -> None:
    earlier, brought = known(**before), answer(body, at=NOON + HOUR, **headers)
    fresh = caught(after(brought, earlier), earlier, brought, ())
    assert fresh.distrusted_until == (NOON + HOUR + DISTRUSTED if stale else None)


@pytest.mark.parametrize(
    ("minutes", "denied"),
    [(-10, False), (5, False), (30, True), (200, True), (230, False), (300, False)],
)
def test_a_304_is_false_when_something_had_come_out_before_it(minutes: int, denied: bool) -> None:
    """The full answer was at noon, the last 304 four hours later; an item is dated so many minutes after noon."""
    earlier = known(streak=3, fetched_at=NOON + 4 * HOUR)
    out = NOON + dt.timedelta(minutes=minutes)
    for items, modified in (([item(out)], None), ([], http(out))):
        named: dict[str, Any] = {"last_modified": modified} if modified else {}
        brought = answer(b"new", at=NOON + 5 * HOUR, etag='"2"', **named)
        fresh = caught(after(brought, earlier), earlier, brought, items)
        assert (fresh.distrusted_until is not None) is denied


def test_validators_are_sent_while_they_are_trusted_and_not_every_twelfth_time() -> None:
    assert known().to_send(NOON).etag == '"1"'
    assert known(streak=UNCONDITIONAL_EVERY - 1).to_send(NOON) == Validators()
    assert known(distrusted_until=NOON + HOUR).to_send(NOON) == Validators()
    assert known(distrusted_until=NOON).to_send(NOON).etag == '"1"'


def test_a_server_that_says_304_for_ever_is_found_out_and_asked_in_full(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    """It answers 304 to anything conditional, whatever has come out since; the twelfth poll finds the new article."""
    links = ["/0.html"]
    conditional: list[bool] = []

    def feed(request: web.Request) -> web.StreamResponse:
        conditional.append("If-None-Match" in request.headers)
        if conditional[-1]:
            return web.Response(status=304)
        items = "".join(
            f"<item><link>{link}</link><pubDate>{http(NOON + number * 2 * HOUR)}</pubDate></item>"
            for number, link in enumerate(links)
        )
        return web.Response(
            text=f"<rss><channel>{items}</channel></rss>",
            headers={"ETag": f'"{len(links)}"', "Content-Type": "application/rss+xml"},
        )

    site.answers["/feed.xml"] = feed
    for number in range(5):
        site.article(f"/{number}.html")
    publish(newsroom, site)
    for number in range(1, 20):
        crawl(force=True)
        clock.advance(minutes=30)
        links[:] = [f"/{n}.html" for n in range(number // 4 + 1)]
    assert conditional == [False, *[True] * 11, *[False] * 7]
    assert len(articles(newsroom)) == 5
    with newsroom.warehouse.reading() as session:
        row = session.get_one(Resource, f"{site.root}/feed.xml")
        assert row.distrusted_until is not None
        assert row.distrusted_until > clock.now() + dt.timedelta(days=6)
    clock.advance(days=8)
    crawl(Cell(clock.now().date(), CELL.region), force=True)
    assert conditional[-1]


def test_a_feed_that_is_empty_for_an_hour_keeps_its_validators_and_is_well_again_after(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    good = site.answers["/feed.xml"]
    with newsroom.warehouse.reading() as session:
        before = session.get_one(Resource, f"{site.root}/feed.xml").etag
    site.feed("/feed.xml", [])
    crawl(force=True)
    assert source_row(newsroom).health == "empty_feed"
    with newsroom.warehouse.reading() as session:
        assert session.get_one(Resource, f"{site.root}/feed.xml").etag == before
    site.answers["/feed.xml"] = good
    crawl(force=True)
    assert source_row(newsroom).health == "ok"
    assert "If-None-Match" not in site.asked[-1].headers
