"""What scoring says it did in each cell: counts, the leading topics, the best articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.language.headlines import without_publisher
from pipeline.newsroom import Newsroom
from pipeline.scoring import rows
from pipeline.scoring.batches import Batches
from pipeline.scoring.components import COMPONENTS
from pipeline.summary import PREVIEW_ROWS, Summary
from pipeline.warehouse import schema as t


def summarise(
    session: Session, newsroom: Newsroom, cells: Sequence[Cell], batches: Batches, seconds: float
) -> dict[Cell, Summary]:
    """A summary of each cell: what this call did (``scored``, ``restood``, ``failed``), and how the cell stands."""
    everything = sum(done["scored"] for done in batches.done.values())
    found: dict[Cell, Summary] = {}
    for cell in cells:
        summary = Summary(seconds=seconds)
        summary.counts.update({"scored": 0, "high": 0, "medium": 0, "low": 0})
        summary.counts.update(batches.done.get(cell, {}))
        _standing(session, newsroom, cell, batches.version, summary)
        if everything and seconds > 0:
            summary.notes.append(f"{everything / seconds:.0f} articles/s over all cells of the run")
        found[cell] = summary
    return found


def _standing(session: Session, newsroom: Newsroom, cell: Cell, version: str, summary: Summary) -> None:
    current = (
        select(t.Score.id)
        .join(t.Article, t.Article.id == t.Score.article_id)
        .where(t.Score.current, rows.in_cells([cell]))
    )
    by_category = current.with_only_columns(t.Score.quality_category, func.count(), func.sum(t.Score.total))
    total = 0.0
    for category, count, points in session.execute(by_category.group_by(t.Score.quality_category)):
        summary.counts[category] += count
        total += points
    if count := sum(summary.counts[category] for category in ("high", "medium", "low")):
        summary.notes.append(f"mean total {total / count:.1f} of {count} scored articles")
    if topics := _leading_topics(session, newsroom, cell):
        summary.notes.append("leading topics: " + ", ".join(f"{name} {count}" for name, count in topics.items()))
    if pending := rows.count_pending(session, version, newsroom.clock.now(), [cell]):
        summary.counts["pending"] = pending
    best = (
        current.join(t.Source, t.Source.slug == t.Article.source_slug)
        .join(t.Extraction, t.Extraction.id == t.Score.extraction_id)
        .with_only_columns(t.Score, t.Extraction.title, t.Source.name)
        .order_by(t.Score.total.desc(), t.Score.article_id)
        .limit(PREVIEW_ROWS)
    )
    for score, title, source in session.execute(best):
        summary.show(
            title=without_publisher(title or "(no title)", source)[:70],
            source=source,
            total=round(score.total, 1),
            category=score.quality_category,
            reason=_telling_reason(score)[:90],
        )


def _leading_topics(session: Session, newsroom: Newsroom, cell: Cell) -> Mapping[str, int]:
    names = {topic.slug: topic.name for topic in newsroom.catalogue.topics}
    query = (
        select(t.ArticleTopic.topic, func.count())
        .join(t.Article, t.Article.id == t.ArticleTopic.article_id)
        .where(rows.in_cells([cell]), t.Article.deleted_at.is_(None))
        .group_by(t.ArticleTopic.topic)
        .order_by(func.count().desc(), t.ArticleTopic.topic)
        .limit(3)
    )
    return {names.get(topic, topic): count for topic, count in session.execute(query)}


def _telling_reason(score: t.Score) -> str:
    """The reason of the best component."""
    values = [getattr(score, name) for name in COMPONENTS]
    best = values.index(max(values))
    return score.reasons[best] if best < len(score.reasons) else ""
