"""The one gate for everything paid: a stored answer if there is one, else reserve, call, store.

A request is known by the hash of provider, model and payload. Its way, with the steps at which a test kills
the process::

    opened -> [reserving -> reserved] -> (the call) -> answered -> [storing -> stored]

Brackets are single transactions. Killed before ``reserved`` is committed nothing has happened. Killed between
``reserved`` and ``stored`` leaves a reservation, which is void as soon as its process is seen to be gone, or
after LEASE where that cannot be seen (another machine). From ``stored`` on the answer is there for good.

**The window that cannot be closed**: from the moment the provider has accepted the request until our
transaction with its answer is committed. A process that dies in it may have been billed for a call that is
in no ledger, and the next run pays for that request once more. No provider we use offers an idempotency key
under which an answer could be fetched again. The loss is one call for each process that dies there.

A call that was sent and whose answer never came (time-out, connection cut, cancelled) is booked at its
worst-case cost, and so is an answer whose usage is missing or cannot be (negative, or ten times what was reserved):
the caps stay on the safe side.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from pipeline.clock import Clock
from pipeline.failures import ServiceUnavailable, TransientError
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.budget import (
    Allowance,
    BudgetExhausted,
    Caps,
    allowances,
    caps_of,
    drop_void_reservations,
)
from pipeline.providers.prices import Prices
from pipeline.warehouse.claims import this_process
from pipeline.warehouse.engine import Warehouse
from pipeline.warehouse.schema import ApiUsage, BudgetReservation, PaidCall
from pipeline.warehouse.upsert import insert_ignore

# longer than any call may take with its retries; see the time-outs of claude.py and google.py
LEASE = dt.timedelta(minutes=15)
IN_FLIGHT_RETRY_SECONDS = 30.0
IMPLAUSIBLE = 10  # so many times what was reserved from above is a mistake of who counts, not a price
_POSTGRES_BUDGET_LOCK = 0x4255_4447  # "BUDG"


class CallLost(ServiceUnavailable):
    """The request was sent and no answer came: it may have been paid for. Raised by ``perform``."""


@dataclass(frozen=True)
class PaidRequest:
    """One call. ``payload`` is all that shapes the answer; ``input_units`` is an estimate from above.

    ``again`` makes it another request although it asks the same: the number of somebody's wish to try again.
    ``characters`` and ``languages`` (``de>en``) say what a translation is of: the ledger keeps them.
    """

    provider: str
    model: str
    payload: Mapping[str, Any]
    stage: str
    subject: str
    desk_id: str | None
    input_units: int
    max_output_units: int
    again: int = 0
    characters: int | None = None
    languages: str | None = None

    @cached_property
    def hash(self) -> str:
        whole: dict[str, Any] = {"provider": self.provider, "model": self.model, "payload": self.payload}
        whole |= {"again": self.again} if self.again else {}
        canonical = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class PaidAnswer:
    """What came back, as JSON, and the units that the provider says it charged; None where it does not say."""

    answer: dict[str, Any]
    input_units: int | None
    output_units: int | None


@dataclass
class Tally:
    """What this gate did: calls paid, answers served from store, and the money of both."""

    paid: int = 0
    stored: int = 0
    lost: int = 0
    cost_usd: Decimal = field(default_factory=Decimal)
    saved_usd: Decimal = field(default_factory=Decimal)


class PaidGate:
    """See the module. Safe to use from threads; one per run. ``at`` is told each step, for tests."""

    def __init__(
        self,
        warehouse: Warehouse,
        prices: Prices,
        caps: Caps,
        clock: Clock,
        run_id: str,
        *,
        at: Callable[[str], None] = lambda step: None,
    ) -> None:
        self._warehouse, self._prices, self._caps, self._clock = warehouse, prices, caps, clock
        self._run_id, self._at = run_id, at
        self._tally_lock = threading.Lock()
        self.tally = Tally()

    def call(self, request: PaidRequest, perform: Callable[[], PaidAnswer]) -> dict[str, Any]:
        """The answer to a request, paid for at most once.

        Raises BudgetExhausted when a cap forbids it, ConfigurationError when it has no price, TransientError
        (``in_flight``) when another process is asking the same right now, and whatever ``perform`` raises.
        """
        worst = self._prices.cost(request.provider, request.model, request.input_units, request.max_output_units)
        with _one_at_a_time(request.hash):
            self._at("opened")
            stored = self._stored_or_reserved(request, worst)
            if stored is not None:
                return stored
            self._at("reserved")
            try:
                answer = perform()
            except CallLost:
                self._settle(request, None, worst)
                raise
            except Exception:
                self._release(request)
                raise
            except BaseException:  # cancelled in mid-call: it may have been paid for
                self._settle(request, None, worst)
                raise
            self._at("answered")
            self._settle(request, answer, worst)
            self._at("stored")
            return answer.answer

    def allowances(self, desk_id: str | None = None) -> list[Allowance]:
        """The caps that a call would come under now, and what is left of each."""
        with self._warehouse.transaction() as session:
            now = self._clock.now()
            drop_void_reservations(session, now)
            return allowances(session, self._caps, now=now, run_id=self._run_id, desk_id=desk_id)

    def _stored_or_reserved(self, request: PaidRequest, worst: Decimal) -> dict[str, Any] | None:
        with self._warehouse.transaction() as session:
            stored = self._stored(session, request)
            if stored is not None:
                return stored
            _lock_budget(session)
            stored = self._stored(session, request)  # it may have come while we waited for the lock
            if stored is not None:
                return stored
            now = self._clock.now()
            drop_void_reservations(session, now)
            self._refuse_if_in_flight(session, request)
            for allowance in allowances(session, self._caps, now=now, run_id=self._run_id, desk_id=request.desk_id):
                if worst > allowance.left:
                    raise BudgetExhausted(allowance, worst, now)
            session.add(
                BudgetReservation(
                    request_hash=request.hash,
                    desk_id=request.desk_id,
                    amount_usd=worst,
                    owner=this_process(),
                    run_id=self._run_id,
                    created_at=now,
                    expires_at=now + LEASE,
                )
            )
            session.flush()
            self._at("reserving")
        return None

    def _stored(self, session: Session, request: PaidRequest) -> dict[str, Any] | None:
        row = session.get(PaidCall, request.hash)
        if row is None:
            return None
        session.add(self._usage(request, row.input_units, row.output_units, Decimal(0), cached=True))
        with self._tally_lock:
            self.tally.stored += 1
            self.tally.saved_usd += self._prices.cost(
                request.provider, request.model, row.input_units, row.output_units
            )
        return row.answer

    def _refuse_if_in_flight(self, session: Session, request: PaidRequest) -> None:
        holder = session.scalar(select(BudgetReservation).where(BudgetReservation.request_hash == request.hash))
        if holder is None:
            return
        if holder.owner == this_process():  # threads of ours wait at the turnstile: this one was left behind
            session.delete(holder)
            session.flush()
            return
        raise TransientError(
            "in_flight",
            f"another process ({holder.owner}) is making this very call to {request.provider}/{request.model} for "
            f"{request.subject}; its answer will be stored and free, try again in {IN_FLIGHT_RETRY_SECONDS:.0f} s",
            retry_after=IN_FLIGHT_RETRY_SECONDS,
        )

    def _settle(self, request: PaidRequest, answer: PaidAnswer | None, worst: Decimal) -> None:
        """Book the call and give back its reservation in one transaction; no answer books the worst case."""
        units, cost = (request.input_units, request.max_output_units), worst
        if answer is not None:
            units = _charged(request, answer)
            cost = self._prices.cost(request.provider, request.model, *units)
        with self._warehouse.transaction() as session:
            if answer is not None:
                row = {
                    "request_hash": request.hash,
                    "provider": request.provider,
                    "model": request.model,
                    "answer": answer.answer,
                    "input_units": units[0],
                    "output_units": units[1],
                    "created_at": self._clock.now(),
                }
                insert_ignore(session, PaidCall, [row])
            session.add(self._usage(request, *units, cost, lost=answer is None))
            self._give_back(session, request)
            session.flush()
            self._at("storing")
        with self._tally_lock:
            self.tally.paid += answer is not None
            self.tally.lost += answer is None
            self.tally.cost_usd += cost

    def _release(self, request: PaidRequest) -> None:
        with self._warehouse.transaction() as session:
            self._give_back(session, request)

    def _give_back(self, session: Session, request: PaidRequest) -> None:
        session.execute(
            delete(BudgetReservation).where(
                BudgetReservation.request_hash == request.hash, BudgetReservation.owner == this_process()
            )
        )

    def _usage(
        self,
        request: PaidRequest,
        input_units: int,
        output_units: int,
        cost: Decimal,
        *,
        cached: bool = False,
        lost: bool = False,
    ) -> ApiUsage:
        return ApiUsage(
            desk_id=request.desk_id,
            stage=request.stage,
            subject=request.subject,
            provider=request.provider,
            model=request.model,
            input_units=input_units,
            output_units=output_units,
            unit=self._prices.unit(request.provider, request.model),
            cost_usd=cost,
            cached=cached,
            lost=lost,
            request_hash=request.hash,
            created_at=self._clock.now(),
            run_id=self._run_id,
            characters=request.characters,
            languages=request.languages,
        )


def _charged(request: PaidRequest, answer: PaidAnswer) -> tuple[int, int]:
    """The units as the provider says; the worst case where it does not say, or what cannot be."""
    said, most = (answer.input_units, answer.output_units), (request.input_units, request.max_output_units)
    if any(units is None or not 0 <= units <= IMPLAUSIBLE * limit for units, limit in zip(said, most, strict=True)):
        return most
    return answer.input_units or 0, answer.output_units or 0


def open_gate(newsroom: Newsroom, run: Run) -> PaidGate:
    """The gate of a run: the catalogue's prices, the caps of settings and desks."""
    return PaidGate(
        newsroom.warehouse,
        Prices(newsroom.catalogue.prices),
        caps_of(newsroom.settings, newsroom.catalogue),
        newsroom.clock,
        run.run_id,
    )


def _lock_budget(session: Session) -> None:
    """One reservation at a time: on SQLite the transaction holds the write lock already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_BUDGET_LOCK})


_turnstile = threading.Lock()
_inside: dict[str, tuple[threading.Lock, int]] = {}


@contextlib.contextmanager
def _one_at_a_time(request_hash: str) -> Iterator[None]:
    """Threads of this process that ask the same wait for one another: the second finds the answer stored."""
    with _turnstile:
        lock, waiting = _inside.get(request_hash, (threading.Lock(), 0))
        _inside[request_hash] = (lock, waiting + 1)
    try:
        with lock:
            yield
    finally:
        with _turnstile:
            lock, waiting = _inside[request_hash]
            if waiting == 1:
                del _inside[request_hash]
            else:
                _inside[request_hash] = (lock, waiting - 1)
