"""What an article's text holds that can be counted: words, paragraphs, figures, quotations, names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.scripts import main_script
from pipeline.language.words import count_words, paragraphs

# scripts with capital letters, in which a name can be told from a noun
CASED = frozenset({"latin", "greek", "cyrillic", "armenian"})
_QUOTATION = re.compile(
    r"“[^”]{12,600}”|(?<![^\s(\[])\"(?=\S)[^\"\n]{12,600}\"|«[^»]{12,600}»|「[^」]{6,600}」|„[^“”]{12,600}[“”]|『[^』]{6,600}』"
)
# counts, sums, shares and years; digits of any script
_FIGURE = re.compile(r"\d+(?:[.,٫٬:]\d+)*")
# two to four capitalised words in a row that do not open a sentence: mostly people and bodies
_NAME = re.compile(
    r"(?<![.!?:;…»”\"'\n])[ («“\"]((?:[^\W\d_a-zа-яё][\w'’\-]+)(?: (?:of|de|da|del|dos|al|el|bin|van|von|и|y|e))?"
    r"(?: [^\W\d_a-zа-яё][\w'’\-]+){1,3})"
)


@dataclass(frozen=True)
class Depth:
    """``named`` is None in scripts without capitals, where names cannot be told."""

    words: int
    paragraphs: int
    figures: int
    quotations: int
    named: int | None


def measure(text: str, language: str | None) -> Depth:
    """Count what stands in a text. Figures and names are counted once each, however often they come."""
    cased = main_script(text[:400]) in CASED
    names = {name for name in _NAME.findall(text) if name[:1].isupper()}
    return Depth(
        words=count_words(text, language),
        paragraphs=len(paragraphs(text)),
        figures=len(set(_FIGURE.findall(text))),
        quotations=len(_QUOTATION.findall(text)),
        named=len(names) if cased else None,
    )
