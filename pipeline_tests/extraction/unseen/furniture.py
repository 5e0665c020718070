"""The furniture of a site, in many languages and kinds of markup: menu, headlines beside, boxes, footer.

Not here: what stands in the middle of the page. That is in the sets.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline_tests.extraction.unseen.furniture_words import WORDS

Furnish = Callable[[str, str, str], str]


@dataclass(frozen=True)
class Unseen:
    """One page and what it is: a family of walls, or "article"."""

    name: str
    family: str
    language: str
    html: str
    url: str


def bare(language: str, title: str, main: str) -> str:
    """Nothing round it, as a server or a shield in front of the site answers."""
    return f"<!DOCTYPE html><html lang='{language}'><head><title>{title}</title></head><body>{main}</body></html>"


def wordpress(language: str, title: str, main: str) -> str:
    w = WORDS[language]
    menu = "".join(
        f"<li id='menu-item-{n}' class='menu-item'><a href='/category/{n}/'>{m}</a></li>" for n, m in enumerate(w.menu)
    )
    recent = "".join(f"<li><a href='/2026/11/{n}/'>{h}</a></li>" for n, h in enumerate(w.headlines))
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='utf-8'><title>{title}</title>"
        "<meta name='generator' content='WordPress 6.4'><link rel='stylesheet' href='/wp-content/themes/n/style.css'>"
        f"</head><body class='wp-site'><header id='masthead'><nav class='main-navigation'><ul>{menu}</ul></nav></header>"
        f"<div id='content' class='site-content'><div id='primary'><main>{main}</main></div>"
        f"<aside id='secondary' class='widget-area'><section class='widget widget_recent_entries'><ul>{recent}</ul>"
        f"</section><section class='widget newsletter'><form><p>{w.box}</p><input type='email'></form></section></aside>"
        f"</div><footer id='colophon'><p>{w.footer}</p></footer></body></html>"
    )


def bootstrap(language: str, title: str, main: str) -> str:
    w = WORDS[language]
    menu = "".join(f"<a class='nav-link' href='/c/{n}'>{m}</a>" for n, m in enumerate(w.menu))
    cards = "".join(
        f"<div class='col-md-4'><div class='card'><a href='/n/{8100 + n}'><img src='/i/{n}.jpg'><h5>{h}</h5></a></div></div>"
        for n, h in enumerate(w.headlines)
    )
    return (
        f"<html lang='{language}'><head><meta name='viewport' content='width=device-width'><title>{title}</title>"
        f"<script>window.dataLayer=[];</script></head><body><nav class='navbar'>{menu}<form action='/search'>"
        f"<input name='q'></form></nav><div class='container'><div class='row'><div class='col-lg-8'>{main}</div>"
        f"<div class='col-lg-4 sidebar'>{w.box}</div></div><div class='row'>{cards}</div></div>"
        f"<div class='footer'>{w.footer}</div></body></html>"
    )


def tables(language: str, title: str, main: str) -> str:
    w = WORDS[language]
    menu = "".join(f"<td><a href='cat.php?id={n}'>{m}</a></td>" for n, m in enumerate(w.menu))
    side = "<br>".join(f"<a href='news.php?id={n + 40}'>{h}</a>" for n, h in enumerate(w.headlines))
    return (
        f"<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY><TABLE width=100%><TR>{menu}</TR></TABLE><TABLE><TR>"
        f"<TD width=70%>{main}</TD><TD>{side}<hr>{w.box}</TD></TR></TABLE><CENTER>{w.footer}</CENTER></BODY></HTML>"
    )


def portal(language: str, title: str, main: str) -> str:
    """A big news site: cookie banner, login in the header, much around the page."""
    w = WORDS[language]
    menu = "".join(
        f"<li><a href='/{n}/'>{m}</a><ul><li><a href='/{n}/a'>{m} +</a></li></ul></li>" for n, m in enumerate(w.menu)
    )
    rail = "".join(
        f"<article class='teaser'><h3><a href='/a/{n}-{n + 77123}.html'>{h}</a></h3><p>{h}.</p></article>"
        for n, h in enumerate(w.headlines * 3)
    )
    return (
        f"<!doctype html><html lang='{language}'><head><title>{title}</title><meta property='og:title' content='{title}'>"
        "</head><body><div class='top-bar'><form class='login' action='/login'><input name='user'>"
        f"<input type='password' name='pw'></form></div><header><ul class='mega-menu'>{menu}</ul></header>"
        f"<section class='page'>{main}</section><aside class='most-read'>{rail}</aside>"
        f"<div id='cookie-notice' role='dialog'><p>{w.menu[0]}: cookies. <a href='/privacy'>{w.footer}</a></p>"
        f"<button>OK</button></div><footer><div class='newsletter-box'>{w.box}</div><small>{w.footer}</small></footer>"
        "</body></html>"
    )


def hydrated(language: str, title: str, main: str) -> str:
    """A page rendered by Next.js, its data beside it."""
    w = WORDS[language]
    menu = "".join(f"<a class='css-1x{n}' href='/{n}'>{m}</a>" for n, m in enumerate(w.menu))
    more = "".join(f"<div class='css-9k'><a href='/story/{n}'>{h}</a></div>" for n, h in enumerate(w.headlines))
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><title>{title}</title>"
        f"<script src='/_next/static/chunks/main.js' defer></script></head><body><div id='__next'><div>{menu}</div>"
        f"<div class='css-0'>{main}</div><div>{more}</div><div>{w.footer}</div></div>"
        "<script id='__NEXT_DATA__' type='application/json'>{\"props\":{\"pageProps\":{}}}</script></body></html>"
    )


FURNITURE: tuple[Furnish, ...] = (wordpress, bootstrap, tables, portal, hydrated)


def unseen(family: str, language: str, name: str, title: str, main: str, furnish: Furnish | int = bare) -> Unseen:
    """One page; `furnish` is a kind of furniture, or the place of one in FURNITURE."""
    dress = FURNITURE[furnish % len(FURNITURE)] if isinstance(furnish, int) else furnish
    return Unseen(name, family, language, dress(language, title, main), f"https://{language}.example/news/{name}")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def story(headline: str, *texts: str, byline: str = "") -> str:
    """An article's own markup, plain."""
    return f"<article><h1>{headline}</h1>{f'<div class=meta>{byline}</div>' if byline else ''}{paragraphs(*texts)}</article>"
