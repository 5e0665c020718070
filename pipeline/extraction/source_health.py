"""What a source's pages tell of its health once they are extracted: mostly walls, or texts that have halved.

A changed layout or a new paywall brings no error; the outcomes and the lengths of the latest pages show it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.warehouse.condition_rows import Found, note_conditions
from pipeline.warehouse.schema import Article, Extraction, Source, Url

JUDGED = ("walls", "text_halved")
NEWEST = 20  # pages that are compared with the BEFORE pages before them
BEFORE = 100
FEWEST = 20  # of either; fewer tell nothing of lengths
SHRUNK = 0.5
# pages, before such a share of walls among them tells anything: of few all but one have to be
FEWEST_WALLED = ((10, 0.5), (5, 0.8))
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
    """Outcome and number of words of a source's latest pages, the newest first.

    A wall that answered under several addresses with the same bytes is one article, and as many pages as addresses.
    """
    query = (
        select(Article.id, Extraction.outcome, Extraction.word_count)
        .join(Article, (Extraction.article_id == Article.id) & Extraction.current)
        .where(Article.source_slug == slug, Article.deleted_at.is_(None))
        .order_by(Article.id.desc())
        .limit(NEWEST + BEFORE)
    )
    rows = session.execute(query).all()
    addresses = _addresses(session, [number for number, outcome, _ in rows if outcome in _WALLS])
    return [(outcome, words) for number, outcome, words in rows for _ in range(addresses.get(number, 1))]


def _addresses(session: Session, articles: Sequence[int]) -> dict[int, int]:
    query = (
        select(Url.article_id, func.count())
        .where(Url.article_id.in_(articles), Url.state == "duplicate", Url.reason == "same_bytes")
        .group_by(Url.article_id)
    )
    return {article: 1 + copies for article, copies in session.execute(query) if article is not None}


def judge(pages: Sequence[tuple[str, int]]) -> list[Found]:
    """The conditions of a source with these pages (outcome, words; the newest first)."""
    return [one for one in (_walls(pages[:NEWEST]), _halved(pages)) if one is not None]


def _walls(newest: Sequence[tuple[str, int]]) -> Found | None:
    outcomes = Counter(outcome for outcome, _ in newest)
    walled = sum(outcomes[kind] for kind in _WALLS)
    bound = next((share for fewest, share in FEWEST_WALLED if len(newest) >= fewest), None)
    if bound is None or walled < bound * len(newest):
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
