"""Turns at writing, for the processes of one crawl that share a SQLite file.

SQLite has one writer at a time, and who finds it busy sleeps up to a tenth of a second before looking again: of two
processes that write all the time one waited up to 1.9 s, and its visits with it. A lock of the system wakes who waits
at once (0.3 to 0.7 s at most), and is given up with the process that held it.
"""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from pipeline.warehouse.engine import Warehouse


def turns_at(warehouse: Warehouse) -> Path | None:
    """The file that is locked; None where the database needs no turns."""
    url = warehouse.engine.url
    return Path(f"{url.database}.crawling") if url.get_backend_name() == "sqlite" else None


def turn(path: Path | None) -> AbstractContextManager[None]:
    """Wait for a turn, and hold it meanwhile."""
    return _held(path) if path else contextlib.nullcontext()


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
