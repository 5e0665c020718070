"""When a source is polled again."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.crawl.schedule import learned_interval, next_poll, next_try
from pipeline_tests.made import NOON


@pytest.mark.parametrize(
    ("minutes", "listed", "new", "first", "expected"),
    [
        (60, 30, 30, True, 60),  # the first poll finds everything new
        (60, 30, 25, False, 30),
        (60, 30, 10, False, 60),
        (60, 30, 0, False, 90),
        (10, 30, 30, False, 10),
        (1400, 30, 0, False, 1440),
    ],
)
def test_the_interval_follows_what_is_new(minutes: int, listed: int, new: int, first: bool, expected: int) -> None:
    assert learned_interval(minutes, listed=listed, new=new, first=first) == expected


def test_the_next_poll_is_spread_and_always_the_same() -> None:
    moments = {next_poll(f"post-{number}", NOON, 60) for number in range(200)}
    assert len(moments) == 200
    assert all(dt.timedelta(minutes=54) <= moment - NOON <= dt.timedelta(minutes=66) for moment in moments)
    assert next_poll("post-1", NOON, 60) == next_poll("post-1", NOON, 60)


def test_a_failing_source_is_tried_ever_more_rarely_and_never_given_up() -> None:
    waits = [(next_try("post", NOON, 60, failures=failures) - NOON).total_seconds() / 3600 for failures in range(1, 40)]
    assert waits[:4] == pytest.approx([1, 2, 4, 8], rel=0.1)
    assert max(waits) <= 24 * 1.1
    asked = next_try("post", NOON, 60, failures=1, retry_after=6 * 3600)
    assert asked == NOON + dt.timedelta(hours=6)
