"""Claims: two runs may work in the same cell, and no row is worked on twice at a time.

A claim lapses when its lease runs out, or at once when its process is gone: after ``kill -9`` the next run
continues without waiting.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
import socket
from collections.abc import Collection, Iterable

import psutil
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pipeline.warehouse.schema import Claim
from pipeline.warehouse.upsert import insert_ignore

LEASE = dt.timedelta(minutes=5)


def this_process() -> str:
    """The identity of this process: host, pid, and start time, since pids are used again."""
    return _identity(os.getpid())


@functools.lru_cache(maxsize=1)  # asked for at every visit; a fork has another pid
def _identity(pid: int) -> str:
    return f"{socket.gethostname()}/{pid}/{psutil.Process(pid).create_time():.2f}"


def is_gone(owner: str) -> bool:
    """Whether the owner was a process of this machine that no longer runs. Of other machines: not known."""
    host, pid, started = owner.rsplit("/", 2)
    if host != socket.gethostname():
        return False
    try:
        return abs(psutil.Process(int(pid)).create_time() - float(started)) > 1.0
    except psutil.NoSuchProcess:
        return True


def claim(
    session: Session, stage: str, subjects: Iterable[object], *, now: dt.datetime, run_id: str | None = None
) -> set[str]:
    """Take the subjects that nobody else holds, for LEASE; returns those that are now ours, as strings."""
    wanted = [str(subject) for subject in subjects]
    if not wanted:
        return set()
    me = this_process()
    held = session.execute(
        select(Claim.subject_id, Claim.owner, Claim.expires_at).where(
            Claim.stage == stage, Claim.subject_id.in_(wanted)
        )
    ).all()
    gone = {owner for owner in {row.owner for row in held} if owner != me and is_gone(owner)}
    lapsed = [row.subject_id for row in held if row.expires_at <= now or row.owner in gone or row.owner == me]
    if lapsed:
        session.execute(delete(Claim).where(Claim.stage == stage, Claim.subject_id.in_(lapsed)))
    insert_ignore(
        session,
        Claim,
        [
            {"stage": stage, "subject_id": subject, "owner": me, "run_id": run_id, "expires_at": now + LEASE}
            for subject in wanted
        ],
    )
    return set(
        session.scalars(
            select(Claim.subject_id).where(Claim.stage == stage, Claim.owner == me, Claim.subject_id.in_(wanted))
        )
    )


def release(session: Session, stage: str, subjects: Collection[object]) -> None:
    """Give back what this process holds; call it in the transaction that stores the work."""
    session.execute(
        delete(Claim).where(
            Claim.stage == stage,
            Claim.owner == this_process(),
            Claim.subject_id.in_([str(subject) for subject in subjects]),
        )
    )
