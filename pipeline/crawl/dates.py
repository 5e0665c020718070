"""Dates as feeds and sitemaps write them: RFC 822 with odd zones, ISO 8601, and plain local formats.

The raw string is always kept. A date that cannot be read has no UTC value rather than a guessed one, and
nothing here asks what time it is. A time without a zone is local time of a place that we do not know, so
only its day is used. Dates inside pages are read where pages are read, not here.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Precision = Literal["second", "minute", "day"]
MAX_RAW = 200  # no date is longer; it bounds every pattern below
FIRST_YEAR = 1995  # publishers' 1970s are empty fields of their content systems
AHEAD = dt.timedelta(hours=26)  # a local time read as UTC may lie ahead by up to 14 h; beyond it is a wrong date

_HOURS = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3, "GST": 4, "PKT": 5, "UZT": 5,
    "IST": 5.5, "NPT": 5.75, "BDT": 6, "MMT": 6.5, "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8, "SGT": 8,
    "MYT": 8, "PHT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "CST": -6,  # China's zone has the same letters; RFC 822 defines them as North America's
}  # fmt: skip
# the languages of the catalogue; babel holds the month names of each
_CODES = (
    "en es pt fr de it nl ca ro sq pl cs sk sl hr sr bs mk bg uk ru be lt lv et hu fi sv da nb is el tr az kk ky uz tk "
    "tg mn ka hy he ar fa ur ps ckb hi mr ne bn gu pa ta te kn ml si or as my km lo th vi id ms fil sw am ti so ha yo "
    "ig zu xh sn rw ln mg om lg af ko ja zh"
)

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]{1,2}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?\s?"
    r"(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
# what nearly every feed writes: read at once, without asking for the month names of the source's language
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_ENGLISH = {name: number for number, name in enumerate(_MONTHS.split(), 1)}
_RFC_822 = re.compile(
    r"(?:[a-z]{3,9},?\s?)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? ([+-]\d{4}|[a-z]{1,4})",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})[:.h](\d{2})(?:[:.](\d{1,2}))?(?:[.,]\d{1,9})?(?![\d.:])\s?([ap]\.?m\b\.?)?", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:(?:GMT|UTC)\s?([+-])(\d{1,2})|([+-])(\d{2})):?(\d{2})?(?!\d)")
_VIETNAMESE = re.compile(r"(\d{1,2})\s?(?:tháng|thg)\s?(\d{1,2})\D{1,6}(\d{4})", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?[./年년-]\s?(\d{1,2})\s?[./月월-]\s?(\d{1,4})(?!\d)")
_THAI_POINT = re.compile(r"(?<=[\u0e00-\u0e7f])\.")  # พ.ย. is one word
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]+[^\W\d_]*)*")


@dataclass(frozen=True)
class FeedDate:
    """``raw`` as written; ``utc`` and ``precision`` are None when it cannot be read. Day precision: midnight UTC."""

    raw: str
    utc: dt.datetime | None
    precision: Precision | None


def read_date(raw: str | None, language: str | None = None) -> FeedDate | None:
    """Read a date; None when there is none. ``language`` helps where a month name means two things."""
    if raw is None or not raw.strip():
        return None
    raw = raw.strip()[:MAX_RAW]
    text = " ".join(_plain_digits(raw).split())
    try:
        return (
            _from_iso(raw, text)
            or _from_rfc_822(raw, text)
            or _from_words(raw, text, language)
            or FeedDate(raw, None, None)
        )
    except (ValueError, OverflowError):  # a 31 February, an hour 25: there is a date, and it says nothing
        return FeedDate(raw, None, None)


def plausible(date: dt.datetime | None, seen_at: dt.datetime) -> bool:
    """Whether a publication date can be believed of something that was seen at ``seen_at``."""
    return date is not None and date.year >= FIRST_YEAR and date <= seen_at + AHEAD


def _from_iso(raw: str, text: str) -> FeedDate | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    date = dt.date(int(year), int(month), int(day))
    if hour is None:
        return _of_day(raw, date)
    return _at(raw, date, (int(hour), int(minute), int(second) if second else None), _zone(zone) if zone else None)


def _from_rfc_822(raw: str, text: str) -> FeedDate | None:
    match = _RFC_822.fullmatch(text)
    if match is None or (month := _ENGLISH.get(match[2].lower())) is None:
        return None
    zone = match[7]
    if zone[0] not in "+-" and zone.upper() not in _HOURS:
        return None
    date = dt.date(int(match[3]), month, int(match[1]))
    return _at(raw, date, (int(match[4]), int(match[5]), int(match[6]) if match[6] else None), _zone(zone))


def _from_words(raw: str, text: str, language: str | None) -> FeedDate | None:
    time, rest = _take_time(text)
    zone, rest = _take_zone(rest) if time else (None, rest)
    date = _numeric_date(rest) or _named_date(rest, language)
    if date is None:
        return None
    return _at(raw, date, time, zone) if time else _of_day(raw, date)


def _at(raw: str, date: dt.date, time: tuple[int, int, int | None], zone: dt.timedelta | None) -> FeedDate:
    hour, minute, second = time
    if zone is None:
        return _of_day(raw, date)
    days = 0
    if (hour, minute, second or 0) == (24, 0, 0):
        hour, days = 0, 1
    local = dt.datetime(date.year, date.month, date.day, hour, minute, min(second or 0, 59), tzinfo=dt.UTC)
    return FeedDate(raw, local + dt.timedelta(days=days) - zone, "minute" if second is None else "second")


def _of_day(raw: str, date: dt.date) -> FeedDate:
    return FeedDate(raw, dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC), "day")


def _take_time(text: str) -> tuple[tuple[int, int, int | None] | None, str]:
    """The time of day, and the text without it; a dotted date such as 05.11.2026 is not a time."""
    for match in _TIME.finditer(text):
        if "." in match[0] and _NUMERIC.search(text[max(0, match.start() - 5) : match.end() + 5]):
            continue
        hour, minute = int(match[1]), int(match[2])
        if hour > 24 or minute > 59:
            continue
        half = (match[4] or "").lower().replace(".", "")
        if half == "pm" and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        return (hour, minute, int(match[3]) if match[3] else None), f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _take_zone(text: str) -> tuple[dt.timedelta | None, str]:
    match = _OFFSET.search(text)
    if match is not None:
        sign, hours = match[1] or match[3], match[2] or match[4]
        offset = _zone(f"{sign}{hours:0>2}{match[5] or '00'}")
        return offset, f"{text[: match.start()]} {text[match.end() :]}"
    for word in re.findall(r"\b[A-Z]{1,4}\b", text):
        if word in _HOURS:
            return dt.timedelta(hours=_HOURS[word]), text.replace(word, " ")
    return None, text


def _zone(text: str) -> dt.timedelta:
    if text[0] not in "+-":
        return dt.timedelta(hours=_HOURS[text.upper()])
    digits = text[1:].replace(":", "")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    if offset > dt.timedelta(hours=14):
        raise ValueError(f"no place is {text} from UTC")
    return -offset if text[0] == "-" else offset


def _numeric_date(text: str) -> dt.date | None:
    """Year first, or day first: of the countries we read only the USA and the Philippines put the month first."""
    match = _VIETNAMESE.search(text) or _NUMERIC.search(text)
    if match is None:
        return None
    first, second, third = int(match[1]), int(match[2]), int(match[3])
    if len(match[1]) == 4:
        return dt.date(_common_era(first), second, third)
    if len(match[1]) > 2 or len(match[3]) not in (2, 4):
        return None
    year = _common_era(third) if len(match[3]) == 4 else 2000 + third
    return dt.date(year, first, second) if second > 12 else dt.date(year, second, first)


def _named_date(text: str, language: str | None) -> dt.date | None:
    month = _named_month(text, language)
    numbers = [(int(number), len(number)) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text)]
    year = next((value for value, digits in numbers if digits == 4), None)
    days = [value for value, digits in numbers if digits <= 2]
    if year is None and len(days) == 2:  # 06 Jan 17, as RFC 822 first had it
        year = 2000 + days.pop() if days[1] < 70 else 1900 + days.pop()
    if month is None or year is None or not days:
        return None
    return dt.date(_common_era(year), month, days[0])


def _common_era(year: int) -> int:
    """Thai years count from 543 BC."""
    return year - 543 if 2400 < year < 2700 else year


def _plain_digits(text: str) -> str:
    """Arabic, Persian, Devanagari, Thai … digits as 0-9; marks of direction and points inside Thai words away."""
    text = unicodedata.normalize("NFC", text)
    kept = (character for character in text if unicodedata.category(character) != "Cf")
    plain = "".join(
        str(unicodedata.decimal(character)) if not character.isascii() and character.isdecimal() else character
        for character in kept
    )
    return _THAI_POINT.sub("", plain)


def _named_month(text: str, language: str | None) -> int | None:
    """The month that is named: the word after the day's number first, for "mar, 16 nov" is a Tuesday."""
    words = [(match.start(), match[0].casefold()) for match in _WORD.finditer(text)]
    after_number = [word for start, word in words if re.search(r"\d[\s./-]{0,2}$", text[max(0, start - 4) : start])]
    ordered = after_number + [word for _, word in words if word not in after_number]
    for names in ([_months(language)] if language else []) + [_months("en")]:
        for word in ordered:
            if word in names:
                return names[word]
    # of a language that we were not told: "de" and "sat" are months somewhere
    enough = {word for word in ordered if len(word) > (2 if word in after_number else 3)}
    return next((_all_months()[word] for word in ordered if word in enough and word in _all_months()), None)


@functools.cache
def _all_months() -> dict[str, int]:
    """Month names that mean the same month in every language that has them."""
    found: dict[str, set[int]] = {}
    for language in _CODES.split():
        for name, month in _months(language).items():
            found.setdefault(name, set()).add(month)
    return {name: months.pop() for name, months in found.items() if len(months) == 1}


@functools.cache
def _months(language: str) -> dict[str, int]:
    import babel  # noqa: PLC0415 - 70 ms, and only feeds with local month names need it
    from babel.dates import get_month_names  # noqa: PLC0415 - as above

    try:
        locale = babel.Locale.parse(language)
    except (babel.UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = {}
    numbered: set[str] = set()  # the word for "month" itself, in languages that number them
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, context, locale).items():
                words = [match[0] for match in _WORD.finditer(_plain_digits(name).casefold())]
                # the last: Yoruba says "month" before each name
                if words and names.setdefault(words[-1], month) != month:
                    numbered.add(words[-1])
    if language == "en":
        names["sept"] = 9
    return {name: month for name, month in names.items() if name not in numbered and len(name) > 1}
