"""A score's reasons: one short phrase a component, in the order of the components, naming its facts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.scoring.depth import Depth
from pipeline.topics.match import TopicMatch

UNIQUENESS = 4  # the place of its phrase in the list


def relevance_reason(matches: Sequence[TopicMatch], names: Mapping[str, str], read_as: str) -> str:
    """``about Economy (0.82: inflation, central bank) and Energy (0.31), read in translation from es``."""
    told = [_topic(match, names) for match in matches[:2]]
    return f"{'about ' + ' and '.join(told) if told else 'about no topic of the catalogue'}, {read_as}"


def language_note(language: str | None, target: str, translated: str | None) -> str:
    """How the text was read: as it was published, or in translation."""
    if translated == "lead":
        return f"read by its translated lead (from {language or 'an unknown language'})"
    if translated:
        return f"read in translation from {language or 'an unknown language'}"
    if language and language != target:
        return f"read in {language}, not translated"
    return f"read in {language or 'an unknown language'}"


def timeliness_reason(age_hours: float, dated: bool, precision: str | None) -> str:
    """``published 3 h before collection``; an age that is not a number belongs to a date that was not believed."""
    if not dated:
        return "carries no date"
    if math.isnan(age_hours):
        return "dated after its collection, so its age is not known"
    if precision == "day":
        return f"published {_span(age_hours)} before collection, to the day"
    return f"published {_span(age_hours)} before collection"


def reputation_reason(name: str, reputation: float) -> str:
    return f"{name} has a reputation of {reputation:.0f}"


def depth_reason(depth: Depth) -> str:
    """``812 words in 14 paragraphs, 9 figures, 6 quotations``."""
    parts = [f"{_count(depth.words, 'word')} in {_count(depth.paragraphs, 'paragraph')}"]
    counted = ((depth.figures, "figure"), (depth.quotations, "quotation"))
    parts += [_count(count, noun) for count, noun in counted if count]
    return ", ".join(parts)


def uniqueness_reason(relation: str, articles: int, accounts: int, copied_from: str | None) -> str:
    """``copy of the text of Daily Ledger``, ``first of 5 reports by 3 voices``, ``only report of its story``."""
    if relation == "copy":
        return f"copy of the text of {copied_from or 'another source'}"
    if articles <= 1:
        return "only report of its story"
    among = f"{_count(articles, 'report')} by {_count(accounts, 'voice')}"
    return f"first of {among}" if relation == "original" else f"an account of its own among {among}"


def _topic(match: TopicMatch, names: Mapping[str, str]) -> str:
    terms = f": {', '.join(match.terms[:3])}" if match.terms else ", by its sense"
    return f"{names.get(match.topic, match.topic)} ({match.relevance:.2f}{terms})"


def _span(hours: float) -> str:
    if hours < 1:
        return "under an hour"
    if hours < 48:
        return f"{hours:.0f} h"
    return f"{_count(round(hours / 24), 'day')}" if hours < 24 * 60 else f"{_count(round(hours / 24 / 30), 'month')}"


def _count(number: Any, noun: str) -> str:
    return f"{int(number):,} {noun}{'' if int(number) == 1 else 's'}"
