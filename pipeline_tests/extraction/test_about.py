"""Lead image, canonical address, section and keywords: what a page says, and what of it is not worth keeping."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.extraction.about import About
from pipeline.extraction.page import extract_page
from pipeline_tests.extraction.pages import page

URL = "https://www.harbour-post.example/2026/11/22/third-terminal"
HOST = "https://www.harbour-post.example"
PHOTO = f"{HOST}/media/2026/crane-at-dawn.jpg"


def about(head: str = "", *, before: str = "", url: str | None = URL) -> About:
    return extract_page(page(head=head, before=before), url=url, content_type="text/html; charset=utf-8").about


def ld(**fields: Any) -> str:
    node = {
        "@type": "NewsArticle",
        "headline": "Third terminal opens at the port",
        "datePublished": "2026-11-22",
        **fields,
    }
    return f"<script type='application/ld+json'>{json.dumps(node, ensure_ascii=False)}</script>"


def og(address: str, name: str = "og:image") -> str:
    return f"<meta property='{name}' content='{address}'>"


@pytest.mark.parametrize(
    "head",
    [
        ld(image=PHOTO),
        ld(image=[PHOTO, f"{HOST}/media/other.jpg"]),
        ld(image={"@type": "ImageObject", "url": PHOTO, "width": 1200}),
        ld(image={"@type": "ImageObject", "contentUrl": "/media/2026/crane-at-dawn.jpg"}),
        ld(image=[{"@type": "ImageObject", "url": f"{HOST}/tiny.jpg", "width": 60}, {"url": PHOTO}]),
        og("//www.harbour-post.example/media/2026/crane-at-dawn.jpg"),
        og("/media/2026/crane-at-dawn.jpg"),
        og(PHOTO, "twitter:image"),
        f"<link rel='image_src' href='{PHOTO}'>",
        # the publisher's logo, and what every page of a site has, give way to the next best
        ld(image=f"{HOST}/logo.png", publisher={"logo": {"url": f"{HOST}/logo.png"}}) + og(PHOTO),
        og(f"{HOST}/static/og-default.png") + og(PHOTO, "twitter:image"),
        og("data:image/png;base64,AAAA") + og(PHOTO, "twitter:image"),
        og(f"{HOST}/static/crest.svg") + og(PHOTO, "twitter:image"),
        og("https://pixel.counter.example/c.gif") + og(PHOTO, "twitter:image"),
        og("https://sb.scorecardresearch.com/p?c1=2") + og(PHOTO, "twitter:image"),
        og(f"{HOST}/a.jpg") + "<meta property='og:image:width' content='32'>" + og(PHOTO, "twitter:image"),
        ld(image={"@id": URL}) + og(PHOTO),
        ld(image={"@id": "#lead"}, isPartOf={"@id": "#lead", "@type": "ImageObject", "url": PHOTO}),
        og("http://[broken/a.jpg") + og(PHOTO, "twitter:image"),
        og("ftp://files.example/a.jpg") + og(PHOTO, "twitter:image"),
    ],
)
def test_lead_image_is_the_articles_own_and_absolute(head: str) -> None:
    assert about(head).lead_image == PHOTO


@pytest.mark.parametrize(
    "address",
    [
        f"{HOST}/logo.png", f"{HOST}/img/harbour-post-logo.jpg", f"{HOST}/logos/harbour.png", f"{HOST}/placeholder.jpg",
        f"{HOST}/img/no-image.png", f"{HOST}/images/default.jpg", f"{HOST}/share-image.png", f"{HOST}/facebook.png",
        f"{HOST}/img/1x1.gif", f"{HOST}/blank.gif", f"{HOST}/pixel.png?id=7", f"{HOST}/apple-touch-icon.png",
        f"{HOST}/avatars/writer.jpg", f"{HOST}/logo_1200x630.png", f"{HOST}/site-logo-white.png", f"{HOST}/noimage.jpg",
        "https://secure.gravatar.com/avatar/0a1b", "https://www.google-analytics.com/collect.gif", HOST,
    ],
)  # fmt: skip
def test_logos_placeholders_and_counters_are_no_lead_image(address: str) -> None:
    assert about(og(address)).lead_image is None


@pytest.mark.parametrize(
    "path",
    [
        "/sites/default/files/crane.jpg", "/photos/bank-logo-on-tower-at-night.jpg", "/2026/11/IMG_1234-1200x800.jpg",
        "/thumbs/image.php?id=123&w=900", "/media/logistics-park.jpg", "/i/%E7%A0%81%E5%A4%B4.jpg",
        "/wp-content/uploads/cover-of-the-magazine.jpg", "/pixel-phone-launch.jpeg.webp", "/loading-dock.jpg",
    ],
)  # fmt: skip
def test_pictures_that_only_sound_like_it_are_kept(path: str) -> None:
    assert about(og(HOST + path)).lead_image == HOST + path


def test_picture_in_the_article_stands_in_where_nothing_is_declared() -> None:
    before = (
        "<img src='/spacer.gif'><img src='/by/amina.jpg' width='48' height='48'>"
        "<figure><img src='data:image/gif;base64,R0' data-src='/media/quay.jpg'></figure>"
    )
    assert about(before=before).lead_image == f"{HOST}/media/quay.jpg"


def test_relative_addresses_of_a_loose_file_lead_nowhere_unless_it_names_its_own() -> None:
    assert about(og("/media/a.jpg"), url=None).lead_image is None
    assert (
        about(f"<link rel='canonical' href='{URL}'>" + og("/media/a.jpg"), url=None).lead_image == f"{HOST}/media/a.jpg"
    )
    assert (
        about("<base href='https://cdn.example/x/'>" + og("a.jpg"), url=None).lead_image
        == "https://cdn.example/x/a.jpg"
    )


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        (f"<link rel='canonical' href='{URL}'>", URL),
        ("<link rel='Canonical' href='/2026/11/22/third-terminal'>", URL),
        (f"<meta property='og:url' content='{URL}'>", URL),
        (ld(mainEntityOfPage={"@type": "WebPage", "@id": URL}), URL),
        (ld(url=URL), URL),
        ("<link rel='canonical' href='https://www.agency.example/wire/1'>", "https://www.agency.example/wire/1"),
        # a template that names the home page on every page
        (f"<link rel='canonical' href='{HOST}/'>", None),
        (f"<link rel='canonical' href='{HOST}'>" + f"<meta property='og:url' content='{URL}'>", URL),
        ("<link rel='canonical' href='javascript:void(0)'>", None),
        ("<link rel='canonical' href=''>", None),
        ("", None),
    ],
)
def test_canonical_is_what_the_page_says(head: str, canonical: str | None) -> None:
    assert about(head).canonical_url == canonical


def trail(*names: str) -> str:
    steps = [
        {"@type": "ListItem", "position": n, "item": {"@id": f"{HOST}/{n}", "name": name}}
        for n, name in enumerate(names)
    ]
    node = {"@type": "BreadcrumbList", "itemListElement": steps}
    return f"<script type='application/ld+json'>{json.dumps(node, ensure_ascii=False)}</script>"


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (ld(articleSection="Business"), "Business"),
        (ld(articleSection=["Business", "Ports"]), "Business"),
        ("<meta property='article:section' content='Negocios &amp; Puertos'>", "Negocios & Puertos"),
        (trail("Home", "الاقتصاد", "Third terminal opens at the port"), "الاقتصاد"),
        (trail("首页", "经济"), None),
        (trail("Business", "Third terminal opens at the port"), "Business"),
        (ld(articleSection="x" * 200), None),
        ("", None),
    ],
)
def test_section_is_what_the_page_says(head: str, section: str | None) -> None:
    assert about(head).section == section


@pytest.mark.parametrize(
    ("head", "keywords"),
    [
        (ld(keywords="port, Mombasa, port"), ["port", "Mombasa"]),
        (ld(keywords=["port", {"@type": "DefinedTerm", "name": "Kenya"}]), ["port", "Kenya"]),
        ("<meta name='news_keywords' content='порт; Момбаса'>", ["порт", "Момбаса"]),
        ("<meta name='keywords' content='港口，蒙巴萨、码头'>", ["港口", "蒙巴萨", "码头"]),
        ("<meta name='keywords' content='ميناء، كينيا'>", ["ميناء", "كينيا"]),
        (
            "<meta property='article:tag' content='port'><meta property='article:tag' content='trade'>",
            ["port", "trade"],
        ),
        # the article's own before the site's
        (ld(keywords=["port"]) + "<meta name='keywords' content='news, latest news'>", ["port"]),
        ("<meta name='keywords' content=' , ,'>", []),
        (ld(keywords={"a": 1}), []),
        ("", []),
    ],
)
def test_keywords_are_the_pages_each_once(head: str, keywords: list[str]) -> None:
    assert about(head).keywords == keywords


def test_no_page_has_more_than_thirty() -> None:
    assert len(about(ld(keywords=[f"word {n}" for n in range(500)])).keywords) == 30
