"""The authors of an article: JSON-LD, meta tags, bylines; names only, in the order of the page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any

from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block
from pipeline.extraction.markup import Markup
from pipeline.extraction.structured import PageData, name_of, plain
from pipeline.extraction.titles import is_name_of, normal

MAX_AUTHORS = 20
_PREFIX = re.compile(
    r"^(?:written by|reported by|story by|text by|by|posted by|from|von|vom|par|por|de|di|da|door|av|af|od|autor(?:a|"
    r"es|en)?|"
    r"author|reporter|texto|text|text och|oleh|penulis|tekijä|przez|автор|авторы|текст|كتب|بقلم|نوشته|"
    r"लेखक|द्वारा|記者|文|作者|来源|记者|기자)\s*[:：]?\s+|^(?:记者|記者|文/|作者[:：]|通讯员|本报记者)\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[,;/|•·、，；&]|\s+(?:[Aa]nd|AND|und|y|e|et|en|och|og|i|ja|dan|và|и|و|та|na|with|mit|con)\s+)\s*"
)
_SUFFIX = re.compile(
    r"\s+(?:기자|記者|记者)$|\s*[(\[（].*[)\]）]$|"
    r"\s+[-–—|]\s+.*$|\s+(?:\d|posted\b|updated\b|published\b|"
    r"(?:hace|il y a|vor|há|hà|for the|für die|para)\b|(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.IGNORECASE,
)
# a role behind a whole name; "Staff Reporter" is all the name that there is
_ROLE = re.compile(
    r"^(\S+\s+(?!staff\b)\S+.*?)\s+(?:reporter|correspondent|staff writer|editor|redaktion|redacción)$", re.IGNORECASE
)
# "Saturday, June 6th, 2009 @ 00:00 UTC by Jane Okoro"
_SIGNED = re.compile(r"^.*\d.*?\b(?:by|von|por|par|oleh|door|przez)\s+", re.IGNORECASE)
_HANDLE = re.compile(r"\s*[(/|]?\s*(?<!\w)@\w+\)?")
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net)\b|\d\d|(?<![^\W\d_])\d(?![^\W\d_])|^(?:foto|photo|bild|image)s?\s*[:/©]|"
    r"^(?:admin|nachrichten|noticias|notícias|news|agenturen|agencies|agencias|agências|red|administrator|root|editor|editors|redaktion|redakcja|"
    r"redacción|redação|rédaction|staff|news desk|newsroom|web ?desk|online desk|null|none|undefined|new|posted:|last|"
    r""
    r""
    r"unknown|author|"
    r"view all posts.*|no author|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:illustration|photo|foto|фото|bild)\b.*|"
    r""
    r"guest|user|super ?admin|user admin|"
    r"(?:presented by|sponsored|twitter|facebook|instagram|whatsapp|linkedin|youtube)\b.*|"
    r"publicado|publicada|actualizado|veröffentlicht|"
    r"webmaster|published|updated|posted|share|follow|subscribe)$",
    re.IGNORECASE,
)
_SIGNED_MARKUP = './/*[@rel="author" or @itemprop="author" or @itemprop="creator"]'
_BYLINE = re.compile(
    r"byline|author[-_]?name|(?:article|post|story|entry)[-_]*author|writer|reporter-?name|journalist|yazar|penulis|"
    r"\bautor|muharrir|(?:^|\s)authors?(?:\s|$)"
)


_AUTHOR_LINKS = (
    './/a[contains(@href,"/author") or contains(@href,"/autor") or contains(@href,"/staff/")'
    ' or contains(@href,"/journalist") or contains(@href,"/reporter") or contains(@href,"/columnist")]'
)
_ASIDE = re.compile(r"comment|sidebar|side-bar|widget|^aside|^footer|^nav|related|recommend|popular|teaser|trending")
_LABEL = re.compile(
    r"^\s*(?:(?:作者|撰文|文字|记者|記者|글|Автор|Автори|Авторы|Текст|Autora?|Autorin|Author|Auteur|Penulis|Reporter|Yazar|"
    r"Muhabir|Tác giả|Text|Texto|Written by|Reported by)\s*[:：]|(?:By|Por|Par|Von|Oleh|Bởi|Przez|Av|Af|Di|Door)\s+"
    r"(?=[A-ZÀ-ÖØ-Þ]))\s*"
)
_SHORT_NAME = re.compile(r"^[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af·]{2,4}$")
_LOOSE = re.compile(r"author|vcard|signature|redakt")
# two to four capitalised words, particles between them; Korean papers write "최윤호 기자 uknow@…"
_NAME_ALONE = re.compile(
    r"^(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω][\w'’.-]*)(?:\s+(?:de|da|dos|del|la|van|von|der|bin|al|el|y|di))?"
    r"(?:\s+[A-ZÀ-ÖØ-ÞĀ-ŽĐА-ЯЁІЇЄҐΑ-ΩẠ-Ỹ][\w'’.-]*){1,3}$"
)
_REPORTER = re.compile(r"^[\[(]?([가-힣]{2,4})\s?(?:기자|특파원)")
_META_NAMES = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "og:article:author", "article:author_name", "citation_author", "cxenseparse:author",
)  # fmt: skip


def find_authors(markup: Markup, data: PageData) -> list[str]:
    """Names of the people (or the agency) that sign the article; [] when nobody does."""
    publishers = {normal(name) for name in data.publishers}
    declared = [_json_ld(data), *_metas(data)]
    for found in declared:
        names = clean_names(found, publishers)
        if names:
            return names
    tree = markup.tree
    if names := _bylines((tree.xpath(_SIGNED_MARKUP), markup.like(_BYLINE)), publishers):
        return names
    if names := _labelled(tree, publishers):
        return names
    sources = (tree.xpath(_AUTHOR_LINKS), markup.like(_LOOSE))
    loose = _bylines(((element for element in source if not _is_aside(element)) for source in sources), publishers)
    if names := [name for name in loose if _NAME_ALONE.match(name)]:
        return names
    # signed by the house itself: that is what the page says
    return next((names for found in declared if (names := clean_names(found, set()))), [])


def find_signature(lines: list[str], links: frozenset[str]) -> str | None:
    """A name that stands alone in one of an article's last lines, as many papers sign; None without one.

    ``links`` are normalised link texts: a name that leads elsewhere is a tag.
    """
    for line in lines:
        text = line.strip(" ()[]—–-|")
        reporter = _REPORTER.search(text)
        if reporter:
            return reporter.group(1)
        if len(text) <= 40 and _NAME_ALONE.match(text) and normal(text) not in links and _is_name(text):
            return _calm(text)
    return None


def find_heading_signature(blocks: list[Block], title: str | None, links: frozenset[str]) -> list[str]:
    """Names that stand alone in one of an article's first two paragraphs: "Mpho Sebusi/Thabo Phakela"."""
    for block in blocks[:2]:
        names = clean_names([block.text], set()) if block.kind == "p" and len(block.text) <= 60 else []
        alone = bool(names) and all(_NAME_ALONE.match(name) for name in names)
        if alone and normal(block.text) not in links and normal(names[0]) not in normal(title):
            return names
    return []


def clean_names(values: Iterable[str], publishers: set[str]) -> list[str]:
    """Single names out of bylines: prefixes, roles, handles and the publisher's own name removed."""
    names: dict[str, str] = {}
    for given in values:
        value = _HANDLE.sub("", given)
        text = _PREFIX.sub("", _SIGNED.sub("", plain(value)).strip(" ,;:|-–—•·"))
        for part in _SPLIT.split(text):
            name = _SUFFIX.sub("", _PREFIX.sub("", _of_house(part, publishers).strip(" ,;:|-–—•·\"'“”"))).strip()
            name = _ROLE.sub(r"\1", name)
            if _is_name(name) and not is_name_of(normal(name), publishers):
                names.setdefault(normal(name), _calm(name))
    return list(names.values())[:MAX_AUTHORS]


def _of_house(part: str, publishers: set[str]) -> str:
    """``unocero - Alberto Ávila`` of the publisher Unocero is Alberto Ávila."""
    house, dash, name = part.partition(" - ")
    return name if dash and is_name_of(normal(house), publishers) else part


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
        elif isinstance(value, dict):
            parts = [value.get("givenName"), value.get("familyName")]
            found.append(" ".join(part for part in parts if isinstance(part, str)))
    return found


def _metas(data: PageData) -> list[list[str]]:
    """The values of each tag that names authors; a tag may hold the house where another holds the writer."""
    tags = (data.metas.get(name, ()) for name in _META_NAMES)
    return [[value for value in values if not value.startswith(("http", "//", "/"))] for values in tags if values]


def _is_aside(element: HtmlElement) -> bool:
    """Whether an element stands where other people sign: among comments, teasers, in a side column or the footer."""
    around = (f"{each.tag} {each.get('class') or ''} {each.get('id') or ''}" for each in element.iterancestors())
    return any(_ASIDE.search(marks.lower()) for marks in around)


def _labelled(tree: HtmlElement, publishers: set[str]) -> list[str]:
    """What stands behind a word that announces a name, in the first short element that begins so."""
    for element in tree.iter("span", "p", "div", "a", "li", "em", "strong", "b", "small", "address", "td", "i"):
        start = element.text
        if not start or not _LABEL.match(start):
            continue
        text = " ".join(" ".join(element.itertext()).split())
        label = _LABEL.match(text)
        if label is None or len(text) > 80:
            continue
        names = clean_names([text[label.end() :]], publishers)
        # a name in Han, kana or Hangul is short and has no capitals to know it by
        if names and all(_NAME_ALONE.match(name) or _SHORT_NAME.match(name) for name in names):
            return names
    return []


def _bylines(sources: Iterable[Iterable[HtmlElement]], publishers: set[str]) -> list[str]:
    """The first element marked as a byline that holds a name, and those beside it: others sign other stories."""
    for elements in sources:
        found: dict[str, str] = {}
        block: HtmlElement | None = None
        for element in itertools.islice(elements, 20):
            parent = element.getparent()
            home = parent.getparent() if parent is not None else None
            if block is not None and home is not block:
                continue
            text = element.get("content") or " ".join(" ".join(element.itertext()).split())
            if not text or len(text) > 120:
                continue
            for name in clean_names([text], publishers):
                alone = _first_piece(element, name, publishers)
                found.setdefault(normal(alone), alone)
                block = home
        if found:
            return list(found.values())[:MAX_AUTHORS]
    return []


def _first_piece(element: HtmlElement, name: str, publishers: set[str]) -> str:
    """``Jane Okoro`` where that is the element's own piece of text and ``The Star`` the next: never both."""
    if len(name.split()) < 4:
        return name
    pieces = (piece for text in element.itertext() for piece in clean_names([text], publishers))
    starts = (piece for piece in pieces if _NAME_ALONE.match(piece) and name.startswith(f"{piece} "))
    return next(starts, name)
