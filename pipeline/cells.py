"""A cell: one UTC day of one region (or desk), the unit that Dagster materialises.

Plain values without Dagster, so that domain code can speak of cells; ``partitions.py`` maps them to
partition keys.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

REGIONS = (
    "sub-saharan-africa",
    "middle-east-north-africa",
    "south-asia",
    "southeast-asia",
    "east-asia",
    "central-asia-caucasus",
    "eastern-europe",
    "latin-america-caribbean",
    "world",
)


@dataclass(frozen=True, order=True)
class Cell:
    """A day and a region; its key reads ``2026-11-22|south-asia``."""

    day: dt.date
    region: str

    @property
    def key(self) -> str:
        return f"{self.day.isoformat()}|{self.region}"

    @classmethod
    def parse(cls, key: str) -> Cell:
        """The cell of a partition key. Raises ValueError naming the key when it is not one."""
        day, bar, name = key.partition("|")
        try:
            if not bar or not name:
                raise ValueError
            return cls(dt.date.fromisoformat(day), name)
        except ValueError:
            raise ValueError(
                f"{key!r} is not a cell; write it as YYYY-MM-DD|region, e.g. 2026-11-22|south-asia"
            ) from None
