"""The authors of an article: JSON-LD, meta tags, bylines; names only, in the order of the page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any

from lxml.html import HtmlElement

from pipeline.extraction.markup import Markup
from pipeline.extraction.structured import PageData, name_of, plain
from pipeline.extraction.titles import normal

MAX_AUTHORS = 10
_PREFIX = re.compile(
    r"^(?:written by|reported by|story by|text by|by|posted by|from|von|vom|par|por|de|di|da|door|av|af|od|autor(?:a|"
    r"es|en)?|"
    r"author|reporter|texto|text|text och|foto|oleh|penulis|tekijä|przez|автор|авторы|текст|كتب|بقلم|نوشته|"
    r"लेखक|द्वारा|記者|文|作者|来源|记者|기자)\s*[:：]?\s+|^(?:记者|記者|文/|作者[:：]|通讯员|本报记者)\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[,;/|•·、，；&]|\s+(?:and|und|y|e|et|en|och|og|i|ja|dan|và|и|و|та|na|with|mit|con)\s+)\s*")
_SUFFIX = re.compile(
    r"\s+(?:기자|記者|记者|reporter|correspondent|staff writer|editor|redaktion|redacción)$|\s*[(\[（].*[)\]）]$|"
    r"\s+[-–—|]\s+.*$|\s+(?:\d|posted\b|updated\b|published\b|(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.IGNORECASE,
)
# "Saturday, June 6th, 2009 @ 00:00 UTC by Jane Okoro"
_SIGNED = re.compile(r"^.*\d.*?\b(?:by|von|por|par|oleh|door|przez)\s+", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net)\b|\d|^(?:admin|administrator|root|editor|editors|redaktion|redakcja|"
    r"redacción|redação|rédaction|staff|news desk|newsroom|web ?desk|online desk|null|none|undefined|new|posted:|last|"
    r"unknown|author|"
    r"view all posts.*|no author|(?:mon|tues|wednes|thurs|fri|satur|sun)day|illustration by.*|guest|user|super ?admin|"
    r"webmaster|published|updated|posted|share|follow|subscribe)$",
    re.IGNORECASE,
)
_SIGNED_MARKUP = './/*[@rel="author" or @itemprop="author" or @itemprop="creator"]'
_BYLINE = re.compile(
    r"byline|author[-_]?name|(?:article|post|story|entry)[-_]*author|writer|reporter-?name|journalist|yazar|penulis|"
    r"\bautor|muharrir|(?:^|\s)authors?(?:\s|$)"
)


_META_NAMES = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "og:article:author", "article:author_name", "citation_author", "cxenseparse:author",
)  # fmt: skip


def find_authors(markup: Markup, data: PageData) -> list[str]:
    """Names of the people (or the agency) that sign the article; [] when nobody does."""
    publishers = {normal(name) for name in data.publishers}
    declared = (_json_ld(data), _metas(data))
    for found in (*declared, _bylines(markup)):
        names = clean_names(found, publishers)
        if names:
            return names
    # unsigned, except by the house itself: that is what the page says, and better than nothing
    return next((names for found in declared if (names := clean_names(found, set()))), [])


def clean_names(values: Iterable[str], publishers: set[str]) -> list[str]:
    """Single names out of bylines: prefixes, roles, handles and the publisher's own name removed."""
    names: dict[str, str] = {}
    for value in values:
        text = _PREFIX.sub("", _SIGNED.sub("", plain(value)).strip(" ,;:|-–—•·"))
        for part in _SPLIT.split(text):
            name = _SUFFIX.sub("", _PREFIX.sub("", part.strip(" ,;:|-–—•·\"'“”"))).strip()
            if _is_name(name) and normal(name) not in publishers:
                names.setdefault(normal(name), _calm(name))
    return list(names.values())[:MAX_AUTHORS]


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= 60 and len(name.split()) <= 7 and not _NOT_A_NAME.search(name)


def _calm(name: str) -> str:
    """``JANE OKORO`` is Jane Okoro; ``AFP`` and ``AP`` stay."""
    return name.title() if name.isupper() and len(name.split()) > 1 else name


def _json_ld(data: PageData) -> list[str]:
    values: list[Any] = []
    for key in ("author", "creator"):
        value = data.article.get(key)
        values.extend(value if isinstance(value, list) else [value])
    by_id = {node["@id"]: node for node in data.nodes if isinstance(node.get("@id"), str) and node.get("name")}
    found: list[str] = []
    for item in values:
        value = item
        if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
            value = by_id.get(value["@id"])
        if isinstance(value, dict) and isinstance(value.get("name"), list):
            found.extend(name for name in value["name"] if isinstance(name, str))
        elif name := name_of(value):
            found.append(name)
    return found


def _metas(data: PageData) -> list[str]:
    for name in _META_NAMES:
        values = [value for value in data.metas.get(name, ()) if not value.startswith(("http", "//", "/"))]
        if values:
            return values
    return []


def _bylines(markup: Markup) -> list[str]:
    """The first element marked as a byline, and those that stand in the same block: others sign other stories."""
    for elements in (iter(markup.tree.xpath(_SIGNED_MARKUP)), markup.like(_BYLINE)):
        found: list[str] = []
        block: HtmlElement | None = None
        for element in itertools.islice(elements, 12):
            text = element.get("content") or " ".join(element.text_content().split())
            if not text or len(text) > 120:
                continue
            parent = element.getparent()
            home = parent.getparent() if parent is not None else None
            if block is None:
                block = home
            elif home is not block:
                continue
            found.append(text)
        if found:
            return found
    return []
