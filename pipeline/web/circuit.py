"""A host that takes no connection is not tried for every one of its pages: each try may last fifteen seconds.

Only for failures to connect, of one client: a page that breaks off says nothing about its neighbours.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.clock import Clock
from pipeline.failures import TransientError

FAILURES = 2
OPEN = dt.timedelta(seconds=60)


@dataclass
class _Trouble:
    error: TransientError
    since: dt.datetime
    count: int


class Circuit:
    """Opens for a minute when a host could not be reached twice running; then it is tried again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
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
        known = self._hosts.get(host)
        self._hosts[host] = _Trouble(error, self._clock.now(), known.count + 1 if known else 1)

    def reached(self, host: str) -> None:
        self._hosts.pop(host, None)
