"""The present, as a thing that is passed in: nothing else in the domain asks what time it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

UTC = dt.UTC


class Clock(Protocol):
    """Gives the present as an aware UTC time."""

    def now(self) -> dt.datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that a test or a replay sets and moves by hand."""

    moment: dt.datetime

    def now(self) -> dt.datetime:
        return self.moment

    def advance(self, **parts: float) -> None:
        """Move on by the parts of a timedelta: ``advance(hours=2)``."""
        self.moment += dt.timedelta(**parts)
