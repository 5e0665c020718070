"""Kinds of articles: flash, feature, live blog, gallery, opinion with notes, list, tables, report, release, AMP."""

from __future__ import annotations

import json

from pipeline_tests.extraction.kinds.texts import (
    BOTTOM,
    COMMENTS,
    COOKIES,
    NEWSLETTER,
    OTHERS,
    RELATED,
    TEASERS,
    TEXTS,
    lines,
    tags,
    whole,
)

EN, ES, FR = TEXTS["en"], TEXTS["es"], TEXTS["fr"]


def flash() -> tuple[bytes, str]:
    text = TEXTS["sw"]
    body = (
        "<main><article><h1>Soko la samaki kufungwa</h1><time>3 Machi 2026"
        f"</time>{tags(text)}</article>{RELATED}</main>"
    )
    return whole("Soko la samaki kufungwa", body, lang="sw"), lines(*text)


def flash_in_one_paragraph() -> tuple[bytes, str]:
    text = " ".join(TEXTS["vi"][:2])
    body = f"<div class='content'><h1>Chợ cá đóng cửa</h1><p class='summary'>{text}</p></div>{NEWSLETTER}{RELATED}"
    return whole("Chợ cá đóng cửa", body, lang="vi"), text


def feature() -> tuple[bytes, str]:
    """A very long piece in chapters, with pull quotes, pictures and boxes between the paragraphs."""
    parts, truth = [], []
    for chapter in range(12):
        head = f"Chapter {chapter + 1}: {OTHERS[chapter % 8]}"
        texts = [f"{text} It was the {chapter + 1}. winter of the quarrel." for text in EN]
        truth += [head, *texts]
        parts.append(f"<h2>{head}</h2>" + tags(texts[:4], name="body-text"))
        parts.append("<figure><img src='x.jpg'><figcaption>The hall in winter. Photo: M. Ott</figcaption></figure>")
        parts.append(f"<blockquote class='pullquote'>{texts[2]}</blockquote>" + tags(texts[4:], name="body-text"))
        parts.append("<div class='ad-slot'><span>Advertisement</span></div>")
    body = (
        f"{COOKIES}<article class='longread'><h1>The hall</h1>{''.join(parts)}</article>{NEWSLETTER}{COMMENTS}{RELATED}"
    )
    return whole("The hall — The Coast", body), lines(*truth)


def live_blog() -> tuple[bytes, str]:
    clocks = ("17:05", "16:40", "15:22", "14:10", "13:01", "12:30")
    entries = [(clock, EN[at], TEASERS[at % 4]) for at, clock in enumerate(clocks)]
    posts = "".join(
        f"<div class='live-post' id='post-{at}'><time class='live-post__time'>{clock}</time>"
        f"<h3>{OTHERS[at]}</h3><p>{one}</p><p>{two} Update {clock}."
        "</p><div class='share'><a href='#'>Share</a></div></div>"
        for at, (clock, one, two) in enumerate(entries)
    )
    truth = [
        text for at, (clock, one, two) in enumerate(entries) for text in (OTHERS[at], one, f"{two} Update {clock}.")
    ]
    body = f"<main><h1>Live: the vote on the market</h1><div class='liveblog'>{posts}</div></main>{NEWSLETTER}"
    return whole("Live: the vote on the market", body), lines(*truth)


def live_blog_of_list_items() -> tuple[bytes, str]:
    posts = "".join(
        f"<li class='entry'><span class='hora'>{18 - at}:00</span><p>{text}</p></li>" for at, text in enumerate(ES)
    )
    body = f"<article><h1>La votación, minuto a minuto</h1><ol class='minuto-a-minuto'>{posts}</ol></article>{RELATED}"
    return whole("La votación, minuto a minuto", body, lang="es"), lines(*ES)


def gallery() -> tuple[bytes, str]:
    slides = "".join(
        f"<div class='slide'><picture><img src='{at}.jpg'></picture><div class='slide-text'><p>{text}</p></div>"
        f"<span class='credit'>Photo AFP</span></div>"
        for at, text in enumerate(FR[1:])
    )
    body = (
        f"<article><h1>Le vieux marché en images</h1><p class='chapo'>{FR[0]}"
        f"</p><div class='slides'>{slides}</div></article>"
    )
    return whole("Le vieux marché en images", body + RELATED, lang="fr"), lines(*FR)


def opinion_with_notes() -> tuple[bytes, str]:
    texts = [f"{text}<sup><a href='#n{at}'>[{at}]</a></sup>" for at, text in enumerate(FR, 1)]
    notes = "".join(
        f"<li id='n{at}'>Voir le rapport numéro {at} de la commission, page {at * 7}.</li>" for at in range(1, 7)
    )
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    body = f"<article class='tribune'><h1>Gardons la halle</h1>{paragraphs}<ol class='footnotes'>{notes}</ol></article>"
    truth = [*FR, *(f"Voir le rapport numéro {at} de la commission, page {at * 7}." for at in range(1, 7))]
    return whole("Gardons la halle", body, lang="fr"), lines(*truth)


def numbered_list() -> tuple[bytes, str]:
    parts = "".join(
        f"<div class='item'><h2>{at}. {OTHERS[at - 1]}</h2><div class='item-image'><img src='{at}.jpg'></div>"
        f"<p>{EN[at - 1]}</p></div>"
        for at in range(1, 8)
    )
    truth = [text for at in range(1, 8) for text in (f"{at}. {OTHERS[at - 1]}", EN[at - 1])]
    body = f"<article><h1>Seven reasons</h1>{parts}</article>{NEWSLETTER}{RELATED}"
    return whole("Seven reasons", body), lines(*truth)


def text_under_pictures() -> tuple[bytes, str]:
    """A list in which every entry stands in a box that is called after its picture."""
    parts = "".join(
        f"<div class='block block-image'><h2 class='block__head'>{EN[at]}</h2><img src='{at}.jpg'><p>{ES[at]}</p></div>"
        for at in range(6)
    )
    truth = [text for at in range(6) for text in (EN[at], ES[at])]
    body = f"<article><h1>What people say</h1><p>{EN[7]}</p>{parts}</article>{RELATED}"
    return whole("What people say", body), lines(EN[7], *truth)


def tables() -> tuple[bytes, str]:
    rows = [
        ("Year", "Landings in tons", "Boats", "Price"),
        *((str(2012 + at), f"{9000 - 431 * at}", str(140 - 7 * at), f"{3.1 + at / 5:.2f}") for at in range(12)),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    body = (
        f"<article><h1>Landings in figures</h1>{tags(EN[:2])}<table class='data'>{cells}"
        f"</table>{tags(EN[2:4])}</article>"
    )
    truth = lines(*EN[:2], *(" ".join(row) for row in rows), *EN[2:4])
    return whole("Landings in figures", body + RELATED), truth


def table_before_prose() -> tuple[bytes, str]:
    """A table that outweighs the text that it belongs to."""
    rows = [
        (f"Harbour number {at} of the coast", f"Master {chr(65 + at % 26)}. Ott", f"pilot{at}@coast.example")
        for at in range(60)
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    body = (
        f"<div class='page'><h1>Write to your harbour master</h1><div class='text'>{tags(EN, name='para')}"
        f"</div><div class='news'><div><table class='wide'>{cells}</table></div></div></div>"
    )
    return whole("Write to your harbour master", body + RELATED), lines(*EN, *(" ".join(row) for row in rows))


def match_report() -> tuple[bytes, str]:
    line_up = "Harbour: Ott; Birk, Lund, Braga; Bravo, Boulay (78. Bruni); Yusuf. Coach: Marin."
    texts = [*TEXTS["it"], line_up]
    body = (
        "<article><header><h1>Porto, un punto d'oro</h1><div class='score-box'>"
        "<span>Porto</span> 1 - 1 <span>Faro</span></div>"
        f"</header><div class='article-body'>{tags(texts)}</div></article>{RELATED}"
    )
    return whole("Porto, un punto d'oro", body, lang="it"), lines(*texts)


def press_release() -> tuple[bytes, str]:
    about = (
        "About the Harbour Trust: founded in 1893, the trust runs four halls and"
        " a school on the coast, and employs 212 people."
    )
    texts = ["COAST CITY, March 3, 2026 – " + EN[0], *EN[1:5], about]
    contact = "<div class='media-contact'><p>Media contact</p><p>Jane Ott, +1 555 0100, press@trust.example</p></div>"
    body = (
        "<div class='press-release'><h1>Trust objects to sale</h1>"
        f"<div class='release-body'>{tags(texts)}</div>{contact}</div>"
    )
    return whole("Trust objects to sale", body), lines(*texts)


def amp() -> tuple[bytes, str]:
    text = TEXTS["hi"]
    head = (
        "<script async src='https://cdn.ampproject.org/v0.js'></script><style amp-boilerplate>body{visibility:hidden}"
        "</style><link rel='canonical' href='https://www.coast.example/hi/1'>"
    )
    body = (
        "<amp-sidebar id='side' layout='nodisplay'><ul><li>होम</li><li>खेल</li></ul></amp-sidebar><article>"
        f"<h1>मछली बाज़ार बंद होगा</h1><amp-img src='a.jpg' width='600' height='400'></amp-img>{tags(text[:3])}"
        f"<amp-ad width='300' height='250' type='x'></amp-ad>{tags(text[3:])}</article>"
        "<amp-accordion><section><h4>और पढ़ें</h4><p>पुल की लागत कितनी रही</p></section></amp-accordion>"
    )
    return whole("मछली बाज़ार बंद होगा", body, lang="hi", head=head), lines(*text)


def paid_with_structured_data() -> tuple[bytes, str]:
    """An article with boxes that ask to subscribe between its paragraphs."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Fischmarkt schließt"}
    text = TEXTS["de"]
    offer = (
        "<div class='paywall-offer'><p>Lesen Sie weiter mit einem Abo:"
        " die ersten vier Wochen für einen Euro, jederzeit kündbar."
        "</p></div>"
    )
    body = f"<article><h1>Fischmarkt schließt</h1>{tags(text[:3])}{offer}{tags(text[3:])}</article>{RELATED}"
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    return whole("Fischmarkt schließt", body, lang="de", head=head), lines(*text)


def teasers_between() -> tuple[bytes, str]:
    """Cards of other stories stand between the paragraphs and above the first one."""
    cards = "".join(
        f"<div class='card-teaser'><h3><a href='/{at}'>{OTHERS[at]}</a></h3><p>{TEASERS[at]}</p></div>"
        for at in range(3)
    )
    wide = "".join(
        f"<article class='content-card'><a href='/{at}'><h3>{OTHERS[at]}</h3></a></article>" for at in range(6)
    )
    text = TEXTS["pt"]
    body = (
        f"<div class='strip'>{wide}</div><div class='story'><h1>Mercado fecha"
        f"</h1><div class='story-text'>{tags(text[:3])}"
        f"<div class='cards'>{cards}</div>{tags(text[3:])}</div></div>"
    )
    return whole("Mercado fecha", body, lang="pt"), lines(*text)


def obituaries() -> tuple[bytes, str]:
    notes = [
        (
            f"{name}, de {age} años, falleció el martes"
            " en su casa junto al puerto. La"
            " misa será el viernes a las once en la iglesia del barrio."
        )
        for name, age in (
            ("Elena Bravo Ruiz", 84),
            ("Tomás Lago Vidal", 91),
            ("Inés Marín Soto", 77),
            ("Juan Ott Paz", 68),
        )
    ]
    boxes = "".join(f"<div class='esquela'><h2>En memoria</h2><p>{note}</p></div>" for note in notes)
    body = f"<main><h1>Esquelas del día</h1>{boxes}</main>{BOTTOM}"
    return whole("Esquelas del día", body, lang="es"), lines(*notes)


PAGES = {
    kind.__name__: kind
    for kind in (
        flash, flash_in_one_paragraph, feature, live_blog, live_blog_of_list_items, gallery, opinion_with_notes,
        numbered_list, text_under_pictures, tables, table_before_prose, match_report, press_release, amp,
        paid_with_structured_data, teasers_between, obituaries,
    )
}  # fmt: skip
