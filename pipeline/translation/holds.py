"""Holds: runs that meet on the same paragraph at the same moment pay for it once.

A hold is a claim (``warehouse/claims.py``) on the paragraph's key in the memory. A run takes what is free of the
paragraphs that it is about to ask one translator for, asks for these, and gives them back in the transaction that
stores the answers, before it waits for what others hold: nobody ever holds and waits, so nobody waits for ever. The
hold of a process that is gone is void at once, one of another machine after LEASE.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy.orm import Session

from pipeline.providers.gate import LEASE as LONGEST_CALL
from pipeline.warehouse.claims import claim, part_of_this_process, release

STAGE = "paragraph"  # as claims call it
LEASE = LONGEST_CALL
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.1, 2.0
PATIENCE_SECONDS = 240.0  # longer than a call may take; then the article is left to whoever holds it


class Holder:
    """The holds of one run: runs in threads of one process are kept apart too."""

    def __init__(self, run_id: str | None) -> None:
        self._run_id, self._name = run_id, uuid.uuid4().hex[:12]

    def take(self, session: Session, keys: Collection[str], now: dt.datetime) -> set[str]:
        """Those of the keys that nobody else holds; ours from now on. In one order, so that takers do not cross."""
        return claim(session, STAGE, sorted(keys), now=now, run_id=self._run_id, owner=self._owner, lease=LEASE) & set(
            keys
        )

    def give_back(self, session: Session, keys: Collection[str]) -> None:
        if keys:
            release(session, STAGE, sorted(keys), owner=self._owner)

    @property
    def _owner(self) -> str:
        return part_of_this_process(self._name)


def pauses() -> list[float]:
    """Seconds between looks at what others hold: soon at first, then every other second, until patience ends."""
    steps: list[float] = []
    step = FIRST_PAUSE_SECONDS
    while sum(steps) < PATIENCE_SECONDS:
        steps.append(step)
        step = min(step * 2, LONGEST_PAUSE_SECONDS)
    return steps
