"""A process that makes paid calls, for tests that kill it: run as ``python -m pipeline_tests.providers.caller``.

The provider is a file: every call that it "bills" appends a line, so the truth about money survives a kill.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

from pipeline.catalogue.schema import Budget, PriceEntry
from pipeline.clock import Clock, FixedClock
from pipeline.failures import TransientError
from pipeline.providers.budget import Caps
from pipeline.providers.gate import PaidAnswer, PaidGate, PaidRequest
from pipeline.providers.prices import Prices
from pipeline.warehouse.engine import Warehouse, open_warehouse
from pipeline_tests.made import NOON

# a dollar a unit makes sums readable
PRICES = Prices(
    [PriceEntry(provider="claude", model="m", unit="tokens", input_per_million=1e6, output_per_million=1e6)]
)


def caps(run: str = "1000", day: str = "1000", month: str = "1000", **desks: Budget) -> Caps:
    return Caps(Decimal(run), Decimal(day), Decimal(month), desks)


def request(name: str = "a", *, desk: str | None = None, input_units: int = 1, max_output: int = 3) -> PaidRequest:
    """Worst case: four dollars. The bill is three."""
    return PaidRequest("claude", "m", {"prompt": name}, "drafts", f"draft:{name}", desk, input_units, max_output)


def gate_on(
    warehouse: Warehouse,
    limits: Caps | None = None,
    *,
    clock: Clock | None = None,
    run_id: str = "run-1",
    at: Callable[[str], None] = lambda step: None,
) -> PaidGate:
    return PaidGate(warehouse, PRICES, limits or caps(), clock or FixedClock(NOON), run_id, at=at)


def bill(ledger: Path, name: str) -> PaidAnswer:
    with ledger.open("a") as handle:
        handle.write(f"{name}\n")
    return PaidAnswer({"said": name}, 1, 2)


def bills(ledger: Path) -> list[str]:
    return ledger.read_text().split() if ledger.exists() else []


def main() -> None:
    """``URL BLOBS LEDGER DAY_CAP MODE NAME…``: mode ``kill:STEP``, ``hold`` (stay in the call) or ``all``."""
    url, blobs, ledger, cap, mode, *names = sys.argv[1:]

    def kill(step: str) -> None:
        if mode == f"kill:{step}":
            os.kill(os.getpid(), signal.SIGKILL)

    def perform(name: str) -> PaidAnswer:
        if mode == "hold":
            sys.stdout.write("holding\n")
            sys.stdout.flush()
            sys.stdin.read()
        return bill(Path(ledger), name)

    gate = gate_on(open_warehouse(url, blobs), caps(day=cap), run_id=f"run-{os.getpid()}", at=kill)
    for name in names:
        try:
            gate.call(request(name), partial(perform, name))
        except TransientError as error:
            sys.stdout.write(f"{error.reason}\n")


if __name__ == "__main__":
    main()
