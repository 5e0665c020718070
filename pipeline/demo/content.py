"""The content of the demo world: its publishers and articles, read from ``world/``, as values.

One file per article: YAML front matter between ``---`` lines, then Markdown. Nothing here knows HTML or HTTP.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from pipeline.demo.dates import fill_dates

WORLD = Path(__file__).with_name("world")

Kind = Literal[
    "news", "wire", "wire_copy", "rewrite", "analysis", "opinion", "feature", "interview", "stub", "live", "editorial"
]
Flag = Literal["paywall", "cookie_wall", "broken_page", "broken_html", "gone", "injection", "disallowed", "script_only"]
Quirk = Literal[
    "advertisements",  # boxes between paragraphs
    "base_element",  # links are relative to a <base href>
    "feed_base",  # relative links in the feed, to be resolved with xml:base
    "feed_full_text",  # content:encoded carries the article
    "feed_utm",  # tracking parameters in the links of the feed
    "feed_unordered",  # items in no order
    "second_feed",  # a business feed beside the main one, with items in both
    "tracking_redirect",  # links of the feed go through a 302
    "undated_feed",  # items without dates
]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Publisher(_Frozen):
    """One site of the simulated web, from ``publishers.yaml``."""

    slug: str
    name: str
    label: str = Field(description="the site is at http://<label>.localhost:PORT/")
    country: str
    region: str
    language: str
    reputation: int
    kind: Literal["rss", "sitemap", "listing"]
    feed: Literal["rss2", "atom", "rdf", "json", "news-sitemap", "none"]
    feed_path: str = ""
    feed_in_catalogue: bool = True
    charset: str = "utf-8"
    charset_in: Literal["header", "meta", "both"] = "both"
    declared_charset: str = Field("", description="what the site says, when that is not the codec's name")
    utc_offset: float
    date_style: str
    metadata: tuple[Literal["json-ld", "graph", "opengraph", "dublin-core", "pubdate"], ...] = ()
    paragraphs: Literal["p", "div", "br"] = "p"
    validators: Literal["both", "etag", "last-modified", "none"] = "both"
    robots: str | None = Field(None, description="the text of robots.txt; none is a 404")
    robots_moved: bool = False
    sections: dict[str, str]
    about: str
    quirks: tuple[Quirk, ...] = ()

    @property
    def timezone(self) -> dt.timezone:
        return dt.timezone(dt.timedelta(hours=self.utc_offset))

    @property
    def codec(self) -> str:
        # browsers read iso-8859-1 as windows-1252, and such sites write it
        return {"iso-8859-1": "cp1252"}.get(self.charset, self.charset)


class FrontMatter(_Frozen):
    """What stands above an article's text."""

    title: str
    path: str = Field(pattern=r"^/[\w./%-]+$")
    section: str
    kind: Kind = "news"
    age: float = Field(description="hours between publication and the present of the world")
    updated_after: float | None = Field(None, description="hours from publication to the update that the page shows")
    authors: tuple[str, ...] = ()
    summary: str
    tags: tuple[str, ...] = ()
    story: str | None = Field(None, description="the running story that this article tells a part of")
    copy_of: str | None = Field(None, description="publisher/file of the wire text that is republished")
    moved_from: str | None = Field(None, description="the path that the feed still gives; answers 301")
    canonical: str = Field("own", description="own, none, home, or publisher/file of another article")
    teaser: int = Field(2, description="paragraphs that a paywalled page shows")
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Piece:
    """An article as its publisher has it at the world's present: dates filled in, wire text resolved."""

    publisher: Publisher
    name: str
    front: FrontMatter
    title: str
    summary: str
    body: str
    published: dt.datetime
    updated: dt.datetime
    revision: int

    @property
    def key(self) -> str:
        return f"{self.publisher.slug}/{self.name}"

    def has(self, flag: Flag) -> bool:
        return flag in self.front.flags

    @property
    def paragraphs(self) -> list[str]:
        """The blocks of the Markdown body."""
        return [block.strip() for block in self.body.split("\n\n") if block.strip()]


@dataclass(frozen=True)
class _Written:
    front: FrontMatter
    body: str


@functools.cache
def publishers() -> tuple[Publisher, ...]:
    """All publishers, in the order of the file."""
    raw = yaml.safe_load((WORLD / "publishers.yaml").read_text(encoding="utf-8"))
    return tuple(Publisher(**entry) for entry in raw["publishers"])


def pieces(present: dt.datetime, *, edited: bool = False) -> list[Piece]:
    """Every article of the world, newest first.

    ``edited`` takes the second revision of those that have one (a sibling ``<name>.edited.md``).
    """
    written = _written()
    found = [_piece(publisher, name, present, edited, written) for publisher, name in _names()]
    return sorted(found, key=lambda piece: (piece.front.age, piece.key))


def _names() -> Iterator[tuple[Publisher, str]]:
    by_slug = {publisher.slug: publisher for publisher in publishers()}
    for key in _written():
        slug, _, name = key.partition("/")
        if not name.endswith(".edited"):
            yield by_slug[slug], name


def _piece(publisher: Publisher, name: str, present: dt.datetime, edited: bool, written: dict[str, _Written]) -> Piece:
    first = written[f"{publisher.slug}/{name}"]
    second = written.get(f"{publisher.slug}/{name}.edited") if edited else None
    this = second or first
    published = _before(present, this.front.age)
    local = published.astimezone(publisher.timezone)
    body = fill_dates(this.body, local, publisher.language)
    if this.front.copy_of:
        body = f"{_wire_text(this.front.copy_of, present, written)}\n\n{body}".strip()
    return Piece(
        publisher=publisher,
        name=name,
        front=this.front,
        title=fill_dates(this.front.title, local, publisher.language),
        summary=fill_dates(this.front.summary, local, publisher.language),
        body=body,
        published=published,
        updated=published + dt.timedelta(hours=this.front.updated_after or 0.0),
        revision=2 if second else 1,
    )


def _wire_text(key: str, present: dt.datetime, written: dict[str, _Written]) -> str:
    """The agency's text, with its days as the agency wrote them."""
    wire = written[key]
    agency = next(publisher for publisher in publishers() if publisher.slug == key.partition("/")[0])
    local = _before(present, wire.front.age).astimezone(agency.timezone)
    return fill_dates(wire.body, local, agency.language)


def _before(present: dt.datetime, hours: float) -> dt.datetime:
    """Whole minutes: pages print no seconds, and metadata must agree with what they print."""
    return (present - dt.timedelta(hours=hours)).replace(second=0, microsecond=0)


@functools.cache
def _written() -> dict[str, _Written]:
    return {
        f"{folder.name}/{file.stem}": _read(file)
        for folder in sorted(WORLD.iterdir())
        if folder.is_dir()
        for file in sorted(folder.glob("*.md"))
    }


def _read(file: Path) -> _Written:
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    front: dict[str, Any] = yaml.safe_load(head)
    return _Written(FrontMatter(**front), body.strip())
