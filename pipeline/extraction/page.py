"""One fetched page made into an :class:`ExtractedPage`. No warehouse, no network, no clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.extraction.authors import find_authors
from pipeline.extraction.body import Body, find_body
from pipeline.extraction.chaff import drop_chaff
from pipeline.extraction.blocks import render_markdown, render_text
from pipeline.extraction.dates import Published, find_published
from pipeline.extraction.kinds import kind_of
from pipeline.extraction.structured import PageData, read_page_data
from pipeline.extraction.titles import find_title
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.extraction.walls import Reading, judge_page
from pipeline.language.detect import detect_language
from pipeline.language.words import count_words
from pipeline.web.text import decode

__all__ = ["EXTRACTOR_VERSION", "ExtractedPage", "extract_page"]

_INVISIBLE = dict.fromkeys((*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFEFF, 0xFFFE, 0xFFFF))
_HIDDEN_TAGS = ("script", "style", "noscript", "template", "svg", "iframe", "head")


@dataclass(frozen=True)
class ExtractedPage:
    """What was made of a page.

    ``published_at`` is aware and keeps the page's own offset; its precision is second, minute or day (a day is
    00:00 UTC of the day that the page names). ``outcome`` is article, stub, paywall, wall, empty or not_article,
    with its ``reason``; ``method`` says which way the text was found, ``confidence`` (0-1) how sure that is;
    ``kind`` is news, opinion or wire.
    """

    title: str | None = None
    text: str = ""
    markdown: str = ""
    authors: list[str] = field(default_factory=list)
    published_at: dt.datetime | None = None
    published_raw: str | None = None
    published_precision: str | None = None
    published_origin: str | None = None
    language: str | None = None
    word_count: int = 0
    text_hash: str = ""
    method: str = ""
    confidence: float = 0.0
    outcome: str = "empty"
    reason: str | None = None
    kind: str = "news"
    charset: str = ""


def extract_page(body: bytes, *, url: str | None, content_type: str | None) -> ExtractedPage:
    """Extract a page from its bytes. ``content_type`` is the header's value, if there was one.

    Raises nothing for bad input: a page that holds nothing comes back with outcome ``empty``.
    """
    source, charset = decode(body, content_type)
    tree = _parse(source)
    if tree is None:
        return ExtractedPage(outcome="empty", reason="the page holds no markup", charset=charset)
    data = read_page_data(tree)
    title = find_title(tree, data, urlsplit(url).netloc if url else "")
    authors = find_authors(tree, data)
    page_text = _visible_text(tree)
    published = find_published(tree, data, url, None)
    paper = _parse(source)  # the engines cut their tree up, and the verdict needs the page whole
    found = find_body(paper if paper is not None else tree, data, url)
    blocks = drop_chaff(found.blocks, title=title, authors=authors)
    text = render_text(blocks)
    language = detect_language(text or page_text[:2000] or title or "", declared=data.language)
    words = count_words(text, language)
    verdict = judge_page(
        tree, data,
        Reading(text=text, words=words, blocks=len(blocks), title=title, url=url, page_text=page_text,
                link_share=_link_share(tree, page_text), dated=published is not None),
    )  # fmt: skip
    return ExtractedPage(
        title=title,
        text=text,
        markdown=render_markdown(blocks),
        authors=authors,
        **_published_fields(published),
        language=language,
        word_count=words,
        text_hash=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if text else "",
        method=found.method,
        confidence=_confidence(found, title, data, words) if verdict.outcome == "article" else 0.0,
        outcome=verdict.outcome,
        reason=verdict.reason,
        kind=kind_of(data, url, authors, text),
        charset=charset,
    )


def _parse(source: str) -> HtmlElement | None:
    cleaned = source.translate(_INVISIBLE)
    if not cleaned.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (ValueError, SyntaxError):  # lxml's "Document is empty" is a ParserError, a SyntaxError
        return None


def _visible_text(tree: HtmlElement) -> str:
    """The text of the page as far as tags tell, menus and footers included."""
    parts: list[str] = []
    stack = [tree]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            parts.append(element)
            continue
        if element.tail:
            stack.append(element.tail)
        if isinstance(element.tag, str) and element.tag not in _HIDDEN_TAGS:
            stack.extend(reversed(element))
            if element.text:
                parts.append(element.text)
    return " ".join(" ".join(parts).split())


def _link_share(tree: HtmlElement, page_text: str) -> float:
    linked = sum(len(" ".join(element.text_content().split())) for element in tree.iter("a"))
    return min(1.0, linked / max(1, len(page_text)))


def _published_fields(published: Published | None) -> dict[str, object]:
    if published is None:
        return {}
    moment = published.moment
    return {
        "published_at": moment.value,
        "published_raw": moment.raw,
        "published_precision": moment.precision,
        "published_origin": published.origin,
    }


def _confidence(found: Body, title: str | None, data: PageData, words: int) -> float:
    """How sure the text is the article: the engines' agreement, less for what an article usually has and this not."""
    value = 0.4 + 0.6 * found.agreement
    if not title:
        value *= 0.8
    if not data.article and not data.meta("og:type"):
        value *= 0.95
    if words < 120:
        value *= 0.85
    return round(min(1.0, value), 3)
