"""Permanent and transient, told apart in one place."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pipeline.failures import (
    ConfigurationError,
    PermanentError,
    ServiceUnavailable,
    TransientError,
    judge,
    judge_status,
    row_wait,
    service_failure,
    step_failure,
    step_wait,
)
from pipeline.warehouse.engine import make_engine


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 413, 451, 501])
def test_what_the_server_refuses_is_permanent(status: int) -> None:
    assert judge_status(status).permanent
    assert judge_status(status).reason == f"http_{status}"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520, 522, 524])
def test_what_may_pass_is_transient(status: int) -> None:
    assert not judge_status(status).permanent


@pytest.mark.parametrize(
    ("error", "permanent", "reason"),
    [
        (PermanentError("robots_disallowed"), True, "robots_disallowed"),
        (TransientError("host_closed"), False, "host_closed"),
        (ConfigurationError("no key"), True, "configuration"),
        (TimeoutError(), False, "timeout"),
        (ConnectionResetError(), False, "connection"),
        (UnicodeDecodeError("utf-8", b"", 0, 1, ""), True, "bad_input_unicodedecodeerror"),
        (RuntimeError("never seen before"), False, "runtimeerror"),
    ],
)
def test_each_kind_of_error_has_a_verdict(error: Exception, permanent: bool, reason: str) -> None:
    assert (judge(error).permanent, judge(error).reason) == (permanent, reason)


def test_an_hour_is_the_longest_that_a_server_can_make_us_wait() -> None:
    assert judge(TransientError("http_429", retry_after=86_400)).retry_after == 3600


def test_rows_wait_60_120_240_seconds_and_then_no_more() -> None:
    assert [wait.total_seconds() if (wait := row_wait(n)) else None for n in (1, 2, 3, 4)] == [60, 120, 240, None]


def test_a_row_waits_as_long_as_the_server_asks() -> None:
    wait = row_wait(1, retry_after=900)
    assert wait is not None and wait.total_seconds() == 900


def test_steps_wait_60_120_240_seconds() -> None:
    assert [step_wait(n) for n in range(3)] == [60, 120, 240]


def test_a_database_that_is_away_is_a_service_that_is_down() -> None:
    engine = make_engine("postgresql+psycopg2://nobody@/none?host=/nonexistent")
    with pytest.raises(DBAPIError) as caught:
        engine.connect()
    assert isinstance(service_failure(caught.value), ServiceUnavailable)


def test_a_statement_that_the_database_refuses_is_not() -> None:
    engine = make_engine("sqlite://")
    with pytest.raises(DBAPIError) as caught, engine.connect() as connection:
        connection.execute(text("SELECT * FROM nothing"))
    assert service_failure(caught.value) is None


def test_what_another_run_holds_is_worth_waiting_for() -> None:
    passing = TransientError("in_progress", "another run writes this draft")
    assert service_failure(passing) is None
    down = step_failure(passing)
    assert down is not None
    assert str(down) == "another run writes this draft"
