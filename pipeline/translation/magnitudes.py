"""Figures with the words that multiply them: 3.5 million, 25 लाख, 1億2000万, 250 mil, milioni 12.

A figure is its digits and the values that it may mean. It may mean several, since 1.250 is 1,250 in one language and
one and a quarter in another, and a billion is 10⁹ or 10¹².
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

K, M, B, T = 1e3, 1e6, 1e9, 1e12
# multipliers as they follow a number: stems, longest first where one begins another
_AFTER: dict[str, tuple[tuple[str, tuple[float, ...]], ...]] = {
    "": (
        ("万億|万亿|萬億|조", (T,)), ("亿|億|억", (1e8,)), ("千万|千萬|천만", (1e7,)), ("百万|百萬|백만", (M,)),
        ("十万|十萬|십만", (1e5,)), ("万|萬|만", (1e4,)), ("兆", (T,)), ("千|천", (K,)), ("百|백", (100.0,)),
        ("ล้านล้าน", (T,)), ("แสนล้าน", (1e11,)), ("หมื่นล้าน", (1e10,)), ("พันล้าน", (B,)), ("ล้าน", (M,)),
        ("แสน", (1e5,)), ("หมื่น", (1e4,)), ("พัน", (K,)),
        (r"लाख करोड़|लाख करोड़", (T,)), (r"हज़ार करोड़|हजार करोड़|हजार करोड़", (1e10,)), ("अरब", (B,)),
        ("खरब", (1e11,)),
        ("करोड़|करोड़|कोटी|कोटि", (1e7,)), ("लाख", (1e5,)), ("हज़ार|हजार|हज़ार", (K,)),
        ("লাখ কোটি|লক্ষ কোটি", (T,)), ("হাজার কোটি", (1e10,)), ("কোটি", (1e7,)), ("লাখ|লক্ষ", (1e5,)), ("হাজার", (K,)),
        ("کروڑ", (1e7,)), ("لاکھ", (1e5,)), ("ارب", (B,)), ("கோடி", (1e7,)), ("லட்சம்", (1e5,)), ("ஆயிரம்", (K,)),
        ("కోట్ల|కోట్లు", (1e7,)), ("లక్షల|లక్ష", (1e5,)),
        ("crores?", (1e7,)), ("lakhs?|lacs?", (1e5,)),
        ("تريليون|تریلیون", (T,)), ("مليار|ملیارد|میلیارد|بليون", (B,)), ("مليون|ملايين|میلیون|ملین", (M,)),
        ("ألف|آلاف|الف|هزار|ہزار", (K,)),
        ("трлн|триллион|трильйон", (T,)), ("млрд|миллиард|мільярд|милиард|міл'ярд", (B,)),
        ("млн|миллион|мільйон|милион", (M,)), ("тыс|тысяч|тис|тисяч|хиляд", (K,)),
        ("ሺህ|ሺ", (K,)), ("ሚሊዮን", (M,)), ("ቢሊዮን", (B,)), ("τρισεκατ|τρις", (T,)), ("δισεκατ|δισ", (B,)),
        ("εκατομμ|εκατ", (M,)), ("χιλιάδ", (K,)), ("טריליון", (T,)), ("מיליארד", (B,)), ("מיליון", (M,)), ("אלף", (K,)),
        ("trillion|trilione|trilion|trilyon|triliun|trilión|trilhõ|trilhão|trilyun|trln", (T, 1e18)),
        ("bilhões|bilhão|biljard|billiard", (B, 1e15)), ("billón|billones|bilión|bilióny|biljoen|biliõ", (T,)),
        ("billion|bilion|bilyon|bilioni", (B, T)),
        ("mil millones|mil milhões|mila milioni", (B,)),
        ("milliard|miliard|milyar|miliar|miljard|mrd|mld|mia", (B,)), ("bn|tỷ|tỉ", (B,)), ("tn", (T,)),
        ("million|millon|millón|milhõ|milhão|milión|milion|milyon|miljoen|miljon|miljoon|miliyan|mio|mln|triệu|juta",
         (M,)),
        ("nghìn|ngàn|ribu|rb|tausend|tys|duizend|tusen|tuhat|thousand|tis", (K,)), ("jt", (M,)), ("dozen", (12.0,)),
    ),
    "es": (("mil", (K,)),), "pt": (("mil", (K,)), ("mi", (M,)), ("bi", (B,))), "it": (("mila", (K,)),),
    "fr": (("mille", (K,)),), "tr": (("bin", (K,)),), "ro": (("mii", (K,)), ("mil", (M,))), "az": (("min", (K,)),),
    "hu": (("ezer", (K,)),), "en": (("hundred", (100.0,)), ("m", (M,)), ("k", (K,)), ("mn", (M,))),
    "sq": (("mijë", (K,)),),
}  # fmt: skip
# what a language says otherwise than the common stems: no English billion is a million millions
_RATHER = {"en": (("billion", (B,)), ("trillion", (T,)))}
# languages that say the multiplier first
_BEFORE = {
    "sw": (("trilioni", (T,)), ("bilioni", (B,)), ("milioni", (M,)), ("laki", (1e5,)), ("elfu", (K,))),
    "ha": (("tiriliyan", (T,)), ("biliyan", (B,)), ("miliyan", (M,)), ("dubu", (K,))),
    "so": (), "rw": (("miliyari", (B,)), ("miliyoni", (M,)), ("ibihumbi", (K,))),
}  # fmt: skip
# whose multipliers stand above: a figure without one means what it says
_KNOWN = "de fr es pt it nl pl ru uk bg tr id ms vi ar fa ur hi bn ta th zh ja ko sw ha en el he cs sv da no"
WELL_KNOWN = frozenset(_KNOWN.split())
_GROUPS = "'’ \u00a0\u202f"
NUMBER = re.compile(rf"(?:\d{{1,3}}(?:[{_GROUPS}]\d{{3}})+(?!\d)|\d+)(?:[.,٫٬]\d+)*")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "a": 1, "an": 1, "half a": 0.5, "several": 1,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9,
}  # fmt: skip
_SCALES = {"hundred": 100.0, "hundreds": 100.0, "thousand": K, "thousands": K, "million": M, "millions": M,
           "billion": B, "billions": B, "trillion": T, "dozen": 12.0, "dozens": 12.0}  # fmt: skip
_SPELLED = re.compile(
    rf"\b(?:half a|{'|'.join(sorted((*_WORDS, *_SCALES), key=len, reverse=True))})\b"
    rf"(?:[\s-]+(?:and\s+)?(?:{'|'.join(sorted((*_WORDS, *_SCALES), key=len, reverse=True))})\b)*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figure:
    """``digits`` without separators and leading noughts; ``multiplied`` if a word for a power of ten goes with it."""

    digits: str
    values: frozenset[float]
    multiplied: bool
    start: int
    end: int


def western(text: str) -> str:
    """Digits of every script as 0 to 9; the text stays as long as it was."""
    if text.isascii():
        return text
    return "".join(
        letter if letter < "\x80" or (value := unicodedata.decimal(letter, None)) is None else str(value)
        for letter in text
    )


def figures(text: str, language: str | None) -> list[Figure]:
    """The figures of a text whose digits are western, in order. 1億2000万 is one, of which both parts count."""
    found: list[Figure] = []
    for match in NUMBER.finditer(text):
        values = _readings(match.group())
        scale, end = _scale_after(text, match.end(), language)
        if scale is None:
            scale = _scale_before(text, match.start(), language)
        if scale is not None:
            values = frozenset(value * factor for value in values for factor in scale)
        found.append(Figure(bare(match.group()), values, scale is not None, match.start(), end))
    return _with_sums(found, text)


def spelled_values(text: str) -> set[float]:
    """The values of numbers that are written as English words: two and a half million, a hundred, twelfth."""
    found: set[float] = set()
    for match in _SPELLED.finditer(text):
        total = part = 0.0
        for word in re.split(r"[\s-]+", match.group().lower().replace("half a", "half")):
            if word in _SCALES:
                scale = _SCALES[word]
                part = (part or 1.0) * scale
                if scale >= K:
                    total, part = total + part, 0.0
            elif word == "half":
                part += 0.5
            elif word != "and":
                value = _WORDS[word]
                found.add(float(value))
                part += value
        found.add(total + part)
    return found


def bare(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits.lstrip("0") or digits


def _readings(number: str) -> frozenset[float]:
    """1.250 as 1250 and as 1.25; 12,5 as 12.5 and (a slip of a group) not as anything else."""
    plain = re.sub(rf"[{_GROUPS}٬]", "", number).replace("٫", ".")
    parts = re.split(r"[.,]", plain)
    if len(parts) == 1:
        return frozenset({float(plain)})
    whole, last = "".join(parts[:-1]), parts[-1]
    readings = {float(f"{whole}.{last}")}
    if len(last) >= 2 or len(parts) > 2:
        readings.add(float(whole + last))
    return frozenset(readings)


def _scale_after(text: str, at: int, language: str | None) -> tuple[tuple[float, ...] | None, int]:
    rest = text[at : at + 24]
    for pattern, factors in _patterns(language):
        match = pattern.match(rest)
        if match:
            return factors, at + match.end()
    return None, at


def _scale_before(text: str, at: int, language: str | None) -> tuple[float, ...] | None:
    before = text[max(0, at - 20) : at].rstrip().casefold()
    for word, factors in _BEFORE.get(language or "", ()):
        if before.endswith(word):
            return factors
    return None


_READY: dict[str, list[tuple[re.Pattern[str], tuple[float, ...]]]] = {}


def _patterns(language: str | None) -> list[tuple[re.Pattern[str], tuple[float, ...]]]:
    """The language's own multipliers after the common ones: "mil millones" before "mil"."""
    key = language or ""
    if key not in _READY:
        entries = (*_RATHER.get(key, ()), *_AFTER[""], *(_AFTER.get(key, ()) if key else ()))
        _READY[key] = [(_pattern(words), factors) for words, factors in entries]
    return _READY[key]


def _pattern(words: str) -> re.Pattern[str]:
    dense = words[0] >= "\u0e00" and not "\u1200" <= words[0] <= "\u137f"
    short = max(len(word) for word in words.split("|")) <= 4  # "mil", "mi", "bn": whole words
    end = "" if dense else r"(?![^\W\d_])" if short else r"[^\W\d_]*"
    return re.compile(rf"[\s\u00a0-]*(?:{words}){end}", re.IGNORECASE)


def _with_sums(found: list[Figure], text: str) -> list[Figure]:
    """1億2000万, 3억 5천만, 2 कोटि 30 लाख: the parts are kept, and the first may also mean their sum."""
    summed = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        close = not text[one.end : other.start].strip(" \u00a0")
        if one.multiplied and other.multiplied and close and min(one.values) > max(other.values):
            both = frozenset(first + second for first in one.values for second in other.values)
            summed[at] = Figure(one.digits, one.values | both, True, one.start, other.end)
            # the second part alone is not said again in a translation: 120 million
            summed[at + 1] = Figure(other.digits, other.values | both, True, other.start, other.end)
    return summed
