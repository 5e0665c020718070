"""How much of a draft is its own wording: verbatim runs shared with the sources, outside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# runs shorter than this are the common stock of the language ("the central bank of the country said")
RUN = 8
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|‘[^’]{20,}’(?!\w)")


@dataclass(frozen=True)
class Overlap:
    """``longest`` run and number of ``shared`` words among ``words``; ``quoted`` words were left out of account."""

    words: int
    shared: int
    longest: int
    quoted: int

    @property
    def share(self) -> float:
        return self.shared / self.words if self.words else 0.0

    @property
    def quoted_share(self) -> float:
        whole = self.words + self.quoted
        return self.quoted / whole if whole else 0.0


def outside_quotes(text: str) -> str:
    """The text with what stands in quotation marks taken out."""
    return _QUOTED.sub(" \u2026 ", text)


def tokens(text: str) -> list[str]:
    """Words, folded; scripts without spaces count by the character."""
    found: list[str] = []
    for word in _TOKEN.findall(text.casefold()):
        found.extend(word if _HAN.search(word) else [word])
    return found


def overlap(sentences: Iterable[str], sources: Sequence[str]) -> Overlap:
    """Runs of at least RUN words that the draft shares with any source."""
    shingles = {shingle for source in sources for shingle in _shingles(tokens(source))}
    words = shared = longest = quoted = 0
    for sentence in sentences:
        whole = len(tokens(sentence))
        # a quotation interrupts a run, so each stretch between quotations is looked at by itself
        stretches = [tokens(part) for part in outside_quotes(sentence).split("\u2026")]
        own = sum(len(stretch) for stretch in stretches)
        quoted += whole - own
        words += own
        for stretch in stretches:
            hit, run = _covered(stretch, shingles)
            shared += hit
            longest = max(longest, run)
    return Overlap(words, shared, longest, quoted)


def _shingles(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1))


def _covered(words: Sequence[str], shingles: set[tuple[str, ...]]) -> tuple[int, int]:
    """The number of words within shared runs, and the longest run."""
    covered = [False] * len(words)
    for place, shingle in enumerate(_shingles(words)):
        if shingle in shingles:
            covered[place : place + RUN] = [True] * RUN
    longest = current = 0
    for hit in covered:
        current = current + 1 if hit else 0
        longest = max(longest, current)
    return sum(covered), longest
