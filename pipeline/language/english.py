"""How EMCIP writes English: lists, counts, dates, clipped lines, the names of languages. Reads no text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LANGUAGES = """
af Afrikaans|am Amharic|ar Arabic|as Assamese|az Azerbaijani|be Belarusian|bg Bulgarian|bn Bengali|bo Tibetan
bs Bosnian|ca Catalan|ckb Sorani Kurdish|cs Czech|da Danish|de German|dv Dhivehi|dz Dzongkha|el Greek|en English
es Spanish|et Estonian|fa Persian|fi Finnish|fr French|gu Gujarati|ha Hausa|he Hebrew|hi Hindi|hr Croatian
ht Haitian Creole|hu Hungarian|hy Armenian|id Indonesian|ig Igbo|is Icelandic|it Italian|ja Japanese|ka Georgian
kk Kazakh|km Khmer|kn Kannada|ko Korean|ku Kurdish|ky Kyrgyz|lg Luganda|ln Lingala|lo Lao|lt Lithuanian|lv Latvian
mg Malagasy|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|my Burmese|ne Nepali|nl Dutch
no Norwegian|om Oromo|or Odia|pa Punjabi|pap Papiamento|pcm Nigerian Pidgin|pl Polish|ps Pashto|pt Portuguese
rn Rundi|ro Romanian|ru Russian|rw Kinyarwanda|sd Sindhi|si Sinhala|sk Slovak|sl Slovenian|sn Shona|so Somali
sq Albanian|sr Serbian|st Sotho|sv Swedish|sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen
tl Filipino|tr Turkish|tt Tatar|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek|vi Vietnamese|wo Wolof|xh Xhosa|yo Yoruba
zh Chinese|zu Zulu
"""
_CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}
_ENDS_SPEECH = ".,!?…;:"
_SINGLE = str.maketrans({"“": "‘", "”": "’", "„": "‘", '"': "'", "«": "‹", "»": "›"})
LANGUAGE_NAMES: dict[str, str] = {
    code: name for code, _, name in (entry.partition(" ") for entry in _LANGUAGES.strip().replace("\n", "|").split("|"))
}


def language_name(code: str | None) -> str:
    """The English name of a language; an unknown code is named as such."""
    if not code:
        return "an unknown language"
    return LANGUAGE_NAMES.get(code, f"the language {code!r}")


def in_words(count: int) -> str:
    """Up to ten in words, above in figures: ``three``, ``1,240``."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """``one outlet``, ``three countries``, ``no articles``."""
    return f"{in_words(count)} {noun if count == 1 else plural or f'{noun}s'}"


def listed(parts: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def day(date: dt.date | dt.datetime) -> str:
    """``22 November 2026``."""
    return f"{date.day} {date:%B %Y}"


def short_day(date: dt.date | dt.datetime) -> str:
    """``22 November``, where the year is plain from what stands around it."""
    return f"{date.day} {date:%B}"


def days(first: dt.date | dt.datetime, last: dt.date | dt.datetime) -> str:
    """``on 22 November 2026``, ``between 20 and 22 November 2026``, with months and years only where they differ."""
    first, last = _date(first), _date(last)
    if first == last:
        return f"on {day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"between {first.day} and {day(last)}"
    return f"between {short_day(first) if first.year == last.year else day(first)} and {day(last)}"


def clipped(text: str, limit: int) -> str:
    """One line of at most ``limit`` characters, cut between words and marked with an ellipsis."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 0.6 else cut).rstrip(" ,;:–—-") + "…"


def quoted(text: str) -> str:
    """The text in quotation marks, its own marks made single.

    A sentence cut out of somebody's speech has one of its two marks; the other is put back, with an ellipsis.
    """
    text = text.strip()
    began_before, goes_on = _unmatched(text)
    opening, closing = ("'", "'") if '"' in text else ("‘", "’")
    before = f"{opening}… " if began_before else ""
    after = f" …{closing}" if goes_on else ""
    return f"“{before}{text.translate(_SINGLE)}{after}”"


def _unmatched(text: str) -> tuple[bool, bool]:
    """Whether a closing quotation mark has no opening one before it, and an opening one no closing one after it."""
    waiting: list[str] = []
    began_before = False
    for place, mark in enumerate(text):
        if mark not in _CLOSED_BY and mark not in "”":
            continue
        if waiting and mark in _CLOSED_BY[waiting[-1]]:
            waiting.pop()
        elif mark != "”" and (place == 0 or (not text[place - 1].isalnum() and text[place - 1] not in _ENDS_SPEECH)):
            waiting.append(mark)
        elif place and not text[place - 1].isdigit():  # 12" is a length
            began_before = True
    return began_before, bool(waiting)


def named_with(name: str, *details: str | None) -> str:
    """``Daily Nation (Kenya)``; a detail that stands in the name already, as in ``Outlook India``, is left out."""
    shown = [detail for detail in details if detail and not re.search(rf"\b{re.escape(detail)}\b", name)]
    return f"{name} ({', '.join(shown)})" if shown else name


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _date(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
