"""What a page is when it is no article: a wall, a paywall's stub, an error page, a front page, too little text.

Cautious on purpose. An article that speaks of cookies, captchas or subscriptions is an article, and so is one
that a publisher marks as paid while the page holds its text: a wall is called one only when little else is there.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.extraction.markup import Markup
from pipeline.extraction.structured import LISTING_TYPES, PageData
from pipeline.extraction.wall_words import (
    ADDRESS,
    CAPTCHA,
    CAPTCHA_MARKUP,
    CONSENT,
    CONSENT_TITLE,
    LOGIN_TITLE,
    NOT_FOUND,
    PAYWALL_MARKUP,
    PAYWALL_TEXT,
    SCRIPT_NEEDED,
)
from pipeline.language.sentences import split_sentences
from pipeline.language.words import count_words

FEW_WORDS = 10
STUB_WORDS = 30
# one paragraph under this, of at most two sentences, is the announcement of a story; real briefs have three or more
FLASH_WORDS = 60
FLASH_SENTENCES = 2
WALL_WORDS = 90  # more text than this, and a captcha or an error is what the page is about
CONSENT_WORDS = 400  # consent texts are longer
FULL_WORDS = 220  # a paid page with this much text holds the article, or so much of it that it serves


@dataclass(frozen=True)
class Verdict:
    """``outcome`` article, stub, paywall, wall, empty or not_article; ``reason`` is a slug, None for articles.

    Of walls: ``cookie_wall``, ``captcha``, ``javascript_shell``, ``login``; of paywalls ``paywall``; of pages that are
    no article ``soft_404``, ``front_page``, ``section_page``; ``too_short`` of stubs, ``no_text`` of empty pages.
    """

    outcome: str
    reason: str | None = None


@dataclass(frozen=True)
class Reading:
    """What was made of the page, for the verdict."""

    text: str
    words: int
    blocks: int
    title: str | None
    url: str | None
    dated: bool
    language: str | None = None


@dataclass(frozen=True)
class Signs:
    """Marks in a page's markup that only matter when there is little text."""

    heads: tuple[str, ...]
    scripts: int
    without_scripts: str
    paywall_markup: bool
    declared_paid: bool
    declared_words: int
    captcha_markup: bool = False
    asks_password: bool = False
    empty_root: bool = False


def read_signs(markup: Markup, data: PageData) -> Signs:
    """Read the marks while the tree is still whole."""
    heads = [" ".join(element.text_content().split()) for element in itertools.islice(markup.tree.iter("h1"), 2)]
    return Signs(
        heads=(markup.document_title, *heads),
        scripts=sum(1 for _ in markup.tree.iter("script")),
        without_scripts=" ".join(element.text_content() for element in markup.tree.iter("noscript"))[:5000],
        paywall_markup=next(markup.like(PAYWALL_MARKUP), None) is not None,
        declared_paid=_declares_paid(data),
        declared_words=_declared_words(data),
        captcha_markup=next(markup.like(CAPTCHA_MARKUP), None) is not None or _loads_captcha(markup),
        asks_password=any((element.get("type") or "").lower() == "password" for element in markup.tree.iter("input")),
        empty_root=any(len(element) == 0 and not (element.text or "").strip() for element in markup.like(_ROOT)),
    )


def _loads_captcha(markup: Markup) -> bool:
    scripts = (f"{element.get('src') or ''} {(element.text or '')[:2000]}" for element in markup.tree.iter("script"))
    return any(
        "/cdn-cgi/challenge" in source or "captcha-delivery" in source or "_cf_chl" in source for source in scripts
    )


_OWN_ARTICLE = ("article", "news", "newsarticle")
_HOME_PATHS = frozenset({"", "index.html", "index.php", "home", "en", "es", "fr"})
_ROOT = re.compile(
    r"(?:^|\s)(?:root|app|__next|__nuxt|app-root|react-root|main-app|svelte|gatsby-focus-wrapper)(?:\s|$)"
)
# where servers lead those whom they do not let in
_ERROR_PATH = re.compile(r"/(?:404|error-?404|page-?not-?found|not-?found|notfound)(?:\.\w{2,5})?/?$", re.IGNORECASE)
_CONSENT_PATH = re.compile(
    r"/(?:consent|collect-?consent|cookie-?wall|privacy-?gate|privacywall|gdpr)(?:[/.]|$)", re.IGNORECASE
)
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|signin|auth|sso|connexion|anmelden|iniciar-sesion|account/login)(?:[/.?]|$)", re.I
)
_ENDS_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")


def judge_page(markup: Markup, data: PageData, signs: Signs, reading: Reading) -> Verdict:
    """What the page is."""
    if barrier := _barrier(markup, signs, reading):
        return barrier
    if reading.words == 0:
        return Verdict("empty", "no_text")
    if front := _front_page(markup, data, reading):
        return front
    return Verdict("stub", "too_short") if _is_stub(reading) else Verdict("article")


def _barrier(markup: Markup, signs: Signs, reading: Reading) -> Verdict | None:
    """What stands between the reader and an article, if anything does."""
    path = urlsplit(reading.url).path if reading.url else ""
    if reading.words < CONSENT_WORDS and _asks_for_consent(markup, signs, reading, path):
        return Verdict("wall", "cookie_wall")
    # a dated page with a text of its own is an article about such things
    if reading.words < (STUB_WORDS if reading.dated else WALL_WORDS) and (
        wall := _wall(markup, signs, reading, path) or _door(markup, signs, reading)
    ):
        return wall
    if reading.words < FULL_WORDS and _is_paywalled(markup, signs, reading):
        return Verdict("paywall", "paywall")
    return _shell(markup, signs, reading, path) if reading.words < STUB_WORDS else None


def _is_stub(reading: Reading) -> bool:
    if reading.words < STUB_WORDS and len(reading.text) < 200:
        return True
    if reading.words >= FLASH_WORDS or reading.blocks > 1:
        return False
    return len(split_sentences(reading.text, reading.language)) <= FLASH_SENTENCES


def _wall(markup: Markup, signs: Signs, reading: Reading, path: str) -> Verdict | None:
    """What a page of few words says by its headings, or by the few words themselves."""
    shown = markup.text[:3000]
    length = count_words(shown, reading.language)
    titles = (reading.title or "", *signs.heads)
    heads = " ".join(titles)
    if any(NOT_FOUND.match(head) for head in titles) or (_ERROR_PATH.search(path) and not reading.dated):
        return Verdict("not_article", "soft_404")
    asked = length < 120 and not reading.dated and CAPTCHA.search(shown)
    if asked or (length < 250 and CAPTCHA.search(heads)):
        return Verdict("wall", "captcha")
    if signs.captcha_markup and reading.words < STUB_WORDS and not reading.dated and length < 120:
        return Verdict("wall", "captcha")
    return None


def _door(markup: Markup, signs: Signs, reading: Reading) -> Verdict | None:
    """A page that wants a name and a password, or another browser, and has nothing else to say."""
    if reading.dated:
        return None
    shown = markup.text[:3000]
    length = count_words(shown, reading.language)
    titles = (reading.title or "", *signs.heads)
    if length < 250 and any(LOGIN_TITLE.match(head) for head in titles) and (signs.asks_password or length < 60):
        return Verdict("wall", "login")
    if SCRIPT_NEEDED.search(" ".join(titles)) or (length < WALL_WORDS and SCRIPT_NEEDED.search(shown)):
        return Verdict("wall", "javascript_shell")
    return None


def _shell(markup: Markup, signs: Signs, reading: Reading, path: str) -> Verdict | None:
    """A page with next to no text: drawn by scripts alone, or a form that asks who you are."""
    if reading.dated and reading.words >= FEW_WORDS:
        return None  # a short piece on a page that works with scripts, as nearly all do
    length = count_words(markup.text[:3000], reading.language)
    if (signs.asks_password or _LOGIN_PATH.search(path)) and not reading.dated and length < 250:
        return Verdict("wall", "login")
    asks = SCRIPT_NEEDED.search(markup.text[:3000]) or SCRIPT_NEEDED.search(signs.without_scripts)
    if signs.scripts and (asks or length < 15 or (signs.empty_root and reading.words == 0)):
        return Verdict("wall", "javascript_shell")
    return None


def _asks_for_consent(markup: Markup, signs: Signs, reading: Reading, path: str) -> bool:
    """Whether the text is a request for consent: dense with its terms, and spoken to the reader."""
    if _CONSENT_PATH.search(path) and not reading.dated:
        return True
    text = reading.text or markup.text[:3000]
    terms, words = len(CONSENT.findall(text)), max(1, reading.words or count_words(text, reading.language))
    if terms < 4 or terms / words < 0.035 or len(ADDRESS.findall(text)) < 3:
        return False
    return not reading.dated or bool(CONSENT_TITLE.search(" ".join((reading.title or "", *signs.heads))))


def _is_paywalled(markup: Markup, signs: Signs, reading: Reading) -> bool:
    """Whether a short text is the start of something that has to be paid for."""
    asks = bool(PAYWALL_TEXT.search(markup.text))
    cut = bool(_ENDS_CUT.search(reading.text))
    longer = signs.declared_words > 2 * max(reading.words, 1)
    if signs.declared_paid:
        return asks or signs.paywall_markup or cut or longer or reading.words < 120
    if reading.words >= 120:
        return asks and signs.paywall_markup and (cut or longer)
    return asks and (signs.paywall_markup or cut or longer)


def _declares_paid(data: PageData) -> bool:
    for node in data.nodes:
        free = node.get("isAccessibleForFree")
        if free is False or (isinstance(free, str) and free.lower() in ("false", "http://schema.org/false", "no")):
            return True
    tier = (data.meta("article:content_tier", "og:article:content_tier", "content_tier") or "").lower()
    return tier in ("locked", "metered", "premium", "paid")


def _declared_words(data: PageData) -> int:
    count = data.article.get("wordCount")
    try:
        return int(str(count))
    except ValueError:
        return 0


def _front_page(markup: Markup, data: PageData, reading: Reading) -> Verdict | None:
    """A home or section page: an address without an article in it, no article declared, and mostly links."""
    if data.article or (data.meta("og:type") or "").lower() in _OWN_ARTICLE:
        return None
    parts = urlsplit(reading.url) if reading.url else None
    if parts and not parts.query and parts.path.strip("/").lower() in _HOME_PATHS:
        return Verdict("not_article", "front_page")
    if data.types & LISTING_TYPES and not reading.dated and markup.link_share > 0.3:
        return Verdict("not_article", "section_page")
    if lists_links(markup, data, reading.text, reading.blocks):
        return Verdict("not_article", "section_page")
    return None


def lists_links(markup: Markup, data: PageData, text: str, blocks: int) -> bool:
    """Whether a page speaks of no article of its own, and its text is a list of where else to go."""
    if data.article or (data.meta("og:type") or "").lower() in _OWN_ARTICLE:
        return False
    return blocks >= 8 and len(text) / blocks < 90 and markup.link_share > 0.6
