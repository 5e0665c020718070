"""Newspapers on a test site, whose feeds do what the pitfalls say that feeds do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pipeline_tests.crawl.site import Site


@dataclass(frozen=True)
class Piece:
    """One item of a feed: its path, and what the feed says of it."""

    path: str
    guid: str | None = None
    date: str | None = None


def rss(site: Site, path: str, pieces: Sequence[Piece], *, scheme: str = "http") -> None:
    """Publish the pieces as RSS, in this order; ``scheme`` is that of their links and guids."""
    root = site.root.replace("http", scheme, 1)
    items = "".join(
        f"<item><title>Story {piece.path}</title><link>{escape(root + piece.path)}</link>"
        + (f"<guid isPermaLink='false'>{escape(piece.guid)}</guid>" if piece.guid else "")
        + (f"<pubDate>{piece.date}</pubDate>" if piece.date else "")
        + "</item>"
        for piece in pieces
    )
    site.page(path, f"<rss version='2.0'><channel>{items}</channel></rss>", kind="application/rss+xml")


def atom(site: Site, path: str, pieces: Sequence[Piece]) -> None:
    """Publish the pieces as Atom."""
    entries = "".join(
        f"<entry><title>Story {piece.path}</title><id>{escape(piece.guid or '')}</id>"
        f"<link href='{escape(site.root + piece.path)}'/>"
        + (f"<published>{piece.date}</published>" if piece.date else "")
        + "</entry>"
        for piece in pieces
    )
    site.page(path, f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", kind="application/atom+xml")


def calendar(site: Site, path: str, articles: Sequence[str], days: int) -> None:
    """A front page with articles, and a calendar with a link for each of so many days, each of which has one too."""
    links = "".join(f"<a href='{link}'>What was decided in the capital yesterday, and by whom</a>" for link in articles)
    dates = "".join(
        f"<a href='/2027/{day // 28 % 12 + 1:02}/{day % 28 + 1:02}/'>{day % 28 + 1}</a>" for day in range(days)
    )
    later = "".join(f"<a href='/calendar?year={2027 + number}&amp;month=5'>Next</a>" for number in range(50))
    site.page(path, f"<html><body>{links}{dates}{later}</body></html>")
