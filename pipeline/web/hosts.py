"""The ``hosts`` table as a crawl uses it: hundreds of hosts at once, in few short transactions.

Whatever is asked while a transaction runs goes into the next one, so the cost per request falls as the load
rises, and 500 hosts in parallel do not queue for SQLite's write lock one by one.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.warehouse.engine import Warehouse
from pipeline.warehouse.schema import Host
from pipeline.warehouse.upsert import insert_ignore

T = TypeVar("T")
BATCH = 500


@dataclass(frozen=True)
class HostState:
    """A copy of a host's row."""

    closed_until: dt.datetime | None = None
    delay_seconds: float | None = None
    robots_text: str | None = None
    robots_state: str | None = None
    robots_fetched_at: dt.datetime | None = None


@dataclass
class _Asked:
    host: str
    edit: Callable[[Host], Any] | None  # None: only look
    answer: asyncio.Future[Any]


class HostBook:
    """Reads and edits host rows for one event loop. An edit is called inside a transaction, on another thread."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._waiting: list[_Asked] = []
        self._worker: asyncio.Task[None] | None = None

    async def look(self, host: str) -> HostState:
        """What is known of a host; an empty state for one never seen."""
        state: HostState = await self._ask(host, None)
        return state

    async def edit(self, host: str, edit: Callable[[Host], T]) -> T:
        """Change the row of a host (made if need be); returns, or raises, what ``edit`` does."""
        result: T = await self._ask(host, edit)
        return result

    def post(self, host: str, edit: Callable[[Host], Any]) -> None:
        """Like :meth:`edit`, without waiting for it. What was asked for earlier is done earlier."""
        self._ask(host, edit).add_done_callback(_heard)

    async def close(self) -> None:
        """Wait until everything that was asked for is done."""
        while self._worker is not None and not self._worker.done():
            await asyncio.wait([self._worker])

    def _ask(self, host: str, edit: Callable[[Host], Any] | None) -> asyncio.Future[Any]:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Asked(host, edit, answer))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return answer

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            try:
                results = await asyncio.to_thread(self._together, batch)
            except Exception as error:  # noqa: BLE001 - handed to everyone who asked
                results = [error] * len(batch)
            for asked, result in zip(batch, results, strict=True):
                if asked.answer.done():
                    continue
                if isinstance(result, Exception):
                    asked.answer.set_exception(result)
                else:
                    asked.answer.set_result(result)

    def _together(self, batch: Sequence[_Asked]) -> list[Any]:
        hosts = sorted({asked.host for asked in batch})
        if all(asked.edit is None for asked in batch):
            with self._warehouse.reading() as session:
                rows = {row.host: row for row in session.scalars(select(Host).where(Host.host.in_(hosts)))}
                return [_state(rows.get(asked.host)) for asked in batch]
        with self._warehouse.transaction() as session:
            return self._edit_all(session, hosts, batch)

    @staticmethod
    def _edit_all(session: Session, hosts: Sequence[str], batch: Sequence[_Asked]) -> list[Any]:
        # rows are locked in one order, so that two processes cannot wait for each other
        locked = select(Host).where(Host.host.in_(hosts)).order_by(Host.host).with_for_update()
        rows = {row.host: row for row in session.scalars(locked)}
        if missing := [{"host": host} for host in hosts if host not in rows]:
            insert_ignore(session, Host, missing)
            rows = {row.host: row for row in session.scalars(locked)}
        results: list[Any] = []
        for asked in batch:
            row = rows[asked.host]
            try:
                results.append(_state(row) if asked.edit is None else asked.edit(row))
            except Exception as error:  # noqa: BLE001 - one host's refusal is not another's
                results.append(error)
        return results


def _state(row: Host | None) -> HostState:
    if row is None:
        return HostState()
    return HostState(row.closed_until, row.delay_seconds, row.robots_text, row.robots_state, row.robots_fetched_at)


def _heard(answer: asyncio.Future[Any]) -> None:
    """Take note of the outcome; a failure of the database shows in the next edit that is waited for."""
    if not answer.cancelled():
        answer.exception()
