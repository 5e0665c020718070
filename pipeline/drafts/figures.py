"""Numbers in text: which values a text states, and whether a figure of the draft stands in its sources.

Values are compared, not spellings: ``9.25 per cent`` is ``9,25%``, ``1.2 million`` is ``1,200,000``, ``12th`` is
twelve, ``४२`` is 42. A separator that can be read in two ways is read in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest


def _words(text: str) -> list[str]:
    return text.split()


_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = _words(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_WORDS: dict[str, int] = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 20 + 10 * place for place, word in enumerate(_TENS)},
    **{f"{ten}-{one}": 20 + 10 * p + v for p, ten in enumerate(_TENS) for v, one in enumerate(_ONES[1:10], start=1)},
    "twentieth": 20,
    "thirtieth": 30,
    "dozen": 12,
}
# "second" and "third" are as often a unit or a share as a place: not counted as figures
_WORDS |= {word: value for value, word in enumerate(_ORDINALS) if value > 3}
_SCALES = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "lakh": 100_000, "lakhs": 100_000, "million": 1_000_000,
    "mn": 1_000_000, "m": 1_000_000, "crore": 10_000_000, "crores": 10_000_000, "billion": 1_000_000_000,
    "bn": 1_000_000_000, "trillion": 1_000_000_000_000, "tn": 1_000_000_000_000,
    # the words that numbers carry in the larger languages we read; "billón" and the like are long-scale
    "mil": 1_000, "millones": 1_000_000, "millón": 1_000_000, "milhões": 1_000_000, "milhão": 1_000_000,
    "bilhões": 1_000_000_000, "bilhão": 1_000_000_000, "mille": 1_000, "millions": 1_000_000,
    "milliard": 1_000_000_000, "milliards": 1_000_000_000, "juta": 1_000_000, "miliar": 1_000_000_000,
    "triliun": 1_000_000_000_000, "ribu": 1_000, "тыс": 1_000, "тысяч": 1_000, "млн": 1_000_000, "миллиона": 1_000_000,
    "миллионов": 1_000_000, "млрд": 1_000_000_000, "миллиардов": 1_000_000_000, "مليون": 1_000_000,
    "مليار": 1_000_000_000, "ألف": 1_000, "万": 10_000, "億": 100_000_000, "亿": 100_000_000, "兆": 1_000_000_000_000,
    "milyon": 1_000_000, "milyar": 1_000_000_000, "bin": 1_000, "milioni": 1_000_000, "bilioni": 1_000_000_000,
    "हज़ार": 1_000, "लाख": 100_000, "करोड़": 10_000_000, "mln": 1_000_000, "mld": 1_000_000_000,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’](?=\d)\d+)*)"
    r"(?P<ordinal>(?:st|nd|rd|th|er|ème|º|ª)\b)?"
    r"(?:[\s\u00a0-]?(?P<scale>"
    + "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
    + r")(?![^\W_])|(?P<cjk>[万億亿兆]))?"
    r"(?P<percent>\s?(?:%|٪|per\s?cent\b|por\s?cento\b|por\s?ciento\b|pour\s?cent\b|persen\b|процент\w*|asilimia\b))?",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"\b(?P<word>"
    + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
    + r")\b(?:\s(?P<scale>hundred|thousand|million|billion|trillion)\b)?(?P<percent>\sper\s?cent\b)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:to|and|or|[-–—]|bis|до|и|sampai|hingga|[aeyàou])\s*[$€£¥₹]?\s*")
SMALL = 10


@dataclass(frozen=True)
class Figure:
    """A number as it stands (``text``), every value it can mean, and where it stands.

    In ``1.2 to 1.4 million`` the first number may mean 1.2 as well as 1,200,000.
    """

    text: str
    values: frozenset[Decimal]
    start: int
    end: int
    scale: int = 1
    percent: bool = False
    spelled: bool = False
    ordinal: bool = False

    @property
    def small_word(self) -> bool:
        """``two``, ``ten``: counts that prose makes by itself."""
        return self.spelled and all(value <= SMALL for value in self.values)


def figures(text: str) -> list[Figure]:
    """The numbers of a text, in order, whatever digits they are written with."""
    plain = western_digits(text)
    found = [_figure(match) for match in _NUMBER.finditer(plain)]
    taken = [(one.start, one.end) for one in found]
    found.extend(
        _spelled(match)
        for match in _SPELLED.finditer(plain)
        if not any(start <= match.start() < end for start, end in taken)
    )
    found.sort(key=lambda one: one.start)
    return [_in_range(one, following, plain) for one, following in zip_longest(found, found[1:])]


def _in_range(figure: Figure, following: Figure | None, plain: str) -> Figure:
    """The figure, which shares the scale of the one that it makes a range with."""
    if following is None or figure.scale != 1 or following.scale == 1:
        return figure
    if not _RANGE.fullmatch(plain[figure.end : following.start]):
        return figure
    return replace(figure, values=figure.values | {(value * following.scale).normalize() for value in figure.values})


def known_figures(texts: Iterable[str]) -> frozenset[Decimal]:
    """Every value that the texts state, under every reading."""
    return frozenset(value for text in texts for figure in figures(text) for value in figure.values)


def unsupported(text: str, known: frozenset[Decimal]) -> Iterator[Figure]:
    """The figures of a text that no known value supports. Small counts in words are let through."""
    for figure in figures(text):
        if not figure.small_word and not figure.values & known:
            yield figure


def western_digits(text: str) -> str:
    """The text with all decimal digits as 0-9; lengths and places stay."""
    if text.isascii():
        return text
    changed = [
        str(unicodedata.decimal(character)) if not character.isascii() and character.isdecimal() else character
        for character in text
    ]
    return "".join(changed).replace("٫", ".").replace("٬", ",")


def _figure(match: re.Match[str]) -> Figure:
    scale = _SCALES.get((match["scale"] or match["cjk"] or "").casefold(), 1)
    plain = frozenset(value.normalize() for value in _readings(match["digits"]))
    return Figure(
        match.group().strip(),
        frozenset((value * scale).normalize() for value in plain),
        match.start(),
        match.end(),
        scale=scale,
        percent=bool(match["percent"]),
        ordinal=bool(match["ordinal"]),
    )


def _readings(digits: str) -> Iterator[Decimal]:
    plain = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    separators = [character for character in plain if character in ".,"]
    last = max(plain.rfind("."), plain.rfind(","))
    whole, decimals = re.sub(r"[.,]", "", plain[:last]), plain[last + 1 :]
    decimal_mark = len(separators) == 1 or (len(set(separators)) == 2 and separators.count(separators[-1]) == 1)
    # 1,234 and 1.234 are read both ways; 9.25 only as a decimal, 1,234,567 only as a whole number
    if not separators or (len(set(separators)) == 1 and (len(separators) > 1 or len(decimals) == 3)):
        yield Decimal(re.sub(r"[.,]", "", plain))
    if decimal_mark:
        yield Decimal(f"{whole or 0}.{decimals}")


def _spelled(match: re.Match[str]) -> Figure:
    value = Decimal(_WORDS[match["word"].casefold()] * _SCALES.get((match["scale"] or "").casefold(), 1))
    return Figure(
        match.group(),
        frozenset({value.normalize()}),
        match.start(),
        match.end(),
        scale=_SCALES.get((match["scale"] or "").casefold(), 1),
        percent=bool(match["percent"]),
        spelled=True,
    )
