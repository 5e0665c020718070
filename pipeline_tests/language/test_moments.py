"""Dates as feeds and pages write them: what is written, what is meant, and what must not be guessed."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.catalogue.loader import Catalogue
from pipeline.language import moments
from pipeline.language.moments import Manner, read_moment
from pipeline.language.months import languages
from pipeline.language.zones import country_of_host, zone_of_country

# language, text, expected: the moment in UTC to the second or the minute, or the day
BY_LANGUAGE: list[tuple[str | None, str, str]] = [
    # ISO 8601 and W3CDTF, and what people make of them
    (None, "2026-03-04T14:16:29+01:00", "2026-03-04T13:16:29"),
    (None, "2026-03-04T14:16:29Z", "2026-03-04T14:16:29"),
    (None, "2026-03-04T14:16:29.123456Z", "2026-03-04T14:16:29"),
    (None, "2026-03-04T14:16:29.1Z", "2026-03-04T14:16:29"),
    (None, "2026-03-04T14:16:29.Z", "2026-03-04T14:16:29"),
    (None, "2026-03-04T14:16:29,123456789+03:00", "2026-03-04T11:16:29"),
    (None, "2026-03-04T14:16+0530", "2026-03-04T08:46"),
    (None, "2026-03-04T14:16-500", "2026-03-04T19:16"),
    (None, "2026-03-04T14:16:0Z", "2026-03-04T14:16:00"),
    (None, "2026-3-4 9:05:07 +0300", "2026-03-04T06:05:07"),
    (None, "2026-03-04 14:16:29 UTC", "2026-03-04T14:16:29"),
    (None, "2026-03-04T14:16:29-03", "2026-03-04T17:16:29"),
    ("ja", "2026-03-04T01:30:00+09:00", "2026-03-03T16:30:00"),
    (None, "20260304T143007Z", "2026-03-04T14:30:07"),
    (None, "20260304", "2026-03-04"),
    (None, "1772633789", "2026-03-04T14:16:29"),
    (None, "1772633789000", "2026-03-04T14:16:29"),
    (None, "2026-03-04T24:00:00Z", "2026-03-05T00:00:00"),
    # RFC 822
    ("en", "Wed, 04 Mar 2026 14:16:29 GMT", "2026-03-04T14:16:29"),
    ("en", "Wed, 04 Mar 2026 14:16:29 +0300", "2026-03-04T11:16:29"),
    (None, "04 Mar 2026 10:15 EST", "2026-03-04T15:15"),
    (None, "Wednesday, 4 March 2026 10:15:30 -0500", "2026-03-04T15:15:30"),
    (None, "Wed,04 Mar 2026 4:35:5 GMT+9", "2026-03-03T19:35:05"),
    (None, "Wed, 04 Mar 26 10:15:30 +0300", "2026-03-04T07:15:30"),
    (None, "Wed, 04 Mar 2026 10:15:30 +05:30", "2026-03-04T04:45:30"),
    (None, "Wed, 04 Mar 2026 10:15:60 GMT", "2026-03-04T10:15:59"),
    (None, "Wed, 04 Mar 2026 10:15:30 EAT", "2026-03-04T07:15:30"),
    (None, "Wed, 04 Mar 2026 10:15:30 WIB", "2026-03-04T03:15:30"),
    (None, "Wed, 04 Mar 2026 10:15:30 GMT+0300", "2026-03-04T07:15:30"),
    (None, "Wed Mar 4 10:15:30 EAT 2026", "2026-03-04T07:15:30"),
    (None, "Wed Mar 04 10:15:30 +0300 2026", "2026-03-04T07:15:30"),
    (None, "Wed Mar 4 10:15:30 UTC 2026", "2026-03-04T10:15:30"),
    (None, "Wed Mar 4 10:15:30 2026", "2026-03-04"),
    (None, "Wed Mar 04 2026 10:15:30 GMT+0300 (EAT)", "2026-03-04T07:15:30"),
    (None, "Mar 4, 2026 3:05 pm +0530", "2026-03-04T09:35"),
    (None, "Mar 4, 2026 12:05 am GMT", "2026-03-04T00:05"),
    # English
    ("en", "Wednesday, March 4, 2026 2:16 PM EST", "2026-03-04T19:16"),
    ("en", "March 4, 2026", "2026-03-04"),
    ("en", "Mar. 4, 2026", "2026-03-04"),
    ("en", "4th March 2026", "2026-03-04"),
    ("en", "Sept. 4, 2026", "2026-09-04"),
    ("en", "Published: 4 March 2026 at 10:15 a.m. EAT", "2026-03-04T07:15"),
    ("en", "Published on Mar 04, 2026 | 12:05 AM IST", "2026-03-03T18:35"),
    ("en", "Updated 4 Mar 2026, 21:00 WAT", "2026-03-04T20:00"),
    ("en", "Posted: Oct 14, 2022 9:27 AM ET | Last Updated: 24 minutes ago", "2022-10-14T13:27"),
    ("en", "November 29, 2016: 3:42 PM ET", "2016-11-29T20:42"),
    ("en", "13 Jan 2020, 22:11 GMT+10", "2020-01-13T12:11"),
    ("en", "10:15 GMT, 4 March 2026", "2026-03-04T10:15"),
    ("en", "4 March 2026 | Updated 5 March 2026 10:15 GMT", "2026-03-04"),
    ("en", "2 PM GMT, March 4, 2026", "2026-03-04T14:00"),
    # Romance
    ("es", "4 de marzo de 2026", "2026-03-04"),
    ("es", "miércoles, 4 de marzo de 2026 - 14:16", "2026-03-04"),
    ("es", "29/6/2016", "2016-06-29"),
    ("es", "04 mar. 2026 08:30 a. m. COT", "2026-03-04T13:30"),
    (None, "22 de noviembre de 2026", "2026-11-22"),
    ("pt", "4 de março de 2026", "2026-03-04"),
    ("pt", "04/03/2026 às 14h16 (BRT)", "2026-03-04T17:16"),
    ("pt", "Seg, 24 Set 2018 19:42:40 -0300", "2018-09-24T22:42:40"),
    (None, "Seg, 24 Set 2018 19:42:40 -0300", "2018-09-24T22:42:40"),
    ("fr", "4 mars 2026", "2026-03-04"),
    ("fr", "1er août 2026", "2026-08-01"),
    ("fr", "Publié le 04/03/2026 à 14h16 GMT", "2026-03-04T14:16"),
    ("fr", "mar, 16 nov 2022 00:38:15 +0100", "2022-11-15T23:38:15"),
    (None, "mer, 16 nov 2022 00:38:15 +0100", "2022-11-15T23:38:15"),
    ("it", "4 marzo 2026", "2026-03-04"),
    ("it", "4 marzo 2026 ore 9.30 CET", "2026-03-04T08:30"),
    ("ro", "4 martie 2026", "2026-03-04"),
    ("ca", "4 de març del 2026", "2026-03-04"),
    ("pap", "4 di mart 2026", "2026-03-04"),
    # Germanic
    ("de", "4.3.2026", "2026-03-04"),
    ("de", "4. März 2026, 14:16 Uhr MEZ", "2026-03-04T13:16"),
    ("de", "4. Jänner 2026", "2026-01-04"),
    ("nl", "04-03-2026", "2026-03-04"),
    ("nl", "4 maart 2026", "2026-03-04"),
    ("no", "4. mars 2026", "2026-03-04"),
    ("sv", "4 mars 2026 kl. 14.16 CET", "2026-03-04T13:16"),
    ("da", "4. marts 2026", "2026-03-04"),
    ("is", "4. mars 2026", "2026-03-04"),
    # Slavic and Baltic
    ("pl", "4 marca 2026", "2026-03-04"),
    ("pl", "4 listopada 2026", "2026-11-04"),
    ("hr", "4 listopada 2026", "2026-10-04"),
    ("cs", "4. listopadu 2026", "2026-11-04"),
    ("cs", "4. března 2026", "2026-03-04"),
    ("sk", "4. júla 2026", "2026-07-04"),
    ("ru", "4 марта 2026, 14:16 МСК", "2026-03-04T11:16"),
    ("ru", "14:16 МСК, 4 марта 2026 г.", "2026-03-04T11:16"),
    (None, "22 ноября 2026", "2026-11-22"),
    ("uk", "4 березня 2026", "2026-03-04"),
    ("uk", "4 листопада 2026", "2026-11-04"),
    ("bg", "4 март 2026 г.", "2026-03-04"),
    ("sr", "4. mart 2026.", "2026-03-04"),
    ("sr", "4. март 2026.", "2026-03-04"),
    ("mk", "4 март 2026", "2026-03-04"),
    ("lv", "2026. gada 4. marts", "2026-03-04"),
    ("lt", "2026 m. kovo 4 d.", "2026-03-04"),
    # other languages of Europe and the Caucasus
    ("hu", "2026. március 4.", "2026-03-04"),
    ("hu", "2026.03.04.", "2026-03-04"),
    ("fi", "4. maaliskuuta 2026", "2026-03-04"),
    ("et", "4. märts 2026", "2026-03-04"),
    ("el", "4 Μαρτίου 2026", "2026-03-04"),
    ("el", "22 Νοεμβρίου 2026", "2026-11-22"),
    ("sq", "4 mars 2026", "2026-03-04"),
    ("hy", "4 մարտի 2026", "2026-03-04"),
    ("ka", "4 მარტი 2026", "2026-03-04"),
    ("tr", "4 Mart 2026", "2026-03-04"),
    ("tr", "04 Ağustos 2026", "2026-08-04"),
    ("tr", "03.04.2025 - Güncelleme : 03.04.2025", "2025-04-03"),
    ("az", "4 mart 2026", "2026-03-04"),
    ("uz", "2026-yil 4-mart", "2026-03-04"),
    ("uz", "4 март 2026", "2026-03-04"),
    ("kk", "2026 жылғы 4 наурыз", "2026-03-04"),
    ("mn", "2026 оны 3 дугаар сарын 4", "2026-03-04"),
    # Arabic, Persian, Urdu, Hebrew: their digits, their calendars, their halves of the day
    ("ar", "4 مارس 2026", "2026-03-04"),
    ("ar", "٤ مارس ٢٠٢٦", "2026-03-04"),
    ("ar", "4 كانون الثاني 2026", "2026-01-04"),
    ("ar", "4 شباط / فبراير 2026", "2026-02-04"),
    ("ar", "4 غشت 2026", "2026-08-04"),
    ("ar", "4 جويلية 2026", "2026-07-04"),
    ("ar", "الأربعاء ٤ مارس ٢٠٢٦ - ٢:١٦ مساءً GMT", "2026-03-04T14:16"),
    ("ar", "15 رمضان 1447 هـ / 4 مارس 2026 م", "2026-03-04"),
    ("fa", "۱۳ اسفند ۱۴۰۴", "2026-03-04"),
    ("fa", "۱۴۰۴/۱۲/۱۳", "2026-03-04"),
    ("fa", "1 فروردین 1405", "2026-03-21"),
    ("fa", "۱۳ حوت ۱۴۰۴", "2026-03-04"),
    ("ps", "د ۱۴۰۴ کال د کب ۱۳", "2026-03-04"),
    ("ur", "4 مارچ 2026", "2026-03-04"),
    ("he", "4 במרץ 2026", "2026-03-04"),
    # South Asia
    ("hi", "4 मार्च 2026", "2026-03-04"),
    ("hi", "०४ मार्च २०२६", "2026-03-04"),
    ("hi", "04 Mar 2026, 02:16 अपराह्न IST", "2026-03-04T08:46"),
    ("bn", "৪ মার্চ ২০২৬", "2026-03-04"),
    ("bn", "২২ নভেম্বর ২০২৬", "2026-11-22"),
    ("gu", "4 માર્ચ 2026", "2026-03-04"),
    ("ml", "4 മാർച്ച് 2026", "2026-03-04"),
    ("ta", "4 மார்ச் 2026", "2026-03-04"),
    ("te", "4 మార్చి 2026", "2026-03-04"),
    ("mr", "4 मार्च 2026", "2026-03-04"),
    ("ne", "४ मार्च २०२६", "2026-03-04"),
    ("si", "2026 මාර්තු 4", "2026-03-04"),
    # South-East Asia
    ("th", "4 มีนาคม 2569", "2026-03-04"),
    ("th", "๔ มี.ค. ๒๕๖๙", "2026-03-04"),
    ("th", "4 มี.ค. 2569 14:16 น. ICT", "2026-03-04T07:16"),
    ("my", "၄ မတ် ၂၀၂၆", "2026-03-04"),
    ("km", "4 មីនា 2026", "2026-03-04"),
    ("lo", "4 ມີນາ 2026", "2026-03-04"),
    ("vi", "ngày 4 tháng 3 năm 2026", "2026-03-04"),
    ("vi", "4 Tháng Ba, 2026", "2026-03-04"),
    ("vi", "Thứ Tư, 4/3/2026, 14:16 (GMT+7)", "2026-03-04T07:16"),
    ("id", "4 Maret 2026 | 10:15 WIB", "2026-03-04T03:15"),
    ("id", "Rabu, 04 Mar 2026 10.15 WITA", "2026-03-04T02:15"),
    ("ms", "4 Mac 2026", "2026-03-04"),
    ("tl", "Marso 4, 2026", "2026-03-04"),
    # East Asia: eras, ideographs, halves of the day
    ("zh", "2026年3月4日", "2026-03-04"),
    ("zh", "二〇二六年三月四日", "2026-03-04"),
    ("zh", "二〇二六年十一月二十二日", "2026-11-22"),
    ("zh", "2026年03月04日 下午2:16 +0800", "2026-03-04T06:16"),
    ("zh", "民國115年3月4日", "2026-03-04"),
    ("ja", "2026年3月4日 09:15 JST", "2026-03-04T00:15"),
    ("ja", "2026年3月4日 午後2時16分 JST", "2026-03-04T05:16"),
    ("ja", "令和8年3月4日", "2026-03-04"),
    ("ja", "平成元年3月4日", "1989-03-04"),
    ("ko", "2026년 3월 4일", "2026-03-04"),
    ("ko", "2026.03.04", "2026-03-04"),
    ("ko", "입력 2026. 3. 4. 오후 2:16 KST", "2026-03-04T05:16"),
    ("ko", "26.03.04", "2026-03-04"),
    # Africa
    ("sw", "4 Machi 2026", "2026-03-04"),
    ("sw", "4 Disemba 2026", "2026-12-04"),
    ("sw", "Machi 4, 2026 saa 4:30 asubuhi EAT", "2026-03-04"),  # the hours begin at sunrise
    ("ha", "4 ga Maris 2026", "2026-03-04"),
    ("so", "4 Maarso 2026", "2026-03-04"),
    ("yo", "4 Ẹrẹ̀nà 2026", "2026-03-04"),
    ("ig", "4 Maachị 2026", "2026-03-04"),
    ("zu", "4 Mashi 2026", "2026-03-04"),
    ("xh", "4 Matshi 2026", "2026-03-04"),
    ("sn", "4 Kurume 2026", "2026-03-04"),
    ("lg", "4 Marisi 2026", "2026-03-04"),
    ("am", "4 ማርች 2026", "2026-03-04"),
    ("am", "መስከረም 1 ቀን 2017", "2024-09-11"),
    ("am", "የካቲት 25 ቀን 2018 ዓ.ም", "2026-03-04"),
    # numbers alone: year first, else the day first; and no clock is asked
    (None, "2016/6/29", "2016-06-29"),
    (None, "22/11/2026 08:30", "2026-11-22"),
    (None, "11/22/2026", "2026-11-22"),
    (None, "22.11.2026", "2026-11-22"),
    ("en", "13/4/2026", "2026-04-13"),
    # a time without a zone is local time of nobody knows where: the day alone
    (None, "2026-03-04T14:16:29", "2026-03-04"),
    (None, "2026-03-04 23:59", "2026-03-04"),
    ("en", "4 March 2026 2:16 pm", "2026-03-04"),
    (None, "Wed, 04 Mar 2026 10:15:30 XYZ", "2026-03-04"),
]
# country, text, expected: local time is read in the zone of the source's country, with its daylight saving time
BY_COUNTRY: list[tuple[str, str, str]] = [
    ("KE", "2026-03-04 14:16", "2026-03-04T11:16"),
    ("IN", "2026-03-04T14:16:29", "2026-03-04T08:46:29"),
    ("NP", "2026-03-04 14:16", "2026-03-04T08:31"),
    ("BR", "04/03/2026 14h16", "2026-03-04T17:16"),
    ("DE", "4. Juli 2026, 14:16 Uhr", "2026-07-04T12:16"),
    ("DE", "4. Dezember 2026, 14:16 Uhr", "2026-12-04T13:16"),
    ("JP", "2026年3月4日 0時16分", "2026-03-03T15:16"),
    ("KR", "2026. 11. 22. 오전 10:20", "2026-11-22T01:20"),
    ("VN", "04/03/2026 14:16", "2026-03-04T07:16"),
    ("NG", "Wed, 04 Mar 2026 14:16:29", "2026-03-04T13:16:29"),
    ("KE", "Wed, 04 Mar 2026 14:16:29 GMT", "2026-03-04T14:16:29"),  # what the text says comes first
    ("US", "March 4, 2026 2:16 PM", "2026-03-04"),  # four zones: which one is not known
    ("US", "3/4/2026", "2026-03-04"),
    ("PH", "3/4/2026", "2026-03-04"),
    ("KE", "3/4/2026", "2026-04-03"),
    # names of zones that mean two things
    ("IN", "04 Mar 2026 14:16 IST", "2026-03-04T08:46"),
    ("IL", "04 Mar 2026 14:16 IST", "2026-03-04T12:16"),
    ("IE", "04 Jul 2026 14:16 IST", "2026-07-04T13:16"),
    ("CN", "04 Mar 2026 14:16 CST", "2026-03-04T06:16"),
    ("MX", "04 Mar 2026 14:16 CST", "2026-03-04T20:16"),
    ("BD", "04 Mar 2026 14:16 BST", "2026-03-04T08:16"),
    ("SA", "04 Mar 2026 14:16 AST", "2026-03-04T11:16"),
    ("PH", "04 Mar 2026 14:16 PST", "2026-03-04T06:16"),
]


def _expected(text: str) -> tuple[dt.datetime, str]:
    value = dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    return value, "day" if len(text) == 10 else "minute" if len(text) == 16 else "second"


@pytest.mark.parametrize(("language", "text", "expected"), BY_LANGUAGE)
def test_date_is_read_with_its_precision_and_its_raw_string(language: str | None, text: str, expected: str) -> None:
    moment = read_moment(text, Manner(language))
    assert moment is not None
    assert (moment.utc, moment.precision) == _expected(expected)
    assert moment.raw == text


@pytest.mark.parametrize(("country", "text", "expected"), BY_COUNTRY)
def test_local_time_is_read_where_it_was_written(country: str, text: str, expected: str) -> None:
    moment = read_moment(text, Manner("de" if country == "DE" else "en", country))
    assert moment is not None
    assert (moment.utc, moment.precision) == _expected(expected)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2 hours ago", "vor 2 Stunden", "أمس", "March 2026", "99/99/2026", "2026-02-30", "31 April 2026",
     "call 0712 345 678", "Vol. 12 No. 4", "0000-00-00", "12:45", "4 March", "31 Feb 2026", "22 listopada 2026",
     "25:61", "2026-13-45", "2026-03-04T25:00:00Z", "1" * 500, "15 رمضان 1447 هـ"],
)  # fmt: skip
def test_what_names_no_day_is_not_read(text: str) -> None:
    assert read_moment(text) is None


def test_year_of_the_nepali_calendar_is_not_taken_for_a_common_one() -> None:
    assert read_moment("२०८२/११/२०", Manner("ne")) is None


@pytest.mark.parametrize("text", ["2026-03-04T14:16:29+99:99", "Wed, 04 Mar 2026 14:16:29 XYZ"])
def test_zone_that_means_nothing_is_not_replaced_by_the_countrys(text: str) -> None:
    moment = read_moment(text, Manner("en", "KE"))
    assert moment is not None
    assert (moment.precision, moment.day) == ("day", dt.date(2026, 3, 4))


def test_offset_is_kept() -> None:
    moment = read_moment("2026-03-04T01:30:00+09:00")
    assert moment is not None
    assert moment.value.utcoffset() == dt.timedelta(hours=9)
    assert (moment.day, moment.zone) == (dt.date(2026, 3, 4), "stated")


def test_zone_of_the_document_comes_before_that_of_the_country() -> None:
    moment = read_moment("2026-03-04 14:16", Manner("en", "KE", zone=dt.timezone(dt.timedelta(hours=5))))
    assert moment is not None
    assert (moment.utc.isoformat(), moment.precision, moment.zone) == ("2026-03-04T09:16:00+00:00", "minute", "given")


def test_order_of_day_and_month_follows_the_publisher_and_no_clock() -> None:
    assert read_moment("3/4/2026", Manner(month_first=True)).day == dt.date(2026, 3, 4)  # type: ignore[union-attr]
    assert read_moment("3/4/2026").day == dt.date(2026, 4, 3)  # type: ignore[union-attr]
    assert read_moment("25/4/2026", Manner(month_first=True)).day == dt.date(2026, 4, 25)  # type: ignore[union-attr]


def test_future_date_stays_visible() -> None:
    moment = read_moment("2031-01-01T00:00:00Z")
    assert moment is not None
    assert moment.value.year == 2031


@pytest.fixture
def machine_zone() -> Iterator[Callable[[str], None]]:
    """Moves the machine to another time zone, until the test is over."""
    before = os.environ.get("TZ")

    def move(zone: str | None) -> None:
        os.environ.pop("TZ", None)
        if zone is not None:
            os.environ["TZ"] = zone
        time.tzset()

    yield move
    move(before)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.sampled_from([text for _, text, _ in BY_LANGUAGE]), min_size=1, max_size=3).map(" ".join))
def test_any_date_is_the_same_under_any_zone_of_the_machine(machine_zone: Callable[[str], None], text: str) -> None:
    read = []
    for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"):
        machine_zone(zone)
        read.append(read_moment(text, Manner("en", "KE")))
    assert read[0] == read[1] == read[2]


def test_nothing_that_reads_or_judges_dates_asks_a_clock() -> None:
    asked = re.compile(r"\b(?:now|today|utcnow|localtime|time\.time|monotonic)\(")
    folder = Path(moments.__file__).parent
    assert [path.name for path in sorted(folder.glob("*.py")) if asked.search(path.read_text())] == []


def test_zone_of_the_machine_changes_nothing() -> None:
    code = (
        "from pipeline.language.moments import Manner, read_moment\n"
        "print([read_moment(t, Manner('en', c)).value.isoformat() for t in"
        " ('2026-03-04 23:59', '4 March 2026', '1772633789', '2026-03-04T23:59:00Z', '2016/6/29', '3/4/2026 1:05 am')"
        " for c in (None, 'KE')])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
        ).stdout
        for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
    }
    assert len(answers) == 1


def test_month_names_of_every_language_of_the_catalogue_are_read(built_in_catalogue: Catalogue) -> None:
    """Babel's own way of writing dates is the second opinion on our table."""
    missed = []
    for language in sorted({source.language for source in built_in_catalogue.sources}):
        for month in range(1, 13):
            day = dt.date(2026, month, 22)
            for length in ("long", "medium"):
                text = format_date(day, length, locale=language)
                read = read_moment(text, Manner(language))
                if any(letter.isalpha() for letter in text) and (read is None or read.day != day):
                    missed.append(f"{language}: {text}")
    assert missed == []


def test_every_country_of_the_catalogue_has_a_zone_or_several(built_in_catalogue: Catalogue) -> None:
    countries = {source.country for source in built_in_catalogue.sources if source.country}
    assert {country for country in countries if zone_of_country(country) is None} == set()
    assert [zone_of_country(country) for country in ("US", "CA", "AU", "XX", None)] == [None] * 5


def test_country_of_an_address_is_its_top_level_domain() -> None:
    assert [country_of_host(host) for host in ("www.bbc.co.uk", "nation.africa", "x.co.ke", "a.com", None)] == [
        "GB",
        None,
        "KE",
        None,
        None,
    ]


@given(st.text(max_size=300), st.sampled_from([None, *languages()]), st.sampled_from([None, "KE", "US", "IR", "NP"]))
def test_no_text_breaks_it(text: str, language: str | None, country: str | None) -> None:
    moment = read_moment(text, Manner(language, country))
    assert moment is None or moment.utc.tzinfo is dt.UTC


_BITS = [
    *(
        "4",
        "31",
        "2026",
        "٢٠٢٦",
        "1404",
        "2569",
        "03",
        "12:45",
        "24:00",
        "9h5",
        "am",
        "μ.μ.",
        "下午",
        "/",
        ".",
        "-",
        ":",
    ),
    *(
        "T",
        "Z",
        "+14:00",
        "-9999",
        "GMT",
        "IST",
        "ET",
        "mars",
        "March",
        "اسفند",
        "መስከረም",
        "年",
        "月",
        "日",
        "令和",
        " ",
    ),
]


@given(st.lists(st.sampled_from(_BITS), max_size=14), st.sampled_from([None, "en", "fa", "am", "vi", "hu"]))
def test_no_wreck_of_a_date_breaks_it_and_reading_it_twice_is_reading_it_once(
    bits: list[str], language: str | None
) -> None:
    text = "".join(bits)
    first = read_moment(text, Manner(language, "KE"))
    assert first == read_moment(text, Manner(language, "KE"))
    assert first is None or first.precision in ("second", "minute", "day")


@given(st.integers(800_000_000, 4_000_000_000), st.integers(-14 * 60, 14 * 60))
def test_any_offset_is_kept(seconds: int, minutes: int) -> None:
    local = dt.datetime.fromtimestamp(seconds, dt.timezone(dt.timedelta(minutes=minutes)))
    for raw in (local.isoformat(), local.strftime("%d %b %Y %H:%M:%S %z")):
        moment = read_moment(raw)
        assert moment is not None
        assert (moment.utc, moment.value.utcoffset()) == (local, local.utcoffset())


@given(
    st.dates(dt.date(1995, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["en", "fr", "ru", "tr", "vi", "zh", "ar"])
)
def test_a_printed_day_is_that_day(day: dt.date, language: str) -> None:
    for length in ("long", "full"):
        moment = read_moment(format_date(day, length, locale=language), Manner(language))
        assert moment is not None
        assert moment.day == day
