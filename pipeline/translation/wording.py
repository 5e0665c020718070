"""Whether an answer is in the language that was asked for: its script, its words, and nothing left as it was."""

from __future__ import annotations

import re

from pipeline.language.detect import ONE_LANGUAGE_SCRIPTS, SHARED_SCRIPTS, base_language, detect_language
from pipeline.language.scripts import RANGES, letter_counts
from pipeline.language.sentences import split_sentences
from pipeline.translation.lengths import SHORT, weight

# of the letters, weighted by what each carries; a name or a term may stand in its own script
MAX_FOREIGN_SHARE, FOREIGN_ALLOWED = 0.12, 12
MIN_WORDS_TO_COMPARE = 4
RUN_WORDS = 5  # so many words of the original in a row, most of them small, are left untranslated
CLEAR_LETTERS = 60  # pycld2 is sure and right from here on
_DENSE = {"han": 3, "kana": 3, "hangul": 3, "ethiopic": 2}
_SCRIPT_OF = {language: script for script, language in ONE_LANGUAGE_SCRIPTS.items()} | {
    language: script for script, languages in SHARED_SCRIPTS.items() for language in languages
}
# of Latin-script languages that detectors take for one another
_SIBLINGS = (frozenset({"no", "da", "sv"}), frozenset({"hr", "sr", "bs", "sl"}), frozenset({"id", "ms", "jv", "su"}),
             frozenset({"cs", "sk"}), frozenset({"es", "gl", "ca", "pt"}), frozenset({"af", "nl"}),
             frozenset({"zu", "xh", "ss", "nr"}), frozenset({"rw", "rn"}), frozenset({"en", "pcm", "sco"}))  # fmt: skip
_SMALL_WORDS = (
    "a an the of to in on at by for from with without and or but not no as is are was were be been has have had do does"
    " did will would can could may might must should this that these those it its he she they them his her their we our"
    " you your i who whom which what when where why how all some any more most than then there here after before over"
    " under up down out about into against between during through until while if so one two also only just new says"
    " said per off near amid"
)
_ENGLISH_SMALL = frozenset(_SMALL_WORDS.split())
_VOWEL = re.compile("[aeiouyà-ÿ]")
_LATIN_WORD = re.compile(rf"[{RANGES['latin']}]+(?:['’][{RANGES['latin']}]+)?")
_MIXED = re.compile(
    rf"[{RANGES['latin']}]+[{RANGES['cyrillic']}{RANGES['greek']}]|[{RANGES['cyrillic']}{RANGES['greek']}][{RANGES['latin']}]+"
)


def script_of(language: str) -> str:
    """The script that a language is written in; Latin if it is not known to have another."""
    return _SCRIPT_OF.get(language, "latin")


def script(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """Letters of the target's script, but for names and terms."""
    wanted = _SCRIPT_OF.get(target, "latin")
    accepted = {wanted, "latin"} | ({"han"} if wanted in ("kana", "hangul") else set())
    counts = letter_counts(answer)
    total = sum(counts.values())
    if not total:
        wordless = weight(source) < SHORT and any(letter.isdigit() for letter in answer)  # พ.ศ. 2569 is 2026
        return None if wordless or not sum(letter_counts(source).values()) else "script: no letters came back"
    heavy = {name: count * _DENSE.get(name, 1) for name, count in counts.items()}
    foreign = sum(count for name, count in heavy.items() if name not in accepted)
    share = foreign / sum(heavy.values())
    if share > 0.5 or (share > MAX_FOREIGN_SHARE and foreign > FOREIGN_ALLOWED):
        return f"script: {share:.0%} of the letters are not {wanted}"
    if (
        wanted != "latin"
        and counts["latin"] > 0.7 * total
        and counts["latin"] > 12 + letter_counts(source)["latin"] * 0.6
    ):
        return f"script: {counts['latin'] / total:.0%} of the letters are Latin, not {wanted}"
    if _MIXED.search(answer) and not _MIXED.search(source):
        return "script: letters of two alphabets stand in one word"
    return None


def language(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """Its words are the target's, as far as so few can tell."""
    words = _LATIN_WORD.findall(answer)
    small = [word for word in words if word.islower()]
    if target == "en" and _SCRIPT_OF.get(target, "latin") == "latin":
        return _not_english(source, answer, words, small)
    if weight(answer) < CLEAR_LETTERS:
        return None
    found = _sure_language(answer)
    return (
        None if found in (None, target) or _siblings(str(found), target) else f"language: this is {found}, not {target}"
    )


def untranslated(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """The source, a whole sentence of it or a long run of its words, given back as it was. Names may be."""
    for sentence in split_sentences(source, source_language):
        words = sentence.split()
        if sentence not in answer or len(words) < MIN_WORDS_TO_COMPARE or _mostly_names(words):
            continue
        if detect_language(sentence, declared=source_language) != target:
            return f"untranslated: {sentence[:60]!r} came back as it was"
    run = _shared_run(source, answer)
    if run and detect_language(run, declared=source_language) != target:
        return f"untranslated: {run[:60]!r} came back as it was"
    return None


def _not_english(source: str, answer: str, words: list[str], small: list[str]) -> str | None:
    if len(small) < 4:
        return None
    spoken = [word for word in small if len(word) >= 3]
    if len(spoken) >= 4 and sum(1 for word in spoken if not _VOWEL.search(word)) >= 0.5 * len(spoken):
        return "language: its words have no vowels"
    english = sum(1 for word in words if word.lower() in _ENGLISH_SMALL)
    share = english / len(words)
    found = _sure_language(answer)
    if (
        found is not None
        and found != "en"
        and not _siblings(found, "en")
        and (share < 0.12 or len(words) > 24)
        and (_best_guess(" ".join(small)) != "en")
    ):
        return f"language: this is {found}, not en"
    if english == 0 and len(small) >= 6 and _best_guess(" ".join(small)) != "en":
        return "language: none of its small words is English"
    return None


def _sure_language(text: str) -> str | None:
    """pycld2's answer where it is sure and nothing else comes near."""
    import pycld2  # noqa: PLC0415 - two megabytes of tables

    try:
        reliable, _, details = pycld2.detect(text.encode("utf-8", "ignore"), bestEffort=False)
    except pycld2.error:
        return None
    code, percent = details[0][1], details[0][2]
    return (base_language(code) or code) if reliable and percent >= 80 and code != "un" else None


def _best_guess(text: str) -> str | None:
    import pycld2  # noqa: PLC0415 - as above

    try:
        _, _, details = pycld2.detect(text.encode("utf-8", "ignore"), bestEffort=True)
    except pycld2.error:
        return None
    return str(details[0][1])


def _siblings(one: str, other: str) -> bool:
    return any(one in family and other in family for family in _SIBLINGS)


def _shared_run(source: str, answer: str) -> str | None:
    """The first run of words that stands in both, if it is long and not a name."""
    there = source.split()
    here = f" {' '.join(answer.split())} "
    for at in range(len(there) - RUN_WORDS + 1):
        run = there[at : at + RUN_WORDS]
        plain = [word for word in run if word.islower() and word.strip(".,;:!?\"'").isalpha()]
        if len(plain) >= 4 and f" {' '.join(run)} " in here:
            return " ".join(run)
    return None


def _mostly_names(words: list[str]) -> bool:
    capitalised = sum(1 for word in words if word[:1].isupper() or not any(letter.isalpha() for letter in word))
    return capitalised >= 0.6 * len(words)
