"""Names out of bylines: prefixes, roles, handles, dates and the publisher's own name removed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extraction.blocks import normal
from pipeline.extraction.kinds import AGENCIES
from pipeline.extraction.structured import plain
from pipeline.extraction.titles import is_name_of
from pipeline.language.months import months_of_all

MAX_AUTHORS = 20
# where content systems keep the pages of those who are nobody
ACCOUNT = re.compile(r"/author/(?:admin|administrator|root|webmaster|editor|user)\d*/?$", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(?:written by|reported by|story by|text by|words by|by|posted by|published by|reporting by|from|von|vom|par|por|"
    r"de|di|da|door|av|af|od|autor(?:a|es|en)?|"
    r"author|reporter|texto|text|text och|oleh|penulis|tekijä|przez|автор|авторы|текст|كتب|بقلم|نوشته|"
    r"लेखक|द्वारा|記者|文|作者|来源|记者|기자|publicado por|escrito por|publié par|écrit par|veröffentlicht von|"
    r"geschrieben von|scritto da|pubblicato da|escrito por|publicado por|ditulis oleh|napisał(?:a)?|yazan|yazar|írta|"
    r"מאת|نویسنده|گزارش|تحریر|الكاتبة?|كاتب المقال|του|της|από|γράφει [οη]|โดย|เรื่อง|লিখেছেন|প্রতিবেদক)\s*[:：]?\s+"
    r"|^(?:记者|記者|文/|作者[:：]|通讯员|本报记者)\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[,;/|•·、，；&]|\s+(?:[Aa]nd|AND|und|y|e|et|en|och|og|i|ja|dan|và|и|و|та|na|with|mit|con)\s+)\s*"
)
_SUFFIX = re.compile(
    r"\s+(?:기자|記者|记者)$|\s*[(\[（].*[)\]）]$|"
    r"\s+[-–—|]\s+.*$|\s+(?:\d|posted\b|updated\b|published\b|publié|publicado|veröffentlicht|actualizado|"
    r"(?:hace|il y a|vor|há|hà|for the|für die|para)\b|(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.IGNORECASE,
)
_MONTHS = "|".join(sorted((re.escape(name) for name in months_of_all() if len(name) >= 3), key=len, reverse=True))
# what follows a name and is a date: "| March 3, 2026", "on 3 March 2026", "- 03.03.2026"
_DATED = re.compile(
    rf"[\s|,•·–—-]+(?:on\s+|am\s+|el\s+|le\s+|em\s+|il\s+|dne\s+)?(?:(?:{_MONTHS})\.?\s+\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}\.?\s+(?:de\s+)?(?:{_MONTHS})(?!\w)"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s).*$",
    re.IGNORECASE,
)
# where somebody writes, or for whom, behind a whole name
_BEHIND = re.compile(r"^(\S+(?:\s+\S+){1,3}?)\s+(?:in|aus|of|for)\s+(?:the\s+)?[A-ZÀ-ÖØ-Þ]\S.*$")
_JOB = (
    r"(?:writer|reporter|correspondent|editor|columnist|contributor|journalist|producer|redact(?:or|ora)|periodista|"
    r"corresponsal|colaborador|colaboradora|reporter[oa]?|repórter|correspondente|jornalista|"
    r"redakteur(?:in)?|korrespondent(?:in)?|"
    r"autor(?:in)?|reporterin|journaliste|correspondante?|rédacteur|rédactrice|giornalista|corrispondente|dziennikarz|"
    r"dziennikarka|redaktor(?:ka)?|корреспондент|редактор|журналист|обозреватель|wartawan|jurnalis|muhabir|editör)"
)
# a part that is all role: "Staff writer", "Senior Political Correspondent", "Redactora jefe"
_JOB_ALONE = re.compile(
    rf"^(?:[\w’'-]+\s+){{0,4}}{_JOB}(?:\s+(?:jefe|jefa|en chef|at large|in chief|(?:de|del|do|da|for|of|für)\s.*))?$",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://\S+")
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}$")
_WITH_PLACE = re.compile(r"\s*(?:by|von|vom|par|por|di|door)\s[^,]*,[^,]*$", re.IGNORECASE)
_PLACE = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž]+$")
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
    r"view all posts.*|no author|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:illustrations?|photos?|photograph(?:s|y)|video|graphics?|foto|фото|bild(?:er)?)\b.*|"
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


def clean_names(values: Iterable[str], publishers: set[str], *, domains: bool = False) -> list[str]:
    """Single names out of bylines: prefixes, roles, handles and the publisher's own name removed.

    ``domains`` takes ``coast.example`` for a name, as a house may sign where nobody else does.
    """
    names: dict[str, str] = {}
    for given in values:
        found = [name for name in _parts(given, publishers) if _is_person(name, publishers, domains=domains)]
        people = [name for name in found if not _JOB_ALONE.match(name)]
        for name in people or found:  # "Staff Reporter" may be all the name that there is
            names.setdefault(normal(name), calm(name))
    return list(names.values())[:MAX_AUTHORS]


def _is_person(name: str, publishers: set[str], *, domains: bool) -> bool:
    return is_name(name) and not is_name_of(normal(name), publishers) and (domains or not _DOMAIN.match(name))


def _parts(given: str, publishers: set[str]) -> Iterator[str]:
    """What a byline consists of, each part without what stands before and behind a name."""
    value = _HANDLE.sub("", _LINK.sub("", given))
    if reporter := REPORTER.match(value):
        yield reporter.group(1)
        return
    text = _DATED.sub("", _PREFIX.sub("", _SIGNED.sub("", plain(value)).strip(" ,;:|-–—•·")))
    parts = _SPLIT.split(text)
    placed = len(parts) == 2 and _WITH_PLACE.match(given)  # "Von Hanna Birk, Berlin"
    for at, part in enumerate(parts):
        name = _SUFFIX.sub("", _PREFIX.sub("", _of_house(part, publishers).strip(" ,;:|-–—•·\"'“”"))).strip()
        if at == 1 and placed and _PLACE.match(name) and " " in parts[0] and not AGENCIES.fullmatch(name):
            continue
        yield _BEHIND.sub(r"\1", _ROLE.sub(r"\1", name))


def _of_house(part: str, publishers: set[str]) -> str:
    """``unocero - Alberto Ávila`` of the publisher Unocero is Alberto Ávila."""
    house, dash, name = part.partition(" - ")
    return name if dash and is_name_of(normal(house), publishers) else part


def is_name(name: str) -> bool:
    return 2 <= len(name) <= 60 and len(name.split()) <= 7 and not _NOT_A_NAME.search(name)


def calm(name: str) -> str:
    """``JANE OKORO`` is Jane Okoro; ``AFP`` and ``AP`` stay."""
    return name.title() if name.isupper() and len(name.split()) > 1 else name
