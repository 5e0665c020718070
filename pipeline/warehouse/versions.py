"""The present version of each stage, written down so that the warehouse itself can tell what is outdated."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from pipeline.warehouse.schema import StageVersion


def note_version(session: Session, stage: str, version: str, now: dt.datetime) -> None:
    """Write down what a stage's version is now; a version that has not changed is left alone."""
    row = session.get(StageVersion, stage)
    if row is None:
        session.add(StageVersion(stage=stage, version=version, updated_at=now))
    elif row.version != version:
        row.version, row.updated_at = version, now
