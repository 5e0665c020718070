"""The caps on spending, and what is left under them: per run, per UTC day and month, per desk.

A cap counts what was spent (``api_usage``) and what is set aside for calls in flight
(``budget_reservations``). Reservations whose process is gone, or that have expired, count for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from pipeline.catalogue.loader import Catalogue
from pipeline.catalogue.schema import Budget
from pipeline.failures import TransientError
from pipeline.settings import Settings
from pipeline.warehouse.claims import is_gone
from pipeline.warehouse.schema import ApiUsage, BudgetReservation

ZERO = Decimal(0)


@dataclass(frozen=True)
class Caps:
    """US dollars. A desk that is not in ``desks`` has no cap of its own."""

    run_usd: Decimal
    day_usd: Decimal
    month_usd: Decimal
    desks: Mapping[str, Budget] = field(default_factory=dict)


def caps_of(settings: Settings, catalogue: Catalogue | None = None) -> Caps:
    return Caps(
        run_usd=Decimal(str(settings.budget_run_usd)),
        day_usd=Decimal(str(settings.budget_day_usd)),
        month_usd=Decimal(str(settings.budget_month_usd)),
        desks={desk.slug: desk.budget for desk in catalogue.desks} if catalogue else {},
    )


@dataclass(frozen=True)
class Allowance:
    """One cap and how far it is used. ``resets_at`` is when it opens again by itself, if it does."""

    name: str
    cap: Decimal
    spent: Decimal
    reserved: Decimal
    remedy: str
    resets_at: dt.datetime | None

    @property
    def left(self) -> Decimal:
        return max(ZERO, self.cap - self.spent - self.reserved)


class BudgetExhausted(TransientError):
    """A cap does not allow this call. The message names the cap, the amounts, and what to change."""

    def __init__(self, allowance: Allowance, amount: Decimal, now: dt.datetime) -> None:
        when = f", or wait until {allowance.resets_at:%Y-%m-%d %H:%M} UTC" if allowance.resets_at else ""
        super().__init__(
            "budget_exhausted",
            f"the budget of {allowance.name} does not allow this call: it may cost ${amount}, and of ${allowance.cap} "
            f"${allowance.spent} is spent and ${allowance.reserved} reserved; raise {allowance.remedy}{when}",
            retry_after=(allowance.resets_at - now).total_seconds() if allowance.resets_at else None,
        )
        self.allowance = allowance
        self.cap_name = allowance.name


def allowances(
    session: Session, caps: Caps, *, now: dt.datetime, run_id: str | None = None, desk_id: str | None = None
) -> list[Allowance]:
    """Every cap that a call of this run and desk comes under."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    month = day.replace(day=1)
    next_day = day + dt.timedelta(days=1)
    next_month = (month + dt.timedelta(days=32)).replace(day=1)

    def line(
        name: str, cap: Decimal, remedy: str, since: dt.datetime | None, until: dt.datetime | None, **owner: Any
    ) -> Allowance:
        # in this order: a call that is booked between the two counts twice and not, on PostgreSQL, not at all
        reserved = _sum(
            session, BudgetReservation.amount_usd, None, {getattr(BudgetReservation, key): owner[key] for key in owner}
        )
        spent = _sum(session, ApiUsage.cost_usd, since, {getattr(ApiUsage, key): owner[key] for key in owner})
        return Allowance(name, cap, spent, reserved, remedy, until)

    lines = [
        line("the day", caps.day_usd, "EMCIP_BUDGET_DAY_USD", day, next_day),
        line("the month", caps.month_usd, "EMCIP_BUDGET_MONTH_USD", month, next_month),
    ]
    if run_id is not None:
        lines.append(line("this run", caps.run_usd, "EMCIP_BUDGET_RUN_USD", None, None, run_id=run_id))
    desk = caps.desks.get(desk_id) if desk_id is not None else None
    if desk is not None:
        for period, cap, since, until in (
            ("day", desk.day_usd, day, next_day),
            ("month", desk.month_usd, month, next_month),
        ):
            remedy = f"budget.{period}_usd of desk {desk_id} in desks.yaml"
            lines.append(
                line(f"desk {desk_id} for the {period}", Decimal(str(cap)), remedy, since, until, desk_id=desk_id)
            )
    return lines


def drop_void_reservations(session: Session, now: dt.datetime) -> None:
    """Free the money that was set aside by processes that are gone, or too long ago."""
    session.execute(delete(BudgetReservation).where(BudgetReservation.expires_at <= now))
    owners = session.scalars(select(BudgetReservation.owner).distinct()).all()
    gone = [owner for owner in owners if is_gone(owner)]
    if gone:
        session.execute(delete(BudgetReservation).where(BudgetReservation.owner.in_(gone)))


def _sum(
    session: Session, column: Any, since: dt.datetime | None, equal: Mapping[ColumnElement[Any], object]
) -> Decimal:
    query = select(func.coalesce(func.sum(column), 0))
    if since is not None:
        query = query.where(ApiUsage.created_at >= since)
    for key, value in equal.items():
        query = query.where(key == value)
    return Decimal(session.scalar(query) or 0)
