"""Every address of the simulated web and what it answers: built once per revision of the world, served from memory."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.demo import feeds
from pipeline.demo.chrome import Place, about_page, article_page, list_page
from pipeline.demo.content import Piece, Publisher

HTML = "text/html"
MISSING = "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
BROKEN = "<html><head><title>Error</title></head><body><h1>Error establishing a database connection</h1></body></html>"


@dataclass(frozen=True)
class Resource:
    """What one address answers. ``validators`` are those of the publisher; redirects have a ``location``."""

    body: bytes
    content_type: str
    status: int = 200
    modified: dt.datetime | None = None
    validators: str = "none"
    max_age: int = 300
    location: str | None = None


@dataclass(frozen=True)
class Site:
    """One publisher with all its addresses, by path."""

    publisher: Publisher
    home: str
    pieces: tuple[Piece, ...]
    resources: Mapping[str, Resource]


def build_sites(pieces: Sequence[Piece], chosen: Sequence[Publisher], port: int) -> dict[str, Site]:
    """The sites of the ``chosen`` publishers, by label."""
    homes = {piece.publisher.slug: home(piece.publisher, port) for piece in pieces}
    addresses = {piece.key: homes[piece.publisher.slug].rstrip("/") + piece.front.path for piece in pieces}
    return {
        publisher.label: _site(
            publisher,
            [piece for piece in pieces if piece.publisher.slug == publisher.slug],
            Place(home(publisher, port), addresses),
        )
        for publisher in chosen
    }


def home(publisher: Publisher, port: int) -> str:
    return f"http://{publisher.label}.localhost:{port}/"


def feed_paths(publisher: Publisher) -> list[str]:
    """Where the publisher's feeds are; none for a site that has only its front page."""
    if publisher.feed == "none":
        return []
    paths = [publisher.feed_path]
    if "second_feed" in publisher.quirks:
        paths.append(second_feed_path(publisher))
    return paths


def second_feed_path(publisher: Publisher) -> str:
    """The feed of the publisher's second section; its items are in the main feed too."""
    return f"/{list(publisher.sections)[1]}/rss.xml"


def _site(publisher: Publisher, pieces: list[Piece], place: Place) -> Site:
    resources: dict[str, Resource] = {}
    live = [piece for piece in pieces if not piece.has("gone")]
    _add_articles(resources, publisher, pieces, place)
    _add_lists(resources, publisher, live)
    _add_feeds(resources, publisher, pieces, place)
    _add_robots(resources, publisher, place)
    return Site(publisher, place.home, tuple(pieces), resources)


def _add_articles(resources: dict[str, Resource], publisher: Publisher, pieces: Sequence[Piece], place: Place) -> None:
    for piece in pieces:
        path = piece.front.path
        siblings = [other for other in pieces if other is not piece and not other.has("gone")]
        if piece.has("broken_page"):
            resources[path] = Resource(BROKEN.encode(), HTML, status=500)
        elif piece.has("gone"):
            resources[path] = Resource(MISSING.encode(), HTML, status=410)
        else:
            text = article_page(piece, siblings, place)
            resources[path] = _page(publisher, text, piece.updated)
        if piece.front.moved_from:
            resources[piece.front.moved_from] = _redirect(301, place.url(piece))
        if "tracking_redirect" in publisher.quirks:
            resources[feeds.tracking_path(piece)] = _redirect(302, f"{place.url(piece)}?utm_source=deltapost-rss")


def _add_lists(resources: dict[str, Resource], publisher: Publisher, live: Sequence[Piece]) -> None:
    newest = max(piece.updated for piece in live)
    resources["/"] = _page(publisher, list_page(publisher, live, publisher.name), newest, max_age=60)
    for slug, name in publisher.sections.items():
        inside = [piece for piece in live if piece.front.section == slug]
        resources[f"/{slug}/"] = _page(publisher, list_page(publisher, inside, name), newest, max_age=60)
        resources[f"/{slug}"] = _redirect(301, f"/{slug}/")
    resources["/about"] = _page(publisher, about_page(publisher, live), newest)


def _add_feeds(resources: dict[str, Resource], publisher: Publisher, pieces: Sequence[Piece], place: Place) -> None:
    newest = max(piece.updated for piece in pieces)
    resources["/sitemap.xml"] = _xml(publisher, feeds.sitemap(pieces, place), newest)
    if publisher.feed == "none":
        return
    kind = feeds.CONTENT_TYPES[publisher.feed]
    text = feeds.feed(publisher, pieces, place, publisher.name)
    if publisher.feed_path.endswith("index.xml"):
        folder = publisher.feed_path.rpartition("/")[0]
        addresses = [f"{place.home.rstrip('/')}{folder}/{name}" for name in ("news.xml", "archive.xml.gz")]
        resources[publisher.feed_path] = _xml(publisher, feeds.sitemap_index(addresses), newest)
        resources[f"{folder}/news.xml"] = _xml(publisher, text, newest)
        packed = gzip.compress(feeds.sitemap(pieces[-4:], place).encode(), mtime=0)
        resources[f"{folder}/archive.xml.gz"] = Resource(packed, "application/gzip", modified=newest)
        return
    resources[publisher.feed_path] = _xml(publisher, text, newest, kind)
    if "second_feed" in publisher.quirks:
        section = list(publisher.sections)[1]
        inside = [piece for piece in pieces if piece.front.section == section]
        title = f"{publisher.name} - {publisher.sections[section]}"
        second = feeds.feed(publisher, inside, place, title)
        resources[second_feed_path(publisher)] = _xml(publisher, second, newest, kind)


def _add_robots(resources: dict[str, Resource], publisher: Publisher, place: Place) -> None:
    if publisher.robots is None:
        return
    text = publisher.robots.replace("{site}", place.home.rstrip("/"))
    resource = Resource(text.encode(), "text/plain; charset=utf-8", max_age=3600)
    if publisher.robots_moved:
        resources["/robots.txt"] = _redirect(301, "/static/robots.txt")
        resources["/static/robots.txt"] = resource
    else:
        resources["/robots.txt"] = resource


def _page(publisher: Publisher, text: str, modified: dt.datetime, max_age: int = 300) -> Resource:
    content_type = HTML if publisher.charset_in == "meta" else f"{HTML}; charset={publisher.charset}"
    return Resource(
        _encode(publisher, text), content_type, modified=modified, validators=publisher.validators, max_age=max_age
    )


def _xml(publisher: Publisher, text: str, modified: dt.datetime, kind: str = "application/xml") -> Resource:
    encoded = text.encode() if kind in ("application/xml", "application/feed+json") else _encode(publisher, text)
    return Resource(encoded, kind, modified=modified, validators=publisher.validators, max_age=120)


def _encode(publisher: Publisher, text: str) -> bytes:
    return text.encode(publisher.codec, errors="xmlcharrefreplace")


def _redirect(status: int, location: str) -> Resource:
    return Resource(b"", HTML, status=status, location=location)
