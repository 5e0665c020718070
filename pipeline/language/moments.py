"""Reading a date out of a string, in the forms and languages of the press: the one reader of feeds, sitemaps and pages.

Nothing here asks what time it is or where the machine stands; a word such as "yesterday" is therefore no date. A time
of day without a zone is not taken for UTC: unless the string names its zone, or the caller knows the document's or its
country's, the day alone is kept.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from pipeline.language.clocks import Clock, read_clock
from pipeline.language.days import FIRST_YEAR, LAST_YEAR, Manner, first_day, is_common
from pipeline.language.numerals import plain_digits
from pipeline.language.zones import UTC, read_offset, read_zone_name, zone_of_country

__all__ = ["UNKNOWN", "Manner", "Moment", "Precision", "read_moment"]

Precision = Literal["second", "minute", "day"]
MAX_RAW = 300  # no date is longer; it bounds every pattern below
UNKNOWN = Manner()


@dataclass(frozen=True)
class Moment:
    """A date. ``value`` is aware and keeps the document's offset; ``raw`` is the string as it was written.

    A precision of "day" is that day at 00:00 UTC: the zone is not known, and the day is what is said. ``zone`` says
    whether the offset is "stated" by the string, "given" by the document, or that of the publisher's "country".
    """

    value: dt.datetime
    precision: Precision
    raw: str
    zone: Literal["stated", "given", "country"] | None = None

    @property
    def day(self) -> dt.date:
        return self.value.date()

    @property
    def utc(self) -> dt.datetime:
        return self.value.astimezone(UTC)


_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d*)?)?"
    r"\s?(Z|[+\-−]\d{1,2}:?\d{2}|[+\-]\d{2,3})?)?",
    re.IGNORECASE,
)
_RFC_822 = re.compile(
    r"(?:[a-z]{3},? ?)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? ([+-]\d{4}|[a-z]{1,4})", re.IGNORECASE
)
# as asctime of C, Date.toString of Java and the command date write it: the year comes last
_ASCTIME = re.compile(
    r"[a-z]{3} ([a-z]{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2})((?: (?:[+-]\d{2}:?\d{2}|[a-z]{1,5}))?) (\d{4})", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = {name: number for number, name in enumerate(_MONTHS, 1)}
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\.\d+)?")


def read_moment(text: str, manner: Manner = UNKNOWN) -> Moment | None:
    """The first date in a string, None when there is none that names a day. Never raises."""
    raw = " ".join(text[: 2 * MAX_RAW].split())[:MAX_RAW]
    plain = plain_digits(raw)
    if year_last := _ASCTIME.fullmatch(plain):
        plain = year_last.expand(r"\2 \1 \5 \3\4").strip()
    if not any(character.isdigit() for character in plain) and "年" not in plain:
        return None
    try:
        return _plainly(plain, raw, manner) or _searched(plain, raw, manner)
    except (ValueError, OverflowError):  # a 31 February, an offset that leaves the calendar: there is no such day
        return None


def _plainly(text: str, raw: str, manner: Manner) -> Moment | None:
    """What nearly every feed and page writes: ISO 8601 and RFC 822 in full, and seconds since 1970."""
    match = _ISO.fullmatch(text)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        if not is_common(int(year), manner) or (zone is None and hour is not None and int(hour) > 24):
            return None
        date = dt.date(int(year), int(month), int(day))
        if hour is None:
            return _of_day(date, raw)
        return _timed(date, (hour, minute, second, zone), raw, manner)
    match = _RFC_822.fullmatch(text)
    if match and (number := _ENGLISH.get(match[2].lower())):
        date = dt.date(int(match[3]), number, int(match[1]))
        return _timed(date, (match[4], match[5], match[6], match[7]), raw, manner) if date.year >= FIRST_YEAR else None
    match = _EPOCH.fullmatch(text)
    if match:
        value = dt.datetime.fromtimestamp(int(match[1]), UTC)
        return Moment(value, "second", raw, "stated") if value.year <= LAST_YEAR else None
    return None


def _timed(day: dt.date, clock: tuple[str, str, str | None, str | None], raw: str, manner: Manner) -> Moment:
    """The moment of hour, minute, second and zone; a zone that is stated and means nothing leaves the day alone."""
    hour, minute, second, zone = clock
    hours = int(hour)
    if hours > 24 or (hours == 24 and (int(minute) or int(second or 0))):
        raise ValueError(f"no clock shows {hour}:{minute}")
    stated: dt.tzinfo | None = None
    if zone:
        offset = None if zone[0].isalpha() else read_offset(zone)
        stated = dt.timezone(offset) if offset is not None else None
        if zone[0].isalpha():
            stated = read_zone_name(zone, language=manner.language, country=manner.country)
        if stated is None:
            return _of_day(day, raw)
    seconds = min(int(second), 59) if second else None
    return _at(day, Clock(hours % 24, int(minute), seconds, stated, days=hours // 24), raw, manner)


def _searched(text: str, raw: str, manner: Manner) -> Moment | None:
    """A date anywhere in a text, with the time of day that stands beside it."""
    found = first_day(text, manner)
    if found is None:
        return None
    day, start, end, clock_text = found
    clock = None
    for beside in (clock_text, _until_next_number(text[end:]), text[max(0, start - 40) : start]):
        if beside and (read := read_clock(beside, language=manner.language, country=manner.country)):
            clock = read[0]
            if clock.zone is None:  # "08:30 06 Nov 2026 WIB"
                clock = _with_zone_behind(clock, text[end : end + 12], manner) if beside is not clock_text else clock
            break
    return _at(day, clock, raw, manner) if clock else _of_day(day, raw)


def _with_zone_behind(clock: Clock, rest: str, manner: Manner) -> Clock:
    name = re.match(r"\s*\(?([A-Z]{2,4})\b", rest)
    zone = read_zone_name(name[1], language=manner.language, country=manner.country) if name else None
    return Clock(clock.hour, clock.minute, clock.second, zone, clock.days) if zone else clock


def _until_next_number(rest: str) -> str:
    """What follows a date, up to the next date: the time there would be another one's."""
    following = re.search(r"\d{4}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d", rest)
    cut = rest[: following.start()] if following and not _is_offset(rest, following) else rest
    return cut[:60]


def _is_offset(rest: str, match: re.Match[str]) -> bool:
    return match.start() > 0 and rest[match.start() - 1] in "+-−" and len(match[0]) == 4


def _at(day: dt.date, clock: Clock, raw: str, manner: Manner) -> Moment:
    origin: Literal["stated", "given", "country"]
    if clock.zone is not None:
        zone, origin = clock.zone, "stated"
    elif manner.zone is not None:
        zone, origin = manner.zone, "given"
    elif (known := zone_of_country(manner.country, manner.language)) is not None:
        zone, origin = known, "country"
    else:
        return _of_day(day, raw)
    value = dt.datetime(day.year, day.month, day.day, clock.hour, clock.minute, clock.second or 0, tzinfo=zone)
    value += dt.timedelta(days=clock.days)
    # as a fixed offset: the zone of a country keeps a name that neither databases nor ISO strings hold
    value = value.replace(tzinfo=dt.timezone(value.utcoffset() or dt.timedelta(0)))
    value.astimezone(UTC)
    return Moment(value, "minute" if clock.second is None else "second", raw, origin)


def _of_day(day: dt.date, raw: str) -> Moment:
    return Moment(dt.datetime(day.year, day.month, day.day, tzinfo=UTC), "day", raw)
