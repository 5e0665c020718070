"""One fetched page made into an :class:`ExtractedPage`. No warehouse, no network, no clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from pipeline.extraction.about import About, read_about
from pipeline.extraction.authors import HOUSE, find_authors
from pipeline.extraction.blocks import normal, render_markdown, render_text
from pipeline.extraction.body import Body, find_body
from pipeline.extraction.bylines import find_heading_signature, find_signature
from pipeline.extraction.chaff import Surroundings, drop_chaff, link_texts
from pipeline.extraction.dates import find_published
from pipeline.extraction.formats import foreign_format, plain_names, saved_page
from pipeline.extraction.kinds import kind_of
from pipeline.extraction.markup import Markup, parse
from pipeline.extraction.method import METHOD, Method
from pipeline.extraction.signs import read_signs
from pipeline.extraction.structured import PageData, read_page_data
from pipeline.extraction.titles import find_title
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.extraction.votes import Overruled, Vote, documents
from pipeline.extraction.walls import Reading, judge_page, lists_links
from pipeline.language.detect import detect_language
from pipeline.language.words import count_words, reading_seconds
from pipeline.web.text import decode

__all__ = ["EXTRACTOR_VERSION", "ExtractedPage", "extract_page"]

FEW_CHARACTERS = 40


@dataclass(frozen=True)
class ExtractedPage:
    """What was made of a page.

    ``published_at`` is aware and keeps the page's own offset; its precision is second, minute or day (a day is
    00:00 UTC of the day that the page names). ``outcome`` is article, stub, paywall, wall, empty or not_article,
    with its ``reason``; ``method`` says which way the text was found, ``confidence`` (0-1) how sure that is;
    ``kind`` is news, opinion or wire. ``witnesses`` says of title, authors and published who agreed and who was
    overruled, and why (see votes.py); ``about`` is what else the page says of its article.
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
    reading_seconds: int = 0
    text_hash: str = ""
    method: str = ""
    confidence: float = 0.0
    outcome: str = "empty"
    reason: str | None = None
    kind: str = "news"
    charset: str = ""
    witnesses: dict[str, Any] = field(default_factory=dict)
    about: About = field(default_factory=About)


def extract_page(
    body: bytes,
    *,
    url: str | None,
    content_type: str | None,
    country: str | None = None,
    method: Method = METHOD,
) -> ExtractedPage:
    """Extract a page from its bytes.

    ``content_type`` is the header's value, if there was one; ``country`` (ISO 3166-1) that of its source: where a time
    that states no zone was written. ``method`` is another only in benchmarks.
    Raises nothing for bad input: a page that holds nothing comes back with outcome ``empty``.
    """
    if saved := saved_page(body):
        body, content_type = saved
    source, charset = decode(body, content_type)
    if (other := foreign_format(body, source)) is not None:
        return ExtractedPage(outcome="not_article", reason=other, charset=charset)
    tree = parse(plain_names(source))
    if tree is None:
        return ExtractedPage(outcome="empty", reason="no_markup", charset=charset)
    markup, data = Markup(tree), read_page_data(tree)
    host = urlsplit(url).netloc if url else ""
    titles = find_title(tree, data, host)
    signed = find_authors(markup, data, host)
    dates = find_published(markup, data, url, country, titles.value)
    title, authors, published = titles.value, signed.value, dates.value
    signs = read_signs(markup, data)
    about = read_about(markup, data, url, title)
    around = Surroundings(title, authors, frozenset(map(normal, data.publishers)), link_texts(tree))
    found = find_body(markup, data, url, method)  # cuts parts out of the tree: whatever needs it whole came before
    if not authors or signed.agreed == (HOUSE,):
        signature = find_signature([block.text for block in found.blocks[-3:]], around.links)
        if names := [signature] if signature else find_heading_signature(found.blocks, title, around.links):
            signed = Vote(names, ("text",), tuple(Overruled(HOUSE, name, "the text is signed") for name in authors))
            authors = names
            around = replace(around, authors=authors)
    blocks = drop_chaff(found.blocks, around)
    text = render_text(blocks)
    if len(text) < FEW_CHARACTERS and lists_links(markup, data, whole := render_text(found.blocks), len(found.blocks)):
        blocks, text = found.blocks, whole  # of a list, the links are what there is
    language = detect_language(text or markup.text[:2000] or title or "", declared=data.language)
    words = count_words(text, language)
    dated = published is not None and published.origin != "url"
    reading = Reading(text, words, len(blocks), title, url, dated, language)
    verdict = judge_page(markup, data, signs, reading)
    return ExtractedPage(
        title=title,
        text=text,
        markdown=render_markdown(blocks),
        authors=authors,
        published_at=published.moment.value if published else None,
        published_raw=published.moment.raw if published else None,
        published_precision=published.moment.precision if published else None,
        published_origin=published.origin if published else None,
        language=language,
        word_count=words,
        reading_seconds=reading_seconds(text, language),
        text_hash=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if text else "",
        method=found.method,
        confidence=_confidence(found, title, data) if verdict.outcome == "article" else 0.0,
        outcome=verdict.outcome,
        reason=verdict.reason,
        kind=kind_of(data, url, authors, text),
        charset=charset,
        witnesses=documents((("title", titles), ("authors", signed), ("published", dates))),
        about=about,
    )


def _confidence(found: Body, title: str | None, data: PageData) -> float:
    """How sure the text is the article: the engines' agreement, less for what an article usually has and this not."""
    value = 0.4 + 0.6 * found.agreement
    if not title:
        value *= 0.8
    if not data.article and not data.meta("og:type"):
        value *= 0.95
    return round(min(1.0, value), 3)
