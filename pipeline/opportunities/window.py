"""The desk's window: the completed articles that detection looks at. Plain values; ``reading.py`` fills them.

Everything is as of the newest article of the window, never of the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

# half of what makes a score fresh is lost in a week, and never more than half of the score
HALF_LIFE_HOURS = 7 * 24.0
DECAY_FLOOR = 0.5
# an article touches a topic when its relevance (0-1) is at least ABOUT, and stands for it from MAINLY on
ABOUT, MAINLY = 0.4, 0.5


@dataclass(frozen=True)
class WindowArticle:
    """A completed article of the window with what is known of it."""

    id: int
    source_slug: str
    outlet: str
    country: str | None
    region: str
    collected_at: dt.datetime
    published_at: dt.datetime | None
    url: str
    original_title: str
    translated_title: str | None
    language: str | None
    lead: str
    word_count: int
    kind: str
    authors: tuple[str, ...]
    text_hash: str
    score_id: int
    total: float
    relevance: float
    content_depth: float
    uniqueness: float
    translation_id: int
    decayed: float
    topics: Mapping[str, float] = field(default_factory=dict)
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    story_id: int | None = None
    relation: str = "original"
    copy_of: int | None = None
    good: bool = True  # scores enough, on a topic and in a region of the desk; others only bear witness to a story

    @property
    def title(self) -> str:
        return self.translated_title or self.original_title

    @property
    def date(self) -> dt.datetime:
        """When it came out; an impossible (future) date counts as the day it was collected."""
        if self.published_at is None or self.published_at > self.collected_at:
            return self.collected_at
        return self.published_at

    @property
    def readable(self) -> bool:
        """Whether an English-language editor can read its headline."""
        return self.language == "en" or self.translated_title is not None


@dataclass(frozen=True)
class Coverage:
    """What was read at all in the window, whatever its score: the base of every statement about gaps."""

    articles: Mapping[str, int]  # region -> completed articles
    outlets: Mapping[str, tuple[str, ...]]  # region -> names, most articles first
    about: Mapping[tuple[str, str], int]  # (region, topic) -> articles


@dataclass(frozen=True)
class Window:
    """``articles`` are those good enough and within the desk's topics and regions, and all others of their stories.

    The others count as voices, so that nothing is called unreported which somebody reported badly. Best first.
    """

    first_day: dt.date
    last_day: dt.date
    as_of: dt.datetime | None
    articles: Sequence[WindowArticle]
    coverage: Coverage

    @cached_property
    def by_id(self) -> dict[int, WindowArticle]:
        return {article.id: article for article in self.articles}


def decay(total: float, age: dt.timedelta) -> float:
    """A score as of a later moment: it halves its upper half every week."""
    hours = max(0.0, age.total_seconds() / 3600)
    return float(total * (DECAY_FLOOR + (1 - DECAY_FLOOR) * 0.5 ** (hours / HALF_LIFE_HOURS)))
