"""Tables of what comes out: opportunities, drafts, and the citations that carry a draft's lineage."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, Float, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.warehouse.base import Base, BigId, Document, Moment


class Opportunity(Base):
    """A story worth writing about, found for one desk."""

    __tablename__ = "opportunities"
    __table_args__ = (
        UniqueConstraint("desk_id", "dedupe_key"),
        Index("ix_opportunities_desk_day", "desk_id", "cell_date"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    desk_id: Mapped[str] = mapped_column(Text)
    cell_date: Mapped[dt.date] = mapped_column(Date)
    dedupe_key: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)  # trending|deep_dive|round_up|coverage_gap|manual|keyword
    title: Mapped[str] = mapped_column(Text)
    angle: Mapped[str] = mapped_column(Text)
    rationale: Mapped[str] = mapped_column(Text)
    story_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("stories.id"))
    topic: Mapped[str | None] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(Text)
    priority: Mapped[float]  # 0-100
    status: Mapped[str] = mapped_column(Text)  # detected|approved|rejected|drafted|published|expired
    detected_by: Mapped[str] = mapped_column(Text)  # claude model or "heuristics"
    as_of: Mapped[dt.datetime] = mapped_column(Moment)
    expires_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    version: Mapped[str] = mapped_column(Text, default="")
    input_hash: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    updated_at: Mapped[dt.datetime] = mapped_column(Moment)
    run_id: Mapped[str | None] = mapped_column(Text)

    @property
    def partition_key(self) -> str:
        """Its key among the dynamic partitions of ``drafts``."""
        return f"opp-{self.id}"


class OpportunityArticle(Base):
    """An article that an opportunity rests on; rank 1 is the best."""

    __tablename__ = "opportunity_articles"

    opportunity_id: Mapped[int] = mapped_column(BigId, ForeignKey("opportunities.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"), primary_key=True)
    rank: Mapped[int]


class Draft(Base):
    """A first draft. Scores are 0-100; None means not scored, which is not a low score."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("opportunity_id", "revision"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    opportunity_id: Mapped[int] = mapped_column(BigId, ForeignKey("opportunities.id"))
    desk_id: Mapped[str] = mapped_column(Text, index=True)
    revision: Mapped[int]
    content_type: Mapped[str] = mapped_column(Text)
    voice: Mapped[str] = mapped_column(Text)
    template: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)  # Markdown
    status: Mapped[str] = mapped_column(Text)  # draft | rejected
    gates: Mapped[list[dict[str, Any]]] = mapped_column(Document, default=list)
    quality_score: Mapped[float | None] = mapped_column(Float)
    originality_score: Mapped[float | None] = mapped_column(Float)
    bias_score: Mapped[float | None] = mapped_column(Float)
    fact_check_score: Mapped[float | None] = mapped_column(Float)
    perspective_balance_score: Mapped[float | None] = mapped_column(Float)
    overall_quality_score: Mapped[float | None] = mapped_column(Float)
    generated_by: Mapped[str] = mapped_column(Text)  # claude | heuristics
    model: Mapped[str | None] = mapped_column(Text)
    prompt_version: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text, default="")
    input_hash: Mapped[str] = mapped_column(Text, default="")
    stale_since: Mapped[dt.datetime | None] = mapped_column(Moment)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    run_id: Mapped[str | None] = mapped_column(Text)


class DraftArticle(Base):
    """An article that a draft was written from."""

    __tablename__ = "draft_articles"

    draft_id: Mapped[int] = mapped_column(BigId, ForeignKey("drafts.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"), primary_key=True)


class DraftCitation(Base):
    """Where a sentence of a draft comes from: the article, its sentence, and the words."""

    __tablename__ = "draft_citations"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    draft_id: Mapped[int] = mapped_column(BigId, ForeignKey("drafts.id"), index=True)
    revision: Mapped[int]
    sentence_index: Mapped[int]  # in reading order, the title is 0
    sentence: Mapped[str] = mapped_column(Text, default="")  # the draft's own
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"))
    source_sentence_index: Mapped[int]  # from 0 in the text that was cited; -1 is the headline
    quoted_text: Mapped[str] = mapped_column(Text)  # as the draft's source text has it
    original_text: Mapped[str | None] = mapped_column(Text)  # in the article's own language, if translated
