"""Walls and shrunken texts make a source sick, without any error, and it recovers by itself."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from pipeline.extraction.source_health import judge, judge_sources
from pipeline.newsroom import Newsroom
from pipeline.warehouse.condition_rows import sources_in
from pipeline.warehouse.schema import Source, SourceCondition, Url
from pipeline_tests.made import NOON, add_article, add_extraction, add_source

_numbers = itertools.count()


def _extracted(newsroom: Newsroom, pages: Sequence[tuple[str, int]]) -> Source:
    """The source after pages of these outcomes and numbers of words, the oldest first, were extracted."""
    with newsroom.warehouse.transaction() as session:
        source = session.get(Source, "daily-ledger") or add_source(session, health="ok", last_probed_at=NOON)
        for outcome, words in pages:
            url = f"{source.url}{next(_numbers)}"
            article = add_article(newsroom.warehouse, session, source, url=url)
            add_extraction(session, article, text="", word_count=words, outcome=outcome)
        judge_sources(session, [source.slug], now=NOON, run_id="test-run")
    return source


def _conditions(newsroom: Newsroom) -> list[tuple[str, str]]:
    with newsroom.warehouse.reading() as session:
        return [(one.condition, one.detail) for one in sources_in(session)]


def test_texts_that_halved_are_told_with_their_lengths_until_they_are_long_again(any_newsroom: Newsroom) -> None:
    source = _extracted(any_newsroom, [("article", 400)] * 25 + [("article", 180)] * 20)
    told = "the latest 20 pages have 180 words in the median, those before 400"
    assert _conditions(any_newsroom) == [("text_halved", told)]
    assert (source.health, source.health_since, source.probe_requested_at) == ("text_halved", NOON, NOON)
    source = _extracted(any_newsroom, [("article", 390)] * 20)
    assert _conditions(any_newsroom) == []
    assert source.health == "ok"
    with any_newsroom.warehouse.reading() as session:
        assert session.query(SourceCondition).one().ended_at == NOON


def test_walls_are_told_by_kind_and_several_conditions_hold_at_once(newsroom: Newsroom) -> None:
    _extracted(newsroom, [("article", 400)] * 25 + [("article", 100)] * 20)
    source = _extracted(newsroom, [("paywall", 60)] * 8 + [("wall", 5)] * 4)
    assert _conditions(newsroom) == [
        ("walls", "12 of its latest 20 pages (4 walls, 8 paywalls)"),
        ("text_halved", "the latest 20 pages have 100 words in the median, those before 400"),
    ]
    assert source.health == "mostly_walls"  # the worst of them


def test_one_wall_under_five_addresses_is_five_walled_pages(any_newsroom: Newsroom) -> None:
    with any_newsroom.warehouse.transaction() as session:
        source = add_source(session, "walled", health="ok", last_probed_at=NOON)
        article = add_article(any_newsroom.warehouse, session, source)
        add_extraction(session, article, text="", word_count=9, outcome="wall")
        for number in range(4):
            url = f"{source.url}same/{number}"
            session.add(
                Url(
                    canonical_url=url,
                    url=url,
                    discovered_via=source.url,
                    source_slug=source.slug,
                    region=source.region,
                    cell_date=NOON.date(),
                    first_seen_at=NOON,
                    state="duplicate",
                    reason="same_bytes",
                    article_id=article.id,
                    run_id="test-run",
                )
            )
        session.flush()
        judge_sources(session, [source.slug], now=NOON, run_id="test-run")
    assert _conditions(any_newsroom) == [("walls", "5 of its latest 5 pages (5 walls)")]


@pytest.mark.parametrize(
    "pages",
    [
        [("article", 400)] * 25 + [("article", 300)] * 20,
        [("article", 400)] * 10 + [("article", 100)] * 20,
        [("article", 400)] * 25 + [("article", 390), ("article", 20)] * 10,
        [("article", 400)] * 11 + [("paywall", 50)] * 9,
        [("wall", 5)] * 4,
        [("article", 400)] * 2 + [("wall", 5)] * 7,
    ],
    ids=[
        "a quarter shorter",
        "too few before",
        "half of them short",
        "fewer than half are walls",
        "too few walls",
        "too many articles",
    ],
)
def test_less_than_that_is_no_condition(pages: list[tuple[str, int]]) -> None:
    assert judge(pages[::-1]) == []
