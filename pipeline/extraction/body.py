"""The body of an article: two engines read the page, and what both see says where on it the article stands.

trafilatura (``fast`` and ``favor_recall``) and its port of readability, on a copy of the same tree, vote on the
segments of the page; ``column.py`` counts. Where under 30 % of the one's text is in the other's, readability looked
at another part of the page, and trafilatura decides alone, with its full cascade where its fast way found little.
"""

from __future__ import annotations

import logging
import re
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from lxml.etree import strip_elements
from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block, plain_blocks, render_text
from pipeline.extraction.column import Column, Seen, words_of
from pipeline.extraction.markup import Markup
from pipeline.extraction.overlooked import find_lead
from pipeline.extraction.segments import Cut, Frame, Segment, cut
from pipeline.extraction.structured import PageData, plain

FEWEST_SHARED = 0.3
SMALLEST_CORE = 300
MOSTLY_SHARED = 0.6
TOO_LITTLE = 3
ENOUGH_FOR_ONE = 1500
KEEP_SHARE = 0.5
ENOUGH_CHARACTERS = 250
SHORTEST_FLASH = 20
WHOLE_PAGE_CHARACTERS = 2000
ENOUGH_TOLD = 1500
_NO_TEXT = (
    "style", "svg", "noscript", "template", "iframe", "figcaption", "rt", "rp", "button", "select", "textarea",
    "video", "audio", "canvas", "object", "datalist", "link", "map",
)  # fmt: skip
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "header", "noscript"})
_SENTENCE = re.compile(r"[.!?。！？।۔։።…](?:\s|$|[\"'”’」』）)])|[。！？]")


@dataclass(frozen=True)
class Body:
    """``agreement`` (0-1) is how sure the engines and the places of the blocks make us: see ``Column.certainty``."""

    blocks: list[Block]
    method: str
    agreement: float

    @property
    def text(self) -> str:
        return render_text(self.blocks)


def find_body(markup: Markup, data: PageData, url: str | None) -> Body:
    """The article's blocks; an empty list when the page holds no text to speak of. The tree is altered."""
    tree = markup.tree
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = cut(tree)
    segments = page.segments
    whole = copy(tree)
    _lighten(tree, page)
    text = _trafilatura(tree, url, fast=True, favor_recall=True)
    first, second = Seen(text), Seen(_readability(tree))
    column = Column(segments, first, second)
    shared, method = column.agreement, "trafilatura+readability"
    if shared >= MOSTLY_SHARED and column.second_size > TOO_LITTLE * column.first_size:
        # the one has no more than the top of what the other has
        column, method = Column(segments, second, None), "readability"
    elif shared < FEWEST_SHARED or column.core_size < SMALLEST_CORE:
        method = "trafilatura"
        if first.size < ENOUGH_FOR_ONE:
            found = _trafilatura(whole, url)
            # a dump of the whole page is longer, and says less
            if len(found) > len(text) and not ("\n" in text.strip() and _is_dump(found, tree)):
                text = found
            first = Seen(text)
        column = Column(segments, first, None)
    if method == "trafilatura" and _is_dump(text, tree):
        return _made_up(tree, data, Body([], method, 0.0), column.prose)
    blocks = column.choose()
    if method == "trafilatura" and column.first_size < 0.5 * first.size:  # it took text that no segment holds
        blocks = plain_blocks(text.split("\n"))
    body = Body(blocks, method, column.certainty)
    if _length(body.blocks) < ENOUGH_CHARACTERS:
        return _made_up(tree, data, body, column.prose)
    return _with_lead(body, segments, data)


def _with_lead(body: Body, segments: list[Segment], data: PageData) -> Body:
    """The body under the standfirst, where the engines overlooked it."""
    seen = Seen(body.text)
    lead = find_lead(segments, data, lambda text: seen.has(words_of(text)) or seen.share(words_of(text)) >= KEEP_SHARE)
    return replace(body, blocks=[*lead, *body.blocks]) if lead else body


def _is_dump(text: str, tree: HtmlElement) -> bool:
    """Whether trafilatura gave up and took every word there is, menus and all, as one paragraph."""
    if "\n" in text.strip():
        return False
    page = tree.find("body")
    shown = len(" ".join((page if page is not None else tree).text_content().split()))
    return len(text) > 0.9 * shown


def _made_up(tree: HtmlElement, data: PageData, body: Body, prose: list[Block]) -> Body:
    """What the engines left nearly empty, from JSON-LD's articleBody or the paragraphs of the main part."""
    candidates = [body]
    declared = data.article.get("articleBody")
    if isinstance(declared, str) and len(declared) >= 80:
        parts = [plain(part) for part in re.split(r"\n+|</p>|<br\s*/?>", declared)]
        candidates.append(Body(plain_blocks(parts), "json_ld", 0.5))
    if paragraphs := _paragraphs(tree):
        candidates.append(Body(plain_blocks(paragraphs), "paragraphs", 0.4))
    best = max(candidates, key=lambda candidate: _length(candidate.blocks))
    if not best.blocks:
        return Body(prose or plain_blocks(_flash(tree)), "paragraphs", 0.3)
    return (
        best if _length(best.blocks) > 1.5 * _length(body.blocks) else replace(body, agreement=min(body.agreement, 0.5))
    )


def _paragraphs(tree: HtmlElement) -> list[str]:
    for path in (".//article//p", './/*[@role="main" or self::main]//p', ".//p"):
        texts = [" ".join(element.text_content().split()) for element in tree.xpath(path)]
        texts = [text for text in texts if len(text) >= 40]
        if sum(map(len, texts)) >= ENOUGH_CHARACTERS:
            return texts
    return []


def _flash(tree: HtmlElement) -> list[str]:
    """The few sentences of a page that has hardly any: the paragraphs beside the longest one that is no link."""
    found: HtmlElement | None = None
    longest = 0
    for element in tree.iter("p"):
        text = " ".join(element.text_content().split())
        if len(text) > longest and _SENTENCE.search(text) and element.find(".//a") is None:
            found, longest = element, len(text)
    if found is None or longest < SHORTEST_FLASH or any(each.tag in _FURNITURE for each in found.iterancestors()):
        return []
    parent = found.getparent()
    siblings = parent.iterchildren("p") if parent is not None else iter([found])
    return [text for element in siblings if _SENTENCE.search(text := " ".join(element.text_content().split()))]


def _lighten(tree: HtmlElement, page: Cut) -> None:
    """Take out what holds no text for the engines, before they copy the tree five times over.

    JSON-LD stays: it tells them of forums. Menus stay on a page that is not much else.
    """
    strip_elements(tree, *_NO_TEXT, with_tail=False)
    for script in list(tree.iter("script")):
        if "ld+json" not in (script.get("type") or "").lower():
            _drop(script)
    told = sum(len(segment.block.text) for segment in page.segments if segment.linked < 0.5 * len(segment.block.text))
    dropped: set[Frame] = set()
    for frame in page.frames:
        if frame.parent in dropped:
            dropped.add(frame)
        elif not frame.size or (told >= ENOUGH_TOLD and frame.structural and frame.linked > 0.95 * frame.size):
            dropped.add(frame)
            _drop(frame.element)


def _drop(element: HtmlElement | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is None or parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _trafilatura(tree: HtmlElement, url: str | None, *, fast: bool = False, favor_recall: bool = False) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, in the workers alone

    document: Any = bare_extraction(tree, url=url, include_comments=False, fast=fast, favor_recall=favor_recall)
    return (document.text or "") if document is not None else ""


def _readability(tree: HtmlElement) -> str:
    from trafilatura.external import try_readability  # noqa: PLC0415 - as above

    found = try_readability(copy(tree))
    return "\n".join(found.itertext()) if found is not None else ""


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)
