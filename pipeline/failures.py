"""What went wrong, and whether to try again: the one place that tells permanent from transient.

Three sizes of failure (see docs/architecture.md): a row (``failures`` table, retried after 60 s · 2ⁿ, three
times), a service (the step asks for a retry after 60, 120, 240 s), a process (the orchestrator's business).
No other module decides what is worth a retry.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

ROW_ATTEMPTS = 3
STEP_RETRIES = 3
FIRST_WAIT_SECONDS = 60
RETRY_AFTER_CAP_SECONDS = 3600.0
# worth another try: time-out, too early, rate limit, and what servers say when they are the ones at fault
TRANSIENT_STATUS = frozenset({408, 421, 423, 425, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524, 529, 530})


class EmcipError(Exception):
    """Anything that EMCIP itself reports: the message names the thing, the reason and the remedy."""


class ConfigurationError(EmcipError):
    """The installation is set up wrongly; no retry helps."""


class PermanentError(EmcipError):
    """This input will never work. ``reason`` is a short slug that is counted, e.g. ``http_404``."""

    def __init__(self, reason: str, message: str = "") -> None:
        super().__init__(message or reason)
        self.reason = reason


class TransientError(EmcipError):
    """This may work later. ``retry_after`` is what the other side asked for, in seconds."""

    def __init__(self, reason: str, message: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message or reason)
        self.reason = reason
        self.retry_after = retry_after


class ServiceUnavailable(TransientError):
    """The service behind a whole stage is down: the step asks the orchestrator for a retry."""


@dataclass(frozen=True)
class Verdict:
    """``reason`` is a slug that is counted; ``retry_after`` is in seconds, capped."""

    permanent: bool
    reason: str
    retry_after: float | None = None


def judge_status(status: int, retry_after: float | None = None) -> Verdict:
    """The verdict on an HTTP answer that is not a success."""
    return Verdict(status not in TRANSIENT_STATUS, f"http_{status}", capped(retry_after))


def judge(error: BaseException) -> Verdict:
    """The verdict on any exception. What nobody has thought of is transient: three tries, then dead."""
    if isinstance(error, PermanentError):
        return Verdict(True, error.reason)
    if isinstance(error, TransientError):
        return Verdict(False, error.reason, capped(error.retry_after))
    status = getattr(error, "status_code", None) or getattr(error, "status", None)
    if isinstance(status, int) and 400 <= status < 600:
        return judge_status(status)
    for kinds, permanent, reason in _BY_TYPE:
        if isinstance(error, kinds):
            return Verdict(permanent, reason or f"bad_input_{type(error).__name__.lower()}")
    return Verdict(False, type(error).__name__.lower())


# in this order: a TimeoutError is an OSError, a UnicodeError a ValueError; no reason: the type's name
_BY_TYPE: tuple[tuple[tuple[type[BaseException], ...], bool, str], ...] = (
    ((ConfigurationError,), True, "configuration"),
    ((TimeoutError,), False, "timeout"),
    ((OSError,), False, "connection"),
    ((ValueError, TypeError, KeyError, AttributeError), True, ""),
)


def service_failure(error: BaseException) -> ServiceUnavailable | None:
    """The error as "a service behind the stage is down", or None when it is something else.

    A database that went away or stays locked counts; a statement that it refuses does not. Stages ask this of what
    happens to a row: all else concerns that row alone.
    """
    if isinstance(error, ServiceUnavailable):
        return error
    if isinstance(error, DBAPIError):
        gone = error.connection_invalidated or isinstance(error, InterfaceError)
        text = str(error.orig).lower()
        busy = isinstance(error, OperationalError) and not any(
            word in text for word in ("no such table", "no such column", "syntax error")
        )
        if gone or busy:
            said = " ".join(str(error.orig).split())  # drivers explain themselves over several lines
            return ServiceUnavailable("database_down", f"the warehouse does not answer: {said}")
    return None


def step_failure(error: BaseException) -> ServiceUnavailable | None:
    """The same for an error that a stage let through: what concerns a single row it has dealt with itself, so
    anything transient means that what the step needs is not to be had now.
    """
    if isinstance(error, TransientError) and not isinstance(error, ServiceUnavailable):
        return ServiceUnavailable(error.reason, str(error), retry_after=capped(error.retry_after))
    return service_failure(error)


def capped(retry_after: float | None) -> float | None:
    if retry_after is None:
        return None
    return max(0.0, min(retry_after, RETRY_AFTER_CAP_SECONDS))


def row_wait(attempt: int, retry_after: float | None = None) -> dt.timedelta | None:
    """How long a row waits after its ``attempt``-th failure (1-based); None once it is dead."""
    if attempt > ROW_ATTEMPTS:
        return None
    seconds = float(FIRST_WAIT_SECONDS * 2 ** (attempt - 1))
    return dt.timedelta(seconds=max(seconds, capped(retry_after) or 0.0))


def step_wait(retry_number: int) -> int:
    """Seconds before a step's next try: 60, 120, 240 for retry numbers 0, 1, 2."""
    return int(FIRST_WAIT_SECONDS * 2**retry_number)
