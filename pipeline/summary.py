"""What a stage says it did in one cell: counts, a short preview, notes for the reader."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from pipeline.cells import Cell

PREVIEW_ROWS = 5


@dataclass
class Summary:
    """``counts`` maps an outcome to a number of things; ``preview`` rows share their columns, best first.

    ``amounts`` are what is no count: US dollars (``cost_usd``), shares.
    """

    counts: Counter[str] = field(default_factory=Counter)
    preview: list[dict[str, str | int | float]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    amounts: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    def show(self, **row: str | int | float) -> None:
        """Add a preview row while there is room."""
        if len(self.preview) < PREVIEW_ROWS:
            self.preview.append(row)


@dataclass(frozen=True)
class PendingCell:
    """A cell in which a stage has rows to do. ``latest`` changes whenever a row joins."""

    stage: str
    cell: Cell
    version: str
    count: int
    latest: dt.datetime | int | None
