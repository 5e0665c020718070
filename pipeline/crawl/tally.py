"""What a crawl counts that the ledger has no words for, and how far it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.crawl import bookkeeping
from pipeline.warehouse.condition_rows import Change


@dataclass
class Tally:
    """What the ledger has no words for, per job; and the progress of the whole crawl."""

    polled: Counter[int] = field(default_factory=Counter)
    failed: Counter[int] = field(default_factory=Counter)
    busy: Counter[int] = field(default_factory=Counter)
    not_modified: Counter[int] = field(default_factory=Counter)
    bytes: Counter[int] = field(default_factory=Counter)
    pages: int = 0
    visits: int = 0
    failing: list[bookkeeping.Standing] = field(default_factory=list)
    network_failures: list[bookkeeping.Standing] = field(default_factory=list)
    changes: dict[int, list[Change]] = field(default_factory=dict)  # of health, by job

    def add(self, other: Tally) -> None:
        """Count in what another process did of the same crawl."""
        for mine, others in (
            (self.polled, other.polled),
            (self.failed, other.failed),
            (self.busy, other.busy),
            (self.not_modified, other.not_modified),
            (self.bytes, other.bytes),
        ):
            mine.update(others)
        self.pages += other.pages
        self.visits += other.visits
        self.failing += other.failing
        self.network_failures += other.network_failures
        for job_id, changes in other.changes.items():
            self.changes.setdefault(job_id, []).extend(changes)
