"""What the head of a page says about the article: JSON-LD, OpenGraph, Dublin Core, in the manner of each publisher."""

from __future__ import annotations

import datetime as dt
import html
import json
from typing import Any

from pipeline.demo.content import Piece


def head_html(piece: Piece, url: str, canonical: str | None, home: str) -> str:
    """The metadata elements of an article's page, one a line."""
    parts = [f'<meta name="description" content="{html.escape(piece.summary)}">']
    if canonical:
        parts.append(f'<link rel="canonical" href="{html.escape(canonical)}">')
    for style in piece.publisher.metadata:
        parts.extend(_STYLES[style](piece, url, home))
    return "\n".join(parts)


def local_iso(moment: dt.datetime, piece: Piece) -> str:
    """With the offset of the publisher: ``2026-11-20T14:05:00+03:00``."""
    return moment.astimezone(piece.publisher.timezone).isoformat()


def _news_article(piece: Piece, url: str, home: str) -> dict[str, Any]:
    article: dict[str, Any] = {
        "@type": "OpinionNewsArticle" if piece.front.kind in ("opinion", "editorial") else "NewsArticle",
        "headline": piece.title,
        "description": piece.summary,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "datePublished": local_iso(piece.published, piece),
        "dateModified": local_iso(piece.updated, piece),
        "articleSection": piece.publisher.sections[piece.front.section],
        "inLanguage": piece.publisher.language,
        "isAccessibleForFree": not piece.has("paywall"),
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": piece.publisher.name,
            "url": home,
            "logo": {"@type": "ImageObject", "url": f"{home}static/logo.png"},
        },
    }
    if piece.front.authors:
        article["author"] = [{"@type": "Person", "name": name} for name in piece.front.authors]
    if piece.front.tags:
        article["keywords"] = list(piece.front.tags)
    if piece.has("paywall"):
        article["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
    return article


def _script(document: dict[str, Any]) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=1).replace("</", "<\\/")
    return f'<script type="application/ld+json">\n{text}\n</script>'


def _json_ld(piece: Piece, url: str, home: str) -> list[str]:
    return [_script({"@context": "https://schema.org", **_news_article(piece, url, home)})]


def _graph(piece: Piece, url: str, home: str) -> list[str]:
    """As the large WordPress plug-ins write it: nodes that point at each other."""
    people = [{"@type": "Person", "@id": f"{home}#/person/{n}", "name": name} for n, name in enumerate(_authors(piece))]
    article = {**_news_article(piece, url, home), "@id": f"{url}#article", "isPartOf": {"@id": url}}
    article["author"] = [{"@id": person["@id"]} for person in people]
    page = {"@type": "WebPage", "@id": url, "url": url, "name": piece.title, "isPartOf": {"@id": f"{home}#website"}}
    site = {"@type": "WebSite", "@id": f"{home}#website", "url": home, "name": piece.publisher.name}
    return [_script({"@context": "https://schema.org", "@graph": [article, page, site, *people]})]


def _authors(piece: Piece) -> tuple[str, ...]:
    return piece.front.authors or (piece.publisher.name,)


def _opengraph(piece: Piece, url: str, home: str) -> list[str]:
    properties = [
        ("og:type", "article"),
        ("og:site_name", piece.publisher.name),
        ("og:title", f"{piece.title} | {piece.publisher.name}"),
        ("og:description", piece.summary),
        ("og:url", url),
        ("og:image", f"{home}static/share.jpg"),
        ("article:published_time", local_iso(piece.published, piece)),
        ("article:section", piece.publisher.sections[piece.front.section]),
    ]
    if piece.updated != piece.published:
        properties.append(("article:modified_time", local_iso(piece.updated, piece)))
    properties.extend(("article:tag", tag) for tag in piece.front.tags)
    lines = [f'<meta property="{name}" content="{html.escape(value)}">' for name, value in properties]
    lines.extend(f'<meta name="author" content="{html.escape(name)}">' for name in piece.front.authors)
    return lines


def _dublin_core(piece: Piece, url: str, home: str) -> list[str]:
    pairs = [
        ("DC.title", piece.title),
        ("DC.date.issued", piece.published.astimezone(piece.publisher.timezone).date().isoformat()),
        ("DC.language", piece.publisher.language),
        ("DC.identifier", url),
        ("DC.publisher", piece.publisher.name),
        *(("DC.creator", name) for name in piece.front.authors),
    ]
    return [f'<meta name="{name}" content="{html.escape(value)}">' for name, value in pairs]


def _pubdate(piece: Piece, url: str, home: str) -> list[str]:
    return [f'<meta name="pubdate" content="{local_iso(piece.published, piece)}">']


_STYLES = {
    "json-ld": _json_ld,
    "graph": _graph,
    "opengraph": _opengraph,
    "dublin-core": _dublin_core,
    "pubdate": _pubdate,
}
