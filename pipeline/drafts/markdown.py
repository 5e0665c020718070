"""Composition to Markdown. Text of articles and models is escaped here and nowhere else.

No raw HTML, no image and no link leaves this module except the addresses of the sources themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from pipeline.catalogue.countries import country_name
from pipeline.drafts.composition import Block, Composition, Line
from pipeline.drafts.material import SourceArticle
from pipeline.language.english import clipped, day, language_name

SOURCES_HEADING = "Sources"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SPECIAL = re.compile(r"([\\`*_\[\]~|])")
# what renderers turn into links by themselves
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|file)(:)|\b(www)(\.)|(\w)(@)(?=\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])")


def to_markdown(draft: Composition, sources: Sequence[SourceArticle]) -> str:
    """The whole draft: headline, notice, standfirst, sections, numbered sources with their links."""
    parts = [f"# {_line(draft.title)}", f"> {escaped(draft.notice)}"]
    if draft.standfirst.lines:
        parts.append(_block(draft.standfirst))
    for section in draft.sections:
        parts.append(f"## {escaped(section.heading)}")
        parts.extend(_blocks(section.blocks))
    parts.append(f"## {SOURCES_HEADING}")
    parts.append("\n".join(_source(article) for article in sources))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Plain text that every Markdown renderer shows as it is, on one line."""
    text = re.sub(r"\s+", " ", _CONTROL.sub("", text)).strip().translate(_ENTITIES)
    text = _SPECIAL.sub(r"\\\1", text)
    text = _AUTOLINK.sub(_disarmed, text)
    return _LINE_START.sub(r"\1\\\2", text) if not text[:1].isdigit() else _ordinal_start(text)


def safe_address(url: str) -> str | None:
    """An http or https address that cannot end its own link; None for any other."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return quote(url.strip(), safe=":/?#@!$&'*+,;=%~-._")


def _disarmed(match: re.Match[str]) -> str:
    word, mark = next((a, b) for a, b in zip(match.groups()[::2], match.groups()[1::2], strict=True) if a)
    return f"{word}&#{ord(mark)};"


def _ordinal_start(text: str) -> str:
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", text)


def _blocks(blocks: Sequence[Block]) -> list[str]:
    """Bullets that follow each other make one list."""
    parts: list[str] = []
    previous = ""
    for block in blocks:
        if block.style == "bullet" and previous == "bullet":
            parts[-1] += f"\n- {_block(block)}"
        else:
            parts.append(f"- {_block(block)}" if block.style == "bullet" else _block(block))
        previous = block.style
    return parts


def _block(block: Block) -> str:
    return " ".join(_line(line) for line in block.lines)


def _line(line: Line) -> str:
    notes = "".join(f"[{number}]" for number in line.numbers)
    return f"{escaped(line.text)} {notes}" if notes else escaped(line.text)


def _source(article: SourceArticle) -> str:
    title = escaped(clipped(article.title, 200))
    address = safe_address(article.url)
    linked = f"[{title}]({address})" if address else title
    country = country_name(article.country)
    place = f", {country}" if country else ""
    when = day(article.date) if article.dated else f"undated, collected {day(article.date)}"
    said = f"{article.number}. {linked} — {escaped(article.outlet + place)}, {when}."
    if article.original_title:
        said += f" {language_name(article.language)} original: “{escaped(clipped(article.original_title, 200))}”;"
        said += f" translated by {escaped(article.translated_by or 'machine')}."
    elif article.text_language not in ("en", None):
        said += f" In {language_name(article.text_language)}, not translated."
    return said
