"""The time of day beside a date: hours and minutes in the ways of many languages, halves of the day, and the zone.

A clock that is counted otherwise (Swahili and Ethiopian hours begin at sunrise) is told from its words and not read:
the day stays, the time does not.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.language.zones import ZONE, read_offset, read_zone_name

_BEFORE_NOON = (
    "am|a.m.|a. m.|a. m|ص|صباحا|صباحًا|صباحاً|ق.ظ|قبل از ظهر|قبل‌ازظهر|صبح|पूर्वाह्न|सुबह|सकाळी|बिहान|পূর্বাহ্ণ|সকাল|ভোর|"
    "上午|早上|凌晨|清晨|午前|오전|새벽|sáng|sa|π.μ.|πμ|ก่อนเที่ยง|pagi|asubuhi|öö|délelőtt|de.|рано|утра|"
    "ранку|преди обяд|સવારે"
)
_AFTER_NOON = (
    "pm|p.m.|p. m.|p. m|م|مساء|مساءً|ب.ظ|بعد از ظهر|بعدازظهر|عصر|अपराह्न|शाम|दोपहर|रात|संध्याकाळी|दुपारी|साँझ|अपरान्ह|অপরাহ্ণ|"
    "বিকাল|বিকেল|সন্ধ্যা|রাত|দুপুর|下午|晚上|傍晚|中午|夜|午後|오후|밤|저녁|chiều|tối|ch|μ.μ.|μμ|หลังเที่ยง|siang|sore|malam|"
    "jioni|usiku|ös|délután|du.|дня|вечера|вечора|след обяд|સાંજે|બપોરે"
)
# words that are a half of the day only in these languages, for elsewhere they are other words
_ONLY_IN = {"sa": "vi", "ch": "vi", "de.": "hu", "du.": "hu", "öö": "tr", "ös": "tr", "م": "ar", "ص": "ar", "夜": "ja"}


def _fold(word: str) -> str:
    return re.sub(r"[.\s\u200c]", "", word).lower()


_AM = frozenset(map(_fold, _BEFORE_NOON.split("|")))
_PM = frozenset(map(_fold, _AFTER_NOON.split("|")))
_LANGUAGE_OF = {_fold(word): language for word, language in _ONLY_IN.items()}
_HALVES = "|".join(
    re.escape(word).replace(r"\ ", r"\s?").replace("a\\.m\\.", r"a\.?\s?m\.?").replace("p\\.m\\.", r"p\.?\s?m\.?")
    for word in sorted({*_BEFORE_NOON.split("|"), *_AFTER_NOON.split("|")}, key=len, reverse=True)
)
_SUNRISE = re.compile(r"\bsaa\b|ሰዓት|ሰአት|ጠዋት|ጥዋት|ከሰዓት|ከምሽቱ|ለሊት", re.IGNORECASE)
_TIME = re.compile(
    rf"(?:(?<!\w)(?P<before>{_HALVES})\s?)?(?<![\d:.,/-])(?P<h>2[0-4]|[01]?\d)"
    r"(?:\s?(?:[:：∶]|[hH](?=\s?\d)|時|时|点|點|시|ч(?:\.|:)?(?=\s?\d)|\.(?=\d\d(?!\d|\.\d)))\s?(?P<m>[0-5]?\d)(?!\d)"
    r"(?:\s?[分분m])?(?:\s?[:：∶.]?\s?(?P<s>[0-6]?\d)(?:秒|초|(?=[^\d%]|$)))?(?:[.,]\d+)?)?"
    rf"(?:\s?(?P<after>{_HALVES})(?!\w))?",
    re.IGNORECASE,
)
_HOUR_ALONE = re.compile(r"\s?(?:時|时|点|點|시)")
_SECONDS = re.compile(r"(?:[:：∶]|[分분]\s?)")
# "14:16 Uhr MEZ"
_UNIT = re.compile(
    r"\s?(?:Uhr|hrs?\.?|hs\.?|h|น\.?|óra(?:kor)?|годин\w*|час\w*|ч\.|hod\.?|hours)(?=\W|$)", re.IGNORECASE
)
_QUICK = re.compile(r"\d")


@dataclass(frozen=True)
class Clock:
    """A time of day: ``second`` is None when the text stops at minutes; ``days`` is 1 for 24:00."""

    hour: int
    minute: int
    second: int | None
    zone: dt.tzinfo | None
    days: int = 0


def read_clock(text: str, *, language: str | None = None, country: str | None = None) -> tuple[Clock, int, int] | None:
    """The first time of day in a text and where it begins and ends; None without one, or where it is not ours."""
    if not _QUICK.search(text) or _SUNRISE.search(text):
        return None
    for match in _TIME.finditer(text):
        half = _half(match["before"], language) or _half(match["after"], language)
        if match["m"] is None and half is None and not _HOUR_ALONE.match(text, match.end("h")):
            continue
        hour, minute, second = int(match["h"]), int(match["m"] or 0), _second(match, text)
        if half == "pm" and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        if minute > 59 or hour > 24 or (hour == 24 and (minute or second)):
            continue
        zone, end = read_zone(text, match.end(), language=language, country=country)
        # a leap second is the last second that a clock of ours knows
        clock = Clock(hour % 24, minute, None if second is None else min(second, 59), zone, days=hour // 24)
        return clock, match.start(), end
    return None


def _second(match: re.Match[str], text: str) -> int | None:
    if match["s"] is None:
        return None
    return int(match["s"]) if _SECONDS.match(text[match.end("m") :].lstrip()) or "." in match[0] else None


def _half(word: str | None, language: str | None) -> str | None:
    if not word:
        return None
    key = _fold(word)
    if language and _LANGUAGE_OF.get(key, language) != language:
        return None
    return "am" if key in _AM else "pm"


def read_zone(
    text: str, start: int, *, language: str | None = None, country: str | None = None
) -> tuple[dt.tzinfo | None, int]:
    """The zone that stands right behind a time, and where it ends; None and ``start`` where none does."""
    unit = _UNIT.match(text, start)
    match = ZONE.match(text, unit.end() if unit else start)
    if match is None:
        return None, start
    if match["offset"]:
        offset = read_offset(match["offset"])
        return (dt.timezone(offset), match.end()) if offset is not None else (None, start)
    zone = read_zone_name(match["name"], language=language, country=country)
    if zone is None:
        return None, start
    # "GMT+3" and "UTC +03:00" were offsets above; "WIB (UTC+7)" says the same twice
    return zone, match.end()
