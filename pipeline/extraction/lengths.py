"""Sources whose texts have shrunk: what a changed layout does to extraction, without any error."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.warehouse.schema import Article, Extraction

NEWEST = 20  # pages that are compared with the BEFORE pages before them
BEFORE = 100
FEWEST = 20  # of either; fewer tell nothing
SHRUNK = 0.5
WINDOW = dt.timedelta(days=90)
# what a layout that is no longer understood leaves behind; walls and paywalls are told by their names
_COMPARED = ("article", "stub", "empty")


@dataclass(frozen=True)
class Shrunk:
    """Median words of a source's newest pages, and of those before."""

    slug: str
    words: float
    words_before: float


def shrunk_sources(session: Session) -> list[Shrunk]:
    """Sources whose newest pages have at most half of the words that their pages had before, worst first."""
    last = session.scalar(select(func.max(Article.cell_date)))
    if last is None:
        return []
    age = func.row_number().over(partition_by=Article.source_slug, order_by=Article.id.desc()).label("age")
    newest = (
        select(Article.source_slug, Extraction.word_count, age)
        .join(Extraction, (Extraction.article_id == Article.id) & Extraction.current)
        .where(Article.cell_date > last - WINDOW, Article.deleted_at.is_(None), Extraction.outcome.in_(_COMPARED))
        .subquery()
    )
    rows = session.execute(
        select(newest.c.source_slug, newest.c.word_count, newest.c.age <= NEWEST).where(newest.c.age <= NEWEST + BEFORE)
    )
    words: dict[str, tuple[list[int], list[int]]] = {}
    for slug, count, is_new in rows:
        new, old = words.setdefault(slug, ([], []))
        (new if is_new else old).append(count)
    found = [
        Shrunk(slug, median(new), median(old))
        for slug, (new, old) in words.items()
        if len(new) >= FEWEST <= len(old) and median(new) <= SHRUNK * median(old)
    ]
    return sorted(found, key=lambda one: (one.words / max(1.0, one.words_before), one.slug))
