"""Sources that the extractor is not sure of."""

from __future__ import annotations

from pipeline.extraction.certainty import LOW_CONFIDENCE, Unsure, unsure_sources
from pipeline.newsroom import Newsroom
from pipeline_tests.made import add_article, add_extraction, add_source

LOW, HIGH = LOW_CONFIDENCE - 0.1, LOW_CONFIDENCE


def _extracted(newsroom: Newsroom, slug: str, confidences: list[float], outcome: str = "article") -> None:
    """A source with articles of these confidences, the oldest first."""
    with newsroom.warehouse.transaction() as session:
        source = add_source(session, slug, url=f"https://{slug}.example/")
        for number, confidence in enumerate(confidences):
            article = add_article(newsroom.warehouse, session, source, url=f"{source.url}{number}")
            add_extraction(session, article, text="", confidence=confidence, outcome=outcome)


def _unsure(newsroom: Newsroom) -> list[Unsure]:
    with newsroom.warehouse.reading() as session:
        return unsure_sources(session)


def test_an_empty_warehouse_has_no_unsure_source(newsroom: Newsroom) -> None:
    assert _unsure(newsroom) == []


def test_a_source_is_unsure_when_half_of_its_newest_articles_are(any_newsroom: Newsroom) -> None:
    _extracted(any_newsroom, "worst", [LOW] * 5)
    _extracted(any_newsroom, "half", [HIGH, LOW] * 3)
    _extracted(any_newsroom, "sure", [HIGH] * 6 + [LOW] * 2)
    _extracted(any_newsroom, "few", [LOW] * 4)
    assert _unsure(any_newsroom) == [Unsure("worst", 5, 5), Unsure("half", 6, 3)]


def test_a_source_that_changed_for_the_better_is_forgiven(newsroom: Newsroom) -> None:
    _extracted(newsroom, "cured", [LOW] * 30 + [HIGH] * 20)
    assert _unsure(newsroom) == []


def test_walls_and_lists_say_nothing(newsroom: Newsroom) -> None:
    _extracted(newsroom, "walled", [0.0] * 10, outcome="wall")
    assert _unsure(newsroom) == []
