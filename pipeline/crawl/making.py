"""Making the visits of a crawl: in this process, and in further ones where there are visits enough for them.

The main thread waits, logs progress, and passes on a cancel.
"""

from __future__ import annotations

import asyncio
import math
import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from pipeline.clock import SystemClock
from pipeline.crawl.companion import Companion, Order
from pipeline.crawl.lanes import Lane, Lanes, together
from pipeline.crawl.loop import CrawlLoop
from pipeline.crawl.request import CrawlRequest
from pipeline.crawl.tally import Tally
from pipeline.crawl.turns import turns_at
from pipeline.crawl.visit import Visit
from pipeline.newsroom import Newsroom, Run
from pipeline.settings import Settings

VISITS_PER_SLOT = 4  # most visits wait for their host's turn, so there may be more of them than open requests
VISITS_PER_PROCESS = 32  # a further process costs a second of imports: as much as a hundred pages or two
PAGES_PER_PROCESS = 300  # a second: half of what one makes on a core of its own
MOST_PROCESSES = 2  # unless more are asked for; what SQLite's one writer leaves to a third was never measured
LOG_EVERY = 5.0  # seconds
STOP_SECONDS = 10.0  # after a cancel; a page in flight is broken off at once


class Making:
    """The visits of one crawl, made once. ``cancelled`` says afterwards whether the run was."""

    def __init__(self, newsroom: Newsroom, visits: Sequence[Visit], request: CrawlRequest, run: Run) -> None:
        self._newsroom, self._visits, self._request, self._run = newsroom, visits, request, run
        self._rung = threading.Event()
        self._companions: list[Companion] = []
        self._processes = 1
        self._stopped_at: float | None = None
        self.cancelled = False

    def run_to_end(self) -> Tally:
        """Make all visits; what was done. Raises what concerns them all, or the interrupt, once nothing runs."""
        if not self._visits:
            return Tally()
        crawl, order, lanes = self._prepared()
        crawl.start()
        try:
            for _ in range(self._processes - 1):
                self._companions.append(Companion(order, lanes, self._run, self._rung))
            self._wait(crawl)
        except BaseException:
            self._stop(crawl)
            for companion in self._companions:  # first: one that does not end might have the turn at writing
                companion.join(STOP_SECONDS)
            crawl.join()
            raise
        crawl.join()
        if problem := self._problem(crawl):
            raise problem
        for companion in self._companions:
            crawl.tally.add(companion.tally)
        return crawl.tally

    def _prepared(self) -> tuple[CrawlLoop, Order, Lanes]:
        newsroom, run = self._newsroom, self._run
        lanes = self._parted()
        slots = max(1, newsroom.settings.fetch_concurrency // self._processes)
        at_once = min(-(-len(self._visits) // self._processes), VISITS_PER_SLOT * slots)
        newsroom = replace(newsroom, settings=newsroom.settings.model_copy(update={"fetch_concurrency": slots}))
        lane = Lane()

        async def take() -> Visit | None:
            return lanes.take(lane)

        turns = turns_at(newsroom.warehouse) if self._processes > 1 else None
        crawl = CrawlLoop(newsroom, self._request, run, take=take, at_once=at_once, rung=self._rung, turns=turns)
        order = Order(
            newsroom.settings, newsroom.catalogue, self._request, run.run_id, run.trigger, run.attempt, at_once, turns
        )
        return crawl, order, lanes

    def _parted(self) -> Lanes:
        """The visits for as many processes as they are worth."""
        newsroom = self._newsroom
        worth = worthwhile(newsroom.settings, len(self._visits), os.cpu_count() or 1)
        if worth < 2 or not _can_be_opened_again(newsroom):
            return Lanes(self._visits)
        with newsroom.warehouse.reading() as session:
            groups = together(session, [visit.slug for visit in self._visits])
        self._processes = min(worth, len(set(groups.values())))
        return Lanes(self._visits, groups)

    def _wait(self, crawl: CrawlLoop) -> None:
        spoken = time.monotonic()
        while not self._all_done(crawl):
            if self._rung.wait(0.2):
                self._rung.clear()
                continue
            if not self.cancelled and self._run.cancelled():
                self.cancelled = True
                self._stop(crawl)
            if time.monotonic() - spoken >= LOG_EVERY:
                spoken = time.monotonic()
                self._tell(crawl)
        if self._visits:
            self._tell(crawl)

    def _tell(self, crawl: CrawlLoop) -> None:
        visits = crawl.tally.visits + sum(companion.visits for companion in self._companions)
        pages = crawl.tally.pages + sum(companion.pages for companion in self._companions)
        self._run.log(f"crawl: {visits:,} of {len(self._visits):,} sources, {pages:,} pages stored")

    def _all_done(self, crawl: CrawlLoop) -> bool:
        if self._stopped_at is None and (crawl.error or any(companion.problem for companion in self._companions)):
            self._stop(crawl)  # what concerns one concerns all
        for companion in self._companions:
            if crawl.done:
                companion.dismiss()
            if self._stopped_at is not None and time.monotonic() - self._stopped_at > STOP_SECONDS:
                companion.join(0)
        return crawl.done and all(companion.done for companion in self._companions)

    def _stop(self, crawl: CrawlLoop) -> None:
        self._stopped_at = time.monotonic()
        crawl.cancel()
        for companion in self._companions:
            companion.stop()

    def _problem(self, crawl: CrawlLoop) -> BaseException | None:
        """What ended a part of the crawl; being broken off, where that was asked for, is none."""
        found: list[BaseException | None] = [crawl.error, *(companion.problem for companion in self._companions)]
        if self._stopped_at is not None:
            found = [error for error in found if not isinstance(error, asyncio.CancelledError)]
        if not self.cancelled:
            found += [companion.loss for companion in self._companions]
        return next((error for error in found if error is not None), None)


def worthwhile(settings: Settings, visits: int, cores: int) -> int:
    """How many processes a crawl is given: as many as the settings say or the pace keeps busy, if visits suffice.

    With a second between two requests to a host there is never enough to do for another one.
    """
    most = settings.crawl_processes
    if most is None:
        hosts = min(visits, VISITS_PER_SLOT * settings.fetch_concurrency)  # that are visited at once
        most = min(MOST_PROCESSES, cores)
        if hosts < most * PAGES_PER_PROCESS * settings.host_delay:
            most = math.ceil(hosts / (PAGES_PER_PROCESS * settings.host_delay))
    return max(1, min(most, visits // VISITS_PER_PROCESS))


def _can_be_opened_again(newsroom: Newsroom) -> bool:
    """Another process has a clock, a database and a store of its own: those in memory are not the same there."""
    shown = newsroom.settings.blobs_url
    engine = newsroom.warehouse.engine.url
    in_file = engine.get_backend_name() != "sqlite" or bool(engine.database and engine.database != ":memory:")
    return type(newsroom.clock) is SystemClock and in_file and not shown.startswith("memory:")
