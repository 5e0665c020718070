"""Which process visits which source: all sources of a host the same, so that nothing of a host is asked twice at once.

Nothing is dealt out beforehand. Each process has a lane and takes the next visit as it has room, so that a slow start
or a slow site leaves no process idle.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.crawl.visit import Visit
from pipeline.warehouse.schema import Source
from pipeline.web.urls import host_key

_SLUGS = 500  # a statement


@dataclass(eq=False)
class Lane:
    """What waits for one process alone: sources of hosts at which it is already."""

    own: deque[Visit] = field(default_factory=deque)


class Lanes:
    """The visits of a crawl in their order; safe to use from threads.

    ``groups`` gives the sources that belong together the same number. Without it each stands alone.
    """

    def __init__(self, visits: Sequence[Visit], groups: Mapping[str, int] | None = None) -> None:
        self._waiting = deque(visits)
        self._groups = groups or {visit.slug: number for number, visit in enumerate(visits)}
        self._at: dict[int, Lane] = {}
        self._lock = threading.Lock()

    def take(self, lane: Lane) -> Visit | None:
        """The next visit for this lane; None when there is nothing more for it."""
        with self._lock:
            if lane.own:
                return lane.own.popleft()
            while self._waiting:
                visit = self._waiting.popleft()
                at = self._at.setdefault(self._groups[visit.slug], lane)
                if at is lane:
                    return visit
                at.own.append(visit)
            return None

    def close(self, lane: Lane) -> None:
        """The process is no more: what waited for it, others may have."""
        with self._lock:
            self._waiting.extendleft(reversed(lane.own))
            lane.own.clear()
            self._at = {group: at for group, at in self._at.items() if at is not lane}


def together(session: Session, slugs: Sequence[str]) -> dict[str, int]:
    """A number for each source, the same for sources that share a host: of their home pages, or of any feed."""
    first: dict[str, str] = {}
    leader = {slug: slug for slug in slugs}

    def leader_of(slug: str) -> str:
        while leader[slug] != slug:
            leader[slug] = leader[leader[slug]]
            slug = leader[slug]
        return slug

    for start in range(0, len(slugs), _SLUGS):
        asked = select(Source.slug, Source.url, Source.feeds, Source.discovered_feeds)
        for slug, url, feeds, found in session.execute(asked.where(Source.slug.in_(slugs[start : start + _SLUGS]))):
            for host in _hosts([url, *feeds, *found]):
                leader[leader_of(slug)] = leader_of(first.setdefault(host, slug))
    numbers = {slug: number for number, slug in enumerate(slugs)}
    return {slug: numbers[leader_of(slug)] for slug in slugs}


def _hosts(addresses: Sequence[str]) -> set[str]:
    hosts = set()
    for address in addresses:
        try:
            hosts.add(host_key(address))
        except ValueError:  # its visit will say so
            continue
    return hosts
