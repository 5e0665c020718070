"""A page's markup read once: elements by the words of their class and id, and the text that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import cast

from lxml.etree import ElementDefaultClassLookup, ErrorTypes, LxmlError, XPath
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HTMLParser, HtmlProcessingInstruction, document_fromstring

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_HIDDEN_TAGS = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head"})
_NOT_SHOWN = frozenset({"meta", "script", "style", "input", "link", "body", "html", "head", "svg"})

# lxml.html asks a Python function for the class of every element whenever one is touched anew, to give forms and inputs
# classes of their own that nobody here needs: a tenth of the CPU time of extraction
_ONE_CLASS = ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)


def parse(source: str) -> HtmlElement | None:
    """The tree of a decoded page; None when there is nothing to parse."""
    cleaned = _INVISIBLE.sub("", source)
    if not cleaned.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        return document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError) as error:  # "Document is empty"
        if getattr(error, "code", None) == ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError("no memory left to parse the page") from error
        return None


def select(path: XPath, tree: HtmlElement) -> list[HtmlElement]:
    """The elements that a compiled path finds, in document order."""
    return cast(list[HtmlElement], path(tree))


class Markup:
    """The tree of a page with what several readers ask of it, each worked out once and only when asked."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree

    @cached_property
    def _once(self) -> tuple[list[HtmlElement], list[tuple[HtmlElement, str]], list[HtmlElement]]:
        """One walk over the page for all of its readers; what is kept here is not made anew at the next walk."""
        elements: list[HtmlElement] = []
        marked: list[tuple[HtmlElement, str]] = []
        annotated: list[HtmlElement] = []
        for element in self.tree.iter():
            elements.append(element)
            get, tag = element.get, element.tag
            name, key = get("class"), get("id")
            if (name or key) and tag not in _NOT_SHOWN:
                marked.append((element, f"{name or ''} {key or ''}".lower()))
            if tag == "time" or get("itemprop") or get("rel") == "author":
                annotated.append(element)
        return elements, marked, annotated

    @property
    def elements(self) -> list[HtmlElement]:
        """All elements in document order."""
        return self._once[0]

    @property
    def marked(self) -> list[tuple[HtmlElement, str]]:
        """Elements that have a class or an id, in document order, with both in small letters."""
        return self._once[1]

    @property
    def annotated(self) -> list[HtmlElement]:
        """Elements with microdata or ``rel``, and ``<time>``."""
        return self._once[2]

    @cached_property
    def places(self) -> dict[HtmlElement, int]:
        """The place of each element in document order."""
        return {element: place for place, element in enumerate(self.elements)}

    def like(self, pattern: re.Pattern[str]) -> Iterator[HtmlElement]:
        """Elements whose class or id matches."""
        return (element for element, marks in self.marked if pattern.search(marks))

    @cached_property
    def document_title(self) -> str:
        return " ".join((self.tree.findtext(".//title") or "").split())

    @cached_property
    def text(self) -> str:
        """The text of the page as far as tags tell, menus and footers included."""
        parts: list[str] = []
        stack: list[HtmlElement | str] = [self.tree]
        while stack:
            element = stack.pop()
            if isinstance(element, str):
                parts.append(element)
                continue
            if element.tail:
                stack.append(element.tail)
            if isinstance(element.tag, str) and element.tag not in _HIDDEN_TAGS:
                stack.extend(reversed(element))
                if element.text:
                    parts.append(element.text)
        return " ".join(" ".join(parts).split())

    @cached_property
    def link_share(self) -> float:
        """The share of the page's text that stands in links."""
        linked = sum(len(" ".join(element.text_content().split())) for element in self.tree.iter("a"))
        return min(1.0, linked / max(1, len(self.text)))
