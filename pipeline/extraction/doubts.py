"""Sources whose texts the engines do not agree on: a reason to look at a page of each.

An extraction's ``confidence`` is calibrated on annotated pages, and ``emcip bench extraction`` prints how well it
holds. Of the 652 articles of 418 real publishers in the corpus, 15 are below LOW: read one by one, 13 have lost
text, hold something else, or are a stub; five of them are annotated, with a mean F1 of 0.44 where the others have 0.97.
By this bound 12 of the publishers are named (if one article were enough), 11 of them rightly; by 0.85 it were 76, three
in five for nothing. So what is named is worth a look, and what is not may still hold a line too much.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from pipeline.warehouse.schema import Article, Extraction

LOW = 0.75
DOUBTFUL = 0.3  # share of a source's articles
FEWEST = 5  # articles; of fewer nothing is said
WINDOW = dt.timedelta(days=30)  # before the newest cell


@dataclass(frozen=True)
class Doubtful:
    """A source's ``articles`` of the last 30 days, how many are ``doubtful``, the mean confidence, and one of them."""

    slug: str
    articles: int
    doubtful: int
    confidence: float
    article_id: int
    url: str
    method: str


def doubtful_sources(session: Session, limit: int | None = None) -> list[Doubtful]:
    """Sources with more than DOUBTFUL of their articles below LOW, the worst first, with the least sure of each."""
    last = session.scalar(select(func.max(Article.cell_date)))
    if last is None:
        return []
    below = func.sum(case((Extraction.confidence < LOW, 1), else_=0))
    rows = session.execute(
        select(Article.source_slug, func.count(), below, func.avg(Extraction.confidence))
        .join(Extraction, (Extraction.article_id == Article.id) & Extraction.current)
        .where(Article.cell_date > last - WINDOW, Article.deleted_at.is_(None), Extraction.outcome == "article")
        .group_by(Article.source_slug)
        .having(func.count() >= FEWEST, below > DOUBTFUL * func.count())
        .order_by(func.avg(Extraction.confidence), Article.source_slug)
        .limit(limit)
    )
    return [
        Doubtful(slug, int(count), int(low), round(float(mean), 3), *_least_sure(session, slug, last))
        for slug, count, low, mean in rows
    ]


def _least_sure(session: Session, slug: str, last: dt.date) -> tuple[int, str, str]:
    article, url, method = session.execute(
        select(Article.id, Article.url, Extraction.method)
        .join(Extraction, (Extraction.article_id == Article.id) & Extraction.current)
        .where(
            Article.source_slug == slug,
            Article.cell_date > last - WINDOW,
            Article.deleted_at.is_(None),
            Extraction.outcome == "article",
        )
        .order_by(Extraction.confidence, Article.id.desc())
        .limit(1)
    ).one()
    return article, url, method
