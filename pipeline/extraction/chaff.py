"""Taking out of an article's column what is not the article.

The rules are cautious: one either matches the whole of a short block, or the telling start of one. Apart from
words they go by position (a byline stands at the top) and by links: a block that is one link from end to end
leads to another article, and is no sentence of this one.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block, normal
from pipeline.extraction.phrases import CALLS, CREDIT_TAIL, NETWORKS, RIGHTS, STARTS, SUBSCRIBE, WHOLE
from pipeline.language.words import count_words

SHORT_WORDS = 32
SHORT_CHARACTERS = 240
EDGE_BLOCKS = 4
LONGEST_CALL = 400
MENU_RUN = 3
LONG_HEADING = 60
_ONLY_DATE = re.compile(
    r"^[\W\d]*(?:\w{2,12}[\W\d]+){0,3}(?:19|20)\d\d[\W\d]*(?:[ap]m|uhr|utc|gmt|ist|[ap]\.m\.|hrs)?[\W\d]*$", re.I
)
_TIMESTAMP = re.compile(r"\d{1,2}[:.h]\d{2}.*(?:19|20)\d\d|(?:19|20)\d\d.*\d{1,2}[:.h]\d{2}")


_NO_LETTERS = re.compile(r"^[\W\d_]+$")
_MENU = re.compile(r"(?:[^|｜]{1,24}[|｜]\s?){3,}")
_ADDRESS = re.compile(r"\S+@\S+\.\w+")
_STATEMENT_END = re.compile(r"[.!。！।۔։።…»”\"]\s*$")
_STATEMENTS = re.compile(r"[.!。！।۔։።](?=\s|$|[^\s\w])|[。！।։።]")
_SENTENCE_END = re.compile(r"[.!?。！？।۔։።…:;»”\"']\s*$")


@dataclass(frozen=True)
class Surroundings:
    """What the page says beside its text: ``publishers`` and ``links`` are normalised."""

    title: str | None = None
    authors: list[str] = field(default_factory=list)
    publishers: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


def link_texts(tree: HtmlElement) -> frozenset[str]:
    """The normalised texts of the links that lead to other pages."""
    away = (element for element in tree.iter("a") if not (element.get("href") or "#").startswith("#"))
    texts = (" ".join(element.text_content().split()) for element in away)
    return frozenset(normal(text) for text in texts if 2 <= len(text) <= 300)


def drop_chaff(blocks: list[Block], around: Surroundings) -> list[Block]:
    """The blocks that are the article, without repetitions and without headings that head nothing."""
    blocks = _without_menus(blocks)
    kept = _without_chaff(blocks, around)
    if kept:
        return kept
    # a short article on subscriptions: two sentences or more of prose, taken for calls to subscribe
    told = [block for block in blocks if block.kind == "p" and _is_prose_on_subscribing(block.text)]
    return told if sum(len(_STATEMENTS.findall(block.text)) for block in told) >= 2 else []


def _is_prose_on_subscribing(text: str) -> bool:
    if WHOLE.match(text) or STARTS.match(text) or _is_of_the_house(text):
        return False
    return bool(SUBSCRIBE.search(text)) and bool(_STATEMENT_END.search(text)) and count_words(text) >= 6


def _without_chaff(blocks: list[Block], around: Surroundings) -> list[Block]:
    kept: list[Block] = []
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        key = normal(block.text)
        first, last = index < EDGE_BLOCKS, index >= len(blocks) - EDGE_BLOCKS
        if block.kind != "code" and is_chaff(block, around, first=first, last=last):
            continue
        if key and key in seen and len(key) > 20:
            continue
        seen.add(key)
        kept.append(block)
    while kept and kept[-1].kind == "head" and not _is_told(kept[-1].text):
        kept.pop()
    return kept


def _is_told(text: str) -> bool:
    """Whether a heading is a text of its own that is only set in large letters."""
    return len(text) >= LONG_HEADING and bool(_STATEMENT_END.search(text))


def _without_menus(blocks: list[Block]) -> list[Block]:
    """Cut runs of single words and short names at the top and after the last sentence: menus and lists of tags.

    Two such blocks may be a place and a name; within the first blocks (a menu may follow the lead) four make one.
    """
    kept: list[Block] = []
    start = 0
    for bare, group in itertools.groupby(blocks, _is_bare):
        run = list(group)
        end = start + len(run)
        at_edge = start == 0 or end == len(blocks)
        if not (bare and len(run) >= MENU_RUN + (0 if at_edge else 1) and (at_edge or start < EDGE_BLOCKS)):
            kept.extend(run)
        start = end
    return kept


def _is_bare(block: Block) -> bool:
    if block.kind not in ("p", "item") or len(block.text) > 30 or _SENTENCE_END.search(block.text):
        return False
    return count_words(block.text) <= 3


def is_chaff(block: Block, around: Surroundings, *, first: bool, last: bool) -> bool:
    """Whether a block is no part of the article. ``first`` and ``last``: it is among the first or last four."""
    text = block.text
    if WHOLE.match(text) or _is_menu(block) or (last and _is_of_the_house(text)):
        return True
    if len(text) > SHORT_CHARACTERS or count_words(text) > SHORT_WORDS:
        return False
    if STARTS.match(text) or (block.kind in ("p", "item") and CREDIT_TAIL.search(text)):
        return True
    if _is_link(block, around.links):
        return True
    if first and block.kind != "row" and _is_heading_matter(text, around):
        return True
    return last and block.kind != "row" and _is_closing_matter(block, around)  # figures at the end of a table stay


def _is_of_the_house(text: str) -> bool:
    """Whether a text reserves rights, or names two networks or more and calls to follow there."""
    if len(text) > LONGEST_CALL:
        return False
    networks = {name.lower() for name in NETWORKS.findall(text)}
    return bool(RIGHTS.search(text)) or (len(networks) >= 2 and bool(CALLS.search(text)))


def _is_menu(block: Block) -> bool:
    """``Home | World | Business | Sport``, in a paragraph or in a table that is only there for the layout."""
    return block.kind in ("p", "item") and bool(_MENU.match(block.text))


def _is_link(block: Block, links: frozenset[str]) -> bool:
    """Whether a block is one link from end to end, but for a few words before it ("MORE: …")."""
    if block.kind in ("row", "head") or _SENTENCE_END.search(block.text.rstrip("\"'”»")):
        return False
    whole = normal(block.text)
    if whole in links:
        return True
    before, colon, rest = block.text.partition(":")
    return bool(colon) and len(before) <= 24 and len(rest) > 12 and normal(rest) in links


def _is_heading_matter(text: str, around: Surroundings) -> bool:
    """The title once more, the byline, the date: above an article and not in it."""
    if len(text) > 160:
        return False
    same = normal(text)
    if around.title and _is_title(same, normal(around.title)):
        return True
    if _NO_LETTERS.match(text) or _ONLY_DATE.match(text) or (len(text) <= 80 and _TIMESTAMP.search(text)):
        return True
    if len(same) <= 40 and any(len(name) > 3 and same.startswith(name) for name in around.publishers):
        return True
    return _is_signature(same, around.authors)


def _is_title(same: str, title: str) -> bool:
    """Whether a text is the title, perhaps with a word or two above it."""
    return same == title or (len(title) > 30 and same.endswith(title) and len(same) - len(title) <= 40)


def _is_closing_matter(block: Block, around: Surroundings) -> bool:
    """Signature, address of the writer, page numbers, calls to subscribe: below an article."""
    text = block.text
    if _NO_LETTERS.match(text) or (block.kind != "head" and SUBSCRIBE.search(text)):
        return True
    if len(text.split()) <= 8 and _ADDRESS.search(text):
        return True
    return len(text) <= 60 and _is_signature(normal(text), around.authors)


def _is_signature(same: str, authors: list[str]) -> bool:
    names = [normal(author) for author in authors]
    return len(same) <= 90 and any(name and name in same and len(same) <= len(name) * 2 + 24 for name in names)
