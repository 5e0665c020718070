"""What a page is when it is no article: a wall, a paywall's stub, an error page, a front page, too little text.

Cautious on purpose. An article that speaks of cookies, captchas or subscriptions is an article, and so is one
that a publisher marks as paid while the page holds its text: a wall is called one only when little else is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.extraction.structured import LISTING_TYPES, PageData

STUB_WORDS = 40
WALL_WORDS = 160
FULL_WORDS = 220  # a paid page with this much text holds the article, or so much of it that it serves


@dataclass(frozen=True)
class Verdict:
    """``outcome`` article, stub, paywall, wall, empty or not_article; ``reason`` says which kind, None for articles."""

    outcome: str
    reason: str | None = None


@dataclass(frozen=True)
class Reading:
    """What was found on a page, for the verdict. ``page_text`` is all visible text, menus included."""

    text: str
    words: int
    blocks: int
    title: str | None
    url: str | None
    page_text: str
    link_share: float
    dated: bool


_CAPTCHA = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are (?:a )?human|checking your browser|"
    r"just a moment\.\.\.|attention required!|access (?:to this page has been |has been )?denied|pardon our interruption|"
    r"unusual traffic|ddos protection by|security check|bot verification|request (?:has been )?blocked|cloudflare ray id|"
    r"no eres un robot|não é um robô|n'êtes pas un robot|kein roboter|не робот|روبوت|로봇이 아닙|人机验证|安全验证|ロボットではありません",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent|\bgdpr\b|privacy (?:policy|settings|preferences)|\bpartners?\b|personali[sz]ed ad|"
    r"store and/or access|legitimate interest|accept all|reject all|manage (?:options|preferences|settings)|"
    r"einwillig|zustimm|datenschutz|tracking|consentimiento|privacidad|aceptar|consentimento|privacidade|aceitar|"
    r"consentement|confidentialité|accepter|consenso|accetta|zgod[aęy]|prywatno|ciasteczk|plik[iów]+ cookie|toestemming|"
    r"согласи|конфиденциальн|куки|файлы cookie|samtycke|samtykke|evästeet|çerez|ملفات تعريف الارتباط|クッキー|쿠키|隐私|कुकीज़",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"cookie|consent|before you continue|privacy|datenschutz|zustimmung|einwilligung", re.IGNORECASE
)
_NOT_FOUND = re.compile(
    r"^\W*(?:(?:error\s*)?404\b|.{0,30}\bpage (?:not found|does(?:n'?t| not) exist|(?:could|can)(?:'?t| ?not) be found)|"
    r"not found\b|.{0,30}page (?:is )?no longer (?:available|exists)|oops\b.{0,40}(?:not found|wrong|missing|404)|"
    r"(?:this )?(?:article|story|content|page) (?:has been removed|is not available|was not found|not found)|"
    r"(?:la )?página (?:no (?:se )?(?:encontrad|existe|disponible)|não (?:foi )?encontrad)|"
    r"(?:cette )?page (?:introuvable|n'existe)|seite (?:wurde )?nicht gefunden|pagina non trovata|"
    r"strona nie (?:została )?(?:znaleziona|istnieje)|nie znaleziono strony|страница не (?:найдена|существует)|"
    r"сторінк[ау] не (?:знайдено|існує)|sayfa bulunamadı|halaman tidak ditemukan|không tìm thấy trang|"
    r"الصفحة (?:غير موجودة|المطلوبة)|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد|页面不存在|找不到(?:页面|網頁)|ページが見つかりません|"
    r"페이지를 찾을 수 없|पेज नहीं मिला)",
    re.IGNORECASE,
)
_SCRIPT_NEEDED = re.compile(
    r"(?:enable|turn on|requires?|activate|without) javascript|javascript (?:is )?(?:required|disabled|not enabled|must be)|"
    r"javascript (?:aktivieren|einschalten)|(?:active|habilite|activar|ativar|activer) (?:o |el |le )?javascript|"
    r"включите javascript|javascript'?i etkinle|aktifkan javascript",
    re.IGNORECASE,
)
_PAYWALL_TEXT = re.compile(
    r"(?:subscribe|sign up|log ?in|register|sign in|become a (?:member|subscriber)) (?:now )?(?:to|for) (?:continue|read|keep|"
    r"unlock|access|view|full|unlimited)|to (?:continue|keep) reading|(?:this|full) (?:article|story|content) is (?:for|only|reserved|"
    r"exclusive|available)(?: \w+)* (?:subscribers|members)|already a (?:subscriber|member)|subscribers? only|subscriber[- ]exclusive|"
    r"(?:unlock|read) the (?:full|rest of)|remaining (?:free )?articles|free trial|premium (?:content|article)|"
    r"(?:jetzt|artikel) (?:weiterlesen|freischalten)|nur für abonnenten|mit (?:einem )?abo|exklusiv für abonnenten|"
    r"(?:contenido|artículo|nota) (?:exclusiv|solo|reservad|para suscriptores)|suscr[ií]bete para|para (?:seguir|continuar) leyendo|"
    r"(?:conteúdo|matéria) exclusiv|assine para|para continuar lendo|réservé aux? abonnés|abonnez-vous pour|"
    r"(?:il|vous) (?:vous )?reste .{2,20} à lire|riservato agli abbonati|dostęp (?:tylko )?dla (?:subskrybentów|prenumeratorów)|"
    r"czytaj dalej|pozostało .{1,10}%|только (?:для|по) подпис|доступ.{1,20}подписчик|abonelere özel|hanya untuk pelanggan|"
    r"للمشتركين فقط|会員限定|有料会員|この記事は有料|残り\d+文字|续费|付费(?:阅读|内容)|订阅后|訂閱(?:後|以)|유료 ?(?:회원|기사)|구독자 전용|"
    r"prenumerera för|for abonnenter|kun for abonnenter|tilaajille|voor abonnees|सदस्यता लें",
    re.IGNORECASE,
)
_PAYWALL_MARKUP = './/*[contains(@class,"paywall") or contains(@id,"paywall") or contains(@class,"piano-offer")' \
    ' or contains(@class,"subscriber-only") or contains(@class,"premium-content") or contains(@class,"regwall")]'  # fmt: skip
_ENDS_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")


def judge_page(tree: HtmlElement, data: PageData, reading: Reading) -> Verdict:
    """What the page is. ``tree`` is the page as it was parsed, before anything was cut from it."""
    little = reading.words < WALL_WORDS
    if little:
        wall = _wall(reading, data, tree)
        if wall:
            return wall
    if reading.words < FULL_WORDS and _is_paywalled(tree, data, reading):
        return Verdict("paywall", "the page holds only the start of a paid article")
    if reading.words == 0:
        return Verdict("empty", "no text was found")
    front = _front_page(data, reading)
    if front:
        return front
    if reading.words < STUB_WORDS and len(reading.text) < 250:
        return Verdict("stub", f"{reading.words} words")
    return Verdict("article")


def _wall(reading: Reading, data: PageData, tree: HtmlElement) -> Verdict | None:
    title = reading.title or data.meta("og:title") or (tree.findtext(".//title") or "")
    heads = f"{title} {tree.findtext('.//title') or ''}"
    shown = reading.page_text[:3000]
    if _NOT_FOUND.match(title) or _NOT_FOUND.match((tree.findtext(".//title") or "").strip()) or _h1_not_found(tree):
        return Verdict("not_article", "soft_404")
    # the whole page is small, or the words stand where an article would have its headline
    small_page = len(shown.split()) < 250
    if (
        _CAPTCHA.search(heads)
        and small_page
        or (_CAPTCHA.search(shown) and len(shown.split()) < 120 and not reading.dated)
    ):
        return Verdict("wall", "captcha")
    consent = len(_CONSENT.findall(reading.text or shown))
    words = max(1, reading.words or len(shown.split()))
    if consent >= 4 and consent / words >= 0.035 and (not reading.dated or _CONSENT_TITLE.search(heads)):
        return Verdict("wall", "cookies")
    scripts = sum(1 for _ in tree.iter("script"))
    noscript = " ".join(element.text_content() for element in tree.iter("noscript"))
    if (
        reading.words < STUB_WORDS
        and scripts
        and (_SCRIPT_NEEDED.search(shown) or _SCRIPT_NEEDED.search(noscript) or len(shown.split()) < 15)
    ):
        return Verdict("wall", "javascript")
    return None


def _h1_not_found(tree: HtmlElement) -> bool:
    heads = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    return any(_NOT_FOUND.match(head) for head in heads[:2])


def _is_paywalled(tree: HtmlElement, data: PageData, reading: Reading) -> bool:
    """Whether a short text is the start of something that has to be paid for."""
    declared = _declares_paid(data)
    asks = bool(_PAYWALL_TEXT.search(reading.page_text))
    marked = bool(tree.xpath(_PAYWALL_MARKUP))
    cut = bool(_ENDS_CUT.search(reading.text))
    longer = _declared_words(data) > 2 * max(reading.words, 1)
    if declared:
        return asks or marked or cut or longer or reading.words < 120
    if reading.words >= 120:
        return asks and marked and (cut or longer)
    return asks and (marked or cut or longer)


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


def _front_page(data: PageData, reading: Reading) -> Verdict | None:
    """A home or section page: an address without an article in it, no article declared, and mostly links."""
    parts = urlsplit(reading.url) if reading.url else None
    path = parts.path.strip("/").lower() if parts else None
    says_article = bool(data.article) or (data.meta("og:type") or "").lower() in ("article", "news", "newsarticle")
    if (
        parts
        and path in ("", "index.html", "index.php", "home", "en", "es", "fr")
        and not parts.query
        and not says_article
    ):
        return Verdict("not_article", "front_page")
    if says_article:
        return None
    if data.types & LISTING_TYPES and reading.link_share > 0.3 and not reading.dated:
        return Verdict("not_article", "section_page")
    mean = len(reading.text) / max(1, reading.blocks)
    if reading.link_share > 0.6 and reading.blocks >= 8 and mean < 90:
        return Verdict("not_article", "section_page")
    return None
