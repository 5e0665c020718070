"""The ``failures`` table: writing what went wrong with one thing, and asking whether it may be tried again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, or_, select
from sqlalchemy.orm import Session

from pipeline.failures import Verdict, row_wait
from pipeline.warehouse.schema import FailureRow


def record_failure(
    session: Session,
    *,
    stage: str,
    subject_type: str,
    subject_id: object,
    verdict: Verdict,
    message: str,
    version: str,
    input_hash: str,
    now: dt.datetime,
    run_id: str | None = None,
) -> FailureRow:
    """Count one more failure. Attempts start anew when the input or the stage's version has changed."""
    row = session.scalar(
        select(FailureRow).where(
            FailureRow.stage == stage,
            FailureRow.subject_type == subject_type,
            FailureRow.subject_id == str(subject_id),
        )
    )
    if row is None:
        row = FailureRow(
            stage=stage,
            subject_type=subject_type,
            subject_id=str(subject_id),
            attempts=0,
            first_at=now,
            input_hash=input_hash,
            version=version,
        )
        session.add(row)
    elif (row.input_hash, row.version) != (input_hash, version):
        row.attempts, row.first_at = 0, now
    row.attempts += 1
    wait = None if verdict.permanent else row_wait(row.attempts, verdict.retry_after)
    row.reason, row.message, row.permanent = verdict.reason, storable(message)[:2000], verdict.permanent
    row.last_at, row.retry_at, row.run_id = now, now + wait if wait else None, run_id
    row.input_hash, row.version = input_hash, version
    session.flush()
    return row


def storable(message: str) -> str:
    """A message as every database takes it: it may quote what a site sent, NULs and halves of characters included."""
    return message.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")


def clear_failure(session: Session, *, stage: str, subject_type: str, subject_ids: list[Any]) -> None:
    """Forget the failures of things that have now succeeded."""
    if subject_ids:
        session.execute(
            delete(FailureRow).where(
                FailureRow.stage == stage,
                FailureRow.subject_type == subject_type,
                FailureRow.subject_id.in_([str(subject) for subject in subject_ids]),
            )
        )


def held_back(
    *,
    stage: str,
    subject_type: str,
    subject_id: ColumnElement[Any] | Any,
    input_hash: ColumnElement[Any] | Any,
    version: str,
    now: dt.datetime,
) -> ColumnElement[bool]:
    """SQL: this subject failed on this very input and version, and is dead or not yet due again."""
    return exists().where(
        and_(
            FailureRow.stage == stage,
            FailureRow.subject_type == subject_type,
            FailureRow.subject_id == cast(subject_id, String),
            FailureRow.input_hash == input_hash,
            FailureRow.version == version,
            or_(FailureRow.retry_at.is_(None), FailureRow.retry_at > now),
        )
    )
