"""How relevant a title and lead are to the taxonomy, in the language they are written in: for all stages alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.catalogue.schema import TopicEntry
from pipeline.topics.embedding import DIMENSIONS, embed, is_covered
from pipeline.topics.match import Reading, matcher_of

if TYPE_CHECKING:
    import numpy as np

LEAD_CHARACTERS = 400  # with the title, what is embedded: longer costs twice as much and tells no more (ECB+)
SECOND_TOPIC, THIRD_TOPIC = 0.15, 0.05


def lead_of(title: str, text: str) -> str:
    """What an article is embedded by."""
    return f"{title}. {text[:LEAD_CHARACTERS]}" if title else text[:LEAD_CHARACTERS]


def lead_vectors(readings: Sequence[Reading]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Vectors of title and lead; zeros in languages that the encoder does not know, which are like nothing."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second that few need

    vectors = np.zeros((len(readings), DIMENSIONS), np.float32)
    covered = [at for at, reading in enumerate(readings) if is_covered(reading.language)]
    vectors[covered] = embed([lead_of(readings[at].title, readings[at].text) for at in covered])
    return vectors


def relevance_of(topics: Sequence[TopicEntry], readings: Sequence[Reading]) -> list[float]:
    """0-1: the best topic's relevance times its weight, the second adding 0.15 and the third 0.05 of theirs."""
    weights = {topic.slug: topic.weight for topic in topics}
    found = matcher_of(topics).match(readings, lead_vectors(readings))
    return [
        _joint(sorted((one.relevance * weights.get(one.topic, 1.0) for one in each), reverse=True)) for each in found
    ]


def _joint(best: Sequence[float]) -> float:
    first, second, third = (*best, 0.0, 0.0, 0.0)[:3]
    return round(min(1.0, first + SECOND_TOPIC * second + THIRD_TOPIC * third), 4)
