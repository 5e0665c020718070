"""Whether what came back is a translation of what was sent: a paragraph at a time, and the reason if it is not.

A check here must let real translations pass; what it rejects is never shown to an editor as translated.
"""

from __future__ import annotations

import re

from pipeline.language.detect import ONE_LANGUAGE_SCRIPTS, SHARED_SCRIPTS, detect_language
from pipeline.language.scripts import letter_counts
from pipeline.language.sentences import split_sentences
from pipeline.translation.numbers import too_many_missing

# how many letters of an alphabet one character is worth
_DENSITY = {"han": 3.2, "kana": 2.2, "hangul": 2.2, "ethiopic": 1.8}
SHORT = 40  # below this many letters a length ratio tells nothing
SHORTEST, LONGEST = 0.4, 2.6
LONGEST_OF_SHORT = 160
MAX_FOREIGN_SHARE = 0.3
MIN_WORDS_TO_COMPARE = 4
_URL = re.compile(r"https?://[^\s<>\"'()，。、]+")
_COMMENTARY = re.compile(
    r"\s*(?:(?:sure|certainly|of course)[,!.:]"
    r"|here(?:'s| is| are) (?:the|a|my|your)\b.{0,40}translat"
    r"|(?:the )?(?:english )?translat(?:ion|ed text)\b[^.\n]{0,40}:"
    r"|note: (?:this|the) translation"
    r"|i(?:'m| am) (?:sorry|unable)\b.{0,60}(?:translat|cannot|can't|unable|assist)"
    r"|i (?:cannot|can't|can not|am unable to|won't) (?:translat|provide|assist|help)"
    r"|as an ai\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^.:：\n]{1,40}[:：]")  # "Traducción: …" is not the translator speaking
_SCRIPT_OF = {language: script for script, language in ONE_LANGUAGE_SCRIPTS.items()} | {
    language: script for script, languages in SHARED_SCRIPTS.items() for language in languages
}


def problem_of(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    """What is wrong with the translation of one paragraph, as a sentence that starts with a slug; None if nothing."""
    if not translated.strip():
        return "empty: nothing came back"
    for check in (_commentary, _length, _script, _untranslated, _numbers, _addresses):
        found = check(source, translated, source_language, target)
        if found:
            return found
    return None


def _commentary(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    if _COMMENTARY.match(translated) and not _COMMENTARY.match(source) and not _LABEL.match(source):
        return f"commentary: the translator speaks for itself ({translated[:60]!r})"
    return None


def _length(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    there, here = _weight(source), _weight(translated)
    if there < SHORT:
        if here > LONGEST_OF_SHORT and here > there * 4:
            return f"length: {here:.0f} letters came back for {there:.0f}"
        return None
    ratio = here / there
    if not SHORTEST <= ratio <= LONGEST:
        return f"length: {ratio:.2f} times as long as the original; {SHORTEST} to {LONGEST} is plausible"
    return None


def _script(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    wanted = _SCRIPT_OF.get(target, "latin")
    accepted = {wanted, "latin"} | ({"han"} if wanted == "kana" else set())
    counts = letter_counts(translated)
    total = sum(counts.values())
    if not total:
        wordless = _weight(source) < SHORT and any(letter.isdigit() for letter in translated)  # พ.ศ. 2569 is 2026
        return None if wordless or not sum(letter_counts(source).values()) else "script: no letters came back"
    foreign = sum(count for script, count in counts.items() if script not in accepted)
    if foreign > MAX_FOREIGN_SHARE * total:
        return f"script: {foreign / total:.0%} of the letters are not {wanted}"
    return None


def _untranslated(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    """The source, or a whole sentence of it, given back as it was. Names and quotations may be."""
    for sentence in split_sentences(source, source_language):
        words = sentence.split()
        if sentence not in translated or len(words) < MIN_WORDS_TO_COMPARE or _mostly_names(words):
            continue
        if detect_language(sentence, declared=source_language) != target:
            return f"untranslated: {sentence[:60]!r} came back as it was"
    return None


def _numbers(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    missing = too_many_missing(source, translated, source_language)
    return f"numbers: {', '.join(missing[:5])} of the original are not there" if missing else None


def _addresses(source: str, translated: str, source_language: str | None, target: str) -> str | None:
    missing = [address for address in _URL.findall(source) if address.rstrip(".,;:") not in translated]
    return f"addresses: {missing[0]} is not there" if missing else None


def _weight(text: str) -> float:
    """Length in letters of an alphabet."""
    counts = letter_counts(text)
    dense = sum(count * (_DENSITY[script] - 1) for script, count in counts.items() if script in _DENSITY)
    return len(text.strip()) + dense


def _mostly_names(words: list[str]) -> bool:
    capitalised = sum(1 for word in words if word[:1].isupper() or not any(letter.isalpha() for letter in word))
    return capitalised >= 0.6 * len(words)
