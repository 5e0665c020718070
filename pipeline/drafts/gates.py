"""The quality gates of a draft: each says pass, warn or fail, and why, in words. Only a fail rejects a draft.

A gate judges what it can know: that a reference exists and says what is quoted, that a figure stands in a source,
that nothing foreign has got into the text. Taste is the editor's. Both scores are 0-100:

- quality = 20 structure + 20 attribution + 20 citations that hold + 10 length + 10 readability + 20 wording (each part
  0-1; wording is full while at most 30 % of the words stand in quotation marks, and none when all do: a pile of
  quotations may be correct, and is no article)
- originality = 100 · (share of the words outside quotation marks) · (1 − the larger of: share of those in verbatim
  runs of eight and more; longest run / 60). The gate of that name looks at the second factor only: quoting is allowed
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal

from markdown_it import MarkdownIt

from pipeline.drafts.composition import Composition, Line
from pipeline.drafts.figures import Figure, figures, known_figures, unsupported
from pipeline.drafts.markdown import safe_address
from pipeline.drafts.material import Material
from pipeline.drafts.originality import Overlap, outside_quotes, overlap
from pipeline.drafts.references import examine, is_foreign
from pipeline.language.english import clipped, counted, in_words, listed
from pipeline.language.words import count_words

GATES_VERSION = "gates-1"
LONGEST_RUN_FAILS, LONGEST_RUN_WARNS = 40, 20
SHARE_FAILS, SHARE_WARNS = 0.5, 0.25
# of the sentences that state something, this share may stand without a source
UNCITED_FAILS, UNCITED_WARNS = 0.5, 0.15
LOST_FAILS = 0.2
_LEFTOVER = re.compile(
    r"\b(TODO|TBD|TK|FIXME|XXX|lorem ipsum)\b|\[(insert|citation|source|name|date|your)\b[^\]]*\]|\{\{|\}\}|"
    r"<\w+[^>]*>|\bas an (ai|artificial intelligence|language model)\b|"
    r"\bI (cannot|can't|am unable to) (help|assist|write|provide)\b|"
    r"\bhere is (the|a|your) (draft|article)\b|\bignore (all |the )?(previous|above) instructions\b",
    re.IGNORECASE,
)
_STATES = re.compile(r"\d|(?<=[\w,;] )[A-Z][\w’'-]+|\b(said|says|told|announced|reported|according to)\b")


@dataclass(frozen=True)
class Gate:
    name: str
    verdict: Literal["pass", "warn", "fail"]
    reason: str

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Verdict:
    """The gates, and the two scores that are computed here."""

    gates: Sequence[Gate]
    quality: float
    originality: float

    @property
    def status(self) -> str:
        return "rejected" if any(gate.verdict == "fail" for gate in self.gates) else "draft"


def judge_draft(draft: Composition, body: str, material: Material) -> Verdict:
    """All gates over a draft and its Markdown."""
    case = _Case(draft, body, material)
    gates = [check(case) for check in _CHECKS]
    return Verdict(gates, _quality(case, gates), _originality(case.overlap))


class _Case:
    """What the gates look at, worked out once."""

    def __init__(self, draft: Composition, body: str, material: Material) -> None:
        self.draft, self.body, self.material = draft, body, material
        self.prose = list(draft.prose())
        self.words = sum(count_words(line.text) for line in self.prose)
        self.source_words = sum(
            count_words(sentence.text, article.text_language)
            for article in material.articles
            for sentence in article.sentences
        )
        texts = [" ".join(sentence.text for sentence in article.sentences) for article in material.articles]
        self.overlap = overlap((line.text for line in self.prose), texts)
        self.stating = [line for line in self.prose if not line.own and _STATES.search(line.text)]
        self.uncited = [line for line in self.stating if not line.cites]
        self.known = _source_figures(material)


def _source_figures(material: Material) -> frozenset[Decimal]:
    texts = [material.title, *(article.title for article in material.articles)]
    for article in material.articles:
        texts.extend(sentence.text for sentence in article.sentences)
        texts.extend(sentence.original for sentence in article.sentences if sentence.original)
        texts.append(f"{article.date.day} {article.date.year}")
    # names of outlets may hold figures (24 Kanal), and footnotes count the sources
    texts.extend(article.label for article in material.articles)
    return known_figures(texts)


def _structure(case: _Case) -> Gate:
    draft = case.draft
    wanted = [section.heading for section in case.material.template.sections]
    have = {_folded(section.heading) for section in draft.sections if any(block.lines for block in section.blocks)}
    missing = [heading for heading in wanted if _folded(heading) not in have]
    if not draft.title.text.strip():
        return Gate("structure", "fail", "The draft has no headline.")
    if not case.prose:
        return Gate("structure", "fail", "The draft has no text.")
    if missing:
        return Gate("structure", "warn", f"Without {listed([f'“{heading}”' for heading in missing])}.")
    return Gate("structure", "pass", f"Headline, standfirst and all {in_words(len(wanted))} sections are there.")


def _sources(case: _Case) -> Gate:
    cited = {cite.article_id for line in case.draft.lines() for cite in line.cites}
    voices = {case.material.voices[one] for one in cited if one in case.material.by_id}
    if not cited:
        return Gate("sources", "fail", "No sentence names a source.")
    if case.material.kind in ("trending", "round_up") and len(voices) < 2:
        return Gate("sources", "warn", "Rests on one voice, though several report the story.")
    if len(voices) == 1:
        return Gate("sources", "warn", "Rests on one voice: a second source should confirm it.")
    return Gate("sources", "pass", f"Rests on {counted(len(voices), 'independent voice')}.")


def _citations(case: _Case) -> Gate:
    examined = [(line, examine(line, case.material)) for line in case.draft.lines()]
    bad = [f"“{clipped(line.text, 80)}” cites {reason}" for line, found in examined for reason in found.wrong]
    doubtful = [reason for _, found in examined for reason in found.doubtful]
    lost, given = case.draft.lost_citations, case.draft.given_citations
    if bad:
        return Gate("citations", "fail", f"{counted(len(bad), 'reference')} not borne out: {'; '.join(bad[:3])}.")
    if lost and lost > LOST_FAILS * given:
        return Gate(
            "citations", "fail", f"{lost} of {given} references of the model point at nothing and were dropped."
        )
    if lost:
        return Gate(
            "citations", "warn", f"{lost} of {given} references of the model point at nothing and were dropped."
        )
    if doubtful:
        return Gate("citations", "warn", f"Quoted not quite word for word: {'; '.join(doubtful[:3])}.")
    count = sum(len(line.cites) for line in case.draft.lines())
    return Gate("citations", "pass", f"All {counted(count, 'reference')} exist and say what is quoted.")


def _attribution(case: _Case) -> Gate:
    share = len(case.uncited) / len(case.stating) if case.stating else 0.0
    examples = "; ".join(f"“{clipped(line.text, 90)}”" for line in case.uncited[:3])
    if share > UNCITED_FAILS:
        return Gate(
            "attribution", "fail", f"{share:.0%} of the sentences that state something have no source: {examples}"
        )
    if share > UNCITED_WARNS:
        return Gate(
            "attribution", "warn", f"{share:.0%} of the sentences that state something have no source: {examples}"
        )
    if case.uncited:
        return Gate("attribution", "pass", f"Without a source: {examples}")
    return Gate("attribution", "pass", "Every sentence that states something names its source.")


def _figures(case: _Case) -> Gate:
    wrong: list[str] = []
    unread: list[str] = []
    elsewhere: list[str] = []
    for line in case.draft.lines():
        if line.own:
            continue
        beside = known_figures(
            [cite.quoted for cite in line.cites] + [cite.original for cite in line.cites if cite.original]
        )
        for figure in unsupported(line.text, beside):
            if not figure.values & case.known and is_foreign(line, case.material):
                # figures may be spelled out there in a language whose number words nobody here knows
                unread.append(f"{figure.text} in “{clipped(line.text, 80)}”")
            elif not figure.values & case.known:
                wrong.append(f"{figure.text} in “{clipped(line.text, 80)}”")
            elif line.cites and not _is_date_of(figure, line, case.material):
                elsewhere.append(f"{figure.text} in “{clipped(line.text, 80)}”")
    if wrong:
        return Gate("figures", "fail", f"Figures that no source has: {'; '.join(wrong[:3])}.")
    if unread:
        return Gate(
            "figures", "warn", f"Figures to be checked in sources that are not English: {'; '.join(unread[:3])}."
        )
    if elsewhere:
        return Gate("figures", "warn", f"Figures that the cited sentence does not have: {'; '.join(elsewhere[:3])}.")
    total = sum(len(figures(line.text)) for line in case.draft.lines() if not line.own)
    return Gate("figures", "pass", f"All {counted(total, 'figure')} stand in the sources." if total else "No figures.")


def _is_date_of(figure: Figure, line: Line, material: Material) -> bool:
    """Whether a figure is part of the date or the name under which a cited source is introduced."""
    articles = [material.by_id[cite.article_id] for cite in line.cites if cite.article_id in material.by_id]
    return bool(figure.values & known_figures(f"{one.date.day} {one.date.year} {one.label}" for one in articles))


def _length(case: _Case) -> Gate:
    low, high = case.material.template.min_words, case.material.template.max_words
    said = f"{case.words:,} words, where the template asks for {low:,} to {high:,}"
    if low <= case.words <= high:
        return Gate("length", "pass", f"{said}.")
    if case.words < low and case.source_words < 3 * low:
        return Gate("length", "warn", f"{said}: the sources hold {case.source_words:,} words in all.")
    if case.words < 0.4 * low or case.words > 1.6 * high:
        return Gate("length", "fail", f"{said}.")
    return Gate("length", "warn", f"{said}.")


def _leftovers(case: _Case) -> Gate:
    found = []
    for line in case.draft.lines():
        match = _LEFTOVER.search(outside_quotes(line.text))
        if match:
            found.append(f"“{clipped(match.group(), 40)}” in “{clipped(line.text, 80)}”")
    if found:
        return Gate("leftovers", "fail", f"Traces of a model or a form: {'; '.join(found[:3])}.")
    return Gate("leftovers", "pass", "No placeholders and no words of a model about itself.")


def _markup(case: _Case) -> Gate:
    allowed = {safe_address(article.url) for article in case.material.articles}
    problems: list[str] = []
    for token in MarkdownIt("commonmark").parse(case.body):
        for part in (token, *(token.children or ())):
            if part.type in ("html_block", "html_inline"):
                problems.append(f"raw HTML {clipped(part.content, 40)!r}")
            elif part.type == "image":
                problems.append(f"an image from {clipped(str(part.attrs.get('src')), 60)}")
            elif part.type == "link_open" and part.attrs.get("href") not in allowed:
                problems.append(f"a link to {clipped(str(part.attrs.get('href')), 60)}")
    if problems:
        return Gate("markup", "fail", f"Holds what only a source could have put there: {listed(problems[:3])}.")
    return Gate("markup", "pass", "Plain Markdown; the only links are those of its sources.")


def _own_words(case: _Case) -> Gate:
    found = case.overlap
    said = (
        f"Outside quotation marks the longest run shared with a source is {found.longest} words, "
        f"{found.share:.0%} of the words are in such runs; {found.quoted_share:.0%} of the draft is quoted"
    )
    if found.longest >= LONGEST_RUN_FAILS or (found.share > SHARE_FAILS and found.words >= 60):
        return Gate("originality", "fail", f"{said}.")
    if found.longest >= LONGEST_RUN_WARNS or (found.share > SHARE_WARNS and found.words >= 60):
        return Gate("originality", "warn", f"{said}.")
    return Gate("originality", "pass", f"{said}.")


_CHECKS: tuple[Callable[[_Case], Gate], ...] = (
    _structure,
    _sources,
    _citations,
    _attribution,
    _figures,
    _length,
    _leftovers,
    _markup,
    _own_words,
)


def _quality(case: _Case, gates: Sequence[Gate]) -> float:
    worth = {"pass": 1.0, "warn": 0.6, "fail": 0.0}
    by_name = {gate.name: worth[gate.verdict] for gate in gates}
    attributed = 1.0 - (len(case.uncited) / len(case.stating) if case.stating else 0.0)
    total = (
        20 * by_name["structure"]
        + 20 * attributed
        + 20 * min(by_name["citations"], by_name["figures"], by_name["sources"])
        + 10 * by_name["length"]
        + 10 * _readability(case)
        + 20 * min(1.0, (1.0 - case.overlap.quoted_share) / 0.7)
    )
    return round(total, 1)


def _readability(case: _Case) -> float:
    """Full while sentences keep to the voice's length on average, none at three times that."""
    if not case.prose:
        return 0.0
    usual = case.material.voice.words_per_sentence
    mean = case.words / len(case.prose)
    return max(0.0, min(1.0, 1.0 - (mean - 1.4 * usual) / (1.6 * usual)))


def _originality(found: Overlap) -> float:
    copied = max(found.share, min(1.0, found.longest / 60) if found.longest else 0.0)
    return round(100.0 * (1.0 - found.quoted_share) * (1.0 - copied), 1)


def _folded(heading: str) -> str:
    return re.sub(r"\W+", " ", heading).strip().casefold()
