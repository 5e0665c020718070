"""What of an article is read for its score: its translation where there is one, else its own words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.language.headlines import without_publisher
from pipeline.stories.prints import PRINTS
from pipeline.stories.rows import STORIES
from pipeline.topics.embedding import MODEL

TRANSLATED = frozenset({"complete", "lead"})


@dataclass(frozen=True)
class ReadText:
    """Title and text in one language; ``own`` is the text as it was published."""

    title: str
    text: str
    language: str | None
    own: str
    translated: str | None  # complete | lead | None


def read(row: Mapping[str, Any]) -> ReadText:
    """The text that is scored, from a row of ``rows.read_inputs`` with text."""
    own = str(row["own_text"] or "")
    own_title = without_publisher(str(row["own_title"] or row["feed_title"] or ""), str(row["source_name"]))
    if row["translation_status"] in TRANSLATED and row["translated_text"]:
        title = without_publisher(str(row["translated_title"] or own_title), str(row["source_name"]))
        return ReadText(title, str(row["translated_text"]), row["target_language"], own, row["translation_status"])
    return ReadText(own_title, own, row["language"] or row["source_language"], own, None)


def print_input(row: Mapping[str, Any]) -> str:
    """A hash of all that a print depends on, without the text at hand."""
    translated = row["translation_status"] in TRANSLATED
    parts = (
        MODEL,
        PRINTS,
        STORIES,
        row["text_hash"],
        row["own_title"] or row["feed_title"],
        row["source_name"],
        row["language"] or row["source_language"],
        (row["translation_id"], row["translation_status"], row["translated_title"]) if translated else None,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]
