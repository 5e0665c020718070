"""What a page says of itself: JSON-LD, meta tags, ``<html lang>``. What of it to believe is decided elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any

from lxml.html import HtmlElement

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
    nodes = list(_json_ld(tree))
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        key = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if key and content and content.strip():
            metas.setdefault(key.strip().lower(), []).append(content.strip())
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    if not language:
        language = next(iter(metas.get("content-language", metas.get("og:locale", []))), None)
    return PageData(metas, nodes, _own_article(nodes), language)


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


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every node of every JSON-LD script, outermost first. Broken scripts are mended if simple, else passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text_content() or ""
        if not source.strip() or len(source) > MAX_JSON_CHARACTERS:
            continue
        queue = [_loads(source)]
        seen = 0
        while queue and seen < MAX_NODES:
            value = queue.pop(0)
            seen += 1
            if isinstance(value, list):
                queue.extend(value)
            elif isinstance(value, dict):
                yield value
                queue.extend(inner for inner in value.values() if isinstance(inner, dict | list))


def _loads(source: str) -> Any:
    source = source.strip()
    if source[0] not in "{[" or source[-1] not in "}]":
        source = _WRAPPING.sub("", source)
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


def _own_article(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The node that describes the page's article: the first of an article type that has a headline.

    Nodes inside an ItemList or a ``hasPart`` come later in the outermost-first order and lose.
    """
    typed = [node for node in nodes if any(ARTICLE_TYPES.search(kind) for kind in node_types(node))]
    dated = [node for node in typed if node.get("headline") and node.get("datePublished")]
    return next(iter(dated or [node for node in typed if node.get("headline")] or typed), {})
