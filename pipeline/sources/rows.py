"""What others ask about sources: their slugs, which need a probe, which are sick."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session

from pipeline.warehouse.condition_rows import WELL, in_work
from pipeline.warehouse.schema import FailureRow, Source

STAGE = "sources"


def all_slugs(session: Session) -> list[str]:
    """Every source that was not deleted, paused ones too: the keys of the ``source`` partitions."""
    return list(session.scalars(select(Source.slug).where(Source.deleted_at.is_(None)).order_by(Source.slug)))


def needing_probe(session: Session, now: dt.datetime, limit: int) -> list[tuple[str, dt.datetime]]:
    """Sources to probe, with the moment since which they wait: asked for, then never probed, then due for a retry.

    A source and its moment come again until the probe was done, so they make a run key.
    """
    asked, never = Source.probe_requested_at.is_not(None), Source.last_probed_at.is_(None)
    # two queries of the few, each with an index of its own: else all sources would be read several times a minute
    wished = select(Source.slug).where(or_(asked, never))
    again = select(FailureRow.subject_id).where(
        FailureRow.stage == STAGE, FailureRow.subject_type == "source", FailureRow.retry_at <= now
    )
    query = (
        select(Source.slug, Source.probe_requested_at, Source.last_probed_at, Source.created_at, FailureRow.retry_at)
        .outerjoin(
            FailureRow,
            and_(
                FailureRow.stage == STAGE,
                FailureRow.subject_type == "source",
                FailureRow.subject_id == Source.slug,
                FailureRow.retry_at <= now,
            ),
        )
        .where(Source.slug.in_(wished.union(again)), in_work())
        .order_by(case((asked, 0), (never, 1), else_=2), Source.slug)
        .limit(limit)
    )
    return [
        (row.slug, row.probe_requested_at or (row.retry_at if row.last_probed_at else row.created_at) or now)
        for row in session.execute(query)
    ]


def sick(session: Session, limit: int | None = None) -> list[Source]:
    """Sources in work that are in a condition that somebody should look at, those longest sick first."""
    query = (
        select(Source)
        .where(in_work(), Source.health.not_in(WELL))
        .order_by(Source.health_since, Source.slug)
        .limit(limit)
    )
    return list(session.scalars(query))
