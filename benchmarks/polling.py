"""How well the learned polling interval does: requests, missed items and lag, against fixed intervals and Media Cloud.

    emcip bench polling [--traces DIR] [--json]

Without DIR 500 made sources over four weeks are polled, always the same ones. The format of the files in DIR is in
``benchmarks/publishing/traces.py``, how it is counted in ``simulator.py``, the rules of the others in ``pollers.py``.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.publishing.pollers import Poller, by_ratio, fixed, media_cloud, ours
from benchmarks.publishing.simulator import Outcome, Score, fewest_requests, play, score, span_of
from benchmarks.publishing.traces import Trace, made_traces, read_traces

EAGERNESS = (1.5, 0.7, 0.5, 0.35, 0.25, 0.17)
MINUTES = (10, 20, 30, 45, 90, 120, 240, 480, 1440)
OURS, HOURLY, MEDIA_CLOUD = "ours", "hourly", "media cloud"
FEWER = 0.75  # of the requests of hourly polling


@dataclasses.dataclass(frozen=True)
class Target:
    name: str
    reached: bool
    figures: str


def main(arguments: list[str], as_json: bool) -> int:
    parser = argparse.ArgumentParser(prog="emcip bench polling", description="The polling interval, simulated.")
    parser.add_argument("--traces", type=Path, help="a folder of traces instead of the made ones")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    traces = read_traces(options.traces) if options.traces else made_traces()
    report = measure(traces)
    click.echo(json.dumps(report, indent=1) if as_json or options.json else as_text(report))
    return 0


def measure(traces: Sequence[Trace]) -> dict[str, object]:
    """All figures: of the three, by kind; the trade-off; the targets."""
    started, span = time.monotonic(), span_of(traces)
    rivals = {OURS: ours(), HOURLY: fixed(1.0), MEDIA_CLOUD: media_cloud}
    played = {name: play(traces, poller, span) for name, poller in rivals.items()}
    whole = {name: score(outcomes) for name, outcomes in played.items()}
    curve = whole | {name: score(play(traces, poller, span)) for name, poller in _trade_off().items()}
    bound = fewest_requests(traces, span, within=whole[HOURLY].p95 / 60)
    return {
        "sources": len(traces),
        "days": round((span[1] - span[0]) / 24, 1),
        "whole": {name: dataclasses.asdict(found) for name, found in whole.items()},
        "kinds": {name: _by_kind(outcomes) for name, outcomes in played.items()},
        "trade_off": {name: dataclasses.asdict(found) for name, found in curve.items()},
        "fewest_requests_at_hourly_p95": bound,
        "targets": [dataclasses.asdict(target) for target in _targets(whole, curve, bound)],
        "seconds": round(time.monotonic() - started, 1),
    }


def _trade_off() -> dict[str, Poller]:
    eager = {f"ours, eagerness {eagerness:g}": ours(eagerness) for eagerness in EAGERNESS}
    every = {f"every {minutes} min": fixed(minutes / 60) for minutes in MINUTES}
    return eager | every | {"media cloud, by ratio": by_ratio}


def _by_kind(outcomes: Sequence[Outcome]) -> dict[str, dict[str, object]]:
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes)
    return {kind: dataclasses.asdict(score(outcome for outcome in outcomes if outcome.kind == kind)) for kind in kinds}


def _targets(whole: dict[str, Score], curve: dict[str, Score], bound: int) -> list[Target]:
    mine, hourly, cloud = whole[OURS], whole[HOURLY], whole[MEDIA_CLOUD]
    thrifty = {name: one for name, one in curve.items() if name.startswith(OURS) and one.requests <= cloud.requests}
    name, least = max(thrifty.items(), key=lambda one: one[1].requests, default=("no setting of ours", None))
    as_thrifty = least is not None and _fewer(least.missed, cloud.missed) and least.p95 <= cloud.p95
    return [
        Target("misses less than hourly", _fewer(mine.missed, hourly.missed), f"{mine.missed} : {hourly.missed}"),
        Target("misses less than media cloud", _fewer(mine.missed, cloud.missed), f"{mine.missed} : {cloud.missed}"),
        Target("p95 lag no worse than hourly", mine.p95 <= hourly.p95, f"{mine.p95} : {hourly.p95} min"),
        Target("p95 lag no worse than media cloud", mine.p95 <= cloud.p95, f"{mine.p95} : {cloud.p95} min"),
        Target(
            "25 % fewer requests than hourly",
            mine.requests <= FEWER * hourly.requests,
            f"{mine.requests} : {hourly.requests} ({mine.requests / hourly.requests - 1:+.0%})",
        ),
        Target(
            "no more requests than media cloud",
            mine.requests <= cloud.requests,
            f"{mine.requests} : {cloud.requests}; with the p95 of hourly {_possible(bound, cloud.requests)}",
        ),
        Target(
            "better than media cloud at its own number of requests",
            as_thrifty,
            f"{name}: "
            + (f"requests {least.requests}, missed {least.missed}, p95 {least.p95} min" if least else "asks so little"),
        ),
    ]


def _fewer(mine: int, theirs: int) -> bool:
    return mine < theirs or mine == 0  # nothing is fewer than none


def _possible(bound: int, budget: int) -> str:
    if bound > budget:
        return f"no poller can do it: knowing all times beforehand takes at least {bound}"
    return f"knowing all times beforehand would take at least {bound}"


def as_text(report: dict[str, object]) -> str:
    whole, kinds, curve = report["whole"], report["kinds"], report["trade_off"]
    assert isinstance(whole, dict)
    assert isinstance(kinds, dict)
    assert isinstance(curve, dict)
    head = f"{'':26}{'requests':>10}{'items':>9}{'missed':>8}{'p50 min':>9}{'p95 min':>9}"
    lines = [f"{report['sources']} sources, {report['days']} days", "", head]
    for name, found in whole.items():
        lines.append(_line(name, found))
        lines += [_line(f"  {kind}", one) for kind, one in kinds[name].items()]
    lines += ["", "the trade-off, from many requests to few", head]
    ranked = sorted(curve.items(), key=lambda one: -int(one[1]["requests"]))
    lines += [_line(name, found) for name, found in ranked]
    lines += ["", "targets (ours : theirs)"]
    targets = report["targets"]
    assert isinstance(targets, list)
    lines += [f"  {'yes' if one['reached'] else 'NO ':4}{one['name']}: {one['figures']}" for one in targets]
    return "\n".join([*lines, "", f"{report['seconds']} s"])


def _line(name: str, found: dict[str, float]) -> str:
    counts = f"{found['requests']:>10}{found['items']:>9}{found['missed']:>8}"
    return f"{name:26}{counts}{found['p50']:>9.1f}{found['p95']:>9.1f}"
