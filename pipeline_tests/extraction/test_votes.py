"""Title, authors and date are voted on by what a page says of itself, and the reasons are kept."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline_tests.extraction.pages import page
from pipeline_tests.extraction.test_page import OG_TITLE, URL, linked_data, meta

DAY = "2026-11-20"
MORNING = f"{DAY}T08:15:00+03:00"
OLD = "2019-02-05T09:00:00+03:00"


def extract(
    head: str = "", before: str = "", *, url: str = URL, country: str | None = None, **fields: Any
) -> ExtractedPage:
    return extract_page(page(head=head, before=before, **fields), url=url, content_type="text/html", country=country)


def test_witnesses_say_who_agreed_and_who_was_overruled_and_why() -> None:
    head = linked_data(headline="Third terminal opens at the port", author="Amina Yusuf", datePublished=MORNING)
    found = extract(
        head + OG_TITLE % "A bigger port" + "<meta name='author' content='Joseph Otieno'>" + meta("date", OLD)
    ).witnesses
    assert found["title"]["agreed"] == ["h1", "json_ld", "title"]
    assert found["title"]["overruled"] == [{"witness": "og", "says": "A bigger port", "why": "outvoted, 6 to 28"}]
    assert found["authors"] == {
        "agreed": ["json_ld"],
        "overruled": [{"witness": "author", "says": "Joseph Otieno", "why": "json_ld is trusted more"}],
    }
    assert found["published"] == {
        "agreed": ["json_ld"],
        "overruled": [{"witness": "loose_meta", "says": OLD, "why": f"another day than {DAY}, 3 to 10"}],
    }


def test_title_tag_agrees_though_a_long_name_of_the_house_follows() -> None:
    shown = "Port opens | Habari za Pwani na Bandari"
    source = page(title=shown).replace(f"<h1>{shown}".encode(), b"<h1>Port opens")
    found = extract_page(source, url=URL, content_type="text/html")
    assert (found.title, found.witnesses["title"]["agreed"]) == ("Port opens", ["h1", "title"])


def test_what_nobody_speaks_of_has_no_witnesses() -> None:
    assert set(extract().witnesses) == {"title"}


def test_two_weaker_witnesses_of_a_day_outvote_one_that_may_mean_anything() -> None:
    stamp = f"<time itemprop='datePublished' datetime='{MORNING}'>today</time>"
    found = extract(meta("date", OLD), stamp)
    assert (found.published_at, found.published_origin) == (dt.datetime.fromisoformat(MORNING), "markup")


def test_three_witnesses_outvote_a_wrong_date_in_json_ld() -> None:
    head = linked_data(headline="x", datePublished=OLD) + meta("article:published_time", MORNING)
    found = extract(head, url="https://a.example/2026/11/20/port")
    assert found.published_at == dt.datetime.fromisoformat(MORNING)
    (lost,) = found.witnesses["published"]["overruled"]
    assert lost == {"witness": "json_ld", "says": OLD, "why": f"another day than {DAY}, 10 to 13"}


@pytest.mark.parametrize(
    ("url", "country", "lang", "local"),
    [
        ("https://a.example/2026/11/19/port", None, "en", "2026-11-19"),  # the address has the reader's day
        (URL, "PE", "es", "2026-11-19"),  # the country of the source
        ("https://harbour.com.pe/port", None, "es", "2026-11-19"),  # the country of the address
        ("https://harbour.tv/port", None, "en", DAY),  # a domain that anybody buys
        (URL, None, "ja", DAY),
        (URL, None, "en", DAY),
    ],
)
def test_instant_in_utc_is_told_on_the_day_of_its_readers(url: str, country: str | None, lang: str, local: str) -> None:
    instant = f"{DAY}T02:18:00Z"
    found = extract(linked_data(headline="x", datePublished=instant), url=url, country=country, lang=lang)
    assert found.published_at == dt.datetime.fromisoformat(instant)
    assert found.published_at is not None
    assert found.published_at.date().isoformat() == local


def test_local_time_is_read_in_the_country_of_the_source_and_never_as_utc() -> None:
    naive = linked_data(headline="x", datePublished=f"{DAY}T08:15:00")
    assert extract(naive, country="KE").published_at == dt.datetime.fromisoformat(MORNING)
    unknown = extract(naive)
    assert (unknown.published_precision, unknown.published_at) == ("day", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))


def test_time_that_is_printed_beside_a_declared_day_makes_it_exact() -> None:
    head = linked_data(headline="x", datePublished=DAY)
    shown = "<span class='date'>20 November 2026, 8:15 am EAT</span>"
    found = extract(head, shown)
    assert (found.published_at, found.published_precision) == (dt.datetime.fromisoformat(MORNING), "minute")
    assert found.witnesses["published"]["agreed"] == ["json_ld", "text"]


@pytest.mark.parametrize(
    ("title", "before", "origin"),
    [
        ("Third terminal opens | Harbour | 20.11.2026", "", "title"),
        ("Third terminal opens", "<ul><li><strong>Datum</strong> 20.11.2026</li></ul>", "text"),
        ("Third terminal opens", "<p>Harbour24<br>20 Nov 2026, 22:11</p>", "text"),
    ],
)
def test_date_is_found_in_the_title_behind_a_label_and_under_the_headline(title: str, before: str, origin: str) -> None:
    clock = "<div class='date'>Sat, 21 Nov 2026</div>" + "<i>filler</i>" * 12
    source = page(title=title, before=before).replace(
        b"<main>", f"{clock}<main>".encode() if "<p>" in before else b"<main>"
    )
    found = extract_page(source, url=URL, content_type="text/html")
    assert (found.published_at, found.published_origin) == (dt.datetime(2026, 11, 20, tzinfo=dt.UTC), origin)


def test_date_of_a_change_is_better_than_any_date_in_the_text_and_says_what_it_is() -> None:
    found = extract(meta("dateupdate", f"{DAY} 10:00"), "<p>On 3 March 2012 the port had burned.</p>")
    assert (found.published_origin, found.published_at) == ("modified", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))


def test_values_of_a_script_that_is_no_json_are_still_read() -> None:
    broken = (
        '<script type=\'application/ld+json\'>{\'@type\': 1, "@type": "NewsArticle", "headline": "Port opens",'
        f' "description": ""A scandal", he said", "datePublished": "{MORNING}",'
        ' "author": {"@type": "Person", "name": "Amina Yusuf"}}</script>'
    )
    found = extract(broken)
    assert (found.published_at, found.authors) == (dt.datetime.fromisoformat(MORNING), ["Amina Yusuf"])
    assert found.published_origin == "json_ld"


@pytest.mark.parametrize(
    ("head", "before", "url", "authors"),
    [
        # the house in short, and who wrote it
        (meta("og:site_name", "Daily Harbour Post") + "<meta name='author' content='DHP'>",
         "<p class='byline'>By Amina Yusuf</p>", URL, ["Amina Yusuf"]),
        (meta("og:site_name", "Daily Harbour Post") + "<meta name='author' content='DHP'>", "", URL, ["DHP"]),
        ("", "<p class='byline'><b>Amina Yusuf</b> · HPN News</p>", "https://www.hpn.example/a", ["Amina Yusuf"]),
        (meta("publisher", "Harbour (h.example)") + "<meta name='author' content='Harbour (h.example)'>",
         "<ul><li><b>Author</b> Amina Yusuf</li></ul>", URL, ["Amina Yusuf"]),
        # an account that is nobody
        (linked_data(headline="x", author={"@id": "https://a.example/author/admin/", "name": "Harbour D"}),
         "<p><strong>MPHO SEBUSI</strong></p>", URL, ["Mpho Sebusi"]),
        # lists in lists, and surnames first
        (linked_data(headline="x", author=[{"name": "Amina Yusuf"}, [{"name": "Joseph Otieno"}]]), "", URL,
         ["Amina Yusuf", "Joseph Otieno"]),
        ("<meta name='citation_author' content='Yusuf, Amina'>", "", URL, ["Amina Yusuf"]),
        ("", "<div><span>Amina Yusuf |</span><span class='tarih'>20.11.2026</span></div>", URL, ["Amina Yusuf"]),
        ("", "<div>责任编辑： 焦鹏</div>", URL, ["焦鹏"]),
        ("", "<div>责任编辑：焦鹏</div><div>作者：陆青禾</div>", URL, ["陆青禾"]),
    ],
)  # fmt: skip
def test_the_house_signs_only_when_nobody_else_does(head: str, before: str, url: str, authors: list[str]) -> None:
    assert extract(head, before, url=url).authors == authors


@pytest.mark.parametrize(
    ("headline", "shown", "shared", "title"),
    [
        # without <title> behind it, the longer headline is not shortened to what was written for sharing
        ("Legal opinion expected after court concludes hearings on the port", "Court concludes hearings on the port",
         "Court concludes hearings on the port", "Legal opinion expected after court concludes hearings on the port"),
        # with nothing but a <title> beside it, a headline need not repeat it
        (None, "When is the last time you took the ferry to work?", None,
         "From ferries to footpaths: what captains think of transit"),
    ],
)  # fmt: skip
def test_headline_of_the_page_is_the_title(headline: str | None, shown: str, shared: str | None, title: str) -> None:
    head = (linked_data(headline=headline) if headline else "") + (OG_TITLE % shared if shared else "")
    source = page(title=shown, head=head).decode().replace(f"<h1>{shown}</h1>", f"<h1>{title}</h1>")
    assert extract_page(source.encode(), url=URL, content_type="text/html").title == title


@pytest.mark.parametrize(
    ("head", "before", "url", "published", "origin"),
    [
        ("", "", "https://a.example/world/2026/nov/20/port", f"{DAY}T00:00:00+00:00", "url"),
        ("<meta http-equiv='date' content='Fri, 20 Nov 2026 08:15:00 +0300'>", "", URL, MORNING, "meta"),
        (linked_data(headline="x", datePublished=1795151700), "", URL, MORNING, "json_ld"),
        (linked_data(headline="x", datePublished=[MORNING]), "", URL, MORNING, "json_ld"),
        ("", f"<abbr class='published' title='{MORNING}'>this morning</abbr>", URL, MORNING, "text"),
        ("", "<span class='date' data-timestamp='1795151700'>today</span>", URL, MORNING, "text"),
        # the attribute has the time of the update, the words that of publication
        ("", "<time datetime='2026-11-20T15:00:00Z'>Posted: 20 Nov 2026 8:15 AM EAT | Updated: 2 hours ago</time>", URL,
         MORNING, "text"),
        (f"<script>window.page = {{publishDate: '{MORNING}'}}</script>", "", URL, MORNING, "script"),
    ],
)  # fmt: skip
def test_date_is_found_wherever_pages_keep_it(head: str, before: str, url: str, published: str, origin: str) -> None:
    found = extract(head, before, url=url)
    assert (found.published_at, found.published_origin) == (dt.datetime.fromisoformat(published), origin)


def test_scripts_that_name_the_dates_of_several_stories_say_nothing() -> None:
    stories = f"<script>stories = [{{publishDate: '{MORNING}'}}, {{publishDate: '{OLD}'}}]</script>"
    assert extract(stories).published_at is None


@pytest.mark.parametrize("value", [{"a": 1}, None, True, 10**30, "", "soon", [None], -1, 1.5])
def test_no_value_of_a_date_breaks_extraction(value: object) -> None:
    assert extract(linked_data(headline="x", datePublished=value)).published_at is None


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["", MORNING, "Amina Yusuf", "2026", "NewsArticle", "\x00"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@id", "@type", "@graph", "name", "url", "author", "publisher", "headline", "datePublished"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["author", "creator", "headline", "datePublished", "publisher", "@id"]), _JSON))
def test_no_json_ld_breaks_extraction(node: dict[str, Any]) -> None:
    found = extract(linked_data(**node))
    assert found.outcome == "article"
    stored = json.dumps(found.witnesses)
    assert json.loads(stored) == found.witnesses
    assert "\\u0000" not in stored
