"""A draft by Claude: cited prose, taken apart into lines that keep the sentences of the sources they rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.drafts.composition import Block, Cite, Composition, Line, Section
from pipeline.drafts.material import Material
from pipeline.drafts.prompts import PROMPT_VERSION, SYSTEM, document_titles, task
from pipeline.failures import PermanentError
from pipeline.language.sentences import split_sentences
from pipeline.providers.claude import Citation, CitedText, Claude
from pipeline.providers.claude_request import ClaudeDocument

MAX_TOKENS = 6000
NOTICE = (
    "Draft written by {model} from the numbered sources at the end; each sentence names what it rests on. "
    "An editor has to check it before it is used."
)
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def write_with_claude(claude: Claude, material: Material) -> Composition:
    """Ask once. Raises what :class:`Claude` raises, and PermanentError ``no_prose`` for an answer without a text."""
    documents = [
        ClaudeDocument(title, [sentence.text for sentence in article.sentences])
        for title, article in zip(document_titles(material), material.articles, strict=True)
    ]
    answer = claude.cited(
        stage="drafts",
        subject=f"opp-{material.opportunity_id}" if material.opportunity_id else "articles",
        desk_id=material.desk_id,
        system=SYSTEM,
        documents=documents,
        prompt=task(material),
        max_tokens=MAX_TOKENS,
    )
    return taken_apart(answer, documents, material, answer.model or claude.model)


def taken_apart(answer: CitedText, documents: Sequence[ClaudeDocument], material: Material, model: str) -> Composition:
    """The answer as a composition. References that do not hold are dropped and counted."""
    text, spans, given, lost = _spans(answer, documents)
    title: Line | None = None
    standfirst: list[Line] = []
    sections: list[Section] = []
    heading, blocks = "", list[Block]()
    offset = 0
    for raw in text.split("\n"):
        start, offset = offset, offset + len(raw) + 1
        found = _HEADING.match(raw.strip())
        if found:
            level, words = len(found[1]), _plain(found[2])
            if level == 1 and title is None:
                title = Line(words, _cites(spans, start, offset, material))
                continue
            if blocks:
                sections.append(Section(heading, tuple(blocks)))
            heading, blocks = words, []
            continue
        lines = _lines(raw, start, spans, material)
        if not lines:
            continue
        if not heading and not standfirst:
            standfirst = lines
        else:
            blocks.append(Block(tuple(lines), "bullet" if _BULLET.match(raw) else "paragraph"))
    if blocks:
        sections.append(Section(heading, tuple(blocks)))
    if not standfirst and not sections:
        raise PermanentError("no_prose", "Claude's answer has headings and no text")
    return Composition(
        title=title if title and title.text else Line(material.title, own=True),
        notice=NOTICE.format(model=model),
        standfirst=Block(tuple(standfirst)),
        sections=[Section(one.heading or "Draft", one.blocks) for one in sections],
        generated_by="claude",
        model=model,
        prompt_version=PROMPT_VERSION,
        given_citations=given,
        lost_citations=lost,
    )


@dataclass(frozen=True)
class _Span:
    """A stretch of the answer and the references that it carries."""

    start: int
    end: int
    citations: tuple[Citation, ...]


def _spans(answer: CitedText, documents: Sequence[ClaudeDocument]) -> tuple[str, list[_Span], int, int]:
    spans: list[_Span] = []
    place = given = lost = 0
    for block in answer.blocks:
        good = tuple(citation for citation in block.citations if citation.holds(documents))
        given += len(block.citations)
        lost += len(block.citations) - len(good)
        if good:
            spans.append(_Span(place, place + len(block.text), good))
        place += len(block.text)
    return answer.text, spans, given, lost


def _lines(raw: str, start: int, spans: Sequence[_Span], material: Material) -> list[Line]:
    """The sentences of one line of the answer, each with the references of the stretches it shares words with."""
    lines: list[Line] = []
    marker = _BULLET.match(raw)
    at = marker.end() if marker else 0
    for sentence in split_sentences(raw[at:], "en"):
        found = raw.find(sentence[:40], at)
        begin = found if found >= 0 else at
        end = begin + len(sentence)
        words = _plain(sentence)
        if words:
            lines.append(Line(words, _cites(spans, start + begin, start + end, material)))
        at = min(len(raw), end)
    return lines


def _cites(spans: Sequence[_Span], start: int, end: int, material: Material) -> tuple[Cite, ...]:
    cites: dict[tuple[int, int], Cite] = {}
    for span in spans:
        # a block often ends with the space or the full stop before the next sentence: that is no overlap
        if min(span.end, end) - max(span.start, start) < 3:
            continue
        for citation in span.citations:
            article = material.articles[citation.document_index]
            for index in range(citation.start_block, citation.end_block):
                source = article.sentences[index]
                cites[(article.article_id, index)] = Cite(
                    article.number, article.article_id, index, source.text, source.original
                )
    return tuple(cites.values())


def _plain(text: str) -> str:
    """Words without Markdown: of a link its text stays, its address does not."""
    return re.sub(r"\s+", " ", _EMPHASIS.sub("", _LINK.sub(r"\1", text))).strip()
