"""Further processes of a crawl: each with a loop, a client and a writer of its own, given one visit after another.

A page costs 2.2 ms of Python, most of it under one interpreter lock: 1.0 to read it, 0.7 to write its rows, 0.5 on the
loop. None of the three can move to another process without the bytes going to and fro; whole visits can. The process
that plans the crawl makes visits too, so that the second of imports that another one starts with is nobody's wait.

Companions are spawned: never forked from this process, which has threads. They end with the pipe to it, however it
ended. One that is killed loses the page in flight; its claims lapse with it, and its sources stay due.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.catalogue.loader import Catalogue
from pipeline.clock import SystemClock
from pipeline.crawl.lanes import Lane, Lanes
from pipeline.crawl.loop import CrawlLoop
from pipeline.crawl.request import CrawlRequest
from pipeline.crawl.tally import Tally
from pipeline.crawl.visit import Visit
from pipeline.failures import ConfigurationError, ServiceUnavailable, service_failure
from pipeline.newsroom import Newsroom, Run
from pipeline.settings import Settings
from pipeline.warehouse.engine import open_warehouse

NAMED = 3


@dataclass(frozen=True)
class Order:
    """What a companion is started with. Its newsroom is opened anew: no connection outlives a process."""

    settings: Settings
    catalogue: Catalogue
    request: CrawlRequest
    run_id: str
    trigger: str
    attempt: int
    at_once: int
    turns: Path | None


@dataclass(frozen=True)
class _Want:
    """From a companion: it has room for a visit."""


@dataclass(frozen=True)
class _Made:
    """From a companion: the source is done; it has stored so many pages by now."""

    slug: str
    pages: int


@dataclass(frozen=True)
class _Said:
    line: str


@dataclass(frozen=True)
class _Ended:
    tally: Tally
    error: Exception | None = None


@dataclass(frozen=True)
class _Given:
    """To a companion: a visit, or that there are no more."""

    visit: Visit | None


@dataclass(frozen=True)
class _Stop:
    """To a companion: break off."""


class Companion:
    """A further process, as the crawl sees it. ``rung`` is set when it has ended, whatever the end."""

    def __init__(self, order: Order, lanes: Lanes, run: Run, rung: threading.Event) -> None:
        self._lanes, self._lane, self._run, self._rung = lanes, Lane(), run, rung
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), name="crawl-companion", daemon=True)
        # Ctrl-C reaches all processes of a terminal, and is ours to pass on: blocked there until it can be ignored
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._order = order
        self._sending = threading.Lock()
        self._in_hand: set[str] = set()
        self._used = self._stopping = False
        self._result: _Ended | None = None
        self._fault: Exception | None = None
        self.pages = self.visits = 0
        self.done = False
        self._thread = threading.Thread(target=self._listen, name="crawl-companion")
        self._thread.start()

    @property
    def tally(self) -> Tally:
        return self._result.tally if self._result else Tally()

    @property
    def problem(self) -> Exception | None:
        """What it met that concerns the whole crawl."""
        return self._fault or (self._result.error if self._result else None)

    @property
    def loss(self) -> ServiceUnavailable | None:
        """That it ended before its work was done; None where it did not, or had no work yet."""
        if not self.done or self._fault or self._result or not self._used:
            return None
        named = ", ".join(sorted(self._in_hand)[:NAMED]) + (" and more" if len(self._in_hand) > NAMED else "")
        return ServiceUnavailable(
            "crawl_process_ended",
            f"a process of this crawl ended before its work was done (exit code {self._process.exitcode}), at"
            f" {len(self._in_hand)} sources{f' ({named})' if named else ''}. What it had stored is kept, and they stay"
            " due; where memory is short, EMCIP_CRAWL_PROCESSES=1 crawls in one process",
        )

    def stop(self) -> None:
        """Have it break off; what it has committed stays."""
        self._stopping = True
        self._send(_Stop())

    def dismiss(self) -> None:
        """There is nothing left to do: one that is still starting up is not waited for."""
        if not self._used:
            self._process.kill()

    def join(self, seconds: float | None = None) -> None:
        """Wait for its end, so long at most; then it is killed."""
        self._thread.join(seconds)
        if self._thread.is_alive():
            self._process.kill()
            self._thread.join()

    def _listen(self) -> None:
        try:
            self._send(self._order)
            while not isinstance(message := self._pipe.recv(), _Ended):
                self._hear(message)
            self._result = message
        except (EOFError, OSError):  # it is dead, which its result not being there says
            pass
        except Exception as error:  # noqa: BLE001 - told as the problem; it must not be left waiting for an answer
            self._fault = error
            self._process.kill()
        finally:
            self._process.join()
            self._pipe.close()
            self._lanes.close(self._lane)
            self.done = True
            self._rung.set()

    def _hear(self, message: object) -> None:
        if isinstance(message, _Want):
            visit = None if self._stopping else self._lanes.take(self._lane)
            if visit is not None:
                self._used = True
                self._in_hand.add(visit.slug)
            self._send(_Given(visit))
        elif isinstance(message, _Made):
            self._in_hand.discard(message.slug)
            self.visits += 1
            self.pages = message.pages
        elif isinstance(message, _Said):
            self._run.log(message.line)

    def _send(self, message: Order | _Given | _Stop) -> None:
        try:
            with self._sending:
                self._pipe.send(message)
        except OSError:  # it is dead, which the other end says too
            return


class _Desk:
    """Where a companion asks for its visits, and tells of them."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._sending = threading.Lock()
        self._given: asyncio.Queue[Visit | None] = asyncio.Queue()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def take(self) -> Visit | None:
        self._loop = asyncio.get_running_loop()
        self.send(_Want())
        return await self._given.get()

    def say(self, line: str) -> None:
        self.send(_Said(line))

    def send(self, message: _Want | _Made | _Said | _Ended) -> None:
        with self._sending:
            self._pipe.send(message)

    def listen(self, crawl: CrawlLoop) -> None:
        """On a thread of its own. Without the process that plans the crawl there is nothing to be done here."""
        while True:
            try:
                message = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(1)  # as by a kill: whatever is not committed is done again
            if isinstance(message, _Stop):
                crawl.cancel()
            elif isinstance(message, _Given) and self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._given.put_nowait, message.visit)


def serve(pipe: Connection) -> None:
    """The life of a companion: its order, its visits, its tally."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        order = pipe.recv()
    except EOFError:  # the crawl ended while this process started
        return
    assert isinstance(order, Order)
    desk = _Desk(pipe)
    try:
        warehouse = open_warehouse(order.settings.warehouse_url, order.settings.blobs_url)
    except (ConfigurationError, ServiceUnavailable) as error:
        desk.send(_Ended(Tally(), error))
        return
    crawl = CrawlLoop(
        Newsroom(order.settings, order.catalogue, warehouse, SystemClock()),
        order.request,
        Run(order.run_id, order.trigger, log=desk.say, attempt=order.attempt),
        take=desk.take,
        at_once=order.at_once,
        rung=threading.Event(),
        turns=order.turns,
        ended=lambda visit: desk.send(_Made(visit.slug, crawl.tally.pages)),
    )
    threading.Thread(target=desk.listen, args=(crawl,), name="crawl-desk", daemon=True).start()
    crawl.start()
    crawl.join()
    desk.send(_Ended(crawl.tally, _released(crawl) or _portable(crawl.error)))
    warehouse.close()


def _released(crawl: CrawlLoop) -> Exception | None:
    """Sources whose visits were broken off are given back; the database may be what broke them off."""
    try:
        crawl.release_left()
    except Exception as error:  # noqa: BLE001 - told to the process that plans the crawl
        return _portable(error)
    return None


def _portable(error: BaseException | None) -> Exception | None:
    """The error as one that can be sent; None for a cancel, of which the other side knows."""
    if error is None or isinstance(error, asyncio.CancelledError):
        return None
    if isinstance(error, ConfigurationError | ServiceUnavailable):
        return error
    return service_failure(error) or RuntimeError(f"in a further process of the crawl: {type(error).__name__}: {error}")
