"""What may go: lapsed claims and reservations, states of sources that ended long ago, old runs that made nothing.

Asset events stay: deleting a run deletes its materialisations and with them the state of the partitions.
"""

from __future__ import annotations

import datetime as dt

import dagster as dg
from sqlalchemy import delete, func, or_, select

from pipeline.newsroom import Newsroom
from pipeline.warehouse import schema as t
from pipeline.warehouse.claims import is_gone
from pipeline.warehouse.condition_rows import forget_ended

KEEP_MAINTENANCE_DAYS = 30
RUNS_A_TIME = 200  # the rest goes tomorrow


def clean_up(newsroom: Newsroom, instance: dg.DagsterInstance) -> list[str]:
    """Remove what has lapsed; one line for each kind of thing."""
    now = newsroom.clock.now()
    lines: list[str] = []
    with newsroom.warehouse.transaction() as session:
        for table, what in ((t.Claim, "claims"), (t.BudgetReservation, "budget reservations")):
            gone = [owner for owner in session.scalars(select(table.owner).distinct()) if is_gone(owner)]
            lapsed = or_(table.expires_at <= now, table.owner.in_(gone))
            count = session.scalar(select(func.count()).select_from(table).where(lapsed))
            session.execute(delete(table).where(lapsed))
            lines.append(f"{count} lapsed {what} removed")
        kept = newsroom.settings.keep_conditions_days
        forgotten = forget_ended(session, now - dt.timedelta(days=kept))
        lines.append(f"{forgotten} states of sources removed that ended over {kept} days ago")
    removed = _old_runs(instance, now)
    lines.append(f"{removed} old maintenance runs removed")
    return lines


def _old_runs(instance: dg.DagsterInstance, now: dt.datetime) -> int:
    """Runs of ``maintenance`` hold no asset events; a month of them is enough."""
    old = dg.RunsFilter(job_name="maintenance", created_before=now - dt.timedelta(days=KEEP_MAINTENANCE_DAYS))
    runs = [run for run in instance.get_runs(filters=old, limit=RUNS_A_TIME) if run.is_finished]
    for run in runs:
        instance.delete_run(run.run_id)
    return len(runs)
