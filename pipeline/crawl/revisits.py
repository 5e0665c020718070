"""What a page that was fetched again is to what stood at its URL before: an edit, another article, or nothing much.

Some sites give a number or a slug to a new article when the old one has gone, and a wall or an error page answers 200
in place of a page that was free. Neither is an edit. Judged by the titles and the paragraphs that both pages have;
whoever is in doubt takes it for an edit, which loses nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.web.text import decode

Turn = Literal["edited", "another_article", "degraded"]

MIN_PARAGRAPH = 40  # characters; shorter ones are captions, labels and dates
SAME_TITLE = 0.2  # of the three-letter pieces of two titles: below it they have a few words in common, or none
SAME_TEXT = 0.2  # of the former text that still stands: below it no article, however edited, is the same
DEGRADED = 0.25  # of the former length; footers and notes make up some of what is left
LONG_ENOUGH = 500  # bytes, for a page to have had a text that can be lost
_SITE_NAME = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb-]\s+")


@dataclass(frozen=True)
class _Seen:
    title: str
    paragraphs: frozenset[str]

    @property
    def length(self) -> int:
        return _length(self.paragraphs)


def turn_of(before: bytes, now: bytes, content_type: str | None = None) -> Turn:
    """What became of a page whose bytes changed. Never raises for what a page holds."""
    old, new = _seen(before, content_type), _seen(now, content_type)
    if old.length >= LONG_ENOUGH and new.length < DEGRADED * old.length:
        return "degraded"
    if not old.title or not new.title or not old.paragraphs or not new.paragraphs:
        return "edited"
    kept = _length(old.paragraphs & new.paragraphs) / old.length
    return "another_article" if kept < SAME_TEXT and _likeness(old.title, new.title) < SAME_TITLE else "edited"


def _length(paragraphs: frozenset[str]) -> int:
    """In bytes of UTF-8: a Chinese character says about as much as three Latin letters."""
    return sum(len(paragraph.encode("utf-8", "replace")) for paragraph in paragraphs)


def _seen(body: bytes, content_type: str | None) -> _Seen:
    from lxml import etree, html  # noqa: PLC0415 - few pages are fetched again

    text, _ = decode(body, content_type)
    try:
        tree = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return _Seen("", frozenset())
    paragraphs = (_text(element) for element in tree.iter("p"))
    return _Seen(_title(tree), frozenset(one for one in paragraphs if len(one) >= MIN_PARAGRAPH))


def _title(tree: Any) -> str:
    """What the page calls itself for others, or else its heading or title without the name of the site."""
    for meta in tree.iterfind(".//meta[@content]"):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title"):
            return " ".join(meta.get("content").split())
    headings = [_text(heading) for heading in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = tree.find(".//title")
    return (
        max(_SITE_NAME.split(_text(title)), key=lambda part: len(part.encode("utf-8", "replace")))
        if title is not None
        else ""
    )


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _likeness(one: str, other: str) -> float:
    """Jaccard's measure over pieces of three characters, which holds for scripts without blanks too."""
    first, second = (
        {title[at : at + 3] for at in range(max(1, len(title) - 2))} for title in (one.casefold(), other.casefold())
    )
    return len(first & second) / len(first | second)
