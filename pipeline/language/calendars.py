"""Days of other calendars as Gregorian days, where arithmetic is exact.

The Islamic calendar is not here: its months begin with a sighting, so a day of it alone names no certain day, and
pages that print one print the common date beside it. Nor is the Nepali one, whose months follow printed tables.
"""

from __future__ import annotations

import datetime as dt

# year 1 of each era, as what is added to its years
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911, "단기": -2333}
_BUDDHIST = 543
_FIRST_PERSIAN, _LAST_PERSIAN = 1206, 1498
# 1 Meskerem of year 1 in the proleptic Gregorian calendar (29 August 8, Julian)
_ETHIOPIAN_EPOCH = dt.date(8, 8, 27).toordinal()


def from_buddhist(year: int) -> int:
    """The common year of a Thai, Lao or Khmer one."""
    return year - _BUDDHIST


def from_persian(year: int, month: int, day: int) -> dt.date | None:
    """The solar calendar of Iran and Afghanistan by its 33-year cycle, exact for 1206-1498 (1827-2119)."""
    if not (_FIRST_PERSIAN <= year <= _LAST_PERSIAN and 1 <= month <= 12):
        return None
    if not 1 <= day <= (31 if month <= 6 else 30 if month <= 11 or _leaps(year, year + 1) else 29):
        return None
    days = (year - _FIRST_PERSIAN) * 365 + _leaps(_FIRST_PERSIAN, year) + (month - 1) * 31 - max(0, month - 7) + day - 1
    return dt.date(1827, 3, 22) + dt.timedelta(days=days)


def _leaps(first: int, end: int) -> int:
    return sum(1 for year in range(first, end) if year % 33 in (1, 5, 9, 13, 17, 22, 26, 30))


def from_ethiopian(year: int, month: int, day: int) -> dt.date | None:
    """The calendar of Ethiopia: twelve months of 30 days and one of five, or six before a year that is 0 modulo 4."""
    if not (1 <= month <= 13 and 1900 <= year <= 2100):
        return None
    if not 1 <= day <= (30 if month <= 12 else 6 if year % 4 == 3 else 5):
        return None
    days = 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1
    return dt.date.fromordinal(_ETHIOPIAN_EPOCH + days)
