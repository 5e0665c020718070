"""Choosing the list: best first, but not ten times one thing, and no article leading twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.opportunities.proposals import Proposal

# what a proposal loses for each one already chosen that shares its topic and region, or its kind
SAME_BEAT, SAME_KIND = 6.0, 2.0
# of the list, at most this share are gaps, and they have it for themselves: one in five, at least one
GAP_SHARE = 5


def choose(proposals: Iterable[Proposal], gaps: Sequence[Proposal], limit: int) -> list[Proposal]:
    """At most ``limit`` proposals, best first.

    The places of gaps that were not found go to stories. Of one topic, and of one region, one gap is enough.
    """
    for_gaps = _few_gaps(gaps, max(1, limit // GAP_SHARE) if limit > 1 else 0)
    leads: set[int] = set()
    chosen = _diverse(list(proposals), limit - len(for_gaps), leads)
    chosen += [_led_by_another(gap, leads) or replace(gap, articles=()) for gap in for_gaps]
    return sorted(chosen, key=lambda proposal: (-proposal.priority, proposal.key))


def _diverse(waiting: list[Proposal], limit: int, leads: set[int]) -> list[Proposal]:
    chosen: list[Proposal] = []
    used: Counter[int] = Counter()
    beats: Counter[tuple[str | None, str | None]] = Counter()
    kinds: Counter[str] = Counter()
    while waiting and len(chosen) < limit:
        best = max(
            waiting,
            key=lambda one: (
                one.priority - SAME_BEAT * beats[(one.topic, one.region)] - SAME_KIND * kinds[one.kind],
                one.priority,
                one.key,
            ),
        )
        waiting.remove(best)
        fitting = _without_repetition(best, used, leads)
        if fitting is None:
            continue
        chosen.append(fitting)
        leads.update(fitting.articles[:1])
        used.update(fitting.articles)
        beats[(best.topic, best.region)] += 1
        kinds[best.kind] += 1
    return chosen


def _without_repetition(proposal: Proposal, used: Counter[int], leads: set[int]) -> Proposal | None:
    """The proposal led by an article that leads nothing yet; None when most of it is in the list already."""
    if sum(1 for article in proposal.articles if used[article]) * 2 > len(proposal.articles):
        return None
    if proposal.kind == "round_up":
        return _led_by_another(proposal, leads)
    return None if proposal.lead in leads else proposal


def _led_by_another(proposal: Proposal, leads: set[int]) -> Proposal | None:
    free = next((article for article in proposal.articles if article not in leads), None)
    if free is None:
        return None
    rest = tuple(article for article in proposal.articles if article != free)
    leads.add(free)
    return replace(proposal, articles=(free, *rest))


def _few_gaps(gaps: Sequence[Proposal], limit: int) -> list[Proposal]:
    chosen: list[Proposal] = []
    for gap in gaps:
        if len(chosen) < limit and all(gap.topic != one.topic and gap.region != one.region for one in chosen):
            chosen.append(gap)
    return chosen
