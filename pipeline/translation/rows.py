"""What is pending for translation, and the writing of what was done.

Pending is a current extraction (outcome ``article``) without a current translation of the present version, or, while
some budget is left, one that waits for it, and one of title and lead whose full text is asked for. What failed on this
very text is held back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.language.detect import base_language
from pipeline.providers.budget import allowances, caps_of
from pipeline.providers.translators import translator_version
from pipeline.settings import Settings
from pipeline.summary import PendingCell
from pipeline.warehouse import schema as t
from pipeline.warehouse.failure_rows import held_back
from pipeline.warehouse.upsert import insert_ignore, upsert

STAGE = "translation"
CODE_VERSION = "1"
CHOSEN = ("detected", "approved", "drafted")  # opportunities whose articles are wanted in full
# with less than this under a cap a waiting article is not tried again: a lead of Google's costs a cent
WORTH_TRYING_USD = Decimal("0.02")
WORTH_A_FULL_TEXT_USD = Decimal("0.10")  # a whole request of Google's


def translation_version(settings: Settings) -> str:
    """Changes when the same article would be translated differently: code, provider, model, target language."""
    return f"{CODE_VERSION}/{translator_version(settings)}/{settings.target_language}"


@dataclass(frozen=True)
class Waiting:
    """An extraction to be translated, without its text."""

    extraction_id: int
    article_id: int
    language: str | None
    text_hash: str
    dated_at: dt.datetime
    reputation: int = 50
    relevance: float | None = None  # 0-1, in its own language; None until it was looked at
    has_lead: bool = False  # title and lead are there, the full text is what is wanted
    asked: bool = False  # its full text is: by a person, or by an opportunity that rests on it
    round: int = 0  # the wish to try again what was refused; 0 if nobody has one


@dataclass
class Done:
    """The translation state of an extraction.

    ``waits_for`` is what the budget did not reach (lead | full); ``failed`` is why the full text is not there.
    """

    work: Waiting
    status: str  # complete | lead | waiting | unneeded | failed
    provider: str
    title: str | None = None
    text: str | None = None
    reason: str | None = None
    waits_for: str | None = None
    relevance: float | None = None
    failed: Exception | None = None


def pending_by_cell(session: Session, settings: Settings, now: dt.datetime) -> list[PendingCell]:
    """The cells that have something to translate now."""
    version = translation_version(settings)
    query = (
        _pending(
            version,
            now,
            with_waiting=budget_left(session, settings, now),
            with_full=budget_left(session, settings, now, worth=WORTH_A_FULL_TEXT_USD),
        )
        .with_only_columns(
            t.Article.cell_date,
            t.Article.region,
            func.count().label("articles"),
            func.max(t.Extraction.id).label("latest"),
        )
        .group_by(t.Article.cell_date, t.Article.region)
        .order_by(t.Article.cell_date.desc(), t.Article.region)
    )
    return [
        PendingCell(STAGE, Cell(row.cell_date, row.region), version, row.articles, row.latest)
        for row in session.execute(query)
    ]


def pending_in_cell(session: Session, settings: Settings, cell: Cell, now: dt.datetime) -> list[Waiting]:
    """What a run of this cell works on, newest first. A run has a budget of its own, so what waits is tried."""
    here = and_(t.Article.cell_date == cell.day, t.Article.region == cell.region)
    return _listed(session, settings, here, now)


def pending_of(session: Session, settings: Settings, article_ids: Sequence[int], now: dt.datetime) -> list[Waiting]:
    """Those of the articles that a run of their cells works on."""
    return _listed(session, settings, t.Article.id.in_(article_ids), now)


def _listed(session: Session, settings: Settings, which: ColumnElement[bool], now: dt.datetime) -> list[Waiting]:
    query = (
        _pending(translation_version(settings), now)
        .where(which)
        .join(t.Source, t.Source.slug == t.Article.source_slug)
        .outerjoin(t.TranslationRound, t.TranslationRound.article_id == t.Article.id)
        .with_only_columns(
            t.Extraction.id,
            t.Article.id,
            t.Extraction.language,
            t.Extraction.text_hash,
            func.coalesce(t.Article.published_at, t.Extraction.published_at),
            t.Article.collected_at,
            t.Source.reputation,
            t.Translation.relevance,
            t.Translation.status,
            _asked().label("asked"),
            func.coalesce(t.TranslationRound.round, 0),
        )
        .order_by(t.Article.id.desc())
    )
    return [
        Waiting(
            row[0],
            row[1],
            base_language(row[2]),
            row[3],
            row[4] or row[5],
            row[6],
            row[7],
            row[8] == "lead",
            bool(row[9]),
            row[10],
        )
        for row in session.execute(query)
    ]


def ask_for_full_text(
    session: Session, article_ids: Sequence[int], *, reason: str, now: dt.datetime, run_id: str | None = None
) -> None:
    """Want the full text of these articles; the next run with budget left translates it."""
    rows = [
        {"article_id": article_id, "reason": reason, "created_at": now, "run_id": run_id} for article_id in article_ids
    ]
    insert_ignore(session, t.FullTextRequest, rows)


def begin_round(session: Session, article_ids: Sequence[int], round_: int) -> list[int]:
    """Let those of the articles that failed ask again for what was refused; returns them."""
    failed: list[int] = []
    for start in range(0, len(article_ids), 500):
        chunk = article_ids[start : start + 500]
        failed += session.scalars(
            select(t.Translation.article_id).where(
                t.Translation.article_id.in_(chunk), t.Translation.current, t.Translation.status == "failed"
            )
        )
        failed += map(
            int,
            session.scalars(
                select(t.FailureRow.subject_id).where(
                    t.FailureRow.stage == STAGE,
                    t.FailureRow.subject_type == "article",
                    t.FailureRow.subject_id.in_([str(article) for article in chunk]),
                )
            ),
        )
    failed = sorted(set(failed))
    rows = [{"article_id": article, "round": round_} for article in failed]
    upsert(session, t.TranslationRound, rows, key=["article_id"], update=["round"])
    return failed


def articles_with_lead_only(session: Session, cells: Sequence[Cell]) -> list[int]:
    """The articles of these cells of which only title and lead are translated."""
    query = (
        select(t.Article.id)
        .join(t.Translation, and_(t.Translation.article_id == t.Article.id, t.Translation.current))
        .where(
            t.Translation.status == "lead",
            tuple_(t.Article.cell_date, t.Article.region).in_([(cell.day, cell.region) for cell in cells]),
        )
    )
    return list(session.scalars(query))


def _asked() -> ColumnElement[bool]:
    """SQL: somebody wants the full text, or an open opportunity rests on the article."""
    chosen = (
        select(t.OpportunityArticle.article_id)
        .join(t.Opportunity, t.Opportunity.id == t.OpportunityArticle.opportunity_id)
        .where(t.OpportunityArticle.article_id == t.Article.id, t.Opportunity.status.in_(CHOSEN))
    )
    return or_(exists().where(t.FullTextRequest.article_id == t.Article.id), chosen.exists())


def still_pending(session: Session, settings: Settings, works: Sequence[Waiting], now: dt.datetime) -> list[Waiting]:
    """Those that nobody has done since they were listed; asked once they are claimed."""
    query = (
        _pending(translation_version(settings), now)
        .where(t.Extraction.id.in_([work.extraction_id for work in works]))
        .with_only_columns(t.Extraction.id)
    )
    left = set(session.scalars(query))
    return [work for work in works if work.extraction_id in left]


def budget_left(session: Session, settings: Settings, now: dt.datetime, *, worth: Decimal = WORTH_TRYING_USD) -> bool:
    """Whether a new run could pay for so much: at least a lead."""
    caps = caps_of(settings)
    lines = allowances(session, caps, now=now)
    return caps.run_usd > 0 and all(line.left >= min(worth, line.cap) and line.left > 0 for line in lines)


def write(session: Session, settings: Settings, done: Sequence[Done], *, now: dt.datetime, run_id: str) -> None:
    """Store states as the current ones of their articles. Writing the same again changes nothing."""
    if not done:
        return
    articles = [each.work.article_id for each in done]
    session.execute(
        update(t.Translation).where(t.Translation.article_id.in_(articles), t.Translation.current).values(current=False)
    )
    version = translation_version(settings)
    rows: list[dict[str, Any]] = [
        {
            "article_id": each.work.article_id,
            "extraction_id": each.work.extraction_id,
            "version": version,
            "input_hash": each.work.text_hash,
            "current": True,
            "provider": each.provider,
            "source_language": each.work.language,
            "target_language": settings.target_language,
            "title": each.title,
            "text": each.text,
            "status": each.status,
            "reason": each.reason,
            "relevance": each.relevance,
            "waits_for": each.waits_for,
            "created_at": now,
            "run_id": run_id,
        }
        for each in done
    ]
    key = ("extraction_id", "version", "status")  # waiting becoming complete is a new row, which scoring notices
    upsert(session, t.Translation, rows, key=key, update=[name for name in rows[0] if name not in key])


def _pending(version: str, now: dt.datetime, *, with_waiting: bool = True, with_full: bool = True) -> Select[Any]:
    done: ColumnElement[bool] = t.Translation.id.is_(None)
    if with_waiting:
        done = or_(done, t.Translation.status == "waiting")
    if with_full:
        done = or_(
            done,
            and_(t.Translation.status == "lead", or_(t.Translation.waits_for.is_not(None), _asked())),
        )
    return (
        select(t.Extraction.id)
        .join(t.Article, t.Article.id == t.Extraction.article_id)
        .outerjoin(
            t.Translation,
            and_(
                t.Translation.extraction_id == t.Extraction.id,
                t.Translation.version == version,
                t.Translation.current,
            ),
        )
        .where(
            t.Extraction.current,
            t.Extraction.outcome == "article",
            t.Article.deleted_at.is_(None),
            done,
            ~held_back(
                stage=STAGE,
                subject_type="article",
                subject_id=t.Article.id,
                input_hash=t.Extraction.text_hash,
                version=version,
                now=now,
            ),
        )
    )
