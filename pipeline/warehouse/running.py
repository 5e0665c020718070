"""Tables that keep the pipeline running: failures, claims, stage versions, the ledger of paid calls."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.warehouse.base import Base, BigId, Document, Moment, Money


class FailureRow(Base):
    """One thing that failed at one stage. Dead (no ``retry_at``) until its input or the version changes."""

    __tablename__ = "failures"
    __table_args__ = (UniqueConstraint("stage", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    stage: Mapped[str] = mapped_column(Text)
    subject_type: Mapped[str] = mapped_column(Text)  # article | source | opportunity
    subject_id: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text, default="")
    permanent: Mapped[bool]
    attempts: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[dt.datetime] = mapped_column(Moment)
    last_at: Mapped[dt.datetime] = mapped_column(Moment)
    retry_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    input_hash: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[str] = mapped_column(Text, default="")
    run_id: Mapped[str | None] = mapped_column(Text)


class Claim(Base):
    """A row that a run is working on. It lapses with its lease, or at once when its process is gone."""

    __tablename__ = "claims"

    stage: Mapped[str] = mapped_column(Text, primary_key=True)
    subject_id: Mapped[str] = mapped_column(Text, primary_key=True)
    owner: Mapped[str] = mapped_column(Text, index=True)  # host/pid/start time of the process
    run_id: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[dt.datetime] = mapped_column(Moment)


class StageVersion(Base):
    """The version that each stage has now: what older rows are compared with."""

    __tablename__ = "stage_versions"

    stage: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[dt.datetime] = mapped_column(Moment)


class PaidCall(Base):
    """The stored answer of a paid call: asked again, it is free."""

    __tablename__ = "paid_calls"

    request_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    provider: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    answer: Mapped[dict[str, Any]] = mapped_column(Document)
    input_units: Mapped[int] = mapped_column(default=0)
    output_units: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)


class ApiUsage(Base):
    """One use of a paid service, whether paid or answered from store (``cached``, cost 0)."""

    __tablename__ = "api_usage"
    __table_args__ = (Index("ix_api_usage_created", "created_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    desk_id: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    provider: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    input_units: Mapped[int]
    output_units: Mapped[int]
    unit: Mapped[str] = mapped_column(Text)  # tokens | characters
    cost_usd: Mapped[Decimal] = mapped_column(Money)
    cached: Mapped[bool] = mapped_column(default=False)
    lost: Mapped[bool] = mapped_column(default=False)  # sent, never answered: counted at its worst-case cost
    request_hash: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    run_id: Mapped[str | None] = mapped_column(Text, index=True)
    characters: Mapped[int | None] = mapped_column(doc="of the text that was to be translated")
    languages: Mapped[str | None] = mapped_column(Text, index=True, doc="of a translation: de>en")


class BudgetReservation(Base):
    """Money set aside for a call in flight; it counts against the caps until the answer is stored."""

    __tablename__ = "budget_reservations"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    request_hash: Mapped[str] = mapped_column(Text, unique=True)
    desk_id: Mapped[str | None] = mapped_column(Text)
    amount_usd: Mapped[Decimal] = mapped_column(Money)
    owner: Mapped[str] = mapped_column(Text)
    run_id: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    expires_at: Mapped[dt.datetime] = mapped_column(Moment)


class ReprocessRequest(Base):
    """A wish to do a stage again for some articles, carried out by ``request_reprocess``."""

    __tablename__ = "reprocess_requests"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    stage: Mapped[str] = mapped_column(Text)
    selector: Mapped[dict[str, Any]] = mapped_column(Document)
    reason: Mapped[str] = mapped_column(Text, default="")
    articles: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    run_id: Mapped[str | None] = mapped_column(Text)
