"""``emcip bench pool [DIR]``: what a second worker brings, and what the pool costs.

The same pages (DIR, or the folder that ``EMCIP_CORPUS`` names: HTML files, plain or gzip, at any depth) go through one
worker, through two and through no pool at all, in turns and several times over. The speed-up is the median over the
rounds of pages per second with two workers by those with one, as the clock says; on a machine with other work it is
lower than what the pool is good for. What other work does not change is printed beside it: the share of the time in
which the two workers had a page in hand (waiting is what a pool can lose), and the CPU seconds of workers and parent
together, by those of the same pages extracted in this process. On two idle cores the speed-up is twice the first by
the growth of the second.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import psutil

from pipeline.extraction.pool import ExtractionPool
from pipeline.extraction.work import Limits, PageJob, extract_job
from pipeline.failures import ConfigurationError

LIMITS = Limits(seconds=60.0, memory_mb=1024)
ENOUGH = 1.8
TICK = 0.01  # seconds: the grain of the CPU times of other processes


@dataclass(frozen=True)
class Lap:
    """Seconds by the clock and of CPU for all pages, start of the workers left out."""

    clock: float
    cpu: float
    busy: float = 1.0  # share of the workers' time in which they had a page in hand


def in_process(jobs: list[PageJob]) -> Lap:
    clock, cpu = time.perf_counter(), time.process_time()
    for job in jobs:
        extract_job(job)
    return Lap(time.perf_counter() - clock, time.process_time() - cpu)


def through_pool(jobs: list[PageJob], workers: int) -> Lap:
    """Through so many workers, which are warm before the clock starts."""
    with ExtractionPool(workers=workers, limits=LIMITS, pages_per_worker=len(jobs) + 1000) as pool:
        list(pool.results(jobs[: 8 * workers]))
        before = _cpu(pool)
        clock = time.perf_counter()
        held = sum(result.elapsed for result in pool.results(jobs))
        taken = time.perf_counter() - clock
        return Lap(taken, _cpu(pool) - before, held / (workers * taken))


def _cpu(pool: ExtractionPool) -> float:
    times = [psutil.Process(pid).cpu_times() for pid in (*pool.worker_pids(), os.getpid())]
    return sum(each.user + each.system for each in times)


def find_jobs(folder: Path, pages: int) -> list[PageJob]:
    """At most so many pages of the folder, always the same, spread over all of it."""
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".htm", ".html.gz", ".htm.gz")))
    if not paths:
        raise ConfigurationError(f"{folder}: no HTML files below it (.html, .htm, plain or .gz)")
    step = max(1, len(paths) // pages)
    return [PageJob(path=str(path), size=path.stat().st_size * 5) for path in paths[::step][:pages]]


def measure(jobs: list[PageJob], rounds: int) -> dict[str, object]:
    """All laps of all rounds, and the ratios of their medians."""
    laps: dict[str, list[Lap]] = {"in process": [], "1 worker": [], "2 workers": []}
    in_process(jobs[:8])
    for number in range(rounds):
        order = ["in process", "1 worker", "2 workers"]
        for name in itertools.islice(itertools.cycle(order), number % 3, number % 3 + 3):
            laps[name].append(in_process(jobs) if name == "in process" else through_pool(jobs, int(name[0])))
    speed_up = [one.clock / two.clock for one, two in zip(laps["1 worker"], laps["2 workers"], strict=True)]
    busy = statistics.median(lap.busy for lap in laps["2 workers"])
    growth = [
        max(two.cpu, TICK) / max(one.cpu, TICK) for one, two in zip(laps["1 worker"], laps["2 workers"], strict=True)
    ]
    overhead = [
        pool.cpu / max(alone.cpu, TICK) for pool, alone in zip(laps["1 worker"], laps["in process"], strict=True)
    ]
    return {
        "pages": len(jobs),
        "rounds": rounds,
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "pages_per_second": {
            name: len(jobs) / statistics.median(lap.clock for lap in each) for name, each in laps.items()
        },
        "speed_up": statistics.median(speed_up),
        "best_speed_up": max(speed_up),
        "enough": statistics.median(speed_up) >= ENOUGH,
        "busy": busy,
        "speed_up_on_idle_cores": 2 * busy / statistics.median(growth),
        "cpu_by_in_process": statistics.median(overhead),
        "laps": {name: [asdict(lap) for lap in each] for name, each in laps.items()},
    }


def print_report(found: dict[str, object]) -> None:
    speeds = found["pages_per_second"]
    assert isinstance(speeds, dict)
    click.echo(f"{found['pages']} pages, {found['rounds']} rounds, {found['cores']} cores, load {found['load']:.1f}")
    for name, speed in speeds.items():
        click.echo(f"  {name:12}{speed:8.1f} pages/s")
    click.echo(
        f"two workers: {found['speed_up']:.2f} × one (median; best round {found['best_speed_up']:.2f}; wanted {ENOUGH})"
    )
    idle = found["speed_up_on_idle_cores"]
    click.echo(f"both had a page in hand {found['busy']:.1%} of the time: {idle:.2f} × on idle cores")
    click.echo(f"the pool's CPU: {found['cpu_by_in_process']:.3f} × extraction in this process")


def main(arguments: list[str], as_json: bool) -> int:
    parser = argparse.ArgumentParser(prog="emcip bench pool", description="What a second worker brings.")
    parser.add_argument("folder", nargs="?", help="HTML files; default: the folder in EMCIP_CORPUS")
    parser.add_argument("--pages", type=int, default=200, metavar="N", help="pages of the folder (default 200)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="times that each is run (default 5)")
    parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
    given = parser.parse_args(arguments)
    name = given.folder or os.environ.get("EMCIP_CORPUS")
    if not name:
        raise ConfigurationError("no folder of pages: run `emcip bench pool DIR`, or name the folder in EMCIP_CORPUS")
    if given.pages < 1 or given.rounds < 1:
        raise ConfigurationError("--pages and --rounds want a number of at least 1")
    found = measure(find_jobs(Path(name), given.pages), given.rounds)
    if as_json or given.as_json:
        click.echo(json.dumps(found))
    else:
        print_report(found)
    return 0
