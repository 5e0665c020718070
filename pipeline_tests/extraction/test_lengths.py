"""A layout that changed halves a source's texts, and that is noticed."""

from __future__ import annotations

import pytest

from pipeline.extraction.lengths import Shrunk, shrunk_sources
from pipeline.newsroom import Newsroom
from pipeline_tests.made import add_article, add_extraction, add_source


def _pages(newsroom: Newsroom, slug: str, words: list[int], outcome: str = "article") -> None:
    """A source whose pages had so many words, the oldest first."""
    with newsroom.warehouse.transaction() as session:
        source = add_source(session, slug)
        for number, count in enumerate(words):
            url = f"{source.url}{number}"
            article = add_article(newsroom.warehouse, session, source, title="Port opens", url=url)
            add_extraction(session, article, text="", word_count=count, outcome=outcome)


def _shrunk(newsroom: Newsroom) -> list[Shrunk]:
    with newsroom.warehouse.reading() as session:
        return shrunk_sources(session)


def test_texts_that_halved_are_told_with_their_lengths(any_newsroom: Newsroom) -> None:
    _pages(any_newsroom, "as-ever", [400] * 45)
    _pages(any_newsroom, "changed", [400] * 25 + [180] * 20)
    _pages(any_newsroom, "emptied", [400] * 25 + [0] * 20)
    assert _shrunk(any_newsroom) == [Shrunk("emptied", 0, 400), Shrunk("changed", 180, 400)]


@pytest.mark.parametrize("words", [[400] * 25 + [300] * 20, [400] * 10 + [100] * 20, [400] * 25 + [390, 20] * 10])
def test_less_than_that_is_not(newsroom: Newsroom, words: list[int]) -> None:
    _pages(newsroom, "daily-ledger", words)
    assert _shrunk(newsroom) == []
