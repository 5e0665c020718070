"""Numbers in text of any script, and whether a translation has kept them.

What translators rightly change is allowed: separators (1.250,5 becomes 1,250.5), units (25 लाख becomes 2.5 million,
3万 30,000), small numbers in words, hours of a 24-hour clock, years of other calendars. What is not: a number that is
gone, one that became another, figures that nobody wrote.
"""

from __future__ import annotations

import re

from pipeline.translation.magnitudes import NUMBER, WELL_KNOWN, Figure, bare, figures, spelled_values, western

_CLOCK = re.compile(
    r"\b\d{1,2}\s?(?::\d{2}(?::\d{2})?|h\d{0,2}\b|時|时|點|点|시)(?:\s?\d{1,2}\s?[分분])?"
    r"|\b\d{1,2}(?:[.:]\d{2})?\s?(?:Uhr|heures|horas|ore|часов|часа|година|น\.|WIB|WITA|WIT|giờ|saat|uur|[ap]\.?m\b)(?!\w)"
    r"|(?:[Ss]aa|[Uu]m|[Aa] las|[Àà] |pukul|ساعة|الساعة)\s?(?:[01]?\d|2[0-4])(?:[.:]\d{2})?\b"
    r"(?![.,]\d|\s?(?:%|[^\W\d_]{2}))"
)
# a date in figures may become one in words; its year stays
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?=(\d{4})\b)|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b|(?<=\d{4})[/-]\d{1,2}[/-]\d{1,2}\b"
)
_MONTH_SIGN = re.compile(r"\d{1,2}\s?[月월]")
# years of calendars that are converted: Solar Hijri, Hijri, Bikram Sambat, Buddhist, Ethiopian, and short imperial ones
_OTHER_CALENDARS = {"fa": (1300, 1500), "ps": (1300, 1500), "ar": (1300, 1500), "ur": (1300, 1500), "ne": (2040, 2110),
                    "th": (2400, 2600), "lo": (2400, 2600), "km": (2400, 2600), "my": (1300, 1400), "am": (1990, 2030),
                    "ti": (1990, 2030)}  # fmt: skip
_ERAS = frozenset({*_OTHER_CALENDARS, "ja", "zh"})  # whose years come back as others
MISSING_ALLOWED = 8  # one number in eight may be written in a way that is not understood here
TOLERANCE = 0.06  # 247,3 millions as a quarter of a billion
# the English words that a figure below ten becomes
_SMALL = {
    2: "two second twice double doubled pair couple both half halves two-", 3: "three third thirds triple thrice trio",
    4: "four fourth quarter quarters quadruple quartet", 5: "five fifth fifths quintuple", 6: "six sixth sixths",
    7: "seven seventh", 8: "eight eighth", 9: "nine ninth",
}  # fmt: skip
_SMALL_PATTERN = {
    digit: re.compile(rf"\b(?:{'|'.join(words.split())})", re.IGNORECASE) for digit, words in _SMALL.items()
}
_PLAIN_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}


def numbers_problem(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    """What happened to the numbers, as a slug and a sentence; None if they are all right."""
    missing = missing_numbers(source, translated, source_language, target)
    checked = checked_numbers(source, source_language)
    if len(missing) > len(checked) // MISSING_ALLOWED:
        return f"numbers: {', '.join(missing[:5])} of the original are not there"
    invented = invented_numbers(source, translated, source_language, target)
    if missing and any(len(new) == len(old) for new in invented for old in missing):
        return f"numbers: {missing[0]} is not there, and {invented[0]} is not in the original"
    big = [number for number in invented if len(number) >= 3]
    if len(big) >= 2 and len(big) * 2 > len(figures(western(translated), target)):
        return f"numbers: {', '.join(big[:5])} are not in the original"
    return _small_changed(source, translated, source_language, target)


def missing_numbers(source: str, translated: str, source_language: str | None, target: str = "en") -> list[str]:
    """The numbers of the source that the translation should have and has not."""
    plain = western(translated)
    here = figures(plain, target)
    digits = {figure.digits for figure in here if not figure.multiplied} | _parts(plain)
    values = {value for figure in here for value in figure.values}
    if target == "en":
        values |= spelled_values(plain)
    return [
        figure.digits
        for figure in _to_check(source, source_language)
        if not _kept(figure, digits, values, here, known=source_language in WELL_KNOWN)
    ]


def checked_numbers(source: str, source_language: str | None) -> list[str]:
    """The numbers that any translation keeps, as bare digits: two digits and more, or multiplied."""
    return [figure.digits for figure in _to_check(source, source_language)]


def invented_numbers(source: str, translated: str, source_language: str | None, target: str) -> list[str]:
    """Numbers of two digits and more that stand in the translation and that nothing in the source explains."""
    plain = western(source)
    there = figures(plain, source_language)
    digits = {figure.digits for figure in there} | _parts(plain)
    values = {value for figure in there for value in figure.values}
    if source_language == "en":
        values |= spelled_values(plain)
    spare = western(translated)
    for converted in (_DATE, _CLOCK):
        spare = converted.sub(" ", spare)
    return [
        figure.digits
        for figure in figures(spare, target)
        if len(figure.digits) >= 2
        and not _kept(figure, digits, values, there, known=False)
        and not (source_language in _ERAS and re.fullmatch(r"(?:19|20)\d\d", figure.digits))
    ]


def _to_check(source: str, source_language: str | None) -> list[Figure]:
    plain = western(source)
    for converted in (_DATE, _CLOCK, _MONTH_SIGN):
        plain = converted.sub(lambda match: " " * len(match.group()), plain)
    low, high = _OTHER_CALENDARS.get(source_language or "", (0, -1))
    return [
        figure
        for figure in figures(plain, source_language)
        if (len(figure.digits) >= 2 or figure.multiplied)
        and not (len(figure.digits) == 4 and not figure.multiplied and low <= int(figure.digits) <= high)
    ]


def _kept(figure: Figure, digits: set[str], values: set[float], others: list[Figure], *, known: bool) -> bool:
    if any(_near(mine, value) for mine in figure.values for value in values):
        return True
    if figure.multiplied:
        # a multiplier that is not understood on one side: the digits alone must do
        return (
            figure.digits in digits
            and not any(other.digits == figure.digits and other.multiplied for other in others)
            and len(figure.digits) >= 2
        )
    if figure.digits in digits:
        return True
    if known:
        return False
    return any(_same(figure.digits, other) for other in {*digits, *(other.digits for other in others)})


def _near(one: float, other: float) -> bool:
    """Equal; or large, and the one is the other in rounder figures: 247.3 million as a quarter of a billion."""
    if one == other:
        return True
    if max(one, other) < 1e5:
        return False
    rounder = _significant(one) != _significant(other)
    return abs(one - other) <= (TOLERANCE if rounder else 1e-9) * max(one, other)


def _significant(value: float) -> int:
    return len(f"{value:.12g}".replace(".", "").split("e")[0].strip("0"))


def _same(one: str, other: str) -> bool:
    """Equal, or but for noughts: 250 mil is 250,000; but 20 is not 2."""
    short, long = sorted((one, other), key=len)
    noughts = len(long) - len(short)
    if noughts and (noughts < 2 or (len(short) < 2 and noughts < 3)):
        return False
    return long.startswith(short) and not long[len(short) :].strip("0")


def _parts(text: str) -> set[str]:
    """Every number, and the parts of those with separators: 22.05.2026 holds 2026."""
    found: set[str] = set()
    for match in NUMBER.finditer(text):
        found.add(bare(match.group()))
        found.update(bare(part) for part in re.findall(r"\d+", match.group()))
    return found


def _small_changed(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    """A figure from two to nine that became another: 5 injured, and seven came back."""
    if target != "en":
        return None
    lost = sorted(_small(source) - _small(translated))
    lost = [digit for digit in lost if not _SMALL_PATTERN[digit].search(translated)]
    if not lost:
        return None
    there = _small(source, everything=True) | {
        digit for word, digit in _PLAIN_WORDS.items() if re.search(rf"\b{word}\b", source.lower())
    }
    said = {digit for word, digit in _PLAIN_WORDS.items() if re.search(rf"\b{word}\b", translated.lower())}
    new = sorted((_small(translated) | said) - there)
    return f"numbers: {lost[0]} became {new[0]}" if new else None


def _small(text: str, *, everything: bool = False) -> set[int]:
    """The figures from two to nine that stand alone; hours, dates and multiplied ones only if ``everything``."""
    plain = western(text)
    if not everything:
        for converted in (_DATE, _CLOCK, _MONTH_SIGN):
            plain = converted.sub(" ", plain)
    return {
        int(figure.digits)
        for figure in figures(plain, None)
        if len(figure.digits) == 1 and figure.digits in "23456789" and (everything or not figure.multiplied)
    }
