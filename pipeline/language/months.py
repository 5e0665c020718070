"""The names of months in the languages of the press: the one table of them that the project has.

``month_names.json`` holds, per language, twelve lists: the wide and short names of Unicode CLDR (Unicode-3.0 licence,
by way of babel and dateparser, with the genitives and dialects that they know) and what newspapers print besides. The
months of the Persian, Afghan and Ethiopian calendars are here, because only their names tell which calendar is meant.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Calendar = Literal["gregorian", "persian", "ethiopian"]


class Month(NamedTuple):
    """A month of a calendar, counted from 1."""

    calendar: Calendar
    number: int


_PERSIAN = {
    "fa": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند|حمل ثور جوزا سرطان اسد سنبله میزان عقرب"
          " قوس جدی دلو حوت",
    "ps": "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب|حمل ثور جوزا سرطان اسد سنبله میزان عقرب"
          " قوس جدی دلو حوت",
}  # fmt: skip
_ETHIOPIAN = {
    "am": "መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን"
          "|መስከረም ጥቅምት ህዳር ታህሳስ ጥር የካቲት መጋቢት ሚያዚያ ግንቦት ሰኔ ሀምሌ ነሀሴ ጳጉሜ",
    "ti": "መስከረም ጥቅምቲ ሕዳር ታሕሳስ ጥሪ ለካቲት መጋቢት ሚያዝያ ግንቦት ሰነ ሓምለ ነሓሰ ጳጉሜን",
}  # fmt: skip
# languages that borrow the names of another one, and codes that mean the same
_ALSO = {"nb": "no", "nn": "no", "fil": "tl", "sh": "sr", "pcm": "en", "ku": "ckb", "prs": "fa", "jv": "id", "su": "id"}


@cache
def _table() -> dict[str, list[str]]:
    text = files("pipeline.language").joinpath("month_names.json").read_text(encoding="utf-8")
    table: dict[str, list[str]] = json.loads(text)
    return table


def languages() -> list[str]:
    """The languages whose month names are known."""
    return sorted(_table())


def fold(name: str) -> str:
    """A name as it is looked up: small letters, composed, without points, Arabic letters in one spelling."""
    if name.isascii():
        return name.lower().replace(".", "")
    folded = unicodedata.normalize("NFC", name.casefold())
    return folded.replace(".", "").replace("ي", "ی").replace("ك", "ک").replace("ى", "ی").replace("̇", "")


@cache
def months_of(language: str) -> dict[str, Month]:
    """The folded month names of a language, of one or more words; {} when it is not known."""
    code = _ALSO.get(language, language)
    names: dict[str, Month] = {}
    for number, listed in enumerate(_table().get(code, ()), 1):
        for name in listed.split(", "):
            names.setdefault(fold(name), Month("gregorian", number))
    calendars: tuple[tuple[Calendar, dict[str, str]], ...] = (("persian", _PERSIAN), ("ethiopian", _ETHIOPIAN))
    for calendar, tables in calendars:
        for series in tables.get(code, "").split("|"):
            for number, name in enumerate(series.split(), 1):
                names[fold(name)] = Month(calendar, number)
    names.pop("", None)
    return names


@cache
def months_of_all() -> dict[str, Month]:
    """The names that mean the same month in every language that has them, for texts in a language not known."""
    found: dict[str, set[Month]] = {}
    for language in languages():
        for name, month in months_of(language).items():
            found.setdefault(name, set()).add(month)
    return {name: months.pop() for name, months in found.items() if len(months) == 1}
