"""Dates as pages write them: language, expected value in UTC (or the day), precision."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

import pytest

from pipeline.extraction.moments import read_moment

# (text, language, expected: ISO in UTC, or a day)
DATES: list[tuple[str, str | None, str]] = [
    ("2026-03-04T14:16:29+01:00", None, "2026-03-04T13:16:29"),
    ("2026-03-04T14:16:29Z", None, "2026-03-04T14:16:29"),
    ("2026-03-04T14:16:29.123456Z", None, "2026-03-04T14:16:29"),
    ("2026-03-04T14:16+0530", None, "2026-03-04T08:46"),
    ("2026-03-04 14:16:29 UTC", None, "2026-03-04T14:16:29"),
    ("2026-03-04T01:30:00+09:00", "ja", "2026-03-03T16:30:00"),
    ("20260304T143007Z", None, "2026-03-04T14:30:07"),
    ("20260304", None, "2026-03-04"),
    ("1772633789", None, "2026-03-04T14:16:29"),
    ("1772633789000", None, "2026-03-04T14:16:29"),
    ("Wed, 04 Mar 2026 14:16:29 GMT", "en", "2026-03-04T14:16:29"),
    ("Wed, 04 Mar 2026 14:16:29 +0300", "en", "2026-03-04T11:16:29"),
    ("Wednesday, March 4, 2026 2:16 PM EST", "en", "2026-03-04T19:16"),
    ("March 4, 2026", "en", "2026-03-04"),
    ("Mar. 4, 2026", "en", "2026-03-04"),
    ("4th March 2026", "en", "2026-03-04"),
    ("Published: 4 March 2026 at 10:15 a.m. EAT", "en", "2026-03-04T07:15"),
    ("Published on Mar 04, 2026 | 12:05 AM IST", "en", "2026-03-03T18:35"),
    ("Updated 4 Mar 2026, 21:00 WAT", "en", "2026-03-04T20:00"),
    # a time without a zone is not read as UTC: the day alone is kept
    ("2026-03-04T14:16:29", None, "2026-03-04"),
    ("2026-03-04 23:59", None, "2026-03-04"),
    ("4 March 2026 2:16 pm", "en", "2026-03-04"),
    ("2016/6/29", None, "2016-06-29"),
    ("29/6/2016", "es", "2016-06-29"),
    ("4.3.2026", "de", "2026-03-04"),
    ("04-03-2026", "nl", "2026-03-04"),
    ("13/4/2026", "en", "2026-04-13"),
    ("4 de marzo de 2026", "es", "2026-03-04"),
    ("miércoles, 4 de marzo de 2026 - 14:16", "es", "2026-03-04"),
    ("4 de março de 2026", "pt", "2026-03-04"),
    ("4 mars 2026", "fr", "2026-03-04"),
    ("1er août 2026", "fr", "2026-08-01"),
    ("4. März 2026, 14:16 Uhr MEZ", "de", "2026-03-04T13:16"),
    ("4 marzo 2026", "it", "2026-03-04"),
    ("4 maart 2026", "nl", "2026-03-04"),
    ("4 marca 2026", "pl", "2026-03-04"),
    ("4 listopada 2026", "pl", "2026-11-04"),
    ("4. listopadu 2026", "cs", "2026-11-04"),
    ("4. března 2026", "cs", "2026-03-04"),
    ("4 марта 2026, 14:16 МСК", "ru", "2026-03-04T11:16"),
    ("4 березня 2026", "uk", "2026-03-04"),
    ("4 март 2026 г.", "bg", "2026-03-04"),
    ("4 Mart 2026", "tr", "2026-03-04"),
    ("04 Ağustos 2026", "tr", "2026-08-04"),
    ("2026. március 4.", "hu", "2026-03-04"),
    ("4 martie 2026", "ro", "2026-03-04"),
    ("4. mars 2026", "no", "2026-03-04"),
    ("4. maaliskuuta 2026", "fi", "2026-03-04"),
    ("4 Μαρτίου 2026", "el", "2026-03-04"),
    ("4 Maret 2026 | 10:15 WIB", "id", "2026-03-04T03:15"),
    ("4 Mac 2026", "ms", "2026-03-04"),
    ("ngày 4 tháng 3 năm 2026", "vi", "2026-03-04"),
    ("4 Tháng Ba, 2026", "vi", "2026-03-04"),
    ("4 Machi 2026", "sw", "2026-03-04"),
    ("4 Disemba 2026", "sw", "2026-12-04"),
    ("4 ga Maris 2026", "ha", "2026-03-04"),
    ("4 Maarso 2026", "so", "2026-03-04"),
    ("Marso 4, 2026", "tl", "2026-03-04"),
    ("4 مارس 2026", "ar", "2026-03-04"),
    ("٤ مارس ٢٠٢٦", "ar", "2026-03-04"),
    ("4 كانون الثاني 2026", "ar", "2026-01-04"),
    ("4 شباط / فبراير 2026", "ar", "2026-02-04"),
    ("4 غشت 2026", "ar", "2026-08-04"),
    ("۱۳ اسفند ۱۴۰۴", "fa", "2026-03-04"),
    ("۱۴۰۴/۱۲/۱۳", "fa", "2026-03-04"),
    ("1 فروردین 1405", "fa", "2026-03-21"),
    ("4 مارچ 2026", "ur", "2026-03-04"),
    ("4 मार्च 2026", "hi", "2026-03-04"),
    ("०४ मार्च २०२६", "hi", "2026-03-04"),
    ("৪ মার্চ ২০২৬", "bn", "2026-03-04"),
    ("4 มีนาคม 2569", "th", "2026-03-04"),
    ("๔ มี.ค. ๒๕๖๙", "th", "2026-03-04"),
    ("2026年3月4日", "zh", "2026-03-04"),
    ("2026年3月4日 09:15 JST", "ja", "2026-03-04T00:15"),
    ("令和8年3月4日", "ja", "2026-03-04"),
    ("2026년 3월 4일", "ko", "2026-03-04"),
    ("2026.03.04", "ko", "2026-03-04"),
    ("4 մարտի 2026", "hy", "2026-03-04"),
    ("4 მარტი 2026", "ka", "2026-03-04"),
]


def _expected(text: str) -> tuple[dt.datetime, str]:
    value = dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    return value, "day" if len(text) == 10 else "minute" if len(text) == 16 else "second"


@pytest.mark.parametrize(("text", "language", "expected"), DATES)
def test_date_is_read(text: str, language: str | None, expected: str) -> None:
    moment = read_moment(text, language=language)
    assert moment is not None
    assert (moment.value.astimezone(dt.UTC), moment.precision) == _expected(expected)
    assert moment.raw == text


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2 hours ago", "March 2026", "99/99/2026", "2026-02-30", "31 April 2026", "call 0712 345 678",
     "Vol. 12 No. 4", "0000-00-00", "1970-01-01T00:00:00Z", "12:45", "4 March"],
)  # fmt: skip
def test_what_is_no_full_date_is_not_read(text: str) -> None:
    assert read_moment(text, language="en") is None


def test_offset_of_the_page_is_kept() -> None:
    moment = read_moment("2026-03-04T01:30:00+09:00")
    assert moment is not None
    assert moment.value.utcoffset() == dt.timedelta(hours=9)
    assert moment.day == dt.date(2026, 3, 4)


def test_known_offset_of_the_page_makes_a_naive_time_exact() -> None:
    moment = read_moment("2026-03-04 14:16", offset=dt.timedelta(hours=3))
    assert moment is not None
    assert (moment.value.astimezone(dt.UTC).isoformat(), moment.precision) == ("2026-03-04T11:16:00+00:00", "minute")


def test_order_of_day_and_month_follows_the_country_and_no_clock() -> None:
    assert read_moment("3/4/2026", month_first=True).day == dt.date(2026, 3, 4)  # type: ignore[union-attr]
    assert read_moment("3/4/2026").day == dt.date(2026, 4, 3)  # type: ignore[union-attr]
    assert read_moment("25/4/2026", month_first=True).day == dt.date(2026, 4, 25)  # type: ignore[union-attr]


def test_future_date_stays_visible() -> None:
    moment = read_moment("2031-01-01T00:00:00Z")
    assert moment is not None
    assert moment.value.year == 2031


def test_zone_of_the_machine_changes_nothing() -> None:
    code = (
        "from pipeline.extraction.moments import read_moment\n"
        "print([read_moment(t, language='en').value.isoformat() for t in"
        " ('2026-03-04 23:59', '4 March 2026', '1772633789', '2026-03-04T23:59:00Z')])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
        ).stdout
        for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
    }
    assert len(answers) == 1
