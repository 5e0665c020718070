"""Which dates are believed, and what is said of the others."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.language.moments import read_moment
from pipeline.language.publication import dates_conflict, note_on, plausible

SEEN = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_future_and_ancient_dates_are_read_and_not_believed() -> None:
    future, ancient = read_moment("2027-11-22T10:00:00Z"), read_moment("Thu, 01 Jan 1970 00:00:00 GMT")
    assert future and ancient
    assert not plausible(future.utc, SEEN)
    assert not plausible(ancient.utc, SEEN)
    assert not plausible(None, SEEN)
    assert plausible(SEEN - 3 * DAY, SEEN)
    assert plausible(SEEN + dt.timedelta(hours=14), SEEN)  # local time that calls itself UTC


@pytest.mark.parametrize(
    ("date", "raws", "note"),
    [
        (SEEN - DAY, ("x", None), None),
        (SEEN + 3 * DAY, ("x", None), "future"),
        (dt.datetime(1970, 1, 1, tzinfo=dt.UTC), ("x", None), "ancient"),
        (None, (None, None), "missing"),
        (None, ("gestern", None), "unreadable"),
    ],
)
def test_missing_unreadable_future_and_ancient_dates_are_told_apart(
    date: dt.datetime | None, raws: tuple[str | None, ...], note: str | None
) -> None:
    assert note_on(date, raws, SEEN) == note


@pytest.mark.parametrize(
    ("page", "precision", "conflict"),
    [(SEEN - 2 * DAY, "second", False), (SEEN - 2.1 * DAY, "second", True), (SEEN - 2.9 * DAY, "day", False),
     (SEEN - 3.1 * DAY, "day", True), (SEEN + 2.1 * DAY, "day", True), (None, None, False)],
)  # fmt: skip
def test_feed_and_page_that_are_over_48_hours_apart_conflict(
    page: dt.datetime | None, precision: str | None, conflict: bool
) -> None:
    assert dates_conflict(SEEN, page, precision) is conflict
