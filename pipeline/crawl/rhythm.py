"""A source's rhythm: how much and at what hours it publishes, learned from its polls, and when to poll it next.

Pure arithmetic; the crawl and the simulator of ``benchmarks/polling.py`` run this very code. Times are hours since
1970 in UTC, as floats, and so are spans.

A source is polled again as soon as either is to be expected:

* **enough**: so many new items that a request is worth it, though not before ``SOONEST``. To find 95 of 100 items of
  all sources within a time, this takes the fewest requests: where and when much is published, polls come as close as
  that time; where little is, they wait for something to find.
* **room**: new items that fill a share of the window that the source lists. The share is halved when a poll brings
  nothing but new items, for then some may have fallen out, and grows back slowly: so bursts are learned that no
  average shows. A filling window is the one reason to come sooner than ``SOONEST``.

The rate is a level, times the share of the hour of the day, times that of the weekday, times how the last hours
differed from what they should have been, and less the longer a silence has lasted.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

SHORTEST, LONGEST = 1 / 6, 24.0
SOONEST = 0.93  # hours
ENOUGH = 0.22  # items
MEMORY = 7 * 24.0  # half-life of the level
PROFILE_MEMORY = 28 * 24.0  # half-life of the shares of hours and weekdays
RECENT = 3.0  # half-life of what the last hours were like
TRUST = 2.0  # items: how much belief that the last hours were as usual
BELIEVED = 10.0  # items to be expected in a silence until the rate is taken for half of what it was
FLAT_HOURS, FLAT_DAYS = 0.2, 3.0  # items an hour of the day, a weekday: how much belief that all are alike
PRIOR = 12.0  # hours: how much belief in the interval that learning starts from
ROOM, LEAST_ROOM, MOST_ROOM, ROOM_GROWS = 0.4, 0.002, 0.6, 1.02
RISKED = 0.7  # of a window, at the least eagerness
FULL, FULL_SHRINKS = 0.8, 0.8  # a poll that brings this share of the window anew was nearly too late
HEEDED = 1.0  # hours: a document's wish not to be asked again is heeded for so long
JITTER = 0.05  # of the interval: so much sooner may a poll come
FAINTEST = 1e-6  # items an hour


class Rhythm(NamedTuple):
    """What is known of a source after a poll at ``at``."""

    at: float
    start: float  # the interval that learning started from; a short one asks for more than SOONEST
    items: float  # published, fading
    span: float  # in so many hours, fading
    window: int = 0  # items that the source lists; 0: not known
    room: float = ROOM
    recent: float = 0.0  # items of the last hours, fading
    expected: float = 0.0  # so many were to be expected then
    silence: float = 0.0  # so many were to be expected since the last new one
    hours: tuple[float, ...] = (0.0,) * 24  # items by hour of the day, UTC, fading
    days: tuple[float, ...] = (0.0,) * 7  # by weekday, from Monday
    hint: float = 0.0  # the shortest interval that the source's documents ask for


def begun(at: float, start: float, *, published: Sequence[float] = (), listed: int = 0, hint: float = 0.0) -> Rhythm:
    """After a first poll. ``start`` is the interval to start from; ``published`` are the dates of the listed items, as
    far as they are known: they say at once how much the source publishes, and when.
    """
    start = min(LONGEST, max(SHORTEST, start))
    rhythm = Rhythm(at, start, items=PRIOR * _enough(start) / start, span=PRIOR, window=listed, hint=hint)
    dated = [time for time in published if at - PROFILE_MEMORY < time <= at]
    if len(dated) < 2:
        return rhythm
    return rhythm._replace(
        items=rhythm.items + len(dated),
        span=PRIOR + at - min(dated),
        hours=_counted(rhythm.hours, dated, _hour, 1.0),
        days=_counted(rhythm.days, dated, _weekday, 1.0),
    )


def learned(rhythm: Rhythm, at: float, *, new: Sequence[float | None], listed: int | None, hint: float = 0.0) -> Rhythm:
    """After a later poll. ``new`` has the publication time of each new item (None: not known), ``listed`` is how many
    items the source listed (None: its documents had not changed).
    """
    passed = max(0.0, at - rhythm.at)
    # what was listed only now was not published before the last poll, whatever its date says
    times = [
        rhythm.at + passed * (number + 0.5) / len(new) if time is None else min(at, max(rhythm.at, time))
        for number, time in enumerate(new)
    ]
    foreseen = _foreseen(rhythm, passed)
    fade, fade_recent = 0.5 ** (passed / MEMORY), 0.5 ** (passed / RECENT)
    fade_profile = 0.5 ** ((at // 24 - rhythm.at // 24) * 24 / PROFILE_MEMORY)  # once a day is enough, and cheaper
    return Rhythm(
        at=at,
        start=rhythm.start,
        items=rhythm.items * fade + len(new),
        span=rhythm.span * fade + passed,
        window=listed or rhythm.window,
        room=_room(rhythm.room, len(new), listed),
        recent=rhythm.recent * fade_recent + sum(0.5 ** ((at - time) / RECENT) for time in times),
        expected=rhythm.expected * fade_recent + foreseen,
        # as usual, not as after a silence: else the longer it lasts the slower it would be noticed
        silence=0.0 if new else rhythm.silence + foreseen * (BELIEVED + rhythm.silence) / BELIEVED,
        hours=_counted(rhythm.hours, times, _hour, fade_profile),
        days=_counted(rhythm.days, times, _weekday, fade_profile),
        hint=rhythm.hint if listed is None else hint,
    )


def interval(rhythm: Rhythm, *, eagerness: float = 1.0) -> float:
    """Hours from ``rhythm.at`` to the next poll: SHORTEST at least, LONGEST at most.

    The crawl's ``eagerness`` is 1. Twice as much halves what a poll waits for; less than 1 saves requests, and takes
    more risks with the window for it.
    """
    share = rhythm.room if eagerness >= 1 else min(RISKED, rhythm.room * eagerness**-2.5)
    room = max(1.0, share * rhythm.window) if rhythm.window else math.inf
    enough = min(room, _enough(rhythm.start) / eagerness)
    soonest = max(min(SOONEST, rhythm.start) / eagerness, min(rhythm.hint, HEEDED))
    surplus = (rhythm.recent + TRUST) / (rhythm.expected + TRUST) - 1
    rate_at = _rates(rhythm)
    ahead = items = 0.0
    while ahead < LONGEST:
        time = rhythm.at + ahead
        hour = int(time)
        step = min(hour + 1 - time, LONGEST - ahead)
        rate = rate_at(hour) * (1 + surplus * 0.5 ** (ahead / RECENT))
        wait = min((room - items) / rate, max((enough - items) / rate, soonest - ahead))
        if wait <= step:
            ahead += max(0.0, wait)
            break
        items += rate * step
        ahead += step
    return min(LONGEST, max(SHORTEST, ahead))


def next_poll(rhythm: Rhythm, slug: str, *, eagerness: float = 1.0) -> float:
    """When to poll next: after the interval or a little sooner, so that sources that met once do not meet again."""
    hours = interval(rhythm, eagerness=eagerness)
    return rhythm.at + max(SHORTEST, hours * (1 - JITTER * fraction(slug, rhythm.at)))


def fraction(slug: str, at: float) -> float:
    """A number from 0 to 1 that depends on the source and the minute, and on nothing else."""
    digest = hashlib.sha256(f"{slug} {int(at * 60)}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 0xFFFFFFFF


def to_json(rhythm: Rhythm) -> dict[str, Any]:
    """For a column of ``sources``: some 400 bytes, in which a second reading changes nothing."""
    numbers = {name: float(f"{value:.4g}") for name, value in rhythm._asdict().items() if isinstance(value, float)}
    return {
        **numbers,
        "at": round(rhythm.at, 4),
        "window": rhythm.window,
        "hours": [float(f"{value:.3g}") for value in rhythm.hours],
        "days": [float(f"{value:.3g}") for value in rhythm.days],
    }


def from_json(state: Mapping[str, Any]) -> Rhythm:
    known = {name: state[name] for name in Rhythm._fields if name in state}
    return Rhythm(**known | {"hours": tuple(state["hours"]), "days": tuple(state["days"])})


def _enough(start: float) -> float:
    return ENOUGH * min(1.0, start / SOONEST)


def _room(room: float, new: int, listed: int | None) -> float:
    """The share of the window that may fill, after a poll that found ``new`` of ``listed`` items new."""
    if not listed or listed < 3:
        return room  # of so few items all may be new any time
    share = new / listed
    if share >= 1:
        return max(LEAST_ROOM, room / 2)
    if share >= FULL:
        return max(LEAST_ROOM, room * FULL_SHRINKS)
    return min(MOST_ROOM, room * ROOM_GROWS)


def _rates(rhythm: Rhythm) -> Callable[[int], float]:
    """Items an hour as usual, by the number of the hour since 1970. An hour of the day borrows from its neighbours."""
    hours, days = rhythm.hours, rhythm.days
    counted = sum(days)  # every item counts once by its hour and once by its weekday
    level = max(FAINTEST, rhythm.items / rhythm.span * BELIEVED / (BELIEVED + rhythm.silence))
    level /= 4 * (counted / 24 + FLAT_HOURS) * (counted / 7 + FLAT_DAYS)

    def rate(hour: int) -> float:
        at = hour % 24
        near = hours[at - 1] + 2 * hours[at] + hours[at - 23]
        return level * (near + 4 * FLAT_HOURS) * (days[(hour // 24 + 3) % 7] + FLAT_DAYS)

    return rate


def _foreseen(rhythm: Rhythm, hours: float) -> float:
    """How many items were to be expected in the hours after the last poll."""
    rate_at = _rates(rhythm)
    if hours > 7 * 24:  # a crawler that was switched off for so long need not count the hours
        return hours * rhythm.items / rhythm.span
    ahead = items = 0.0
    while ahead < hours:
        time = rhythm.at + ahead
        step = min(int(time) + 1 - time, hours - ahead)
        items += rate_at(int(time)) * step
        ahead += step
    return items


def _counted(
    counts: tuple[float, ...], times: Sequence[float], place: Callable[[float], int], fade: float
) -> tuple[float, ...]:
    if not times and fade == 1:
        return counts
    faded = [count * fade for count in counts]
    for time in times:
        faded[place(time)] += 1
    return tuple(faded)


def _hour(time: float) -> int:
    return int(time) % 24


def _weekday(time: float) -> int:
    return (int(time) // 24 + 3) % 7  # 1970 began on a Thursday
