"""Sources that answer well and bring nothing: a failure that no error shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.crawl.rows import is_live
from pipeline.warehouse.schema import Source, Url

WINDOW = dt.timedelta(days=30)
EXPECTED_INTERVALS = 2
FEWEST_DAYS = 3  # with news, before anything is expected
FEWEST_UNDATED = 10  # items of a feed that should have dates


@dataclass(frozen=True)
class Silence:
    """``why`` is ``nothing_new`` or ``no_dates``; ``since`` is when it last brought something."""

    slug: str
    why: str
    since: dt.datetime


def silent_sources(session: Session, now: dt.datetime) -> list[Silence]:
    """Live and healthy sources that have been silent too long, or whose feeds date nothing; longest silent first.

    What is expected is the mean distance of its days with news, at least a day; two of them is too long. What was
    found at the first poll tells nothing of the days before it, and counts as one day.
    """
    query = (
        select(
            Source.slug,
            Source.kind,
            func.min(Url.first_seen_at),
            func.max(Url.first_seen_at),
            func.count(func.distinct(Url.cell_date)),
            func.count(Url.id),
            func.count(Url.feed_date_raw),
        )
        .join(Url, Url.source_slug == Source.slug)
        .where(is_live(), Source.health == "ok", Url.first_seen_at >= now - WINDOW)
        .group_by(Source.slug, Source.kind)
    )
    found: list[Silence] = []
    for slug, kind, first, last, days, items, dated in session.execute(query):
        expected = max(dt.timedelta(days=1), (last - first) / max(1, days - 1))
        if days >= FEWEST_DAYS and now - last > EXPECTED_INTERVALS * expected:
            found.append(Silence(slug, "nothing_new", last))
        elif kind != "listing" and items >= FEWEST_UNDATED and not dated:
            found.append(Silence(slug, "no_dates", last))
    return sorted(found, key=lambda silence: (silence.since, silence.slug))
