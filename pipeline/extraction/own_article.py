"""Which of the articles that a page describes for machines is its own: the one that it shows.

Pages describe other stories too: in lists, as updates of a live blog, or side by side with their own and before it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.extraction.blocks import normal

SHORTEST = 8  # characters of a headline that is part of another text
MAX_HEADLINES = 3
_TITLES = ("og:title", "twitter:title")


def own_article(
    described: Sequence[tuple[int, dict[str, Any]]], tree: HtmlElement, metas: dict[str, list[str]]
) -> dict[str, Any]:
    """Of nodes of an article type, each with its depth in its script, the page's own; {} without any.

    One that has a headline comes first, then one whose headline or address the page shows as its own, then one that
    has a date, then the outermost, then the first.
    """
    if len(described) < 2:
        return described[0][1] if described else {}
    shown = {normal(text) for text in _shown(tree, metas)} - {""}
    addresses = {path for url in _addresses(tree, metas) if (path := _path(url))}

    def rank(entry: tuple[int, dict[str, Any]]) -> tuple[bool, bool, bool, int]:
        depth, node = entry
        own = _is_shown(normal(headline_of(node)), shown) or any(_path(url) in addresses for url in _urls(node))
        return not headline_of(node), not own, not node.get("datePublished"), depth

    return min(described, key=rank)[1]


def headline_of(node: dict[str, Any]) -> str | None:
    """The headline of a node, or its name where it has none."""
    return next((value for key in ("headline", "name") if isinstance(value := node.get(key), str) and value), None)


def _shown(tree: HtmlElement, metas: dict[str, list[str]]) -> Iterator[str]:
    for name in _TITLES:
        yield from metas.get(name, ())
    yield tree.findtext(".//title") or ""
    for head in itertools.islice(tree.iter("h1"), MAX_HEADLINES):
        yield str(head.text_content())


def _is_shown(headline: str, shown: set[str]) -> bool:
    if headline in shown:
        return True
    return len(headline) >= SHORTEST and any(
        headline in title or (len(title) >= SHORTEST and title in headline) for title in shown
    )


def _addresses(tree: HtmlElement, metas: dict[str, list[str]]) -> Iterator[str]:
    yield from metas.get("og:url", ())
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield link.get("href") or ""


def _urls(node: dict[str, Any]) -> Iterator[str]:
    page = node.get("mainEntityOfPage")
    for value in (node.get("url"), node.get("@id"), page, page.get("@id") if isinstance(page, dict) else None):
        if isinstance(value, str):
            yield value


def _path(url: str) -> str:
    """The path of an address, empty for a home page and for what is no address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return parts.path.strip("/") if not parts.fragment else ""
