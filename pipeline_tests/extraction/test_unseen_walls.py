"""Pages written without knowledge of the patterns: walls by their families, and free articles that look like them."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline_tests.extraction.unseen.first_articles import FIRST_ARTICLES
from pipeline_tests.extraction.unseen.first_walls import FIRST_WALLS
from pipeline_tests.extraction.unseen.furniture import Unseen
from pipeline_tests.extraction.unseen.second_set import SECOND_ARTICLES, SECOND_WALLS

WALLS = (*FIRST_WALLS, *SECOND_WALLS)
ARTICLES = (*FIRST_ARTICLES, *SECOND_ARTICLES)
# a page that is nothing but a frame of a shield, or an empty root, has no text to tell more by
EMPTY = ("empty", "no_text")
FAMILIES = {
    "challenge": {("wall", "captcha"), ("wall", "javascript_shell"), ("not_article", "redirect_notice"), EMPTY},
    "consent": {("wall", "cookie_wall")},
    "paywall": {("paywall", "paywall")},
    "registration": {("paywall", "paywall")},
    "age": {("wall", "age")},
    "geo": {("wall", "region"), ("not_article", "soft_404")},
    "login": {("wall", "login")},
    "maintenance": {("wall", "out_of_order")},
    "server": {("wall", "out_of_order"), EMPTY},
    "suspended": {("wall", "out_of_order")},
    "parked": {("wall", "parked")},
    "rate": {("wall", "rate_limit"), ("wall", "captcha")},
    "redirect": {("not_article", "redirect_notice")},
    "search": {("not_article", "no_results")},
    "soft404": {("not_article", "soft_404")},
    "shell": {("wall", "javascript_shell"), ("wall", "ad_blocker"), EMPTY},
}
# the list of a folder holds dates, and reads like a short piece that has one
KNOWN = {"index-of": ("stub", "too_short")}


def read(page: Unseen) -> ExtractedPage:
    return extract_page(page.html.encode(), url=page.url, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("page", WALLS, ids=lambda page: page.name)
def test_page_without_an_article_is_told_by_its_family(page: Unseen) -> None:
    found = read(page)
    told = (found.outcome, found.reason)
    assert told == KNOWN[page.name] if page.name in KNOWN else told in FAMILIES[page.family]


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_free_article_is_never_taken_for_a_wall(page: Unseen) -> None:
    """A flash may be too short to go further: it is recorded as that, and not as a wall."""
    found = read(page)
    assert (found.outcome, found.reason) in {("article", None), ("stub", "too_short")}


def test_the_sets_hold_what_the_documents_say_of_them() -> None:
    assert (len(FIRST_WALLS), len(FIRST_ARTICLES)) == (116, 85)
    assert (len(SECOND_WALLS), len(SECOND_ARTICLES)) == (50, 42)
    assert len({page.language for page in (*WALLS, *ARTICLES)}) >= 43
    assert max(Counter(page.name for page in (*WALLS, *ARTICLES)).values()) == 1
