"""The feeds and sitemaps of the demo world's publishers, each in the dialect and with the quirks of its site."""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
import json
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from pipeline.demo.chrome import Place
from pipeline.demo.content import Piece, Publisher
from pipeline.demo.markup import body_html

CONTENT_TYPES = {
    "rss2": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
    "news-sitemap": "application/xml",
}


def feed(publisher: Publisher, listed: Sequence[Piece], place: Place, title: str) -> str:
    """The feed of ``listed`` in the publisher's format; for a sitemap site, its news sitemap."""
    if "feed_unordered" in publisher.quirks:
        listed = sorted(listed, key=lambda piece: piece.front.path)
    if publisher.feed == "atom":
        return _atom(publisher, listed, place, title)
    if publisher.feed == "rdf":
        return _rdf(publisher, listed, place, title)
    if publisher.feed == "json":
        return _json(publisher, listed, place, title)
    if publisher.feed == "news-sitemap":
        return news_sitemap(publisher, listed, place)
    return _rss2(publisher, listed, place, title)


def link(piece: Piece, place: Place) -> str:
    """The address that the feed gives, which is not always the one of the page."""
    path = piece.front.moved_from or piece.front.path
    quirks = piece.publisher.quirks
    if "tracking_redirect" in quirks:
        path = tracking_path(piece)
    url = place.home.rstrip("/") + path
    return f"{url}?utm_source=rss&utm_medium=feed&utm_campaign={piece.front.section}" if "feed_utm" in quirks else url


def tracking_path(piece: Piece) -> str:
    """What a click counter would show; answers 302 to the page."""
    token = hashlib.sha256(piece.key.encode()).hexdigest()[:10]
    return f"/go/{token}"


def news_sitemap(publisher: Publisher, listed: Sequence[Piece], place: Place) -> str:
    entries = "\n".join(
        f"<url><loc>{escape(link(piece, place))}</loc><news:news>"
        f"<news:publication><news:name>{escape(publisher.name)}</news:name>"
        f"<news:language>{publisher.language}</news:language></news:publication>"
        f"<news:publication_date>{_local(piece.published, piece)}</news:publication_date>"
        f"<news:title>{escape(piece.title)}</news:title></news:news></url>"
        for piece in listed
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{entries}\n</urlset>\n"
    )


def sitemap(listed: Sequence[Piece], place: Place) -> str:
    entries = "\n".join(
        f"<url><loc>{escape(place.url(piece))}</loc><lastmod>{_local(piece.updated, piece)}</lastmod></url>"
        for piece in listed
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'
    )


def sitemap_index(addresses: Sequence[str]) -> str:
    entries = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>\n'
    )


def _rss2(publisher: Publisher, listed: Sequence[Piece], place: Place, title: str) -> str:
    items = "\n".join(_rss2_item(piece, place) for piece in listed)
    newest = max(piece.updated for piece in listed)
    return (
        f'<?xml version="1.0" encoding="{publisher.charset}"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>'
        f"<title>{escape(title)}</title><link>{place.home}</link><description>{escape(publisher.about)}</description>"
        f"<language>{publisher.language}</language><lastBuildDate>{_rfc822(newest)}</lastBuildDate><ttl>30</ttl>\n"
        f"{items}\n</channel></rss>\n"
    )


def _rss2_item(piece: Piece, place: Place) -> str:
    quirks = piece.publisher.quirks
    parts = [
        f"<title>{escape(piece.title)}</title>",
        f"<link>{escape(link(piece, place))}</link>",
        f"<description>{escape(piece.summary)}</description>",
        f"<category>{escape(piece.publisher.sections[piece.front.section])}</category>",
        f'<guid isPermaLink="false">{piece.publisher.label}-{_number(piece)}</guid>',
        *(f"<dc:creator>{escape(name)}</dc:creator>" for name in piece.front.authors),
    ]
    if "undated_feed" not in quirks:
        parts.append(f"<pubDate>{_rfc822(piece.published.astimezone(piece.publisher.timezone))}</pubDate>")
    if "feed_full_text" in quirks:
        text = body_html(piece.paragraphs).replace("]]>", "]]&gt;")
        parts.append(f"<content:encoded><![CDATA[{text}]]></content:encoded>")
    return f"<item>{''.join(parts)}</item>"


def _atom(publisher: Publisher, listed: Sequence[Piece], place: Place, title: str) -> str:
    relative = "feed_base" in publisher.quirks
    base = f" xml:base={quoteattr(place.home)}" if relative else ""
    entries = "\n".join(_atom_entry(piece, place, relative) for piece in listed)
    newest = max(piece.updated for piece in listed)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{publisher.language}"{base}>'
        f"<title>{escape(title)}</title><id>tag:{publisher.label}.example,2019:feed</id>"
        f'<link rel="self" href="{publisher.feed_path}"/><link rel="alternate" type="text/html" href="{place.home}"/>'
        f"<updated>{newest.isoformat()}</updated>\n{entries}\n</feed>\n"
    )


def _atom_entry(piece: Piece, place: Place, relative: bool) -> str:
    href = link(piece, place)
    if relative:
        href = href.removeprefix(place.home)
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in piece.front.authors)
    return (
        f'<entry><title type="html">{escape(escape(piece.title))}</title>'
        f"<id>tag:{piece.publisher.label}.example,2019:{_number(piece)}</id>"
        f'<link rel="alternate" type="text/html" href={quoteattr(href)}/>'
        f"<published>{_local(piece.published, piece)}</published><updated>{_local(piece.updated, piece)}</updated>"
        f"{authors}<summary>{escape(piece.summary)}</summary></entry>"
    )


def _rdf(publisher: Publisher, listed: Sequence[Piece], place: Place, title: str) -> str:
    sequence = "".join(f"<rdf:li rdf:resource={quoteattr(link(piece, place))}/>" for piece in listed)
    items = "\n".join(
        f"<item rdf:about={quoteattr(link(piece, place))}><title>{escape(piece.title)}</title>"
        f"<link>{escape(link(piece, place))}</link><description>{escape(piece.summary)}</description>"
        f"<dc:date>{_local(piece.published, piece)}</dc:date>"
        f"<dc:creator>{escape(', '.join(piece.front.authors) or publisher.name)}</dc:creator></item>"
        for piece in listed
    )
    return (
        f'<?xml version="1.0" encoding="{publisher.charset}"?>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{place.home}"><title>{escape(title)}</title><link>{place.home}</link>'
        f"<description>{escape(publisher.about)}</description>"
        f"<items><rdf:Seq>{sequence}</rdf:Seq></items></channel>\n{items}\n</rdf:RDF>\n"
    )


def _json(publisher: Publisher, listed: Sequence[Piece], place: Place, title: str) -> str:
    items = [
        {
            "id": f"{publisher.label}/{_number(piece)}",
            "url": link(piece, place),
            "title": piece.title,
            "summary": piece.summary,
            "date_published": _local(piece.published, piece),
            "date_modified": _local(piece.updated, piece),
            "authors": [{"name": name} for name in piece.front.authors],
            "tags": list(piece.front.tags),
        }
        for piece in listed
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": place.home,
        "feed_url": place.home.rstrip("/") + publisher.feed_path,
        "language": publisher.language,
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _number(piece: Piece) -> int:
    """The id that the site's CMS would have given."""
    return int(hashlib.sha256(piece.key.encode()).hexdigest()[:6], 16)


def _rfc822(moment: dt.datetime) -> str:
    return email.utils.format_datetime(moment)


def _local(moment: dt.datetime, piece: Piece) -> str:
    return moment.astimezone(piece.publisher.timezone).isoformat()
