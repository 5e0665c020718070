"""What extraction asks of the warehouse, and what it writes there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.extraction.same_body import set_aside_same_bodies
from pipeline.extraction.source_health import judge_sources
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.extraction.work import PageResult
from pipeline.failures import PermanentError, TransientError, judge
from pipeline.language.publication import dates_conflict, note_on, plausible
from pipeline.summary import PendingCell
from pipeline.warehouse.claims import release
from pipeline.warehouse.failure_rows import clear_failure, held_back, record_failure
from pipeline.warehouse.schema import Article, ArticleVersion, Extraction, Source
from pipeline.warehouse.upsert import upsert

STAGE = "extraction"
_KEY = ("article_id", "revision", "version")


@dataclass(frozen=True)
class PendingPage:
    """An article's present revision that has no extraction by the present version."""

    article_id: int
    source_slug: str
    revision: int
    blob_key: str
    raw_hash: str
    content_type: str | None
    url: str
    body_bytes: int = 0
    country: str | None = None


def _is_pending(version: str, now: dt.datetime) -> ColumnElement[bool]:
    done = exists().where(
        Extraction.article_id == Article.id,
        Extraction.revision == Article.revision,
        Extraction.version == version,
        Extraction.current,
    )
    held = held_back(
        stage=STAGE,
        subject_type="article",
        subject_id=Article.id,
        input_hash=ArticleVersion.raw_hash,
        version=version,
        now=now,
    )
    return Article.deleted_at.is_(None) & ~done & ~held


_VERSION_OF_ARTICLE = (ArticleVersion.article_id == Article.id) & (ArticleVersion.revision == Article.revision)


def pending_pages(
    session: Session, cell: Cell, now: dt.datetime, *, after: int, limit: int, version: str = EXTRACTOR_VERSION
) -> list[PendingPage]:
    """The next pages of a cell that need extraction, by article id, beyond ``after``."""
    rows = session.execute(
        select(
            Article.id,
            Article.source_slug,
            Article.revision,
            ArticleVersion.blob_key,
            ArticleVersion.raw_hash,
            ArticleVersion.content_type,
            ArticleVersion.final_url,
            ArticleVersion.body_bytes,
            Source.country,
        )
        .join(ArticleVersion, _VERSION_OF_ARTICLE)
        .join(Source, Source.slug == Article.source_slug)
        .where(Article.cell_date == cell.day, Article.region == cell.region, Article.id > after)
        .where(_is_pending(version, now))
        .order_by(Article.id)
        .limit(limit)
    )
    return [PendingPage(*row) for row in rows]


def pending_count(session: Session, cell: Cell, now: dt.datetime, *, version: str = EXTRACTOR_VERSION) -> int:
    """How many pages of a cell need extraction now."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Article)
            .join(ArticleVersion, _VERSION_OF_ARTICLE)
            .where(Article.cell_date == cell.day, Article.region == cell.region, _is_pending(version, now))
        )
        or 0
    )


def pending_by_cell(session: Session, now: dt.datetime, *, version: str = EXTRACTOR_VERSION) -> list[PendingCell]:
    """The cells with pages to extract, oldest first."""
    rows = session.execute(
        select(Article.cell_date, Article.region, func.count(), func.max(ArticleVersion.fetched_at))
        .join(ArticleVersion, _VERSION_OF_ARTICLE)
        .where(_is_pending(version, now))
        .group_by(Article.cell_date, Article.region)
        .order_by(Article.cell_date, Article.region)
    )
    return [PendingCell(STAGE, Cell(day, region), version, count, latest) for day, region, count, latest in rows]


def write_results(
    session: Session,
    results: Sequence[tuple[PendingPage, PageResult]],
    *,
    now: dt.datetime,
    run_id: str,
    version: str = EXTRACTOR_VERSION,
) -> Counter[str]:
    """Store a batch and give its claims back, in the caller's transaction. Returns how often dates are unsound."""
    notes: Counter[str] = Counter()
    done = [(pending, result) for pending, result in results if result.page is not None]
    ids = [pending.article_id for pending, _ in done]
    if done:
        session.execute(
            update(Extraction).where(Extraction.article_id.in_(ids), Extraction.current).values(current=False)
        )
        rows = [_row(pending, result, now, run_id, version) for pending, result in done]
        upsert(session, Extraction, rows, key=_KEY, update=[name for name in rows[0] if name not in _KEY])
        articles = {row.id: row for row in session.scalars(select(Article).where(Article.id.in_(ids)))}
        for pending, result in done:
            article = articles[pending.article_id]
            _update_article(article, result)
            notes.update([f"date_{article.date_note}"] if article.date_note else [])
            notes.update(["dates_in_conflict"] if article.date_conflict else [])
        set_aside_same_bodies(session, [result.page.text_hash for _, result in done if result.page])
        clear_failure(session, stage=STAGE, subject_type="article", subject_ids=ids)
        session.flush()
        judge_sources(session, {pending.source_slug for pending, _ in done}, now=now, run_id=run_id)
    for pending, result in results:
        if result.page is None:
            _record(session, pending, result, now=now, run_id=run_id, version=version)
    release(session, STAGE, [pending.article_id for pending, _ in results])
    return notes


def _record(
    session: Session, pending: PendingPage, result: PageResult, *, now: dt.datetime, run_id: str, version: str
) -> None:
    kind = PermanentError if result.permanent else TransientError
    record_failure(
        session,
        stage=STAGE,
        subject_type="article",
        subject_id=pending.article_id,
        verdict=judge(kind(result.reason)),
        message=f"{pending.url}: {result.message}",
        version=version,
        input_hash=pending.raw_hash,
        now=now,
        run_id=run_id,
    )


def _row(pending: PendingPage, result: PageResult, now: dt.datetime, run_id: str, version: str) -> dict[str, Any]:
    page = result.page
    assert page is not None
    return {
        "article_id": pending.article_id,
        "revision": pending.revision,
        "version": version,
        "input_hash": pending.raw_hash,
        "current": True,
        "title": page.title,
        "text": page.text,
        "markdown": page.markdown,
        "authors": page.authors,
        "published_at": page.published_at,
        "published_raw": page.published_raw,
        "published_precision": page.published_precision,
        "published_origin": page.published_origin,
        "witnesses": page.witnesses,
        "language": page.language,
        "word_count": page.word_count,
        "reading_seconds": page.reading_seconds,
        "lead_image": page.about.lead_image,
        "canonical_url": page.about.canonical_url,
        "section": page.about.section,
        "keywords": page.about.keywords,
        "text_hash": page.text_hash,
        "method": page.method,
        "confidence": page.confidence,
        "outcome": page.outcome,
        "reason": page.reason,
        "kind": page.kind,
        "created_at": now,
        "run_id": run_id,
    }


def _update_article(article: Article, result: PageResult) -> None:
    """Title and date as the article itself has them: the feed's date where plausible, else the page's."""
    page = result.page
    assert page is not None
    if page.title and page.outcome in ("article", "stub", "paywall"):
        article.title = page.title
    article.date_conflict = dates_conflict(article.feed_date, page.published_at, page.published_precision)
    if plausible(article.feed_date, article.collected_at):
        article.published_at, article.published_raw = article.feed_date, article.feed_date_raw
        article.published_precision, article.published_origin = article.feed_date_precision or "second", "feed"
    elif page.published_at is not None:
        article.published_at, article.published_raw = page.published_at, page.published_raw
        article.published_precision, article.published_origin = page.published_precision, page.published_origin
    raws = (article.feed_date_raw, page.published_raw)
    article.date_note = note_on(article.published_at, raws, article.collected_at)
