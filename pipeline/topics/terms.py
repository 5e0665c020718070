"""Finding the terms of a taxonomy in running text, in languages that bend their words and scripts without spaces.

Words are looked up by their stems in a table, so the time does not grow with the number of terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.language.scripts import UNSPACED_CHARACTERS

_UNSPACED = re.compile(f"[{UNSPACED_CHARACTERS}]")
_UNSPACED_RUN = re.compile(f"[{UNSPACED_CHARACTERS}]+")
# letters and digits with their vowel signs (\w leaves those out), and apostrophes inside words
_WORD = re.compile(r"[\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff]+(?:['’][\w]+)*")
# what may stand before an Arabic noun: and, so; the, with the, like the, for the; with, for, like
_ARABIC_HEADS = ("", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ك", "كال", "ف", "فال", "ولل", "وبال")

# endings change and replace the last letters: (letters taken off a word of six or more and again of eight or more,
# letters that may follow)
_FUSING = "ru uk be bg mk sr hr bs sl cs sk pl lt lv el hy ro sq la"
# endings are added to the whole word, one after the other
_ADDING = "tr az uz kk ky tk hu fi et ka eu mn ta te ml kn ko sw rw rn so om"
_INDIC = "hi mr ne bn gu pa ur fa ps si or as ar"
BENDING: dict[str, tuple[int, int]] = {
    code: bend for codes, bend in ((_FUSING, (1, 4)), (_ADDING, (0, 8)), (_INDIC, (0, 3))) for code in codes.split()
}
_OTHERS = (0, 2)
_ENGLISH_ENDINGS = frozenset({"", "s", "es", "'s", "’s"})
SHORT = 4  # shorter words are matched whole: with endings they would match too much
PAIR = 2  # unspaced terms are found by their first two characters


@dataclass(frozen=True)
class _Stem:
    """A word of a term: its unchanging part, and what may follow it (so many letters, or one of these endings)."""

    text: str
    more: int
    endings: frozenset[str] | None = None

    def fits(self, word: str) -> bool:
        if not word.startswith(self.text):
            return False
        rest = word[len(self.text) :]
        return rest in self.endings if self.endings is not None else len(rest) <= self.more


class TermFinder:
    """All terms of one language; longer terms win over those they contain, and terms do not overlap."""

    def __init__(self, terms: Iterable[str], language: str) -> None:
        self._heads = _ARABIC_HEADS if language == "ar" else ("",)
        self._by_stem: dict[str, list[tuple[str, tuple[_Stem, ...]]]] = {}
        self._by_pair: dict[str, list[tuple[str, str]]] = {}
        for term in sorted({term for term in terms if term.strip()}, key=lambda term: (-len(term), term)):
            folded = fold(term).strip()
            if _UNSPACED.search(folded):
                self._by_pair.setdefault(folded[:PAIR], []).append((folded, term))
                continue
            stems = tuple(_stem(word, language) for word in _WORD.findall(folded))
            if stems:
                self._by_stem.setdefault(stems[0].text, []).append((term, stems))
        self._lengths = sorted({len(stem) for stem in self._by_stem}, reverse=True)

    def find(self, folded: str) -> Iterator[tuple[str, int]]:
        """Each term that stands in a folded text, with its position."""
        yield from self._spaced(folded)
        if self._by_pair:
            for run in _UNSPACED_RUN.finditer(folded):
                yield from self._unspaced(run.group(), run.start())

    def _spaced(self, folded: str) -> Iterator[tuple[str, int]]:
        if not self._by_stem:
            return
        words = [(match.group(), match.start()) for match in _WORD.finditer(folded)]
        at = 0
        while at < len(words):
            found = self._longest_at(words, at)
            if found is None:
                at += 1
                continue
            term, length = found
            yield term, words[at][1]
            at += length

    def _longest_at(self, words: list[tuple[str, int]], at: int) -> tuple[str, int] | None:
        word = words[at][0]
        best: tuple[str, int] | None = None
        for head in self._heads:
            if not word.startswith(head):
                continue
            bare = word[len(head) :]
            for length in self._lengths:
                for term, stems in self._by_stem.get(bare[:length], ()) if length <= len(bare) else ():
                    fits = stems[0].fits(bare) and _rest_fits(stems, words, at)
                    if fits and (best is None or (len(stems), len(term)) > (best[1], len(best[0]))):
                        best = (term, len(stems))
        return best

    def _unspaced(self, run: str, start: int) -> Iterator[tuple[str, int]]:
        at = 0
        while at < len(run):
            known = self._by_pair.get(run[at : at + PAIR], ())
            found = next(((folded, term) for folded, term in known if run.startswith(folded, at)), None)
            if found is None:
                at += 1
                continue
            yield found[1], start + at
            at += len(found[0])


def fold(text: str) -> str:
    """The form in which texts and terms are compared: compatibility characters and case made one."""
    return unicodedata.normalize("NFKC", text).casefold()


def _rest_fits(stems: tuple[_Stem, ...], words: list[tuple[str, int]], at: int) -> bool:
    if at + len(stems) > len(words):
        return False
    return all(stem.fits(words[at + step][0]) for step, stem in enumerate(stems) if step)


def _stem(word: str, language: str) -> _Stem:
    if language == "en":
        return _Stem(word, 0, _ENGLISH_ENDINGS if len(word) >= SHORT else frozenset({""}))
    if language == "ar":
        word = word.removeprefix("ال") if len(word) > SHORT else word
    less, more = BENDING.get(language, _OTHERS)
    if len(word) < SHORT:
        return _Stem(word, 0)
    cut = less * ((len(word) >= 6) + (len(word) >= 8))
    return _Stem(word[: len(word) - cut], more)
