"""Choosing the list: best first, but not ten times one thing, and no article leading twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.opportunities.proposals import Proposal

# what a proposal loses for each one already chosen that shares its topic and region, or its kind
SAME_BEAT, SAME_KIND = 6.0, 2.0
# single reports, or stories, on one topic of one region: more of them are a round-up or sides of one event, and wait
# until the list has room
KIND_OF_A_BEAT = 2
COUNTED_BY_BEAT = ("deep_dive", "trending")
# of the list, at most this share are gaps, and they have it for themselves: one in five, at least one
GAP_SHARE = 5
GAP_ARTICLES = 3


def choose(proposals: Iterable[Proposal], gaps: Sequence[Proposal], limit: int) -> list[Proposal]:
    """At most ``limit`` proposals, best first.

    The places of gaps that were not found go to stories. Of one topic, and of one region, one gap is enough.
    """
    for_gaps = _few_gaps(gaps, max(1, limit // GAP_SHARE) if limit > 1 else 0)
    found = _List()
    left = found.fill(list(proposals), limit - len(for_gaps), KIND_OF_A_BEAT)
    found.fill(left, limit - len(for_gaps), limit)
    background = [_led_by_another(gap, found.leads) or replace(gap, articles=()) for gap in for_gaps]
    shortened = [replace(gap, articles=gap.articles[:GAP_ARTICLES]) for gap in background]
    return sorted([*found.chosen, *shortened], key=lambda proposal: (-proposal.priority, proposal.key))


@dataclass
class _List:
    """The list while it is put together, and what it holds already."""

    chosen: list[Proposal] = field(default_factory=list)
    leads: set[int] = field(default_factory=set)
    used: Counter[int] = field(default_factory=Counter)
    beats: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    of_a_beat: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)

    def fill(self, waiting: list[Proposal], limit: int, most_of_a_beat: int) -> list[Proposal]:
        """Take from ``waiting`` what fits, up to ``limit`` in all; returns what was left for its beat alone."""
        left: list[Proposal] = []
        while waiting and len(self.chosen) < limit:
            best = max(waiting, key=self._rank)
            waiting.remove(best)
            if best.kind in COUNTED_BY_BEAT and self.of_a_beat[best.kind, *_beat(best)] >= most_of_a_beat:
                left.append(best)
            elif (fitting := self._without_repetition(best)) is not None:
                self._take(fitting)
        return left

    def _rank(self, proposal: Proposal) -> tuple[float, float, str]:
        crowd = SAME_BEAT * self.beats[_beat(proposal)] + SAME_KIND * self.kinds[proposal.kind]
        return (proposal.priority - crowd, proposal.priority, proposal.key)

    def _take(self, proposal: Proposal) -> None:
        self.chosen.append(proposal)
        self.leads.update(proposal.articles[:1])
        self.beats[_beat(proposal)] += 1
        self.kinds[proposal.kind] += 1
        self.of_a_beat[proposal.kind, *_beat(proposal)] += 1
        if proposal.kind != "deep_dive":
            self.used.update(proposal.articles)

    def _without_repetition(self, proposal: Proposal) -> Proposal | None:
        """The proposal led by an article that leads nothing yet; None when most of it is in the list already.

        A round-up may take up what deep dives go into: it is another way to tell the same.
        """
        if sum(1 for article in proposal.articles if self.used[article]) * 2 > len(proposal.articles):
            return None
        if proposal.kind == "round_up":
            return _led_by_another(proposal, self.leads)
        return None if proposal.lead in self.leads else proposal


def _beat(proposal: Proposal) -> tuple[str | None, str | None]:
    return (proposal.topic, proposal.region)


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
