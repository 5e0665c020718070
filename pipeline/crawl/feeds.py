"""Reading feeds: RSS 0.9 to 2.0, RDF, Atom, JSON Feed, from bytes to :class:`FeedItem`.

XML is read by feedparser: it gives entries for every captured feed that has any, broken XML and wrong
charsets included, at about 17 ms a feed; an XML reader of our own would be quicker and would have to learn
twenty years of broken feeds anew. It expands no entity that a document declares and opens nothing. JSON Feed,
which feedparser reads only in part, is read here. Sitemaps and listings are read elsewhere.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.crawl.dates import FeedDate, read_date
from pipeline.failures import PermanentError
from pipeline.web.text import decode
from pipeline.web.urls import resolve

MAX_ITEMS = 50_000  # as many as a sitemap may hold; beyond that a document is not a feed
MAX_TITLE = 1_000
_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True)
class FeedItem:
    """One article that a feed, sitemap or listing names. ``url`` is absolute, as written, not canonical."""

    url: str
    title: str | None = None
    published: FeedDate | None = None
    updated: FeedDate | None = None
    guid: str | None = None
    summary: str | None = None


@dataclass(frozen=True)
class Feed:
    """``without_link`` counts items that name no page; ``more`` those beyond MAX_ITEMS."""

    items: list[FeedItem]
    title: str | None = None
    without_link: int = 0
    more: int = 0


class NotAFeed(PermanentError):
    """The bytes are something else: an error page, a login page, an empty answer."""

    def __init__(self, url: str, what: str) -> None:
        super().__init__("not_a_feed", f"{url} answered with {what} instead of a feed; correct the source's feeds")


def read_feed(body: bytes, *, url: str, content_type: str | None = None, language: str | None = None) -> Feed:
    """The items of a feed in its own order, each page once. ``url`` is where it was found, for relative links.

    Raises NotAFeed. A feed without items is a feed.
    """
    if not body.strip():
        raise NotAFeed(url, "nothing")
    if looks_like_json(body):
        return _json_feed(body, url=url, language=language)
    return _xml_feed(body, url=url, content_type=content_type, language=language)


def looks_like_json(body: bytes) -> bool:
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def looks_like_html(body: bytes) -> bool:
    """Whether a page came in place of a feed (XHTML counts as a page)."""
    head = body[:2048].lower()
    return (b"<html" in head or b"<!doctype html" in head) and b"<rss" not in head and b"<feed" not in head


def _xml_feed(body: bytes, *, url: str, content_type: str | None, language: str | None) -> Feed:
    import feedparser  # noqa: PLC0415 - 100 ms, and only processes that read feeds need it

    # a stream, never the bytes themselves: given those, feedparser tries them as a file name first
    parsed = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-location": url, "content-type": content_type or "application/xml"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = parsed.get("entries", [])
    if not entries and not parsed.get("version"):
        raise NotAFeed(url, "a web page" if looks_like_html(body) else "something that is no XML feed")
    return _collected(
        (_xml_item(entry, url, language) for entry in entries[:MAX_ITEMS]),
        title=_plain(parsed.get("feed", {}).get("title")),
        more=max(0, len(entries) - MAX_ITEMS),
    )


def _xml_item(entry: Any, url: str, language: str | None) -> FeedItem | None:
    link = _entry_link(entry)
    absolute = resolve(url, link) if link else None
    if absolute is None:
        return None
    # the plain dict's get: feedparser's own answers "updated" with the published date
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    return FeedItem(
        url=absolute,
        title=_plain(entry.get("title")),
        published=read_date(published or updated or dict.get(entry, "created"), language),
        updated=read_date(updated, language),
        guid=entry.get("id"),
        summary=_plain(entry.get("summary")),
    )


def _entry_link(entry: Any) -> str | None:
    """The page of an entry: its link, its alternate, or a guid that is an address."""
    link = entry.get("link")
    if not link:
        alternates = [found.get("href") for found in entry.get("links", ()) if found.get("rel") in (None, "alternate")]
        link = next((href for href in alternates if href), None)
    guid = entry.get("id") or ""
    if not link and guid.startswith(("http://", "https://")):
        link = guid
    return str(link).strip() if link else None


def _json_feed(body: bytes, *, url: str, language: str | None) -> Feed:
    text, _ = decode(body, "application/json; charset=utf-8")
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise NotAFeed(url, "broken JSON") from None
    rows = document.get("items") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise NotAFeed(url, "JSON without items")
    base = str(document.get("home_page_url") or url)
    return _collected(
        (_json_item(row, resolve(url, base) or url, language) for row in rows[:MAX_ITEMS]),
        title=_plain(document.get("title")),
        more=max(0, len(rows) - MAX_ITEMS),
    )


def _json_item(row: object, base: str, language: str | None) -> FeedItem | None:
    if not isinstance(row, dict):
        return None
    guid = str(row.get("id") or "")
    link = row.get("url") or row.get("external_url") or (guid if guid.startswith(("http://", "https://")) else None)
    absolute = resolve(base, link) if isinstance(link, str) else None
    if absolute is None:
        return None
    published, modified = _string(row.get("date_published")), _string(row.get("date_modified"))
    return FeedItem(
        url=absolute,
        title=_plain(row.get("title")),
        published=read_date(published or modified, language),
        updated=read_date(modified, language),
        guid=guid or None,
        summary=_plain(row.get("summary")),
    )


def _collected(found: Iterable[FeedItem | None], *, title: str | None, more: int) -> Feed:
    items: dict[str, FeedItem] = {}
    without_link = 0
    for item in found:
        if item is None:
            without_link += 1
        else:
            items.setdefault(item.url, item)
    return Feed(list(items.values()), title, without_link, more)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _plain(value: object) -> str | None:
    """A title in plain words: tags out, blanks single."""
    if not isinstance(value, str):
        return None
    text = " ".join(_TAG.sub(" ", value[: 4 * MAX_TITLE]).split())
    return text[:MAX_TITLE] or None
