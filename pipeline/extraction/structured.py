"""What a page says of itself: JSON-LD, meta tags, ``<html lang>``. What of it to believe is decided elsewhere."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from pipeline.extraction.own_article import own_article

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Recipe)$")
LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})
MAX_JSON_CHARACTERS = 2_000_000
MAX_NODES = 2_000
_HOUSES = ("og:site_name", "application-name", "twitter:site", "publisher", "dc.publisher", "dcterms.publisher")
# what is picked out of a script that is no JSON: a quotation mark in a headline must not cost the date
_PICKED = ("headline", "datePublished", "dateCreated", "dateModified")
_PAIR = re.compile(rf'"({"|".join(_PICKED)})"\s*:\s*"((?:[^"\\\n]|\\.){{1,400}})"')
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w{3,30})"')
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,300}?"name"\s*:\s*"([^"\\\n]{2,100})"')
_ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


@dataclass(frozen=True)
class PageData:
    """``article`` is the JSON-LD node of the page's own article, {} without one; ``metas`` in page order."""

    metas: dict[str, list[str]]
    nodes: list[dict[str, Any]] = field(default_factory=list)
    article: dict[str, Any] = field(default_factory=dict)
    language: str | None = None

    def meta(self, *names: str) -> str | None:
        """The first non-empty value of the first name that has one."""
        for name in names:
            for value in self.metas.get(name, ()):
                if value:
                    return value
        return None

    @property
    def types(self) -> set[str]:
        return {kind for node in self.nodes for kind in node_types(node)}

    @cached_property
    def publishers(self) -> set[str]:
        """Names under which the page speaks of its publisher; an agency that signs the article is none of them."""
        names = {self.meta(name) for name in _HOUSES}
        houses: set[str | None] = set()
        authors = self.article.get("author")
        signed = {name_of(author) for author in (authors if isinstance(authors, list) else [authors])}
        for node in self.nodes:
            publisher = node.get("publisher")
            for item in publisher if isinstance(publisher, list) else [publisher]:
                names.add(name_of(item))
            if node_types(node) & {"WebSite", "NewsMediaOrganization", "Organization"}:
                houses.add(name_of(node))
        known = " ".join(name for name in names if name)
        names.update(name for name in houses if name and (name not in signed or name in known))
        # "Deutsche Welle (www.dw.com)"
        names.update(name.partition(" (")[0] for name in list(names) if name)
        return {name.strip().lstrip("@") for name in names if name and name.strip()}


def read_page_data(tree: HtmlElement) -> PageData:
    """Everything machine-readable that a page says of itself."""
    found = list(_json_ld(tree))
    nodes = [node for _, node in found]
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        key = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if key and content and content.strip():
            metas.setdefault(key.strip().lower(), []).append(content.strip())
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    if not language:
        language = next(iter(metas.get("content-language", metas.get("og:locale", []))), None)
    described = [(depth, node) for depth, node in found if any(map(ARTICLE_TYPES.search, node_types(node)))]
    return PageData(metas, nodes, own_article(described, tree, metas), language)


def node_types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    values = kinds if isinstance(kinds, list) else [kinds]
    return {str(kind).rsplit("/", 1)[-1] for kind in values if isinstance(kind, str)}


def name_of(value: Any) -> str | None:
    """The name in a JSON-LD value that may be a string or a node."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, list):
            name = next((item for item in name if isinstance(item, str)), None)
        return plain(name) if isinstance(name, str) else None
    return None


def plain(value: str) -> str:
    """A metadata string without entities, tags and surplus white space."""
    text = unescape(unescape(value)) if "&" in value else value
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^>]*>", "", text)
    return " ".join(text.split())


def _json_ld(tree: HtmlElement) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every node of every JSON-LD script with the number of nodes around it, outermost first.

    Broken scripts are mended if that is simple, else passed over. A ``@graph`` is no node around others.
    """
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text_content() or ""
        if not source.strip() or len(source) > MAX_JSON_CHARACTERS:
            continue
        queue = deque([(0, _loads(source))])
        seen = 0
        while queue and seen < MAX_NODES:
            depth, value = queue.popleft()
            seen += 1
            if isinstance(value, list):
                queue.extend((depth, inner) for inner in value)
            elif isinstance(value, dict):
                yield depth, value
                deeper = depth if "@graph" in value else depth + 1
                queue.extend((deeper, inner) for inner in value.values() if isinstance(inner, dict | list))


def _loads(source: str) -> Any:
    source = source.strip()
    if source[0] not in "{[" or source[-1] not in "}]":
        source = _WRAPPING.sub("", source)
    if "&quot;" in source and '"' not in source:  # escaped as if it were an attribute
        source = unescape(source)
    for attempt in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            document = json.loads(attempt, strict=False)
            return _storable(document) if _ESCAPED.search(attempt) else document
        except (ValueError, RecursionError):
            continue
    return _picked(source)


def _picked(source: str) -> dict[str, Any] | None:
    """The article's plain values out of a script too broken to read as a whole; None when it speaks of no article."""
    kind = next((name for name in _TYPE.findall(source) if ARTICLE_TYPES.search(name)), None)
    found: dict[str, Any] = {}
    for key, value in _PAIR.findall(source):
        found.setdefault(key, _UNSTORABLE.sub("", value.replace('\\"', '"').replace("\\/", "/")))
    if kind is None or not found:
        return None
    author = _AUTHOR.search(source)
    return {"@type": kind, **found, **({"author": author[1]} if author else {})}


def _storable(value: Any) -> Any:
    """Without NULs and halves of characters: JSON can spell them, no database takes them."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    if isinstance(value, dict):
        return {name: _storable(inner) for name, inner in value.items()}
    return value
