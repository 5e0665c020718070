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

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True, doc="opp-ID is its partition key")
    desk_id: Mapped[str] = mapped_column(Text, doc="whom it is for")
    cell_date: Mapped[dt.date] = mapped_column(Date, doc="day of detection")
    dedupe_key: Mapped[str] = mapped_column(Text, doc="the same story for the same desk is one row")
    kind: Mapped[str] = mapped_column(Text, doc="trending | deep_dive | round_up | coverage_gap | manual | keyword")
    title: Mapped[str] = mapped_column(Text, doc="headline")
    angle: Mapped[str] = mapped_column(Text, doc="how to write it")
    rationale: Mapped[str] = mapped_column(Text, doc="why now, in words")
    story_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("stories.id"), doc="what it is about, if one story")
    topic: Mapped[str | None] = mapped_column(Text, doc="of the taxonomy")
    region: Mapped[str | None] = mapped_column(Text, doc="market of the catalogue")
    priority: Mapped[float] = mapped_column(doc="0-100")
    status: Mapped[str] = mapped_column(Text, doc="detected | approved | rejected | drafted | published | expired")
    detected_by: Mapped[str] = mapped_column(Text, doc="Claude's model, heuristics, or person")
    as_of: Mapped[dt.datetime] = mapped_column(Moment, doc="newest article that was looked at")
    expires_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="no longer news from then on")
    version: Mapped[str] = mapped_column(Text, default="", doc="of the code or the prompt")
    input_hash: Mapped[str] = mapped_column(Text, default="", doc="of what it was found in")
    created_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when the row was written")
    updated_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when the row was last changed")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that found it")

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

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True, doc="number of the row")
    opportunity_id: Mapped[int] = mapped_column(BigId, ForeignKey("opportunities.id"), doc="the opportunity")
    desk_id: Mapped[str] = mapped_column(Text, index=True, doc="whom it is for")
    revision: Mapped[int] = mapped_column(doc="changed input makes a new one")
    content_type: Mapped[str] = mapped_column(Text, doc="news, analysis …: the form that was asked for")
    voice: Mapped[str] = mapped_column(Text, doc="of the catalogue")
    template: Mapped[str] = mapped_column(Text, doc="of the catalogue")
    title: Mapped[str] = mapped_column(Text, doc="headline")
    body: Mapped[str] = mapped_column(Text, doc="Markdown")
    status: Mapped[str] = mapped_column(Text, doc="draft | rejected by a gate")
    gates: Mapped[list[dict[str, Any]]] = mapped_column(
        Document, default=list, doc="verdict of each quality gate, with its reason"
    )
    quality_score: Mapped[float | None] = mapped_column(Float, doc="0-100")
    originality_score: Mapped[float | None] = mapped_column(Float, doc="0-100, against its sources")
    bias_score: Mapped[float | None] = mapped_column(Float, doc="0-100")
    fact_check_score: Mapped[float | None] = mapped_column(Float, doc="0-100")
    perspective_balance_score: Mapped[float | None] = mapped_column(Float, doc="0-100")
    overall_quality_score: Mapped[float | None] = mapped_column(Float, doc="0-100; empty is not scored, not low")
    generated_by: Mapped[str] = mapped_column(Text, doc="claude | heuristics")
    model: Mapped[str | None] = mapped_column(Text, doc="Claude's, if it wrote")
    prompt_version: Mapped[str] = mapped_column(Text, doc="of the prompt, or of the heuristics")
    version: Mapped[str] = mapped_column(Text, default="", doc="of the code")
    input_hash: Mapped[str] = mapped_column(Text, default="", doc="of the opportunity, its articles, the request")
    stale_since: Mapped[dt.datetime | None] = mapped_column(Moment, doc="its input has changed since")
    created_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when the row was written")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that wrote it")


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
