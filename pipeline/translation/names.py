"""Whether the names of a paragraph are still those of the original: nobody new, and nobody gone.

English says by its capitals what is a name. That a capitalised word is no common one (Court, Minister) is read off the
encoder's vocabulary: a name is rare in small letters. A name is found again by its consonants, in any alphabet, whose
sounds Unicode's names of letters tell; not in Chinese and Japanese, whose characters tell none.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from itertools import pairwise

from pipeline.language.scripts import letter_counts
from pipeline.topics.embedding import surprise

# in nats, by the encoder's vocabulary: rarer in small letters by so much, or rare in any
RARER_IN_SMALL, RARE = 2.5, 18.5
# in these, words that the encoder knows are told from names; elsewhere any word may look like one, as the compounds of
# Dutch and the cases of Polish do ("Polityki Pieniężnej")
_KNOWN_WORDS = frozenset({"es", "fr", "it", "pt", "tr"})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…]['\"”’»)]*\s+|[\"“‘«(\[„]\s*|\n|[-–—]\s+)$")
# sounds that alphabets write alike or take for one another; h, w, y and vowels are left out
_SOUNDS = {
    **dict.fromkeys("bp", "P"),
    **dict.fromkeys("fv", "F"),
    **dict.fromkeys("cgkq", "K"),
    **dict.fromkeys("sxz", "S"),
    "j": "J",
    **dict.fromkeys("dt", "T"),
    "l": "L",
    "m": "M",
    "n": "N",
    "r": "R",
}
_DIGRAPHS = (("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("tch", "j"), ("sch", "s"), ("sh", "s"), ("ch", "j"),
             ("zh", "j"), ("ts", "s"), ("ce", "se"), ("ci", "si"), ("ck", "k"))  # fmt: skip
_CYRILLIC = {
    "EL": "l",
    "EM": "m",
    "EN": "n",
    "ER": "r",
    "ES": "s",
    "EF": "f",
    "HA": "",
    "TSE": "s",
    "CHE": "j",
    "ZHE": "j",
}
_CALENDAR_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december ramadan eid easter christmas"
)
_CALENDAR = frozenset(_CALENDAR_WORDS.split())
# cities, peoples and bodies whose English name has other consonants than their own
_TRANSLATED_WORDS = (
    "cairo beirut damascus aleppo baghdad jerusalem mecca medina tripoli tunis algiers khartoum cologne munich vienna"
    " warsaw prague moscow athens lisbon seville florence venice milan naples rome turin geneva brussels antwerp bruges"
    " hague copenhagen gothenburg bucharest belgrade nicosia yerevan kiev kyiv odessa odesa islam muslim muslims"
    " christian christians jewish jews catholic european europe asia asian africa african america american americans"
    " arab arabs western nato eu un us uk united nations states kingdom union republic red cross security council"
    " british english scottish welsh irish dutch danish swiss greek turkish polish czech finnish swedish norwegian"
    " gulf sea ocean pacific atlantic mediterranean north south east west northern southern eastern western"
)
_TRANSLATED = frozenset(_TRANSLATED_WORDS.split())


def names_problem(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """A person or place in the answer that the original does not have, or the reverse; None if there is none."""
    if target != "en" or not _has_sounds(source):
        return None
    stranger = _stranger(source, answer)
    if stranger:
        return f"names: {stranger} is not in the original"
    if source_language in _KNOWN_WORDS:
        lost = _lost(source, answer)
        if lost:
            return f"names: {lost} is not there"
    return None


def has_common_names(source: str, answer: str) -> bool:
    """Whether a name of the answer is found in the original: they speak of the same."""
    if not _has_sounds(source):
        return any(len(word) > 3 and word in source for word in _WORD.findall(answer) if word.isascii())
    heard = _heard(source)
    return any(_found(word, source, heard) for word, _ in _capitalised(answer) if is_name(word) and len(word) > 3)


def is_name(word: str) -> bool:
    """Whether a capitalised word of a Latin script is likelier a name than a common word."""
    low = word.lower()
    if low in _CALENDAR:
        return False
    capital, small = surprise(word), surprise(low)
    return small - capital >= RARER_IN_SMALL or (capital >= RARE and small >= RARE)


def _stranger(source: str, answer: str) -> str | None:
    """Two names side by side of which the original has neither, as "Peter Smith"."""
    heard = _heard(source)
    for (one, end), (other, start) in pairwise(
        (pair for pair in _capitalised(answer)),
    ):
        if answer[end : start - len(other)] != " ":
            continue
        pair = (one, other)
        if any(word.lower() in _TRANSLATED or word.lower() in _countries() or len(word) < 3 for word in pair):
            continue
        if all(is_name(word) and not _found(word, source, heard) for word in pair):
            return f"{one} {other}"
    return None


def _lost(source: str, answer: str) -> str | None:
    """A name of two words in a language whose words are known, of which nothing came back."""
    heard = _heard(answer)
    for (one, end), (other, start) in pairwise(_capitalised(source)):
        if source[end : start - len(other)] != " ":
            continue
        pair = (one, other)
        if all(is_name(word) and surprise(word.lower()) >= RARE and len(word) > 3 for word in pair) and not any(
            _found(word, answer, heard) for word in pair
        ):
            return f"{one} {other}"
    return None


def _capitalised(text: str) -> list[tuple[str, int]]:
    """Capitalised words that do not open a sentence, with where each ends."""
    return [
        (match.group(), match.end())
        for match in _WORD.finditer(text)
        if match.group()[0].isupper()
        and not match.group().isupper()
        and not _SENTENCE_START.search(text[max(0, match.start() - 6) : match.start()])
    ]


def _found(word: str, text: str, heard: tuple[str, ...]) -> bool:
    """By its letters, the beginning of them, or its consonants."""
    if word.casefold() in text.casefold():
        return True
    sounds = _latin_sounds(word)
    return (
        len(sounds) < 2
        or any(_alike(sounds, each) for each in heard)
        or any(_alike(sounds, one + two) for one, two in pairwise(heard))
    )


def _alike(sounds: str, other: str) -> bool:
    """The same beginning, if need be behind an article or a conjunction that is written as one with it."""
    if len(other) < 2:
        return False
    starts = any(each.startswith(sounds) or (len(each) > 2 and sounds.startswith(each)) for each in (other, other[1:]))
    return starts and (len(sounds) > 2 or abs(len(other) - len(sounds)) <= 1)


@functools.lru_cache(maxsize=256)
def _heard(text: str) -> tuple[str, ...]:
    """The consonants of each word, as classes of sounds."""
    return tuple(
        _sounds(word)
        for word in re.findall(
            r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0655\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff][^\W\d_]*)*",
            text,
        )
    )


def _sounds(word: str) -> str:
    if word[0] < "\u0370":
        return _latin_sounds(word)
    return _without_doubles("".join(_letter_sound(letter) for letter in word))


def _latin_sounds(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l").replace("ß", "ss").replace("ı", "i"))
    for two, one in _DIGRAPHS:
        plain = plain.replace(two, one)
    return _without_doubles("".join(_SOUNDS.get(letter, "") for letter in plain))


@functools.lru_cache(maxsize=1 << 14)
def _letter_sound(letter: str) -> str:
    """What Unicode calls the letter begins with its sound: DEVANAGARI LETTER MA, HANGUL SYLLABLE GIM."""
    name = unicodedata.name(letter, "").partition(" WITH ")[0].split()  # a tonos is no T
    if not name:
        return ""
    last = name[-1] if name[0] not in ("THAI", "LAO") else name[2] if len(name) > 2 else ""
    if name[0] == "HANGUL":
        return "".join(_SOUNDS.get(each, "") for each in last.lower().replace("ch", "j"))
    if name[0] == "CYRILLIC":
        last = _CYRILLIC.get(last, last)
    if last in ("ANUSVARA", "BINDI", "TIPPI"):
        return "N"
    sound = last.lower()
    for two, one in _DIGRAPHS:
        if sound.startswith(two):
            sound = one
            break
    return _SOUNDS.get(sound[:1], "")


def _without_doubles(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


def _has_sounds(text: str) -> bool:
    counts = letter_counts(text)
    return bool(counts) and counts["han"] + counts["kana"] < 0.3 * sum(counts.values())


@functools.cache
def _countries() -> frozenset[str]:
    """Words of the English names of countries and languages: they are translated, not spelled out."""
    from babel import Locale  # noqa: PLC0415 - reads a megabyte

    english = Locale("en")
    names = [*english.territories.values(), *english.languages.values()]
    return frozenset(word.lower() for name in names for word in _WORD.findall(str(name)))
