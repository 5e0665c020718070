"""A draft without a language model: the most telling sentences of the sources, quoted, attributed and put in order.

It says at its top what it is. Nothing in it is our own claim, except counts and dates of the sources.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.drafts.comparison import Agreement, Difference, Stated, compare
from pipeline.drafts.composition import Block, Cite, Composition, Line, Section
from pipeline.drafts.excerpts import Excerpt, Wanted, candidates, pick, section_role
from pipeline.drafts.material import HEADLINE, Material, SourceArticle
from pipeline.language.english import capitalised, clipped, counted, day, days, language_name, listed, quoted, short_day

EXCERPTS_VERSION = "excerpts-2"
NOTICE = (
    "Draft assembled from source excerpts without a language model: every sentence is quoted from, or attributed to, "
    "one of the numbered sources at the end. An editor has to write, check and shorten it."
)
COMPARISON_HEADING = "Where the sources agree and differ"
TIMELINE_HEADING = "Timeline"
# NAIROBI, 21 November (Reuters) - / New Delhi, May 21 (IANS) / New Delhi: / Jakarta -
_LINKING = (
    r"(?:in|of|on|at|to|for|from|by|with|and|or|as|between|who|that|have|has|had|was|were|is|are|will|per|a|the|"
    r"across|due|over|under|than|after|before|since|during)"
)
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_COUNTED = re.compile(rf"[\s-]*({_WORD}(?: (?!{_LINKING}\b){_WORD}){{0,2}})")
_PLACE = r"^(?:[A-Z0-9][\w./'’-]*,?\s*){1,6}"
_DATELINE = re.compile(
    rf"{_PLACE}\((?:[^()]{{2,40}}\)\s*[-–—:]+|(?:AFP|AP|Reuters|IANS|PTI|ANI|Xinhua|EFE|TASS|dpa|Bernama)\))\s*(?=\S)"
    rf"|^[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?(?:: | [-–—]{{1,2}} )(?=[A-Z])"
)
_CONTINUES = ("It adds", "It goes on", "Further down it says", "It also reports")


def compose(material: Material, *, because: str = "") -> Composition:
    """The draft. ``because`` says why no model wrote it, when one was meant to."""
    attribution = _Attribution()
    pool = candidates(material)
    used: list[Excerpt] = []
    sections: list[Section] = []
    empty: list[str] = []
    entries = material.template.sections
    roles = [section_role(entry.heading, entry.purpose) for entry in entries]
    for place, entry in enumerate(entries):
        everyone = place == 0 or "each article" in entry.purpose or "by story" in entry.heading.casefold()
        later = frozenset(roles[place + 1 :]) - {roles[place]}
        chosen = pick(pool, Wanted(roles[place], entry.words, everyone, later), used)
        used.extend(chosen)
        blocks = _quotations(chosen, attribution)
        if roles[place] == "open" and (ours := _left_open(material)):
            blocks = (*blocks, Block(ours))
        if blocks:
            sections.append(Section(entry.heading, blocks))
        else:
            empty.append(entry.heading)
    sections.extend(_apparatus(material))
    return Composition(
        title=_title(material),
        notice=_notice(material, because, empty),
        standfirst=_standfirst(material),
        sections=sections,
        generated_by="heuristics",
        model=None,
        prompt_version=EXCERPTS_VERSION,
        given_citations=0,
    )


def cite(article: SourceArticle, index: int) -> Cite:
    """The citation of a sentence that exists."""
    sentence = article.sentence(index)
    assert sentence is not None, f"article {article.article_id} has no sentence {index}"
    return Cite(article.number, article.article_id, index, sentence.text, sentence.original)


def without_dateline(text: str) -> str:
    """A first sentence without ``NAIROBI, 21 November (Reuters) -``: outlet and date are given anyway."""
    return _DATELINE.sub("", text, count=1)


class _Attribution:
    """Says who speaks: in full at first, shorter when the outlet comes back."""

    def __init__(self) -> None:
        self._named: set[int] = set()
        self._continued = 0

    def opening(self, article: SourceArticle) -> str:
        if article.number in self._named:
            return f"{article.outlet} also reports:"
        self._named.add(article.number)
        verb = "argues" if article.kind == "opinion" else "reported"
        when = f" on {short_day(article.date)}" if article.dated else ""
        return f"{article.label} {verb}{when}:"

    def continuing(self) -> str:
        self._continued += 1
        return f"{_CONTINUES[self._continued % len(_CONTINUES)]}:"


def _title(material: Material) -> Line:
    for article in material.articles:
        if material.title.startswith(clipped(article.title, 60).rstrip("…")):
            return Line(material.title, (cite(article, HEADLINE),))
    return Line(material.title, own=True)


def _notice(material: Material, because: str, empty: Sequence[str]) -> str:
    parts = [NOTICE]
    if because:
        parts.append(because)
    translated = sorted({language_name(one.language) for one in material.articles if one.translated_by})
    if translated:
        parts.append(f"What is quoted from {listed(translated)} is a machine translation.")
    foreign = sorted(
        {language_name(one.language) for one in material.articles if one.text_language not in ("en", None)}
    )
    if foreign:
        parts.append(f"Quotations in {listed(foreign)} stand untranslated.")
    if empty:
        parts.append(f"The sources hold nothing more for {listed([f'“{heading}”' for heading in empty])}.")
    return " ".join(parts)


def _standfirst(material: Material) -> Block:
    articles = material.articles
    names = list(dict.fromkeys(article.label for article in articles))
    when = _when(articles)
    voices = len(set(material.voices.values()))
    if len(articles) == 1:
        text = f"One source, {names[0]}, has this, {when}; nothing else that was read confirms it."
    elif voices == 1:
        text = f"{capitalised(counted(len(articles), 'outlet'))} carry one text, {when}: {listed(names)}."
    else:
        text = f"{capitalised(counted(voices, 'independent source'))} report, {when}: {listed(names)}."
    return Block((Line(text, own=True),))


def _when(articles: Sequence[SourceArticle]) -> str:
    """The days of the sources that are dated, and that others are not: an old text may be read today."""
    dates = [article.date for article in articles if article.dated]
    undated = list(dict.fromkeys(article.outlet for article in articles if not article.dated))
    if not dates:
        collected = [article.date for article in articles]
        return f"without a date, collected {days(min(collected), max(collected))}"
    told = days(min(dates), max(dates))
    return f"{told} ({listed(undated)} without a date)" if undated else told


def _left_open(material: Material) -> tuple[Line, ...]:
    """What the sources themselves leave open, whatever they say: no second voice, no date."""
    articles = material.articles
    lines: list[Line] = []
    if len(set(material.voices.values())) == 1:
        lines.append(Line(f"No second source was read that confirms what {articles[0].outlet} says.", own=True))
    if undated := list(dict.fromkeys(article.outlet for article in articles if not article.dated)):
        verb = "gives" if len(undated) == 1 else "give"
        lines.append(Line(f"{listed(undated)} {verb} no date: whether the text is new has to be found out.", own=True))
    return tuple(lines)


def _quotations(excerpts: Sequence[Excerpt], attribution: _Attribution) -> tuple[Block, ...]:
    """A paragraph per source. Sentences that follow each other there follow each other here."""
    by_article: dict[int, list[Excerpt]] = {}
    for excerpt in excerpts:
        by_article.setdefault(excerpt.article.article_id, []).append(excerpt)
    blocks: list[Block] = []
    for group in by_article.values():
        lines: list[Line] = []
        previous: int | None = None
        for excerpt in group:
            index, text = excerpt.sentence.index, excerpt.sentence.text
            if previous is None:
                opening = f"{attribution.opening(excerpt.article)} "
            else:
                opening = "" if index == previous + 1 else f"{attribution.continuing()} "
            lines.append(
                Line(f"{opening}{quoted(text if index else without_dateline(text))}", (cite(excerpt.article, index),))
            )
            previous = index
        blocks.append(Block(tuple(lines)))
    return tuple(blocks)


def _apparatus(material: Material) -> list[Section]:
    sections: list[Section] = []
    agreements, differences = compare(material)
    lines = [_agreement(one) for one in agreements] + [_difference(one) for one in differences]
    if lines:
        blocks = tuple(Block((line,), "bullet") for line in lines)
        sections.append(Section(COMPARISON_HEADING, blocks, apparatus=True))
    if len(material.articles) > 1:
        sections.append(Section(TIMELINE_HEADING, _timeline(material), apparatus=True))
    return sections


def _agreement(agreement: Agreement) -> Line:
    first = agreement.stated[0]
    names = listed(list(dict.fromkeys(one.article.outlet for one in agreement.stated)))
    return Line(
        f"Same figure, {_said(first)}, in {names}. {first.article.outlet} has it so: {quoted(first.sentence.text)}",
        tuple(cite(one.article, one.sentence.index) for one in agreement.stated),
    )


def _difference(difference: Difference) -> Line:
    first, second = difference.first, difference.second
    return Line(
        f"To be checked, {_said(first)} or {_said(second)}: {first.article.outlet} has "
        f"{quoted(first.sentence.text)}, {second.article.outlet} {quoted(second.sentence.text)}",
        (cite(first.article, first.sentence.index), cite(second.article, second.sentence.index)),
    )


def _said(stated: Stated) -> str:
    """The figure with what it counts, in the words of its source."""
    text, figure = stated.sentence.text, stated.figure
    if stated.unit == "money":
        return (
            f"{text[: figure.start].rsplit(' ', 1)[-1]}{figure.text}" if text[: figure.start].strip() else figure.text
        )
    if stated.unit == "%":
        return figure.text
    # the thing counted, up to three words: 325 suspected heatstroke cases
    counted_thing = _COUNTED.match(text[figure.end :])
    return f"{figure.text} {counted_thing[1]}" if counted_thing else figure.text


def _timeline(material: Material) -> tuple[Block, ...]:
    ordered = sorted(material.articles, key=lambda one: (one.date, one.number))
    blocks: list[Block] = []
    for article in ordered:
        when = day(article.date) if article.dated else f"{day(article.date)} (collected; the page gives no date)"
        text = f"{when}: {article.label}, {quoted(clipped(article.title, 160))}"
        blocks.append(Block((Line(text, (cite(article, HEADLINE),)),), "bullet"))
    return tuple(blocks)
