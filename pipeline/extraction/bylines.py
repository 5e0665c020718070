"""Names that a page prints without declaring them: bylines, labels, links to authors, signatures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block, normal
from pipeline.extraction.markup import Markup, select
from pipeline.extraction.names import ACCOUNT, MAX_AUTHORS, NAME_ALONE, REPORTER, SHORT_NAME, calm, clean_names, is_name

_BYLINE = re.compile(
    r"byline|author[-_]?name|(?:article|post|story|entry)[-_]*author|writer|reporter-?name|journalist|yazar|penulis|"
    r"\bautor|muharrir|\bauteurs?\b|verfasser|skribent|forfatter|kirjoittaja|periodista|jornalista|"
    r"(?:^|\s)(?:authors?|firma)(?:\s|$)"
)


_AUTHOR_LINKS = XPath(
    'descendant::a[contains(@href,"/author") or contains(@href,"/autor") or contains(@href,"/staff/")'
    ' or contains(@href,"/journalist") or contains(@href,"/reporter") or contains(@href,"/columnist")]'
)
_ASIDE = re.compile(r"comment|sidebar|side-bar|widget|^aside|^footer|^nav|related|recommend|popular|teaser|trending")
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)?|teasers?|comments?|trending|most-?read)(?:$|[\s_-])"
)
NEAR = 3  # boxes around a byline
_LABEL = re.compile(
    r"^\s*(?:(?:责任编辑|责编|編輯|编辑|作者|撰文|文字|记者|記者|글|Автор|Автори|Авторы|Текст|Autora?|Autorin|Author|Auteur|Penulis|Reporter|Yazar|"
    r"Muhabir|Tác giả|Text|Texto|Written by|Reported by)\s*[:：]|(?:By|Por|Par|Von|Oleh|Bởi|Przez|Av|Af|Di|Door)\s+"
    r"(?=[A-ZÀ-ÖØ-Þ]))\s*"
)
# Chinese portals name the editor in charge where nobody else signs
_EDITOR = re.compile(r"^\s*(?:责任编辑|责编|編輯|编辑)")
_LABEL_ALONE = re.compile(
    r"^\s*(?:Autor(?:in)?(?:\s?/\s?Autor(?:in)?)?|Autora?(?:\s?/\s?[ao])?|Authors?|Auteurs?|Autore|Penulis|Yazar|Автор)\s*[:：]?\s*$"
)
_BEFORE_NAME = re.compile(r"^[^:]+: ")
_SIGNING = ("author", "creator")
_DATED = re.compile(r"date|fecha|datum|tarih|waktu|time")
_DIGITS = re.compile(r"\d\d")
_LOOSE = re.compile(r"author|vcard|signature|redakt")


def find_signature(lines: list[str], links: frozenset[str]) -> str | None:
    """A name that stands alone in one of an article's last lines, as many papers sign; None without one.

    ``links`` are normalised link texts: a name that leads elsewhere is a tag.
    """
    for line in lines:
        text = line.strip(" ()[]—–-|")
        reporter = REPORTER.search(text)
        if reporter:
            return reporter.group(1)
        if len(text) <= 40 and NAME_ALONE.match(text) and normal(text) not in links and is_name(text):
            return calm(text)
    return None


def find_heading_signature(blocks: list[Block], title: str | None, links: frozenset[str]) -> list[str]:
    """Names that stand alone in one of an article's first four paragraphs: "Mpho Sebusi/Thabo Phakela"."""
    for block in blocks[:4]:
        names = clean_names([block.text], set()) if block.kind == "p" and len(block.text) <= 60 else []
        alone = bool(names) and all(NAME_ALONE.match(name) for name in names)
        if alone and normal(block.text) not in links and normal(names[0]) not in normal(title):
            return names
    return []


def _is_aside(element: HtmlElement) -> bool:
    """Whether an element stands where other people sign: among comments, teasers, in a side column or the footer."""
    around = (f"{each.tag} {each.get('class') or ''} {each.get('id') or ''}" for each in element.iterancestors())
    return any(_ASIDE.search(marks.lower()) for marks in around)


def labelled_names(markup: Markup, houses: set[str]) -> list[str]:
    """What stands behind a word that announces a name, in the first short element that begins so."""
    editor: list[str] = []
    for element in markup.tree.iter("span", "p", "div", "a", "li", "em", "strong", "b", "small", "address", "td", "i"):
        start = (element.text or "")[:120]
        if _LABEL.match(start):
            text = " ".join(" ".join(element.itertext()).split())
            label = _LABEL.match(text)
        elif _LABEL_ALONE.match(start):  # "<b>Author</b> Jane Okoro"
            text = f"{' '.join(start.split()).rstrip(' :：')}: {' '.join((element.tail or '').split())}"
            label = _BEFORE_NAME.match(text)
        else:
            continue
        if label is None or len(text) > 80:
            continue
        names = clean_names([text[label.end() :]], houses)
        # a name in Han, kana or Hangul is short and has no capitals to know it by
        if names and all(NAME_ALONE.match(name) or SHORT_NAME.match(name) for name in names):
            if not _EDITOR.match(start):
                return names
            editor = editor or names
    return editor


def signed_names(markup: Markup, houses: set[str]) -> list[str]:
    """Names in elements that are marked as the author's, or as a byline."""
    marked = (each for each in markup.annotated if each.get("rel") == "author" or each.get("itemprop") in _SIGNING)
    sources = (marked, markup.like(_BYLINE))
    return _bylines(((element for element in source if not _is_of_others(element)) for source in sources), houses)


def _is_of_others(element: HtmlElement) -> bool:
    """Whether the boxes right around a byline are those of other stories or of comments."""
    around = itertools.islice(element.iterancestors(), NEAR)
    return any(_OTHERS.search(f"{each.get('class') or ''} {each.get('id') or ''}".lower()) for each in around)


def linked_names(markup: Markup, houses: set[str]) -> list[str]:
    """Names, whole ones alone, that lead to an author's page or stand in what is called like an author's box."""
    sources = (select(_AUTHOR_LINKS, markup.tree), markup.like(_LOOSE))
    loose = _bylines(((element for element in source if not _is_aside(element)) for source in sources), houses)
    return [name for name in loose if NAME_ALONE.match(name)] or _beside_the_date(markup, houses)


def _beside_the_date(markup: Markup, houses: set[str]) -> list[str]:
    """A name that stands alone before the date of the article: "Jane Okoro |" and "4 March 2026"."""
    for element in itertools.islice(markup.like(_DATED), 6):
        before = element.getprevious()
        if before is None or len(before) or _is_aside(element) or not _DIGITS.search(element.text_content()[:60]):
            continue
        text = " ".join((before.text or "").split()).strip(" |·•,–—-")
        if NAME_ALONE.match(text) and (names := clean_names([text], houses)):
            return names
    return []


def _bylines(sources: Iterable[Iterable[HtmlElement]], houses: set[str]) -> list[str]:
    """The first element marked as a byline that holds a name, and those beside it: others sign other stories."""
    for elements in sources:
        found: dict[str, str] = {}
        block: HtmlElement | None = None
        for element in itertools.islice(elements, 20):
            if ACCOUNT.search(element.get("href") or ""):
                continue
            parent = element.getparent()
            home = parent.getparent() if parent is not None else None
            if block is not None and home is not block:
                continue
            text = element.get("content") or " ".join(" ".join(element.itertext()).split())
            if not text or len(text) > 120:
                continue
            for name in clean_names([text], houses):
                alone = _first_piece(element, name, houses)
                found.setdefault(normal(alone), alone)
                block = home
        if found:
            return list(found.values())[:MAX_AUTHORS]
    return []


def _first_piece(element: HtmlElement, name: str, houses: set[str]) -> str:
    """``Jane Okoro`` where that is the element's own piece of text and ``The Star`` the next: never both."""
    if len(name.split()) < 4:
        return name
    pieces = (piece for text in element.itertext() for piece in clean_names([text], houses))
    starts = (piece for piece in pieces if NAME_ALONE.match(piece) and name.startswith(f"{piece} "))
    return next(starts, name)
