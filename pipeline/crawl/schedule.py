"""When a source is polled again: an interval learned from what its polls bring, back-off while it fails.

Pure arithmetic; the same inputs give the same moment, so that a thousand sources spread evenly and a test can
say where each one lands.
"""

from __future__ import annotations

import datetime as dt
import hashlib

SHORTEST_MINUTES = 10
LONGEST_MINUTES = 24 * 60
SHORTEN, LENGTHEN = 0.5, 1.5
MOSTLY_NEW = 2 / 3
JITTER = 0.1  # of the interval, to either side


def learned_interval(minutes: int, *, listed: int, new: int, first: bool) -> int:
    """The next interval, after a poll that listed so many items of which so many were new.

    Most items new means that some may have been missed: poll sooner. None new: poll later. The first poll of a
    source teaches nothing, since all is new then.
    """
    if first:
        return bounded(minutes)
    if new == 0:
        return bounded(minutes * LENGTHEN)
    return bounded(minutes * SHORTEN) if new >= MOSTLY_NEW * listed else bounded(minutes)


def bounded(minutes: float) -> int:
    return int(min(LONGEST_MINUTES, max(SHORTEST_MINUTES, minutes)))


def next_poll(slug: str, now: dt.datetime, minutes: int) -> dt.datetime:
    """``minutes`` from now, moved by up to a tenth of it: sources that met once do not meet again."""
    return now + dt.timedelta(minutes=minutes * (1 + JITTER * _between(slug, now)))


def next_try(
    slug: str, now: dt.datetime, minutes: int, *, failures: int, retry_after: float | None = None
) -> dt.datetime:
    """After the ``failures``-th failure in a row: twice as long each time, a day at most, never never."""
    waited = min(LONGEST_MINUTES, minutes * 2 ** min(failures - 1, 8))
    asked = now + dt.timedelta(seconds=min(retry_after or 0, LONGEST_MINUTES * 60))
    return max(asked, next_poll(slug, now, bounded(waited)))


def _between(slug: str, now: dt.datetime) -> float:
    """A number from -1 to 1 that depends on the source and the minute, and on nothing else."""
    digest = hashlib.sha256(f"{slug} {now:%Y-%m-%dT%H:%M}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 0x7FFFFFFF - 1
