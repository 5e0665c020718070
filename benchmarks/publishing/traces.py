"""Publishing traces: when a source published, and how many items its feed lists. Read from files, or made.

A folder has one file a source (folders in it name kinds of sources): one time a line, ISO 8601 in UTC or seconds since
1970, in any order. The size of the feed's window is the first line (``20``, ``window 20`` or ``# window: 20``), or the
last number of the file's name (``daily-ledger.20.txt``). Empty lines and further lines with # are left out.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.failures import ConfigurationError

Times = np.ndarray[Any, np.dtype[np.float64]]
SEED, DAYS = 20261122, 28
FIRST_DAY = 20_600 * 24.0  # a Monday in 2026, in hours since 1970
MIX = {"diurnal": 180, "bursty": 90, "steady": 80, "weekly": 50, "dying": 50, "reviving": 50}
# items that a feed lists, and the share of feeds that list so many; ten is what WordPress does
WINDOWS = {10: 0.3, 15: 0.1, 20: 0.22, 25: 0.1, 30: 0.13, 50: 0.1, 100: 0.05}
_WINDOW_LINE = re.compile(
    r"[#\s]*(?:(?:feed)?[\s_-]*window[\s_-]*(?:size)?)?[\s:=,]*(\d{1,5})(?: items)?", re.IGNORECASE
)
_WINDOW_NAME = re.compile(r"(?:^|\D)(\d{1,5})$")


@dataclass(frozen=True)
class Trace:
    """``times`` are sorted, in hours since 1970."""

    name: str
    kind: str
    window: int
    times: Times


def read_traces(folder: Path) -> list[Trace]:
    """Raises ConfigurationError for a folder without traces, and for a file that cannot be read as one."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] not in "._")
    paths = [path for path in paths if path.suffix.lower() not in (".md", ".json", ".py")]
    if not paths:
        raise ConfigurationError(f"{folder} has no traces; see the first lines of {__file__} for their format")
    return [_read(path, folder) for path in paths]


def _read(path: Path, folder: Path) -> Trace:
    lines = [line.strip() for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
    window = 0
    if lines and (found := _WINDOW_LINE.fullmatch(lines[0])):
        window = int(found[1])
        lines = lines[1:]
    elif named := _WINDOW_NAME.search(path.stem):
        window = int(named[1])
    if window < 1:
        raise ConfigurationError(f"{path} does not say how many items the feed lists; make 'window 20' its first line")
    kind = path.parent.name if path.parent != folder else "given"
    times = [_hours(line, path, number) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    return Trace(str(path.relative_to(folder)), kind, window, np.sort(np.array(times, dtype=np.float64)))


def _hours(line: str, path: Path, number: int) -> float:
    text = re.split(r"[,;\t]", line)[0].strip().strip('"')
    try:
        if re.fullmatch(r"\d{9,10}(\.\d+)?", text):
            return float(text) / 3600
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        message = f"{path}, time {number}: {line[:40]!r} is no time; write it like 2026-11-22T12:00:00Z"
        raise ConfigurationError(message) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return moment.timestamp() / 3600


def made_traces(seed: int = SEED) -> list[Trace]:
    """500 sources over four weeks: 14 items a day in the median, a tenth of them more than 55, a tenth less than 4."""
    chance = np.random.default_rng(seed)
    kinds = [kind for kind, count in MIX.items() for _ in range(count)]
    return [_made(f"{kind}-{number}", kind, chance) for number, kind in enumerate(kinds)]


def _made(name: str, kind: str, chance: np.random.Generator) -> Trace:
    per_day = float(np.clip(np.exp(chance.normal(math.log(14), 1.1)), 0.5, 300))
    window = int(chance.choice(list(WINDOWS), p=list(WINDOWS.values())))
    grid = FIRST_DAY + np.arange(DAYS * 288) / 12  # five minutes apart
    weekday = (grid // 24 + 3) % 7
    # the busiest hour has some twenty times the items of the quietest; weekends are slower
    daily = np.exp(1.6 * np.cos((grid % 24 - chance.uniform(0, 24)) * np.pi / 12))
    daily /= daily[:288].mean()
    usual = per_day / 24 * daily * np.where(weekday >= 5, chance.uniform(0.3, 0.9), 1.0)
    turn = FIRST_DAY + 24 * chance.uniform(7, 21)
    rate, bursts = usual, np.empty(0)
    if kind == "steady":
        rate = np.full(len(grid), per_day / 24)
    elif kind == "weekly":
        rate = _weekly(per_day, daily, weekday, chance)
    elif kind == "bursty":
        rate, bursts = usual * 0.4, _bursts(per_day * 0.6, grid, usual, chance)
    elif kind == "dying":
        rate = np.where(grid < turn, usual, usual * chance.choice([0, 0.05]))
    elif kind == "reviving":
        rate = np.where(grid < turn, 0.0, usual)
    counts = chance.poisson(rate / 12)
    single = np.repeat(grid, counts) + chance.uniform(0, 1 / 12, counts.sum())
    times = np.sort(np.concatenate([single, bursts]))
    return Trace(name, kind, window, times[times < FIRST_DAY + DAYS * 24])


def _weekly(per_day: float, daily: Times, weekday: Times, chance: np.random.Generator) -> Times:
    """A paper that comes out on one or two days a week, and hardly stirs in between."""
    days = chance.choice(7, size=int(chance.integers(1, 3)), replace=False)
    return np.where(np.isin(weekday, days), 2.5 / len(days) * per_day / 24 * daily, 0.02 * per_day / 24)


def _bursts(per_day: float, grid: Times, usual: Times, chance: np.random.Generator) -> Times:
    """Items that come together: 3 to 12 in the mean, each minutes to an hour after the burst began."""
    size = chance.uniform(3, 12)
    starts = chance.choice(grid, size=int(chance.poisson(per_day * DAYS / size)), p=usual / usual.sum())
    parts: Sequence[Times] = [
        start + chance.exponential(chance.uniform(0.15, 1.0), size=int(chance.geometric(1 / size))) for start in starts
    ]
    return np.concatenate(parts) if parts else np.empty(0)
