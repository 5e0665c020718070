"""Words and paragraphs of a text, for scripts with and without spaces between words."""

from __future__ import annotations

import math
import re

from pipeline.language.scripts import RANGES, UNSPACED, UNSPACED_CHARACTERS

# a run of letters, digits and marks; an apostrophe, hyphen, dot or comma inside joins (it's, Port-au-Prince, 1,200.5)
_SPACED = re.compile(rf"[^\W{UNSPACED_CHARACTERS}](?:[^\s{UNSPACED_CHARACTERS}]*[^\W{UNSPACED_CHARACTERS}])?")
_BETWEEN = re.compile(r"[—–/…|]+|\.{2,}")
_UNSPACED_RUNS = {name: re.compile(f"[{RANGES[name]}]") for name in UNSPACED}
_BREAK = re.compile(r"\s*\n\s*")
# Characters a minute, white space not counted, that adults read of one and the same set of texts: Trauzettel-Klosinski
# and Dietz, "Standardized assessment of reading performance: the new International Reading Speed Texts IReST", Invest.
# Ophthalmol. Vis. Sci. 53 (2012), 5452-5461.
_CHARACTERS_A_MINUTE = {
    "ar": 612, "de": 920, "en": 987, "es": 1025, "fi": 1078, "fr": 998, "he": 833, "it": 950, "ja": 357, "nl": 978,
    "pl": 916, "pt": 913, "ru": 986, "sl": 885, "sv": 917, "tr": 1054, "zh": 255,
}  # fmt: skip
# the same study's means over its 17 languages, for those that are not among them: 184 words, 370 syllables a minute
_WORDS_A_MINUTE = 184
_SYLLABLES_A_MINUTE = 370
_SYLLABIC = {"ko": "hangul"}  # where a character is a syllable, and words are long
_SPACE = re.compile(r"\s+")


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


def reading_seconds(text: str, language: str | None = None) -> int:
    """How long an adult who knows the language reads at the text, in seconds, rounded up.

    By characters where the language's reading speed was measured, by syllables where a character is one
    (Korean), else by words, which are estimated for scripts without spaces between them.
    """
    if not text.strip():
        return 0
    if speed := _CHARACTERS_A_MINUTE.get(language or ""):
        minutes = len(_SPACE.sub("", text)) / speed
    elif script := _SYLLABIC.get(language or ""):
        syllables = len(re.findall(f"[{RANGES[script]}]", text))
        others = count_words(re.sub(f"[{RANGES[script]}]+", " ", text))
        minutes = syllables / _SYLLABLES_A_MINUTE + others / _WORDS_A_MINUTE
    else:
        minutes = count_words(text, language) / _WORDS_A_MINUTE
    return math.ceil(60 * minutes)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text: what stands between line breaks, stripped, empty ones left out."""
    return [part for part in _BREAK.split(text.strip()) if part]
