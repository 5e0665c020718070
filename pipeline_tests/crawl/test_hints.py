"""What documents say of when to ask again."""

from __future__ import annotations

import pytest

from pipeline.crawl.feeds import read_feed
from pipeline.crawl.hints import hints_of_feed, rest_of_answer
from pipeline_tests.made import NOON


@pytest.mark.parametrize(
    ("ttl", "period", "frequency", "rest", "every"),
    [
        (None, None, None, 0, 0),
        ("30", None, None, 0.5, 0),
        (" 90 ", "hourly", "2", 1.5, 0.5),
        (None, "daily", None, 0, 24),
        (None, " Weekly ", "0", 0, 168),
        ("soon", "fortnightly", "often", 0, 0),
        ("-5", "hourly", "-1", 0, 1),
        ("9" * 40, None, None, 0, 0),
    ],
)
def test_hints_of_a_feed(ttl: str | None, period: str | None, frequency: str | None, rest: float, every: float) -> None:
    hints = hints_of_feed(ttl, period, frequency)
    assert (hints.rest, hints.period) == (rest, every)


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ({}, 0),
        ({"cache-control": "public, max-age=1800"}, 0.5),
        ({"cache-control": "max-age=1800", "age": "900"}, 0.25),
        ({"cache-control": "max-age=60", "age": "900"}, 0),
        ({"cache-control": "s-maxage=3600"}, 0),
        ({"cache-control": "no-cache, max-age=3600"}, 0),
        ({"cache-control": "max-age=0", "expires": "Sun, 22 Nov 2026 14:00:00 GMT"}, 0),
        ({"expires": "Sun, 22 Nov 2026 14:00:00 GMT"}, 2),
        ({"expires": "Sun, 22 Nov 2026 14:00:00 GMT", "date": "Sun, 22 Nov 2026 13:00:00 GMT"}, 1),
        ({"expires": "0"}, 0),
        ({"expires": "Sun, 22 Nov 2020 14:00:00"}, 0),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], hours: float) -> None:
    assert rest_of_answer(headers, NOON) == hours


def test_hints_are_read_from_rss_and_rdf() -> None:
    rss = b"<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><ttl>15</ttl>%s</channel></rss>"
    assert read_feed(rss % b"", url="https://x.example/f").hints == hints_of_feed("15", None, None)
    period = b"<sy:updatePeriod>\n hourly </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert read_feed(rss % period, url="https://x.example/f").hints == hints_of_feed("15", "hourly", "4")
