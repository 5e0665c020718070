"""Words and paragraphs of a text, for scripts with and without spaces between words."""

from __future__ import annotations

import re

from pipeline.language.scripts import RANGES, UNSPACED, UNSPACED_CHARACTERS

# a run of letters, digits and marks; an apostrophe, hyphen, dot or comma inside joins (it's, Port-au-Prince, 1,200.5)
_SPACED = re.compile(rf"[^\W{UNSPACED_CHARACTERS}](?:[^\s{UNSPACED_CHARACTERS}]*[^\W{UNSPACED_CHARACTERS}])?")
_BETWEEN = re.compile(r"[—–/…|]+|\.{2,}")
_UNSPACED_RUNS = {name: re.compile(f"[{RANGES[name]}]") for name in UNSPACED}
_BREAK = re.compile(r"\s*\n\s*")
# adults read about 230 words of a spaced script a minute; unspaced counts are estimates of the same unit


def count_words(text: str, language: str | None = None) -> int:
    """The number of words. Scripts without spaces are estimated from their mean word length in news text.

    ``language`` is a hint that tells Japanese kanji (2.4 characters a word, endings included) from Chinese.
    """
    spaced = len(_SPACED.findall(_BETWEEN.sub(" ", text)))
    estimate = 0.0
    for name, pattern in _UNSPACED_RUNS.items():
        characters = len(pattern.findall(text))
        size = UNSPACED["kana"] if name == "han" and language == "ja" else UNSPACED[name]
        estimate += characters / size
    return spaced + (max(1, round(estimate)) if estimate else 0)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text: what stands between line breaks, stripped, empty ones left out."""
    return [part for part in _BREAK.split(text.strip()) if part]
