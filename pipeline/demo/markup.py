"""Markdown of an article → HTML, in the ways in which publishers write paragraphs.

Only what the world's articles use: paragraphs, ``##`` headings, ``-`` lists, ``>`` quotations, ``|`` tables,
and inside them ``**bold**``, ``*emphasis*`` and links.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"\*(.+?)\*")
_MARKS = re.compile(r"[*#>|]")


def inline(text: str) -> str:
    escaped = html.escape(text, quote=False)
    escaped = _LINK.sub(r'<a href="\2">\1</a>', escaped)
    escaped = _BOLD.sub(r"<strong>\1</strong>", escaped)
    return _EMPHASIS.sub(r"<em>\1</em>", escaped)


def block_html(block: str, paragraphs: str = "p") -> str:
    """One block of Markdown as HTML; ``paragraphs`` is how the publisher writes a paragraph: p, div or br."""
    lines = block.strip().splitlines()
    first = lines[0]
    if first.startswith("## "):
        heading = inline(first[3:])
        return f"<b>{heading}</b><br><br>" if paragraphs == "br" else f"<h2>{heading}</h2>"
    if first.startswith("- "):
        items = "".join(f"<li>{inline(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    if first.startswith("> "):
        text = inline(" ".join(line.removeprefix("> ") for line in lines))
        return f"<blockquote><p>{text}</p></blockquote>"
    if first.startswith("|"):
        return _table(lines)
    text = inline(" ".join(lines))
    if paragraphs == "br":
        return f"{text}<br><br>"
    return f'<div class="parrafo">{text}</div>' if paragraphs == "div" else f"<p>{text}</p>"


def body_html(blocks: Sequence[str], paragraphs: str = "p", between: Sequence[str] = ()) -> str:
    """The blocks as HTML; the n-th of ``between`` (an advertisement, a box) follows paragraph 2, 4, 6…"""
    boxes = list(between)
    out: list[str] = []
    for number, block in enumerate(blocks, start=1):
        out.append(block_html(block, paragraphs))
        if boxes and number % 2 == 0 and number < len(blocks):
            out.append(boxes.pop(0))
    return "\n".join(out)


def plain_text(blocks: Sequence[str]) -> str:
    """The article's words alone: what an extractor should find."""
    text = "\n\n".join(blocks)
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"^\|[\s:|-]+\|$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^(## |- |> )", "", text, flags=re.MULTILINE)
    return _MARKS.sub(" ", text).strip()


def _table(lines: Sequence[str]) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, *rest = [row for row in rows if not all(set(cell) <= set(":- ") for cell in row)]
    header = "".join(f"<th>{inline(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{inline(cell)}</td>" for cell in row) + "</tr>" for row in rest)
    return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"
