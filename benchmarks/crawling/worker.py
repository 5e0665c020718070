"""One measurement in a process of its own, so that memory and CPU time are its own and nothing else's.

    python -m benchmarks.crawling.worker '{"kind": "bare", …}'

Prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import json
import resource
import statistics
import sys
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import func, select

from benchmarks.crawling import bare, pages
from pipeline.cells import REGIONS, Cell
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.request import CrawlRequest
from pipeline.newsroom import Newsroom, Run, open_newsroom
from pipeline.settings import Settings
from pipeline.warehouse.schema import Article, Source
from pipeline.warehouse.upsert import insert_ignore

SAMPLE_SECONDS = 0.25


@dataclasses.dataclass(frozen=True)
class Job:
    """What is measured: ``kind`` is ``bare``, ``ours`` or ``due``; ``sites`` of ``pages`` each at ``port``.

    ``delay`` is the pace in seconds, ``idle`` the number of further sources that are not due; ``processes`` are those
    of the crawl, by default as many as the settings give it.
    """

    kind: str
    port: int
    sites: int
    pages: int
    client: str = bare.BASELINE
    delay: float = 0.0
    idle: int = 0
    first: int = 0
    processes: int | None = None


class Memory:
    """Samples of the resident memory of this process and of those that it started, in MB, at even distances."""

    def __init__(self) -> None:
        self.samples: list[float] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory", daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        me, ended = psutil.Process(), False
        while not ended:
            ended = self._end.wait(SAMPLE_SECONDS)
            self.samples.append(sum(_resident(one) for one in (me, *me.children(recursive=True))) / 1e6)

    def by_quarter(self) -> list[float]:
        """The mean of each quarter of the time: one sample has more or fewer pages in hand than the next."""
        bounds = [round(len(self.samples) * quarter / 4) for quarter in range(5)]
        return [round(statistics.fmean(self.samples[start:end] or self.samples), 1) for start, end in pairwise(bounds)]


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:  # it ended meanwhile
        return 0


def _cpu() -> float:
    """CPU seconds of this process and of those that it started and that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def measure(job: Job) -> dict[str, Any]:
    """Do the job in a temporary folder, and say what it took."""
    if job.kind == "due":
        return _cost_of_due(job)
    with tempfile.TemporaryDirectory(prefix="emcip-bench-") as folder:
        work = _bare(job, Path(folder)) if job.kind == "bare" else _ours(job, Path(folder))
        with Memory() as memory:
            wall, cpu = time.monotonic(), _cpu()
            stored = work()
            seconds, cpu_seconds = time.monotonic() - wall, _cpu() - cpu
    return {
        "pages": stored,
        "seconds": round(seconds, 3),
        "pages_per_second": round(stored / seconds, 1),
        "cpu_seconds": round(cpu_seconds, 3),
        "peak_mb": round(max(memory.samples), 1),
        "memory_mb": memory.by_quarter(),
    }


def _cost_of_due(job: Job) -> dict[str, Any]:
    from benchmarks.crawling import due  # noqa: PLC0415 - with dagster, which takes a second and the others do without

    with tempfile.TemporaryDirectory(prefix="emcip-bench-") as folder:
        newsroom = _newsroom(job, Path(folder))
        due.add_past(newsroom, newsroom.clock.now())
        return {**due.cost_of(newsroom), "pages": due.fetched(newsroom)}


def _bare(job: Job, folder: Path) -> Any:
    sites = [
        [f"{_root(site, job)}{pages.path_of(page)}" for page in range(job.pages)]
        for site in range(job.first, job.first + job.sites)
    ]

    def work() -> int:
        asyncio.run(_run(job.client, sites, folder))
        return sum(1 for _ in folder.iterdir())

    return work


async def _run(client: str, sites: list[list[str]], folder: Path) -> None:
    await bare.CLIENTS[client](sites, bare.write_into(folder))


def _newsroom(job: Job, folder: Path) -> Newsroom:
    settings = Settings(
        home=folder,
        database_url=None,
        blob_url=None,
        host_delay=job.delay,
        allow_private=("127.0.0.0/8",),
        **({"crawl_processes": job.processes} if job.processes else {}),
    )
    newsroom = open_newsroom(settings)
    _fill(newsroom, job, newsroom.clock.now())
    return newsroom


def _ours(job: Job, folder: Path) -> Any:
    newsroom = _newsroom(job, folder)
    cells = [Cell(newsroom.clock.now().date(), region) for region in REGIONS]

    def work() -> int:
        crawl_cells(newsroom, cells, CrawlRequest(), Run("bench", trigger="bench"))
        with newsroom.warehouse.reading() as session:
            return session.scalar(select(func.count()).select_from(Article)) or 0

    return work


def _fill(newsroom: Newsroom, job: Job, now: dt.datetime) -> None:
    """The sources: those that are due, and those that are not."""
    overdue = now - dt.timedelta(hours=1)
    rows = [_source(site, job, overdue) for site in range(job.first, job.first + job.sites)]
    rows += [_source(1_000 + number, job, now + dt.timedelta(hours=8)) for number in range(job.idle)]
    with newsroom.warehouse.transaction() as session:
        insert_ignore(session, Source, rows)


def _source(site: int, job: Job, next_poll_at: dt.datetime) -> dict[str, Any]:
    root = _root(site, job)
    return {
        "slug": f"site-{site}",
        "name": f"Site {site}",
        "url": f"{root}/",
        "feeds": [f"{root}{pages.feed_path(job.pages)}"],
        "discovered_feeds": [],
        "kind": "rss",
        "country": "KE",
        "region": REGIONS[site % len(REGIONS)],
        "language": "en",
        "reputation": 50,
        "status": "active",
        "interval_minutes": 60,
        "next_poll_at": next_poll_at,
        "consecutive_failures": 0,
        "health": "ok",
        "articles_total": 0,
        "enabled": True,
        "catalogue_hash": "",
        "created_at": next_poll_at,
    }


def _root(site: int, job: Job) -> str:
    return f"http://{pages.address(site)}:{job.port}"


if __name__ == "__main__":
    print(json.dumps(measure(Job(**json.loads(sys.argv[1])))))  # noqa: T201
