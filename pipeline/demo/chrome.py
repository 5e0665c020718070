"""The pages of a publisher: its hand-written ``page.html`` around an article, a list of articles, or a notice.

``page.html`` is a whole article page with ``$`` places. What stands between ``<!-- article -->`` and
``<!-- /article -->`` is the article itself and gives way to a list on front pages; after ``<!-- boxes -->`` come
advertisements, a line each; ``<!-- paywall -->`` and ``<!-- cookiewall -->`` begin what stands in for the text.
"""

from __future__ import annotations

import datetime as dt
import functools
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import Template

from pipeline.demo.content import WORLD, Piece, Publisher
from pipeline.demo.dates import shown
from pipeline.demo.markup import body_html
from pipeline.demo.metadata import head_html, local_iso

_EXTRA = re.compile(r"<!-- (boxes|paywall|cookiewall) -->\n")


@dataclass(frozen=True)
class Chrome:
    before: str
    article: str
    after: str
    boxes: tuple[str, ...]
    paywall: str
    cookiewall: str


@functools.cache
def chrome(slug: str) -> Chrome:
    text = (WORLD / slug / "page.html").read_text(encoding="utf-8")
    main, *rest = _EXTRA.split(text)
    extras = dict(zip(rest[::2], rest[1::2], strict=True))
    before, _, tail = main.partition("<!-- article -->")
    article, _, after = tail.partition("<!-- /article -->")
    boxes = tuple(line for line in extras.get("boxes", "").splitlines() if line.strip())
    return Chrome(before, article, after, boxes, extras.get("paywall", ""), extras.get("cookiewall", ""))


@dataclass(frozen=True)
class Place:
    """Where a site is: its home (with the slash at the end), and the other sites' addresses."""

    home: str
    addresses: dict[str, str]

    def url(self, piece: Piece) -> str:
        return self.home.rstrip("/") + piece.front.path

    def canonical(self, piece: Piece) -> str | None:
        said = piece.front.canonical
        if said == "none":
            return None
        return {"own": self.url(piece), "home": self.home}.get(said) or self.addresses[said]


def article_page(piece: Piece, siblings: Sequence[Piece], place: Place) -> str:
    """The page of an article, broken, walled or whole as its flags say."""
    parts = chrome(piece.publisher.slug)
    if piece.has("cookie_wall"):
        return _notice(piece.publisher, parts.cookiewall, piece.title)
    if piece.has("script_only"):
        return _script_shell(piece)
    head = head_html(piece, place.url(piece), place.canonical(piece), place.home)
    text = _fill(parts.before + parts.article + parts.after, piece.publisher, siblings, {
        **_article_places(piece, parts),
        "head": head + _alternate(piece.publisher),
    })  # fmt: skip
    return _break(text) if piece.has("broken_html") else text


def list_page(publisher: Publisher, listed: Sequence[Piece], heading: str) -> str:
    """A front page or a section: the newest article first, with its summary."""
    parts = chrome(publisher.slug)
    href = _href(publisher)
    items = "\n".join(
        f'<article class="teaser"><h2><a href="{href(piece)}">{html.escape(piece.title)}</a></h2>'
        f'<p class="excerpt">{html.escape(piece.summary)}</p>'
        f'<span class="when">{shown(_local(piece), publisher.date_style, publisher.language)}</span></article>'
        for piece in listed
    )
    main = f'<div class="list">\n<h1>{html.escape(heading)}</h1>\n{items}\n</div>'
    return _fill(parts.before + main.replace("$", "$$") + parts.after, publisher, listed, {
        "head": f'<meta name="description" content="{html.escape(publisher.about)}">{_alternate(publisher)}',
        "title": html.escape(heading),
    })  # fmt: skip


def about_page(publisher: Publisher, listed: Sequence[Piece]) -> str:
    parts = chrome(publisher.slug)
    main = f'<div class="static"><h1>{html.escape(publisher.name)}</h1><p>{html.escape(publisher.about)}</p></div>'
    return _fill(parts.before + main + parts.after, publisher, listed, {
        "head": "", "title": html.escape(publisher.name),
    })  # fmt: skip


def _article_places(piece: Piece, parts: Chrome) -> dict[str, str]:
    publisher = piece.publisher
    blocks = piece.paragraphs
    boxes = parts.boxes if "advertisements" in publisher.quirks else ()
    if piece.has("paywall"):
        shown_blocks = blocks[: piece.front.teaser]
        body = f'{body_html(shown_blocks, publisher.paragraphs)}\n<div class="paywall">{parts.paywall}</div>'
    else:
        body = body_html(blocks, publisher.paragraphs, boxes)
    updated = piece.updated.astimezone(publisher.timezone)
    return {
        "title": html.escape(piece.title, quote=False),
        "summary": html.escape(piece.summary, quote=False),
        "authors": html.escape(", ".join(piece.front.authors) or publisher.name),
        "date_text": shown(_local(piece), publisher.date_style, publisher.language),
        "updated_text": shown(updated, publisher.date_style, publisher.language),
        "iso": local_iso(piece.published, piece),
        "section": publisher.sections[piece.front.section],
        "section_url": f"{'' if 'base_element' in publisher.quirks else '/'}{piece.front.section}/",
        "tags": " ".join(f'<a rel="tag" href="#">{html.escape(tag)}</a>' for tag in piece.front.tags),
        "body": body,
    }


def _fill(text: str, publisher: Publisher, siblings: Sequence[Piece], places: dict[str, str]) -> str:
    href = _href(publisher)
    related = "\n".join(
        f'<li><a href="{href(piece)}">{html.escape(piece.title, quote=False)}</a></li>' for piece in siblings[:4]
    )
    charset = publisher.declared_charset or publisher.charset
    meta = f'<meta charset="{charset}">' if publisher.charset_in != "header" else ""
    return Template(text).substitute({
        "site": html.escape(publisher.name), "related": related, "charset": meta, **places,
    })  # fmt: skip


def _href(publisher: Publisher) -> _Href:
    return _Href(relative="base_element" in publisher.quirks)


@dataclass(frozen=True)
class _Href:
    relative: bool

    def __call__(self, piece: Piece) -> str:
        return piece.front.path.removeprefix("/") if self.relative else piece.front.path


def _alternate(publisher: Publisher) -> str:
    kind = {
        "rss2": "application/rss+xml",
        "rdf": "application/rss+xml",
        "atom": "application/atom+xml",
        "json": "application/feed+json",
    }.get(publisher.feed)
    if kind is None:
        return ""
    title = html.escape(publisher.name)
    return f'\n<link rel="alternate" type="{kind}" title="{title}" href="{publisher.feed_path}">'


def _notice(publisher: Publisher, text: str, title: str) -> str:
    filled = Template(text).substitute(title=html.escape(title), site=html.escape(publisher.name))
    return f'<!DOCTYPE html><html lang="{publisher.language}"><head><meta charset="{publisher.charset}">{filled}</html>'


def _script_shell(piece: Piece) -> str:
    """A page whose text arrives by JavaScript only."""
    title = html.escape(piece.title)
    return (
        f'<!DOCTYPE html><html lang="{piece.publisher.language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<script defer src="/static/app.8c1f2.js"></script></head><body><div id="root"></div>'
        "<noscript>You need to enable JavaScript to run this app.</noscript></body></html>"
    )


def _break(text: str) -> str:
    """HTML as a broken template emits it: no head end, unclosed and crossed elements, a stray bracket."""
    text = text.replace("</head>", "", 1).replace("</header>", "").replace("</nav>", "", 1)
    text = re.sub(r"</p>\n<p>", "\n<p class=body class='x' style=\"color:red>\">", text, count=3)
    text = text.replace("<h1", "<b><h1", 1).replace("</h1>", "</b></h1>", 1)
    return text.replace("</article>", "</span></div> < & &nosuch; <table><tr><td>", 1)


def _local(piece: Piece) -> dt.datetime:
    return piece.published.astimezone(piece.publisher.timezone)
