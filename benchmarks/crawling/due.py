"""What a tick and a run cost when few sources are due, with and without many others that are not.

The others have a past, as they would: pages that were fetched, and what was counted of them.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from pipeline.automation.sensors import pending
from pipeline.cells import REGIONS, Cell
from pipeline.cli.status import status_of
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.ledger import recount
from pipeline.crawl.request import CrawlRequest
from pipeline.crawl.rows import due_regions
from pipeline.newsroom import Newsroom, Run
from pipeline.sources.rows import needing_probe
from pipeline.warehouse.condition_rows import sources_in
from pipeline.warehouse.schema import CrawlJob, Source, Url
from pipeline.warehouse.upsert import insert_ignore

PAST_URLS = 4  # of each source that is not due


def add_past(newsroom: Newsroom, now: dt.datetime) -> None:
    """Fetched pages of the last days for every source."""
    with newsroom.warehouse.transaction() as session:
        slugs = list(session.execute(select(Source.slug, Source.region, Source.url)))
        rows = [
            {
                "canonical_url": f"{url}past-{number}",
                "url": f"{url}past-{number}",
                "source_slug": slug,
                "region": region,
                "cell_date": (now - dt.timedelta(days=number + 1)).date(),
                "discovered_via": f"{url}feed.xml",
                "first_seen_at": now - dt.timedelta(days=number + 1),
                "state": "fetched",
                "attempts": 0,
                "priority": 0,
            }
            for slug, region, url in slugs
            for number in range(PAST_URLS)
        ]
        insert_ignore(session, Url, rows)


def steps_of(newsroom: Newsroom) -> dict[str, Callable[[], Any]]:
    """What a run consists of, and what goes on besides; each is done once, in this order."""
    now = newsroom.clock.now()
    cells = [Cell(now.date(), region) for region in REGIONS]

    def tick() -> object:
        with newsroom.warehouse.reading() as session:
            return due_regions(session, now)

    def crawl() -> object:
        return crawl_cells(newsroom, cells, CrawlRequest(), Run("bench", trigger="bench"))

    def checks() -> object:
        with newsroom.warehouse.reading() as session:
            wrong = [each for job in session.scalars(select(CrawlJob.id)) for each in recount(session, job)]
            return wrong, sources_in(session)

    def sensors() -> object:
        with newsroom.warehouse.reading() as session:
            return pending(newsroom), needing_probe(session, now, 10)

    return {"tick": tick, "crawl": crawl, "checks": checks, "sensors": sensors, "status": lambda: status_of(newsroom)}


def cost_of(newsroom: Newsroom) -> dict[str, dict[str, float]]:
    """CPU and wall seconds of each step."""
    cpu: dict[str, float] = {}
    wall: dict[str, float] = {}
    for name, step in steps_of(newsroom).items():
        started, spent = time.monotonic(), time.process_time()
        step()
        cpu[name], wall[name] = round(time.process_time() - spent, 4), round(time.monotonic() - started, 4)
    return {"cpu": cpu, "wall": wall}


def fetched(newsroom: Newsroom) -> int:
    """URLs that were fetched, those of the past aside."""
    with newsroom.warehouse.reading() as session:
        return session.scalar(select(func.count()).select_from(Url).where(Url.checked_at.is_not(None))) or 0
