"""The paid-call gate: nothing is paid twice, no cap is overrun, no budget is lost to the dead."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from pipeline.catalogue.schema import Budget
from pipeline.clock import FixedClock
from pipeline.failures import ConfigurationError, TransientError, judge
from pipeline.providers.budget import BudgetExhausted, caps_of
from pipeline.providers.gate import LEASE, CallLost, PaidAnswer, PaidRequest
from pipeline.settings import Settings
from pipeline.warehouse.engine import Warehouse, open_warehouse
from pipeline.warehouse.schema import ApiUsage, BudgetReservation, PaidCall
from pipeline_tests.made import NOON
from pipeline_tests.providers.caller import bill, bills, caps, gate_on, request


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "provider-ledger"


@pytest.fixture
def start(any_warehouse: Warehouse, settings: Settings, ledger: Path) -> Callable[..., subprocess.Popen[str]]:
    """Starts a process that calls on the same warehouse: mode and names."""
    url = any_warehouse.engine.url.render_as_string(hide_password=False)

    def started(mode: str, *names: str, cap: str = "1000") -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "pipeline_tests.providers.caller", url, settings.blobs_url, str(ledger), cap]
        return subprocess.Popen([*command, mode, *names], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    return started


def spent(warehouse: Warehouse) -> Decimal:
    with warehouse.reading() as session:
        return Decimal(session.scalar(select(func.coalesce(func.sum(ApiUsage.cost_usd), 0))) or 0)


def reserved(warehouse: Warehouse) -> int:
    with warehouse.reading() as session:
        return session.scalar(select(func.count()).select_from(BudgetReservation)) or 0


def test_the_same_request_is_paid_for_once(any_warehouse: Warehouse, ledger: Path) -> None:
    gate = gate_on(any_warehouse)
    first = gate.call(request(), lambda: bill(ledger, "a"))
    again = gate_on(any_warehouse, run_id="run-2").call(request(), lambda: bill(ledger, "a"))
    assert first == again == {"said": "a"}
    assert bills(ledger) == ["a"]
    with any_warehouse.reading() as session:
        rows = session.scalars(select(ApiUsage).order_by(ApiUsage.id)).all()
        assert [(row.cached, row.cost_usd, row.run_id) for row in rows] == [
            (False, Decimal(3), "run-1"),
            (True, Decimal(0), "run-2"),
        ]
        assert (rows[1].input_units, rows[1].output_units, rows[1].unit) == (1, 2, "tokens")
    assert reserved(any_warehouse) == 0


def test_what_the_call_is_for_does_not_change_what_it_is(ledger: Path) -> None:
    one = PaidRequest("claude", "m", {"b": 1, "a": "ü"}, "drafts", "draft:1", "desk-a", 1, 1)
    other = PaidRequest("claude", "m", {"a": "ü", "b": 1}, "opportunities", "day", None, 9, 9)
    assert one.hash == other.hash
    assert one.hash != PaidRequest("claude", "m2", {"b": 1, "a": "ü"}, "drafts", "draft:1", "desk-a", 1, 1).hash


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (caps(run="6"), "EMCIP_BUDGET_RUN_USD"),
        (caps(day="6"), "EMCIP_BUDGET_DAY_USD"),
        (caps(month="6"), "EMCIP_BUDGET_MONTH_USD"),
        (caps(desk=Budget(day_usd=6, month_usd=100)), "budget.day_usd of desk desk in desks.yaml"),
        (caps(desk=Budget(day_usd=100, month_usd=6)), "budget.month_usd of desk desk in desks.yaml"),
    ],
)
def test_a_cap_refuses_the_call_before_it_is_made(
    any_warehouse: Warehouse, ledger: Path, limits: object, named: str
) -> None:
    gate = gate_on(any_warehouse, limits)  # type: ignore[arg-type]
    gate.call(request("a", desk="desk"), lambda: bill(ledger, "a"))
    with pytest.raises(BudgetExhausted) as refused:
        gate.call(request("b", desk="desk"), lambda: bill(ledger, "b"))
    assert bills(ledger) == ["a"]
    for part in (named, "may cost $4", "of $6", "$3"):
        assert part in str(refused.value)
    assert not judge(refused.value).permanent
    assert reserved(any_warehouse) == 0


def test_stored_answers_are_given_when_the_budget_is_gone(any_warehouse: Warehouse, ledger: Path) -> None:
    gate_on(any_warehouse).call(request(), lambda: bill(ledger, "a"))
    assert gate_on(any_warehouse, caps(run="0", day="0", month="0")).call(request(), lambda: bill(ledger, "a"))
    assert bills(ledger) == ["a"]


def test_budgets_open_again_with_the_next_run_day_and_month(any_warehouse: Warehouse, ledger: Path) -> None:
    clock = FixedClock(NOON)
    limits = caps(run="4", day="7", month="10")

    def calls(name: str, run: str) -> None:
        gate_on(any_warehouse, limits, clock=clock, run_id=run).call(request(name), lambda: bill(ledger, name))

    calls("a", "run-1")
    with pytest.raises(BudgetExhausted, match="this run"):
        calls("b", "run-1")
    calls("b", "run-2")
    with pytest.raises(BudgetExhausted, match="the day"):
        calls("c", "run-3")
    clock.advance(days=1)
    calls("c", "run-3")
    clock.advance(days=1)
    with pytest.raises(BudgetExhausted, match=r"the month.*2026-12-01"):
        calls("d", "run-4")
    clock.moment = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    calls("d", "run-4")
    assert bills(ledger) == ["a", "b", "c", "d"]


def test_one_desk_does_not_spend_what_is_anothers(any_warehouse: Warehouse, ledger: Path) -> None:
    limits = caps(one=Budget(day_usd=4, month_usd=4), two=Budget(day_usd=4, month_usd=4))
    gate = gate_on(any_warehouse, limits)
    gate.call(request("a", desk="one"), lambda: bill(ledger, "a"))
    with pytest.raises(BudgetExhausted, match="desk one"):
        gate.call(request("b", desk="one"), lambda: bill(ledger, "b"))
    gate.call(request("b", desk="two"), lambda: bill(ledger, "b"))
    assert bills(ledger) == ["a", "b"]


def test_a_model_without_a_price_is_refused(any_warehouse: Warehouse, ledger: Path) -> None:
    unknown = PaidRequest("claude", "claude-new", {}, "drafts", "d", None, 1, 1)
    with pytest.raises(ConfigurationError, match=r"claude/claude-new.*prices\.yaml"):
        gate_on(any_warehouse).call(unknown, lambda: bill(ledger, "a"))
    assert bills(ledger) == []


def test_a_call_that_fails_gives_its_reservation_back(any_warehouse: Warehouse) -> None:
    def fails() -> PaidAnswer:
        raise TransientError("claude_http_500")

    with pytest.raises(TransientError):
        gate_on(any_warehouse).call(request(), fails)
    assert (reserved(any_warehouse), spent(any_warehouse)) == (0, Decimal(0))


@pytest.mark.parametrize("error", [CallLost("claude_no_answer", "cut off"), KeyboardInterrupt()])
def test_a_call_whose_answer_never_came_is_booked_at_its_worst(
    any_warehouse: Warehouse, error: BaseException, ledger: Path
) -> None:
    def lost() -> PaidAnswer:
        raise error

    gate = gate_on(any_warehouse)
    with pytest.raises(type(error)):
        gate.call(request(), lost)
    assert (reserved(any_warehouse), spent(any_warehouse)) == (0, Decimal(4))
    with any_warehouse.reading() as session:
        assert session.scalars(select(ApiUsage.lost)).all() == [True]
        assert session.scalar(select(func.count()).select_from(PaidCall)) == 0
    assert gate.call(request(), lambda: bill(ledger, "a"))


# step at which the process dies -> how often the provider bills the request in all. From the moment the provider
# has it until our commit is the one window that cannot be closed: the call is paid for again.
@pytest.mark.parametrize(
    ("step", "billed"),
    [("opened", 1), ("reserving", 1), ("reserved", 1), ("answered", 2), ("storing", 2), ("stored", 1)],
)
def test_killed_between_two_steps(
    any_warehouse: Warehouse, start: Callable[..., subprocess.Popen[str]], ledger: Path, step: str, billed: int
) -> None:
    # the cap holds one call and no more: a reservation that the dead kept would refuse the second
    cap = "6" if step == "stored" else "4"
    process = start(f"kill:{step}", "a", cap=cap)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    gate = gate_on(any_warehouse, caps(day=cap))
    assert gate.call(request("a"), lambda: bill(ledger, "a")) == {"said": "a"}
    assert len(bills(ledger)) == billed
    assert spent(any_warehouse) == 3
    assert reserved(any_warehouse) == 0
    assert gate.allowances()[0].left == Decimal(cap) - 3


def test_processes_that_race_do_not_overrun_the_cap(
    any_warehouse: Warehouse, start: Callable[..., subprocess.Popen[str]], ledger: Path
) -> None:
    # bills are $3, worst cases $4: a cap of 31 takes nine calls, then $4 are left and a tenth, then $1
    names = [[f"{process}-{number}" for number in range(8)] for process in range(3)]
    processes = [start("all", *each, cap="31") for each in names]
    said = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert 3 * len(bills(ledger)) == spent(any_warehouse) <= 31
    assert len(bills(ledger)) + "".join(said).count("budget_exhausted") == 24
    # racing reservations may refuse a call that would have fitted, but never more than the processes in flight
    assert 8 <= len(bills(ledger)) <= 10
    assert reserved(any_warehouse) == 0


@pytest.mark.postgres
def test_a_call_that_is_booked_while_the_budget_is_read_is_counted(postgres_url: str, settings: Settings) -> None:
    """Each statement of PostgreSQL sees what was committed before it: a call may be booked between two sums."""
    warehouse = open_warehouse(postgres_url, settings.blobs_url)
    under_way, go_on = threading.Event(), threading.Event()

    def perform() -> PaidAnswer:
        under_way.set()
        go_on.wait(60)
        return PaidAnswer({"said": "a"}, 1, 1)

    gate = gate_on(warehouse, caps(day="100"))
    call = threading.Thread(target=gate.call, args=(request("a"), perform))
    call.start()
    assert under_way.wait(60)

    @event.listens_for(warehouse.engine, "after_cursor_execute")
    def book_after_the_first_sum(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "sum(" in statement and not go_on.is_set():
            go_on.set()
            call.join(60)

    [day, *_] = gate.allowances()
    assert spent(warehouse) > 0
    assert day.left <= 100 - spent(warehouse)
    warehouse.close()


def test_threads_that_race_do_not_overrun_the_cap(any_warehouse: Warehouse) -> None:
    gate = gate_on(any_warehouse, caps(day="15"))
    arrived, go = threading.Semaphore(0), threading.Event()
    outcomes: list[str] = []

    def perform() -> PaidAnswer:
        arrived.release()
        go.wait(timeout=60)  # everyone who was let in is in flight at the same time
        return PaidAnswer({}, 1, 3)

    def work(name: str) -> None:
        try:
            gate.call(request(name), perform)
            outcomes.append("paid")
        except BudgetExhausted:
            outcomes.append("refused")
            arrived.release()

    threads = [threading.Thread(target=work, args=(str(number),)) for number in range(6)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert arrived.acquire(timeout=60)
    go.set()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["paid"] * 3 + ["refused"] * 3
    assert spent(any_warehouse) == Decimal(12)


def test_threads_that_ask_the_same_pay_once(any_warehouse: Warehouse, ledger: Path) -> None:
    answers: list[dict[str, object]] = []

    def work() -> None:  # a gate each: two stages of one process
        answers.append(gate_on(any_warehouse).call(request(), lambda: bill(ledger, "a")))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert answers == [{"said": "a"}] * 6
    assert bills(ledger) == ["a"]


def test_a_request_in_flight_elsewhere_is_not_made_again(
    any_warehouse: Warehouse, start: Callable[..., subprocess.Popen[str]], ledger: Path
) -> None:
    other = start("hold", "a")
    assert other.stdout is not None
    assert other.stdout.readline() == "holding\n"
    gate = gate_on(any_warehouse, caps(day="7"))
    with pytest.raises(TransientError) as refused:
        gate.call(request("a"), lambda: bill(ledger, "a"))
    assert refused.value.reason == "in_flight"
    with pytest.raises(BudgetExhausted, match=r"\$4\S* reserved"):
        gate.call(request("b"), lambda: bill(ledger, "b"))
    other.communicate(timeout=60)  # its input ends: the call comes back and is stored
    assert gate.call(request("a"), lambda: bill(ledger, "a")) == {"said": "a"}
    assert bills(ledger) == ["a"]


def test_reservations_of_other_machines_lapse_with_their_lease(any_warehouse: Warehouse, ledger: Path) -> None:
    with any_warehouse.transaction() as session:
        session.add(
            BudgetReservation(
                request_hash=request("a").hash,
                amount_usd=Decimal(4),
                owner="another-machine/1/1.00",
                created_at=NOON,
                expires_at=NOON + LEASE,
            )
        )
    clock = FixedClock(NOON)
    gate = gate_on(any_warehouse, caps(day="4"), clock=clock)
    with pytest.raises(TransientError, match="another-machine"):
        gate.call(request("a"), lambda: bill(ledger, "a"))
    clock.advance(minutes=15)
    assert gate.call(request("a"), lambda: bill(ledger, "a"))


def test_caps_come_from_settings_and_desks(settings: Settings) -> None:
    limits = caps_of(settings.model_copy(update={"budget_day_usd": 0.1}))
    assert (limits.day_usd, limits.desks) == (Decimal("0.1"), {})
