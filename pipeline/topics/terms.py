"""Finding the terms of a taxonomy in running text, in languages that bend their words and scripts without spaces."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.language.scripts import UNSPACED_CHARACTERS

_UNSPACED = re.compile(f"[{UNSPACED_CHARACTERS}]")
_ARABIC = re.compile("[ؠ-يٮ-ۓ]")
# what may stand before an Arabic noun: and, so; the, with the, like the, for the; with, for, like
_ARABIC_HEAD = "(?:[وف]?(?:ال|بال|كال|لل|[بلك])?)"
# letters, and the vowel signs that \w leaves out
_LETTER = r"[\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff]"

# endings change and replace the last letters: (letters taken off a word of six or more, letters that may follow)
_FUSING = "ru uk be bg mk sr hr bs sl cs sk pl lt lv el hy ro sq la"
# endings are added to the whole word, one after the other
_ADDING = "tr az uz kk ky tk hu fi et ka eu mn ta te ml kn ko sw rw rn so om"
_INDIC = "hi mr ne bn gu pa ur fa ps si or as"
BENDING: dict[str, tuple[int, int]] = {
    code: bend for codes, bend in ((_FUSING, (1, 4)), (_ADDING, (0, 6)), (_INDIC, (0, 3))) for code in codes.split()
}
_OTHERS = (0, 2)
SHORT = 4  # shorter words are matched whole: with endings they would match too much


class TermFinder:
    """All terms of one language in one expression; longer terms win over those they contain."""

    def __init__(self, terms: Iterable[str], language: str) -> None:
        ordered = sorted({term for term in terms if term.strip()}, key=lambda term: (-len(term), term))
        self._patterns = [(term, _pattern(term, language)) for term in ordered]
        spaced = "|".join(pattern for term, pattern in self._patterns if not _UNSPACED.search(term))
        unspaced = "|".join(pattern for term, pattern in self._patterns if _UNSPACED.search(term))
        bounded = rf"(?<!{_LETTER})(?:{spaced})(?!{_LETTER})" if spaced else ""
        self._all = re.compile("|".join(part for part in (bounded, unspaced) if part) or r"(?!)")
        self._term_of = functools.lru_cache(maxsize=20_000)(self._resolve)

    def find(self, folded: str) -> Iterator[tuple[str, int]]:
        """Each term that stands in a folded text, with its position, in order; terms do not overlap."""
        for match in self._all.finditer(folded):
            yield self._term_of(match.group()), match.start()

    def _resolve(self, surface: str) -> str:
        return next(term for term, pattern in self._patterns if re.fullmatch(pattern, surface))


def fold(text: str) -> str:
    """The form in which texts and terms are compared: compatibility characters and case made one."""
    return unicodedata.normalize("NFKC", text).casefold()


def _pattern(term: str, language: str) -> str:
    folded = fold(term).strip()
    if _UNSPACED.search(folded):
        return re.escape(folded)
    return r"[\s\-]+".join(_word(word, language) for word in re.split(r"[\s\-]+", folded))


def _word(word: str, language: str) -> str:
    if language == "en":
        return re.escape(word) + (r"(?:e?s|'s|’s)?" if len(word) >= SHORT else "")
    if _ARABIC.search(word) and language == "ar":
        return _ARABIC_HEAD + re.escape(word.removeprefix("ال")) + (rf"{_LETTER}{{0,3}}" if len(word) > SHORT else "")
    less, more = BENDING.get(language, _OTHERS)
    if len(word) < SHORT:
        return re.escape(word)
    stem = word[: len(word) - less] if len(word) >= 6 else word
    return re.escape(stem) + rf"{_LETTER}{{0,{more}}}"
