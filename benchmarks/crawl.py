"""How fast the crawl is, beside a bare loop that downloads, decompresses, hashes and writes the same pages.

    emcip bench crawl [--sites N] [--pages N] [--rounds N] [--quick] [--sections crawl,clients,pace,due] [--json]

One process serves all sites, each on a loopback address of its own, with pages as large and as compressible as real
ones (``crawling/pages.py``); each measurement has a process and a home of its own. Sections:

* ``crawl``: pages a second of the crawl (pace zero, SQLite; as many processes as it takes by itself), of one in a
  single process, and of a bare aiohttp loop, in turns; CPU time of each, and of the server meanwhile; the crawl's
  memory on the way, all processes together.
* ``clients``: the bare loop over other HTTP clients.
* ``pace``: 200 hosts at a second a host; the time that it takes against the time that the pace allows.
* ``due``: a tick and a crawl of 100 due sources, alone and among 50,000 that are not due.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import statistics
from collections.abc import Sequence
from typing import Any

import click

from benchmarks.crawling.bare import BASELINE, CLIENTS
from benchmarks.crawling.processes import Server
from benchmarks.crawling.worker import Job
from pipeline.failures import ConfigurationError

SECTIONS = ("crawl", "clients", "pace", "due")
RUN = ("tick", "crawl", "checks")  # of the steps in crawling/due.py; the others go on besides
AS_FAST = 0.70  # of the bare loop's pages a second
IN_PACE = 1.10  # of the time that the pace allows
FEW_DUE = 1.30  # of what the same sources cost when there are no others
FLAT = 1.10  # memory on the mean of the last quarter of the time, of that of the second


@dataclasses.dataclass(frozen=True)
class Sizes:
    """How much is measured. The defaults are those of the targets; ``quick`` ones take half a minute in all."""

    sites: int = 1_000
    pages: int = 20
    rounds: int = 2
    client_sites: int = 150
    hosts: int = 200
    paced_pages: int = 18
    delay: float = 1.0
    due: int = 100
    due_pages: int = 5
    idle: int = 50_000
    due_rounds: int = 3


QUICK = Sizes(
    sites=150, rounds=2, client_sites=40, hosts=60, paced_pages=4, due=50, due_pages=4, idle=20_000, due_rounds=2
)


def main(arguments: list[str], as_json: bool) -> int:
    parser = argparse.ArgumentParser(prog="emcip bench crawl", description="The crawl beside a bare loop.")
    parser.add_argument("--sites", type=int, help="sites of the sections crawl and clients (1000)")
    parser.add_argument("--pages", type=int, help="pages of each site (20)")
    parser.add_argument("--rounds", type=int, help="rounds of the section crawl (2)")
    parser.add_argument("--quick", action="store_true", help="fewer sites, hosts and sources")
    parser.add_argument("--sections", default=",".join(SECTIONS), help="which sections, with commas between")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    sections = [name for name in options.sections.split(",") if name]
    if wrong := [name for name in sections if name not in SECTIONS]:
        raise ConfigurationError(f"there is no section {', '.join(wrong)}; there are {', '.join(SECTIONS)}")
    sizes = QUICK if options.quick else Sizes()
    given = {name: getattr(options, name) for name in ("sites", "pages", "rounds") if getattr(options, name)}
    if "sites" in given:
        given["client_sites"] = min(sizes.client_sites, given["sites"])
    report = measure(dataclasses.replace(sizes, **given), sections)
    click.echo(json.dumps(report, indent=1) if as_json or options.json else as_text(report))
    return 0


def measure(sizes: Sizes, sections: Sequence[str] = SECTIONS) -> dict[str, Any]:
    """The figures of the sections, and which targets they reach."""
    parts = {"crawl": _crawl, "clients": _clients, "pace": _pace, "due": _due}
    report: dict[str, Any] = {"sizes": dataclasses.asdict(sizes)}
    targets: list[dict[str, Any]] = []
    with Server() as server:
        for name in SECTIONS:
            if name in sections:
                report[name], reached = parts[name](server, sizes)
                targets += reached
    return {**report, "targets": targets}


Part = tuple[dict[str, Any], list[dict[str, Any]]]


def _crawl(server: Server, sizes: Sizes) -> Part:
    """In turns, and in the other order each round: a machine that is busy meanwhile is so for both."""
    job = Job("ours", server.port, sizes.sites, sizes.pages)
    jobs = {"bare": dataclasses.replace(job, kind="bare"), "ours": job, "one": dataclasses.replace(job, processes=1)}
    played: dict[str, list[dict[str, Any]]] = {name: [] for name in jobs}
    for number in range(sizes.rounds):
        for name in jobs if number % 2 == 0 else reversed(jobs):
            played[name].append(server.measure(jobs[name]))
    bare, ours, one = (_summed(played[name]) for name in jobs)
    ratio = round(ours["pages_per_second"] / bare["pages_per_second"], 3)
    growth = round(max(figures["memory_mb"][-1] / figures["memory_mb"][1] for figures in played["ours"]), 3)
    peak = max(figures["peak_mb"] for figures in played["ours"])
    return {"bare": bare, "ours": ours, "one": one, "ratio": ratio, "rounds": played}, [
        _target("pages a second of the bare loop", ratio >= AS_FAST, f"{ratio:.2f} (at least {AS_FAST})"),
        _target(
            "memory is flat", growth <= FLAT, f"{growth:.2f} × from the second quarter to the last; peak {peak:.0f} MB"
        ),
    ]


def _summed(rounds: Sequence[dict[str, Any]]) -> dict[str, float]:
    total = {name: sum(one[name] for one in rounds) for name in ("pages", "seconds", "cpu_seconds", "server_cpu")}
    pages = total["pages"]
    return {
        "pages": pages,
        "pages_per_second": round(pages / total["seconds"], 1),
        "cpu_ms_per_page": round(1e3 * total["cpu_seconds"] / pages, 3),
        "server_cpu_ms_per_page": round(1e3 * total["server_cpu"] / pages, 3),
    }


def _clients(server: Server, sizes: Sizes) -> Part:
    """The baseline before and after the others, and the better of the two."""
    there = [name for name in CLIENTS if importlib.util.find_spec(name) is not None]
    found: dict[str, Any] = dict.fromkeys(CLIENTS)
    for name in [*there, BASELINE]:
        one = server.measure(Job("bare", server.port, sizes.client_sites, sizes.pages, client=name))
        if found[name] is None or one["pages_per_second"] > found[name]["pages_per_second"]:
            found[name] = one
    best = max(there, key=lambda name: float(found[name]["pages_per_second"]))
    return found, [_target("the client is the fastest", best == BASELINE, f"{best} is")]


def _pace(server: Server, sizes: Sizes) -> Part:
    """A host is asked for robots.txt, the feed, and each page; the first of them needs not to wait."""
    one = server.measure(Job("ours", server.port, sizes.hosts, sizes.paced_pages, delay=sizes.delay))
    allowed = (sizes.paced_pages + 1) * sizes.delay
    ratio = round(one["seconds"] / allowed, 3)
    return {**one, "allowed_seconds": allowed, "ratio": ratio}, [
        _target("wall time of what the pace allows", 1.0 <= ratio <= IN_PACE, f"{ratio:.3f} (at most {IN_PACE})")
    ]


def _due(server: Server, sizes: Sizes) -> Part:
    """Medians over rounds in turns, step by step. What counts is the CPU time of a run: tick, crawl and its checks."""
    few = Job("due", server.port, sizes.due, sizes.due_pages)
    jobs = {"alone": few, "among_others": dataclasses.replace(few, idle=sizes.idle)}
    played: dict[str, list[dict[str, Any]]] = {name: [] for name in jobs}
    for _ in range(sizes.due_rounds):
        for name, job in jobs.items():
            played[name].append(server.measure(job))
    found = {name: {clock: _medians(rounds, clock) for clock in ("cpu", "wall")} for name, rounds in played.items()}
    costs = {name: sum(one["cpu"][step] for step in RUN) for name, one in found.items()}
    ratio = round(costs["among_others"] / costs["alone"], 3)
    return {**found, "ratio": ratio, "sources": sizes.idle + sizes.due}, [
        _target("cost of the due among many", ratio <= FEW_DUE, f"{ratio:.2f} × (at most {FEW_DUE})")
    ]


def _medians(rounds: Sequence[dict[str, Any]], clock: str) -> dict[str, float]:
    return {step: round(statistics.median(one[clock][step] for one in rounds), 4) for step in rounds[0][clock]}


def _target(name: str, reached: bool, figures: str) -> dict[str, Any]:
    return {"name": name, "reached": reached, "figures": figures}


def as_text(report: dict[str, Any]) -> str:
    lines: list[str] = []
    if crawl := report.get("crawl"):
        head = f"{'':15}{'pages':>8}{'pages/s':>9}{'CPU ms/page':>13}{'of the server':>15}"
        lines += ["crawl", head]
        for name, told in (("bare", "bare"), ("ours", "ours"), ("one", "in one process")):
            one = crawl[name]
            lines.append(
                f"{told:15}{one['pages']:>8}{one['pages_per_second']:>9.0f}{one['cpu_ms_per_page']:>13.2f}"
                f"{one['server_cpu_ms_per_page']:>15.2f}"
            )
        lines.append(f"ours : bare {crawl['ratio']:.2f}")
        for one in crawl["rounds"]["ours"]:
            shown = ", ".join(f"{megabytes:.0f}" for megabytes in one["memory_mb"])
            lines.append(f"memory on the mean of each quarter of the time: {shown} MB, peak {one['peak_mb']:.0f} MB")
    if clients := report.get("clients"):
        lines += ["", "clients (bare loop), pages/s and CPU ms/page"]
        for name, one in clients.items():
            told = "is not installed" if one is None else f"{one['pages_per_second']:>7.0f}{_cpu(one):>7.2f}"
            lines.append(f"{name:10}{told}")
    if pace := report.get("pace"):
        lines += ["", f"pace: {pace['seconds']:.1f} s of {pace['allowed_seconds']:.1f} s allowed"]
    if due := report.get("due"):
        lines += ["", f"due: CPU seconds, alone and among {due['sources']} sources ({', '.join(RUN)} make a run)"]
        alone, among = due["alone"]["cpu"], due["among_others"]["cpu"]
        lines += [f"{step:10}{alone[step]:>9.3f}{among[step]:>9.3f}" for step in alone]
    lines += ["", "targets"]
    lines += [f"  {'yes' if one['reached'] else 'NO ':4}{one['name']}: {one['figures']}" for one in report["targets"]]
    return "\n".join(lines)


def _cpu(one: dict[str, Any]) -> float:
    return 1e3 * float(one["cpu_seconds"]) / float(one["pages"])
