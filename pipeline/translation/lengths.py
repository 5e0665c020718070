"""Whether an answer is as long as a translation would be: too short, too long, cut off, or going round in circles."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.language.scripts import letter_counts
from pipeline.language.sentences import ALWAYS, CLOSING

# how many letters of an alphabet one character is worth
_DENSITY = {"han": 3.2, "kana": 2.2, "hangul": 2.2, "ethiopic": 1.8}
# English letters for one of the language (weighted as above), where it is far from 1: estimates, so the bounds are wide
_ENGLISH_PER_LETTER = {
    "de": 0.90, "fr": 0.90, "es": 0.93, "it": 0.93, "pt": 0.95, "nl": 0.92, "el": 0.90, "ru": 0.97, "pl": 0.97,
    "hu": 0.95, "ar": 1.22, "fa": 1.10, "he": 1.30, "ur": 1.05, "hi": 1.05, "bn": 1.10, "ta": 0.85, "ml": 0.85,
    "th": 1.10, "my": 0.80, "zh": 1.10, "ja": 0.95, "ko": 0.95, "am": 1.0, "sw": 1.0, "vi": 1.0, "id": 0.97,
}  # fmt: skip
SHORT = 40  # below this many letters a length ratio tells nothing
LONGEST_OF_SHORT = 160
# from this many letters on: shortest and longest plausible, around what the pair of languages makes usual
BOUNDS = ((240, 0.60, 1.70), (120, 0.52, 1.95), (70, 0.45, 2.25), (SHORT, 0.38, 2.70))
CUT_FROM = 60  # letters from which on the end of the last sentence is looked for
_ENDS = frozenset(f".!?…‥:;\"'”’»)]}}*“„–—|{ALWAYS}{CLOSING}")
_STOPS = frozenset(f".!?…‥{ALWAYS}")
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")


def length(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """Length in letters against what is usual for the pair of languages."""
    there, here = weight(source), weight(answer)
    if there < SHORT:
        if here > LONGEST_OF_SHORT and here > there * 4:
            return f"length: {here:.0f} letters came back for {there:.0f}"
        return None
    usual = usual_ratio(source_language, target)
    ratio = here / there / usual
    low, high = next((low, high) for least, low, high in BOUNDS if there >= least)
    if not low <= ratio <= high:
        return (
            f"length: {ratio:.2f} times what {source_language or 'the original'} makes in {target}; "
            f"{low} to {high} is plausible"
        )
    return None


def cut_off(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """A paragraph that ends with its sentence comes back with an end."""
    if weight(source) < CUT_FROM or source.rstrip(CLOSING + " ")[-1:] not in _STOPS:
        return None
    end = answer.rstrip()[-1:]
    if end and end not in _ENDS and (end.isalpha() or end in ",،、-") and not _ends_with_address(answer):
        return f"truncated: the original ends with a sentence, the answer in the midst of one ({answer[-40:]!r})"
    return None


def repetition(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """The same words over and over, or a sentence more often than the original has it."""
    words = [word.casefold() for word in _WORD.findall(answer)]
    if len(words) >= 6 and _doubled(words) and not _doubled([word.casefold() for word in _WORD.findall(source)]):
        return "repeated: all of it twice"
    if len(words) >= 6:
        run = _longest_run(words)
        if run >= 4 and run > _longest_run([word.casefold() for word in _WORD.findall(source)]):
            return f"repeated: the same word {run} times in a row"
    if len(words) >= 12:
        distinct = _distinct(words, 3)
        if distinct < 0.7 and distinct < 0.75 * _distinct_of_source(source):
            return f"repeated: only {distinct:.0%} of its word triples are different"
    twice = _twice(answer)
    if twice and not _twice(source):
        return f"repeated: {twice[:50]!r} stands there twice"
    return None


def usual_ratio(source_language: str | None, target: str) -> float:
    """Letters of the target for one of the source, both weighted."""
    return _ENGLISH_PER_LETTER.get(source_language or "", 1.0) / _ENGLISH_PER_LETTER.get(target, 1.0)


def weight(text: str) -> float:
    """Length in letters of an alphabet."""
    counts = letter_counts(text)
    dense = sum(count * (_DENSITY[script] - 1) for script, count in counts.items() if script in _DENSITY)
    return len(text.strip()) + dense


def _ends_with_address(answer: str) -> bool:
    last = answer.rsplit(maxsplit=1)[-1]
    return "/" in last or "@" in last or "." in last


def _doubled(words: list[str]) -> bool:
    half = len(words) // 2
    return len(words) % 2 == 0 and words[:half] == words[half:]


def _longest_run(words: list[str]) -> int:
    longest = run = 0
    before = ""
    for word in words:
        run = run + 1 if word == before else 1
        before, longest = word, max(longest, run)
    return longest


def _distinct(items: list[str], size: int) -> float:
    grams = [tuple(items[at : at + size]) for at in range(len(items) - size + 1)]
    return len(set(grams)) / len(grams) if grams else 1.0


def _distinct_of_source(source: str) -> float:
    """By words where it has them, else by runs of six letters."""
    words = [word.casefold() for word in _WORD.findall(source)]
    if len(words) >= 8:
        return _distinct(words, 3)
    letters = [letter for letter in source if letter.isalnum()]
    return _distinct(letters, 6) if len(letters) >= 12 else 1.0


def _twice(text: str) -> str | None:
    """A sentence of five words and more (or twelve letters of an unspaced script) that comes again."""
    parts = [part.strip().casefold() for part in re.split(rf"[.!?{ALWAYS}]+(?:\s+|$|(?<=[{ALWAYS}]))", text)]
    counts = Counter(part for part in parts if len(part.split()) >= 5 or (len(part) >= 12 and weight(part) > 30))
    return next((part for part, count in counts.items() if count > 1), None)
