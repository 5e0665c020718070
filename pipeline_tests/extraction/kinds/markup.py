"""Kinds of markup around the same article: no paragraphs, line breaks, tables for layout, custom elements, scripts."""

from __future__ import annotations

from pipeline_tests.extraction.kinds.texts import (
    COMMENTS,
    COOKIES,
    NEWSLETTER,
    OTHERS,
    RELATED,
    TEXTS,
    lines,
    tags,
    whole,
)

EN, RU, ES, ZH, JA, KO = TEXTS["en"], TEXTS["ru"], TEXTS["es"], TEXTS["zh"], TEXTS["ja"], TEXTS["ko"]


def layout_tables() -> tuple[bytes, str]:
    menu = "".join(
        f"<tr><td><a href='/{at}'><font size=2>{title}</font></a></td></tr>" for at, title in enumerate(OTHERS)
    )
    text = "".join(f"<p align=justify><font face=Arial size=2>{part}</font>" for part in RU)
    body = (
        f"<TABLE width=100%><TR><TD width=150 valign=top><TABLE>{menu}"
        f"</TABLE></TD><TD valign=top><H2>Рынок закрывают</H2>{text}"
        f"</TD><TD width=120>{RELATED}</TD></TR></TABLE>"
    )
    return whole("Рынок закрывают", body, lang="ru"), lines(*RU)


def breaks_in_a_cell() -> tuple[bytes, str]:
    text = "<br><br>".join(ES)
    body = (
        "<center><table width=760><tr><td class='titulo'>Cierran el mercado"
        f"</td></tr><tr><td class='cuerpo'>{text}</td></tr></table>"
        "</center>"
    )
    return whole("Cierran el mercado", body, lang="es"), lines(*ES)


def breaks_in_a_box() -> tuple[bytes, str]:
    text = "<br/>\n<br/>\n".join(TEXTS["tr"])
    body = f"<div class='haber'><h1>Balık pazarı kapanıyor</h1><div class='haber_metni'>{text}</div></div>{RELATED}"
    return whole("Balık pazarı kapanıyor", body, lang="tr"), lines(*TEXTS["tr"])


def text_in_a_box() -> tuple[bytes, str]:
    body = f"<div class='wrap'><h1>老鱼市场将关闭</h1><div class='txt'>{''.join(ZH)}</div></div>{RELATED}"
    return whole("老鱼市场将关闭", body, lang="zh"), "".join(ZH)


def boxes_for_paragraphs() -> tuple[bytes, str]:
    body = f"<div class='kiji'><h1>魚市場閉鎖へ</h1><div class='honbun'>{tags(JA, 'div')}</div></div>{RELATED}"
    return whole("魚市場閉鎖へ", body, lang="ja"), lines(*JA)


def spans_for_paragraphs() -> tuple[bytes, str]:
    text = "<br>".join(f"<span class='line'>{part}</span>" for part in KO)
    body = f"<div id='articleBody'><h2>수산시장 폐쇄</h2>{text}</div>{RELATED}"
    return whole("수산시장 폐쇄", body, lang="ko"), lines(*KO)


def custom_elements() -> tuple[bytes, str]:
    body = (
        "<site-shell><site-header>Menu</site-header><article-page>"
        f"<h1>Market closes</h1><article-body>{tags(EN[:6])}</article-body>"
        "</article-page></site-shell>"
    )
    return whole("Market closes", body), lines(*EN[:6])


def unclosed_capitals() -> tuple[bytes, str]:
    text = "<P>".join(EN[:6])
    return (
        (
            "<HTML><HEAD><TITLE>Market closes</TITLE></HEAD><BODY BGCOLOR=white>"
            f"<H1>Market closes</H1><P>{text}<HR><A HREF=/>Home</A></BODY>"
        ).encode(),
        lines(*EN[:6]),
    )


def empty_paragraphs() -> tuple[bytes, str]:
    text = "".join(f"<p>&nbsp;</p><p>{part}</p><p></p>" for part in TEXTS["uk"])
    body = f"<div class='news-item'><h1>Ринок закривають</h1><div class='news-text'>{text}</div></div>{RELATED}"
    return whole("Ринок закривають", body, lang="uk"), lines(*TEXTS["uk"])


def boxes_in_boxes() -> tuple[bytes, str]:
    text = "".join(
        f"<div><div><div class='css-{at}x'><div><p>{part}</p></div></div></div></div>" for at, part in enumerate(EN[:6])
    )
    return whole("Market closes", f"<div id='root'><div><div>{text}</div></div></div>{RELATED}"), lines(*EN[:6])


def scrambled_names() -> tuple[bytes, str]:
    """Names of a style library, one a paragraph, and an advertisement in between."""
    text = "".join(
        f"<div class='sc-{at * 7919:x}'><p class='css-{at * 104729:x}'>{part}</p></div>" for at, part in enumerate(EN)
    )
    body = (
        "<main class='sc-a1'><h1 class='css-q'>Market closes</h1>"
        f"<div class='sc-b2'>{text}</div></main>{COOKIES}{NEWSLETTER}"
    )
    return whole("Market closes", body), lines(*EN)


def column_named_sidebar() -> tuple[bytes, str]:
    body = (
        "<div class='has-sidebar with-comments related-on'><div class='content-sidebar-wrap'>"
        f"<div class='main promo'><h1>Market closes</h1>{tags(EN[:5])}"
        f"</div></div>{COMMENTS}</div>"
    )
    return whole("Market closes", body), lines(*EN[:5])


def article_in_a_form() -> tuple[bytes, str]:
    body = (
        "<form method='post' action='./page.aspx' id='aspnetForm'>"
        "<input type='hidden' name='__VIEWSTATE' value='x'><div id='ctl00_Content'>"
        f"<h1>Market closes</h1>{tags(EN[:5])}</div></form>"
    )
    return whole("Market closes", body), lines(*EN[:5])


def two_copies() -> tuple[bytes, str]:
    """One copy for phones and one for larger screens."""
    inner = f"<h1>Market closes</h1>{tags(EN[:5])}"
    return whole(
        "Market closes", f"<div class='visible-phone'>{inner}</div><div class='visible-desktop'>{inner}</div>"
    ), lines(*EN[:5])


def initial_letter() -> tuple[bytes, str]:
    first = f"<p><span class='dropcap'>{EN[0][0]}</span>{EN[0][1:]}</p>"
    return whole("Market closes", f"<article><h1>Market closes</h1>{first}{tags(EN[1:5])}</article>{RELATED}"), lines(
        *EN[:5]
    )


def in_script(language: str, name: str) -> tuple[bytes, str]:
    texts = TEXTS[language]
    body = f"<main><article><h1>{name}</h1><div class='body'>{tags(texts)}</div></article>{RELATED}</main>{COMMENTS}"
    return whole(name, body, lang=language), lines(*texts)


def arabic() -> tuple[bytes, str]:
    return in_script("ar", "إغلاق سوق السمك القديم")


def persian() -> tuple[bytes, str]:
    return in_script("fa", "بازار ماهی‌فروشان بسته می‌شود")


def hebrew() -> tuple[bytes, str]:
    return in_script("he", "שוק הדגים ייסגר")


def thai() -> tuple[bytes, str]:
    return in_script("th", "ปิดตลาดปลาเก่า")


def bengali() -> tuple[bytes, str]:
    return in_script("bn", "মাছের বাজার বন্ধ হচ্ছে")


def amharic() -> tuple[bytes, str]:
    return in_script("am", "የዓሣ ገበያው ሊዘጋ ነው")


def greek() -> tuple[bytes, str]:
    return in_script("el", "Κλείνει η ιχθυαγορά")


PAGES = {
    kind.__name__: kind
    for kind in (
        layout_tables, breaks_in_a_cell, breaks_in_a_box, text_in_a_box, boxes_for_paragraphs, spans_for_paragraphs,
        custom_elements, unclosed_capitals, empty_paragraphs, boxes_in_boxes, scrambled_names, column_named_sidebar,
        article_in_a_form, two_copies, initial_letter, arabic, persian, hebrew, thai, bengali, amharic, greek,
    )
}  # fmt: skip
