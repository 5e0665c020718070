"""A pool of worker processes of which each can be killed alone.

A page that hangs costs its worker's time and life, a page that crashes or outgrows its memory the same; the other
pages of its batch are done by another worker, and none of them is charged with it.

Why our own: the standard library's pool breaks as a whole when a worker dies. pebble's survives, but its workers share
one queue and its locks: whoever is killed while holding one stops the others, a job taken and not yet acknowledged is
lost, and of a batch nobody knows at which page it died. Here each worker has a pipe of its own and sends every result
as it has it, so that the first job without a result is the one that the worker died of.

Workers come from a fork server that has the engines loaded: never forked from this process, which has threads.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import TracebackType
from typing import Self

from pipeline.extraction.work import CLOCK_FACTOR, READY, Limits, PageJob, PageResult, Work, extract_job, serve
from pipeline.failures import ServiceUnavailable
from pipeline.settings import Settings

# lxml and trafilatura grow a little with every page; a new worker costs 50 ms
PAGES_PER_WORKER = 400
# a worker is given the next batch when it has less than this before it: large pages travel alone
BATCH_PAGES = 8
BATCH_BYTES = 1_000_000
USUAL_BYTES = 150_000  # of a page whose size is not known
# results that wait for one that comes before them: at 40 pages a second a page that hangs holds nobody up
AHEAD = 256
STOP_SECONDS = 5.0
# of a worker that neither answers nor dies, e.g. while a store of blobs does not answer it
SILENT_SECONDS = 120.0
START_TRIES = 3
ATTEMPTS = 3  # a worker may be killed from outside: a page that outlived that is not charged with it


@dataclass
class _Task:
    number: int
    job: PageJob
    attempts: int = 0

    @property
    def size(self) -> int:
        return self.job.size or USUAL_BYTES


@dataclass
class _Worker:
    process: ForkServerProcess
    pipe: Connection
    tasks: deque[_Task] = field(default_factory=deque)
    ready: bool = False
    done: int = 0
    heard: float = field(default_factory=time.monotonic)

    @property
    def has_room(self) -> bool:
        return len(self.tasks) < BATCH_PAGES and sum(task.size for task in self.tasks) < BATCH_BYTES


def open_pool(settings: Settings, pages: int, *, work: Work = extract_job) -> ExtractionPool:
    """A pool by the settings, with as many workers as so many pages are worth: a start costs as much as four."""
    return ExtractionPool(
        workers=max(1, min(settings.extraction_workers, (pages + 3) // 4)),
        limits=Limits(settings.page_timeout, settings.page_memory_mb),
        blob_url=settings.blobs_url,
        work=work,
    )


class ExtractionPool:
    """Extracts pages in other processes. Use as a context manager; leaving it by an error stops workers at once.

    ``work`` is what a worker does with a job; it must be importable by name.
    """

    def __init__(
        self,
        *,
        workers: int,
        limits: Limits,
        blob_url: str | None = None,
        work: Work = extract_job,
        pages_per_worker: int = PAGES_PER_WORKER,
    ) -> None:
        self.workers = workers
        self._pages_per_worker = pages_per_worker
        self._limits = limits
        self._arguments = (blob_url, limits, work)
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["pipeline.extraction.work", "trafilatura", "pycld2"])
        self._crew: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._results: dict[int, PageResult] = {}
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for worker in self._crew:
                _dismiss(worker)
            end = time.monotonic() + STOP_SECONDS
            for worker in self._crew:
                worker.process.join(max(0.0, end - time.monotonic()))
        self.stop()

    def stop(self) -> None:
        """End the workers without waiting for their pages."""
        for worker in self._crew:
            worker.process.kill()
        for worker in self._crew:
            worker.process.join(STOP_SECONDS)
            worker.pipe.close()
        self._crew.clear()

    def worker_pids(self) -> set[int]:
        """The workers that are alive now."""
        return {worker.process.pid for worker in self._crew if worker.process.pid and worker.process.is_alive()}

    def results(self, jobs: Iterable[PageJob]) -> Iterator[PageResult]:
        """A result for each job, in the order of the jobs, however a page ended.

        Takes from ``jobs`` as results leave, at most AHEAD of them. Raises ServiceUnavailable when workers cannot
        be started.
        """
        source = enumerate(jobs)
        taken, left, more = 0, 0, True
        while more or left < taken:
            while more and taken - left < AHEAD and (worker := self._next_worker()):
                more, count = self._give(worker, source)
                taken += count
            self._give_again()
            while left in self._results:
                yield self._results.pop(left)
                left += 1
            if left < taken and left not in self._results:
                self._listen()

    def _next_worker(self) -> _Worker | None:
        """The worker with the least before it that has room for a batch; new ones join while there is work."""
        if len(self._crew) < self.workers:
            self._crew.append(self._start())
        free = [
            worker
            for worker in self._crew
            if worker.has_room and worker.done + len(worker.tasks) < self._pages_per_worker
        ]
        return min(free, key=lambda worker: len(worker.tasks)) if free else None

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, *self._arguments), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker, source: Iterator[tuple[int, PageJob]]) -> tuple[bool, int]:
        """A batch for a worker; whether there may be more jobs, and how many were taken."""
        batch: list[_Task] = []
        size = 0
        while len(batch) < BATCH_PAGES and size < BATCH_BYTES:
            following = next(source, None)
            if following is None:
                break
            batch.append(_Task(*following))
            size += batch[-1].size
        if batch:
            self._send(worker, batch)
        return bool(batch), len(batch)

    def _give_again(self) -> None:
        """What a dead worker left behind goes to others, each page alone: one of them may kill again."""
        while self._again and (worker := self._next_worker()):
            self._send(worker, [self._again.popleft()])

    def _send(self, worker: _Worker, batch: list[_Task]) -> None:
        if not worker.tasks:
            worker.heard = time.monotonic()
        worker.tasks.extend(batch)
        try:
            worker.pipe.send([task.job for task in batch])
        except OSError:  # it is dead, which its sentinel says too
            return

    def _listen(self) -> None:
        """Wait for the next messages, deaths included, and take them in."""
        patience = self._limits.seconds * CLOCK_FACTOR + SILENT_SECONDS
        busy = [worker for worker in self._crew if worker.tasks or not worker.ready]
        oldest = min((worker.heard for worker in busy), default=time.monotonic())
        ends = {worker.pipe: worker for worker in self._crew} | {
            worker.process.sentinel: worker for worker in self._crew
        }
        heard = wait(list(ends), timeout=max(0.0, oldest + patience - time.monotonic()))
        for worker in {id(ends[end]): ends[end] for end in heard}.values():  # type: ignore[index]
            self._hear(worker)
        for worker in busy:
            if worker in self._crew and time.monotonic() - worker.heard > patience:
                worker.process.kill()
                self._bury(worker, silent=True)

    def _hear(self, worker: _Worker) -> None:
        try:
            while worker.pipe.poll():
                self._take(worker, worker.pipe.recv())
        except (EOFError, OSError):
            self._bury(worker)
            return
        if not worker.process.is_alive() and not worker.pipe.poll():
            self._bury(worker)
        elif worker.done >= self._pages_per_worker and not worker.tasks:
            self._crew.remove(worker)
            _dismiss(worker)
            worker.process.join(STOP_SECONDS)
            worker.pipe.close()

    def _take(self, worker: _Worker, message: object) -> None:
        worker.heard = time.monotonic()
        if message == READY:
            worker.ready, self._failed_starts = True, 0
            return
        assert isinstance(message, PageResult)
        task = worker.tasks.popleft()
        worker.done += 1
        self._results[task.number] = message

    def _bury(self, worker: _Worker, *, silent: bool = False) -> None:
        """A worker is dead: the page that it died of is charged, the others that it had are done by others."""
        worker.process.join()
        self._crew.remove(worker)
        worker.pipe.close()
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= START_TRIES:
                raise ServiceUnavailable(
                    "workers_do_not_start", f"extraction workers end at once (exit code {worker.process.exitcode})"
                )
        elif worker.tasks and worker.process.exitcode != 0:  # 0: it left by itself, between two pages
            suspect = worker.tasks.popleft()
            suspect.attempts += 1
            result = _silence() if silent else self._sentence(worker.process.exitcode, suspect.attempts)
            if result is not None:
                self._results[suspect.number] = result
            else:
                worker.tasks.append(suspect)
        self._again.extend(worker.tasks)

    def _sentence(self, exitcode: int | None, attempts: int) -> PageResult | None:
        """What a page is charged with; None when it may have been chance: it is tried once more."""
        if exitcode in (-signal.SIGPROF, -signal.SIGALRM):
            return PageResult(
                reason="too_slow",
                message=f"extraction took over {self._limits.seconds:g} s (EMCIP_PAGE_TIMEOUT); its worker was stopped",
            )
        if attempts < ATTEMPTS:
            return None
        how = f"exit code {exitcode}" if exitcode is None or exitcode >= 0 else signal.Signals(-exitcode).name
        return PageResult(reason="crashed", message=f"the page took its worker process down {attempts} times ({how})")


def _silence() -> PageResult:
    return PageResult(
        reason="no_answer", message=f"its worker did not answer for {SILENT_SECONDS:g} s", permanent=False
    )


def _dismiss(worker: _Worker) -> None:
    try:
        worker.pipe.send(None)
    except OSError:  # dead already
        return
