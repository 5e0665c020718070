"""One writer for a crawl: what its sources want written goes through one thread, several wishes a transaction.

While a transaction runs, more wishes gather and share the next one, so the cost of a commit is divided by the load.
Where wishes come so fast that they share transactions anyway, the next one begins PAUSE after the last began: without
it three wishes share one, with it over twenty, which takes an eighth of a crawl's time off. A wish that comes alone is
written at once. Every wish is answered only when it is committed.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy.orm import Session

from pipeline.crawl.turns import turn
from pipeline.failures import service_failure
from pipeline.warehouse.engine import Warehouse

T = TypeVar("T")
M = TypeVar("M")
BATCH = 50  # wishes a transaction: short enough that another process is not kept waiting
PAUSE = 0.03  # seconds from the start of a transaction that was shared to that of the next


@dataclass
class _Wish:
    """``work`` on its own, or ``material`` for ``works``, which takes that of all its wishes at once."""

    answer: asyncio.Future[Any]
    work: Callable[[Session], Any] | None = None
    works: Callable[[Session, list[Any]], list[Any]] | None = None
    material: Any = None


class Writer:
    """Use as ``async with`` in one event loop; leaving it writes what is still asked for.

    ``turns`` is the file by whose lock several processes of a crawl take turns.
    """

    def __init__(self, warehouse: Warehouse, turns: Path | None = None) -> None:
        self._warehouse, self._turns = warehouse, turns
        # no bound of its own: every source that is visited waits for one wish at most
        self._wishes: queue.SimpleQueue[_Wish | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="crawl-writer")
        self._loop: asyncio.AbstractEventLoop | None = None
        self.transactions = 0

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._thread.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wishes.put(None)
        await asyncio.get_running_loop().run_in_executor(None, self._thread.join)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run ``work`` in a transaction and return what it returns, once committed.

        ``work`` may be run twice (when its neighbours fail), and is done even if the caller is cancelled
        meanwhile. Raises what it raises; ServiceUnavailable when the database is down.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._wishes.put(_Wish(answer, work=work))
        return await answer

    async def write_among(
        self, works: Callable[[Session, list[M]], list[T]], make: Callable[[], M], maker: Executor
    ) -> tuple[M, T]:
        """What ``make`` makes on ``maker``, written by one call of ``works`` for all that ask for it at a time.

        Returns both. Many rows in one statement cost a third of as many statements, and what is made on one thread
        and written on another needs no event loop in between. Raises what ``make`` raises, and as :meth:`write` does.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        wish = _Wish(answer, works=works)

        def hand_over(make: Callable[[], M]) -> None:
            try:
                wish.material = make()
            except Exception as error:  # noqa: BLE001 - handed to the one whose it is
                self._tell([wish], [error])
            else:
                self._wishes.put(wish)

        maker.submit(hand_over, make)
        del make  # with the page that it holds, which need not wait for the commit
        result = await answer
        return wish.material, result

    def _work(self) -> None:
        began, shared = 0.0, False
        while (first := self._wishes.get()) is not None:
            if shared:
                time.sleep(max(0.0, began + PAUSE - time.monotonic()))
            began = time.monotonic()
            wishes, ended = [first], False
            while len(wishes) < BATCH and not ended:
                try:
                    wish = self._wishes.get_nowait()
                except queue.Empty:
                    break
                if ended := wish is None:
                    self._wishes.put(None)
                else:
                    wishes.append(wish)
            shared = len(wishes) > 1
            self._tell(wishes, self._all_or_each(wishes))

    def _tell(self, wishes: list[_Wish], results: list[Any]) -> None:
        assert self._loop is not None
        # a loop that is closed already was cancelled twice over: nobody waits for an answer any more
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(_answer, wishes, results)

    def _all_or_each(self, wishes: list[_Wish]) -> list[Any]:
        try:
            return self._together(wishes)
        except Exception as error:  # noqa: BLE001 - handed to the one whose it is
            if len(wishes) == 1:
                return [service_failure(error) or error]
            return [result for wish in wishes for result in self._all_or_each([wish])]

    def _together(self, wishes: list[_Wish]) -> list[Any]:
        with turn(self._turns), self._warehouse.transaction() as session:
            results = [wish.work(session) if wish.work else None for wish in wishes]
            shared: dict[Callable[[Session, list[Any]], list[Any]], list[int]] = {}
            for number, wish in enumerate(wishes):
                if wish.works:
                    shared.setdefault(wish.works, []).append(number)
            for works, numbers in shared.items():
                made = works(session, [wishes[number].material for number in numbers])
                for number, result in zip(numbers, made, strict=True):
                    results[number] = result
        self.transactions += 1
        return results


def _answer(wishes: list[_Wish], results: list[Any]) -> None:
    for wish, result in zip(wishes, results, strict=True):
        if wish.answer.done():
            continue
        if isinstance(result, Exception):
            wish.answer.set_exception(result)
        else:
            wish.answer.set_result(result)
