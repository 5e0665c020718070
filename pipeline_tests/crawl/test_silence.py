"""Sources that answer and bring nothing are noticed; those that pause as they always do are not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from pipeline.crawl.silence import Silence, silent_sources
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Url
from pipeline_tests.made import NOON, add_source


def _seen(newsroom: Newsroom, days_ago: Sequence[float], *, dated: bool = True, **fields: Any) -> None:
    """A source whose URLs were first seen so many days ago."""
    with newsroom.warehouse.transaction() as session:
        add_source(session, **({"health": "ok"} | fields))
        for number, ago in enumerate(days_ago):
            moment = NOON - dt.timedelta(days=ago)
            url = f"https://daily-ledger.example/{number}"
            session.add(
                Url(
                    canonical_url=url,
                    url=url,
                    source_slug="daily-ledger",
                    region="sub-saharan-africa",
                    cell_date=moment.date(),
                    discovered_via=url,
                    feed_date_raw="Sun, 22 Nov 2026" if dated else None,
                    first_seen_at=moment,
                )
            )


def _silent(newsroom: Newsroom) -> list[Silence]:
    with newsroom.warehouse.reading() as session:
        return silent_sources(session, NOON)


DAILY = [2.1, 3.1, 4.1, 5.1]
WEEKLY = [8.0, 15.0, 22.0, 29.0]


def test_a_daily_source_is_missed_after_two_days(newsroom: Newsroom) -> None:
    _seen(newsroom, DAILY)
    assert _silent(newsroom) == [Silence("daily-ledger", "nothing_new", NOON - dt.timedelta(days=2.1))]


@pytest.mark.parametrize(
    ("days_ago", "fields"),
    [
        ([1.9, 3.1, 4.1, 5.1], {}),
        (WEEKLY, {}),
        ([9.0], {}),
        (DAILY, {"health": "http_500"}),
        (DAILY, {"enabled": False}),
        (DAILY, {"status": "paused"}),
    ],
    ids=["yesterday", "weekly", "found once", "sick, which is told elsewhere", "off", "paused"],
)
def test_an_ordinary_pause_is_no_silence(newsroom: Newsroom, days_ago: list[float], fields: dict[str, Any]) -> None:
    _seen(newsroom, days_ago, **fields)
    assert _silent(newsroom) == []


def test_a_feed_that_dates_nothing_is_told(newsroom: Newsroom) -> None:
    _seen(newsroom, [0.5] * 12, dated=False)
    assert [silence.why for silence in _silent(newsroom)] == ["no_dates"]


def test_a_list_of_links_needs_no_dates(newsroom: Newsroom) -> None:
    _seen(newsroom, [0.5] * 12, dated=False, kind="listing")
    assert _silent(newsroom) == []
