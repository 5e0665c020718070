"""Looking at a fetched page: whether it is one, and under which URL it is known."""

from __future__ import annotations

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.pages import is_html, look_at
from pipeline.failures import PermanentError, TransientError
from pipeline.web.client import Answer
from pipeline_tests.made import NOON

ASKED = "https://news.example/2026/11/22/port-opens-at-last"


def answer(body: bytes = b"<html>x</html>", *, final: str = ASKED, kind: str = "text/html") -> Answer:
    return Answer(ASKED, final, 200, {"content-type": kind} if kind else {}, body, None, NOON)


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"anything", "text/html; charset=utf-8", True),
        (b"anything", "Application/XHTML+XML", True),
        (b"<!DOCTYPE html><p>x", "", True),
        (b"<html>x", "text/plain", True),
        ("<html><p>x".encode("utf-16"), "application/octet-stream", True),
        (b"plain words", "text/plain", False),
        (b"%PDF-1.4 <html>", "application/pdf", False),
        (b"<html>", "image/png", False),
        (b"%PDF-1.4 <html>", "text/html", False),
        (b"\x89PNG\r\n", "text/html", False),
        (brotli.compress(" ".join(map(str, range(2_000))).encode()), "text/html", False),
        ("<p>中文 русский ไทย".encode("utf-16"), "text/html", True),
        ("<p>日本語の記事".encode("iso2022_jp"), "text/html", True),
        ("<p>عربي وفارسي".encode("cp1256", "replace"), "text/html", True),
        (b'{"a": 1}', "application/json", False),
        (b"<rss><channel/></rss>", "text/xml", False),
    ],
)
def test_what_is_a_page(body: bytes, kind: str, expected: bool) -> None:
    assert is_html(body, kind) is expected


@pytest.mark.parametrize(
    ("canonical", "identity"),
    [
        ("/2026/11/22/port-opens-at-last?page=2", "https://news.example/2026/11/22/port-opens-at-last?page=2"),
        ("https://NEWS.example:443/2026/11/22/other-slug-of-it", "https://news.example/2026/11/22/other-slug-of-it"),
        ("https://blog.news.example/2026/11/22/port-opens-at-last", ASKED),
        ("/", ASKED),
        ("https://news.example", ASKED),
        ("/2026/11/22/", ASKED),
        ("/2026/", ASKED),
        ("/news", ASKED),
        ("/tag/port-opens-at-last-now", ASKED),
        ("javascript:alert(1)", ASKED),
        ("http://[broken", ASKED),
        ("", ASKED),
    ],
)
def test_canonical_links_are_weighed(canonical: str, identity: str) -> None:
    for link in (f"<link rel='canonical' href='{canonical}'>", f'<LINK href="{canonical}" data-x rel="canonical" />'):
        assert look_at(answer(f"<html><head>{link}</head><body>x".encode()), ASKED).identity == identity


def test_a_canonical_link_in_the_body_is_text() -> None:
    body = b"<html><head></head><body><link rel='canonical' href='/2026/11/22/some-other-story-x'>"
    assert look_at(answer(body), ASKED).identity == ASKED


def test_a_query_that_tells_articles_apart_is_not_dropped() -> None:
    asked = "https://news.example/story.php?id=1234"
    page = answer(b"<head><link rel=canonical href=/story.php></head>", final=asked)
    assert look_at(page, asked).identity == asked


@pytest.mark.parametrize(
    "final",
    [
        "https://news.example/login?next=x",
        "https://consent.news.example/ask?for=1",
        "https://news.example/cookie-wall/",
    ],
)
def test_a_door_is_not_an_address(final: str) -> None:
    page = look_at(answer(final=final), ASKED)
    assert (page.identity, page.final_url) == (ASKED, final)


def test_a_redirect_home_means_that_the_article_is_gone() -> None:
    with pytest.raises(PermanentError) as raised:
        look_at(answer(final="https://www.news.example/"), ASKED)
    assert raised.value.reason == "redirected_home"


def test_an_empty_answer_may_be_better_next_time() -> None:
    with pytest.raises(TransientError) as raised:
        look_at(answer(b" \n"), ASKED)
    assert raised.value.reason == "empty_body"


def test_a_page_that_is_all_links_takes_no_time() -> None:
    for head in (b"<link " * 50_000, b"<link rel=x " + b"a" * 299_000, b"<link rel='canonical' href='" * 10_000):
        assert look_at(answer(b"<head>" + head), ASKED).identity == ASKED


@given(st.binary(max_size=600), st.text(max_size=40))
def test_any_page_has_an_identity_on_its_own_host_or_is_refused(body: bytes, kind: str) -> None:
    for wrapped in (body, b"<html><head><link rel=canonical href='" + body):
        try:
            page = look_at(answer(wrapped, kind=kind), ASKED)
        except (PermanentError, TransientError) as error:
            assert error.reason in ("not_html", "empty_body")
        else:
            assert page.identity.startswith("https://news.example/")
