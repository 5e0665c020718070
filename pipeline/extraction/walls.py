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
from pipeline.extraction.notice_words import (
    AD_BLOCKER,
    CLOSED,
    CONSENT_SPEECH,
    GONE,
    LED_ON,
    LOADING,
    NO_RESULTS,
    NOT_HERE,
    OF_AGE,
    OUT_OF_ORDER,
    PARKED,
    SLOW_DOWN,
    SORRY,
)
from pipeline.extraction.notices import is_headed, sentences, shown
from pipeline.extraction.signs import Signs
from pipeline.extraction.structured import LISTING_TYPES, PageData
from pipeline.extraction.wall_words import (
    ADDRESS,
    CAPTCHA,
    CONSENT,
    CONSENT_TITLE,
    LOGIN_TITLE,
    NOT_FOUND,
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
NOTICE_WORDS = 60  # what a site has to say in place of a story is shorter, and so are first lines before a closed door
LEAD_SENTENCES = 3  # that are shown of a closed article that is not marked as one
LONGEST_NOTICE = 160  # characters of one sentence of it
SPOKEN_SHARE = 1 / 3  # of the words of a page that speaks to its visitor; boxes round the notice are the rest
MOSTLY_CONSENT = 0.6  # of a page's text in the container that asks for consent: there is nothing else
FULL_WORDS = 220  # a paid page with this much text holds the article, or so much of it that it serves


@dataclass(frozen=True)
class Verdict:
    """``outcome`` article, stub, paywall, wall, empty or not_article; ``reason`` is a slug, None for articles.

    Of walls: ``cookie_wall``, ``captcha``, ``javascript_shell``, ``login``, ``region``, ``age``, ``rate_limit``,
    ``ad_blocker``, ``out_of_order``, ``parked``; of paywalls ``paywall``; of pages that are no article ``soft_404``,
    ``no_results``, ``redirect_notice``, ``front_page``, ``section_page``; ``too_short`` of stubs, ``no_text`` of empty
    pages.
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


_OWN_ARTICLE = ("article", "news", "newsarticle")
_HOME_PATHS = frozenset({"", "index.html", "index.php", "home", "en", "es", "fr"})
# where servers lead those whom they do not let in
_ERROR_PATH = re.compile(r"/(?:404|error-?404|page-?not-?found|not-?found|notfound)(?:\.\w{2,5})?/?$", re.IGNORECASE)
_CONSENT_PATH = re.compile(
    r"/(?:consent|collect-?consent|cookie-?wall|privacy-?gate|privacywall|gdpr)(?:[/.]|$)", re.IGNORECASE
)
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|signin|auth|sso|connexion|anmelden|iniciar-sesion|account/login)(?:[/.?]|$)", re.I
)
_STATEMENT_END = re.compile(r"[.!…。！।۔։።]\W*$")
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
        wall := _wall(markup, signs, reading, path) or _door(markup, signs, reading) or _notice(signs, reading)
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
    if is_headed(titles, NOT_FOUND) or (_ERROR_PATH.search(path) and not reading.dated):
        return Verdict("not_article", "soft_404")
    asked = length < 120 and not reading.dated and _speaks(CAPTCHA, reading, shown)
    share = 0.5 if reading.dated or reading.words >= STUB_WORDS else 1 / 3
    if asked or (length < 250 and is_headed(titles, CAPTCHA, share)):
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
    if is_headed(titles, SCRIPT_NEEDED) or (length < WALL_WORDS and _speaks(SCRIPT_NEEDED, reading, shown)):
        return Verdict("wall", "javascript_shell")
    return None


def _speaks(pattern: re.Pattern[str], reading: Reading, shown: str = "") -> bool:
    """Whether what the page says to its visitor is such a thing, for a third of its words at least.

    What is quoted does not count; ``shown`` is asked where the page has no text of its own.
    """
    told = [(pattern.search(sentence), count_words(sentence, reading.language)) for sentence in sentences(reading.text)]
    spoken, words = sum(count for found, count in told if found), sum(count for _, count in told)
    if words < FEW_WORDS and any(pattern.search(sentence) for sentence in sentences(shown)):
        return True
    return 0 < spoken >= SPOKEN_SHARE * words


_NOTICES = (
    (Verdict("wall", "captcha"), CAPTCHA),
    (Verdict("wall", "region"), NOT_HERE),
    (Verdict("wall", "age"), OF_AGE),
    (Verdict("wall", "rate_limit"), SLOW_DOWN),
    (Verdict("wall", "ad_blocker"), AD_BLOCKER),
    (Verdict("wall", "javascript_shell"), LOADING),
    (Verdict("wall", "parked"), PARKED),
    (Verdict("wall", "out_of_order"), OUT_OF_ORDER),
    (Verdict("not_article", "redirect_notice"), LED_ON),
    (Verdict("not_article", "no_results"), NO_RESULTS),
)


def _notice(signs: Signs, reading: Reading) -> Verdict | None:
    """What a short page without a date tells its visitor instead of a story."""
    if reading.dated or reading.words >= NOTICE_WORDS:
        return None
    heads = tuple(filter(None, (reading.title or "", *signs.heads)))
    for verdict, pattern in _NOTICES:
        if is_headed(heads, pattern) or _speaks(pattern, reading):
            return verdict
    return Verdict("not_article", "soft_404") if _is_gone(heads, reading) else None


def _is_gone(heads: tuple[str, ...], reading: Reading) -> bool:
    """Whether the page says that it is not there: in its heading, or in its text and as one who is asked for it."""
    told = [sentence for sentence in sentences(reading.text) if len(sentence) <= LONGEST_NOTICE]
    headed, spoken = is_headed(heads, GONE), any(GONE.search(sentence) for sentence in told)
    if headed and (spoken or reading.words < FEW_WORDS):
        return True
    return (headed or spoken) and any(SORRY.search(said) for said in (*told, *heads))


def _shell(markup: Markup, signs: Signs, reading: Reading, path: str) -> Verdict | None:
    """A page with next to no text: drawn by scripts alone, or a form that asks who you are."""
    if reading.dated and reading.words >= FEW_WORDS:
        return None  # a short piece on a page that works with scripts, as nearly all do
    length = count_words(markup.text[:3000], reading.language)
    door = _LOGIN_PATH.search(path) or (signs.asks_password and reading.words < FEW_WORDS)
    if door and not reading.dated and length < 250:
        return Verdict("wall", "login")
    asks = SCRIPT_NEEDED.search(markup.text[:3000]) or SCRIPT_NEEDED.search(signs.without_scripts)
    if signs.scripts and (asks or length < 15 or (signs.empty_root and reading.words == 0)):
        return Verdict("wall", "javascript_shell")
    return None


def _asks_for_consent(markup: Markup, signs: Signs, reading: Reading, path: str) -> bool:
    """Whether the text is a request for consent: dense with its terms, and spoken to the reader."""
    if _CONSENT_PATH.search(path) and not reading.dated:
        return True
    if not reading.dated and reading.words < WALL_WORDS and _is_asked_for_consent(signs, reading):
        return True
    text = reading.text or markup.text[:3000]
    terms, words = len(CONSENT.findall(text)), max(1, reading.words or count_words(text, reading.language))
    if terms < 4 or terms / words < 0.035 or len(ADDRESS.findall(text)) < 3:
        return False
    return not reading.dated or bool(CONSENT_TITLE.search(" ".join((reading.title or "", *signs.heads))))


def _is_asked_for_consent(signs: Signs, reading: Reading) -> bool:
    """Whether the page is little more than the container that asks, or than the sentences that are said there."""
    if signs.consent_share:
        return signs.consent_share >= MOSTLY_CONSENT
    heads = tuple(filter(None, (reading.title or "", *signs.heads)))
    return is_headed(heads, CONSENT_SPEECH) or _speaks(CONSENT_SPEECH, reading)


def _is_paywalled(markup: Markup, signs: Signs, reading: Reading) -> bool:
    """Whether a short text is the start of something that has to be paid for."""
    asks = bool(PAYWALL_TEXT.search(markup.text))
    cut = bool(_ENDS_CUT.search(reading.text))
    longer = signs.declared_words > 2 * max(reading.words, 1)
    if signs.declared_paid:
        # many publishers mark every page so; a text of more than a lead that nothing asks to pay for is the article
        lead = reading.words < NOTICE_WORDS or (
            signs.paywall_markup and _sentences_told(reading.text) <= LEAD_SENTENCES
        )
        return asks or cut or longer or lead
    if reading.words >= 120:
        return asks and signs.paywall_markup and (cut or longer)
    return (asks and (signs.paywall_markup or cut or longer)) or (
        reading.words < NOTICE_WORDS and _is_closed(markup, reading)
    )


def _sentences_told(text: str) -> int:
    return sum(1 for sentence in sentences(text) if _STATEMENT_END.search(sentence))


def _is_closed(markup: Markup, reading: Reading) -> bool:
    """Whether the middle of the page says, as a sentence of its own, that the rest of it has to be paid for.

    A text of more sentences than that is a brief, under a box that the site sets under everything.
    """
    before = itertools.takewhile(lambda sentence: not CLOSED.search(sentence), sentences(reading.text))
    if sum(1 for sentence in before if _STATEMENT_END.search(sentence)) > LEAD_SENTENCES:
        return False
    return any(CLOSED.search(sentence) for line in shown(markup.tree) for sentence in sentences(line))


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
