"""One writer for a crawl: what its sources want written goes through one thread, several wishes a transaction.

While a transaction runs, more wishes gather and share the next one, so the cost of a commit is divided by the
load and nobody waits for a timer. Every wish is answered only when it is committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy.orm import Session

from pipeline.failures import service_failure
from pipeline.warehouse.engine import Warehouse

T = TypeVar("T")
M = TypeVar("M")
BATCH = 25  # wishes a transaction: short enough that another process is not kept waiting


@dataclass
class _Wish:
    """``work`` on its own, or ``material`` for ``works``, which takes that of all its wishes at once."""

    answer: asyncio.Future[Any]
    work: Callable[[Session], Any] | None = None
    works: Callable[[Session, list[Any]], list[Any]] | None = None
    material: Any = None


class Writer:
    """Use as ``async with`` in one event loop; leaving it writes what is still asked for."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="crawl-writer")
        self._wishes: asyncio.Queue[_Wish | None] = asyncio.Queue(maxsize=4 * BATCH)
        self._worker: asyncio.Task[None] | None = None
        self.transactions = 0

    async def __aenter__(self) -> Self:
        self._worker = asyncio.create_task(self._work())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wishes.put(None)
        if self._worker is not None:
            await self._worker
        self._thread.shutdown()

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run ``work`` in a transaction and return what it returns, once committed.

        ``work`` may be run twice (when its neighbours fail), and is done even if the caller is cancelled
        meanwhile. Raises what it raises; ServiceUnavailable when the database is down.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        await self._wishes.put(_Wish(answer, work=work))
        return await answer

    async def write_among(self, works: Callable[[Session, list[M]], list[T]], material: M) -> T:
        """Like :meth:`write`, by one call of ``works`` for all that ask for it at a time; it returns a result each.

        Many rows in one statement cost a third of as many statements.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        await self._wishes.put(_Wish(answer, works=works, material=material))
        return await answer

    async def _work(self) -> None:
        open_ = True
        while open_:
            wishes: list[_Wish] = []
            first = await self._wishes.get()
            while True:
                if first is None:
                    open_ = False
                else:
                    wishes.append(first)
                if not open_ or len(wishes) >= BATCH or self._wishes.empty():
                    break
                first = self._wishes.get_nowait()
            if wishes:
                await self._grant(wishes)

    async def _grant(self, wishes: list[_Wish]) -> None:
        results = await asyncio.get_running_loop().run_in_executor(self._thread, self._all_or_each, wishes)
        for wish, result in zip(wishes, results, strict=True):
            if wish.answer.done():
                continue
            if isinstance(result, Exception):
                wish.answer.set_exception(result)
            else:
                wish.answer.set_result(result)

    def _all_or_each(self, wishes: list[_Wish]) -> list[Any]:
        try:
            return self._together(wishes)
        except Exception as error:  # noqa: BLE001 - handed to the one whose it is
            if len(wishes) == 1:
                return [service_failure(error) or error]
            return [result for wish in wishes for result in self._all_or_each([wish])]

    def _together(self, wishes: list[_Wish]) -> list[Any]:
        with self._warehouse.transaction() as session:
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
