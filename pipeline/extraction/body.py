"""The body of an article: two engines read the page, and what both see says where on it the article stands.

trafilatura (``fast`` and ``favor_recall``) and its port of readability, on a copy of the same tree, vote on the
segments of the page; ``column.py`` counts. Where under 30 % of the one's text is in the other's, readability looked
at another part of the page, and trafilatura decides alone, with its full cascade where its fast way found little.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, replace

from lxml.etree import strip_elements
from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block, plain_blocks, render_text
from pipeline.extraction.column import Column, Seen, words_of
from pipeline.extraction.markup import Markup
from pipeline.extraction.method import METHOD, Method
from pipeline.extraction.overlooked import find_lead
from pipeline.extraction.segments import Cut, Frame, Segment, cut
from pipeline.extraction.structured import PageData, plain

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


def find_body(markup: Markup, data: PageData, url: str | None, method: Method = METHOD) -> Body:
    """The article's blocks; an empty list when the page holds no text to speak of. The tree is altered."""
    tree, engines, bounds = markup.tree, method.engines, method.bounds
    page = cut(tree)
    segments = page.segments
    whole = copy(tree)
    _lighten(tree, page)
    text = engines.fast(tree, url)
    first, second = Seen(text, bounds), Seen(engines.readability(tree), bounds)
    column = Column(segments, first, second, bounds)
    shared, way = column.agreement, "trafilatura+readability"
    if shared >= bounds.mostly_shared and column.second_size > bounds.too_little * column.first_size:
        # the one has no more than the top of what the other has
        column, way = Column(segments, second, None, bounds), "readability"
    elif min(shared, column.told_share) < bounds.fewest_shared or column.core_size < bounds.smallest_core:
        way = "trafilatura"
        if first.size < ENOUGH_FOR_ONE:
            found = engines.full(whole, url)
            # a dump of the whole page is longer, and says less
            if len(found) > len(text) and not ("\n" in text.strip() and _is_dump(found, tree)):
                text = found
            first = Seen(text, bounds)
        column = Column(segments, first, None, bounds)
    if way == "trafilatura" and _is_dump(text, tree):
        return _made_up(tree, data, Body([], way, 0.0), column.prose)
    blocks = column.choose()
    if way == "trafilatura" and column.first_size < 0.5 * first.size:  # it took text that no segment holds
        blocks = plain_blocks(text.split("\n"))
    body = Body(blocks, way, column.certainty)
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


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)
