"""The present version of each stage, written down so that the warehouse itself can tell what is outdated."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from pipeline.warehouse.schema import StageVersion
from pipeline.warehouse.upsert import upsert


def note_version(session: Session, stage: str, version: str, now: dt.datetime) -> None:
    """Write down what a stage's version is now; a version that has not changed is left alone.

    Two first runs of a stage may do so at the same moment.
    """
    row = session.get(StageVersion, stage)
    if row is None or row.version != version:
        values = {"stage": stage, "version": version, "updated_at": now}
        upsert(session, StageVersion, [values], key=["stage"], update=["version", "updated_at"])
        if row is not None:
            session.refresh(row)
