"""An article as the segments that are translated: its title and its paragraphs, in reading order.

The line breaks between paragraphs are kept as they are, so that paragraph n of the translation is paragraph
n of the original.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# the lead: paragraphs up to this many letters, at least one
LEAD_CHARACTERS = 400
_BREAKS = re.compile(r"(\s*\n\s*)")
_NO_WORDS = re.compile(r"[\W\d_]*|\s*(?:https?://\S+|\S+@\S+\.\w+)\s*")


@dataclass(frozen=True)
class Segments:
    """``paragraphs`` and ``breaks`` alternate, paragraphs first and last."""

    title: str
    paragraphs: tuple[str, ...]
    breaks: tuple[str, ...]

    @property
    def lead(self) -> tuple[str, ...]:
        taken: list[str] = []
        for paragraph in self.paragraphs:
            taken.append(paragraph)
            if sum(len(each) for each in taken) >= LEAD_CHARACTERS:
                break
        return tuple(taken)

    def to_translate(self, *, lead_only: bool = False) -> list[str]:
        """The distinct segments that have words, in reading order: boilerplate within an article counts once."""
        parts = (self.title, *(self.lead if lead_only else self.paragraphs))
        return list(dict.fromkeys(part for part in parts if part and not _NO_WORDS.fullmatch(part)))

    def title_in(self, translated: Mapping[str, str]) -> str | None:
        return translated.get(self.title, self.title) or None

    def text_in(self, translated: Mapping[str, str], *, lead_only: bool = False) -> str:
        """The text again, with the translations in place; segments without words stay as they are."""
        paragraphs = self.lead if lead_only else self.paragraphs
        parts: list[str] = []
        for place, paragraph in enumerate(paragraphs):
            parts += [self.breaks[place - 1]] if place else []
            parts.append(translated.get(paragraph, paragraph))
        return "".join(parts)


def segments(title: str | None, text: str) -> Segments:
    parts = _BREAKS.split(text.strip())
    return Segments((title or "").strip(), tuple(parts[0::2]), tuple(parts[1::2]))
