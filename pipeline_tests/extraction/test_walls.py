"""Walls and stubs are told from articles, and articles that look like walls stay articles."""

from __future__ import annotations

import json

import pytest

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline_tests.extraction.pages import PORT, page

URL = "https://www.harbour-post.example/2026/11/22/third-terminal"
_PAID_NODE = {"@type": "NewsArticle", "headline": "Third terminal", "isAccessibleForFree": False, "wordCount": 900}
PAID = f"<script type='application/ld+json'>{json.dumps(_PAID_NODE)}</script>"
LEAD = PORT[0]
MORE = [
    "Residents of the old quarter complained that lorries pass their school until late at night. The county"
    " said that it"
    " would close the lane to heavy traffic from January, and would build a footbridge at the market.",
    "Fishermen, who lost a landing beach to the terminal, were paid 1,200 dollars each. Their cooperative said"
    " that this was"
    " the income of one good season, and took the authority to court, where a first hearing is set for May.",
    "Economists expect the terminal to add half a point to growth in the coastal counties over five years, if"
    " the road is"
    " built in time. Without it, they said, the new cranes would mostly move empty boxes from one yard to another.",
]


def extract(body: bytes, url: str = URL) -> ExtractedPage:
    return extract_page(body, url=url, content_type="text/html; charset=utf-8")


def bare(title: str, body: str, head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


COOKIE_TEXT = (
    "<h1>Before you continue</h1><p>We and our 812 partners store and/or access information on a device, such"
    " as cookies,"
    " and process personal data. With your consent we and our partners may use precise geolocation. You may accept all"
    " cookies or manage options. Your preferences apply to this website only; see our privacy policy about legitimate"
    " interest.</p><button>Accept all</button><button>Manage preferences</button>"
)
COOKIE_GERMAN = (
    "<h1>Datenschutz und Cookies</h1><p>Wir und unsere Partner benötigen Ihre Zustimmung, um Cookies zu setzen"
    " und Tracking"
    " zu nutzen. Mit Ihrer Einwilligung werden personenbezogene Daten verarbeitet. Einzelheiten stehen in der"
    " Datenschutzerklärung. Sie können Ihre Einwilligung jederzeit widerrufen.</p>"
)
WALLS = {
    "cookies": bare("Before you continue to the Harbour Post", COOKIE_TEXT),
    "cookies in German": bare("Zustimmung erforderlich", COOKIE_GERMAN),
    "captcha": bare("Just a moment...", "<h1>a.example</h1><p>Verify you are human by doing this.</p>"),
    "captcha of a proxy": bare("Access denied", "<h1>Access Denied</h1><p>Unusual traffic from your network.</p>"),
    "captcha in Spanish": bare("Verificación", "<p>Confirme que no eres un robot para continuar.</p>"),
    "javascript": bare("Harbour Post", "<noscript>You need to enable JavaScript.</noscript><div id='root'></div>"
                       "<script src='/main.js'></script>"),
    "javascript shell": bare("Harbour Post", "<div id='app'></div><script src='/a.js'></script>"),
}  # fmt: skip


KINDS = {"cookies": "cookie_wall", "captcha": "captcha", "javascript": "javascript_shell"}


@pytest.mark.parametrize("name", WALLS)
def test_wall_is_called_one(name: str) -> None:
    found = extract(WALLS[name])
    assert (found.outcome, found.reason) == ("wall", KINDS[name.partition(" ")[0]])


def test_words_of_a_wall_are_not_the_languages_of_an_article() -> None:
    assert extract(WALLS["cookies in German"]).language == "de"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Page not found - The Harbour Post", "<h1>404</h1><p>The page that you asked for is not here.</p>"),
        ("The Harbour Post", "<h1>Página no encontrada</h1><p>La nota pudo haber sido movida.</p>"),
        ("Seite nicht gefunden", "<p>Bitte prüfen Sie die Adresse.</p>"),
        ("Страница не найдена", "<p>Возможно, она была удалена.</p>"),
        ("الصفحة غير موجودة", "<p>ربما تم نقل الصفحة.</p>"),
        ("页面不存在", "<p>您访问的页面可能已被删除。</p>"),
        ("Halaman tidak ditemukan", "<p>Periksa kembali alamatnya.</p>"),
        ("Harbour Post", "<h1>This article is not available</h1>"),
    ],
)
def test_error_page_that_answers_200_is_no_article(title: str, body: str) -> None:
    found = extract(bare(title, body))
    assert (found.outcome, found.reason) == ("not_article", "soft_404")


def test_front_page_is_no_article() -> None:
    teasers = "".join(
        f"<div><h3><a href='/n/{n}'>Headline number {n} about something in the harbour town</a></h3>"
        f"<p><a href='/n/{n}'>A first line that says what happened on day {n}.</a></p></div>"
        for n in range(30)
    )
    assert extract(bare("The Harbour Post", teasers), "https://www.harbour-post.example/").outcome == "not_article"
    assert extract(bare("Business | The Harbour Post", teasers), "https://a.example/business").outcome == "not_article"


@pytest.mark.parametrize(
    "body",
    [
        page([LEAD], head=PAID, after="<div class='paywall'><p>Subscribe to continue reading.</p></div>"),
        page([LEAD], head=PAID, after="<p>This article is for subscribers only. Already a subscriber? Log in.</p>"),
        page([LEAD[:120] + "…"], after="<div class='paywall-offer'>Subscribe now to keep reading for 1 dollar</div>"),
        page(
            ["La autoridad portuaria abrió el lunes una tercera terminal de contenedores…"], lang="es",
            after="<div class='paywall'>Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo.</div>",
        ),
        page(
            ["Die Hafenbehörde hat am Montag ein drittes Containerterminal eröffnet …"], lang="de",
            after="<div class='paywall'>Jetzt weiterlesen mit einem Abo. Nur für Abonnenten.</div>",
        ),
        page(
            ["港湾局は月曜日、3番目のコンテナターミナルを開業した…"], lang="ja",
            after="<div class='paywall'>この記事は有料会員限定です。</div>",
        ),
    ],
)  # fmt: skip
def test_start_of_a_paid_article_is_a_paywall(body: bytes) -> None:
    assert extract(body).outcome == "paywall"


@pytest.mark.parametrize(
    "body",
    [
        # marked as paid, and all there
        page([*PORT, *MORE], head=PAID, after="<div class='paywall'>Subscribe to continue reading.</div>"),
        # free, and only speaks of it
        page([*PORT, "It has 40,000 subscribers, and wants readers to subscribe to continue reading its reports."]),
        page(["Subscribers of the radio have to log in to read the full list of ships, the authority said.", *PORT]),
        page(PORT, after="<div class='newsletter'>Subscribe to our newsletter. Already a subscriber? Log in.</div>"),
        # about the very things that walls are made of
        page(
            ["A court ruled on Monday that cookie banners have to offer a button to reject all cookies, and that"
             " consent given without one is void. Partners who store cookies without consent face fines.",
             "The privacy regulator said that it would check the banners of 200 sites. Publishers argued that"
             " cookies pay for"
             " news, and that readers consent to cookies gladly if they are asked politely.",
             *PORT[2:]],
            title="Court: cookie banners must offer to reject all",
        ),
        page(
            ["Researchers trained a program to solve every captcha that it was shown, they said, and asked whether"
             " anyone can still verify that a visitor is human.", *PORT[1:]],
            title="Machine beats captcha: are you a robot?",
        ),
        page(PORT, title="404 days without water: a town in the hills waits"),
        page(PORT, title="Oops: minister reads out the wrong speech"),
        page(PORT, before="<noscript>Please enable JavaScript.</noscript><script>comments()</script>"),
        page(PORT, after="<div class='cookie-banner'>We use cookies. Accept all. Privacy policy. Our partners.</div>"),
    ],
)  # fmt: skip
def test_article_that_resembles_a_wall_is_an_article(body: bytes) -> None:
    found = extract(body)
    assert (found.outcome, found.reason) == ("article", None)
    assert PORT[2] in found.text


def test_short_brief_is_an_article_and_one_line_a_stub() -> None:
    assert extract(page([PORT[0], PORT[1]])).outcome == "article"
    found = extract(page(["Three people were hurt."]))
    assert (found.outcome, found.reason) == ("stub", "too_short")


FLASH = (
    "The refinery stopped production on Friday after a failure in its power plant, the third this year, a spokesman"
    " said. He expects the unit to restart within five days."
)


def test_one_paragraph_of_two_sentences_is_a_stub_and_one_of_three_an_article() -> None:
    assert extract(page([FLASH])).outcome == "stub"
    assert extract(page([f"{FLASH} Fuel in the depot will last for a month."])).outcome == "article"
    long = "The refinery stopped " + "and the depot ran low " * 15 + "on Friday. It will restart."
    assert extract(page([long])).outcome == "article"


def test_a_flash_is_found_on_a_page_that_is_mostly_menus() -> None:
    names = ("首页", "宏观", "能源", "科技")
    menu = "<div class='top'>" + " | ".join(f"<a href='/{name}'>{name}</a>" for name in names) + "</div>"
    text = "央行今日开展1200亿元七天期逆回购操作，利率维持1.30%不变。当日有800亿元逆回购到期，实现净投放400亿元。"
    links = "".join(f"<li><a href='/{n}'>江海电力签下秘鲁光伏与输电项目第{n}期</a></li>" for n in range(8))
    found = extract(bare("快讯", f"{menu}<h1>快讯</h1><div><p>{text}</p></div><div><ul>{links}</ul></div>"))
    assert (found.outcome, found.text) == ("stub", text)


def test_page_without_text_is_empty() -> None:
    assert extract(bare("Photo of the day", "<img src='a.jpg'>")).outcome == "empty"


def test_brief_that_its_publisher_marks_as_paid_and_that_nothing_asks_to_pay_for_is_an_article() -> None:
    """Some mark every page so, and have an empty box of the paywall in every template."""
    whole = extract(page(PORT[:3], head=PAID.replace("900", "140"), after="<div class='paywall'></div>"))
    assert (whole.outcome, whole.reason) == ("article", None)


def test_lead_of_a_page_that_is_marked_as_paid_is_a_paywall() -> None:
    assert extract(page([LEAD], head=PAID.replace("900", "40"))).outcome == "paywall"
