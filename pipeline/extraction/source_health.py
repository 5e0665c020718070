"""What a source's pages tell of its health once they are extracted: mostly walls, or texts that have halved.

A changed layout or a new paywall brings no error; the outcomes and the lengths of the latest pages show it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.warehouse.condition_rows import Found, note_conditions
from pipeline.warehouse.schema import Article, Extraction, Source

JUDGED = ("walls", "text_halved")
NEWEST = 20  # pages that are compared with the BEFORE pages before them
BEFORE = 100
FEWEST = 20  # of either; fewer tell nothing of lengths
SHRUNK = 0.5
FEWEST_WALLED = 10  # pages, before their share of walls tells anything
WALLED = 0.5
_WALLS = ("wall", "paywall")
# what a layout that is no longer understood leaves behind; walls and paywalls are told by their names
_COMPARED = ("article", "stub", "empty")


def judge_sources(session: Session, slugs: Collection[str], *, now: dt.datetime, run_id: str) -> None:
    """Note what the latest pages of these sources, just extracted, say of them."""
    rows = session.scalars(select(Source).where(Source.slug.in_(slugs)).order_by(Source.slug))
    for row in rows.all():
        pages = latest_pages(session, row.slug)
        note_conditions(session, row, judge(pages), judged=JUDGED, now=now, run_id=run_id, well_already=True)


def latest_pages(session: Session, slug: str) -> list[tuple[str, int]]:
    """Outcome and number of words of a source's latest pages, the newest first."""
    query = (
        select(Extraction.outcome, Extraction.word_count)
        .join(Article, (Extraction.article_id == Article.id) & Extraction.current)
        .where(Article.source_slug == slug, Article.deleted_at.is_(None))
        .order_by(Article.id.desc())
        .limit(NEWEST + BEFORE)
    )
    return [(outcome, words) for outcome, words in session.execute(query)]


def judge(pages: Sequence[tuple[str, int]]) -> list[Found]:
    """The conditions of a source with these pages (outcome, words; the newest first)."""
    return [one for one in (_walls(pages[:NEWEST]), _halved(pages)) if one is not None]


def _walls(newest: Sequence[tuple[str, int]]) -> Found | None:
    outcomes = Counter(outcome for outcome, _ in newest)
    walled = sum(outcomes[kind] for kind in _WALLS)
    if len(newest) < FEWEST_WALLED or walled < WALLED * len(newest):
        return None
    kinds = ", ".join(f"{outcomes[kind]} {kind}s" for kind in _WALLS if outcomes[kind])
    return Found("walls", "mostly_walls", f"{walled} of its latest {len(newest)} pages ({kinds})")


def _halved(pages: Sequence[tuple[str, int]]) -> Found | None:
    words = [count for outcome, count in pages if outcome in _COMPARED]
    new, old = words[:NEWEST], words[NEWEST:]
    if len(new) < FEWEST or len(old) < FEWEST or median(new) > SHRUNK * median(old):
        return None
    detail = f"the latest {len(new)} pages have {median(new):.0f} words in the median, those before {median(old):.0f}"
    return Found("text_halved", "text_halved", detail)
