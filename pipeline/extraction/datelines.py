"""Where a page prints its date: elements that are named like dates, short texts by the headline, and ``<title>``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipeline.extraction.blocks import normal
from pipeline.extraction.markup import Markup

_MARKS = (
    re.compile(r"publish|pub-?_?date|pub-?time"),
    re.compile(r"date|fecha|datum|timestamp|tarih|waktu"),
    re.compile(r"byline|meta|time|info|source"),
)
_ANY_MARK = re.compile("|".join(pattern.pattern for pattern in _MARKS))
_MODIFIED = re.compile(
    r"updated|modified|aktualis|actualizad|atualizad|mis à jour|modifié|обновлен|更新|diperbarui|güncelle|uppdaterad"
    r"|aktualizacja|cập nhật|تحديث|最終",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20|25|14)\d\d")
# what begins with such a word is the article's own date, wherever it stands
_LABELLED = re.compile(
    r"^\W*(?:published|posted|first published|publicado|publicada|publié|pubblicato|veröffentlicht|erstellt|datum|date|"
    r"fecha|data|опубликовано|дата|发布时间|发表时间|時間|时间|掲載日|公開日|입력|등록|diterbitkan|yayın(?:lanma)?|"
    r"opublikowano|publikováno|تاريخ النشر|نشر)\b",
    re.IGNORECASE,
)
_PUBLISHED_BEHIND = re.compile(
    r"\b(?:first published|published|posted|publicado|publicada|publié|pubblicato|veröffentlicht|erstellt|opublikowano|"
    r"diterbitkan|yayınlanma|опубликовано)\b|发布时间|公開日|掲載日|입력|등록|نشر",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s[|\-–—•·]\s")
# where machines find the moment that an element shows in words
_ATTRIBUTES = ("datetime", "content", "title", "data-datetime", "data-date", "data-time", "data-timestamp",
               "data-utime", "data-published")  # fmt: skip
_DIGITS = re.compile(r"\d{4}")
_IN_SCRIPT = re.compile(
    r"""["']?(?:datePublished|date_published|publish(?:ed)?_?(?:date|time|at|on)|pub_?date|first_?published(?:_?at)?)["']?"""
    r"""\s*[:=]\s*["']([^"'\n]{8,40})["']""",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"""\s*[\w.$]{1,40}\(\s*["'](\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[^"'\n]{0,30})["'][^()]{0,40}\)\s*;?\s*$"""
)
LONGEST_CALL = 150  # characters
MAX_SCRIPT = 200_000  # characters
MAX_NODES = 40
NEAR = 5  # boxes around a time
LONGER = 25  # characters in a link beside the time that it holds: a headline
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)?|teasers?|comments?|trending|most-?read|sidebar|widget)(?:$|[\s_-])"
)
SHORT = 45  # characters
_SENTENCE = re.compile(r"\D[.。!?…]$")
NEAR_HEADLINE = 30  # elements behind the headline in which an unmarked date is believed
# how far from the headline, in elements, a kind of mark may stand before the next kind is as good
TIER_DISTANCE = 20


def printed_dates(markup: Markup, *, title: str | None = None, sort: bool = True) -> Iterator[str]:
    """Short texts of elements that are named like dates, the nearest to the headline first.

    The clock in the page's head stands before the headline, the dates of other stories far below it. What speaks of
    an update comes behind, what stands with other stories last. ``title`` tells the headline without an ``<h1>``.
    """
    updates: list[str] = []
    others: list[HtmlElement] = []
    for _, element in _by_headline(_marked(markup), markup, title) if sort else _marked(markup):
        if is_of_others(element):
            others.append(element)
        else:
            yield from _dates_of(element, updates)
    yield from updates
    for element in others:
        yield from _dates_of(element, [])


def _dates_of(element: HtmlElement, updates: list[str]) -> Iterator[str]:
    """What an element says of publication; what it says of an update is added to ``updates``."""
    text = " ".join(" ".join(element.itertext()).split())
    hidden = next((value for name in _ATTRIBUTES if (value := element.get(name)) and _DIGITS.search(value)), None)
    if not 6 <= len(text) <= 200:
        text = ""
    if _MODIFIED.search(text[:30]) and (own := _PUBLISHED_BEHIND.search(text)):
        yield text[own.start() :]  # "Updated 5 March. Published 3 March."
    elif _MODIFIED.search(text[:30]):
        updates.extend(value for value in (hidden, text) if value)
    else:  # "Posted 9:27 | Updated 12:20" has the time of the update in its attribute
        yield from (value for value in ((text, hidden) if _LABELLED.match(text) else (hidden, text)) if value)


def _marked(markup: Markup) -> list[tuple[int, HtmlElement]]:
    """Elements that are named like dates, by kind: of publication, ``<time>``, any date, lines that may hold one."""
    kinds: list[list[HtmlElement]] = [[], [], [], []]
    for element, marks in markup.marked:
        if _ANY_MARK.search(marks):
            kind = 0 if _MARKS[0].search(marks) else 2 if _MARKS[1].search(marks) else 3
            kinds[kind].append(element)
    times = (element for element in markup.annotated if element.tag == "time")
    kinds[1] = [element for element in times if "updated" not in (element.get("class") or "")]
    return [(tier, element) for tier, elements in enumerate(kinds) for element in elements[:MAX_NODES]]


def _by_headline(
    found: list[tuple[int, HtmlElement]], markup: Markup, title: str | None
) -> list[tuple[int, HtmlElement]]:
    """Elements ordered by kind and by their distance from the nearest headline; above it counts threefold."""
    places = markup.places
    lines = _headlines(markup, title)
    heads = [places[element] for element in lines]
    if not heads:
        return found
    found = [*found, *((1, element) for element in _unmarked(lines[0], markup))]

    def distance(entry: tuple[int, HtmlElement]) -> int:
        tier, element = entry
        place = places[element]
        return min(place - head if place > head else 3 * (head - place) for head in heads) + TIER_DISTANCE * tier

    return sorted(found, key=distance)


def _headlines(markup: Markup, title: str | None) -> list[HtmlElement]:
    heads = list(markup.tree.iter("h1"))
    if heads or not title:
        return heads
    wanted = normal(title)
    return [element for element in markup.tree.iter("h2", "h3") if normal(element.text_content()) == wanted][:1]


def _unmarked(headline: HtmlElement, markup: Markup) -> Iterator[HtmlElement]:
    """Short texts with a year right behind the headline, whatever their elements are called."""
    start = markup.places[headline]
    for element in markup.elements[start + 1 : start + NEAR_HEADLINE]:
        if element.tag in ("p", "div", "span", "li", "td", "small", "b", "strong", "em", "font", "address"):
            own = " ".join(" ".join(filter(None, (element.text, *(child.tail for child in element)))).split())
            if len(own) <= SHORT and _YEAR.search(own) and not _SENTENCE.search(own):
                yield element


def says_updated(element: HtmlElement) -> bool:
    """Whether an element speaks of an update, which is then what its attribute holds."""
    return _MODIFIED.search(element.text_content()[:200]) is not None


def labelled_dates(markup: Markup) -> Iterator[str]:
    """Short texts that begin with a word such as "published" or "date"."""
    for element in markup.tree.iter("p", "span", "div", "li", "td", "small", "dd", "b", "strong", "em"):
        text = element.text
        if text and len(text) <= 120 and _LABELLED.match(text):
            whole = " ".join(element.text_content().split())
            tail = " ".join((element.tail or "").split())
            yield whole if _YEAR.search(whole) else f"{whole} {tail}"[:120]


def script_dates(tree: HtmlElement) -> Iterator[str]:
    """What scripts call the date of publication, for page views and players; nothing where they name several."""
    found: list[str] = []
    for script in tree.iter("script"):
        source = script.text
        if source and len(source) <= LONGEST_CALL and (call := _CALL.match(source)):
            found.append(call[1])  # it writes the date where it stands
        elif source and len(source) <= MAX_SCRIPT and "ubli" in source and "ld+json" not in (script.get("type") or ""):
            found += (match[1] for match in _IN_SCRIPT.finditer(source))
    if len({value[:10] for value in found}) == 1:
        yield from found


def any_dates(tree: HtmlElement) -> Iterator[str]:
    """Every short text with a year in it, from the top of the page."""
    body = tree.find(".//body")
    nodes = list(body.itertext("h1", "p", "span", "div", "li", "td", "b", "strong", "em", "small", "a", "font", "h2")
                 if body is not None else ())  # fmt: skip
    yield from (
        text for node in nodes[:3000] if (text := " ".join(node.split())) and len(text) <= 60 and _YEAR.search(text)
    )


def title_dates(titles: tuple[str | None, ...]) -> Iterator[str]:
    """What stands in a title behind a bar or a dash and holds a year: "… | The Star | 28.04.2023"."""
    for title in titles:
        parts = _TAIL.split(title or "")
        yield from (part for part in reversed(parts[1:]) if len(part) <= 40 and _YEAR.search(part))


def is_of_others(element: HtmlElement, *, by_tag: bool = False) -> bool:
    """Whether a time is that of another story or a comment: in a box that says so, or in a link with more in it.

    ``by_tag``: or in an ``<aside>`` or the like, where some publishers print their own dates; in lists never.
    """
    own, listed = len(element.text_content()), False
    for around in itertools.islice(element.iterancestors(), NEAR):
        listed = listed or around.tag == "li"
        if around.tag in ("aside", "nav", "footer") and (by_tag or listed):
            return True
        if around.tag == "a" and len(" ".join(around.text_content().split())) > own + LONGER:
            return True
        if around.tag not in ("body", "main") and _OTHERS.search(
            f"{around.get('class') or ''} {around.get('id') or ''}".lower()
        ):
            return True
    return False
