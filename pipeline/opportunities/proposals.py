"""What is asked for, and a proposal: an opportunity before it is chosen and stored, whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.catalogue.schema import DeskEntry

HEURISTICS = "heuristics"
KINDS = ("trending", "deep_dive", "round_up", "coverage_gap", "manual", "keyword")


@dataclass(frozen=True)
class Assignment:
    """What a detection is asked for: the desk's own wishes, or what the request put in their place."""

    desk: DeskEntry
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    min_score: float
    limit: int


@dataclass(frozen=True)
class Proposal:
    """``key`` names the story, or the topic and region, so that the same matter is the same row tomorrow.

    ``aliases`` are keys under which the matter may stand already (a story that was merged into this one, an
    article that had no story yet). ``articles`` are ids, best first; only a gap may have none.
    """

    key: str
    kind: str
    title: str
    angle: str
    rationale: str
    priority: float
    articles: tuple[int, ...]
    detected_by: str = HEURISTICS
    story_id: int | None = None
    topic: str | None = None
    region: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def lead(self) -> int | None:
        return self.articles[0] if self.articles else None


def story_key(story_id: int | None, article_ids: Sequence[int]) -> str:
    """The key of a story; of an article that has none, the article's."""
    return f"story:{story_id}" if story_id is not None else f"article:{min(article_ids)}"


def beat_key(kind: str, region: str | None, topic: str | None) -> str:
    """The key of what is about a topic in a region rather than about an event."""
    return f"{kind}:{region or 'all'}:{topic or 'all'}"
