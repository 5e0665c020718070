"""When an article was published: names of tags, what belongs to other stories, changes, local calendars and clocks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline_tests.extraction.pages import page

TITLE = "Third terminal opens at the port"
URL = "https://www.harbour-post.example/news/third-terminal-opens"
MOMENT = "2026-03-03T08:15:00+03:00"
DAY = "2026-03-03T00:00:00+00:00"


def extract(
    head: str = "", before: str = "", *, after: str = "", url: str = URL, lang: str = "en", country: str | None = None
) -> ExtractedPage:
    source = page(title=TITLE, head=head, before=before, after=after, lang=lang)
    return extract_page(source, url=url, content_type="text/html", country=country)


def published(head: str = "", before: str = "", **more: Any) -> str | None:
    at = extract(head, before, **more).published_at
    return at.isoformat() if at else None


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def script(**node: Any) -> str:
    article = {"@type": "NewsArticle", "headline": TITLE, **node}
    return f"<script type='application/ld+json'>{json.dumps(article)}</script>"


@pytest.mark.parametrize(
    "name",
    [
        "pubdate", "publish-date", "DC.date.issued", "parsely-pub-date", "article.published", "dcterms.created", "date",
        "published_at", "article:publish_date", "news:publication_date", "publication-date", "article_publish_date",
        "citation_online_date", "article:published_at", "og:post_date", "datum_publicatie",
    ],
)  # fmt: skip
def test_tags_that_are_called_after_publication_are_read(name: str) -> None:
    assert published(meta(name, MOMENT)) == MOMENT


@pytest.mark.parametrize(
    "name", ["article:modified_time", "last-published-update", "expires", "unpublish-date", "review-date"]
)
def test_tags_of_other_dates_are_not_the_day_of_publication(name: str) -> None:
    found = extract(meta(name, "2026-03-05T10:00:00+03:00") + meta("pubdate", MOMENT))
    assert found.published_at is not None and found.published_at.isoformat() == MOMENT
    assert extract(meta(name, "2026-03-05T10:00:00+03:00")).published_origin != "meta"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<div class='related'><a href='/x'><time datetime='2026-02-01'>Feb 1</time> Ferry</a></div>", ""),
        ("<aside><ul><li><time datetime='2026-02-01T10:00:00Z'>1 Feb</time> Ferry</li></ul></aside>", ""),
        ("<a href='/x'><h3>Ferry timetable changes from Monday</h3><time class='published' datetime='2026-02-01'>"
         "1 Feb</time></a>", ""),
        ("", "<div class='comments'><time datetime='2026-03-04'>4 March</time></div>"),
    ],
)  # fmt: skip
def test_times_of_other_stories_and_of_comments_are_not_the_articles(before: str, after: str) -> None:
    own = "<p class='date'><time datetime='2026-03-03'>March 3, 2026</time></p>"
    assert published("", before + own, after=after) == DAY
    own = "<p class='date'>3 March 2026</p>"
    assert published("", before + own, after=after) == DAY


def test_a_link_that_holds_nothing_but_the_date_is_the_articles_own() -> None:
    time = f"<time class='entry-date published' datetime='{MOMENT}'>March 3</time>"
    link = f"<a href='/2026/03/03/x' rel='bookmark'>{time}</a>"
    assert published("", link) == MOMENT


@pytest.mark.parametrize(
    "line",
    [
        "<p class='meta'>Updated 5 March 2026. Published 3 March 2026.</p>",
        "<p><i class='updated'>Updated: 5 March 2026</i><i class='date'>Published: 3 March 2026</i></p>",
        "<p class='meta'>Aktualisiert am 5. März 2026, veröffentlicht am 3. März 2026</p>",
    ],
)
def test_the_day_of_publication_is_found_behind_that_of_an_update(line: str) -> None:
    assert published("", line) == DAY


def test_two_instants_are_not_made_one_by_an_offset_that_nobody_states() -> None:
    changed = "2026-03-07T12:43:39Z"
    head = script(datePublished="2026-03-06T22:00:40Z", dateModified=changed) + meta("article:published_time", changed)
    assert published(head, f"<time datetime='{changed}'>Mar. 6, 2026</time>") == "2026-03-06T22:00:40+00:00"


def test_a_page_prepared_the_evening_before_is_dated_by_the_day_that_it_names() -> None:
    head = script(datePublished="2026-03-02T23:35:00-03:00", dateModified="2026-03-03T04:10:00-03:00")
    head += meta("article:published_time", "2026-03-03T04:10:00-03:00")
    assert published(head, url="https://a.example/2026/03/03/port") == "2026-03-03T04:10:00-03:00"


@pytest.mark.parametrize(
    ("text", "lang", "country", "wanted"),
    [
        ("3. März 2026, 10:12 Uhr", "de", "DE", "2026-03-03T10:12:00+01:00"),
        ("۱۲ اسفند ۱۴۰۴", "fa", None, DAY),
        ("3 มีนาคม 2569", "th", None, DAY),
        ("الثلاثاء 14 رمضان 1447هـ - 3 مارس 2026م", "ar", None, DAY),
        ("٣ مارس ٢٠٢٦", "ar", None, DAY),
        ("የካቲት 24 ቀን 2018", "am", None, DAY),
        ("令和8年3月3日", "ja", None, DAY),
        ("民國115年3月3日", "zh", None, DAY),
        ("입력 2026.03.03 10:12 수정 2026.03.05 11:00", "ko", "KR", "2026-03-03T10:12:00+09:00"),
        ("March 3, 2026 at 10:00 p.m. ET", "en", None, "2026-03-03T22:00:00-05:00"),
    ],
)
def test_printed_dates_are_read_by_their_calendar_and_clock(
    text: str, lang: str, country: str | None, wanted: str
) -> None:
    assert published("", f"<span class='date'>{text}</span>", lang=lang, country=country) == wanted


def test_a_script_that_writes_the_date_where_it_stands_is_read() -> None:
    assert published("", "<td><script>showDate('2026/03/03 01:43:09')</script></td>") == DAY


def test_a_day_without_its_year_is_completed_by_an_address_that_names_it() -> None:
    printed = "<p class='date'>[03月03日 11時30分]</p>"
    named = "<img src='/photos/20260303/k1.jpg'><a href='/news/20260301/k2.html'>x</a>"
    found = extract("", printed + named, lang="ja", country="JP")
    assert found.published_at is not None
    assert (found.published_at.isoformat(), found.published_precision) == ("2026-03-03T11:30:00+09:00", "minute")
    assert published("", printed, lang="ja") is None
    assert published("", "<p class='date'>3 March</p><img src='/2026/03/03/k1.jpg'>") == DAY
    assert published("", "<p class='date'>3 March</p><img src='/2026/03/04/k1.jpg'>") is None


def test_a_year_alone_is_no_date() -> None:
    assert published("", "<p>Text.</p>", after="<p>© 2026 The Harbour Post</p>") is None
