"""The body of an article: two engines read the page, what both see is kept, and what they miss is made up for.

trafilatura (``fast`` and ``favor_recall``) proposes blocks; its port of readability, on a copy of the same tree,
votes on them: a block stays when half of its 4-grams stand in readability's text too. Where less than 60 %
survives, the two do not mean the same part of the page, and trafilatura's full cascade decides. On the 238
annotated bodies of the corpus: 0.935 for trafilatura's default, 0.945 for the vote, 0.948 without the chaff,
0.953 with the standfirst.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block, blocks_of, plain_blocks, render_text
from pipeline.extraction.markup import Markup
from pipeline.extraction.overlooked import find_lead
from pipeline.extraction.structured import PageData, plain
from pipeline.language.scripts import UNSPACED_CHARACTERS

LONGEST_CAPTION = 800
KEEP_SHARE = 0.5
SURVIVAL_SHARE = 0.6
ENOUGH_CHARACTERS = 250
SHORTEST_FLASH = 20
WHOLE_PAGE_CHARACTERS = 2000
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "header", "noscript"})
_SENTENCE = re.compile(r"[.!?。！？।۔։።…](?:\s|$|[\"'”’」』）)])|[。！？]")
_WORD = re.compile(rf"[{UNSPACED_CHARACTERS}]|[^\W{UNSPACED_CHARACTERS}]+")
# parts that name themselves as something else than the article: captions, credits, the box about the writer
_ASIDE = re.compile(r"caption|photo-credit|image-credit|author-?bio|author-box|author__bio|about-(?:the-)?author")
_HIDDEN = './/*[@hidden or @aria-hidden="true"]'
_CAPTION_TAGS = ("p", "span", "small", "cite")


@dataclass(frozen=True)
class Body:
    """``agreement`` is the share of trafilatura's text that readability has too: how sure the two make us."""

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
    for element in _beside_the_article(markup):
        # a class of the body may hold the word as well: what is long is no caption
        if len(element.text_content()) <= LONGEST_CAPTION:
            _drop(element)
    proposed = _trafilatura(tree, url, fast=True, favor_recall=True)
    seen = _grams(_readability(tree))
    shared = [_share(block.text, seen) >= KEEP_SHARE for block in proposed]
    voted = [block for block, both in zip(proposed, shared, strict=True) if both]
    agreement = _length(voted) / max(1, _length(proposed))
    if agreement >= SURVIVAL_SHARE and _length(voted) >= ENOUGH_CHARACTERS:
        body = Body(_with_headings(proposed, shared), "trafilatura+readability", agreement)
    else:
        whole = _trafilatura(tree, url)
        again = _grams(render_text(proposed))
        same = sum(len(block.text) for block in whole if _share(block.text, again) >= KEEP_SHARE)
        # the two ways of one library are not two witnesses: at most half as sure
        body = Body(whole, "trafilatura", max(agreement, 0.5 * same / max(1, _length(whole))))
    if _is_whole_page(body, tree):
        return _made_up(tree, data, replace(body, blocks=[])) or body
    if _length(body.blocks) < ENOUGH_CHARACTERS:
        return _made_up(tree, data, body) or body
    return _with_lead(body, markup, data)


def _with_lead(body: Body, markup: Markup, data: PageData) -> Body:
    """The body under the standfirst, where the engines overlooked it."""
    seen: set[tuple[str, ...]] = set()

    def is_present(text: str) -> bool:
        if not seen:  # most pages never ask
            seen.update(_grams(body.text))
        return _share(text, seen) >= KEEP_SHARE

    lead = find_lead(markup, data, is_present)
    return replace(body, blocks=[*plain_blocks(lead), *body.blocks]) if lead else body


def _beside_the_article(markup: Markup) -> list[HtmlElement]:
    """Elements of the page that are read before or after the article, if at all."""
    tree = markup.tree
    found = list(tree.iter("figcaption", "template", "rt", "rp"))
    for figure in tree.iter("figure"):
        found.extend(figure.iterdescendants(*_CAPTION_TAGS))
    marked = [element for element in markup.like(_ASIDE) if _ASIDE.search(element.get("class") or "")]
    hidden = (element for element in tree.xpath(_HIDDEN) if next(_around(element, "svg"), None) is None)
    found.extend(element for element in (*marked, *hidden) if element.find(".//p[3]") is None)
    return found


def _around(element: HtmlElement, tag: str) -> Iterator[HtmlElement]:
    if element.tag == tag:
        yield element
    yield from element.iterancestors(tag)


def _is_whole_page(body: Body, tree: HtmlElement) -> bool:
    """Whether trafilatura gave up and took every word there is, menus and all, as one paragraph."""
    if len(body.blocks) != 1 or body.method != "trafilatura":
        return False
    page = tree.find("body")
    shown = len(" ".join((page if page is not None else tree).text_content().split()))
    return shown < WHOLE_PAGE_CHARACTERS and len(body.blocks[0].text) > 0.9 * shown


def _with_headings(proposed: list[Block], shared: list[bool]) -> list[Block]:
    """What both engines have, and the headings over it: readability drops those that it takes for furniture."""
    following = [*shared[1:], False]
    return [
        block
        for block, both, next_both in zip(proposed, shared, following, strict=True)
        if both or (block.kind == "head" and next_both)
    ]


def _made_up(tree: HtmlElement, data: PageData, body: Body) -> Body | None:
    """What the engines left nearly empty, from JSON-LD's articleBody or the paragraphs of the main part."""
    candidates = [body]
    declared = data.article.get("articleBody")
    if isinstance(declared, str) and len(declared) >= 80:
        parts = [plain(part) for part in re.split(r"\n+|</p>|<br\s*/?>", declared)]
        candidates.append(Body(plain_blocks(parts), "json_ld", 0.5))
    paragraphs = _paragraphs(tree)
    if paragraphs:
        candidates.append(Body(plain_blocks(paragraphs), "paragraphs", 0.4))
    best = max(candidates, key=lambda candidate: _length(candidate.blocks))
    if not best.blocks:
        flash = _flash(tree)
        return Body(plain_blocks(flash), "paragraphs", 0.3) if flash else None
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


def _trafilatura(tree: HtmlElement, url: str | None, *, fast: bool = False, favor_recall: bool = False) -> list[Block]:
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, in the workers alone

    document: Any = bare_extraction(
        tree, url=url, include_comments=False, include_formatting=True, fast=fast, favor_recall=favor_recall
    )
    return blocks_of(document.body) if document is not None and document.body is not None else []


def _readability(tree: HtmlElement) -> str:
    from trafilatura.external import try_readability  # noqa: PLC0415 - as above

    found = try_readability(copy(tree))
    return " ".join(found.itertext()) if found is not None else ""


def _drop(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None:
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


def _grams(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text)
    return {tuple(words[index : index + 4]) for index in range(max(1, len(words) - 3))} if words else set()


def _share(text: str, seen: set[tuple[str, ...]]) -> float:
    """The share of a text's 4-grams that were seen; a text under four words counts if it stands there as a whole."""
    grams = _grams(text)
    if not grams:
        return 1.0
    if len(next(iter(grams))) < 4:
        return 1.0
    return sum(gram in seen for gram in grams) / len(grams)
