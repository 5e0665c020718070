"""Whether an article is news, opinion or a wire agency's copy, by what the page says of itself."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipeline.extraction.structured import PageData, node_types

_OPINION = re.compile(
    r"(?:^|[/\-_ ])(?:opinions?|op-?ed|editorials?|columns?|columnists?|comment(?:ary|isfree)|viewpoints?|letters|"
    r"blogs?|opini[oó]n|"
    r"opiniones|columnas?|columnistas?|opinião|colunas?|colunistas?|tribunes?|chroniques?|meinung|kommentare?|opinie|"
    r"felieton|"
    r"мнени[ея]|колонк[аи]|думк[аи]|görüş|yazarlar|opini|kolom|makala|maoni|مقالات|رأي|آراء|社説|"
    r"評論|评论|社評|오피니언|사설|칼럼|विचार|संपादकीय)"
    r"(?:$|[/\-_ ])",
    re.IGNORECASE,
)
AGENCIES = re.compile(
    r"\b(?:AFP|Agence France-Presse|Reuters|Associated Press|AP|EFE|Agencia EFE|Europa Press|"
    r"Xinhua|新华社|新華社|dpa|ANSA|TASS|ТАСС|"
    r"РИА Новости|RIA Novosti|Interfax|Интерфакс|PTI|IANS|UNI|ANI|Bernama|Antara|Anadolu(?: Agency| Ajansı)?|NAN|"
    r"News Agency of Nigeria|"
    r"PANA|APA|SAPA|GNA|Ghana News Agency|KNA|ZIANA|ANGOP|Lusa|Agência Brasil|Agencia Brasil|Télam|Telam|Notimex|"
    r"Prensa Latina|"
    r"Kyodo|共同通信|時事|JIJI|Yonhap|연합뉴스|VNA|TTXVN|CNA|PNA|IRNA|ISNA|Petra|WAM|SPA|MENA|MAP|TAP|"
    r"SANA|APS|BTA|CTK|ČTK|PAP|MTI|UNIAN|"
    r"Ukrinform|Укрінформ|Belga|ANP|NTB|TT|Ritzau|STT|Inter Press Service|IPS)\b"
)


def kind_of(data: PageData, url: str | None, authors: list[str], text: str) -> str:
    """``opinion``, ``wire`` or ``news``."""
    if any(kind in ("OpinionNewsArticle",) for kind in node_types(data.article)):
        return "opinion"
    sections = [data.meta("article:section", "section") or "", str(data.article.get("articleSection") or "")]
    path = urlsplit(url).path if url else ""
    folder = path.rsplit("/", 1)[0]
    if _OPINION.search(folder) or any(_OPINION.search(section) for section in sections):
        return "opinion"
    if any(AGENCIES.fullmatch(author.strip()) for author in authors):
        return "wire"
    # a dateline or a closing credit: "NAIROBI (Reuters) -", "(AFP)"
    if re.search(rf"\(\s*{AGENCIES.pattern}\s*\)", text[:160]) or re.search(
        rf"[(/–-]\s*{AGENCIES.pattern}\s*\)?\.?$", text[-60:]
    ):
        return "wire"
    return "news"
