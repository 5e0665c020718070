"""When an article was published: what JSON-LD, meta tags, markup, address and text say, in this order of trust."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.extraction.localday import local_offset, may_be_another_day
from pipeline.extraction.markup import Markup
from pipeline.extraction.structured import PageData
from pipeline.language.detect import base_language
from pipeline.language.moments import Manner, Moment, read_moment
from pipeline.language.publication import FIRST_PLAUSIBLE
from pipeline.language.zones import country_of_host

# names that mean "first published", the most reliable first; the last ones are used for other things too
_META = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "og:published_time",
    "og:pubdate", "rnews:datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publishdate",
    "publish_date", "publish-date", "published_date", "publication_date", "publicationdate", "pubdate", "pub_date",
    "article.published", "published-date", "article_date_original", "date_published", "article-publish-date",
    "datecreated", "citation_publication_date", "citation_date", "bt:pubdate", "dc.date", "dcterms.date", "date",
    "originalpublicationdate", "ptime", "displaydate", "dcsext.articlefirstpublished", "article:create_at",
    "weibo: article:create_at", "apub:time", "og:release_date", "release_date", "time", "mediator_published_time",
)  # fmt: skip
_OFFSET_SOURCES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:published_time",
    "last-modified",
)
_TIME_PATHS = (
    './/*[@itemprop="datePublished"]',
    ".//time[@pubdate]",
    './/time[contains(@class,"publish") or contains(@class,"entry-date") or contains(@class,"created")]',
    './/article//time[@datetime and not(contains(@class,"updated")) and not(contains(@class,"modified"))]',
    './/header//time[@datetime and not(contains(@class,"updated"))]',
)
_TEXT_MARKS = (
    re.compile(r"publish|pub-?_?date|pub-?time"),
    re.compile(r"date|fecha|datum|timestamp|tarih|waktu"),
    re.compile(r"byline|meta|time|info|source"),
)
_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d{2})[/\-_.](?P<m>0?[1-9]|1[0-2])[/\-_.](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<y2>20[0-3]\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/(?P<y3>20\d{2})-?(?P<m3>0[1-9]|1[0-2])/(?P<d3>0[1-9]|[12]\d|3[01])/"
)
_MODIFIED = re.compile(
    r"updated|modified|aktualis|actualizad|atualizad|mis à jour|modifié|обновлен|更新|diperbarui|güncelle|uppdaterad"
    r"|aktualizacja|cập nhật|تحديث|最終",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20|25|14)\d\d")
_MONTH_FIRST = frozenset({"en-us", "en_us", "en-ph", "en_ph", "es-us", "es_us"})
MAX_TEXT_NODES = 40
PRINTED_DATES = 16
# how far from the headline, in elements, a kind of mark may stand before the next kind is as good
TIER_DISTANCE = 20


@dataclass(frozen=True)
class Published:
    """``origin`` is json_ld, meta, markup, url or text."""

    moment: Moment
    origin: str


def find_published(markup: Markup, data: PageData, url: str | None, country: str | None = None) -> Published | None:
    """The date of publication; None when the page does not say.

    A source that names the day alone is made precise by the next one that gives the time of the same day.
    """
    manner = _manner(data, url, country)
    best = _best(_in_order_of_trust(markup, data, url, manner))
    if best is None or best.origin == "text" or not may_be_another_day(best.moment):
        return best
    return _on_local_day(best, markup, url, manner)


def _best(candidates: Iterator[Published]) -> Published | None:
    best: Published | None = None
    for found in candidates:
        if best is None:
            best = found
        elif best.moment.precision == "day" and found.moment.precision != "day" and _same_day(best, found):
            return Published(found.moment, found.origin)
        if best.moment.precision != "day":
            return best
    return best


def _on_local_day(best: Published, markup: Markup, url: str | None, manner: Manner) -> Published:
    """The same instant at the offset of the page's readers, where the page prints another day to them."""
    as_if_utc = replace(manner, zone=dt.UTC)
    for text in itertools.islice(itertools.chain(_from_text(markup, sort=False), _from_url(url)), PRINTED_DATES):
        printed = read_moment(text, as_if_utc)
        offset = local_offset(best.moment, printed, manner.country) if printed else None
        if offset is not None:
            value = best.moment.value.astimezone(dt.timezone(offset))
            return replace(best, moment=replace(best.moment, value=value)) if value.date() != best.moment.day else best
    return best


def _same_day(one: Published, other: Published) -> bool:
    return abs(one.moment.day - other.moment.day) <= dt.timedelta(days=1)


def _in_order_of_trust(markup: Markup, data: PageData, url: str | None, manner: Manner) -> Iterator[Published]:
    for origin, values in (
        ("json_ld", _from_json_ld(data)),
        ("meta", _from_metas(data)),
        ("markup", _from_markup(markup.tree)),
        ("url", _from_url(url or data.meta("og:url"))),
        ("text", _from_text(markup)),
        ("text", _from_any_text(markup.tree)),
    ):
        for value in values:
            moment = read_moment(value, manner)
            if moment and moment.value >= FIRST_PLAUSIBLE:
                yield Published(moment, origin)
                break


def _from_json_ld(data: PageData) -> Iterator[str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        value = data.article.get(key)
        if isinstance(value, str):
            yield value
    if not data.article:
        for node in data.nodes:
            value = node.get("datePublished")
            if isinstance(value, str):
                yield value


def _from_metas(data: PageData) -> Iterator[str]:
    for name in _META:
        yield from data.metas.get(name, ())


def _from_markup(tree: HtmlElement) -> Iterator[str]:
    for path in _TIME_PATHS:
        for element in tree.xpath(path)[:4]:
            value = element.get("datetime") or element.get("content") or element.get("title")
            if value:
                yield value
            elif len(text := " ".join(element.text_content().split())) <= 80:
                yield text


def _from_url(url: str | None) -> Iterator[str]:
    match = _URL_DATE.search(urlsplit(url).path if url else "")
    if match:
        year, month, day = (match[f"{part}"] or match[f"{part}2"] or match[f"{part}3"] for part in "ymd")
        yield f"{year}-{month}-{day}"


def _from_text(markup: Markup, *, sort: bool = True) -> Iterator[str]:
    """Short texts of elements that are named like dates, the nearest to the headline first.

    The clock in the page's head stands before the headline, the dates of other stories far below it. What speaks of
    an update comes last.
    """
    updates: list[str] = []
    times = (element for element in markup.tree.iter("time") if "updated" not in (element.get("class") or ""))
    sources = (markup.like(_TEXT_MARKS[0]), times, markup.like(_TEXT_MARKS[1]), markup.like(_TEXT_MARKS[2]))
    found = [
        (tier, element)
        for tier, elements in enumerate(sources)
        for element in itertools.islice(elements, MAX_TEXT_NODES)
    ]
    for _, element in _by_headline(found, markup) if sort else found:
        text = " ".join(element.text_content().split())
        if not 6 <= len(text) <= 200:
            continue
        if _MODIFIED.search(text[:30]):
            updates.append(text)
        else:
            yield text
    yield from updates


def _by_headline(found: list[tuple[int, HtmlElement]], markup: Markup) -> list[tuple[int, HtmlElement]]:
    """Elements ordered by kind and by their distance from the nearest headline; above it counts threefold."""
    places = markup.places
    heads = [places[element] for element in markup.tree.iter("h1")]
    if not heads:
        return found

    def distance(entry: tuple[int, HtmlElement]) -> int:
        tier, element = entry
        place = places[element]
        return min(place - head if place > head else 3 * (head - place) for head in heads) + TIER_DISTANCE * tier

    return sorted(found, key=distance)


def _from_any_text(tree: HtmlElement) -> Iterator[str]:
    """Every short text with a year in it, from the top of the page."""
    body = tree.find(".//body")
    nodes = list(body.itertext("h1", "p", "span", "div", "li", "td", "b", "strong", "em", "small", "a", "font", "h2")
                 if body is not None else ())  # fmt: skip
    yield from (
        text for node in nodes[:3000] if (text := " ".join(node.split())) and len(text) <= 60 and _YEAR.search(text)
    )


def _manner(data: PageData, url: str | None, country: str | None) -> Manner:
    """How the page writes dates; the country is its source's, or that of its address."""
    language = base_language(data.language)
    country = country or country_of_host(urlsplit(url).hostname if url else None)
    offset = _page_offset(data)
    zone = dt.timezone(offset) if offset is not None else None
    return Manner(language, country, zone, _month_first(data.language, language, country))


def _page_offset(data: PageData) -> dt.timedelta | None:
    """The offset from UTC that the page uses elsewhere: it is the publisher's, and holds for a naive time too."""
    values = [value for name in _OFFSET_SOURCES for value in data.metas.get(name, ())]
    values += [value for key in ("dateModified", "datePublished") if isinstance(value := data.article.get(key), str)]
    for value in values:
        match = re.search(r"T\d{2}:\d{2}.*?([+-])(\d{2}):?(\d{2})$", value.strip())
        if match and (minutes := int(match[2]) * 60 + int(match[3])):
            return dt.timedelta(minutes=minutes if match[1] == "+" else -minutes)
    return None


def _month_first(tag: str | None, language: str | None, country: str | None) -> bool | None:
    """Whether 3/4/2026 is the fourth of March: in American English and that of no stated country; None: by country."""
    tag = (tag or "").lower()
    if tag in _MONTH_FIRST:
        return True
    return True if language == "en" and len(tag) == 2 and country is None else None
