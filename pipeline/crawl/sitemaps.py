"""Reading sitemaps: news sitemaps, plain ones, indexes, gzip and text. Which of them to fetch is decided in poll.py.

The XML parser expands no entities, loads nothing and refuses trees that are absurdly deep.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from pipeline.crawl.dates import FeedDate, read_date
from pipeline.crawl.feeds import MAX_ITEMS, FeedItem, mended
from pipeline.failures import PermanentError
from pipeline.language.moments import UNKNOWN, Manner
from pipeline.web.text import decode
from pipeline.web.urls import resolve

MAX_UNPACKED = 50_000_000  # what the protocol allows a sitemap to be
# Many sitemaps list all that a site ever published. What is older is counted and not fetched; of undated pages of a
# site that was never read before, so many at either end are taken: some list the newest first, some last.
MAX_AGE = dt.timedelta(days=30)
UNDATED_ENDS = 50
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_INDEX = re.compile(rb"<(?:[\w.-]{1,40}:)?sitemapindex[\s>]", re.IGNORECASE)
_LINE = re.compile(r"https?://\S{4,2000}")


@dataclass(frozen=True)
class SitemapPart:
    """A sitemap that an index names."""

    url: str
    changed: FeedDate | None


@dataclass(frozen=True)
class Sitemap:
    """``parts`` of an index, newest first as far as they are dated; or ``items``. ``more`` were beyond MAX_ITEMS."""

    items: list[FeedItem] = field(default_factory=list)
    parts: list[SitemapPart] = field(default_factory=list)
    more: int = 0


def without_archive(items: Sequence[FeedItem], now: dt.datetime, *, first: bool) -> list[FeedItem]:
    """The items, those of an archive marked as too old. ``first``: nothing of the source was ever read before."""
    undated = [number for number, item in enumerate(items) if not _dates(item)]
    ends = {*undated[:UNDATED_ENDS], *undated[-UNDATED_ENDS:]} if first else set(undated)
    return [
        item if number in ends or any(date > now - MAX_AGE for date in _dates(item)) else replace(item, too_old=True)
        for number, item in enumerate(items)
    ]


def _dates(item: FeedItem) -> list[dt.datetime]:
    """When it was published or, where that is not said, changed; a page that was changed since may still be old."""
    date = item.published or item.updated
    return [date.utc] if date and date.utc else []


def looks_like_sitemap(body: bytes) -> bool:
    """Whether bytes that are not packed hold a sitemap in XML."""
    return _ROOT.search(body[:4_096]) is not None


def is_index(body: bytes) -> bool:
    """Whether bytes, packed or not, are an index of sitemaps."""
    head = body[:4_096]
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 4_096)
        except zlib.error:
            return False
    return _INDEX.search(head) is not None


def read_sitemap(body: bytes, *, url: str, manner: Manner = UNKNOWN) -> Sitemap:
    """The pages or parts that a sitemap names. Raises PermanentError with reason ``not_a_sitemap`` or ``too_large``."""
    body = unpacked(body, url)
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        body = mended(decode(body)[0]).encode()
    if not looks_like_sitemap(body):
        return _from_lines(body, url)
    from lxml import etree  # noqa: PLC0415 - only processes that read sitemaps need it

    # "?a=1&b=2" is common in sitemaps that scripts write, and libxml2 would read it as "?a=1=2"
    mend = b"&" in body or b"<!DOCTYPE" in body[:4_096]
    parser = etree.XMLParser(
        recover=True,
        encoding="utf-8" if mend else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(mended(decode(body)[0]).encode() if mend else body, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise PermanentError("not_a_sitemap", f"{url} is XML too broken to read; correct the source's feeds")
    parts = [part for entry in _children(root, "sitemap") if (part := _part(entry, url))]
    parts.sort(key=lambda part: part.changed.utc.timestamp() if part.changed and part.changed.utc else 0, reverse=True)
    items: dict[str, FeedItem] = {}
    more = 0
    for entry in _children(root, "url"):
        if len(items) >= MAX_ITEMS:
            more += 1
        elif item := _item(entry, url, manner):
            items.setdefault(item.url, item)
    return Sitemap(list(items.values()), parts, more)


def unpacked(body: bytes, url: str) -> bytes:
    """The bytes, unpacked if they are a gzip file (``sitemap.xml.gz`` is one whatever its headers say)."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    opener = zlib.decompressobj(wbits=31)
    try:
        plain = opener.decompress(body, MAX_UNPACKED)
    except zlib.error as error:
        raise PermanentError("bad_encoding", f"{url} is a broken gzip file: {error}") from error
    if opener.unconsumed_tail:
        raise PermanentError("too_large", f"{url} unpacks to over {MAX_UNPACKED // 1_000_000} MB")
    return plain


def sitemaps_of_robots(named: Iterable[str], url: str) -> list[str]:
    """The sitemaps that the robots.txt at ``url`` names, as absolute URLs, news sitemaps first."""
    found = dict.fromkeys(address for name in named if (address := resolve(url, name)))
    return sorted(found, key=lambda address: not is_news_sitemap(address))


def is_news_sitemap(address: str) -> bool:
    """By its name: news sitemaps hold the last two days, the others the whole archive."""
    return "news" in urlsplit(address).path.lower()


def _from_lines(body: bytes, url: str) -> Sitemap:
    text = body[:MAX_UNPACKED].decode("utf-8-sig", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not all(_LINE.fullmatch(line) for line in lines[:100]):
        raise PermanentError("not_a_sitemap", f"{url} holds no sitemap; correct the source's feeds")
    found = dict.fromkeys(address for line in lines[:MAX_ITEMS] if (address := resolve(url, line)))
    return Sitemap([FeedItem(url=address) for address in found], more=max(0, len(lines) - MAX_ITEMS))


def _item(entry: Any, base: str, manner: Manner) -> FeedItem | None:
    location, changed, published, title = None, None, None, None
    for child in entry.iter():
        match _name(child):
            case "loc" if child.getparent() is entry:  # images and videos have locations of their own
                location = _text(child)
            case "lastmod":
                changed = _text(child)
            case "publication_date":
                published = _text(child)
            case "title" if _name(child.getparent()) == "news":
                title = _text(child)
    address = resolve(base, location) if location else None
    if address is None:
        return None
    return FeedItem(
        url=address, title=title, published=read_date(published, manner), updated=read_date(changed, manner)
    )


def _part(entry: Any, base: str) -> SitemapPart | None:
    values = {_name(child): _text(child) for child in entry}
    address = resolve(base, values.get("loc") or "")
    return SitemapPart(address, read_date(values.get("lastmod"))) if address else None


def _children(root: Any, name: str) -> Iterator[Any]:
    return (child for child in root if _name(child) == name)


def _name(element: Any) -> str:
    """The name without its namespace, which many sitemaps get wrong; '' for comments."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def _text(element: Any) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None
