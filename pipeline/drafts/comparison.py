"""Where sources agree and differ, as far as it can be seen without understanding them: in their figures.

Two sources agree when independent voices give the same figure for the same thing; they differ when sentences that
are otherwise alike give another one. What cannot be told so is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pipeline.drafts.excerpts import alike, content_words
from pipeline.drafts.figures import Figure, figures, western_digits
from pipeline.drafts.material import Material, SourceArticle, SourceSentence

AGREEMENTS, DIFFERENCES = 3, 3
# sentences that share this much of their words are about one thing
ABOUT_ONE_THING = 0.5
# a reading of a place and an hour: two of them differ without anybody being wrong
_READINGS = frozenset({"degree", "celsius", "fahrenheit"})
_HIGH, _LOW = (
    re.compile(r"\b(max|high|peak|most|rose|up|above)", re.I),
    re.compile(r"\b(min|low|least|fell|down|below)", re.I),
)
_UNIT = re.compile(r"\s*-?\s*([^\W\d_]{3,})")
_CURRENCY = re.compile(r"(?:[$€£¥₹₦₽₺]|\b(?:Rp|Rs|R\$|US\$|KSh|Sh|KES|USD|EUR))\s?$")
_MONTH = re.compile(r"^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stated:
    """A figure as one source states it; ``unit`` is ``%``, a currency, or the word that follows."""

    article: SourceArticle
    sentence: SourceSentence
    figure: Figure
    value: Decimal
    unit: str
    words: frozenset[str]


@dataclass(frozen=True)
class Agreement:
    """Independent voices state one figure."""

    stated: tuple[Stated, ...]


@dataclass(frozen=True)
class Difference:
    """Two voices state different figures for what reads like one thing."""

    first: Stated
    second: Stated


def compare(material: Material) -> tuple[list[Agreement], list[Difference]]:
    """What the sources agree and differ on, the best attested first. Only what stands in English can differ."""
    stated = [one for article in material.articles for one in _stated(article)]
    agreements = _agreements(stated, material)
    agreed = {(one.unit, one.value) for agreement in agreements for one in agreement.stated}
    differences = [
        pair
        for pair in _differences(stated, material)
        if (pair.first.unit, pair.first.value) not in agreed or (pair.second.unit, pair.second.value) not in agreed
    ]
    return agreements[:AGREEMENTS], differences[:DIFFERENCES]


def _stated(article: SourceArticle) -> Iterator[Stated]:
    for sentence in article.sentences:
        words = content_words(sentence.text)
        plain = western_digits(sentence.text)
        for figure in figures(sentence.text):
            unit = _unit(plain, figure)
            if unit is not None and len(figure.values) <= 2:
                yield Stated(article, sentence, figure, max(figure.values), unit, words)


def _unit(plain: str, figure: Figure) -> str | None:
    """What is counted; None for years, dates, places in a row and bare numbers, which are not comparable."""
    if figure.percent:
        return "%"
    if figure.ordinal:
        return None
    if _CURRENCY.search(plain[: figure.start]):
        return "money"
    after = _UNIT.match(plain[figure.end :])
    if after is None or _MONTH.match(after[1]):
        return None
    if re.fullmatch(r"(19|20)\d\d", figure.text) or after[1].casefold() in ("and", "for", "from", "the", "with", "per"):
        return None
    return after[1].casefold().rstrip("s")


def _agreements(stated: Sequence[Stated], material: Material) -> list[Agreement]:
    groups: dict[tuple[str, Decimal], list[Stated]] = {}
    for one in stated:
        # a small round count agrees by chance
        if one.unit in ("%", "money") or one.value > 10:
            groups.setdefault((one.unit, one.value), []).append(one)
    found: list[Agreement] = []
    for group in groups.values():
        by_voice: dict[str, Stated] = {}
        for one in group:
            by_voice.setdefault(material.voices[one.article.article_id], one)
        if len(by_voice) > 1:
            # the first is the one that gets quoted: in English, if there is one
            readable_first = sorted(by_voice.values(), key=lambda one: one.article.text_language != "en")
            found.append(Agreement(tuple(readable_first)))
    found.sort(key=lambda one: (-len(one.stated), one.stated[0].article.number, one.stated[0].sentence.index))
    # a sentence with five figures that agree is quoted once
    quoted: dict[tuple[int, int], Agreement] = {}
    for agreement in found:
        first = agreement.stated[0]
        quoted.setdefault((first.article.article_id, first.sentence.index), agreement)
    return list(quoted.values())


def _differences(stated: Sequence[Stated], material: Material) -> list[Difference]:
    found: list[tuple[float, Difference]] = []
    english = [one for one in stated if one.article.text_language == "en"]
    for first, second in combinations(english, 2):
        voices = material.voices[first.article.article_id], material.voices[second.article.article_id]
        if (
            voices[0] == voices[1]
            or first.unit != second.unit
            or first.unit in _READINGS
            or first.figure.values & second.figure.values
        ):
            continue
        likeness = alike(first.words, second.words)
        if likeness < ABOUT_ONE_THING or not _near(first.value, second.value) or _opposite(first, second):
            continue
        # of a sentence with several figures, another one may be the same as ours: then nothing differs
        theirs = {value for figure in figures(second.sentence.text) for value in figure.values}
        ours = {value for figure in figures(first.sentence.text) for value in figure.values}
        if first.figure.values & theirs or second.figure.values & ours:
            continue
        found.append((likeness, Difference(first, second)))
    found.sort(key=lambda pair: (-pair[0], pair[1].first.article.number, pair[1].first.sentence.index))
    # of two voices one difference in a thing is enough, and of two figures one pair of voices
    kept: list[Difference] = []
    told: set[object] = set()
    for _, difference in found:
        one, other = difference.first, difference.second
        voices_told = (one.unit, *sorted(material.voices[each.article.article_id] for each in (one, other)))
        values_told = (one.unit, *sorted((one.value, other.value)))
        if voices_told not in told and values_told not in told:
            kept.append(difference)
        told |= {voices_told, values_told}
    return kept


def _opposite(first: Stated, second: Stated) -> bool:
    """Whether one sentence is about a maximum and the other about a minimum."""
    one, other = first.sentence.text, second.sentence.text
    return bool(_HIGH.search(one)) != bool(_HIGH.search(other)) and bool(_LOW.search(one)) != bool(_LOW.search(other))


def _near(first: Decimal, second: Decimal) -> bool:
    """Within a factor of five: further apart they are not two reports of one figure."""
    low, high = sorted((first, second))
    return low > 0 and high <= 5 * low
