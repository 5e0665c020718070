"""The job over several jobs: a crawl of many regions, be it one run over them or, as a schedule starts it, a run each.

Its totals are those of its children, and close when all of them have ended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from pipeline.newsroom import Run
from pipeline.warehouse.claims import this_process
from pipeline.warehouse.schema import CrawlJob
from pipeline.warehouse.upsert import insert_ignore

# a run that has not begun by then was called off while it was queued, or could not be started
NEVER_CAME = dt.timedelta(hours=6)


def new_job(run: Run, now: dt.datetime) -> CrawlJob:
    return CrawlJob(trigger=run.trigger, status="running", started_at=now, run_id=run.run_id, owner=this_process())


def open_parent(session: Session, regions: Collection[str], run: Run, now: dt.datetime) -> int | None:
    """The parent of a run's jobs: a new one over several regions, or the one that the run's sisters have too.

    Whichever of the sisters comes first writes it; one that comes again, or late, opens it once more.
    """
    if run.whole is None:
        if len(regions) < 2:
            return None
        parent = new_job(run, now)
        session.add(parent)
        session.flush()
        return parent.id
    fields = {"trigger": run.trigger, "status": "running", "started_at": now, "run_id": run.run_id}
    counts = dict.fromkeys(("discovered", "carried_in", "fetched", "known"), 0)
    counts |= dict.fromkeys(("duplicate", "dropped", "failed", "waiting"), 0)
    insert_ignore(session, CrawlJob, [{**fields, **counts, "whole": run.whole.key, "cells": run.whole.cells}])
    mine = CrawlJob.whole == run.whole.key
    session.execute(update(CrawlJob).where(mine).values(status="running", finished_at=None, error=None))
    return session.scalars(select(CrawlJob.id).where(mine)).one()


def ending_of(
    parent: CrawlJob, children: Sequence[Row[*tuple[Any, ...]]], now: dt.datetime
) -> tuple[str, str | None] | None:
    """How a parent whose children have all ended has ended itself, and what is wrong; None while some are to come.

    ``children`` have status, region and cell_date, the latest last. Of a cell that was tried again the last try counts.
    """
    last = {(child.region, child.cell_date): child.status for child in children}
    missing = (parent.cells or 0) - len(last)
    if missing > 0 and now - parent.started_at < NEVER_CAME:
        return None
    status = next((found for found in ("failed", "cancelled") if found in last.values()), "completed")
    if missing <= 0:
        return status, None
    told = f"{missing} of {parent.cells} cells were not crawled: their runs did not begin within {NEVER_CAME}"
    return ("failed" if status == "failed" else "cancelled"), told
