"""Reading a home or section page: the feeds it names, and which of its links lead to articles.

A link is an article's when it stays on the site, is not of a kind that no article is (tags, authors, search,
accounts …), and its path and its text together look like one: a date, a number or a slug of several words in
the path, a sentence rather than a word to click on. In a menu, a header or a footer a slug of words is a section's;
there only a date, a number or a whole sentence tells an article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from pipeline.crawl.feeds import FeedItem
from pipeline.web.feed_rank import feed_rank
from pipeline.web.text import decode
from pipeline.web.urls import host_key, resolve

MAX_LINKS = 5_000
MAX_FEEDS = 5
LONG_SLUG = 7  # words; sections are called by fewer
_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "text/rss+xml",
        # not registered, or not of feeds alone, and all the same in use for them
        "application/rss",
        "text/rss",
        "text/xml",
        "application/xml",
    }
)
_FEED_PATH = re.compile(r"(?:^|/)(?:feeds?|rss|atom)(?:/|\.xml|\.rss|\.json)?$|\.rss$", re.IGNORECASE)
_UNDER_FEEDS = re.compile(r"/(?:feeds?|rss)/[\w-]{1,40}(?:/|\.xml)?$", re.IGNORECASE)
# a path with one of these segments is a list, a service or an account, in whatever language the site writes
_NEVER_WORDS = (
    "tag tags topic topics category categories author authors autor autores auteur auteurs profile profiles user users"
    " search suche buscar recherche login signin sign-in signup register registration subscribe subscription"
    " subscriptions newsletter newsletters account cart shop privacy privacy-policy terms terms-of-service"
    " terms-of-use terms-and-conditions cookie cookies cookie-policy about about-us contact contact-us contacto"
    " contactos contatti impressum imprint datenschutz advertise advertising advertise-with-us careers jobs help faq"
    " sitemap feed feeds rss wp-admin wp-login.php wp-content wp-json cdn-cgi share etiqueta etiquetas temas"
    " tema kategorie thema themen rubrik schlagwort autoren redaktion calendar kalender calendario calendrier"
    " suscripcion suscripciones assinatura assinaturas abonnement abonnements prenumerata podpiska abonelik langganan"
    " newsletter-sign-up newsletter-signup quienes-somos quem-somos qui-sommes-nous mentions-legales aviso-legal"
    " o-nas o-nama uber-uns hakkimizda tentang-kami pedoman-media-siber kebijakan-privasi polityka-prywatnosci"
    " politica-de-privacidad politica-de-privacidade aviso-de-privacidad privacy-notice gizlilik-politikasi"
)
_NEVER = frozenset(_NEVER_WORDS.split())
# the last segment of pages about the house or of its archive; under such a segment articles may stand
_NEVER_LAST_WORDS = (
    "archive archives archiv archivo arquivo archivio arhiv arxiv kunye künye iletisim redakciya redakcja redaksi"
    " kontakt kontakty kontakti contacts masthead colophon"
)
_NEVER_LAST = frozenset(_NEVER_LAST_WORDS.split())
# pages of pictures, when a path begins with one of these: their few words are captions
_PICTURE_WORDS = (
    "gallery galleries photo-gallery photogallery photo-galleries galeria galerias galería galerías galerie galeries"
    " fotogaleria fotogalerias fotogalerie fotostrecke foto-galeri fotogaleri video-galeri web-stories webstories"
)
_PICTURES = frozenset(_PICTURE_WORDS.split())
_NOT_A_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|pdf|zip|rar|mp[34]|m4a|webm|avi|mov|xml|rss|json|docx?|xlsx?|pptx?|apk|exe)$",
    re.IGNORECASE,
)
_DATE = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?(?:[0-2]?\d|3[01]))?(?:/|-|$)")
# a day, month or year and nothing else: an archive, or a calendar that has a page for every day to come
_DAY_ALONE = re.compile(r"/(?:19|20)\d\d(?:[/-](?:0?[1-9]|1[0-2])(?:[/-](?:[0-2]?\d|3[01]))?)?/?$")
_NUMBER = re.compile(r"\d{5,}")
_PAGE = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|ece|do|cfm)$", re.IGNORECASE)
_ID_IN_QUERY = re.compile(
    r"(?:^|&)[\w-]*(?:id|p|no|news|article|story|art|nid|aid|sid|idx|code)=\w*\d{2,}", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W_]+")
_OPAQUE = re.compile(r"^(?=.*\d[a-z]+\d)[a-z0-9]{8,24}$")  # b4x8k2jq9z, but neither budget2020 nor 24h2026


@dataclass(frozen=True)
class Homepage:
    """What a page names: articles in the order of the page, and feeds in the order in which to try them."""

    articles: list[FeedItem]
    feeds: list[str]


def read_homepage(body: bytes, *, url: str, content_type: str | None = None) -> Homepage:
    """Read a page that lists articles. A page that lists none gives none; nothing is raised for bad HTML."""
    tree = _tree(body, content_type)
    if tree is None:
        return Homepage([], [])
    base = _base(tree, url)
    return Homepage(_articles(tree, base, url), _feeds(tree, base))


def is_article_link(address: str, text: str, home: str, *, furniture: bool = False) -> bool:
    """Whether a link with this text on the page ``home`` leads to an article. ``furniture``: it stands in a menu."""
    if not on_same_site(address, home) or not may_be_article(address):
        return False
    parts = urlsplit(address)
    if _PICTURES.intersection(parts.path.lower().split("/")[:3]):
        return False
    numbered = _DATE.search(parts.path) or _NUMBER.search(parts.path) or _ID_IN_QUERY.search(parts.query)
    if furniture and not numbered and _sentence(text) < 2 and _longest_slug(unquote(parts.path)) < LONG_SLUG:
        return False
    return article_shape(address) + _sentence(text) >= 2


def may_be_article(address: str) -> bool:
    """False for what is surely none by its address: home pages, tags, authors, accounts, images."""
    parts = urlsplit(address)
    segments = [segment.lower() for segment in parts.path.split("/") if segment]
    if not segments and not _ID_IN_QUERY.search(parts.query):
        return False
    if _NOT_A_PAGE.search(parts.path) or (_DAY_ALONE.search(parts.path) and not parts.query):
        return False
    if segments and _PAGE.sub("", unquote(segments[-1])) in _NEVER_LAST:
        return False
    return not _NEVER.intersection(segments) and segments not in (["index.html"], ["index.php"], ["home"])


def article_shape(address: str) -> int:
    """By its address alone: 0 like a section, 1 perhaps, 2 like an article."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    last = path.rstrip("/").rsplit("/", 1)[-1]
    if _DATE.search(path) or _NUMBER.search(path) or _ID_IN_QUERY.search(parts.query):
        return 2
    if _OPAQUE.match(last):
        return 2
    if _longest_slug(path) >= 4:
        return 2
    some = _PAGE.search(last) or re.search(r"\d{2}", last) or len(_WORDS.findall(last)) > 1 or len(last) >= 20
    return 1 if some else 0


def _longest_slug(path: str) -> int:
    """The words of the segment that has most."""
    return max((len(_WORDS.findall(segment)) for segment in path.split("/")), default=0)


def on_same_site(address: str, home: str) -> bool:
    """Same host, or one is a subdomain of the other; ``www.`` makes no difference."""
    there, here = (host_key(one).removeprefix("www.") for one in (address, home))
    return there == here or there.endswith("." + here) or here.endswith("." + there)


def _articles(tree: Any, base: str, home: str) -> list[FeedItem]:
    """Each page once, with the longest text that any of its links has (the picture's link has none)."""
    texts: dict[str, str] = {}
    told: set[str] = set()  # those that stand outside of the furniture too
    for link, href, text in _links(tree):
        if (address := resolve(base, href)) is not None:
            address = address.split("#!", 1)[0]
            if len(text) >= len(texts.get(address, "")):
                texts[address] = text
            if address not in told and not _in_furniture(link):
                told.add(address)
    return [
        FeedItem(url=address, title=text[:1_000] or None)
        for address, text in texts.items()
        if is_article_link(address, text, home, furniture=address not in told)
    ]


def _in_furniture(link: Any) -> bool:
    """Whether a link stands in a menu, in the foot of anything, or in the head of the page (not of an article)."""
    headed = False
    for element in link.iterancestors():
        if element.tag in ("article", "main"):
            return False
        if element.tag in ("nav", "footer") or element.get("role") == "navigation":
            return True
        headed = headed or element.tag == "header"
    return headed


def _feeds(tree: Any, base: str) -> list[str]:
    """Announced feeds first, then links that look like one, those of all news first; never a feed of comments."""
    found: dict[str, int] = {}
    for link in tree.iterfind(".//link[@href]"):
        kinds = (link.get("rel") or "").lower().split()
        if "alternate" in kinds and (link.get("type") or "").split(";")[0].strip().lower() in _FEED_TYPES:
            _note_feed(found, base, link.get("href"), link.get("title") or "")
    for pattern in () if found else (_FEED_PATH, _UNDER_FEEDS):
        for _, href, text in _links(tree):
            if pattern.search(urlsplit(href.split("?")[0]).path if "//" not in href[2:] else href.split("?")[0]):
                _note_feed(found, base, href, text)
        if found:
            break
    return sorted(found, key=lambda address: found[address])[:MAX_FEEDS]


def _note_feed(found: dict[str, int], base: str, href: str, title: str) -> None:
    address = resolve(base, href)
    if address and "comment" not in f"{urlsplit(address).path} {title}".lower():
        found.setdefault(address, feed_rank(address, title))


def _links(tree: Any) -> Iterator[tuple[Any, str, str]]:
    for number, link in enumerate(tree.iterfind(".//a[@href]")):
        if number >= MAX_LINKS:
            return
        text = " ".join("".join(link.itertext()).split())
        yield link, link.get("href"), text or (link.get("title") or link.get("aria-label") or "").strip()


def _sentence(text: str) -> int:
    """0 a word or two, 1 a short title, 2 a sentence; scripts without spaces say more in fewer characters."""
    dense = sum(1 for character in text if unicodedata.east_asian_width(character) in "WF")
    length = len(text) + dense
    return 2 if length >= 40 else 1 if length >= 18 else 0


def _tree(body: bytes, content_type: str | None) -> Any:
    from lxml import etree, html  # noqa: PLC0415 - only processes that read listings need it

    text, _ = decode(body, content_type)
    if not text.strip():
        return None
    try:
        return html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _base(tree: Any, url: str) -> str:
    found = tree.find(".//base[@href]")
    return (resolve(url, found.get("href")) if found is not None else None) or url
