"""The way in which the text of a page is found: the engines that read it, and the bounds by which their votes count.

Both are fixed in use. The benchmark sets other bounds to learn how much hangs on each, and keeps what the engines
answered, so that a page is read by them once for a hundred choices of bounds.
"""

from __future__ import annotations

import logging
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement


@dataclass(frozen=True)
class Bounds:
    """Numbers that decide; ``emcip bench extraction --cross-validate`` says how flat the ground around each is.

    Shares are 0-1, sizes in characters. Of two engines' texts: under ``fewest_shared`` of the first in the second, or
    with less than ``smallest_core`` in both, the first decides alone; from ``mostly_shared`` on, a second with
    ``too_little`` times the text of the first decides alone. ``same_share`` of a segment's 4-grams make it seen. The
    core fills ``first_place``, ``second_place``, ``no_place`` of the places around: enough for what the first engine
    alone has, for what the second, for what neither. ``prose_links`` is the share of links from which a text is no
    prose; ``strong`` the size from which a segment marks where the core begins and ends; ``column_share`` the share of
    a page's text from which a box is the page's own column.
    """

    fewest_shared: float = 0.3
    mostly_shared: float = 0.6
    too_little: float = 3.0
    smallest_core: int = 300
    same_share: float = 0.85
    first_place: float = 0.25
    second_place: float = 0.5
    no_place: float = 0.5
    prose_links: float = 0.4
    strong: int = 60
    column_share: float = 0.4


class Engines:
    """The libraries that read a page; every answer is text with a line a paragraph, empty when they find none."""

    def fast(self, tree: HtmlElement, url: str | None) -> str:
        """trafilatura without its comparison of ways, inclined to take more."""
        return _trafilatura(tree, url, fast=True, favor_recall=True)

    def full(self, tree: HtmlElement, url: str | None) -> str:
        """trafilatura with all of its ways."""
        return _trafilatura(tree, url)

    def readability(self, tree: HtmlElement) -> str:
        """trafilatura's port of readability, on a copy of the tree."""
        from trafilatura.external import try_readability  # noqa: PLC0415 - as below

        found = try_readability(copy(tree))
        return "\n".join(found.itertext()) if found is not None else ""


@dataclass(frozen=True)
class Method:
    """Engines and bounds."""

    engines: Engines = field(default_factory=Engines)
    bounds: Bounds = field(default_factory=Bounds)


METHOD = Method()


def _trafilatura(tree: HtmlElement, url: str | None, *, fast: bool = False, favor_recall: bool = False) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, in the workers alone

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document: Any = bare_extraction(tree, url=url, include_comments=False, fast=fast, favor_recall=favor_recall)
    return (document.text or "") if document is not None else ""
