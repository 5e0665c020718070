"""From an instant in UTC to the clock of the publisher's readers: the day that a page prints is the day it means.

Many pages declare 2026-11-03T02:18Z and print "2 November, 22:18". The instant is right, its day is not. A time that
the page prints gives the offset; where it prints a day alone, the country of its address does.
"""

from __future__ import annotations

import datetime as dt

from pipeline.language.moments import Moment
from pipeline.language.zones import zone_of_country

_HOUR = dt.timedelta(hours=1)
# New Zealand in summer, and Hawaii: where newspapers are
_FURTHEST_EAST, _FURTHEST_WEST = 13, 10
# what a printed minute and a declared second may differ by
_SLACK = dt.timedelta(seconds=90)
# offsets that are no whole hours, in minutes
_ODD_OFFSETS = frozenset({-210, -150, 210, 270, 330, 345, 390, 570, 630, 765})


def may_be_another_day(moment: Moment) -> bool:
    """Whether an instant is given in UTC, at an hour at which some readers have another date."""
    if moment.precision == "day" or moment.value.utcoffset() != dt.timedelta(0):
        return False
    return moment.value.hour < 11 or moment.value.hour >= 13


def possible_offset(moment: Moment, day: dt.date) -> dt.timedelta | None:
    """The offset nearest to UTC, in whole hours, at which an instant is that day; None when it is that day nowhere."""
    start = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    if moment.value < start:
        hours = -((moment.value - start) // _HOUR)
        return hours * _HOUR if hours <= _FURTHEST_EAST else None
    hours = (moment.value - start - dt.timedelta(days=1)) // _HOUR + 1
    return -hours * _HOUR if hours <= _FURTHEST_WEST else None


def local_offset(moment: Moment, printed: Moment, country: str | None) -> dt.timedelta | None:
    """The offset at which the declared instant is the printed time (0 if that is in UTC); None if they differ.

    ``printed`` was read as if it were UTC. Where it is a day alone, the zone of the country has to lead to it.
    """
    gap = printed.value.replace(tzinfo=dt.UTC) - moment.value
    if printed.precision != "day":
        offset = dt.timedelta(minutes=round(gap / dt.timedelta(minutes=15)) * 15)
        # half a day is a clock of twelve hours
        if not -11 * _HOUR <= offset <= 13 * _HOUR or offset == 12 * _HOUR or abs(gap - offset) > _SLACK:
            return None
        return offset if not offset % _HOUR or offset // dt.timedelta(minutes=1) in _ODD_OFFSETS else None
    zone = zone_of_country(country)
    if zone is None or printed.day == moment.day:
        return None
    local = moment.value.astimezone(zone)
    return local.utcoffset() if local.date() == printed.day else None
