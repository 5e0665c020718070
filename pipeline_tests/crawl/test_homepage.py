"""Home pages: the feeds they name, and which links are articles."""

from __future__ import annotations

import html
import json
import os
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.homepage import is_article_link, read_homepage
from pipeline.web.urls import resolve

HOME = "https://www.news.example/"
LONG = "Central bank raises its key rate for the third time this year"


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("/2026/11/22/port-opens", "Port"),
        ("/business/central-bank-of-kenya-raises-rates", ""),
        ("/news/11328184", "速報"),
        ("/story.php?id=1234", LONG),
        ("/item/port.html", LONG),
        ("https://sport.news.example/football/the-cup-final-is-tonight", "The cup final is tonight"),
        ("/اقتصاد/البنك-المركزي-يرفع-أسعار-الفائدة", "البنك المركزي يرفع أسعار الفائدة"),
        ("/article/abc", "中央银行今年第三次上调基准利率，市场反应平淡分析师表示"),
        ("/politics/vote-count", "Vote count goes on in the capital after a long and quiet night"),
    ],
)
def test_links_to_articles(link: str, text: str) -> None:
    page = read_homepage(f"<a href='{link}'>{text}</a>".encode(), url=HOME)
    assert len(page.articles) == 1
    assert page.articles[0].title == (text or None)


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("/", LONG),
        ("/business", "Business"),
        ("/business/economy", "Economy"),
        ("/business/economy", LONG[:30]),
        ("/tag/central-bank-of-kenya-rates", LONG),
        ("/author/jane-van-der-berg", "Jane van der Berg"),
        ("/search?q=port&id=12345", LONG),
        ("/2026/11/22/", LONG),
        ("/2026/11", LONG),
        ("/archive/2026-11-22", LONG),
        ("/calendar/2031/05/17/nothing-yet-to-be-seen", LONG),
        ("/about-us", "About the newspaper and the people who write it"),
        ("/newsletter", "Subscribe to our newsletter and get the news every day"),
        ("/photos/2026/11/22/port.jpg", LONG),
        ("https://partner.example/2026/11/22/port-opens", LONG),
        ("mailto:desk@news.example", LONG),
        ("javascript:void(0)", LONG),
        ("#top", LONG),
    ],
)
def test_links_to_anything_else(link: str, text: str) -> None:
    assert read_homepage(f"<a href='{link}'>{text}</a>".encode(), url=HOME).articles == []


def test_each_page_once_with_its_longest_text() -> None:
    page = "/2026/11/22/rates"
    page_html = f"<a href='{page}'><img></a><a href='{page}#top'>{LONG}</a><a href='{page}'>More</a>"
    (item,) = read_homepage(page_html.encode(), url=HOME).articles
    assert (item.url, item.title) == (f"{HOME}2026/11/22/rates", LONG)


def test_base_and_protocol_relative_links() -> None:
    page_html = (
        "<base href='//www.news.example/en/'><a href='2026/11/22/rates'>x</a>"
        "<a href='//www.news.example/2026/11/22/port'>y</a>"
    )
    assert [item.url for item in read_homepage(page_html.encode(), url=HOME).articles] == [
        "https://www.news.example/en/2026/11/22/rates",
        "https://www.news.example/2026/11/22/port",
    ]


def test_announced_feeds_come_without_those_of_comments() -> None:
    page_html = (
        "<link rel='alternate' type='application/rss+xml' href='/comments/feed/'>"
        "<link rel='alternate' type='application/rss+xml' title='News' href='/feed/'>"
        "<link rel='ALTERNATE feed' type='application/atom+xml; charset=utf-8' href='//cdn.example/atom'>"
        "<link rel='alternate' type='text/html' hreflang='fr' href='/fr/'>"
        "<link rel='stylesheet' type='application/rss+xml' href='/no.xml'><a href='/other/rss.xml'>RSS</a>"
    )
    assert read_homepage(page_html.encode(), url=HOME).feeds == [f"{HOME}feed/", "https://cdn.example/atom"]


def test_links_that_look_like_feeds_are_tried_where_none_is_announced() -> None:
    page_html = (
        "<a href='/feeding-the-city'>x</a><a href='/rss.xml'>RSS</a><a href='https://www.news.example/en/feed'>Feed</a>"
    )
    assert read_homepage(page_html.encode(), url=HOME).feeds == [f"{HOME}rss.xml", f"{HOME}en/feed"]


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"<", b"<html>", "<a href='http://[bad/x'>x</a>".encode("utf-16")])
def test_bad_html_names_nothing_and_breaks_nothing(body: bytes) -> None:
    page = read_homepage(body, url=HOME)
    assert (page.articles, page.feeds) == ([], [])


@given(st.binary(max_size=1_000))
def test_arbitrary_bytes_are_survived(body: bytes) -> None:
    for wrapped in (
        body,
        b"<a href='" + body,
        b"<base href='" + body + b"'><a href='x'>",
        b"<link rel=alternate href=" + body,
    ):
        page = read_homepage(wrapped, url=HOME, content_type=body[:40].decode("latin-1"))
        assert all(item.url.startswith(("http://", "https://")) for item in page.articles)
        assert all(feed.startswith(("http://", "https://")) for feed in page.feeds)


def test_another_host_is_another_site() -> None:
    assert not is_article_link("https://blog.x.example/2026/11/22/a", LONG, "https://news.x.example/")
    assert is_article_link("https://x.example/2026/11/22/a", LONG, "https://www.x.example/")


@pytest.mark.corpus
def test_nearly_all_articles_of_real_sites_are_found_by_their_addresses_and_titles() -> None:
    """Few real paths do not look like articles: /view/620a4aa7.xvt/23d9abe3, and tags that are one."""
    sites: dict[str, dict[str, str]] = defaultdict(dict)
    for line in (Path(os.environ["EMCIP_CORPUS"]) / "pages.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        parts = urlsplit(row["url"])
        if row["page_type"] == "article":
            path = parts.path.replace("//", "/") + (f"?{parts.query}" if parts.query else "")
            sites[row["source"]][path] = row["title"] or ""
    listed = found = 0
    for slug, pages in sites.items():
        home = f"https://{slug}.example/"
        links = "".join(
            f"<li><a href='{html.escape(path)}'>{html.escape(title)}</a></li>" for path, title in pages.items()
        )
        wanted = {resolve(home, path) for path in pages} - {home}
        listed += len(wanted)
        found += len(wanted & {item.url for item in read_homepage(links.encode(), url=home).articles})
    assert listed > 600
    assert found >= 0.98 * listed
