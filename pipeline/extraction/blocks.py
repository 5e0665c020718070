"""The body of an article as a list of blocks, and its two renderings: plain text and Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOT_WORD = re.compile(r"[\W_]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060]")


@dataclass(frozen=True)
class Block:
    """``kind`` is p, head, item, quote, row or code.

    ``level`` is that of a heading (1-6), or the depth of an item (0 for a list in no list); ``mark`` stands before an
    item (``-``, ``1.``), and is empty for what continues one.
    """

    kind: str
    text: str
    markdown: str
    level: int = 0
    mark: str = "-"


def plain_blocks(texts: list[str]) -> list[Block]:
    """Paragraphs of plain strings."""
    return [Block("p", tidy, tidy) for text in texts if (tidy := tidy_text(text))]


def render_text(blocks: list[Block]) -> str:
    """One block a line."""
    return "\n".join(block.text for block in blocks)


def render_markdown(blocks: list[Block]) -> str:
    """Blocks set apart by blank lines, except within a list, a table or a quotation."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            joined = before.kind == block.kind and block.kind in ("item", "row", "quote")
            parts.append(("\n>\n" if block.kind == "quote" else "\n") if joined else "\n\n")
            if block.kind == "row" and not joined:
                before = None
        parts.append(_marked(block))
        if block.kind == "row" and (before is None or before.kind != "row"):
            parts.append("\n|" + "---|" * max(1, block.markdown.count(" | ") + 1))
        before = block
    return "".join(parts)


def _marked(block: Block) -> str:
    if block.kind == "head":
        return f"{'#' * min(6, max(2, block.level))} {block.markdown}"
    if block.kind == "item":
        return f"{'   ' * block.level}{block.mark or ' '} {block.markdown}"
    if block.kind == "quote":
        return f"> {block.markdown}"
    if block.kind == "row":
        return f"| {block.markdown} |"
    if block.kind == "code":
        return f"```\n{block.markdown}\n```"
    return block.markdown


def tidy_text(text: str) -> str:
    """One line, single spaces, without what is only there for the breaking of lines."""
    return " ".join((text if text.isascii() else _UNSEEN.sub("", text)).split())


def normal(text: str | None) -> str:
    """A text reduced to what makes it the same text: letters and digits, in small letters."""
    return _NOT_WORD.sub(" ", text or "").strip().casefold()
