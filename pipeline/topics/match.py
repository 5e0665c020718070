"""Which topics of the taxonomy an article is about: its terms in the article's language, and its sentence vector.

Explainable: every topic comes with the terms that were found. Languages that the encoder does not know are
matched by terms alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.catalogue.schema import TopicEntry
from pipeline.topics.embedding import embed
from pipeline.topics.terms import TermFinder, fold

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

TOPICS = "topics-1"
READ_CHARACTERS = 4000
LEAD_CHARACTERS = 500
# points for a term by where it first stands; three points make two thirds of full relevance
IN_TITLE, IN_LEAD, IN_BODY, AGAIN = 3.0, 1.5, 0.6, 0.3
POINTS_SCALE = 2.7
# cosine of a text and a topic's description: at or below LOW it says nothing, at HIGH all it can
COSINE_LOW, COSINE_HIGH = 0.22, 0.48
VECTOR_ALONE = 0.6  # what a vector without any term is worth at most
LEAST = 0.2  # below this an article is not about the topic
MOST_TOPICS = 5


@dataclass(frozen=True)
class TopicMatch:
    """``relevance`` is 0-1; ``terms`` are the catalogue's terms that were found, most telling first."""

    topic: str
    relevance: float
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """An article as it is matched: ``language`` is that of title and text."""

    title: str
    text: str
    language: str | None


class TopicMatcher:
    """The taxonomy made ready: one expression a language, one matrix for all topics."""

    def __init__(self, topics: Sequence[TopicEntry]) -> None:
        self._slugs = [topic.slug for topic in topics]
        self._topics_of: dict[str, dict[str, list[int]]] = {}
        for number, topic in enumerate(topics):
            for language, terms in topic.terms.items():
                for term in terms:
                    self._topics_of.setdefault(language, {}).setdefault(term, []).append(number)
        self._finders = {language: TermFinder(terms, language) for language, terms in self._topics_of.items()}
        texts = [_about(topic) for topic in topics]
        self._prototypes = embed([part for pair in texts for part in pair])

    def match(self, readings: Sequence[Reading], vectors: Array) -> list[list[TopicMatch]]:
        """The topics of each article, most relevant first, at most five. ``vectors`` has a row for each."""
        import numpy as np  # noqa: PLC0415 - only this stage needs it

        if not readings or not self._slugs:
            return [[] for _ in readings]
        cosines = (vectors @ self._prototypes.T).reshape(len(readings), len(self._slugs), -1).max(axis=2)
        semantic = np.clip((cosines - COSINE_LOW) / (COSINE_HIGH - COSINE_LOW), 0.0, 1.0)
        return [self._of(reading, semantic[row]) for row, reading in enumerate(readings)]

    def _of(self, reading: Reading, semantic: Array) -> list[TopicMatch]:
        points = self._points(reading)
        found: list[TopicMatch] = []
        for number, slug in enumerate(self._slugs):
            terms = points.get(number, {})
            relevance = combine(sum(terms.values()), float(semantic[number]))
            if relevance >= LEAST:
                named = tuple(sorted(terms, key=lambda term: (-terms[term], term))[:6])
                found.append(TopicMatch(slug, round(relevance, 4), named))
        return sorted(found, key=lambda match: (-match.relevance, match.topic))[:MOST_TOPICS]

    def _points(self, reading: Reading) -> dict[int, dict[str, float]]:
        """Points by topic and term, each term counted where it stands first and a little for coming again."""
        points: dict[int, dict[str, float]] = {}
        title = fold(reading.title)
        text = f"{title}\n{fold(reading.text[:READ_CHARACTERS])}"
        for language in dict.fromkeys((reading.language, "en")):
            if language not in self._finders:
                continue
            for term, at in self._finders[language].find(text):
                worth = IN_TITLE if at < len(title) else IN_LEAD if at < len(title) + LEAD_CHARACTERS else IN_BODY
                for topic in self._topics_of[language][term]:
                    mine = points.setdefault(topic, {})
                    mine[term] = mine[term] + AGAIN if term in mine else worth
        return points


def combine(points: float, semantic: float) -> float:
    """Relevance 0-1 from the points of the terms and the calibrated cosine; grows with either.

    Terms alone can reach 1 (``1 - exp(-points / 2.7)``), a vector alone 0.6; together they add like
    independent evidence (noisy or).
    """
    by_terms = 1.0 - math.exp(-points / POINTS_SCALE)
    return 1.0 - (1.0 - by_terms) * (1.0 - VECTOR_ALONE * semantic)


def _about(topic: TopicEntry) -> tuple[str, str]:
    return topic.description, f"{topic.name}: {', '.join(topic.terms.get('en', ())[:12])}"
