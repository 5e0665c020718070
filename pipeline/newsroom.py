"""The newsroom: what every stage is handed — settings, catalogue, warehouse, clock — and who is asking.

Stages take a :class:`Newsroom` and a :class:`Run` and never reach for globals, so a test hands them its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.catalogue.loader import Catalogue, load_catalogue
from pipeline.clock import Clock, SystemClock
from pipeline.settings import Settings, load_settings
from pipeline.warehouse.engine import Warehouse, open_warehouse


def _quiet() -> bool:
    return False


@dataclass(frozen=True)
class Whole:
    """What a run is a part of: runs of one ``key`` crawl so many ``cells`` together."""

    key: str
    cells: int


@dataclass(frozen=True)
class Run:
    """On whose behalf work is done. ``log`` takes one line of progress; ``cancelled`` is asked between batches."""

    run_id: str
    trigger: str = "manual"
    log: Callable[[str], None] = field(default=logging.getLogger("emcip").info)
    cancelled: Callable[[], bool] = _quiet
    whole: Whole | None = None
    attempt: int = 0  # retries of the step before this one: the last of them may do without what was down


@dataclass(frozen=True)
class Newsroom:
    settings: Settings
    catalogue: Catalogue
    warehouse: Warehouse
    clock: Clock


def open_newsroom(settings: Settings | None = None, clock: Clock | None = None) -> Newsroom:
    """Load settings and catalogue, open (and if need be create) the warehouse.

    Raises ConfigurationError or CatalogueError, which name what is wrong, and ServiceUnavailable when the
    database is down.
    """
    settings = settings or load_settings()
    return Newsroom(
        settings=settings,
        catalogue=load_catalogue(settings.catalogue, tolerant=True),
        warehouse=open_warehouse(settings.warehouse_url, settings.blobs_url),
        clock=clock or SystemClock(),
    )
