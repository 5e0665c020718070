"""One request at a time per host, so many seconds apart, over all runs and processes; and leaving hosts alone.

The distance counts from start to start, and is up to JITTER longer than asked for, never shorter: a client that kept
in step with another would find the host busy every time. Within a process an asyncio lock per host keeps the queue;
between processes the row of the host does: who wants to ask a host reserves the next free moment there and marks the
host busy until the answer is in. With a pace of zero nothing is reserved (an operator's choice, for replays and
benchmarks); a host that asked to be left alone is left alone all the same.

A 429 or 503 doubles the pause, every answer after that shortens it by a tenth until it is the usual one again. A
crawl-delay holds whatever it is, up to an hour. Pauses of up to PATIENCE are waited for; where a longer one stands
between two requests the second is refused with the moment at which it may be made, so that its page waits in the
ledger and not in a run.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import email.utils
import secrets
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from pipeline.clock import UTC, Clock
from pipeline.failures import TransientError
from pipeline.warehouse.claims import is_gone, this_process
from pipeline.warehouse.schema import Host
from pipeline.web.hosts import HostBook, HostState

CLOSED_SECONDS = 60.0  # after a 429 or 503 that does not say for how long
CLOSED_AT_MOST_SECONDS = 86_400.0  # whatever Retry-After says: some name a date in another century
SLOWEST_SECONDS = 60.0
SPEED_UP = 0.9  # of the pause, per good answer: back from a doubling after seven
CRAWL_DELAY_CAP_SECONDS = 3_600.0  # slower than that no source can be read; real files ask for 600 at most
PATIENCE_SECONDS = 60.0
JITTER = 0.05  # of the pause: on the mean a host is asked 2.5 % more slowly than it allows
LOOK_AGAIN = dt.timedelta(seconds=30)
_STALE = dt.timedelta(minutes=10)  # a moment reserved further ahead than this was reserved by a wrong clock

Sleep = Callable[[float], Awaitable[None]]


class HostClosed(TransientError):
    """The host asked to be left alone until ``until``, or for so long a ``pause``; nothing was requested."""

    def __init__(self, host: str, until: dt.datetime, now: dt.datetime, *, pause: float | None = None) -> None:
        wish = "to be left alone" if pause is None else f"for {pause:g} s between requests, so it is left alone"
        super().__init__(
            "host_closed",
            f"{host} asked {wish} until {until:%Y-%m-%d %H:%M:%S} UTC; it is asked again then",
            retry_after=max(1.0, (until - now).total_seconds()),
        )
        self.until = until


@dataclass
class _Lane:
    """What one client knows of one host."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    state: HostState | None = None
    looked_at: dt.datetime | None = None
    reached: dt.datetime | None = None  # a request let go at 12:00:01 proves that it is 12:00:01 or later


class Pace:
    """The lanes of one client. ``delay`` is the setting; a crawl-delay or a slowed host make it longer."""

    def __init__(
        self, book: HostBook, clock: Clock, *, delay: float, lease: float, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._book, self._clock, self._sleep = book, clock, sleep
        self._delay, self._lease = delay, dt.timedelta(seconds=lease)
        self._lanes: dict[str, _Lane] = {}
        self._me = f"{this_process()}#{secrets.token_hex(4)}"

    @contextlib.asynccontextmanager
    async def turn(self, host: str, crawl_delay: float | None = None) -> AsyncIterator[None]:
        """Wait for a turn at the host and hold it. Raises HostClosed."""
        lane = self._lanes.setdefault(host, _Lane())
        async with lane.lock:
            state = await self.state(host)
            delay = max(self._delay, min(crawl_delay or 0.0, CRAWL_DELAY_CAP_SECONDS), state.delay_seconds or 0.0)
            if delay <= 0:
                yield
                return
            try:
                await self._reserve(host, lane, delay)
                yield
            finally:
                self._book.post(host, self._let_go)

    async def state(self, host: str) -> HostState:
        """What the warehouse knows of the host, at most 30 s old. Raises HostClosed."""
        lane = self._lanes.setdefault(host, _Lane())
        now = self._now(lane)
        if lane.state is None or lane.looked_at is None or now - lane.looked_at > LOOK_AGAIN:
            lane.state, lane.looked_at = await self._book.look(host), now
        if lane.state.closed_until and lane.state.closed_until > now:
            raise HostClosed(host, lane.state.closed_until, now)
        return lane.state

    async def leave_alone(self, host: str, seconds: float | None) -> float:
        """The host said 429 or 503: close it and slow it down. Returns the seconds it is closed for."""
        lane = self._lanes.setdefault(host, _Lane())
        seconds = min(CLOSED_SECONDS if seconds is None else max(1.0, seconds), CLOSED_AT_MOST_SECONDS)
        until = self._now(lane) + dt.timedelta(seconds=seconds)

        def close(row: Host) -> None:
            row.closed_until = max(row.closed_until or until, until)
            if self._delay > 0:
                row.delay_seconds = min(SLOWEST_SECONDS, 2 * max(row.delay_seconds or 0.0, self._delay))

        await self._book.edit(host, close)
        lane.looked_at = None
        return seconds

    def went_well(self, host: str) -> None:
        """The host answered: if it was slowed down, it is asked a little sooner from now on."""
        lane = self._lanes.get(host)
        if lane is not None and lane.state is not None and lane.state.delay_seconds is not None:
            self._book.post(host, self._speed_up)
            lane.looked_at = None

    def _now(self, lane: _Lane) -> dt.datetime:
        now = self._clock.now()
        return max(now, lane.reached) if lane.reached else now

    async def _reserve(self, host: str, lane: _Lane, delay: float) -> None:
        def take(row: Host) -> tuple[dt.datetime, bool, dt.datetime]:
            # the present with the row locked: others may have had many turns while we waited for it
            now = self._now(lane)
            return now, *self._take(row, now, delay)

        while True:
            now, free, moment = await self._book.edit(host, take)
            wait = (moment - now).total_seconds()
            if not free:
                wait = min(wait, max(delay, 0.25))
            if wait > 0:
                await self._sleep(wait)
            lane.reached = now + dt.timedelta(seconds=max(wait, 0.0))
            if free:
                return

    def _take(self, row: Host, now: dt.datetime, delay: float) -> tuple[bool, dt.datetime]:
        """Reserve the next free moment; or, while another client waits for an answer, say until when it may."""
        if row.closed_until and row.closed_until > now:
            raise HostClosed(row.host, row.closed_until, now)
        if (
            row.busy_owner not in (None, self._me)
            and row.busy_until
            and now < row.busy_until < now + self._lease + _STALE
            and not is_gone(str(row.busy_owner).split("#", 1)[0])
        ):
            return False, row.busy_until
        start = max(now, row.next_request_at or now)
        if start - now > max(_STALE, 2 * dt.timedelta(seconds=delay)):
            start = now
        if (start - now).total_seconds() > PATIENCE_SECONDS * (1 + JITTER):
            raise HostClosed(row.host, start, now, pause=delay)
        row.next_request_at = start + dt.timedelta(seconds=delay * (1 + JITTER * _fraction(row.host, start)))
        row.busy_owner, row.busy_until = self._me, start + self._lease
        return True, start

    def _let_go(self, row: Host) -> None:
        if row.busy_owner == self._me:
            row.busy_owner = row.busy_until = None

    def _speed_up(self, row: Host) -> None:
        if row.delay_seconds is not None:
            shorter = row.delay_seconds * SPEED_UP
            row.delay_seconds = shorter if shorter > self._delay else None


def _fraction(host: str, moment: dt.datetime) -> float:
    """Between 0 and 1, the same for the same host and moment."""
    return zlib.crc32(f"{host} {moment.timestamp():.3f}".encode()) / 2**32


def retry_after(header: str | None, now: dt.datetime) -> float | None:
    """Seconds of a Retry-After header, in either of its forms; None when it says nothing usable."""
    text = (header or "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        try:
            moment = email.utils.parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    return max(0.0, seconds) if seconds == seconds and seconds != float("inf") else None  # noqa: PLR0124 - not NaN
