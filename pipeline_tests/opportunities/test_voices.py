"""Who really speaks: copies and agencies are one voice each."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.opportunities.voices import agency, voices
from pipeline.opportunities.window import WindowArticle
from pipeline_tests.made import NOON


def article(number: int, outlet: str, **fields: Any) -> WindowArticle:
    values: dict[str, Any] = {
        "id": number,
        "source_slug": outlet,
        "outlet": outlet.title(),
        "country": "KE",
        "region": "sub-saharan-africa",
        "collected_at": NOON,
        "published_at": NOON,
        "url": f"https://{outlet}.example/{number}",
        "original_title": "Title",
        "translated_title": None,
        "language": "en",
        "lead": "",
        "word_count": 500,
        "kind": "news",
        "authors": (),
        "text_hash": f"text-{number}",
        "score_id": number,
        "total": 80.0,
        "relevance": 80.0,
        "content_depth": 80.0,
        "uniqueness": 80.0,
        "translation_id": number,
        "decayed": 80.0,
    }
    return WindowArticle(**values | fields)


@pytest.mark.parametrize(
    ("articles", "count"),
    [
        ([article(1, "a"), article(2, "b"), article(3, "c")], 3),
        ([article(1, "a"), article(2, "a")], 1),
        ([article(1, "a"), article(2, "b", copy_of=1)], 1),
        ([article(1, "a"), article(2, "b", copy_of=1), article(3, "c", copy_of=2)], 1),
        ([article(1, "a", text_hash="x"), article(2, "b", text_hash="x"), article(3, "c")], 2),
        # copies of a text that is not in the window
        ([article(1, "a", copy_of=99), article(2, "b", copy_of=99)], 1),
        # two texts of one agency, at two outlets
        ([article(1, "a", authors=("AFP",)), article(2, "b", authors=("Jane Doe / AFP",)), article(3, "c")], 2),
        # an outlet's own report beside agency copy that it shares with another
        ([article(1, "a", kind="wire"), article(2, "b", copy_of=1), article(3, "b")], 2),
        # a copy of a copy of itself ends
        ([article(1, "a", copy_of=2), article(2, "b", copy_of=1)], 1),
        ([], 0),
    ],
)
def test_independent_voices(articles: list[WindowArticle], count: int) -> None:
    assert len(voices(articles)) == count


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("Reuters", "Reuters"),
        ("By Our Correspondent, AFP", "AFP"),
        ("Apollo Ochieng", None),
        ("Ana Lusardi", None),
        ("", None),
    ],
)
def test_agencies_are_known_by_their_byline(byline: str, name: str | None) -> None:
    assert agency([byline]) == name
