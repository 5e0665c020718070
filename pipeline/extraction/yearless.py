"""Days that a page prints without their year: an address or a mark on the page that names the same day completes them.

Asked only of pages that state no date in any other way. Of "6月24日" alone nobody knows the year; where the page is
called ``news20190624`` or shows ``/photos/2019/06/24/``, that is the day it speaks of.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from pipeline.extraction.markup import Markup
from pipeline.language.moments import Manner, Moment, read_moment

_YEAR = re.compile(r"\d{4}")
_NAMED = re.compile(r"(?<!\d)(20[0-3]\d)([-/_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_ATTRIBUTES = ("id", "href", "src", "content", "class")
_EDGES = "[]()【】（）「」 ·|"
MAX_TEXTS = 8
MAX_DAYS = 50
LONGEST = 60  # characters of a text that is a date


def yearless_moments(texts: Iterable[str], markup: Markup, manner: Manner) -> Iterator[Moment]:
    """The moments of short texts without a year, for those of which the page names the day somewhere."""
    short = [text.strip(_EDGES) for text in texts if len(text) <= LONGEST and not _YEAR.search(text)][:MAX_TEXTS]
    if not short:
        return
    days = _named_days(markup)
    for text in short:
        for year in sorted({day.year for day in days}, reverse=True):
            completed = f"{year}年{text}" if "月" in text else f"{text} {year}"
            for attempt in (completed, f"{year} {text}"):
                moment = read_moment(attempt, manner)
                if moment and moment.day in days:
                    yield moment
                    break


def _named_days(markup: Markup) -> set[dt.date]:
    found: set[dt.date] = set()
    for element in markup.elements:
        for name in _ATTRIBUTES:
            for match in _NAMED.finditer((element.get(name) or "")[:500]):
                try:
                    found.add(dt.date(int(match[1]), int(match[3]), int(match[4])))
                except ValueError:  # a 31 February
                    continue
        if len(found) >= MAX_DAYS:
            break
    return found
