"""A host that takes no connection is not tried for every one of its pages: each try may last fifteen seconds.

Only for failures to connect, of one client: a page that breaks off says nothing about its neighbours.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from pipeline.clock import Clock
from pipeline.failures import TransientError
from pipeline.warehouse.schema import Host
from pipeline.web.hosts import HostBook

FAILURES = 2
OPEN = dt.timedelta(seconds=60)


@dataclass
class _Trouble:
    error: TransientError
    since: dt.datetime
    count: int
    first: dt.datetime


class Circuit:
    """Opens for a minute when a host could not be reached twice running; then it is tried again.

    An open one is written to the host's row, for whoever wants to see.
    """

    def __init__(self, clock: Clock, book: HostBook) -> None:
        self._clock, self._book = clock, book
        self._hosts: dict[str, _Trouble] = {}

    def check(self, host: str) -> None:
        """Raises what the last try raised, without another try, while the circuit is open."""
        trouble = self._hosts.get(host)
        if trouble is None or trouble.count < FAILURES:
            return
        left = (trouble.since + OPEN - self._clock.now()).total_seconds()
        if left > 0:
            raise TransientError(
                trouble.error.reason, f"{trouble.error} (not tried again for {left:.0f} s)", retry_after=left
            )

    def unreachable(self, host: str, error: TransientError) -> None:
        known, now = self._hosts.get(host), self._clock.now()
        first, count = (known.first, known.count + 1) if known else (now, 1)
        trouble = self._hosts[host] = _Trouble(error, now, count, first)
        if count >= FAILURES:
            self._book.post(host, partial(_show, trouble))

    def reached(self, host: str) -> None:
        trouble = self._hosts.pop(host, None)
        if trouble is not None and trouble.count >= FAILURES:
            self._book.post(host, _hide)


def _show(trouble: _Trouble, row: Host) -> None:
    row.unreachable_since, row.unreachable_until = trouble.first, trouble.since + OPEN
    row.unreachable_reason = trouble.error.reason


def _hide(row: Host) -> None:
    row.unreachable_since = row.unreachable_until = row.unreachable_reason = None
