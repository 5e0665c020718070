"""Playing pollers against traces, and counting: requests, items that were missed, and how late the others were found.

An item is found by the first poll after its publication, and missed if by then the feed's window was full of newer
ones. Every poller starts with the same first poll; what was published before it is not counted. Polls go on for a day
after the end, so that the last items are found too, but are not counted there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.publishing.pollers import Poller
from benchmarks.publishing.traces import Times, Trace
from pipeline.crawl.rhythm import LONGEST, fraction


@dataclass(frozen=True)
class Outcome:
    """What became of one source; ``lags`` in hours."""

    kind: str
    requests: int
    items: int
    missed: int
    lags: Times


@dataclass(frozen=True)
class Score:
    """What became of many; lags in minutes."""

    sources: int
    requests: int
    items: int
    missed: int
    p50: float
    p95: float


def span_of(traces: Sequence[Trace]) -> tuple[float, float]:
    """From the first item of all traces to the last: a source that is silent at an end of it was silent."""
    some = [trace.times for trace in traces if len(trace.times)]
    return (min(times[0] for times in some), max(times[-1] for times in some)) if some else (0.0, 0.0)


def play(traces: Sequence[Trace], poller: Poller, span: tuple[float, float]) -> list[Outcome]:
    return [play_one(trace, poller, span[0] + fraction(trace.name, 0), span[1]) for trace in traces]


def play_one(trace: Trace, poller: Poller, first: float, end: float) -> Outcome:
    polls = np.array(poller(trace, first, end + LONGEST))
    times = trace.times
    listed_up_to = np.searchsorted(times, polls, "right")
    finder = np.searchsorted(polls, times, "left")  # of each item, the first poll at or after its publication
    counted = (times > first) & (finder < len(polls))
    number, finder = np.nonzero(counted)[0], finder[counted]
    missed = number < listed_up_to[finder] - trace.window
    lags = (polls[finder] - times[counted])[~missed]
    return Outcome(trace.kind, int((polls <= end).sum()), len(number), int(missed.sum()), lags)


def score(outcomes: Iterable[Outcome]) -> Score:
    some = list(outcomes)
    lags = np.concatenate([outcome.lags for outcome in some]) * 60
    p50, p95 = np.percentile(lags, [50, 95]) if len(lags) else (0.0, 0.0)
    return Score(
        len(some),
        sum(outcome.requests for outcome in some),
        sum(outcome.items for outcome in some),
        sum(outcome.missed for outcome in some),
        round(float(p50), 1),
        round(float(p95), 1),
    )


def fewest_requests(traces: Sequence[Trace], span: tuple[float, float], within: float, share: float = 0.95) -> int:
    """No poller finds ``share`` of all items within so many hours with fewer requests than this, not even one that
    knows all times beforehand.

    A Lagrangian bound: for any worth w of an item, the least of (requests - w·items found in time), plus w·(items that
    have to be found). That least falls apart into the sources, and is found from the last item to the first.
    """
    own = [trace.times[trace.times > span[0] + fraction(trace.name, 0)] for trace in traces]
    reach = [np.searchsorted(times, times + within, "right").tolist() for times in own]
    wanted = share * sum(len(times) for times in own)
    return max(0, *(int(worth * wanted + sum(_least(ends, worth) for ends in reach)) for worth in _WORTHS))


_WORTHS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def _least(ends: Sequence[int], worth: float) -> float:
    """``ends[i]`` is the first item that a poll which is just in time for item i is too early for."""
    least = [0.0] * (len(ends) + 1)
    for item in range(len(ends) - 1, -1, -1):
        least[item] = min(least[item + 1], 1 - worth * (ends[item] - item) + least[ends[item]])
    return least[0]
