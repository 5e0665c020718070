"""The dates of feeds and sitemaps: always with their raw string, and with no UTC value where there is none to be read.

What dates look like is known in ``pipeline.language.moments``; dates inside pages are found where pages are read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.language.moments import UNKNOWN, Manner, Precision, read_moment

MAX_RAW = 200  # what is kept of a string that is no date


@dataclass(frozen=True)
class FeedDate:
    """``raw`` as written; ``utc`` and ``precision`` are None when it cannot be read. Day precision: midnight UTC."""

    raw: str
    utc: dt.datetime | None
    precision: Precision | None


def read_date(raw: str | None, manner: Manner = UNKNOWN) -> FeedDate | None:
    """Read a date; None when there is none.

    The source's country gives the zone of a time that states none; without it such a time counts for its day only.
    """
    if raw is None or not raw.strip():
        return None
    raw = raw.strip()[:MAX_RAW]
    moment = read_moment(raw, manner)
    return FeedDate(raw, moment.utc, moment.precision) if moment else FeedDate(raw, None, None)
