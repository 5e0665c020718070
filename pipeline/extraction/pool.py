"""A pool of worker processes of which each can be killed alone.

A page that hangs costs its worker's time and life, a page that crashes or outgrows its memory the same; the
other pages never notice. The standard library's pool breaks as a whole in both cases; pebble's does not.
Workers come from a fork server that has the engines loaded: never forked from this process, which has threads.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from pipeline.extraction.work import PageJob, PageResult, extract_job, start_worker

# lxml and trafilatura grow a little with every page; a new worker costs 50 ms
PAGES_PER_WORKER = 400
STOP_SECONDS = 5.0
Work = Callable[[PageJob], PageResult]


class ExtractionPool:
    """Extracts pages in other processes. Use as a context manager; leaving it by an error stops workers at once.

    ``work`` is what a worker does with a job; it must be importable by name.
    """

    def __init__(
        self, *, workers: int, page_timeout: float, blob_url: str | None = None, work: Work = extract_job
    ) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["pipeline.extraction.work", "trafilatura", "pycld2"])
        self.workers = workers
        self._timeout = page_timeout
        self._work = work
        self._pool: Any = ProcessPool(
            max_workers=workers,
            max_tasks=PAGES_PER_WORKER,
            initializer=start_worker,
            initargs=[blob_url],
            context=context,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self.stop()

    def stop(self) -> None:
        """End the workers without waiting for their pages."""
        self._pool.stop()
        self._pool.join(timeout=STOP_SECONDS)

    def worker_pids(self) -> set[int]:
        """The workers that are alive now."""
        return {process.pid for process in multiprocessing.active_children() if process.pid is not None}

    def results(self, jobs: Iterable[PageJob]) -> Iterator[PageResult]:
        """A result for each job, in the order of the jobs, however a page ended. Few jobs are in flight at a time."""
        waiting: deque[Any] = deque()
        for job in jobs:
            waiting.append(self._pool.schedule(self._work, args=[job], timeout=self._timeout))
            if len(waiting) >= self.workers * 8:
                yield self._outcome(waiting.popleft())
        while waiting:
            yield self._outcome(waiting.popleft())

    def _outcome(self, future: Any) -> PageResult:
        try:
            result: PageResult = future.result()
        except TimeoutError:
            return PageResult(
                reason="page_timeout",
                message=f"extraction took over {self._timeout:g} s (EMCIP_PAGE_TIMEOUT); its worker was stopped",
            )
        except ProcessExpired as error:
            return PageResult(
                reason="worker_died", message=f"the page took its worker process down (exit code {error.exitcode})"
            )
        except MemoryError:
            return PageResult(reason="page_memory", message="the page needs more memory than a worker may have")
        except CancelledError:
            return PageResult(reason="cancelled", message="the pool was stopped before this page", permanent=False)
        return result
