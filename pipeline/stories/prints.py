"""What is kept of an article to compare it by: its telling words, weighted, and the shingles of its text.

Both depend on that one article alone, so that adding articles changes no other's print. Titles go into the
words without the publisher's name, and not into the shingles; short lines (bylines, agency marks, "read
also") go into neither.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.language.headlines import without_publisher
from pipeline.language.scripts import UNSPACED_CHARACTERS
from pipeline.stories.stop_words import stop_words
from pipeline.topics.embedding import is_covered, surprise

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

PRINTS = "prints-2"
WORDS_FROM = 1500  # characters of text that tell what the event is; what follows is background
SHINGLE_WORDS = 4
SHINGLE_CHARACTERS = 9  # about as much text in scripts without spaces
SHINGLED_TOKENS = 1500
SHORT_LINE = 6  # words

_WORD = [("hash", "<u4"), ("weight", "<f4")]
# letters and digits with their vowel signs: \w leaves out the marks of Indic scripts, the dandas are no letters
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_TOKEN = re.compile(rf"[{UNSPACED_CHARACTERS}]|[\w{_MARKS}]+(?:[.,][0-9]+)*")
_UNSPACED_RUN = re.compile(rf"[{UNSPACED_CHARACTERS}]+")
_HAN_OR_KANA = re.compile("[぀-ヿ㐀-䶿一-鿿豈-﫿]")


@dataclass(frozen=True)
class Print:
    """``words`` maps the hash of a word to its weight; ``shingles`` are sorted, unique hashes."""

    language: str  # of the text that was read, "" where unknown
    words: Array  # structured: hash uint32, weight float32
    shingles: Array  # uint32

    def pack(self) -> bytes:
        """As bytes: the language in 8, the number of words in 4, the words, the shingles; little-endian."""
        head = self.language.encode("ascii", "ignore")[:8].ljust(8) + len(self.words).to_bytes(4, "little")
        return head + self.words.tobytes() + self.shingles.astype("<u4").tobytes()

    @classmethod
    def unpack(cls, packed: bytes) -> Print:
        import numpy as np  # noqa: PLC0415 - only this stage needs it

        count = int.from_bytes(packed[8:12], "little")
        words = np.frombuffer(packed, _WORD, count, 12)
        shingles = np.frombuffer(packed, "<u4", offset=12 + count * 8)
        return cls(packed[:8].decode("ascii").strip(), words, shingles)


def make_print(
    title: str, text: str, language: str | None, *, publisher: str = "", original: str | None = None
) -> Print:
    """The print of one article. ``language`` is that of title and text.

    ``original`` is the text as it was published, where ``text`` is a translation: copies share the former.
    """
    body = without_short_lines(text)
    head = without_publisher(title, publisher)
    return Print(
        language=language or "",
        words=_pack(telling_words(f"{head}\n{body[:WORDS_FROM]}", language)),
        shingles=shingles(body if original is None else without_short_lines(original)),
    )


def without_short_lines(text: str) -> str:
    """The lines of a text that are sentences; all of it if none is."""
    kept = [line for line in text.splitlines() if _long_enough(line)]
    return "\n".join(kept) if kept else text


def telling_words(text: str, language: str | None) -> dict[str, float]:
    """The words that set this text apart, with weights 0-1: names and numbers before common words."""
    stopped = stop_words(language)
    weights: dict[str, float] = {}
    for word in _words(text):
        folded = word.casefold()
        if len(folded) < 2 or folded in stopped:
            continue
        weight = _weight(word, language)
        if weight > 0:
            key = folded[:7]  # a crude stem, the same for all alphabets
            weights[key] = max(weights.get(key, 0.0), weight)
    return weights


def shingles(text: str) -> Array:
    """Hashes of every run of four words (nine characters where words are not spaced), sorted, each once."""
    import numpy as np  # noqa: PLC0415 - only this stage needs it

    tokens = _TOKEN.findall(_plain(text))[:SHINGLED_TOKENS]
    size = SHINGLE_CHARACTERS if _mostly_unspaced(tokens) else SHINGLE_WORDS
    joined = (" ".join(tokens[at : at + size]) for at in range(max(0, len(tokens) - size + 1)))
    return np.unique(np.fromiter((zlib.crc32(run.encode()) for run in joined), np.uint32))


def _mostly_unspaced(tokens: list[str]) -> bool:
    return sum(1 for token in tokens if _UNSPACED_RUN.fullmatch(token)) * 2 > len(tokens)


def _long_enough(line: str) -> bool:
    return len(_TOKEN.findall(line)) >= SHORT_LINE * (2 if _UNSPACED_RUN.search(line) else 1)


def _words(text: str) -> list[str]:
    """Spaced words as they are; unspaced runs as overlapping pairs (han, kana) or fours (Thai and its like)."""
    found: list[str] = []
    text = unicodedata.normalize("NFKC", text)
    for run in _UNSPACED_RUN.findall(text):
        size = 2 if _HAN_OR_KANA.match(run) else 4
        found.extend(run[at : at + size] for at in range(max(1, len(run) - size + 1)))
    found.extend(token for token in _TOKEN.findall(_UNSPACED_RUN.sub(" ", text)) if len(token) > 1)
    return found


def _weight(word: str, language: str | None) -> float:
    """0 for common words, 1 for rare names: how surprising the word is, if the vocabulary knows the language."""
    name = 0.25 if word[:1].isupper() else 0.0
    if _UNSPACED_RUN.match(word):
        return 0.5
    if not is_covered(language):
        return min(1.0, 0.1 * len(word)) + name
    return max(0.0, min(1.0, (surprise(word) - 8.0) / 14.0 + (name if surprise(word) > 8.0 else 0.0)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _pack(weights: dict[str, float]) -> Array:
    import numpy as np  # noqa: PLC0415 - as above

    packed = np.zeros(len(weights), dtype=_WORD)
    for at, key in enumerate(sorted(weights)):
        packed[at] = (zlib.crc32(key.encode()), weights[key])
    return packed
