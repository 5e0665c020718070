"""What a home page tells about its site: the feeds it declares, its language, whether it lists articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html
from lxml.etree import ParserError

from pipeline.web.feed_rank import feed_rank
from pipeline.web.text import decode
from pipeline.web.urls import host_name, resolve

_FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/json",
    "application/rdf+xml",
    "text/xml",
    "application/xml",
    "application/rss",
    "text/rss",
}
_NOT_NEWS = re.compile(r"comment|/wp-json|oembed|podcast", re.IGNORECASE)
_LOOKS_LIKE_FEED = re.compile(
    r"(?:[./_-](?:rss|atom|feed|rdf)(?:[./?_-]|$)|/feeds?/|\.(?:rss|rdf|atom)(?:$|\?))", re.IGNORECASE
)
_ARTICLE_ENDINGS = (".html", ".htm", ".shtml", ".php", ".aspx")
_MOST_FEEDS = 6


@dataclass(frozen=True)
class HomePage:
    """``feeds`` in the order in which they are worth trying; ``article_links`` counts links that look like articles."""

    declared: tuple[str, ...]
    linked: tuple[str, ...]
    language: str | None
    article_links: int


def read_home_page(body: bytes, content_type: str | None, url: str) -> HomePage:
    """Read a home page. A page that cannot be parsed is one that tells nothing."""
    text, _ = decode(body, content_type)
    try:
        document = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), base_url=url)
    except (ParserError, ValueError):
        return HomePage((), (), None, 0)
    bases = [str(element.get("href")) for element in document.iter("base") if element.get("href")]
    base = (resolve(url, bases[0]) if bases else None) or url
    language = str(document.get("lang") or document.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    primary = language.lower().replace("_", "-").split("-")[0].strip()
    anchors = [link for a in document.iter("a") if (link := resolve(base, str(a.get("href") or "")))]
    return HomePage(
        declared=_best(_declared(document, base), url),
        linked=_best([link for link in anchors if _LOOKS_LIKE_FEED.search(urlsplit(link).path)], url),
        language=primary if primary.isalpha() and 2 <= len(primary) <= 3 else None,
        article_links=len({link for link in anchors if _is_article(link, url)}),
    )


def _declared(document: html.HtmlElement, base: str) -> list[str]:
    """The announced feeds, those of all news before those of a section."""
    found: list[tuple[int, str]] = []
    for element in document.iter("link"):
        rels = str(element.get("rel") or "").lower().split()
        kind = str(element.get("type") or "").lower().split(";")[0].strip()
        link = resolve(base, str(element.get("href") or ""))
        wanted = "feed" in rels or ("alternate" in rels and kind in _FEED_TYPES and not element.get("hreflang"))
        if wanted and link and not _NOT_NEWS.search(f"{link} {element.get('title') or ''}"):
            found.append((feed_rank(link, str(element.get("title") or "")), link))
    return [link for _, link in sorted(found, key=lambda ranked: ranked[0])]


def _best(links: list[str], url: str) -> tuple[str, ...]:
    """The site's own before others', each once, in the order of the page."""
    own = ".".join(host_name(url).split(".")[-2:])
    return tuple(sorted(dict.fromkeys(links), key=lambda link: own not in host_name(link))[:_MOST_FEEDS])


def _is_article(link: str, url: str) -> bool:
    """On this site, and deep, numbered or with a long slug, as articles are and sections are not."""
    if host_name(link) != host_name(url):
        return False
    parts = urlsplit(link)
    last = parts.path.rstrip("/").rsplit("/", 1)[-1]
    numbered = sum(character.isdigit() for character in f"{parts.path}{parts.query}") >= 4
    return numbered or last.count("-") >= 2 or last.endswith(_ARTICLE_ENDINGS) or parts.path.rstrip("/").count("/") >= 3
