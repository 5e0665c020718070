"""The set of walls and of what only looks like one: every family in every language, each page in another coat."""

from __future__ import annotations

import itertools
import json

import pytest

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline_tests.extraction.walls_of_the_world import LANGUAGES, Words

URL = "https://www.harbour-post.example/2026/11/24/ferry-link"
DATED = "<meta property='article:published_time' content='2026-11-24T08:00:00+01:00'>"


def whole(language: str, title: str, body: str, head: str = "") -> str:
    opening = f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'><title>{title}</title>"
    return f"{opening}{head}</head><body>{body}</body></html>"


MENU = "<nav><a href='/'>Harbour Post</a> <a href='/a'>A–Z</a> <a href='/b'>TV</a></nav>"
FOOT = "<footer><a href='/terms'>©</a> <a href='/imprint'>Harbour Post 2026</a></footer>"


def _gone(language: str, words: Words) -> list[str]:
    title, text = words.gone
    return [
        whole(language, f"{title} | Harbour Post", f"{MENU}<main><h1>{title}</h1><p>{text}</p></main>{FOOT}"),
        whole(language, "Harbour Post", f"<div class='err'><h1>{title}</h1><p>{text}</p></div>"),
        whole(language, "404", f"{MENU}<h1>404</h1><h2>{title}</h2><p>{text}</p>"),
    ]


def _cookies(language: str, words: Words) -> list[str]:
    title, text = words.cookies
    return [
        whole(language, title, f"<div role='dialog'><h1>{title}</h1><p>{text}</p><button>OK</button></div>"),
        whole(
            language,
            "Harbour Post",
            f"<form action='/set'><h2>{title}</h2><p>{text}</p><p><button>OK</button></p></form>{FOOT}",
        ),
    ]


def _captcha(language: str, words: Words) -> list[str]:
    title, text = words.captcha
    return [
        whole(language, title, f"<h1>{title}</h1><p>{text}</p>"),
        whole(language, "harbour-post.example", f"<h2>{title}</h2><form id='challenge-form'><p>{text}</p></form>"),
    ]


def _script(language: str, words: Words) -> list[str]:
    text, title = words.script, words.news[0]
    return [
        whole(language, title, f"<noscript>{text}</noscript><div id='root'></div><script src='/main.js'></script>"),
        whole(language, "Harbour Post", f"<div id='app'><p>{text}</p></div><script src='/a.js'></script>"),
        whole(language, title, f"{MENU}<div id='__next'></div>{FOOT}<script src='/main.js'></script>"),
    ]


def _login(language: str, words: Words) -> list[str]:
    title, text = words.login
    form = f"<form><p>{text}</p><input name='mail'><input type='password'><button>{title}</button></form>"
    return [
        whole(language, title, f"<h1>{title}</h1>{form}"),
        whole(language, "Harbour Post", f"{MENU}<h1>{title}</h1>{form}{FOOT}"),
    ]


def _paid(language: str, words: Words) -> list[str]:
    title, lead = words.news[:2]
    short = lead[: len(lead) * 2 // 3] + "…"
    node = {"@type": "NewsArticle", "headline": title, "datePublished": "2026-11-24", "isAccessibleForFree": False}
    free = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    return [
        whole(
            language,
            title,
            f"{MENU}<article><h1>{title}</h1><p>{short}</p><div class='paywall'><p>{words.paid}</p></div></article>",
            DATED,
        ),
        whole(language, title, f"<article><h1>{title}</h1><p>{lead}</p><p>{words.paid}</p></article>{FOOT}", free),
    ]


FAMILIES = {
    ("not_article", "soft_404"): _gone,
    ("wall", "cookie_wall"): _cookies,
    ("wall", "captcha"): _captcha,
    ("wall", "javascript_shell"): _script,
    ("wall", "login"): _login,
    ("paywall", "paywall"): _paid,
}
WALLS = [
    pytest.param(verdict, page, id=f"{verdict[1]}-{language}-{number}")
    for verdict, family in FAMILIES.items()
    for language, words in LANGUAGES.items()
    for number, page in enumerate(family(language, words))
]


def _article(
    language: str, words: Words, *, title: str | None = None, before: str = "", after: str = "", head: str = DATED
) -> str:
    heading, *paragraphs = words.news
    title = title or heading
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return whole(
        language, title, f"{MENU}<main><article><h1>{title}</h1>{before}{text}</article>{after}</main>{FOOT}", head
    )


def _look_alikes(language: str, words: Words) -> list[str]:
    """Free articles with the furniture of walls, and one that reports on them."""
    banner = f"<h2>{words.cookies[0]}</h2><p>{words.cookies[1]}</p>"
    login = f"<h3>{words.login[0]}</h3><p>{words.login[1]}</p>"
    form = "<form><input name='mail'><input type='password'></form>"
    return [
        _article(
            language,
            words,
            after=f"<div class='cookie-banner' role='dialog'>{banner}</div>",
        ),
        _article(language, words, after=f"<div class='subscribe-box'><p>{words.paid}</p></div>"),
        _article(
            language,
            words,
            before=f"<noscript>{words.script}</noscript>",
            after="<div id='root'></div><script src='/a.js'></script>",
        ),
        _article(
            language,
            words,
            after=f"<section class='comments'>{login}{form}<div class='g-recaptcha'></div></section>",
        ),
        # about a page that asked whether one is human: its title is the wall's own, and the text is there
        _article(
            language,
            words,
            title=f"«{words.captcha[0]}»: {words.news[0]}",
            after=f"<aside><h3>{words.gone[0]}</h3></aside>",
        ),
        _article(language, words, head="", after="<div class='premium-content paywall'></div>"),
    ]


LOOK_ALIKES = [
    pytest.param(words, page, id=f"{language}-{number}")
    for language, words in LANGUAGES.items()
    for number, page in enumerate(_look_alikes(language, words))
]


def read(page: str) -> ExtractedPage:
    return extract_page(page.encode(), url=URL, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(("verdict", "page"), WALLS)
def test_walls_are_told_by_their_family(verdict: tuple[str, str], page: str) -> None:
    found = read(page)
    assert (found.outcome, found.reason) == verdict


@pytest.mark.parametrize(("words", "page"), LOOK_ALIKES)
def test_articles_that_look_like_walls_are_articles(words: Words, page: str) -> None:
    found = read(page)
    assert (found.outcome, found.reason) == ("article", None)
    assert words.news[2] in found.text


def test_the_set_is_as_large_as_it_says() -> None:
    families = itertools.groupby(sorted(str(wall.values[0]) for wall in WALLS))
    assert all(len(list(group)) >= 38 for _, group in families)
    assert len(LOOK_ALIKES) >= 100
    assert len(LANGUAGES) >= 18
