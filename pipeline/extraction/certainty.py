"""Sources whose articles the extractor is not sure of: a reason to look at them.

An extraction's ``confidence`` is calibrated on annotated pages, and ``emcip bench extraction`` prints how well it
holds. On the 238 bodies of the corpus its rank correlation with text F1 is 0.43; the 11 % of pages under the bound
have a mean F1 of 0.82, the others 0.97.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.warehouse.schema import Article, Extraction

LOW_CONFIDENCE = 0.85
NEWEST = 20  # articles of a source that are looked at
FEWEST = 5  # fewer tell nothing
UNSURE_SHARE = 0.5
WINDOW = dt.timedelta(days=90)


@dataclass(frozen=True)
class Unsure:
    """A source, the number of its newest articles that were looked at, and of those under the bound."""

    slug: str
    articles: int
    low: int


def unsure_sources(session: Session) -> list[Unsure]:
    """Sources half of whose newest articles are under ``LOW_CONFIDENCE``, worst first."""
    last = session.scalar(select(func.max(Article.cell_date)))
    if last is None:
        return []
    age = func.row_number().over(partition_by=Article.source_slug, order_by=Article.id.desc()).label("age")
    newest = (
        select(Article.source_slug, (Extraction.confidence < LOW_CONFIDENCE).label("low"), age)
        .join(Extraction, (Extraction.article_id == Article.id) & Extraction.current)
        .where(Article.cell_date > last - WINDOW, Article.deleted_at.is_(None), Extraction.outcome == "article")
        .subquery()
    )
    counts: dict[str, list[int]] = {}
    for slug, low in session.execute(select(newest.c.source_slug, newest.c.low).where(newest.c.age <= NEWEST)):
        counts.setdefault(slug, []).append(int(low))
    found = [
        Unsure(slug, len(lows), sum(lows))
        for slug, lows in counts.items()
        if len(lows) >= FEWEST and sum(lows) >= UNSURE_SHARE * len(lows)
    ]
    return sorted(found, key=lambda one: (-one.low / one.articles, one.slug))
