"""When an article was published: JSON-LD, meta tags, markup, address, title and text are heard, and vote on the day.

A statement's weight is its witness's. An instant in UTC speaks for each day that it is somewhere, if another statement
writes that day: 02:18 in London is the evening before in Lima. The day with the most weight wins, and is told by the
statement for it that is trusted most and names a time. Texts are only heard when no declared date has a majority, or
when a declared instant leaves the day open. The weights follow the share of right days of each witness alone on 451
annotated pages (JSON-LD 0.958, addresses 0.955, meta tags 0.952, markup 0.933, printed dates 0.907, any date in a text
0.78); leaving out any one publisher in turn changes none of their order.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.extraction.datelines import (
    any_dates,
    is_of_others,
    labelled_dates,
    printed_dates,
    says_updated,
    script_dates,
    title_dates,
)
from pipeline.extraction.datenames import FIRST_PUBLISHED, MODIFIED, loose_names, values_of
from pipeline.extraction.localday import local_offset, may_be_another_day, possible_offset
from pipeline.extraction.markup import Markup
from pipeline.extraction.structured import PageData
from pipeline.extraction.votes import Overruled, Vote
from pipeline.extraction.yearless import yearless_moments
from pipeline.language.detect import ONE_LANGUAGE_SCRIPTS, base_language
from pipeline.language.moments import Manner, Moment, read_moment
from pipeline.language.publication import FIRST_PLAUSIBLE
from pipeline.language.scripts import main_script
from pipeline.language.zones import country_of_host, zone_of_country, zone_of_language

_OFFSET_SOURCES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:published_time",
    "last-modified",
)
_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d{2})[/\-_.](?P<m>0?[1-9]|1[0-2])[/\-_.](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<y2>20[0-3]\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/(?P<y3>20\d{2})-?(?P<m3>0[1-9]|1[0-2])/(?P<d3>0[1-9]|[12]\d|3[01])/"
    r"|/(?P<y4>20\d{2})/(?P<m4>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(?P<d4>[0-3]?\d)(?=/|$)"
)
_MONTH_FIRST = frozenset({"en-us", "en_us", "en-ph", "en_ph", "es-us", "es_us"})
_WEIGHTS = {"json_ld": 10, "meta": 9, "markup": 5, "url": 4, "time": 3, "loose_meta": 3, "title": 3, "text": 3,
            "script": 3, "modified": 1, "any_text": 1}  # fmt: skip
# what two of the weaker witnesses or one of the strong ones have; below it, the text is asked too
_MAJORITY = 7
PRINTED_DATES = 16


@dataclass(frozen=True)
class Published:
    """``origin`` is json_ld, meta, markup, url, title or text; "modified" is all that such a page says."""

    moment: Moment
    origin: str


@dataclass(frozen=True)
class _Statement:
    witness: str
    moment: Moment

    @property
    def weight(self) -> int:
        return _WEIGHTS[self.witness]


_ORIGINS = {"time": "markup", "loose_meta": "meta", "any_text": "text"}


def find_published(
    markup: Markup, data: PageData, url: str | None, country: str | None = None, title: str | None = None
) -> Vote[Published | None]:
    """The date of publication; None when the page does not say.

    ``country`` is that of the source, if it is known: where a time without a zone was written. ``title`` is the
    article's, beside which its date is printed.
    """
    manner = _manner(markup, data, url, country)
    heard = _without_updates(list(_declared(markup, data, url, manner)), data, manner)
    if sum(statement.weight for statement in heard) < _MAJORITY:
        heard += _printed(markup, data, title, manner, only_texts=bool(heard))
    if not heard:
        return Vote(None)
    # two instants are two moments: only a day that is written in another way tells where an instant was written
    written = {statement.moment.day for statement in heard if not _is_in_utc(statement.moment)}
    day = _elected(heard, written)
    supporters = [statement for statement in heard if day in _days(statement.moment, written)]
    if all(statement.moment.precision == "day" for statement in supporters):
        supporters += _timed(markup, title, manner, day)
    best = _most_precise(supporters)
    published = Published(_on_day(best.moment, day), _ORIGINS.get(best.witness, best.witness))
    if published.origin != "text" and may_be_another_day(best.moment) and published.moment.day == best.moment.day:
        published = _on_local_day(published, markup, url, manner)
    agreed = tuple(dict.fromkeys(statement.witness for statement in supporters))
    return Vote(published, agreed, tuple(_overruled(heard, supporters, day)))


def _elected(heard: list[_Statement], written: set[dt.date]) -> dt.date:
    """The day with the most weight; of equal ones that of the witness who is trusted most."""
    weights: dict[dt.date, float] = defaultdict(float)
    for statement in heard:
        own = statement.moment.day
        for day in _days(statement.moment, written):
            # the day that is written comes before one that it may also be
            weights[day] += statement.weight if day == own else statement.weight - 0.5
    return max(weights, key=lambda day: weights[day])


def _is_in_utc(moment: Moment) -> bool:
    return moment.precision != "day" and moment.value.utcoffset() == dt.timedelta(0)


def _days(moment: Moment, written: Collection[dt.date]) -> tuple[dt.date, ...]:
    """The days that a statement may speak of: its own, and for an instant in UTC the one before or after.

    These only where they are ``written``: an instant tells by itself of no other day than its own.
    """
    if not may_be_another_day(moment):
        return (moment.day,)
    around = (moment.day - dt.timedelta(days=1), moment.day + dt.timedelta(days=1))
    others = (day for day in around if day in written and possible_offset(moment, day) is not None)
    return (moment.day, *others)


def _without_updates(heard: list[_Statement], data: PageData, manner: Manner) -> list[_Statement]:
    """Without what repeats the time of the last change, where JSON-LD has another one for the publication."""
    first = next((statement.moment for statement in heard if statement.witness == "json_ld"), None)
    if first is None or not isinstance(changed := data.article.get("dateModified"), str):
        return heard
    last = read_moment(changed, manner)
    if last is None or last.precision == "day" or last.utc == first.utc:
        return heard
    rest = [statement for statement in heard if statement.moment is first or statement.moment.utc != last.utc]
    # a page that was prepared the evening before says so too, and is dated by its day
    return heard if any(statement.moment.day == last.day for statement in rest) else rest


def _most_precise(supporters: list[_Statement]) -> _Statement:
    """Of the statements for the elected day the one that is trusted most, or the first after it that names a time."""
    best = max(supporters, key=lambda statement: statement.weight)
    timed = [statement for statement in supporters if statement.moment.precision != "day"]
    return best if best.moment.precision != "day" or not timed else max(timed, key=lambda statement: statement.weight)


def _on_day(moment: Moment, day: dt.date) -> Moment:
    """The same instant at an offset at which it is that day."""
    if moment.day == day:
        return moment
    offset = possible_offset(moment, day)
    return replace(moment, value=moment.value.astimezone(dt.timezone(offset))) if offset is not None else moment


def _overruled(heard: list[_Statement], supporters: list[_Statement], day: dt.date) -> Iterator[Overruled]:
    won = sum(statement.weight for statement in supporters)
    for statement in heard:
        if statement not in supporters:
            why = f"another day than {day}, {statement.weight} to {won}"
            yield Overruled(statement.witness, statement.moment.raw, why)


def _on_local_day(best: Published, markup: Markup, url: str | None, manner: Manner) -> Published:
    """The same instant by the clock of the page's readers: as its country has it, or as the page prints it."""
    zone = zone_of_country(manner.country, manner.language) or zone_of_language(manner.language)
    if zone is not None:
        return _at_offset(best, zone)
    as_if_utc = replace(manner, zone=dt.UTC)
    for text in itertools.islice(itertools.chain(printed_dates(markup, sort=False), _from_url(url)), PRINTED_DATES):
        printed = read_moment(text, as_if_utc)
        offset = local_offset(best.moment, printed, manner.country) if printed else None
        if offset is not None:
            return _at_offset(best, dt.timezone(offset))
    return best


def _at_offset(best: Published, zone: dt.tzinfo) -> Published:
    value = best.moment.value.astimezone(zone)
    if value.date() == best.moment.day:
        return best
    fixed = value.replace(tzinfo=dt.timezone(value.utcoffset() or dt.timedelta(0)))
    return replace(best, moment=replace(best.moment, value=fixed))


def _declared(markup: Markup, data: PageData, url: str | None, manner: Manner) -> Iterator[_Statement]:
    """What the page states for machines, one statement a witness; tags of two names are one witness."""
    itemprops, times = _marked_up(markup)
    metas = list(values_of(FIRST_PUBLISHED, data))
    loose = [] if metas else list(values_of(loose_names(data), data))
    yield from _heard(
        manner,
        ("json_ld", _from_json_ld(data)),
        ("meta", iter(metas)),
        ("markup", _values(itemprops)),
        ("url", _from_url(url or data.meta("og:url"))),
        ("time", _values(times)),
        ("loose_meta", iter(loose)),
        ("title", title_dates((markup.document_title, data.meta("og:title")))),
    )


def _printed(
    markup: Markup, data: PageData, title: str | None, manner: Manner, *, only_texts: bool
) -> Iterator[_Statement]:
    """What it prints for readers; where that is nothing, when it was changed, or any date in its text."""
    found = list(_heard(manner, ("text", printed_dates(markup, title=title))))
    found = found or list(_heard(manner, ("text", labelled_dates(markup))))
    found += _heard(manner, ("script", script_dates(markup.tree)))
    if not found and not only_texts:
        texts = itertools.islice(printed_dates(markup, title=title), PRINTED_DATES)
        found += [_Statement("text", moment) for moment in itertools.islice(yearless_moments(texts, markup, manner), 1)]
    yield from found
    if not found and not only_texts:
        last = list(_heard(manner, ("modified", values_of(MODIFIED, data))))
        yield from last or _heard(manner, ("any_text", any_dates(markup.tree)))


def _timed(markup: Markup, title: str | None, manner: Manner, day: dt.date) -> list[_Statement]:
    """The time that is printed beside a day that is declared without one."""
    for text in itertools.islice(printed_dates(markup, title=title), PRINTED_DATES):
        moment = read_moment(text, manner)
        if moment and moment.precision != "day" and day in _days(moment, (day,)):
            return [_Statement("text", moment)]
    return []


def _heard(manner: Manner, *witnesses: tuple[str, Iterator[str]]) -> Iterator[_Statement]:
    """The first readable date of each witness."""
    for witness, values in witnesses:
        for value in values:
            moment = read_moment(value, manner)
            if moment and moment.value >= FIRST_PLAUSIBLE:
                yield _Statement(witness, moment)
                break


def _from_json_ld(data: PageData) -> Iterator[str]:
    nodes = [data.article] if data.article else data.nodes
    for key in ("datePublished", "dateCreated", "uploadDate") if data.article else ("datePublished",):
        for node in nodes:
            value = node.get(key)
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str | int) and not isinstance(each, bool):
                    yield str(each)


def _marked_up(markup: Markup) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """Elements that say they hold the date of publication, and ``<time>`` elements of an article or a header."""
    own: list[HtmlElement] = []
    others: list[HtmlElement] = []
    for element in markup.annotated:
        if element.get("itemprop") == "datePublished":
            own.append(element)
        elif element.tag == "time" and not is_of_others(element, by_tag=True):
            name = (element.get("class") or "").lower()
            if element.get("pubdate") is not None or "publish" in name or "entry-date" in name or "created" in name:
                own.append(element)
            elif element.get("datetime") and not ("updated" in name or "modified" in name):
                others.append(element)
    # (an article's own time stands in it, that of teasers in lists)
    inside = (
        each
        for each in others
        if not says_updated(each) and any(up.tag in ("article", "header") for up in each.iterancestors())
    )
    return own[:4], list(itertools.islice(inside, 4))


def _values(elements: list[HtmlElement]) -> Iterator[str]:
    for element in elements:
        value = element.get("datetime") or element.get("content") or element.get("title")
        if value:
            yield value
        elif len(text := " ".join(element.text_content().split())) <= 80:
            yield text


def _from_url(url: str | None) -> Iterator[str]:
    match = _URL_DATE.search(urlsplit(url).path if url else "")
    if match:
        year, month, day = (
            match[part] or match[f"{part}2"] or match[f"{part}3"] or match[f"{part}4"] for part in "ymd"
        )
        yield f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}"


def _manner(markup: Markup, data: PageData, url: str | None, country: str | None) -> Manner:
    """How the page writes dates; the country is its source's, or that of its address."""
    # a script that one language owns says more than nothing
    language = base_language(data.language) or ONE_LANGUAGE_SCRIPTS.get(main_script(markup.document_title) or "")
    country = country or country_of_host(urlsplit(url).hostname if url else None)
    offset = _page_offset(data)
    zone = dt.timezone(offset) if offset is not None else zone_of_language(language) if country is None else None
    return Manner(language, country, zone, _month_first(data.language, language, country))


def _page_offset(data: PageData) -> dt.timedelta | None:
    """The offset from UTC that the page uses elsewhere: it is the publisher's, and holds for a naive time too."""
    values = list(values_of(_OFFSET_SOURCES, data))
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
