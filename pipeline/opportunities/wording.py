"""The words of heuristic proposals: titles, angles and rationales that name headlines, outlets, places and dates.

Formulas belong in ``heuristics.py``; here is only how their findings are said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalogue.countries import country_name
from pipeline.catalogue.loader import Catalogue
from pipeline.language.english import (
    capitalised,
    clipped,
    counted,
    day,
    days,
    in_words,
    language_name,
    listed,
    named_with,
    quoted,
)
from pipeline.language.sentences import split_sentences
from pipeline.opportunities.window import ABOUT, Window, WindowArticle

TITLE_LIMIT = 160
_HEADLINE_LIMIT = 120
_ENDS = ".!?…。！？।॥؟۔።։”’\"'»」』"


@dataclass(frozen=True)
class Words:
    """Title, angle and rationale."""

    title: str
    angle: str
    rationale: str


@dataclass(frozen=True)
class Scribe:
    """Writes for one window; the catalogue gives topics and regions their names."""

    catalogue: Catalogue
    window: Window

    def trending(self, ranked: Sequence[WindowArticle], voices: Mapping[str, Sequence[WindowArticle]]) -> Words:
        """``ranked``: the story's articles, lead first; ``voices``: the same by who speaks."""
        lead = ranked[0]
        shown = _one_each(ranked, voices)
        others = [f"{outlet(article)} {headline(article)}" for article in shown[1:4]]
        left = len(shown) - 4
        if left > 0:
            others.append(f"{counted(left, 'more account')}")
        angle = (
            f"Set the accounts side by side, from {outlet(lead)} {headline(lead)} to {listed(others)}: what all of"
            " them confirm, which figures differ, and what only one of them has."
        )
        copies = len(ranked) - len(voices)
        readable = [article for article in shown if article.readable and article.kind != "opinion"]
        rationale = (
            f"{capitalised(counted(len(voices), 'independent outlet'))} in {_places(shown)} reported it "
            f"{_when(ranked)} ({counted(len(ranked), 'article')}"
            + (
                f"; {counted(copies, 'further text')} by the same voices or from the same wire "
                f"{'counts' if copies == 1 else 'count'} once"
                if copies > 0
                else ""
            )
            + f"). Languages: {_languages(ranked)}. {self._scores(ranked)}{self._topic_words(ranked)}"
        )
        return Words(
            title_of(lead if lead.readable or not readable else max(readable, key=lambda one: one.decayed)),
            angle,
            rationale,
        )

    def deep_dive(self, lead: WindowArticle, others: Sequence[WindowArticle]) -> Words:
        """``others``: further articles of its story, all of the same voice."""
        terms = [term for found in lead.terms.values() for term in found if _whole(term)][:3]
        about = f" It turns on {listed([f'“{term}”' for term in terms])}." if terms else ""
        kind = "an opinion piece" if lead.kind == "opinion" else "a report"
        country = country_name(lead.country)
        angle = (
            f"{outlet(lead)} has {kind} of about {lead.word_count:,} words in {language_name(lead.language)}, dated "
            f"{day(lead.date)}, which opens: {_opening(lead)}{about} To develop it: a second source for its central "
            f"claim, and what it means beyond {country or 'the place it comes from'}."
        )
        carried = sorted({article.outlet for article in others} - {lead.outlet})
        alone = (
            f"Only copies of the same text were found, at {listed(carried)}."
            if carried
            else f"No other outlet's account of it was recognised {self._window_words()}."
        )
        if not lead.readable:
            alone += " It is not translated, so one in another language may have been missed."
        rationale = (
            f"Scores {lead.total:.0f} of 100: relevance {lead.relevance:.0f}, depth {lead.content_depth:.0f}, "
            f"uniqueness {lead.uniqueness:.0f}.{self._topic_words([lead])} {alone}{self._old(lead)}"
        )
        return Words(title_of(lead), angle, rationale)

    def round_up(self, topic: str, region: str, articles: Sequence[WindowArticle]) -> Words:
        """``articles``: one per story, best first."""
        where = self.catalogue.region_name(region)
        what = _within(self.catalogue.topic(topic).name)
        countries = _country_names(articles)
        stories = capitalised(counted(len(articles), "story", "stories"))
        span = f"from {counted(len(countries), 'country', 'countries')}" if len(countries) > 1 else "from one country"
        if len(countries) == 1:
            span = f"from {countries[0]}"
        title = f"{capitalised(what)} in {where}: {stories.lower()} {span}, week to {day(self.window.last_day)}"
        items = "; ".join(f"{outlet(article)} {headline(article)}" for article in articles[:5])
        angle = f"One piece that joins what single reports leave apart: {items}. What do they have in common?"
        outlets = {article.outlet for article in articles}
        rationale = (
            f"{stories} on {what} by {counted(len(outlets), 'outlet')} in {_places(articles)}, "
            f"{_when(articles)}. {self._scores(articles)} None of them is one event told several times."
        )
        return Words(clipped(title, TITLE_LIMIT), angle, rationale)

    def gap(self, topic: str, region: str, own: Sequence[WindowArticle], elsewhere: Sequence[WindowArticle]) -> Words:
        """``own``: what the region has on the topic; ``elsewhere``: the best that others have."""
        coverage = self.window.coverage
        where, what = self.catalogue.region_name(region), _within(self.catalogue.topic(topic).name)
        have = coverage.about.get((region, topic), 0)
        read = coverage.articles.get(region, 0)
        outside = sum(count for (place, name), count in coverage.about.items() if name == topic and place != region)
        title = (
            f"{where}: nothing on {what}" if have == 0 else f"{where}: only one report on {what}"
        ) + f" in the week to {day(self.window.last_day)}"
        if own:
            exists = f"What there is: {outlet(own[0])} {headline(own[0])}. "
        else:
            exists = "The one report there is scores too low to build on. " if have else f"{where} has nothing on it. "
        others = [f"{outlet(one)} {headline(one)}" for one in elsewhere[:2]]
        compare = f"Elsewhere it is being reported, as by {listed(others)}. " if others else ""
        ask = listed(list(coverage.outlets.get(region, ())[:3]))
        angle = f"{exists}{compare}Missing: how {what} looks from {where}; {ask} can be followed up there."
        rationale = (
            f"Of {counted(read, 'article')} read from {where} {self._window_words()}, by "
            f"{counted(len(coverage.outlets.get(region, ())), 'outlet')}, {in_words(have) if have else 'none'} "
            f"{'is' if have <= 1 else 'are'} about {what}, which is a target of the desk; other regions had "
            f"{counted(outside, 'article')} on it."
        )
        return Words(clipped(title, TITLE_LIMIT), angle, rationale)

    def _scores(self, articles: Sequence[WindowArticle]) -> str:
        best = max(articles, key=lambda article: (article.total, -article.id))
        mean = sum(article.total for article in articles) / len(articles)
        if len(articles) == 1:
            return f"Score {best.total:.0f} of 100."
        return f"Best score {best.total:.0f} of 100 ({best.outlet}), mean {mean:.0f}."

    def _topic_words(self, articles: Sequence[WindowArticle]) -> str:
        strongest: dict[str, float] = {}
        for article in articles:
            for topic, relevance in article.topics.items():
                if relevance < ABOUT:
                    continue
                strongest[topic] = max(strongest.get(topic, 0.0), relevance)
        best = sorted(strongest, key=lambda topic: (-strongest[topic], topic))[:2]
        names = {topic.slug: topic.name for topic in self.catalogue.topics}
        return f" Topics: {listed([names.get(topic, topic) for topic in best])}." if best else ""

    def _window_words(self) -> str:
        length = (self.window.last_day - self.window.first_day).days + 1
        return f"in the {counted(length, 'day')} to {day(self.window.last_day)}"

    def _old(self, article: WindowArticle) -> str:
        age = (article.collected_at - article.date).days
        return f" It came out {counted(age, 'day')} before it was collected: background, not news." if age > 14 else ""


def title_of(article: WindowArticle) -> str:
    """The headline as a title; one that stays in its own language says which."""
    if article.readable:
        return clipped(article.title, TITLE_LIMIT)
    return f"{clipped(article.title, TITLE_LIMIT - 30)} [{language_name(article.language)}]"


def headline(article: WindowArticle) -> str:
    """The headline within a sentence: in quotation marks, with its language when that is not English."""
    text = quoted(clipped(article.title, _HEADLINE_LIMIT))
    if article.readable:
        return text
    return f"{text} (in {language_name(article.language)})"


def outlet(article: WindowArticle) -> str:
    country = country_name(article.country)
    return named_with(article.outlet, country)


def evidence(articles: Sequence[WindowArticle], voice_count: int) -> str:
    """One sentence on who reported when; it is appended to what a model gives as its reasons."""
    return (
        f"Sources: {counted(len(articles), 'article')} by {counted(voice_count, 'independent outlet')} in "
        f"{_places(articles)}, {_when(articles)}."
    )


def _opening(article: WindowArticle) -> str:
    """The first sentence of a text, in quotation marks."""
    sentences = split_sentences(article.lead, article.language)
    # what has no end is a byline or a heading; a character of Chinese says as much as three letters
    whole = [one for one in sentences if one[-1] in _ENDS and len(one.encode()) >= 45]
    first = next(iter(whole or sentences), article.title)
    return quoted(clipped(first, 220))


def _whole(term: str) -> bool:
    """Whether a term of the taxonomy reads as a word: ``minas de`` and ``strike by`` are only good for matching."""
    last = term.rsplit(maxsplit=1)[-1]
    return " " not in term or len(last) > 3


def _within(name: str) -> str:
    """A topic's name within a sentence: ``Oil and gas`` is ``oil and gas``, ``IMF programmes`` stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _one_each(ranked: Sequence[WindowArticle], voices: Mapping[str, Sequence[WindowArticle]]) -> list[WindowArticle]:
    """The best article of each voice, in the order of ``ranked``."""
    order = {article.id: place for place, article in enumerate(ranked)}
    return sorted((min(group, key=lambda one: order[one.id]) for group in voices.values()), key=lambda a: order[a.id])


def _country_names(articles: Sequence[WindowArticle]) -> list[str]:
    names: list[str] = []
    for article in articles:
        name = country_name(article.country)
        if name and name not in names:
            names.append(name)
    return names


def _places(articles: Sequence[WindowArticle]) -> str:
    names = _country_names(articles)
    if not names:
        return "no one country"
    if len(names) <= 4:
        return listed([*names, *(["elsewhere"] if any(country_name(one.country) is None for one in articles) else [])])
    return f"{counted(len(names), 'country', 'countries')}, among them {listed(names[:3])}"


def _languages(articles: Sequence[WindowArticle]) -> str:
    counts: dict[str, int] = {}
    for article in articles:
        name = language_name(article.language)
        counts[name] = counts.get(name, 0) + 1
    return listed(sorted(counts, key=lambda name: (-counts[name], name)))


def _when(articles: Sequence[WindowArticle]) -> str:
    dates = [article.date for article in articles]
    return days(min(dates), max(dates))
