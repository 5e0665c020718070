"""Who is sick, grouped for a reader: by what is wrong, worst first, with since when, why, what helps, and who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from pipeline.sources.health import health_state
from pipeline.warehouse.condition_rows import CONDITIONS, sources_in
from pipeline.warehouse.schema import SourceCondition

EXAMPLES = 3


@dataclass(frozen=True)
class Ailment:
    """Sources that have the same thing wrong with them; ``slugs`` those longest sick first."""

    condition: str
    reason: str
    words: str
    remedy: str
    since: dt.datetime  # the longest
    latest: dt.datetime
    slugs: tuple[str, ...]

    @property
    def examples(self) -> str:
        """A few of them by name, and how many more there are."""
        more = len(self.slugs) - EXAMPLES
        return ", ".join(self.slugs[:EXAMPLES]) + (f" and {more:,} more" if more > 0 else "")

    def as_json(self) -> dict[str, Any]:
        return {
            "condition": self.condition,
            "reason": self.reason,
            "sources": len(self.slugs),
            "what": self.words,
            "remedy": self.remedy,
            "since": minute(self.since),
            "latest": minute(self.latest),
            "examples": list(self.slugs[:EXAMPLES]),
        }


def ailments(session: Session) -> list[Ailment]:
    """What is wrong with sources in work: the worst condition first, of one condition the commonest reason."""
    return grouped(sources_in(session))


def grouped(rows: Sequence[SourceCondition]) -> list[Ailment]:
    by_reason: dict[tuple[str, str], list[SourceCondition]] = {}
    for row in rows:
        by_reason.setdefault((row.condition, row.reason), []).append(row)
    found = []
    for (condition, reason), same in by_reason.items():
        state = health_state(reason)
        slugs = tuple(row.source_slug for row in same)
        dates = [row.since for row in same]
        found.append(Ailment(condition, reason, state.words, state.remedy, min(dates), max(dates), slugs))
    return sorted(found, key=lambda one: (CONDITIONS.index(one.condition), -len(one.slugs), one.reason))


def as_json(row: SourceCondition) -> dict[str, str]:
    """One condition of one source, for programs."""
    return {
        "source": row.source_slug,
        "health": row.reason,
        "condition": row.condition,
        "since": minute(row.since),
        "error": row.detail,
        "remedy": health_state(row.reason).remedy,
    }


def minute(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="minutes")
