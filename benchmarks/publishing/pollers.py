"""Pollers: at what times each of them asks a source. Ours is the code of the crawl; the others are the ones to beat."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from benchmarks.publishing.traces import Trace
from pipeline.crawl import rhythm

# from a trace, the first poll and the end, the times of all polls
Poller = Callable[[Trace, float, float], list[float]]


def fixed(hours: float) -> Poller:
    def polls(trace: Trace, first: float, end: float) -> list[float]:
        return [first + number * hours for number in range(int((end - first) / hours) + 1)]

    return polls


def ours(eagerness: float = 1.0) -> Poller:
    """As the crawl does it: learning starts at an hour, items have their dates, an unchanged feed says nothing."""

    def polls(trace: Trace, first: float, end: float) -> list[float]:
        times, window = trace.times.tolist(), trace.window
        at, found = first, bisect_right(times, first)
        known = rhythm.begun(at, 1.0, published=times[max(0, found - window) : found], listed=min(window, found))
        made = [at]
        while (at := rhythm.next_poll(known, trace.name, eagerness=eagerness)) <= end:
            made.append(at)
            before, found = found, bisect_right(times, at)
            new = times[max(before, found - window) : found]
            known = rhythm.learned(known, at, new=new, listed=min(window, found) if new else None)
        return made

    return polls


def media_cloud(trace: Trace, first: float, end: float) -> list[float]:
    """The rule of rss-fetcher with its published values: from 6 hours on; under 33 % of the items seen before: an hour
    less, and 6 hours at most; from 67 % on: ten minutes more, or an hour if nothing came in 31 days; 10 min to 24 h.
    """
    minutes = 360.0

    def step(share: float, quiet: float) -> float:
        nonlocal minutes
        if share >= 0.67:
            minutes += 60 if quiet > 31 * 24 else 10
        elif share < 0.33:
            minutes = 360.0 if minutes > 360 else minutes - 60
        minutes = min(1440.0, max(10.0, minutes))
        return minutes / 60

    return _by_share(trace, first, end, minutes / 60, step)


def by_ratio(trace: Trace, first: float, end: float) -> list[float]:
    """The same rule in other steps: from an hour on, halved or lengthened by half."""
    hours = 1.0

    def step(share: float, quiet: float) -> float:
        nonlocal hours
        hours *= 0.5 if share < 1 / 3 else 1.5 if share > 2 / 3 else 1.0
        hours = min(24.0, max(1 / 6, hours))
        return hours

    return _by_share(trace, first, end, hours, step)


def _by_share(
    trace: Trace, first: float, end: float, start: float, step: Callable[[float, float], float]
) -> list[float]:
    """``step`` gets the share of the listed items that were seen before, and the hours since the last new one."""
    times, window = trace.times.tolist(), trace.window
    before, at = bisect_right(times, first), first + start
    made, last_new = [first], first
    while at <= end:
        made.append(at)
        found = bisect_right(times, at)
        new, listed = min(window, found - before), min(window, found)
        last_new = at if new else last_new
        before = found
        at += step(1 - new / listed if listed else 1.0, at - last_new)
    return made
