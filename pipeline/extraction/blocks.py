"""The body of an article as a list of blocks, and its two renderings: plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

# inline tags of trafilatura's output, with the Markdown that stands around them
_INLINE = {"#b": "**", "#i": "*", "#t": "`"}
_BLOCK_TAGS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "cell", "ab", "div", "code", "fw", "lb"})
_SPACE = re.compile(r"[^\S\n]+")


@dataclass(frozen=True)
class Block:
    """``kind`` is p, head, item, quote, row or code; ``level`` counts for headings (1-6)."""

    kind: str
    text: str
    markdown: str
    level: int = 0


def blocks_of(body: _Element) -> list[Block]:
    """The blocks of trafilatura's output tree, in order, without empty ones."""
    return [block for block in _walk(body, "p") if block.text]


def plain_blocks(texts: list[str]) -> list[Block]:
    """Paragraphs of plain strings."""
    return [Block("p", tidy, tidy) for text in texts if (tidy := _tidy(text))]


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
            parts.append("\n" if joined else "\n\n")
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
        return f"- {block.markdown}"
    if block.kind == "quote":
        return f"> {block.markdown}"
    if block.kind == "row":
        return f"| {block.markdown} |"
    if block.kind == "code":
        return f"```\n{block.markdown}\n```"
    return block.markdown


def _walk(element: _Element, kind: str) -> Iterator[Block]:
    """Blocks below an element: runs of inline content between block children become blocks of ``kind``."""
    text: list[str] = [element.text or ""]
    marked: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _BLOCK_TAGS or (tag and any(True for _ in child.iterchildren(*_BLOCK_TAGS)) and tag != "hi"):
            yield from _flush(kind, text, marked, element)
            yield from _block(child, tag, kind)
            text, marked = [child.tail or ""], [child.tail or ""]
        else:
            inner = "" if tag in ("graphic", "") else "".join(str(part) for part in child.itertext())
            text.extend((inner, child.tail or ""))
            marked.extend((_emphasised(child, inner), child.tail or ""))
    yield from _flush(kind, text, marked, element)


def _block(child: _Element, tag: str, kind: str) -> Iterator[Block]:
    if tag == "lb":
        return
    if tag == "table":
        yield from _rows(child)
    elif tag == "code":
        content = "".join(str(part) for part in child.itertext()).strip("\n")
        if content.strip():
            yield Block("code", content.strip(), content)
    else:
        inner = {"head": "head", "item": "item", "quote": "quote", "p": kind, "ab": kind}.get(tag, kind)
        yield from _walk(child, inner)


def _rows(table: _Element) -> Iterator[Block]:
    for row in table.iter("row"):
        cells = [_tidy(" ".join(str(part) for part in cell.itertext())) for cell in row.iter("cell")]
        filled = [cell for cell in cells if cell]
        if len(cells) == 1 and filled:  # a table that is only there for the layout
            yield from _walk(next(row.iter("cell")), "p")
        elif filled:
            yield Block("row", " | ".join(filled), " | ".join(cell.replace("|", "\\|") for cell in cells))


def _flush(kind: str, text: list[str], marked: list[str], element: _Element) -> Iterator[Block]:
    plain, markdown = _tidy("".join(text)), _tidy("".join(marked))
    if plain:
        rend = element.get("rend") or ""
        level = int(rend[1]) if kind == "head" and re.fullmatch(r"h[1-6]", rend) else 2
        yield Block(kind, plain, markdown, level)


def _emphasised(element: _Element, inner: str) -> str:
    mark = _INLINE.get(element.get("rend") or "") if element.tag == "hi" else None
    core = inner.strip()
    if not mark or not core:
        return inner
    start = inner.index(core)
    return f"{inner[:start]}{mark}{core}{mark}{inner[start + len(core) :]}"


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text.replace("\n", " ").replace("\u00ad", "").replace("\u200b", "")).strip()
