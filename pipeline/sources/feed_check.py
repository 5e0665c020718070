"""Whether some bytes are a feed, and how much is in it: enough for a probe, far less than the crawl's parser.

Elements are counted with lxml, forgivingly and without entities: a probe needs no dates or titles, and
feedparser takes some hundred times as long for them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.failures import PermanentError
from pipeline.web.text import decode
from pipeline.web.unpack import gunzip
from pipeline.web.urls import resolve

_ENTRIES = frozenset({"item", "entry", "url", "sitemap"})
_ROOTS = {"rss": "rss", "rdf": "rss", "channel": "rss", "feed": "atom", "urlset": "sitemap", "sitemapindex": "sitemap"}
_START = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel|urlset|sitemapindex)\b", re.IGNORECASE)
_MOST = 5_000
_UNPACKED_LIMIT = 50_000_000


@dataclass(frozen=True)
class FeedLook:
    """``format`` is rss, atom, json or sitemap; ``links`` are those of its entries, at most 5,000."""

    format: str
    entries: int
    links: frozenset[str] = field(default=frozenset(), repr=False)
    language: str | None = None


def look_at_feed(body: bytes, content_type: str | None, url: str) -> FeedLook | None:
    """What a body holds as a feed; None if it is none. An empty feed is a feed."""
    try:
        body = gunzip(body, _UNPACKED_LIMIT)
    except PermanentError:
        return None
    start = body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _json(body, content_type, url)
    if b"<" not in start:
        return _lines(decode(body[:_UNPACKED_LIMIT], content_type)[0], url)
    return _xml(body, content_type, url)


def _json(body: bytes, content_type: str | None, url: str) -> FeedLook | None:
    try:
        feed = json.loads(decode(body, content_type)[0])
    except (ValueError, RecursionError):
        return None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed" not in str(feed.get("version", "jsonfeed")):
        return None
    links = [
        str(item.get("url") or item.get("external_url") or _address(item.get("id")))
        for item in items
        if isinstance(item, dict)
    ]
    language = feed.get("language")
    return FeedLook(
        "json", len(items), _resolved(links, url), _language(language if isinstance(language, str) else None)
    )


def _lines(text: str, url: str) -> FeedLook | None:
    """A sitemap in plain text: an address a line, and nothing else."""
    lines = text.lstrip("\ufeff").split()
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines[:100]):
        return None
    return FeedLook("sitemap", len(lines), _resolved(lines, url))


def _xml(body: bytes, content_type: str | None, url: str) -> FeedLook | None:
    root = _parse(body)
    if root is None or _name(root) not in _ROOTS:  # an encoding that lxml does not know, or something printed before it
        text = decode(body, content_type)[0]
        begun = _START.search(text, 0, 65_536)
        root = _parse(_without_declaration(text[begun.start() :] if begun else text).encode())
    if root is None or _name(root) not in _ROOTS:
        return None
    entries, links, language = 0, [], root.get("{http://www.w3.org/XML/1998/namespace}lang")
    for element in root.iter(etree.Element):
        name = _name(element)
        if name in _ENTRIES and element is not root:
            entries += 1
            links += [_address(value) for key, value in element.attrib.items() if str(key).endswith("}about")]
        elif name == "link" and _name(element.getparent()) in ("item", "entry"):
            if element.get("rel", "alternate") == "alternate":
                links.append(element.get("href") or element.text or "")
        elif name == "guid" and element.get("isPermaLink", "").lower() != "false":
            links.append(_address(element.text, relative=element.get("isPermaLink", "").lower() == "true"))
        elif name == "id" and _name(element.getparent()) == "entry":
            links.append(_address(element.text))
        elif name == "loc" and _name(element.getparent()) in ("url", "sitemap"):
            links.append(element.text or "")
        elif name == "language" and language is None:
            language = element.text
    return FeedLook(_ROOTS[_name(root)], entries, _resolved(links, url), _language(language))


def _parse(body: bytes) -> etree._Element | None:
    # no entities, no network, no huge trees: a feed is a stranger's document
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _without_declaration(text: str) -> str:
    text = text.lstrip("\ufeff \t\r\n")
    return text.split("?>", 1)[1] if text.startswith("<?xml") and "?>" in text[:300] else text


def _name(element: etree._Element | None) -> str:
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()


def _address(guid: object, *, relative: bool = False) -> str:
    """An id that is an address; else nothing."""
    text = str(guid or "").strip()
    return text if text.startswith(("http://", "https://")) or (relative and text.startswith("/")) else ""


def _resolved(links: list[str], url: str) -> frozenset[str]:
    return frozenset(link for href in links[:_MOST] if href and (link := resolve(url, href)))


def _language(code: str | None) -> str | None:
    primary = (code or "").strip().lower().replace("_", "-").split("-")[0]
    return primary if primary.isalpha() and 2 <= len(primary) <= 3 else None
