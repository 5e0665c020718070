"""The marks in a page's markup that tell what it is when there is little text, read while the tree is still whole.

What they mean is decided in ``walls.py``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.extraction.markup import Markup
from pipeline.extraction.notice_words import CONSENT_MARKUP
from pipeline.extraction.notices import is_unseen
from pipeline.extraction.structured import PageData
from pipeline.extraction.wall_words import CAPTCHA_MARKUP, PAYWALL_MARKUP

_ASIDE = re.compile(
    r"comment|sidebar|widget|footer|header|top-?(?:bar|nav|menu|line)|nav(?:bar|igation)?\b|modal|pop-?up|dropdown|overlay|"
    r"lightbox|tool-?bar|masthead|drawer|off-?canvas"
)
_ROOT = re.compile(
    r"(?:^|\s)(?:root|app|__next|__nuxt|app-root|react-root|main-app|svelte|gatsby-focus-wrapper)(?:\s|$)"
)


@dataclass(frozen=True)
class Signs:
    """Marks in a page's markup that only matter when there is little text."""

    heads: tuple[str, ...]
    scripts: int
    without_scripts: str
    paywall_markup: bool
    declared_paid: bool
    declared_words: int
    captcha_markup: bool = False
    asks_password: bool = False
    empty_root: bool = False
    consent_share: float = 0.0


def read_signs(markup: Markup, data: PageData) -> Signs:
    """Read the marks while the tree is still whole."""
    heads = [" ".join(element.text_content().split()) for element in itertools.islice(_headings(markup), 2)]
    return Signs(
        heads=(markup.document_title, *heads),
        scripts=sum(1 for _ in markup.tree.iter("script")),
        without_scripts=" ".join(element.text_content() for element in markup.tree.iter("noscript"))[:5000],
        paywall_markup=next(markup.like(PAYWALL_MARKUP), None) is not None,
        declared_paid=_declares_paid(data),
        declared_words=_declared_words(data),
        captcha_markup=next(markup.like(CAPTCHA_MARKUP), None) is not None or _loads_captcha(markup),
        asks_password=_asks_password(markup),
        empty_root=any(len(element) == 0 and not (element.text or "").strip() for element in markup.like(_ROOT)),
        consent_share=_consent_share(markup),
    )


def _headings(markup: Markup) -> Iterator[HtmlElement]:
    """The main headings; of a page without one, those of the next rank."""
    ranks = (element for rank in ("h1", "h2", "h3") for element in markup.tree.iter(rank))
    first = next(ranks, None)
    return iter(()) if first is None else (element for element in markup.tree.iter(str(first.tag)))


def _asks_password(markup: Markup) -> bool:
    """Whether the page has a field for a password in its middle: half the world's sites have one in their header."""
    fields = (element for element in markup.tree.iter("input") if (element.get("type") or "").lower() == "password")
    return any(not any(_opens_aside(up) for up in field.iterancestors()) for field in fields)


def _opens_aside(element: HtmlElement) -> bool:
    if element.tag in ("html", "body", "main", "article"):
        return False
    marks = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return element.tag in ("nav", "aside", "header", "footer") or is_unseen(element) or bool(_ASIDE.search(marks))


def _consent_share(markup: Markup) -> float:
    """The share of the page's text that stands in the containers of those who ask for consent."""
    asking: list[HtmlElement] = []
    for element in markup.like(CONSENT_MARKUP):
        if not any(up in asking for up in element.iterancestors()):
            asking.append(element)
    if not asking:
        return 0.0
    body = markup.tree.find("body")
    return sum(map(_size, asking)) / max(1, _size(markup.tree if body is None else body))


def _size(element: HtmlElement) -> int:
    texts = (text for text in element.itertext() if text.strip())
    return sum(len(" ".join(text.split())) for text in texts) - sum(
        len(" ".join((each.text or "").split())) for each in element.iter("script", "style")
    )


def _loads_captcha(markup: Markup) -> bool:
    scripts = (f"{element.get('src') or ''} {(element.text or '')[:2000]}" for element in markup.tree.iter("script"))
    return any(
        "/cdn-cgi/challenge" in source or "captcha-delivery" in source or "_cf_chl" in source for source in scripts
    )


def _declares_paid(data: PageData) -> bool:
    for node in data.nodes:
        free = node.get("isAccessibleForFree")
        if free is False or (isinstance(free, str) and free.lower() in ("false", "http://schema.org/false", "no")):
            return True
    tier = (data.meta("article:content_tier", "og:article:content_tier", "content_tier") or "").lower()
    return tier in ("locked", "metered", "premium", "paid")


def _declared_words(data: PageData) -> int:
    count = data.article.get("wordCount")
    try:
        return int(str(count))
    except ValueError:
        return 0
