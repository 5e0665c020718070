"""When a source's row says that it is polled again: what it learned while polls work, back-off while they fail.

The learning is in rhythm.py; here it meets the columns of ``sources``. The same row gives the same moment, so that a
thousand sources spread evenly and a test can say where each one lands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from pipeline.crawl import rhythm
from pipeline.crawl.rhythm import JITTER, LONGEST, SHORTEST
from pipeline.failures import Verdict
from pipeline.warehouse.base import minutes_after
from pipeline.warehouse.schema import Source

SOONER = 6.0  # hours between tries of a source whose trouble may pass
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def plan_after_poll(
    row: Source,
    now: dt.datetime,
    *,
    dates: Sequence[dt.datetime | None],
    listed: int | None,
    rest: float,
    period: float,
    at_latest: dt.datetime | None = None,
) -> None:
    """Learn from a poll that worked, and set when the source is due again.

    ``dates`` are those of the new items, ``listed`` is how many items were listed (None: nothing had changed),
    ``rest`` and ``period`` are the documents' hints in hours. ``at_latest`` is when its silence would become one that
    somebody should know of, which a poll has to find out in time.
    """
    at, asked = hours(now), asked_minutes(row)
    if asked is None and row.rhythm is not None:
        times = [None if date is None else hours(date) for date in dates]
        found = rhythm.learned(rhythm.from_json(row.rhythm), at, new=times, listed=listed, hint=rest)
    else:
        minutes = asked or row.learned_interval_minutes
        # a feed's own word on how often it changes counts until its items, or somebody, say better
        start = minutes / 60 if minutes else max(row.interval_minutes / 60, min(period, LONGEST))
        known = [hours(date) for date in dates if date is not None] if asked is None else []
        found = rhythm.begun(at, start, published=known, listed=listed or 0, hint=rest)
    row.rhythm = rhythm.to_json(found)
    row.learned_interval_minutes = within(row, round(rhythm.interval(found) * 60))
    planned = EPOCH + dt.timedelta(hours=rhythm.next_poll(found, row.slug))
    low, high = (dt.timedelta(minutes=bound) for bound in bounds(row))
    row.next_poll_at = max(now + low, min(now + high, planned))
    if at_latest is not None and at_latest > now:
        row.next_poll_at = max(min(row.next_poll_at, at_latest), now + dt.timedelta(hours=SHORTEST))
    _note_plan(row)


def plan_after_failure(row: Source, now: dt.datetime, verdict: Verdict) -> None:
    """Back off; what was learned stays."""
    if asked := asked_minutes(row):  # kept for when the source answers again
        row.learned_interval_minutes, row.rhythm = asked, None
    row.next_poll_at = next_try(row.slug, now, minutes_of(row), failures=row.consecutive_failures, verdict=verdict)
    _note_plan(row)


def minutes_of(row: Source) -> int:
    """Minutes between its polls while they work."""
    return within(row, row.learned_interval_minutes or row.interval_minutes)


def next_try(slug: str, now: dt.datetime, minutes: int, *, failures: int, verdict: Verdict) -> dt.datetime:
    """After the ``failures``-th failure in a row: twice as long each time, a day at most, never never.

    What may pass is looked at every SOONER hours at least: a site that is down each night would else be asked at the
    same hour of each night, and be taken for dead.
    """
    longest = LONGEST if verdict.permanent else max(SOONER, minutes / 60)
    waited = min(longest, max(SHORTEST, minutes / 60 * 2 ** min(failures - 1, 8)))
    asked = now + dt.timedelta(seconds=min(verdict.retry_after or 0, LONGEST * 3600))
    return max(asked, now + dt.timedelta(hours=waited * (1 - JITTER * rhythm.fraction(slug, hours(now)))))


def asked_minutes(row: Source) -> int | None:
    """The interval that somebody set in the row since ``next_poll_at`` was; None if nobody did."""
    if row.planned_start_minutes not in (None, row.interval_minutes):
        return within(row, row.interval_minutes)
    learned, planned = row.learned_interval_minutes, row.planned_interval_minutes
    return (
        within(row, learned) if None not in (learned, planned) and learned is not None and learned != planned else None
    )


def bounds(row: Source) -> tuple[int, int]:
    """Minutes between which the source is polled."""
    return row.min_interval_minutes or round(SHORTEST * 60), row.max_interval_minutes or round(LONGEST * 60)


def within(row: Source, minutes: int) -> int:
    low, high = bounds(row)
    return max(low, min(high, minutes))


def is_due(row: Source, now: dt.datetime) -> bool:
    """Whether the source is to be polled by now; an interval that was changed counts from the last poll."""
    asked = asked_minutes(row)
    if asked is not None and row.last_polled_at is not None:
        return row.last_polled_at + dt.timedelta(minutes=asked) <= now
    return row.next_poll_at is None or row.next_poll_at <= now


def due(now: dt.datetime) -> ColumnElement[bool]:
    """SQL: the same as :func:`is_due`."""
    restarted = Source.interval_minutes != Source.planned_start_minutes
    changed = or_(restarted, Source.learned_interval_minutes != Source.planned_interval_minutes)
    asked = case((restarted, Source.interval_minutes), else_=Source.learned_interval_minutes)
    low = func.coalesce(Source.min_interval_minutes, round(SHORTEST * 60))
    high = func.coalesce(Source.max_interval_minutes, round(LONGEST * 60))
    asked = case((asked < low, low), (asked > high, high), else_=asked)
    return or_(
        Source.next_poll_at.is_(None),
        and_(Source.next_poll_at <= now, case((and_(changed, Source.last_polled_at.is_not(None)), 0), else_=1) == 1),
        # a query of its own finds the few with ix_sources_interval_changed; else all sources would be read each tick
        Source.slug.in_(select(Source.slug).where(changed, minutes_after(Source.last_polled_at, asked) <= now)),
    )


def hours(moment: dt.datetime) -> float:
    """Hours since 1970."""
    return (moment - EPOCH) / dt.timedelta(hours=1)


def _note_plan(row: Source) -> None:
    row.planned_start_minutes, row.planned_interval_minutes = row.interval_minutes, row.learned_interval_minutes
