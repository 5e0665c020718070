"""Whatever is read from outside, its reading takes work in proportion to its size: no expression that goes back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from pipeline.crawl import feeds, hints, homepage, one_body, pages, revisits, sitemaps
from pipeline.crawl.dates import read_date
from pipeline.crawl.one_body import SamePages
from pipeline.crawl.refreshes import leads_to
from pipeline.web import pace, robots, text, urls
from pipeline.web.client import Answer
from pipeline_tests.made import NOON
from pipeline_tests.world.growth import traps

AT = "https://news.example/feed"


def page(text: str) -> object:
    body = f"<html><head>{text}".encode("utf-8", "replace")
    return pages.look_at(Answer(AT, AT, 200, {"content-type": "text/html"}, body, None, NOON), AT)


def rules(text: str) -> object:
    return robots.Rules(robots.RobotsFile(robots.PARSED, text), NOON).allows("https://x.example/" + text[-2_000:])


def item(inside: str) -> object:
    return feeds.read_feed(f"<rss><channel><item><link>/a</link>{inside}".encode("utf-8", "replace"), url=AT)


READERS: dict[str, Callable[[str], object]] = {
    "canonical path": lambda text: urls.canonical_url("https://x.example/" + text[:3_900]),
    "canonical query": lambda text: urls.canonical_url("https://x.example/?" + text[:3_900]),
    "host": lambda text: urls.canonical_url("https://" + text),
    "link": lambda text: urls.resolve(AT, text),
    "charset of UTF-8": lambda written: text.decode(written.encode("utf-8", "replace")),
    "charset of something else": lambda written: text.decode(b"\xe9\xff " + written.encode("utf-8", "replace")),
    "charset of a header": lambda written: text.decode(b"\xe9\xff ", written),
    "robots.txt": lambda text: rules("User-agent: *\n" + text),
    "rule of robots.txt": lambda text: rules("User-agent: *\nDisallow: /" + text),
    "feed": lambda text: feeds.read_feed(text.encode("utf-8", "replace"), url=AT),
    "title": lambda text: item(f"<title>{text}"),
    "escaped title": lambda text: item(f"<title><![CDATA[{text}]]></title>"),
    "link of an item": lambda text: item(f"<link>{text}</link>"),
    "date of an item": lambda text: item(f"<pubDate>{text}</pubDate>"),
    "JSON feed": lambda text: feeds.read_feed(
        json.dumps({"items": [{"url": "/a", "title": text, "date_published": text}]}).encode(), url=AT
    ),
    "sitemap": lambda text: sitemaps.read_sitemap(f"<urlset><url><loc>{text}".encode("utf-8", "replace"), url=AT),
    "sitemap of lines": lambda text: sitemaps.read_sitemap(text.encode("utf-8", "replace"), url=AT),
    "home page": lambda text: homepage.read_homepage(text.encode("utf-8", "replace"), url=AT),
    "canonical link": page,
    "page like others": lambda text: one_body.words_of(text.encode("utf-8", "replace"), AT),
    "title of a page like others": lambda text: SamePages(["x"]).look(
        f"<title>{text}".encode("utf-8", "replace"), "hash", AT
    ),
    "page that leads on": lambda text: leads_to(
        f"<meta http-equiv=refresh content='0;url={text[:1_000]}'>{text[:2_500]}".encode("utf-8", "replace"), AT
    ),
    "feed after comments": lambda text: feeds.read_feed(
        f"<!-- {text} --><rss><channel/></rss>".encode("utf-8", "replace"), url=AT
    ),
    "cache headers": lambda text: hints.rest_of_answer({"cache-control": text, "expires": text, "age": text}, NOON),
    "hints of a feed": lambda text: hints.hints_of_feed(text, text, text),
    "Retry-After": lambda text: pace.retry_after(text, NOON),
    "date": read_date,
    "edit": lambda text: revisits.turn_of(text.encode("utf-8", "replace"), ("x" + text).encode("utf-8", "replace")),
}


@pytest.mark.parametrize("name", READERS)
def test_reading_takes_work_in_proportion(name: str) -> None:
    assert traps(READERS[name]) == []


def test_a_trap_is_found() -> None:
    """The measure itself: work of the square is told from work in proportion."""

    backtracking = re.compile(r"=+\x01")
    found = traps(lambda text: backtracking.search(text) if text.startswith("==") else None, 4_000)
    assert [name.split(":")[0] for name in found] == ["'='", "'='>"]
    assert traps(lambda text: [text.upper() for _ in range(30)]) == []
