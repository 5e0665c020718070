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
from typing import cast

import psutil
from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.orm import Session

from pipeline.warehouse.schema import Claim
from pipeline.warehouse.upsert import insert_ignore

LEASE = dt.timedelta(minutes=5)

# made once: every visit of a source claims and releases, and putting a statement together costs more than running it
_claims = cast(Table, Claim.__table__)
_ASKED = (_claims.c.stage == bindparam("stage"), _claims.c.subject_id.in_(bindparam("wanted", expanding=True)))
_OURS = (*_ASKED, _claims.c.owner == bindparam("me"))
_HELD = select(_claims.c.subject_id, _claims.c.owner, _claims.c.expires_at).where(*_ASKED)
_LAPSED = delete(_claims).where(*_ASKED)
_MINE = select(_claims.c.subject_id).where(*_OURS)
_RELEASED = delete(_claims).where(*_OURS)


def this_process() -> str:
    """The identity of this process: host, pid, and start time, since pids are used again."""
    return _identity(os.getpid())


@functools.lru_cache(maxsize=1)  # asked for at every visit; a fork has another pid
def _identity(pid: int) -> str:
    return f"{socket.gethostname()}/{pid}/{psutil.Process(pid).create_time():.2f}"


def part_of_this_process(name: str) -> str:
    """An owner within this process, for work that its threads must not do twice; gone when the process is."""
    return f"{this_process()}#{name}"


def is_gone(owner: str) -> bool:
    """Whether the owner was a process of this machine that no longer runs. Of other machines: not known."""
    host, pid, started = owner.partition("#")[0].rsplit("/", 2)
    if host != socket.gethostname():
        return False
    try:
        return abs(psutil.Process(int(pid)).create_time() - float(started)) > 1.0
    except psutil.NoSuchProcess:
        return True


def claim(
    session: Session,
    stage: str,
    subjects: Iterable[object],
    *,
    now: dt.datetime,
    run_id: str | None = None,
    owner: str | None = None,
    lease: dt.timedelta = LEASE,
) -> set[str]:
    """Take the subjects that nobody else holds, for ``lease``; returns those that are now ours, as strings.

    ``owner`` is this process unless it is said to be a part of it.
    """
    wanted = [str(subject) for subject in subjects]
    if not wanted:
        return set()
    session.flush()  # what is asked below does not do it by itself
    me, connection = owner or this_process(), session.connection()
    asked = {"stage": stage, "me": me, "wanted": wanted}
    held = connection.execute(_HELD, {"stage": stage, "wanted": wanted}).all()
    gone = {owner for owner in {row.owner for row in held} if owner != me and is_gone(owner)}
    lapsed = [row.subject_id for row in held if row.expires_at <= now or row.owner in gone or row.owner == me]
    if lapsed:
        connection.execute(_LAPSED, {"stage": stage, "wanted": lapsed})
    insert_ignore(
        session,
        Claim,
        [
            {"stage": stage, "subject_id": subject, "owner": me, "run_id": run_id, "expires_at": now + lease}
            for subject in wanted
        ],
    )
    return set(connection.scalars(_MINE, asked))


def release(session: Session, stage: str, subjects: Collection[object], *, owner: str | None = None) -> None:
    """Give back what this process (or ``owner``) holds; call it in the transaction that stores the work."""
    session.flush()
    wanted = [str(subject) for subject in subjects]
    session.connection().execute(_RELEASED, {"stage": stage, "me": owner or this_process(), "wanted": wanted})
