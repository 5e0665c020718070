"""The learned polling interval, as arithmetic: what always holds, and what a source's habits lead to."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.crawl.rhythm import (
    LONGEST,
    SHORTEST,
    Rhythm,
    begun,
    from_json,
    interval,
    learned,
    next_poll,
    to_json,
)

MONDAY = 20_600 * 24.0  # a Monday's midnight in 2026, in hours since 1970
gaps = st.floats(0, 60)
news = st.lists(st.one_of(st.none(), st.floats(-100, 10)), max_size=30)
polls = st.lists(st.tuples(gaps, news, st.one_of(st.none(), st.integers(0, 200)), st.floats(0, 100)), max_size=30)


def lived(polls: list[tuple[float, list[float | None], int | None, float]], start: float) -> Rhythm:
    """A rhythm after any sequence of polls; the dates of new items are given relative to their poll."""
    rhythm = begun(MONDAY, start)
    for gap, dates, listed, hint in polls:
        at = rhythm.at + gap
        new = [None if date is None else at + date for date in dates]
        rhythm = learned(rhythm, at, new=new, listed=listed, hint=hint)
    return rhythm


def steady(per_hour: float, *, days: int = 14, every: float = 1.0, window: int = 20, first: float = MONDAY) -> Rhythm:
    """A rhythm after polls of a source that publishes evenly, by day and by night."""
    rhythm = begun(first, 1.0, listed=window)
    published = 0
    for number in range(1, int(days * 24 / every) + 1):
        at = first + number * every
        total = int((at - first) * per_hour)
        new = [first + (item + 0.5) / per_hour for item in range(published, total)]
        published = total
        rhythm = learned(rhythm, at, new=new, listed=window if new else None)
    return rhythm


def by_the_clock(hours: range, weekdays: range, *, days: int = 28) -> Rhythm:
    """After a source was polled every hour that publishes two items an hour, at these hours of these weekdays."""
    rhythm = begun(MONDAY, 1.0, listed=20)
    for number in range(1, days * 24 + 1):
        at = MONDAY + number
        hour, day = int(at - 1) % 24, (number - 1) // 24 % 7
        new = [at - 0.7, at - 0.2] if hour in hours and day in weekdays else []
        rhythm = learned(rhythm, at, new=new, listed=20 if new else None)
    return rhythm


@settings(max_examples=200, deadline=None)
@given(polls, st.floats(0.01, 100), st.floats(0.1, 4))
def test_every_interval_lies_between_ten_minutes_and_a_day(
    polls: list[tuple[float, list[float | None], int | None, float]], start: float, eagerness: float
) -> None:
    rhythm = lived(polls, start)
    assert SHORTEST <= interval(rhythm, eagerness=eagerness) <= LONGEST
    wait = next_poll(rhythm, "post", eagerness=eagerness) - rhythm.at
    assert SHORTEST - 1e-6 <= wait <= interval(rhythm, eagerness=eagerness) + 1e-6


@settings(max_examples=100, deadline=None)
@given(polls, st.floats(0.2, 24))
def test_the_state_survives_a_json_column_and_a_second_reading_changes_nothing(
    polls: list[tuple[float, list[float | None], int | None, float]], start: float
) -> None:
    rhythm = lived(polls, start)
    stored = json.dumps(to_json(rhythm))
    assert len(stored) < 700
    again = from_json(json.loads(stored))
    assert json.dumps(to_json(again)) == stored
    assert interval(again) == pytest.approx(interval(rhythm), rel=0.05, abs=0.05)


@settings(max_examples=50, deadline=None)
@given(polls)
def test_more_eagerness_never_polls_later(
    polls: list[tuple[float, list[float | None], int | None, float]],
) -> None:
    rhythm = lived(polls, 1.0)
    waits = [interval(rhythm, eagerness=eagerness) for eagerness in (0.1, 0.3, 0.7, 1.0, 1.5, 3.0)]
    assert waits == sorted(waits, reverse=True)


def test_the_more_a_source_publishes_the_sooner_it_is_polled() -> None:
    waits = [interval(steady(rate)) for rate in (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 2, 20, 100)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] == pytest.approx(LONGEST, rel=0.1)
    assert waits[-1] == SHORTEST


def test_the_same_polls_lead_to_the_same_moment_and_sources_are_spread() -> None:
    rhythm = steady(0.1)
    assert next_poll(rhythm, "post") == next_poll(steady(0.1), "post")
    moments = {next_poll(rhythm, f"post-{number}") for number in range(100)}
    assert len(moments) == 100
    assert max(moments) - min(moments) <= 0.05 * interval(rhythm)


@pytest.mark.parametrize("start", [SHORTEST, 0.25, 0.5, 1.0, 3.0, 24.0])
def test_learning_starts_from_the_interval_that_is_asked_for(start: float) -> None:
    assert interval(begun(MONDAY, start)) == pytest.approx(start)


def test_a_source_for_which_short_intervals_are_asked_is_polled_more_often_than_others() -> None:
    usual, urgent = begun(MONDAY, 1.0), begun(MONDAY, 0.25)
    for number in range(1, 200):
        at = MONDAY + number
        usual = learned(usual, at, new=[at - 0.5], listed=20)
        urgent = learned(urgent, at, new=[at - 0.5], listed=20)
    assert interval(urgent) < interval(usual) / 2


def test_dates_of_the_first_poll_tell_a_busy_source_from_a_slow_one() -> None:
    busy = begun(MONDAY, 1.0, published=[MONDAY - number / 3 for number in range(30)], listed=30)
    slow = begun(MONDAY, 1.0, published=[MONDAY - number * 29 for number in range(20)], listed=20)
    assert interval(busy) <= 1.0
    assert interval(slow) > 3.0


def test_a_window_that_runs_full_shortens_the_interval_below_what_waiting_is_worth() -> None:
    fast_small, fast_large = steady(8, window=10), steady(8, window=200)
    assert interval(fast_small) < 0.75
    assert interval(fast_large) > 0.85


def test_bursts_that_filled_the_window_are_remembered_although_the_mean_is_low() -> None:
    calm = bursty = steady(0.2, window=10)
    for number in range(1, 15):
        at = calm.at + 6
        calm = learned(calm, at, new=[at - 3], listed=10)
        bursts = [at - 0.01 * item for item in range(10)] if number % 5 == 0 else [at - 3]
        bursty = learned(bursty, at, new=bursts, listed=10)
    assert bursty.room < calm.room / 2


def test_nights_and_weekends_are_slept_through() -> None:
    office = by_the_clock(range(6, 16), range(5))
    assert office.at == MONDAY + 28 * 24
    at_night = interval(office._replace(at=office.at + 20))
    at_noon = interval(office._replace(at=office.at + 10))
    on_friday_evening = interval(office._replace(at=office.at + 4 * 24 + 17))
    assert at_noon < 1.0
    assert at_night > 6
    assert on_friday_evening > 10


def test_a_weekly_paper_is_polled_often_on_its_day_and_hardly_on_others() -> None:
    weekly = by_the_clock(range(8, 18), range(3, 4))
    on_its_day = interval(weekly._replace(at=weekly.at + 3 * 24 + 10))
    two_days_later = interval(weekly._replace(at=weekly.at + 5 * 24 + 10))
    assert on_its_day < 1.0
    assert two_days_later > 3.0


def test_a_source_that_falls_silent_is_polled_ever_more_rarely_and_often_again_when_it_revives() -> None:
    rhythm = steady(1.0)
    died = rhythm.at
    while rhythm.at < died + 21 * 24:
        rhythm = learned(rhythm, rhythm.at + interval(rhythm), new=[], listed=None)
        if rhythm.at < died + 6:
            assert interval(rhythm) < 1.5  # that is nothing unusual yet
    assert interval(rhythm) > 12
    for _ in range(3):
        at = rhythm.at + interval(rhythm)
        rhythm = learned(rhythm, at, new=[at - 0.1 * item for item in range(8)], listed=20)
    assert interval(rhythm) < 1.5


def test_items_without_dates_teach_the_same_rate_as_dated_ones() -> None:
    dated, undated = steady(0.3), begun(MONDAY, 1.0, listed=20)
    for number in range(1, 14 * 24 + 1):
        count = int(number * 0.3) - int((number - 1) * 0.3)
        undated = learned(undated, MONDAY + number, new=[None] * count, listed=20 if count else None)
    assert interval(undated) == pytest.approx(interval(dated), rel=0.2)


def test_a_feeds_wish_to_be_left_alone_is_heeded_for_an_hour_at_most_and_not_when_items_would_be_lost() -> None:
    rhythm = steady(2.0, window=200)
    assert interval(rhythm._replace(hint=0.99)) == pytest.approx(0.99)
    assert interval(rhythm._replace(hint=24.0)) == pytest.approx(1.0)
    assert interval(steady(20.0, window=10)._replace(hint=24.0)) < 0.5


def test_a_clock_that_goes_back_and_a_year_without_polls_do_no_harm() -> None:
    rhythm = learned(steady(1.0), MONDAY, new=[None, MONDAY + 5], listed=20)
    assert SHORTEST <= interval(rhythm) <= LONGEST
    later = learned(rhythm, MONDAY + 8760, new=[None], listed=20)
    assert interval(later) == pytest.approx(LONGEST, rel=0.5)
