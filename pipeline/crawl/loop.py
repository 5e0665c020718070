"""The visits of one process: an event loop on a thread of its own, with one client, one writer and two readers.

The loop is uvloop's, with which a page costs a fifteenth less than with asyncio's. It runs on a thread of its own: an
interrupt (Ctrl-C, Dagster's cancel) is raised in the main thread, where it finds nothing but waiting, and not inside
a callback of the loop, which would swallow it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import uvloop
from sqlalchemy.orm import Session

from pipeline.crawl import ledger
from pipeline.crawl.request import CrawlRequest
from pipeline.crawl.tally import Tally
from pipeline.crawl.visit import Visit, Visitor
from pipeline.crawl.writer import Writer
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.claims import LEASE, claim, release
from pipeline.web.client import WebClient

MAX_ITEMS = 200  # pages of a source in one crawl; what is over waits for the next
READERS = 2  # threads that parse, hash and compress

Take = Callable[[], Awaitable[Visit | None]]


def _nothing(_: Visit) -> None:
    return


class CrawlLoop:
    """Makes visits as long as ``take`` gives some, ``at_once`` at a time; ``ended`` is told of each that was made.

    ``rung`` is set when the loop has ended; ``error`` is then what ended it.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        request: CrawlRequest,
        run: Run,
        *,
        take: Take,
        at_once: int,
        rung: threading.Event,
        turns: Path | None = None,
        ended: Callable[[Visit], None] = _nothing,
    ) -> None:
        self._newsroom, self._request, self._run = newsroom, request, run
        self._take, self._at_once, self._rung, self._ended = take, at_once, rung, ended
        self._turns = turns
        self.tally = Tally()
        self.error: BaseException | None = None
        self.done = False
        self._stop = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._active: set[str] = set()
        self._thread = threading.Thread(target=self._in_thread, name="crawl-loop")

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def cancel(self) -> None:
        """End as soon as may be; what is committed by then stays."""
        self._stop.set()
        loop, task = self._loop, self._task
        if loop is not None and task is not None and not loop.is_closed():
            loop.call_soon_threadsafe(task.cancel)

    def release_left(self) -> None:
        """Give back the sources whose visits were broken off."""
        if self._active:
            with self._newsroom.warehouse.transaction() as session:
                release(session, ledger.STAGE, [f"source:{slug}" for slug in self._active])

    def _in_thread(self) -> None:
        try:
            uvloop.run(self._all_visits())
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            self.error = error
        finally:
            self.done = True
            self._rung.set()

    async def _all_visits(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        newsroom, request = self._newsroom, self._request
        with ThreadPoolExecutor(READERS, thread_name_prefix="crawl-reader") as readers:
            async with (
                WebClient(newsroom.settings, newsroom.warehouse, newsroom.clock) as client,
                Writer(newsroom.warehouse, self._turns) as writer,
            ):
                visitor = Visitor(
                    newsroom=newsroom,
                    run=self._run,
                    client=client,
                    writer=writer,
                    readers=readers,
                    tally=self.tally,
                    max_items=request.max_items or MAX_ITEMS,
                    force=request.force,
                    stopping=self._stop.is_set,
                    active=self._active,
                )
                await self._visit_all(visitor, writer)

    async def _visit_all(self, visitor: Visitor, writer: Writer) -> None:
        async def work() -> None:
            while not self._stop.is_set() and (visit := await self._take()) is not None:
                await visitor.visit(visit)
                self._ended(visit)

        keeper = asyncio.create_task(self._keep_claims(visitor, writer))
        workers = [asyncio.create_task(work()) for _ in range(self._at_once)]
        try:
            await asyncio.gather(*workers)
        finally:
            for task in (keeper, *workers):
                task.cancel()
            await asyncio.gather(keeper, *workers, return_exceptions=True)

    async def _keep_claims(self, visitor: Visitor, writer: Writer) -> None:
        """A source with many pages is visited for longer than a claim lasts."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 4)
            await writer.write(partial(self._renew, [f"source:{slug}" for slug in visitor.active]))

    def _renew(self, subjects: list[str], session: Session) -> None:
        claim(session, ledger.STAGE, subjects, now=self._newsroom.clock.now(), run_id=self._run.run_id)
