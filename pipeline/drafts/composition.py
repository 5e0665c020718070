"""The form of a draft before it is Markdown: lines that know what they rest on. Generators make it, gates read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Cite:
    """A sentence of a source: ``number`` is the source's footnote, ``quoted`` the sentence as the source has it."""

    number: int
    article_id: int
    sentence_index: int
    quoted: str
    original: str | None = None


@dataclass(frozen=True)
class Line:
    """One sentence, as plain text. ``own`` marks our words about the sources (counts, dates), which claim nothing."""

    text: str
    cites: tuple[Cite, ...] = ()
    own: bool = False

    @property
    def numbers(self) -> list[int]:
        """The footnotes of the line, each once."""
        return list(dict.fromkeys(cite.number for cite in self.cites))


@dataclass(frozen=True)
class Block:
    lines: tuple[Line, ...]
    style: Literal["paragraph", "bullet"] = "paragraph"


@dataclass(frozen=True)
class Section:
    """``apparatus`` sections (comparison, timeline) are about the sources and are not counted as prose."""

    heading: str
    blocks: tuple[Block, ...]
    apparatus: bool = False


@dataclass(frozen=True)
class Composition:
    """A whole draft. ``notice`` says how it was made; ``lost_citations`` are references that did not hold."""

    title: Line
    notice: str
    standfirst: Block
    sections: Sequence[Section]
    generated_by: Literal["claude", "heuristics"]
    model: str | None
    prompt_version: str
    given_citations: int = 0
    lost_citations: int = 0
    notes: tuple[str, ...] = field(default=())

    def lines(self) -> Iterator[Line]:
        """All sentences in reading order; a citation's ``sentence_index`` counts them from 0, the title."""
        yield self.title
        yield from self.standfirst.lines
        for section in self.sections:
            for block in section.blocks:
                yield from block.lines

    def prose(self) -> Iterator[Line]:
        """The sentences of the draft itself: without title and apparatus."""
        yield from self.standfirst.lines
        for section in self.sections:
            if not section.apparatus:
                for block in section.blocks:
                    yield from block.lines
