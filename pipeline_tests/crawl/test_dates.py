"""The dates of feeds and sitemaps: read in the manner of their source, kept as they were written."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.crawl.dates import FeedDate, read_date
from pipeline.crawl.feeds import read_feed
from pipeline.crawl.sitemaps import read_sitemap
from pipeline.language.moments import Manner

NAIROBI = Manner("en", "KE")
ELEVEN = dt.datetime(2026, 11, 22, 11, 15, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "raw",
    ["yesterday", "31 Feb 2026", "22 listopada 2026", "25:61", "2026-13-45", "Nov 2026", "0000-00-00", "1" * 500],
)
def test_a_date_that_cannot_be_read_keeps_its_raw_string_and_guesses_nothing(raw: str) -> None:
    date = read_date(raw)
    assert date is not None
    assert (date.utc, date.precision) == (None, None)
    assert raw.startswith(date.raw)


def test_no_date_is_no_date() -> None:
    assert read_date(None) is None
    assert read_date("  ") is None


def test_raw_string_utc_and_precision_are_kept() -> None:
    raw = "Sun, 22 Nov 2026 14:15:30 +0300"
    assert read_date(raw) == FeedDate(raw, ELEVEN, "second")


@pytest.mark.parametrize("place", ["item", "json", "sitemap"])
def test_local_time_of_a_feed_is_read_in_its_sources_country(place: str) -> None:
    raw = "2026-11-22T14:15:30"
    match place:
        case "item":
            feed = (
                f"<rss><channel><item><link>https://x.example/a</link><pubDate>{raw}</pubDate></item></channel></rss>"
            )
            (item,) = read_feed(feed.encode(), url="https://x.example/", manner=NAIROBI).items
        case "json":
            feed = f'{{"items": [{{"url": "https://x.example/a", "date_published": "{raw}"}}]}}'
            (item,) = read_feed(feed.encode(), url="https://x.example/", manner=NAIROBI).items
        case _:
            entry = f"<url><loc>https://x.example/a</loc><news><publication_date>{raw}</publication_date></news></url>"
            (item,) = read_sitemap(
                f"<urlset>{entry}</urlset>".encode(), url="https://x.example/s.xml", manner=NAIROBI
            ).items
    assert item.published == FeedDate(raw, ELEVEN, "second")
