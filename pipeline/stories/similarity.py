"""How likely two articles tell of one event: vectors, telling words, languages and the time between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.topics.embedding import is_covered

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

FOLD = 1024  # telling words are folded into this many columns; two unlike texts then differ from 0 by about 0.03
# one scale for all pairs: 0.36 is the same event as often as not (measured on ECB+)
VECTOR_SHARE = 0.4  # same language: the rest is telling words
WORDS_ALONE = 0.10  # added where no vector can be trusted
ACROSS = 0.25  # taken from the cosine of two languages, whose words cannot meet
# a source seldom tells one event twice, but its articles share phrases and a beat
SAME_SOURCE = 0.9
# among many articles on one subject, what they all share tells no two apart: from CROWD_FROM articles on, growing
# to the full at CROWD_FULL, words weigh by how few of the crowd have them and vectors lose a part of their mean
CROWD_FROM, CROWD_FULL = 8, 100
CROWD_MEAN = 0.3
# an event is told for a week: full weight up to two days, nothing from eight on
FRESH_HOURS, STALE_HOURS = 48.0, 192.0


@dataclass(frozen=True)
class Field:
    """Articles side by side, one row each, in an order that depends on them alone."""

    ids: Array  # int64
    hours: Array  # float64, since the epoch: published, else collected
    sources: Array  # object: slugs
    languages: Array  # object: codes of the text that was read
    vectors: Array  # float32 (n, 512), zeros where the encoder does not know the language
    words: Array  # float32 (n, FOLD), normalised
    shingles: Sequence[Array]

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: Array) -> Field:
        return Field(
            self.ids[rows],
            self.hours[rows],
            self.sources[rows],
            self.languages[rows],
            self.vectors[rows],
            self.words[rows],
            [self.shingles[row] for row in rows],
        )


def fold_words(packed: Sequence[Array]) -> Array:
    """Packed telling words as normalised rows: each word adds its weight, with a sign, to one column."""
    import numpy as np  # noqa: PLC0415 - only this stage needs it

    rows = np.zeros((len(packed), FOLD), np.float32)
    for at, words in enumerate(packed):
        signs = np.where(words["hash"] >> 31, 1.0, -1.0).astype(np.float32)
        np.add.at(rows[at], words["hash"] % FOLD, words["weight"] * signs)
    return _normalised(rows)


def similarities(one: Field, other: Field) -> Array:
    """A row for each article of ``one``, a column for each of ``other``; 0-1, rounded so that ties are ties."""
    import numpy as np  # noqa: PLC0415 - as above

    words = one.words @ other.words.T
    cosine = one.vectors @ other.vectors.T
    same = one.languages[:, None] == other.languages[None, :]
    covered = _covered(one.languages)[:, None] & _covered(other.languages)[None, :]
    likeness = np.zeros_like(words)
    both = same & covered
    likeness[both] = VECTOR_SHARE * cosine[both] + (1 - VECTOR_SHARE) * words[both]
    alone = same & ~covered & (words > WORDS_ALONE)
    likeness[alone] = words[alone] + WORDS_ALONE
    across = ~same & covered
    likeness[across] = cosine[across] - ACROSS + (1 - VECTOR_SHARE) * np.maximum(words[across] - 0.05, 0)
    likeness[one.sources[:, None] == other.sources[None, :]] *= SAME_SOURCE
    likeness *= nearness(one.hours, other.hours)
    return np.asarray(np.round(np.clip(likeness, 0.0, 1.0), 4))


def set_apart(crowd: Field) -> Field:
    """The same articles, compared by what sets them apart from each other rather than from all the world.

    The measure is taken from these articles alone. Eight or fewer come back as they are.
    """
    import numpy as np  # noqa: PLC0415 - as above

    count = len(crowd)
    if count <= CROWD_FROM:
        return crowd
    amount = min(1.0, float(np.log(count / CROWD_FROM) / np.log(CROWD_FULL / CROWD_FROM)))
    having = np.maximum((crowd.words != 0).mean(axis=0), 1.0 / count)
    rarity = np.log(1.0 / having) / np.log(count)
    words = crowd.words * (1.0 - amount + amount * rarity)
    known = np.abs(crowd.vectors).sum(axis=1, keepdims=True) > 0
    mean = crowd.vectors.sum(axis=0) / max(1, int(known.sum()))
    vectors = np.where(known, crowd.vectors - CROWD_MEAN * amount * mean, 0.0)
    return replace(crowd, words=_normalised(words), vectors=_normalised(vectors))


def _normalised(rows: Array) -> Array:
    import numpy as np  # noqa: PLC0415 - as above

    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def nearness(one: Array, other: Array) -> Array:
    """1 for pairs up to two days apart, falling to 0 at eight days."""
    import numpy as np  # noqa: PLC0415 - as above

    apart = np.abs(one[:, None] - other[None, :])
    return np.asarray(np.clip((STALE_HOURS - apart) / (STALE_HOURS - FRESH_HOURS), 0.0, 1.0), np.float32)


def _covered(languages: Array) -> Array:
    import numpy as np  # noqa: PLC0415 - as above

    return np.fromiter((is_covered(code) for code in languages), bool, len(languages))
