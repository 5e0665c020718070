"""What a page says to its visitor in its middle, by sentences, with what is quoted taken out.

A report *on* a wall speaks of it in somebody's words, a wall speaks itself. Which words are a wall's stands in
``wall_words.py`` and ``notice_words.py``, what they mean is decided in ``walls.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

LONGEST = 400  # characters of a sentence that are looked at: what runs on for longer tells a visitor nothing
LONGEST_HEADING = 90
_QUOTED = re.compile(r"[“„«‘「『][^”“»’」』]{2,200}[”“»’」』]|\"[^\"]{2,200}\"")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？।۔։።])\s*|\n+")
# what parts the title of a page from the name of its site
_PARTS = re.compile(r"\s+[|–—·•»‹-]\s+|\s*\|\s*")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text without what they quote."""
    for sentence in _SENTENCE_END.split(_QUOTED.sub(" ", text)):
        if sentence := " ".join(sentence.split()):
            yield sentence[:LONGEST]


# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "button", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label", "legend", "li", "main",
    "nav", "ol", "option", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
))
# fmt: on
_BESIDE = frozenset(
    ("nav", "aside", "footer", "script", "style", "noscript", "template", "svg", "iframe", "head", "code", "pre")
)
_BESIDE_MARKS = re.compile(
    r"comment|related|recommend|most-?read|newsletter|sidebar|widget-area|widget_|footer|teaser|menu\b"
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_unseen(element: HtmlElement) -> bool:
    """Whether the markup itself hides an element: a box that opens later, if ever."""
    get = element.get
    return get("aria-hidden") == "true" or get("hidden") is not None or bool(_UNSEEN.search(get("style") or ""))


def is_beside(element: HtmlElement) -> bool:
    """Whether an element is the furniture round a story: menus, boxes of other stories, comments, what is hidden."""
    if element.tag in _BESIDE or not isinstance(element.tag, str) or is_unseen(element):
        return True
    if element.tag in ("html", "body", "main", "article"):
        return False
    return bool(_BESIDE_MARKS.search(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))


def shown(tree: HtmlElement) -> list[str]:
    """What the page shows, a line for each block, without the furniture round its middle."""
    lines: list[list[str]] = [[]]
    stack: list[HtmlElement | str] = [tree]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            if element:
                lines[-1].append(element)
            else:
                lines.append([])
            continue
        if element.tail:
            stack.append(element.tail)
        if is_beside(element):
            continue
        if element.tag in _BLOCKS:
            lines.append([])
            stack.append("")
        stack.extend(reversed(element))
        if element.text:
            lines[-1].append(element.text)
    return [line for parts in lines if (line := " ".join(" ".join(parts).split()))]


def is_headed(heads: tuple[str, ...], pattern: re.Pattern[str], share: float = 0.5) -> bool:
    """Whether a heading, or the title without the name of the site, is such a phrase for that share of its length.

    ``Access denied`` is one, ``Access denied: reporters kept out of camp`` is none, and nor is what quotes one.
    """
    for head in heads:
        for piece in _PARTS.split(_QUOTED.sub(" ", head[:LONGEST])):
            part = piece.strip(" .…!?:")
            found = pattern.search(part) if len(part) <= LONGEST_HEADING else None
            if found and len(found.group().strip()) >= share * len(part):
                return True
    return False
