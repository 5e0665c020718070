"""Who signs: structures of bylines and of structured data as pages of many publishers have them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.extraction.page import extract_page
from pipeline_tests.extraction.pages import page

URL = "https://www.harbour-post.example/news/third-terminal-opens"
TITLE = "Third terminal opens at the port"
HOUSE = "<meta property='og:site_name' content='The Harbour Post'>"
OTHER = {"@type": "NewsArticle", "headline": "Ferry timetable changes from Monday on", "author": {"name": "Peter Ott"}}


def person(name: str, **more: str) -> dict[str, str]:
    return {"@type": "Person", "name": name, **more}


def organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def article(author: Any, **more: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "author": author, **more}


def script(*nodes: Any) -> str:
    return "".join(f"<script type='application/ld+json'>{json.dumps(node)}</script>" for node in nodes)


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def byline(text: str, name: str = "byline") -> str:
    return f"<p class='{name}'>{text}</p>"


def authors(head: str = "", before: str = "", after: str = "", lang: str = "en") -> list[str]:
    source = page(title=TITLE, head=head, before=before, after=after, lang=lang)
    return extract_page(source, url=URL, content_type="text/html").authors


@pytest.mark.parametrize(
    ("node", "names"),
    [
        (article("By Jane Okoro"), ["Jane Okoro"]),
        (article("Jane Okoro and Peter Ott"), ["Jane Okoro", "Peter Ott"]),
        (article(["Jane Okoro", "Peter Ott"]), ["Jane Okoro", "Peter Ott"]),
        (article('["Jane Okoro","Peter Ott"]'), ["Jane Okoro", "Peter Ott"]),  # a list inside a string
        (article({"@type": "Person", "name": ["Jane Okoro", "Peter Ott"]}), ["Jane Okoro", "Peter Ott"]),
        (article({"@type": "Person", "givenName": "Jane", "familyName": "Okoro"}), ["Jane Okoro"]),
        (article(person("浜田花、中村太郎")), ["浜田花", "中村太郎"]),
        (article(person("JANE OKORO")), ["Jane Okoro"]),
        (article(person("Seán O&amp;rsquo;Brien")), ["Seán O’Brien"]),
        (article([organization("The Harbour Post"), person("Jane Okoro")], publisher=organization("The Harbour Post")),
         ["Jane Okoro"]),
        (article([person("Jane Okoro"), organization("Reuters")]), ["Jane Okoro", "Reuters"]),
        (article(organization("AFP"), publisher=organization("The Harbour Post")), ["AFP"]),
        (article(None, creator=["Jane Okoro"]), ["Jane Okoro"]),
        ({"@graph": [article({"@id": "#jane"}), person("Jane Okoro", **{"@id": "#jane"})]}, ["Jane Okoro"]),
        ({"@type": "WebPage", "name": TITLE, "author": person("Jane Okoro")}, ["Jane Okoro"]),
        ({"@type": "WebPage", "mainEntity": article(person("Jane Okoro"))}, ["Jane Okoro"]),
        (article("https://www.harbour-post.example/author/jane-okoro"), []),
        (article(person("Newsroom")), []),
    ],
)  # fmt: skip
def test_authors_of_structured_data_are_read_in_every_form(node: dict[str, Any], names: list[str]) -> None:
    assert authors(script(node)) == names


@pytest.mark.parametrize(
    "head",
    [
        script({"@type": "ItemList", "itemListElement": [{**OTHER, "datePublished": "2020-01-01"}]},
               article(person("Jane Okoro"))),
        script({**OTHER, "datePublished": "2020-01-01"}, article(person("Jane Okoro"))),
        script([article(person("Jane Okoro")), {**OTHER, "datePublished": "2020-01-01"}]),
        f"<link rel='canonical' href='{URL}'>" + script(
            {**OTHER, "datePublished": "2020-01-01"},
            {**article(person("Jane Okoro"), url=URL), "headline": "What a port costs"},
        ),
        script({**article(person("Jane Okoro")), "@type": "LiveBlogPosting",
                "liveBlogUpdate": [{**OTHER, "@type": "BlogPosting"}]}),
    ],
)  # fmt: skip
def test_the_article_that_the_page_shows_is_its_own_wherever_it_is_described(head: str) -> None:
    assert authors(head) == ["Jane Okoro"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Okoro, Peter Ott and Rosa Lund", ["Jane Okoro", "Peter Ott", "Rosa Lund"]),
        ("By Jane Okoro with Peter Ott", ["Jane Okoro", "Peter Ott"]),
        ("By Jane Okoro (Reuters)", ["Jane Okoro"]),
        ("By Jane Okoro, Staff writer", ["Jane Okoro"]),
        ("<span>Jane Okoro</span> <span>Senior Political Correspondent</span>", ["Jane Okoro"]),
        ("Elena Bravo<br>Redactora jefe", ["Elena Bravo"]),
        ("Staff Reporter", ["Staff Reporter"]),
        ("By Jane Okoro | jokoro@harbour-post.example", ["Jane Okoro"]),
        ("By Jane Okoro | March 3, 2026", ["Jane Okoro"]),
        ("By Jane Okoro - March 3, 2026 10:12 am", ["Jane Okoro"]),
        ("Par Hélène Boulay, 3 mars 2026", ["Hélène Boulay"]),
        ("Published by Jane Okoro on 3 March 2026", ["Jane Okoro"]),
        ("By Jane Okoro; Photos by Peter Ott", ["Jane Okoro"]),
        ("By Jane Okoro for The Harbour Post", ["Jane Okoro"]),
        ("By Jane Okoro of The Harbour Post", ["Jane Okoro"]),
        ("By Jane Okoro in Nairobi and Peter Ott in Lagos", ["Jane Okoro", "Peter Ott"]),
        ("Von Hanna Birk, Berlin", ["Hanna Birk"]),
        ("By Jane Okoro, Reuters", ["Jane Okoro", "Reuters"]),
        ("Penulis: Budi Santoso, Rachmawati", ["Budi Santoso", "Rachmawati"]),
        ("Von Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("Anna Kowalska i Piotr Nowak", ["Anna Kowalska", "Piotr Nowak"]),
        ("Анна Берёзова и Пётр Волков", ["Анна Берёзова", "Пётр Волков"]),
        ("أحمد علي و سارة حسن", ["أحمد علي", "سارة حسن"]),
        ("한하나 기자 hana@post.example", ["한하나"]),
        ("מאת: חנה ברק", ["חנה ברק"]),
        ("نویسنده: هانیه بحری", ["هانیه بحری"]),
        ("Της Ελένη Παππά", ["Ελένη Παππά"]),
        ("โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("लेखक: हेमा बिष्ट", ["हेमा बिष्ट"]),
        ("አበበ ከበደ", ["አበበ ከበደ"]),
    ],
)
def test_bylines_are_reduced_to_names(text: str, names: list[str]) -> None:
    assert authors(before=byline(text)) == names


@pytest.mark.parametrize(
    "head",
    [
        HOUSE + meta("author", "The Harbour Post"),
        HOUSE + meta("author", "harbour-post.example"),
        meta("author", "@janeokoro"),
        meta("author", "Staff"),
        "<meta property='article:author' content='https://www.facebook.com/harbourpost'>",
        script(article("https://www.harbour-post.example/author/jane-okoro")),
        script(article(person("admin"))),
    ],
)
def test_who_is_printed_signs_where_only_the_house_or_an_address_is_declared(head: str) -> None:
    assert authors(head, byline("By Jane Okoro")) == ["Jane Okoro"]


def test_a_domain_signs_where_nobody_else_does() -> None:
    assert authors(meta("author", "harbour-post.example")) == ["harbour-post.example"]


def test_a_role_that_is_an_author_of_its_own_is_left_to_its_publisher() -> None:
    assert authors(script(article([person("Jane Okoro"), person("Staff Reporter")]))) == [
        "Jane Okoro",
        "Staff Reporter",
    ]


@pytest.mark.parametrize("name", ["related", "teaser", "comment"])
def test_who_signs_other_stories_and_comments_is_no_author(name: str) -> None:
    assert authors(after=f"<div class='{name}'><h3>Ferry</h3><span class='author'>Peter Ott</span></div>") == []
