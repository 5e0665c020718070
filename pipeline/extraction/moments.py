"""Reading a date out of a string, in the forms and languages that news pages use.

Nothing here asks what time it is or where the machine stands. A time of day without a zone is not taken for
UTC: unless the string names its zone, or the caller knows the page's, the day alone is kept.
"""

from __future__ import annotations

import datetime as dt
import importlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from pipeline.clock import UTC

FIRST_YEAR, LAST_YEAR = 1995, 2100
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
# offsets in minutes of zone names that pages print; those with two meanings are told by language in _ZONES_BY_LANGUAGE
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wat": 60, "cat": 120, "sast": 120, "eat": 180, "msk": 180, "мск": 180, "trt": 180,
    "pkt": 300, "ist": 330, "npt": 345, "wib": 420, "wita": 480, "wit": 540, "ict": 420, "myt": 480, "sgt": 480,
    "hkt": 480, "jst": 540, "kst": 540, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "est": -300, "edt": -240,
    "cdt": -300, "mdt": -360, "pst": -480, "pdt": -420, "et": None, "brt": -180, "art": -180, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780, "wet": 0, "west": 60, "mez": 60, "mesz": 120, "h": None,
}  # fmt: skip
_ZONES_BY_LANGUAGE = {("ist", "he"): 120, ("ist", "ga"): 60, ("art", "en"): None}
# what the month tables lack: genitives, dialects, national names
_MORE_MONTHS: dict[str, dict[str, int]] = {
    "ar": {"كانون الثاني": 1, "شباط": 2, "آذار": 3, "اذار": 3, "نيسان": 4, "أيار": 5, "ايار": 5, "حزيران": 6, "تموز": 7,
           "آب": 8, "اب": 8, "أيلول": 9, "ايلول": 9, "تشرين الأول": 10, "تشرين الاول": 10, "تشرين الثاني": 11,
           "كانون الأول": 12, "كانون الاول": 12, "جانفي": 1, "فيفري": 2, "افريل": 4, "أفريل": 4, "ماي": 5, "جوان": 6,
           "جويلية": 7, "يوليوز": 7, "غشت": 8, "أوت": 8, "شتنبر": 9, "نونبر": 11, "دجنبر": 12, "ابريل": 4, "أبريل": 4,
           "اغسطس": 8, "اكتوبر": 10},
    "fa": {"ژانویه": 1, "فوریه": 2, "مارس": 3, "آوریل": 4, "مه": 5, "ژوئن": 6, "ژوئیه": 7, "جولای": 7, "اوت": 8,
           "سپتامبر": 9, "اکتبر": 10, "نوامبر": 11, "دسامبر": 12},
    "ur": {"جنوری": 1, "فروری": 2, "مارچ": 3, "اپریل": 4, "مئی": 5, "جون": 6, "جولائی": 7, "اگست": 8, "ستمبر": 9,
           "اکتوبر": 10, "نومبر": 11, "دسمبر": 12},
    "hi": {"जनवरी": 1, "फरवरी": 2, "फ़रवरी": 2, "मार्च": 3, "अप्रैल": 4, "मई": 5, "जून": 6, "जुलाई": 7, "अगस्त": 8, "सितंबर": 9,
           "सितम्बर": 9, "अक्टूबर": 10, "अक्तूबर": 10, "नवंबर": 11, "नवम्बर": 11, "दिसंबर": 12, "दिसम्बर": 12},
    "ha": {"janairu": 1, "fabrairu": 2, "maris": 3, "afrilu": 4, "mayu": 5, "yuni": 6, "yuli": 7, "agusta": 8,
           "satumba": 9, "oktoba": 10, "nuwamba": 11, "disamba": 12},
    "sw": {"disemba": 12, "novemba": 11, "oktoba": 10, "septemba": 9, "julai": 7, "aprili": 4},
    "so": {"janaayo": 1, "febraayo": 2, "maarso": 3, "abriil": 4, "maajo": 5, "juun": 6, "luulyo": 7, "agoosto": 8,
           "sebtembar": 9, "oktoobar": 10, "nofembar": 11, "disembar": 12},
    "yo": {"sẹ́rẹ́": 1, "èrèlè": 2, "ẹrẹ̀nà": 3, "ìgbé": 4, "ẹ̀bibi": 5, "òkúdu": 6, "agẹmọ": 7, "ògún": 8, "owewe": 9,
           "ọ̀wàrà": 10, "bélú": 11, "ọ̀pẹ̀": 12},
    "zu": {"januwari": 1, "februwari": 2, "mashi": 3, "ephreli": 4, "meyi": 5, "juni": 6, "julayi": 7, "agasti": 8,
           "septhemba": 9, "okthoba": 10, "novemba": 11, "disemba": 12},
    "vi": {f"tháng {name}": number for number, name in enumerate(
        ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), 1)},
    "tl": {"enero": 1, "pebrero": 2, "marso": 3, "abril": 4, "mayo": 5, "hunyo": 6, "hulyo": 7, "agosto": 8,
           "setyembre": 9, "oktubre": 10, "nobyembre": 11, "disyembre": 12},
    "ja": {}, "zh": {}, "ko": {},
}  # fmt: skip
_JALALI = {
    "فروردین": 1, "اردیبهشت": 2, "خرداد": 3, "تیر": 4, "مرداد": 5, "امرداد": 5, "شهریور": 6, "مهر": 7, "آبان": 8,
    "آذر": 9, "دی": 10, "بهمن": 11, "اسفند": 12,
}  # fmt: skip
_TABLE_NAMES = {"no": "nb", "tl": "fil", "sr": "sr-Cyrl", "hr": "hr", "pcm": "en", "bs": "bs-Latn", "uz": "uz-Latn"}


# month names of 200 languages, as data: nothing of dateparser itself is run
_MONTH_TABLES = "dateparser.data.date_translation_data"


@dataclass(frozen=True)
class Moment:
    """A published date. ``value`` is aware and keeps the page's offset; precision is second, minute or day.

    A day is that day at 00:00 UTC: the zone is not known, and the day is what the page says.
    """

    value: dt.datetime
    precision: str
    raw: str

    @property
    def day(self) -> dt.date:
        return self.value.date()


_ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T\s]+(?:at\s+)?(?P<rest>\d{1,2}[:h.]\d{2}.*))?", re.DOTALL
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?(?P<t>[0-2]\d[0-5]\d(?:[0-5]\d)?))?(?!\d)"
)
_CJK = re.compile(
    r"(?P<era>令和|平成|民國|民国)?\s*(?P<y>\d{1,4}|元)\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日号일號]"
)
_VIETNAMESE = re.compile(r"(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2}),?\s+(?:năm\s+)?(?P<y>\d{4})", re.IGNORECASE)
_SLASHED_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})\s?[./年]\s?(?P<m>\d{1,2})\s?[./月]\s?(?P<d>\d{1,2})(?!\d)")
_SLASHED = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})\s?(?P<s>[./-])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4}|\d{2})(?![\d/-])"
)
_EPOCH = re.compile(r"^\s*(\d{10})(\d{3})?\s*$")
_TIME = re.compile(
    r"(?<!\d)(?P<h>[0-2]?\d)\s?(?:[:：hH時시点]|(?<=\d)\.)\s?(?P<m>[0-5]\d)(?:分|분|\b)?(?:[:.](?P<s>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*(?P<zone>Z\b|(?:(?:GMT|"
    r"UTC)\s*)?[+\-−]\s?\d{1,2}(?::?\d{2})?(?!\d)|\(?[A-Za-zА-Яа-я]{1,4}\b\)?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+\-−])\s?(\d{1,2})(?::?(\d{2}))?")
_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e30-\u0e4e\u1000-\u109f’'])*"
_TOKEN = re.compile(rf"\d+|{_LETTERS}(?:\.{_LETTERS})*\.?")


def read_moment(
    text: str, *, language: str | None = None, month_first: bool = False, offset: dt.timedelta | None = None
) -> Moment | None:
    """The first date in a string, None when there is none.

    ``language`` says in which words months may come (English ones always may); ``month_first`` how 3/4/2026 is
    read where both ways are possible; ``offset`` is the page's own offset from UTC, if it is known.
    """
    raw = " ".join(text.split())[:300]
    if not raw:
        return None
    plain = _plain_digits(raw)
    epoch = _EPOCH.match(plain)
    if epoch:
        return _checked_epoch(int(epoch[1]), raw)
    found = _day(plain, language, month_first)
    if found is None:
        return None
    day, rest = found
    return _with_time(day, rest, raw, language, offset)


def _plain_digits(text: str) -> str:
    """ASCII digits for those of any script, and none of the invisible marks of right-to-left text."""
    out = []
    for character in text:
        if character.isdecimal() and not character.isascii():
            out.append(str(unicodedata.decimal(character)))
        elif unicodedata.category(character) != "Cf":
            out.append(character)
    return "".join(out)


def _checked_epoch(seconds: int, raw: str) -> Moment | None:
    value = dt.datetime.fromtimestamp(seconds, UTC)
    return Moment(value, "second", raw) if FIRST_YEAR <= value.year <= LAST_YEAR else None


def _day(text: str, language: str | None, month_first: bool) -> tuple[dt.date, str] | None:
    """The first date of a string and what follows it, where a time of day may stand."""
    for pattern in (_ISO, _CJK, _VIETNAMESE, _SLASHED_YEAR_FIRST):
        match = pattern.search(text)
        if match:
            era = match.groupdict().get("era")
            day = _date(_year(match["y"], era), int(match["m"]), int(match["d"]), language)
            if day:
                rest = match.groupdict().get("rest")
                return day, (rest if rest is not None else text[match.end() :])
    named = _named(text, language)
    if named:
        return named
    match = _SLASHED.search(text)
    if match:
        day = _slashed(match, month_first, language)
        if day:
            return day, text[match.end() :] or text[: match.start()]
    match = _COMPACT.search(text)
    if match:
        day = _date(int(match["y"]), int(match["m"]), int(match["d"]), language)
        if day:
            clock = match["t"]
            pretty = f"{clock[:2]}:{clock[2:4]}" + (f":{clock[4:6]}" if len(clock) > 4 else "") if clock else ""
            return day, pretty + text[match.end() :]
    return None


def _year(text: str, era: str | None) -> int:
    number = 1 if text == "元" else int(text)
    return number + {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}.get(era or "", 0)


def _slashed(match: re.Match[str], month_first: bool, language: str | None) -> dt.date | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if len(match["y"]) == 2:
        year += 2000
    orders = [(second, first), (first, second)]  # (month, day)
    if month_first and match["s"] != ".":
        orders.reverse()
    for month, day in orders:
        found = _date(year, month, day, language)
        if found:
            return found
    return None


def _date(year: int, month: int, day: int, language: str | None) -> dt.date | None:
    """A Gregorian date, also from Buddhist and Persian years; None when there is no such day."""
    if language == "th" and 2400 < year < 2700:
        year -= 543
    if 1350 <= year <= 1500 and language in (None, "fa", "ps"):
        return _from_jalali(year, month, day)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _from_jalali(year: int, month: int, day: int) -> dt.date | None:
    """The Persian solar calendar by its 33-year cycle, exact for 1206-1498 (1827-2119)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    years = year - 1206
    leaps = sum(1 for each in range(1206, year) if each % 33 in (1, 5, 9, 13, 17, 22, 26, 30))
    days = years * 365 + leaps + (month - 1) * 31 - max(0, month - 7) + day - 1
    return dt.date(1827, 3, 22) + dt.timedelta(days=days)


def _named(text: str, language: str | None) -> tuple[dt.date, str] | None:
    """A day, a month's name and a year close together, in any order, with at most a few other words between."""
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    months = months_of(language)
    for index in range(len(tokens)):
        month, width = _month_at(tokens, index, months)
        if not month:
            continue
        found = _around(tokens, index, width, month, language, jalali=month > 12)
        if found:
            day, last = found
            return day, text[tokens[last][2] :]
    return None


_Token = tuple[str, int, int]


def _month_at(tokens: list[_Token], index: int, months: dict[str, int]) -> tuple[int, int]:
    """The month named at a token, and of how many tokens its name consists."""
    one = _fold(tokens[index][0])
    if index + 1 < len(tokens):
        two = f"{one} {_fold(tokens[index + 1][0])}"
        if two in months:
            return months[two], 2
    for name in (one, one.removeprefix("de "), one.strip("'’")):
        if name in months:
            return months[name], 1
    return 0, 1


def _around(
    tokens: list[_Token], index: int, width: int, month: int, language: str | None, *, jalali: bool
) -> tuple[dt.date, int] | None:
    """The nearest year after (or before) a month's name, and the nearest day on either side of it."""
    after, before = index + width, index - 1
    year_at = _number_at(tokens, range(after, min(after + 4, len(tokens))), 1300, 2700)
    if year_at is None:
        year_at = _number_at(tokens, range(before, max(before - 3, -1), -1), 1300, 2700)
    if year_at is None:
        return None
    day_at = _number_at(tokens, range(before, max(before - 3, -1), -1), 1, 31, skip=year_at)
    if day_at is None:
        day_at = _number_at(tokens, range(after, min(after + 2, len(tokens))), 1, 31, skip=year_at)
    if day_at is None:
        return None
    year, day = int(tokens[year_at][0]), int(tokens[day_at][0])
    found = _from_jalali(year, month - 12, day) if jalali else _date(year, month, day, language)
    return (found, max(year_at, day_at, after - 1)) if found else None


def _number_at(tokens: list[_Token], places: range, low: int, high: int, skip: int | None = None) -> int | None:
    for place in places:
        word = tokens[place][0]
        if place != skip and word.isdigit() and len(word) <= 4 and low <= int(word) <= high:
            return place
    return None


@cache
def months_of(language: str | None) -> dict[str, int]:
    """Month names of a language and of English, folded; Persian solar months count from 13."""
    names: dict[str, int] = {}
    for code in dict.fromkeys((language or "en", "en")):
        table = _TABLE_NAMES.get(code, code)
        try:
            info = importlib.import_module(f"{_MONTH_TABLES}.{table}").info
        except ModuleNotFoundError:
            info = {}
        for number, month in enumerate(MONTHS, 1):
            for name in info.get(month, ()):
                if not name.isdigit() and len(name) > 1:
                    names.setdefault(_fold(name), number)
        for name, number in _MORE_MONTHS.get(code, {}).items():
            names.setdefault(_fold(name), number)
    if language in ("fa", "ps"):
        names.update({_fold(name): number + 12 for name, number in _JALALI.items()})
    return names


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold()).replace(".", "").replace("ي", "ی").replace("ك", "ک")


def _with_time(day: dt.date, rest: str, raw: str, language: str | None, offset: dt.timedelta | None) -> Moment | None:
    match = _TIME.search(rest)
    whole_day = Moment(dt.datetime(day.year, day.month, day.day, tzinfo=UTC), "day", raw)
    if match is None:
        return whole_day
    hour, minute = int(match["h"]), int(match["m"])
    half = (match["half"] or "").replace(".", "").replace(" ", "").lower()
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if hour > 23:
        return whole_day
    zone = _zone(match["zone"], rest[match.end() :], language)
    if zone is None:
        zone = offset
    if zone is None:
        return whole_day
    second = int(match["s"] or 0)
    try:
        value = dt.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=dt.timezone(zone))
    except ValueError:
        return whole_day
    return Moment(value, "second" if match["s"] is not None else "minute", raw)


def _zone(text: str | None, rest: str, language: str | None) -> dt.timedelta | None:
    """The offset that a zone's name or number stands for, None without one."""
    for candidate in (text or "", *re.findall(r"^\W*([A-Za-zА-Я]{2,4}|[+\-−]\d{2}:?\d{2})\b", rest)):
        name = candidate.strip("() ").lower()
        if not name:
            continue
        number = _OFFSET.search(name)
        if number:
            minutes = int(number[2]) * 60 + int(number[3] or 0)
            return dt.timedelta(minutes=minutes if number[1] == "+" else -minutes) if minutes <= 840 else None
        minutes_or_none = _ZONES_BY_LANGUAGE.get((name, language or ""), _ZONES.get(name))
        if minutes_or_none is not None:
            return dt.timedelta(minutes=minutes_or_none)
    return None
