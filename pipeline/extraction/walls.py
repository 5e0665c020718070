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
from pipeline.language.sentences import split_sentences

STUB_WORDS = 30
# one paragraph under this, of at most two sentences, is the announcement of a story; real briefs have three or more
FLASH_WORDS = 60
FLASH_SENTENCES = 2
WALL_WORDS = 90  # more text than this, and a captcha or an error is what the page is about
CONSENT_WORDS = 400  # consent texts are longer
FULL_WORDS = 220  # a paid page with this much text holds the article, or so much of it that it serves


@dataclass(frozen=True)
class Verdict:
    """``outcome`` article, stub, paywall, wall, empty or not_article; ``reason`` says which kind, None for articles."""

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


def read_signs(markup: Markup, data: PageData) -> Signs:
    """Read the marks while the tree is still whole."""
    heads = [" ".join(element.text_content().split()) for element in itertools.islice(markup.tree.iter("h1"), 2)]
    return Signs(
        heads=(markup.document_title, *heads),
        scripts=sum(1 for _ in markup.tree.iter("script")),
        without_scripts=" ".join(element.text_content() for element in markup.tree.iter("noscript"))[:5000],
        paywall_markup=next(markup.like(_PAYWALL_MARKUP), None) is not None,
        declared_paid=_declares_paid(data),
        declared_words=_declared_words(data),
    )


_CAPTCHA = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are (?:a )?human|checking your browser|"
    r"just a moment\.\.\.|attention required!|access (?:to this page has been |has been )?denied|"
    r"pardon our interruption|"
    r"unusual traffic|ddos protection by|security check|bot verification|request (?:has been )?blocked|"
    r"cloudflare ray id|"
    r"no eres un robot|não é um robô|n'êtes pas un robot|kein roboter|не робот|"
    r"روبوت|로봇이 아닙|人机验证|安全验证|ロボットではありません",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent|\bgdpr\b|privacy (?:policy|settings|preferences)|\bpartners?\b|personali[sz]ed ad|"
    r"store and/or access|legitimate interest|accept all|reject all|manage (?:options|preferences|settings)|"
    r"einwillig|zustimm|datenschutz|tracking|consentimiento|privacidad|aceptar|consentimento|privacidade|aceitar|"
    r"consentement|confidentialité|accepter|consenso|accetta|zgod[aęy]|prywatno|ciasteczk|plik[iów]+ cookie|"
    r"toestemming|"
    r"согласи|конфиденциальн|куки|файлы cookie|samtycke|samtykke|evästeet|çerez|"
    r"ملفات تعريف الارتباط|クッキー|쿠키|隐私|कुकीज़",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"cookie|consent|before you continue|privacy|datenschutz|zustimmung|einwilligung", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"\b(?:we|our|us|you|your|wir|unsere?|uns|sie|ihre[rn]?|nosotros|nuestr[oa]s?|usted|sus?|tus?|nós|nosso|nossos|"
    r"você|seus?|"
    r"nous|nos|vous|votre|vos|noi|nostri|tuo|tuoi|my|nasze?|twoje|twoich|wij|onze|uw|vi|våra|dina|vores|dine|мы|наши|"
    r"вы|ваш[аеи]?|"
    r"biz|siz|kami|anda|chúng tôi|bạn)\b|私たち|当社|お客様|我们|您|당사|귀하|نحن|موافقتك|آپ|हम|आप",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"^\W*(?:(?:error\s*)?404(?=\W*$|\s*[-–—|:!.]|\s+(?:error|page|not)\b)|"
    r".{0,30}\bpage (?:not found|does(?:n'?t| not) exist|(?:could|can)(?:'?t|"
    r" ?not) be found)|"
    r"not found\b|.{0,30}page (?:is )?no longer (?:available|exists)|oops\b.{0,40}(?:not found|went wrong|missing|404|"
    r"page)|"
    r"(?:this )?(?:article|story|content|page) (?:has been removed|is not available|was not found|not found)|"
    r"(?:la )?página (?:no (?:se )?(?:encontrad|existe|disponible)|não (?:foi )?encontrad)|"
    r"(?:cette )?page (?:introuvable|n'existe)|seite (?:wurde )?nicht gefunden|pagina non trovata|"
    r"strona nie (?:została )?(?:znaleziona|istnieje)|nie znaleziono strony|страница не (?:найдена|существует)|"
    r"сторінк[ау] не (?:знайдено|існує)|sayfa bulunamadı|halaman tidak ditemukan|không tìm thấy trang|"
    r"الصفحة (?:غير موجودة|المطلوبة)|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد|"
    r"页面不存在|找不到(?:页面|網頁)|ページが見つかりません|"
    r"페이지를 찾을 수 없|पेज नहीं मिला)",
    re.IGNORECASE,
)
_SCRIPT_NEEDED = re.compile(
    r"(?:enable|turn on|requires?|activate|without) javascript|javascript (?:is )?(?:required|disabled|not enabled|"
    r"must be)|"
    r"javascript (?:aktivieren|einschalten)|(?:active|habilite|activar|ativar|activer) (?:o |el |le )?javascript|"
    r"включите javascript|javascript'?i etkinle|aktifkan javascript",
    re.IGNORECASE,
)
_PAYWALL_TEXT = re.compile(
    r"(?:subscribe|sign up|log ?in|register|sign in|become a (?:member|subscriber)) (?:now )?(?:to|for) (?:continue|"
    r"read|keep|"
    r"unlock|access|view|full|unlimited)|to (?:continue|keep) reading|(?:this|full) (?:article|story|"
    r"content) is (?:for|only|reserved|"
    r"exclusive|available)(?: \w+)* (?:subscribers|members)|already a (?:subscriber|member)|subscribers? only|"
    r"subscriber[- ]exclusive|"
    r"(?:unlock|read) the (?:full|rest of)|remaining (?:free )?articles|free trial|premium (?:content|article)|"
    r"(?:jetzt|artikel) (?:weiterlesen|freischalten)|nur für abonnenten|mit (?:einem )?abo|exklusiv für abonnenten|"
    r"(?:contenido|artículo|nota) (?:exclusiv|solo|reservad|para suscriptores)|suscr[ií]bete para|para (?:seguir|"
    r"continuar) leyendo|"
    r"(?:conteúdo|matéria) exclusiv|assine para|para continuar lendo|réservé aux? abonnés|abonnez-vous pour|"
    r"(?:il|vous) (?:vous )?reste .{2,20} à lire|riservato agli abbonati|dostęp (?:tylko )?dla (?:subskrybentów|"
    r"prenumeratorów)|"
    r"czytaj dalej|pozostało .{1,10}%|только (?:для|по) подпис|доступ.{1,20}подписчик|abonelere özel|"
    r"hanya untuk pelanggan|"
    r"للمشتركين فقط|会員限定|有料会員|この記事は有料|残り\d+文字|"
    r"续费|付费(?:阅读|内容)|订阅后|訂閱(?:後|以)|유료 ?(?:회원|기사)|구독자 전용|"
    r"prenumerera för|for abonnenter|kun for abonnenter|tilaajille|voor abonnees|सदस्यता लें",
    re.IGNORECASE,
)
_PAYWALL_MARKUP = re.compile(r"paywall|pay-wall|piano-offer|subscriber-only|premium-content|regwall|bezahlschranke")
_HOME_PATHS = frozenset({"", "index.html", "index.php", "home", "en", "es", "fr"})
_ENDS_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")


def judge_page(markup: Markup, data: PageData, signs: Signs, reading: Reading) -> Verdict:
    """What the page is."""
    if reading.words < CONSENT_WORDS and _asks_for_consent(markup, signs, reading):
        return Verdict("wall", "cookies")
    if reading.words < WALL_WORDS and (wall := _wall(markup, signs, reading)):
        return wall
    if reading.words < FULL_WORDS and _is_paywalled(markup, signs, reading):
        return Verdict("paywall", "only the start of a paid article")
    if reading.words == 0:
        return Verdict("empty", "no text was found")
    if front := _front_page(markup, data, reading):
        return front
    return Verdict("stub", "too little text") if _is_stub(reading) else Verdict("article")


def _is_stub(reading: Reading) -> bool:
    if reading.words < STUB_WORDS and len(reading.text) < 200:
        return True
    if reading.words >= FLASH_WORDS or reading.blocks > 1:
        return False
    return len(split_sentences(reading.text, reading.language)) <= FLASH_SENTENCES


def _wall(markup: Markup, signs: Signs, reading: Reading) -> Verdict | None:
    shown = markup.text[:3000]
    length = len(shown.split())
    heads = " ".join((reading.title or "", *signs.heads))
    if any(_NOT_FOUND.match(head) for head in (reading.title or "", *signs.heads)):
        return Verdict("not_article", "soft_404")
    asked = length < 120 and not reading.dated and _CAPTCHA.search(shown)
    if asked or (length < 250 and _CAPTCHA.search(heads)):
        return Verdict("wall", "captcha")
    asks = _SCRIPT_NEEDED.search(shown) or _SCRIPT_NEEDED.search(signs.without_scripts)
    if reading.words < STUB_WORDS and signs.scripts and (asks or length < 15):
        return Verdict("wall", "javascript")
    return None


def _asks_for_consent(markup: Markup, signs: Signs, reading: Reading) -> bool:
    """Whether the text is a request for consent: dense with its terms, and spoken to the reader."""
    text = reading.text or markup.text[:3000]
    terms, words = len(_CONSENT.findall(text)), max(1, reading.words or len(text.split()))
    if terms < 4 or terms / words < 0.035 or len(_ADDRESS.findall(text)) < 3:
        return False
    return not reading.dated or bool(_CONSENT_TITLE.search(" ".join((reading.title or "", *signs.heads))))


def _is_paywalled(markup: Markup, signs: Signs, reading: Reading) -> bool:
    """Whether a short text is the start of something that has to be paid for."""
    asks = bool(_PAYWALL_TEXT.search(markup.text))
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
    if data.article or (data.meta("og:type") or "").lower() in ("article", "news", "newsarticle"):
        return None
    parts = urlsplit(reading.url) if reading.url else None
    if parts and not parts.query and parts.path.strip("/").lower() in _HOME_PATHS:
        return Verdict("not_article", "front_page")
    if data.types & LISTING_TYPES and not reading.dated and markup.link_share > 0.3:
        return Verdict("not_article", "section_page")
    mean = len(reading.text) / max(1, reading.blocks)
    if reading.blocks >= 8 and mean < 90 and markup.link_share > 0.6:
        return Verdict("not_article", "section_page")
    return None
