"""Which feed reader: ours (libxml2, recovering) against feedparser, by what they read and in how much time.

    emcip bench feeds [DIR] [--rounds N] [--json]

DIR is a folder of captured feeds (``*.xml``, ``*.rss``, ``*.atom``, ``*.rdf``, ``*.json``); without it only the hard
cases are read that the project carries (``benchmarks/reading/hard.py``), each of which says what is right. Both get
the same bytes and the same address. Time is that of the CPU, in alternation, over ``--rounds`` rounds.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from benchmarks.reading.hard import AT, CASES, HOSTILE, Hard
from pipeline.crawl.feeds import NotAFeed, read_feed
from pipeline.failures import ConfigurationError
from pipeline.web.urls import resolve

# over the entity bomb alone feedparser sits for longer than over all the others
TIMED = [case.body for case in CASES if case not in HOSTILE]
SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".json")


@dataclasses.dataclass(frozen=True)
class Read:
    """What a reader takes from a feed: (link, title, UTC second of publication) per item."""

    items: tuple[tuple[str, str | None, int | None], ...]

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(link for link, _, _ in self.items)


Reader = Callable[[bytes, str], Read]


def ours(body: bytes, content_type: str) -> Read:
    try:
        feed = read_feed(body, url=AT, content_type=content_type)
    except NotAFeed:
        return Read(())
    return Read(
        tuple(
            (
                item.url,
                item.title,
                int(item.published.utc.timestamp()) if item.published and item.published.utc else None,
            )
            for item in feed.items
        )
    )


def theirs(body: bytes, content_type: str) -> Read:
    """feedparser as its documentation has it; links are resolved as ours are, and each page counts once."""
    import calendar  # noqa: PLC0415 - beside its only use

    import feedparser  # noqa: PLC0415 - a development dependency

    headers = {"content-location": AT, "content-type": content_type}
    items: dict[str, tuple[str, str | None, int | None]] = {}
    for entry in feedparser.parse(body, response_headers=headers).entries:
        link = resolve(AT, entry.get("link") or "")
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        title = _plain(entry.get("title"))
        if link:
            items.setdefault(link, (link, title, calendar.timegm(moment) if moment else None))
    return Read(tuple(items.values()))


def _plain(title: str | None) -> str | None:
    """feedparser leaves harmless markup in titles; compared is what a reader would see."""
    from lxml import html  # noqa: PLC0415 - only here

    if not title or not title.strip():
        return None
    text = html.fromstring(f"<p>{title}</p>").text_content() if "<" in title else title
    return " ".join(text.split()) or None


def main(arguments: list[str], as_json: bool) -> int:
    parser = argparse.ArgumentParser(prog="emcip bench feeds", description="Feed readers, compared.")
    parser.add_argument("folder", nargs="?", type=Path, help="captured feeds besides the hard cases")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    report = measure(options.folder, options.rounds)
    click.echo(json.dumps(report, indent=1) if as_json or options.json else as_text(report))
    return 0


def measure(folder: Path | None, rounds: int) -> dict[str, object]:
    report: dict[str, object] = {"hard": _hard(CASES), "hard_time": _timed(TIMED, rounds)}
    if folder is not None:
        bodies = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES}
        if not bodies:
            raise ConfigurationError(f"{folder} holds no feeds: files that end in {', '.join(SUFFIXES)} are read")
        report["captured"] = _agreement(bodies)
        report["captured_time"] = _timed([*bodies.values()], rounds)
    return report


def _hard(cases: Sequence[Hard]) -> dict[str, object]:
    """How many cases each reader reads as a person would, and which it does not."""
    wrong: dict[str, list[str]] = {"ours": [], "feedparser": []}
    for case in cases:
        for name, reader in (("ours", ours), ("feedparser", theirs)):
            read = reader(case.body, case.content_type)
            if (read.links, tuple(title for _, title, _ in read.items)) != (case.links, case.titles):
                wrong[name].append(case.name)
    return {
        "cases": len(cases),
        "right": {name: len(cases) - len(found) for name, found in wrong.items()},
        "wrong": wrong,
    }


def _agreement(bodies: dict[str, bytes]) -> dict[str, object]:
    """Items of both, of one only; of those of both, how many have the same title and the same date."""
    counts: Counter[str] = Counter()
    only: dict[str, list[str]] = {"ours": [], "feedparser": []}
    for name, body in bodies.items():
        mine, others = ({item[0]: item for item in reader(body, "").items} for reader in (ours, theirs))
        both = mine.keys() & others.keys()
        counts["items"] += len(mine.keys() | others.keys())
        counts["same_link"] += len(both)
        counts["same_title"] += sum(mine[link][1] == others[link][1] for link in both)
        counts["same_date"] += sum(mine[link][2] == others[link][2] for link in both)
        counts["same_in_all"] += sum(mine[link] == others[link] for link in both)
        for reader, missing in (("ours", mine.keys() - both), ("feedparser", others.keys() - both)):
            if missing:
                only[reader].append(f"{name}: {len(missing)}")
            counts[f"only_{reader}"] += len(missing)
    return {"feeds": len(bodies), **counts, "only_in": only}


def _timed(bodies: Sequence[bytes], rounds: int) -> dict[str, float]:
    """CPU seconds of the fastest round of each, and how many times longer feedparser takes."""
    best = {"ours": float("inf"), "feedparser": float("inf")}
    for _ in range(max(1, rounds)):
        for name, reader in (("ours", ours), ("feedparser", theirs)):
            started = time.process_time()
            for body in bodies:
                reader(body, "")
            best[name] = min(best[name], time.process_time() - started)
    return {
        **{name: round(seconds, 4) for name, seconds in best.items()},
        "ratio": round(best["feedparser"] / best["ours"], 2),
    }


def as_text(report: dict[str, object]) -> str:
    hard, clock = report["hard"], report["hard_time"]
    assert isinstance(hard, dict)
    assert isinstance(clock, dict)
    lines = [
        f"{hard['cases']} hard cases: ours reads {hard['right']['ours']} as a person would,"
        f" feedparser {hard['right']['feedparser']}; feedparser takes {clock['ratio']} times the CPU",
        *(f"  {name} does not read: {', '.join(found) or 'none'}" for name, found in hard["wrong"].items()),
    ]
    if captured := report.get("captured"):
        clock = report["captured_time"]
        assert isinstance(captured, dict)
        assert isinstance(clock, dict)
        share = {key: captured[key] / captured["same_link"] for key in ("same_title", "same_date", "same_in_all")}
        lines += [
            f"{captured['feeds']} captured feeds: both find {captured['same_link']} of {captured['items']} items, only"
            f" ours {captured['only_ours']}, only feedparser {captured['only_feedparser']}",
            f"  of these the same title {share['same_title']:.1%}, date {share['same_date']:.1%}, both"
            f" {share['same_in_all']:.1%}",
            *(f"  only {name}: {', '.join(found) or 'none'}" for name, found in captured["only_in"].items()),
            f"  CPU: ours {clock['ours']} s, feedparser {clock['feedparser']} s, {clock['ratio']} times as much",
        ]
    return "\n".join(lines)
