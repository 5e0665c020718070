"""Telling what a polled document is, by its bytes, and reading it: feed, sitemap, or page with links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.crawl.feeds import FeedItem, looks_like_html, looks_like_json, read_feed
from pipeline.crawl.hints import NO_HINTS, Hints
from pipeline.crawl.homepage import read_homepage
from pipeline.crawl.sitemaps import SitemapPart, looks_like_sitemap, read_sitemap, unpacked
from pipeline.language.moments import Manner
from pipeline.web.client import Answer

Role = Literal["feed", "sitemap", "listing"]


@dataclass(frozen=True)
class Document:
    """What a document names: ``items``, ``parts`` of a sitemap index, ``feeds`` of a home page.

    ``more`` were beyond what is read of one document, ``without_link`` name no page; ``is_sitemap`` if it may list a
    whole archive.
    """

    items: Sequence[FeedItem] = ()
    parts: Sequence[SitemapPart] = ()
    feeds: Sequence[str] = ()
    hints: Hints = NO_HINTS
    more: int = 0
    without_link: int = 0
    is_sitemap: bool = False

    @property
    def names_anything(self) -> bool:
        return bool(self.items or self.parts or self.feeds)


@dataclass(frozen=True)
class Wanted:
    """A document to poll; ``role`` is what the catalogue takes it for, which its bytes may overrule."""

    url: str
    role: Role = "feed"
    depth: int = field(default=0, compare=False)


def read_document(answer: Answer, role: Role, manner: Manner) -> Document:
    """Read a document, its dates in the source's manner. Raises PermanentError when it names no articles."""
    url, content_type = answer.final_url, answer.headers.get("content-type")
    body = unpacked(answer.body, url)
    if looks_like_sitemap(body) or (role == "sitemap" and not looks_like_json(body) and b"<rss" not in body[:500]):
        sitemap = read_sitemap(body, url=url, manner=manner)
        return Document(sitemap.items, sitemap.parts, more=sitemap.more, is_sitemap=True)
    if role == "listing" and looks_like_html(body):
        page = read_homepage(body, url=url, content_type=content_type)
        return Document(page.articles, feeds=page.feeds)
    feed = read_feed(body, url=url, content_type=content_type, manner=manner)
    return Document(feed.items, hints=feed.hints, more=feed.more, without_link=feed.without_link)
