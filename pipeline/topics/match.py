"""Which topics of the taxonomy an article is about: its terms in the article's language, and its sentence vector.

Explainable: every topic comes with the terms that were found. Languages that the encoder does not know are
matched by terms alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.catalogue.loader import fingerprint
from pipeline.catalogue.schema import TopicEntry
from pipeline.topics.embedding import embed
from pipeline.topics.terms import TermFinder, fold

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

TOPICS = "topics-1"
READ_CHARACTERS = 4000
LEAD_CHARACTERS = 500
# points for a term by where it stands first; four points make two thirds of full relevance
IN_TITLE, IN_LEAD, IN_BODY, AGAIN, AGAIN_AT_MOST = 3.0, 1.5, 0.4, 0.15, 3
POINTS_SCALE = 3.6
# cosine of a text and a topic: of texts with many of the topic's terms nine in ten are above LOW and one above HIGH,
# of texts with none one in ten is above LOW
COSINE_LOW, COSINE_HIGH = 0.11, 0.28
VECTOR_ALONE = 0.5  # what a vector without any term is worth at most
TERMS_ALONE = 0.55  # the share of the terms' worth that remains when the vector speaks against the topic
PROTOTYPE_TERMS = 20
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
        self._prototypes = _prototypes(topics)

    def match(self, readings: Sequence[Reading], vectors: Array) -> list[list[TopicMatch]]:
        """The topics of each article, most relevant first, at most five. ``vectors`` has a row for each."""
        import numpy as np  # noqa: PLC0415 - only this stage needs it

        if not readings or not self._slugs:
            return [[] for _ in readings]
        cosines = vectors @ self._prototypes.T
        semantic = np.clip((cosines - COSINE_LOW) / (COSINE_HIGH - COSINE_LOW), 0.0, 1.0)
        known = np.abs(vectors).sum(axis=1) > 0
        return [self._of(reading, semantic[row] if known[row] else None) for row, reading in enumerate(readings)]

    def _of(self, reading: Reading, semantic: Array | None) -> list[TopicMatch]:
        points = self._points(reading)
        found: list[TopicMatch] = []
        for number, slug in enumerate(self._slugs):
            terms = points.get(number, {})
            relevance = combine(sum(terms.values()), float(semantic[number]) if semantic is not None else None)
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
                    again = AGAIN if term in mine and mine[term] < worth + AGAIN * AGAIN_AT_MOST else 0.0
                    mine[term] = mine[term] + again if term in mine else worth
        return points


_READY: dict[str, TopicMatcher] = {}


def matcher_of(topics: Sequence[TopicEntry]) -> TopicMatcher:
    """The matcher of a taxonomy, made once a process: its prototypes take a second of encoding."""
    key = fingerprint(topics)
    if key not in _READY:
        _READY.clear()
        _READY[key] = TopicMatcher(topics)
    return _READY[key]


def combine(points: float, semantic: float | None) -> float:
    """Relevance 0-1 from the points of the terms and the calibrated cosine (None: no vector); grows with either.

    Terms give ``1 - exp(-points / 3.6)``. A vector that speaks against the topic leaves 0.55 of that ("school" in a
    report from the front); one that speaks for it adds up to 0.5 as independent evidence (noisy or).
    """
    by_terms = 1.0 - math.exp(-points / POINTS_SCALE)
    if semantic is None:
        return by_terms
    trusted = by_terms * (TERMS_ALONE + (1.0 - TERMS_ALONE) * min(1.0, 2.0 * semantic))
    return 1.0 - (1.0 - trusted) * (1.0 - VECTOR_ALONE * semantic)


def _prototypes(topics: Sequence[TopicEntry]) -> Array:
    """A vector a topic: its description and the mean of its first English terms, in equal parts."""
    import numpy as np  # noqa: PLC0415 - as above

    descriptions = embed([topic.description for topic in topics])
    terms = [list(topic.terms.get("en", ())[:PROTOTYPE_TERMS]) or [topic.name] for topic in topics]
    flat = embed([term for mine in terms for term in mine])
    ends = np.cumsum([len(mine) for mine in terms])[:-1]
    means = np.stack([part.mean(axis=0) for part in np.split(flat, ends)]) if topics else descriptions
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    both = descriptions + means
    return np.asarray(both / np.maximum(np.linalg.norm(both, axis=1, keepdims=True), 1e-9), np.float32)
