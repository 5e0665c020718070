"""Feed dates: what is written, what is meant, and what must not be guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue.loader import Catalogue
from pipeline.crawl.dates import plausible, read_date

CASES = [
    # RFC 822 and what people make of it
    ("Sun, 22 Nov 2026 10:15:30 +0000", None, "2026-11-22T10:15:30", "second"),
    ("Sun, 22 Nov 2026 10:15:30 GMT", None, "2026-11-22T10:15:30", "second"),
    ("22 Nov 2026 10:15 EST", None, "2026-11-22T15:15:00", "minute"),
    ("Sunday, 22 November 2026 10:15:30 -0500", None, "2026-11-22T15:15:30", "second"),
    ("Sun,22 Nov 2026 4:35:5 GMT+9", None, "2026-11-21T19:35:05", "second"),
    ("Sun, 22 Nov 26 10:15:30 +0300", None, "2026-11-22T07:15:30", "second"),
    ("Sun, 22 Nov 2026 10:15:30 IST", None, "2026-11-22T04:45:30", "second"),
    ("Sun, 22 Nov 2026 10:15:30 +05:30", None, "2026-11-22T04:45:30", "second"),
    ("Sun, 22 Nov 2026 10:15:30 Z", None, "2026-11-22T10:15:30", "second"),
    ("Nov 22, 2026 3:05 pm +0530", None, "2026-11-22T09:35:00", "minute"),
    ("Nov 22, 2026 12:05 am GMT", None, "2026-11-22T00:05:00", "minute"),
    ("Sat, 21 Nov 2026 24:00:00 GMT", None, "2026-11-22T00:00:00", "second"),
    ("Sun, 22 Nov 2026 10:15:60 GMT", None, "2026-11-22T10:15:59", "second"),
    # a time without a zone is local time of nobody knows where: the day only
    ("Sun, 22 Nov 2026 10:15:30", None, "2026-11-22T00:00:00", "day"),
    ("Friday, January 29, 2021 04:42 PM", None, "2021-01-29T00:00:00", "day"),
    ("Sun, 22 Nov 2026 10:15:30 XYZ", None, "2026-11-22T00:00:00", "day"),
    # ISO 8601 and W3CDTF
    ("2026-11-22T10:15:30Z", None, "2026-11-22T10:15:30", "second"),
    ("2026-11-22T10:15:30.123456789+03:00", None, "2026-11-22T07:15:30", "second"),
    ("2026-11-22T10:15+0300", None, "2026-11-22T07:15:00", "minute"),
    ("2026-11-22 10:15:30 UTC", None, "2026-11-22T10:15:30", "second"),
    ("2026-11-22T10:15:30-03", None, "2026-11-22T13:15:30", "second"),
    ("20261122T101530Z", None, "2026-11-22T10:15:30", "second"),
    ("2026-11-22", None, "2026-11-22T00:00:00", "day"),
    ("2026-11-22T10:15:30", None, "2026-11-22T00:00:00", "day"),
    # numbers
    ("2016/6/29", None, "2016-06-29T00:00:00", "day"),
    ("22.11.2026", None, "2026-11-22T00:00:00", "day"),
    ("22/11/2026 08:30", None, "2026-11-22T00:00:00", "day"),
    ("03/04/2026", None, "2026-04-03T00:00:00", "day"),
    ("11/22/2026", None, "2026-11-22T00:00:00", "day"),
    ("2026年11月22日 08:30", None, "2026-11-22T00:00:00", "day"),
    ("2026. 11. 22. 오전 10:20", None, "2026-11-22T00:00:00", "day"),
    ("22 tháng 11, 2026", None, "2026-11-22T00:00:00", "day"),
    # month names of the source's language, and without being told the language
    ("mar, 16 nov 2022 00:38:15 +0100", "fr", "2022-11-15T23:38:15", "second"),
    ("mer, 16 nov 2022 00:38:15 +0100", None, "2022-11-15T23:38:15", "second"),
    ("Seg, 24 Set 2018 19:42:40 -0300", "pt", "2018-09-24T22:42:40", "second"),
    ("Seg, 24 Set 2018 19:42:40 -0300", None, "2018-09-24T22:42:40", "second"),
    ("22 de noviembre de 2026", None, "2026-11-22T00:00:00", "day"),
    ("22 novembre 2026", "it", "2026-11-22T00:00:00", "day"),
    ("22. November 2026", "de", "2026-11-22T00:00:00", "day"),
    ("22 listopada 2026", "pl", "2026-11-22T00:00:00", "day"),
    ("22 listopada 2026", "hr", "2026-10-22T00:00:00", "day"),
    ("22 ноября 2026", None, "2026-11-22T00:00:00", "day"),
    ("22 листопада 2026", "uk", "2026-11-22T00:00:00", "day"),
    ("22 Kasım 2026", "tr", "2026-11-22T00:00:00", "day"),
    ("٢٢ نوفمبر ٢٠٢٦", "ar", "2026-11-22T00:00:00", "day"),
    ("22 नवंबर 2026", "hi", "2026-11-22T00:00:00", "day"),
    ("২২ নভেম্বর ২০২৬", "bn", "2026-11-22T00:00:00", "day"),
    ("22 พฤศจิกายน 2569", "th", "2026-11-22T00:00:00", "day"),
    ("22 Novemba 2026", "sw", "2026-11-22T00:00:00", "day"),
    ("22 Νοεμβρίου 2026", "el", "2026-11-22T00:00:00", "day"),
]


@pytest.mark.parametrize(("raw", "language", "utc", "precision"), CASES)
def test_a_date_is_read_with_its_precision_and_its_raw_string(
    raw: str, language: str | None, utc: str, precision: str
) -> None:
    date = read_date(raw, language)
    assert date is not None
    assert (date.raw, date.precision) == (raw, precision)
    assert date.utc == dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "raw",
    ["yesterday", "31 Feb 2026", "22 listopada 2026", "25:61", "2026-13-45", "Nov 2026", "0000-00-00", "1" * 500],
)
def test_a_date_that_cannot_be_read_keeps_its_raw_string_and_guesses_nothing(raw: str) -> None:
    date = read_date(raw)
    assert date is not None
    assert date.utc is None
    assert date.precision is None
    assert raw.startswith(date.raw)


def test_no_date_is_no_date() -> None:
    assert read_date(None) is None
    assert read_date("  ") is None


def test_future_and_ancient_dates_are_read_and_not_believed() -> None:
    seen = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    future, ancient = read_date("2027-11-22T10:00:00Z"), read_date("Thu, 01 Jan 1970 00:00:00 GMT")
    assert future and ancient and future.utc and ancient.utc
    assert not plausible(future.utc, seen)
    assert not plausible(ancient.utc, seen)
    assert not plausible(None, seen)
    assert plausible(seen - dt.timedelta(days=3), seen)


@given(st.text(max_size=300))
def test_no_text_breaks_it(raw: str) -> None:
    date = read_date(raw)
    assert date is None or date.utc is None or date.utc.tzinfo is dt.UTC


@given(st.integers(800_000_000, 4_000_000_000), st.integers(-14 * 60, 14 * 60))
def test_any_offset_is_kept(seconds: int, minutes: int) -> None:
    local = dt.datetime.fromtimestamp(seconds, dt.timezone(dt.timedelta(minutes=minutes)))
    for raw in (local.isoformat(), local.strftime("%d %b %Y %H:%M:%S %z")):
        date = read_date(raw)
        assert date is not None
        assert date.utc == local


def test_month_names_of_every_language_of_the_catalogue_are_read(built_in_catalogue: Catalogue) -> None:
    missed = []
    for language in sorted({source.language for source in built_in_catalogue.sources}):
        for month in range(1, 13):
            day = dt.date(2026, month, 22)
            for length in ("long", "medium"):
                text = format_date(day, length, locale=language)
                read = read_date(text, language)
                if any(letter.isalpha() for letter in text) and (read is None or read.utc is None):
                    missed.append(f"{language}: {text}")
                elif read and read.utc:
                    assert read.utc.date() == day, f"{language}: {text}"
    assert missed == []
