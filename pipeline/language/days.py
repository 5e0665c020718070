"""Finding the day in a text: numbers in the orders that they are written in, and names of months beside numbers."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.language.calendars import ERAS, from_buddhist, from_ethiopian, from_persian
from pipeline.language.months import Month, fold, months_of, months_of_all

FIRST_YEAR, LAST_YEAR = 1900, 2100
# 3/4/2026 is the fourth of March in these countries, where it is written with slashes or hyphens
_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "PW", "MH"})
# 26.11.22 begins with the year in these languages
_SHORT_YEAR_FIRST = frozenset({"ko", "ja", "zh", "hu"})
_YEAR_FIRST = re.compile(
    r"(?<![\d.,])(?P<y>\d{4})\s?(?P<s>[-./])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d|[./-]\d)", re.DOTALL
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:T?(?P<clock>[0-2]\d[0-5]\d(?:[0-5]\d)?))?(?!\d)"
)
_CJK = re.compile(
    r"(?P<era>令和|平成|昭和|民國|民国|단기)?\s*(?P<y>\d{1,4}|元)\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日号일號]?"
)
_VIETNAMESE = re.compile(r"(?P<d>\d{1,2})\s*(?:tháng|thg)\s*(?P<m>\d{1,2})\D{1,6}(?P<y>\d{4})", re.IGNORECASE)
_MONGOLIAN = re.compile(r"(?P<y>\d{4})\s*оны?\D{1,3}(?P<m>\d{1,2})\D{1,12}сарын\D{1,3}(?P<d>\d{1,2})", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(?<![\d/.,:-])(?P<a>\d{1,2})\s?(?P<s>[./-])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4}|\d{2})(?![\d/-])"
)
# 06 Jan 17, as RFC 822 first had it: a year of two digits only where the string is a date and nothing else
_SHORT_YEAR = re.compile(r"(?:[^\W\d]{2,9}\.?,?\s?)?(\d{1,2})[ -]([^\W\d]{3,9})\.?[ -](\d{2})(?=$|,?\s+\d{1,2}:\d{2})")
_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e30-\u0e4e\u0eb0-\u0ecd\u1000-\u109f\u17b6-\u17d3’'ʼ׳])*"
_TOKEN = re.compile(rf"\d+|{_LETTERS}(?:\.{_LETTERS})*\.?")


@dataclass(frozen=True)
class Manner:
    """How a publisher writes dates.

    ``language`` says in which words months may come (English ones always may), ``country`` (ISO 3166-1) where its
    clocks stand, what zone names mean and which of 3/4 is the month. ``zone`` is a zone that is known better than
    by the country: the document's own. ``month_first`` overrules the country.
    """

    language: str | None = None
    country: str | None = None
    zone: dt.tzinfo | None = None
    month_first: bool | None = None

    @property
    def has_month_first(self) -> bool:
        return self.month_first if self.month_first is not None else (self.country or "").upper() in _MONTH_FIRST


UNKNOWN = Manner()


FoundDay = tuple[dt.date, int, int, str]


def first_day(text: str, manner: Manner) -> FoundDay | None:
    """The first day that a text names, in ASCII digits (see ``numerals``); None when it names none."""
    for pattern in (_CJK, _VIETNAMESE, _MONGOLIAN, _YEAR_FIRST):
        match = pattern.search(text)
        if match:
            era = ERAS.get(match.groupdict().get("era") or "", 0)
            year = (1 if match["y"] == "元" else int(match["y"])) + era
            day = _date(year, int(match["m"]), int(match["d"]), manner)
            if day:
                return day, match.start(), match.end(), ""
    if (short := _SHORT_YEAR.match(text)) and (month := _month_named(fold(short[2]), manner)):
        day = _date(_century(int(short[3])), month.number, int(short[1]), manner)
        if day:
            return day, short.start(), short.end(), ""
    return _named_day(text, manner) or _numeric_day(text, manner) or _compact_day(text, manner)


def _century(year: int) -> int:
    return 2000 + year if year < 70 else 1900 + year


def _numeric_day(text: str, manner: Manner) -> FoundDay | None:
    match = _DAY_FIRST.search(text)
    if match is None:
        return None
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    orders = [(second, first), (first, second)]  # (month, day)
    if len(match["y"]) == 2:
        if manner.language in _SHORT_YEAR_FIRST or first > 31:
            day = _date(2000 + first, second, year, manner)
            return (day, match.start(), match.end(), "") if day else None
        year += 2000
    if manner.has_month_first and match["s"] != ".":
        orders.reverse()
    for month, number in orders:
        if day := _date(year, month, number, manner):
            return day, match.start(), match.end(), ""
    return None


def _compact_day(text: str, manner: Manner) -> FoundDay | None:
    match = _COMPACT.search(text)
    day = _date(int(match["y"]), int(match["m"]), int(match["d"]), manner) if match else None
    if match is None or day is None:
        return None
    clock = match["clock"] or ""
    pretty = ":".join(clock[at : at + 2] for at in range(0, len(clock), 2))
    return day, match.start(), match.end(), pretty + text[match.end() : match.end() + 12] if pretty else ""


def is_common(year: int, manner: Manner) -> bool:
    """Whether a year counts as printed: not one of the Buddhist, Persian or Nepali eras, nor beyond our bounds."""
    return FIRST_YEAR <= year <= LAST_YEAR and not (manner.language == "ne" and year >= 2060)


def _date(year: int, month: int, day: int, manner: Manner, *, persian: bool = False) -> dt.date | None:
    """A Gregorian date, also from Buddhist and Persian years; None when there is no such day."""
    if 2400 < year < 2700:
        year = from_buddhist(year)
    if persian or (1350 <= year <= 1498 and manner.language in (None, "fa", "ps")):
        return from_persian(year, month, day)
    if not is_common(year, manner):
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_Token = tuple[str, int, int]


def _named_day(text: str, manner: Manner) -> FoundDay | None:
    """A day, a month's name and a year close together, in any order, with at most a few other words between.

    Of two names that share the year, the one nearer to the day and the year is meant: "mar, 16 nov 2022" is a Tuesday.
    """
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    best: tuple[int, int, FoundDay] | None = None  # cost, place of the year, what was found
    for index in range(len(tokens)):
        month, width = _month_at(tokens, index, manner)
        if month is None:
            continue
        found = _around(tokens, index, width, month, manner)
        if found is None:
            continue
        day, cost, year_at, first, last = found
        if best is None or (year_at == best[1] and cost < best[0]):
            best = cost, year_at, (day, tokens[first][1], tokens[last][2], "")
        elif year_at != best[1]:
            break
    return best[2] if best else None


def _month_named(name: str, manner: Manner) -> Month | None:
    own = months_of(manner.language) if manner.language else {}
    return own.get(name) or months_of("en").get(name) or (months_of_all().get(name) if len(name) > 2 else None)


def _month_at(tokens: list[_Token], index: int, manner: Manner) -> tuple[Month | None, int]:
    """The month named at a token, and of how many tokens its name consists."""
    word = tokens[index][0]
    if word[0].isdigit():
        return None, 1
    one = fold(word)
    if index + 2 < len(tokens) and not tokens[index + 1][0].isdigit():
        two = f"{one} {fold(tokens[index + 1][0])}"
        three = f"{two} {fold(tokens[index + 2][0])}"
        for name, width in ((three, 3), (two, 2)):
            if month := _month_named(name, manner):
                return month, width
    return _month_named(one, manner) or _month_named(one.strip("'’"), manner), 1


def _around(
    tokens: list[_Token], index: int, width: int, month: Month, manner: Manner
) -> tuple[dt.date, int, int, int, int] | None:
    """The nearest year after (or before) a month's name, and the nearest day on either side of it."""
    after, before = index + width, index - 1
    following, preceding = range(after, min(after + 4, len(tokens))), range(before, max(before - 5, -1), -1)
    year_at = _year_at(tokens, following)
    year_at = _year_at(tokens, preceding) if year_at is None else year_at
    if year_at is None:
        return None
    ahead, behind = _day_at(tokens, preceding[:3]), _day_at(tokens, following[:3])
    days = [place for place in (ahead, behind) if place is not None]
    if not days:
        return None
    day_at = min(days, key=lambda place: index - place if place < index else place - after + 1)
    day = _day_of(int(tokens[year_at][0]), month, int(tokens[day_at][0]), manner)
    if day is None:
        return None
    places = (index, after - 1, year_at, day_at)
    return day, abs(year_at - index) + 2 * abs(day_at - index), year_at, min(places), max(places)


def _day_of(year: int, month: Month, day: int, manner: Manner) -> dt.date | None:
    if month.calendar == "ethiopian":
        return from_ethiopian(year, month.number, day)
    if month.calendar == "persian":
        return _date(year, month.number, day, manner, persian=True)
    return _date(year, month.number, day, manner)


def _year_at(tokens: list[_Token], places: range) -> int | None:
    words = ((place, tokens[place][0]) for place in places)
    return next((at for at, word in words if len(word) == 4 and word.isdigit() and 1300 <= int(word) <= 2700), None)


def _day_at(tokens: list[_Token], places: range) -> int | None:
    words = ((place, tokens[place][0]) for place in places)
    return next((at for at, word in words if len(word) <= 2 and word.isdigit() and 1 <= int(word) <= 31), None)
