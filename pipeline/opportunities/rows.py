"""What becomes of opportunities: listing, approval, rejection, expiry. Every desk sees its own and no other's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, String, and_, exists, or_, select, update
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from pipeline.catalogue.schema import DeskEntry
from pipeline.failures import PermanentError
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import FailureRow, Opportunity, OpportunityArticle
from pipeline.warehouse.wished_for import add_wished

# an approval may be taken back and a rejection too; what is drafted may be asked for once more
UNDECIDED = ("detected", "approved", "rejected", "drafted", "expired")


def list_opportunities(
    session: Session,
    desk_id: str,
    *,
    day: dt.date | None = None,
    statuses: Sequence[str] = (),
    limit: int | None = None,
) -> list[Opportunity]:
    """A desk's opportunities, best first; ``day`` is the cell in which they were first detected."""
    statement = select(Opportunity).where(Opportunity.desk_id == desk_id)
    if day is not None:
        statement = statement.where(Opportunity.cell_date == day)
    if statuses:
        statement = statement.where(Opportunity.status.in_(statuses))
    statement = statement.order_by(Opportunity.priority.desc(), Opportunity.id)
    return list(session.scalars(statement.limit(limit) if limit else statement))


def approve(session: Session, desk_id: str, opportunity_id: int, now: dt.datetime) -> Opportunity:
    """Ask for its draft. Raises PermanentError when the desk has no such opportunity, or it was published."""
    return _decide(session, desk_id, opportunity_id, "approved", now)


def reject(session: Session, desk_id: str, opportunity_id: int, now: dt.datetime) -> Opportunity:
    """Put it away: detection does not bring its story up again."""
    return _decide(session, desk_id, opportunity_id, "rejected", now)


def expire(session: Session, now: dt.datetime) -> int:
    """Put away what nobody decided on in time; returns how many. Decided ones stay as they are."""
    result = session.execute(
        update(Opportunity)
        .where(Opportunity.status == "detected", Opportunity.expires_at <= now)
        .values(status="expired", updated_at=now)
    )
    return cast(CursorResult[tuple[()]], result).rowcount


def auto_approve(newsroom: Newsroom, desk: DeskEntry) -> list[Opportunity]:
    """Approve the desk's best by its own rule; returns those that were approved now.

    The rule is a number of drafts a day of detection: what is approved or drafted of a day already counts.
    A coverage gap is for a person to commission, since what is missing cannot be drafted from what is there.
    """
    if desk.auto_draft.best == 0:
        return []
    now = newsroom.clock.now()
    approved: list[Opportunity] = []
    open_days = select(Opportunity.cell_date).where(
        Opportunity.desk_id == desk.slug, Opportunity.status == "detected", Opportunity.expires_at > now
    )
    with newsroom.warehouse.transaction() as session:
        rows = session.scalars(
            select(Opportunity)
            .where(
                Opportunity.desk_id == desk.slug,
                Opportunity.kind.not_in(("coverage_gap", "manual", "keyword")),
                Opportunity.status.in_(("detected", "approved", "drafted", "published")),
                Opportunity.cell_date.in_(open_days),
            )
            .order_by(Opportunity.cell_date, Opportunity.priority.desc(), Opportunity.id)
        ).all()
        for day in sorted({row.cell_date for row in rows}):
            of_day = [row for row in rows if row.cell_date == day]
            free = desk.auto_draft.best - sum(1 for row in of_day if row.status != "detected")
            best = [row for row in of_day if row.status == "detected" and row.priority >= desk.auto_draft.min_priority]
            for row in best[: max(0, free)]:
                if row.expires_at is None or row.expires_at > now:
                    row.status, row.updated_at = "approved", now
                    approved.append(row)
    return approved


def create_manual(
    newsroom: Newsroom,
    desk_slug: str,
    article_ids: Sequence[int],
    *,
    title: str | None = None,
    angle: str | None = None,
    keyword: str | None = None,
    run_id: str | None = None,
) -> Opportunity:
    """An approved opportunity from a person's choice of articles; with ``keyword`` of that kind."""
    desk = newsroom.catalogue.desk(desk_slug)
    with newsroom.warehouse.transaction() as session:
        return add_wished(
            session,
            desk_id=desk.slug,
            article_ids=article_ids,
            now=newsroom.clock.now(),
            keyword=keyword,
            title=title,
            angle=angle,
            run_id=run_id,
        )


def waiting_for_draft(session: Session, now: dt.datetime) -> list[Opportunity]:
    """Approved opportunities, best first, of all desks: a draft is wanted and none has been written since.

    Writing the draft makes them ``drafted``, whether it is new or (with unchanged input) the one that was there.
    One whose draft failed waits for its retry; a dead one for an editor to approve it again.
    """
    failed = exists().where(
        FailureRow.stage == "drafts",
        FailureRow.subject_type == "opportunity",
        FailureRow.subject_id == _as_text(),
        FailureRow.last_at >= Opportunity.updated_at,
        or_(FailureRow.retry_at.is_(None), FailureRow.retry_at > now),
    )
    statement = (
        select(Opportunity)
        .where(and_(Opportunity.status == "approved", ~failed))
        .order_by(Opportunity.priority.desc(), Opportunity.id)
    )
    return list(session.scalars(statement))


def article_ids_of(session: Session, opportunity_id: int) -> list[int]:
    """The articles of an opportunity, best first."""
    return list(
        session.scalars(
            select(OpportunityArticle.article_id)
            .where(OpportunityArticle.opportunity_id == opportunity_id)
            .order_by(OpportunityArticle.rank)
        )
    )


def _as_text() -> ColumnElement[str]:
    return sql_cast(Opportunity.id, String)


def _decide(session: Session, desk_id: str, opportunity_id: int, status: str, now: dt.datetime) -> Opportunity:
    row = session.scalar(
        select(Opportunity).where(Opportunity.desk_id == desk_id, Opportunity.id == opportunity_id).with_for_update()
    )
    if row is None:
        raise PermanentError("no_such_opportunity", f"desk {desk_id!r} has no opportunity {opportunity_id}")
    if row.status not in UNDECIDED:
        raise PermanentError(
            "not_possible", f"opportunity {opportunity_id} is {row.status} and can no longer be {status}"
        )
    row.status, row.updated_at = status, now
    session.flush()
    return row
