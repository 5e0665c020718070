"""Names out of bylines: prefixes, roles, handles, dates and the publisher's own name removed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extraction.structured import plain
from pipeline.extraction.titles import is_name_of, normal

MAX_AUTHORS = 20
# where content systems keep the pages of those who are nobody
ACCOUNT = re.compile(r"/author/(?:admin|administrator|root|webmaster|editor|user)\d*/?$", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(?:written by|reported by|story by|text by|by|posted by|from|von|vom|par|por|de|di|da|door|av|af|od|autor(?:a|"
    r"es|en)?|"
    r"author|reporter|texto|text|text och|oleh|penulis|tekijä|przez|автор|авторы|текст|كتب|بقلم|نوشته|"
    r"लेखक|द्वारा|記者|文|作者|来源|记者|기자)\s*[:：]?\s+|^(?:记者|記者|文/|作者[:：]|通讯员|本报记者)\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[,;/|•·、，；&]|\s+(?:[Aa]nd|AND|und|y|e|et|en|och|og|i|ja|dan|và|и|و|та|na|with|mit|con)\s+)\s*"
)
_SUFFIX = re.compile(
    r"\s+(?:기자|記者|记者)$|\s*[(\[（].*[)\]）]$|"
    r"\s+[-–—|]\s+.*$|\s+(?:\d|posted\b|updated\b|published\b|"
    r"(?:hace|il y a|vor|há|hà|for the|für die|para)\b|(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.IGNORECASE,
)
# a role behind a whole name; "Staff Reporter" is all the name that there is
_ROLE = re.compile(
    r"^(\S+\s+(?!staff\b)\S+.*?)\s+(?:reporter|correspondent|staff writer|editor|redaktion|redacción)$", re.IGNORECASE
)
# "Saturday, June 6th, 2009 @ 00:00 UTC by Jane Okoro"
_SIGNED = re.compile(r"^.*\d.*?\b(?:by|von|por|par|oleh|door|przez)\s+", re.IGNORECASE)
_HANDLE = re.compile(r"\s*[(/|]?\s*(?<!\w)@\w+\)?")
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net)\b|\d\d|(?<![^\W\d_])\d(?![^\W\d_])|^(?:foto|photo|bild|image)s?\s*[:/©]|"
    r"^(?:admin|nachrichten|noticias|notícias|news|agenturen|agencies|agencias|agências|red|administrator|root|editor|editors|redaktion|redakcja|"
    r"redacción|redação|rédaction|staff|news desk|newsroom|web ?desk|online desk|null|none|undefined|new|posted:|last|"
    r"unknown|author|"
    r"view all posts.*|no author|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:illustration|photo|foto|фото|bild)\b.*|"
    r"guest|user|super ?admin|user admin|"
    r"(?:presented by|sponsored|twitter|facebook|instagram|whatsapp|linkedin|youtube)\b.*|"
    r"publicado|publicada|actualizado|veröffentlicht|"
    r"webmaster|published|updated|posted|share|follow|subscribe)$",
    re.IGNORECASE,
)
# two to four capitalised words, particles between them; Korean papers write "최윤호 기자 uknow@…"
NAME_ALONE = re.compile(
    r"^(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω][\w'’.-]*)(?:\s+(?:de|da|dos|del|la|van|von|der|bin|al|el|y|di))?"
    r"(?:\s+[A-ZÀ-ÖØ-ÞĀ-ŽĐА-ЯЁІЇЄҐΑ-ΩẠ-Ỹ][\w'’.-]*){1,3}$"
)
REPORTER = re.compile(r"^[\[(]?([가-힣]{2,4})\s?(?:기자|특파원)")
SHORT_NAME = re.compile(r"^[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af·]{2,4}$")


def clean_names(values: Iterable[str], publishers: set[str]) -> list[str]:
    """Single names out of bylines: prefixes, roles, handles and the publisher's own name removed."""
    names: dict[str, str] = {}
    for given in values:
        value = _HANDLE.sub("", given)
        text = _PREFIX.sub("", _SIGNED.sub("", plain(value)).strip(" ,;:|-–—•·"))
        for part in _SPLIT.split(text):
            name = _SUFFIX.sub("", _PREFIX.sub("", _of_house(part, publishers).strip(" ,;:|-–—•·\"'“”"))).strip()
            name = _ROLE.sub(r"\1", name)
            if is_name(name) and not is_name_of(normal(name), publishers):
                names.setdefault(normal(name), calm(name))
    return list(names.values())[:MAX_AUTHORS]


def _of_house(part: str, publishers: set[str]) -> str:
    """``unocero - Alberto Ávila`` of the publisher Unocero is Alberto Ávila."""
    house, dash, name = part.partition(" - ")
    return name if dash and is_name_of(normal(house), publishers) else part


def is_name(name: str) -> bool:
    return 2 <= len(name) <= 60 and len(name.split()) <= 7 and not _NOT_A_NAME.search(name)


def calm(name: str) -> str:
    """``JANE OKORO`` is Jane Okoro; ``AFP`` and ``AP`` stay."""
    return name.title() if name.isupper() and len(name.split()) > 1 else name
