"""Which articles need a score, and writing scores. The only file of this stage that speaks SQL."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, delete, func, insert, or_, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from pipeline.catalogue.loader import Catalogue
from pipeline.cells import Cell
from pipeline.stories.prints import PRINTS
from pipeline.stories.rows import STORIES
from pipeline.summary import PendingCell
from pipeline.topics.embedding import MODEL
from pipeline.topics.match import TOPICS
from pipeline.warehouse import schema as t
from pipeline.warehouse.claims import release
from pipeline.warehouse.failure_rows import clear_failure, held_back
from pipeline.warehouse.upsert import upsert

STAGE = "scoring"
SCORING = "scoring-1"
READ = 500


def scoring_version(catalogue: Catalogue) -> str:
    """Changes with the code, the encoder, the topics, and the weights: then every score is pending again."""
    return "+".join((SCORING, STORIES, PRINTS, TOPICS, MODEL, catalogue.taxonomy_version))


def pending_by_cell(session: Session, catalogue: Catalogue, now: dt.datetime) -> list[PendingCell]:
    """The cells with articles to score, oldest first."""
    version = scoring_version(catalogue)
    query = (
        _pending(version, now)
        .with_only_columns(
            t.Article.cell_date, t.Article.region, func.count(), func.max(t.Translation.id), func.max(t.Score.id)
        )
        .order_by(t.Article.cell_date, t.Article.region)
        .group_by(t.Article.cell_date, t.Article.region)
    )
    return [
        PendingCell(STAGE, Cell(day, region), version, count, (newest or 0) + (scored or 0))
        for day, region, count, newest, scored in session.execute(query)
    ]


def pending_ids(
    session: Session, version: str, now: dt.datetime, cells: Sequence[Cell], *, after: int = 0, limit: int
) -> list[int]:
    """The next articles of these cells to score, by id."""
    query = _pending(version, now).with_only_columns(t.Article.id).where(t.Article.id > after, in_cells(cells))
    return list(session.scalars(query.order_by(t.Article.id).limit(limit)))


def restanding_ids(session: Session, version: str, *, after: int = 0, limit: int) -> list[int]:
    """Articles anywhere whose score lacks nothing but a changed place in its story."""
    query = (
        _articles()
        .with_only_columns(t.Article.id)
        .where(
            t.Article.id > after,
            t.Score.extraction_id == t.Extraction.id,
            t.Score.translation_id == t.Translation.id,
            t.Score.translation_status == t.Translation.status,
            t.Score.version == version,
            t.Score.source_reputation == t.Source.reputation,
            t.Score.standing != t.StoryArticle.standing,
        )
    )
    return list(session.scalars(query.order_by(t.Article.id).limit(limit)))


def in_cells(cells: Sequence[Cell]) -> Any:
    return tuple_(t.Article.cell_date, t.Article.region).in_([(cell.day, cell.region) for cell in cells])


def read_inputs(session: Session, ids: Sequence[int], *, with_text: bool) -> list[dict[str, Any]]:
    """What scoring needs of each article, by id; the long texts only if asked for."""
    original = aliased(t.Article)
    original_source = aliased(t.Source)
    columns: list[Any] = [
        t.Article.id.label("article_id"),
        t.Article.source_slug,
        t.Article.cell_date,
        t.Article.region,
        t.Article.collected_at,
        t.Article.published_at,
        t.Article.published_precision,
        t.Article.title.label("feed_title"),
        t.Source.name.label("source_name"),
        t.Source.reputation,
        t.Source.language.label("source_language"),
        t.Extraction.id.label("extraction_id"),
        t.Extraction.title.label("own_title"),
        t.Extraction.language,
        t.Extraction.text_hash,
        t.Extraction.kind,
        t.Translation.id.label("translation_id"),
        t.Translation.title.label("translated_title"),
        t.Translation.status.label("translation_status"),
        t.Translation.target_language,
        t.StoryArticle.story_id,
        t.StoryArticle.standing,
        t.StoryArticle.relation,
        t.Story.articles,
        t.Story.accounts,
        original_source.name.label("copied_from"),
    ]
    if with_text:
        columns += [t.Extraction.text.label("own_text"), t.Translation.text.label("translated_text")]
    query = (
        _articles()
        .with_only_columns(*columns)
        .outerjoin(t.Story, t.Story.id == t.StoryArticle.story_id)
        .outerjoin(original, original.id == t.StoryArticle.copy_of)
        .outerjoin(original_source, original_source.slug == original.source_slug)
        .where(t.Article.id.in_(ids))
        .order_by(t.Article.id)
    )
    return [dict(row) for row in session.execute(query).mappings()]


def print_hashes(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The input that each article's stored print was made from."""
    query = select(t.Embedding.article_id, t.Embedding.input_hash).where(
        t.Embedding.article_id.in_(ids), t.Embedding.model == PRINTS
    )
    return {row.article_id: row.input_hash for row in session.execute(query)}


def write_prints(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store vectors and prints (columns of ``embeddings``)."""
    upsert(session, t.Embedding, rows, key=("article_id", "model"), update=("input_hash", "vector"))


def read_vectors(session: Session, ids: Sequence[int]) -> dict[int, bytes]:
    query = select(t.Embedding.article_id, t.Embedding.vector).where(
        t.Embedding.article_id.in_(ids), t.Embedding.model == MODEL
    )
    return {row.article_id: row.vector for row in session.execute(query)}


def current_scores(session: Session, ids: Sequence[int]) -> list[t.Score]:
    return list(session.scalars(select(t.Score).where(t.Score.article_id.in_(ids), t.Score.current)))


def write_scores(
    session: Session, scores: Sequence[Mapping[str, Any]], topics: Mapping[int, Sequence[Mapping[str, Any]]] | None
) -> None:
    """Append scores as the current ones and replace the articles' topics (None leaves topics alone)."""
    ids = [score["article_id"] for score in scores]
    for chunk in _chunks(ids):
        session.execute(update(t.Score).where(t.Score.article_id.in_(chunk), t.Score.current).values(current=False))
        if topics is not None:
            session.execute(delete(t.ArticleTopic).where(t.ArticleTopic.article_id.in_(chunk)))
    if scores:
        session.execute(insert(t.Score), [dict(score) for score in scores])
    rows = [dict(row) for found in (topics or {}).values() for row in found]
    if rows:
        session.execute(insert(t.ArticleTopic), rows)
    clear_failure(session, stage=STAGE, subject_type="article", subject_ids=list(ids))
    release(session, STAGE, ids)


def count_pending(session: Session, version: str, now: dt.datetime, cells: Sequence[Cell]) -> int:
    query = _pending(version, now).with_only_columns(func.count()).where(in_cells(cells))
    return session.scalar(query) or 0


@functools.cache
def _articles() -> Select[Any]:
    """Articles with a current extraction that is one, the current translation of it, their score and story."""
    return (
        select(t.Article.id)
        .join(t.Source, t.Source.slug == t.Article.source_slug)
        .join(t.Extraction, and_(t.Extraction.article_id == t.Article.id, t.Extraction.current))
        .join(
            t.Translation,
            and_(
                t.Translation.article_id == t.Article.id,
                t.Translation.current,
                t.Translation.extraction_id == t.Extraction.id,
            ),
        )
        .outerjoin(t.Score, and_(t.Score.article_id == t.Article.id, t.Score.current))
        .outerjoin(t.StoryArticle, t.StoryArticle.article_id == t.Article.id)
        .where(t.Article.deleted_at.is_(None), t.Extraction.outcome == "article")
    )


def _pending(version: str, now: dt.datetime) -> Select[Any]:
    outdated = or_(
        t.Score.id.is_(None),
        t.Score.extraction_id != t.Extraction.id,
        t.Score.translation_id != t.Translation.id,
        t.Score.translation_status != t.Translation.status,
        t.Score.version != version,
        t.Score.source_reputation != t.Source.reputation,
        t.Score.standing != t.StoryArticle.standing,
    )
    held = held_back(
        stage=STAGE,
        subject_type="article",
        subject_id=t.Article.id,
        input_hash=t.Extraction.text_hash,
        version=version,
        now=now,
    )
    return _articles().where(outdated, ~held)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + READ] for start in range(0, len(ids), READ))
