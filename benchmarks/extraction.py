"""``emcip bench extraction [DIR]``: our extraction beside trafilatura's ways and readability, on annotated pages.

DIR (or the folder that ``EMCIP_CORPUS`` names) holds ``pages.jsonl`` (id, file, url, language, page_type), the pages
themselves, and ``expected.jsonl`` or ``expected.jsonl.gz`` (id; body, title, authors, published where annotated).
Every engine reads every page in the same process, one page after the other and in an order that turns with each page,
so that the ratios of CPU time mean something on a busy machine. Time is that of text and metadata from bytes
(readability: text alone). "readability" is the port that trafilatura ships, on the page as it is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import math
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

import click

from benchmarks.annotated.bounds import cross_validate, print_validation
from benchmarks.annotated.pages import Page, read_pages
from pipeline.extraction import measure
from pipeline.extraction.doubts import LOW as LOW_CONFIDENCE
from pipeline.extraction.measure import Rows, Score
from pipeline.extraction.page import EXTRACTOR_VERSION, extract_page
from pipeline.failures import ConfigurationError
from pipeline.language.detect import base_language

OURS = "emcip"
BASE = "trafilatura"
TOTAL = "all"


@dataclass(frozen=True)
class Output:
    """What an engine made of a page; None where it does not look for such a thing."""

    text: str | None = None
    title: str | None = None
    authors: list[str] | None = None
    published: dt.datetime | dt.date | None = None
    language: str | None = None
    confidence: float | None = None


Engine = Callable[[Page], Output]


def _ours(page: Page) -> Output:
    found = extract_page(page.body, url=page.url, content_type="text/html")
    at = found.published_at
    published = at.date() if at and found.published_precision == "day" else at
    return Output(found.text, found.title, found.authors, published, found.language, found.confidence)


def _trafilatura(**options: Any) -> Engine:
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, not for a usage error

    def extract(page: Page) -> Output:
        found: Any = bare_extraction(page.body, url=page.url, with_metadata=True, include_comments=False, **options)
        if found is None:
            return Output("", None, [], None)
        day = measure.read_annotated(found.date) if found.date else None
        authors = [name for name in (found.author or "").split("; ") if name]
        return Output(found.text or "", found.title, authors, day)

    return extract


def _readability(page: Page) -> Output:
    from trafilatura.external import try_readability  # noqa: PLC0415 - as above
    from trafilatura.utils import load_html  # noqa: PLC0415

    tree = load_html(page.body)
    found = try_readability(tree) if tree is not None else None
    return Output("\n".join(found.itertext()) if found is not None else "")


def engines() -> dict[str, Engine]:
    """The engines that are compared, ours first."""
    return {
        OURS: _ours,
        BASE: _trafilatura(),
        "fast": _trafilatura(fast=True),
        "precision": _trafilatura(favor_precision=True),
        "readability": _readability,
    }


_MEASURES: dict[str, Callable[[Rows], float]] = {
    "text": measure.text_f1,
    "title": measure.share,
    "authors": measure.authors_f1,
    "day": measure.share,
    "minute": measure.share,
    "language": measure.share,
}


@dataclass
class Tally:
    """An engine's results: per measure and language one row a page, and the CPU seconds of all pages."""

    rows: dict[tuple[str, str], list[Sequence[float]]] = field(default_factory=lambda: defaultdict(list))
    seconds: float = 0.0
    # beside each row of ("text", TOTAL): its publisher, and how sure the engine said it was
    sources: list[str] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)

    def add(self, page: Page, output: Output) -> None:
        for name, row in _rows(page, output):
            if name == "text":
                self.sources.append(page.source)
                self.confidences.append(output.confidence or 0.0)
            for group in (TOTAL, page.language or "?"):
                self.rows[name, group].append(row)

    def score(self, name: str, group: str, draws: int) -> Score | None:
        return measure.score(self.rows[name, group], _MEASURES[name], draws=draws)


def _rows(page: Page, output: Output) -> Iterator[tuple[str, Sequence[float]]]:
    expected = page.expected
    if expected.get("body"):
        yield "text", measure.page_text(expected["body"], output.text)
    if output.authors is not None:
        if expected.get("title"):
            yield "title", (measure.page_title(expected["title"], output.title),)
        if expected.get("authors") is not None:
            yield "authors", measure.page_authors(expected["authors"], output.authors)
        truth = measure.read_annotated(str(expected["published"])) if expected.get("published") else None
        if truth is not None:
            yield "day", (measure.page_day(truth, output.published),)
            moment = output.published if isinstance(output.published, dt.datetime) else None
            minute = measure.page_minute(truth, moment)
            if not math.isnan(minute):  # the annotation names a minute
                yield "minute", (minute,)
    if output.language and page.article and page.language:
        yield "language", (float(base_language(output.language) == base_language(page.language)),)


def run_engines(pages: Iterator[Page], chosen: dict[str, Engine]) -> tuple[dict[str, Tally], int]:
    """Every engine over every page, interleaved; the tallies, and the number of pages."""
    tallies = {name: Tally() for name in chosen}
    names = list(chosen)
    warm = Page(b"<html><body><article><p>Warm up the engines.</p></article></body></html>", None, None, False, {})
    for engine in chosen.values():
        engine(warm)
    count = 0
    for page in pages:
        turn = count % len(names)
        for name in names[turn:] + names[:turn]:
            started = time.process_time()
            output = chosen[name](page)
            tallies[name].seconds += time.process_time() - started
            tallies[name].add(page, output)
        count += 1
    return tallies, count


def report(tallies: dict[str, Tally], folder: Path, count: int, draws: int) -> dict[str, Any]:
    """Everything that was measured, as plain data."""
    groups = {group for tally in tallies.values() for _, group in tally.rows}
    languages = sorted(groups - {TOTAL}, key=lambda code: (-len(tallies[OURS].rows["text", code]), code))
    found: dict[str, Any] = {
        "folder": str(folder), "pages": count, "extractor": EXTRACTOR_VERSION, "bootstrap": draws, "engines": {},
    }  # fmt: skip
    base = tallies[BASE].seconds
    for name, tally in tallies.items():
        scores = {
            group: {
                measured: asdict(result)
                for measured in _MEASURES
                if (result := tally.score(measured, group, draws)) is not None
            }
            for group in (TOTAL, *languages)
        }
        text = tally.rows["text", TOTAL]
        found["engines"][name] = {
            "text_f1_by_folds_of_publishers": measure.by_folds(text, tally.sources, measure.text_f1) if text else [],
            "cpu_seconds": round(tally.seconds, 3),
            "cpu_ms_a_page": round(1000 * tally.seconds / max(1, count), 2),
            "cpu_ratio": round(tally.seconds / base, 3) if base else None,
            "scores": scores,
        }
    found["confidence"] = _reliability(tallies[OURS])
    return found


def _reliability(tally: Tally) -> dict[str, Any]:
    """How far our confidence tells right texts from wrong ones: rank correlation, and mean F1 on either side."""
    pairs = [
        (sure, measure.page_f1(row))
        for sure, row in zip(tally.confidences, tally.rows["text", TOTAL], strict=True)
        if sure > 0  # 0: no article was found
    ]
    low = [f1 for sure, f1 in pairs if sure < LOW_CONFIDENCE]
    high = [f1 for sure, f1 in pairs if sure >= LOW_CONFIDENCE]
    return {
        "bound": LOW_CONFIDENCE,
        "rank_correlation": round(measure.rank_correlation(*zip(*pairs, strict=True)), 3) if pairs else None,
        "below": {"pages": len(low), "mean_page_f1": round(fmean(low), 3) if low else None},
        "above": {"pages": len(high), "mean_page_f1": round(fmean(high), 3) if high else None},
    }


def print_report(found: dict[str, Any]) -> None:
    """The report as a table: in total with intervals, then per language."""
    click.echo(f"{found['pages']} pages of {found['folder']}; {found['extractor']}")
    click.echo(f"95 % intervals from {found['bootstrap']} resamples; CPU as a ratio to {BASE} with metadata\n")
    click.echo(f"{'':12}" + "".join(f"{name:>22}" for name in _MEASURES) + f"{'ms a page':>12}{'CPU':>7}")
    for name, engine in found["engines"].items():
        cells = "".join(f"{_cell(engine['scores'][TOTAL].get(measured)):>22}" for measured in _MEASURES)
        click.echo(f"{name:12}{cells}{engine['cpu_ms_a_page']:>12.1f}{engine['cpu_ratio']:>7.2f}")
    annotated = {name: engine["scores"][TOTAL] for name, engine in found["engines"].items()}[OURS]
    click.echo(f"{'pages':12}" + "".join(f"{annotated.get(name, {}).get('pages', 0):>22}" for name in _MEASURES))
    for name, engine in found["engines"].items():
        if folds := engine["text_f1_by_folds_of_publishers"]:
            low, high = min(folds), max(folds)
            click.echo(f"{name}: text F1 over {len(folds)} folds of publishers {fmean(folds):.3f} ± {pstdev(folds):.3f}"
                       f" ({low:.3f}-{high:.3f})")  # fmt: skip
    sure = found["confidence"]
    click.echo(
        f"confidence: rank correlation with page F1 {sure['rank_correlation']}; mean F1 under {sure['bound']}:"
        f" {sure['below']['mean_page_f1']} ({sure['below']['pages']} pages), else {sure['above']['mean_page_f1']}"
    )
    ours = found["engines"][OURS]["scores"]
    click.echo(f"\nper language: {OURS}, and text F1 of {BASE}")
    click.echo(f"{'':6}" + "".join(f"{name:>26}" for name in _MEASURES) + f"{BASE:>26}")
    for group in ours:
        if group != TOTAL:
            cells = "".join(f"{_cell(ours[group].get(name), count=True):>26}" for name in _MEASURES)
            theirs = found["engines"][BASE]["scores"][group].get("text")
            click.echo(f"{group:6}{cells}{_cell(theirs):>26}")


def _cell(result: dict[str, Any] | None, *, count: bool = False) -> str:
    if result is None:
        return "–"
    shown = f"{result['value']:.3f} [{result['low']:.3f}-{result['high']:.3f}]"
    return f"{shown} /{result['pages']}" if count else shown


def main(arguments: list[str], as_json: bool) -> int:
    parser = argparse.ArgumentParser(prog="emcip bench extraction", description="Extraction against annotated pages.")
    parser.add_argument("folder", nargs="?", help="annotated pages; default: the folder in EMCIP_CORPUS")
    parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
    parser.add_argument("--bootstrap", type=int, default=measure.DRAWS, metavar="N", help="resamples per interval")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page, for a quick look")
    parser.add_argument(
        "--cross-validate",
        action="store_true",
        help="also choose the text method's bounds on nine tenths of the publishers and score the tenth (slow)",
    )
    parser.add_argument("--only", action="append", metavar="ENGINE", help="one engine beside the default; repeatable")
    given = parser.parse_args(arguments)
    name = given.folder or os.environ.get("EMCIP_CORPUS")
    if not name:
        raise ConfigurationError(
            "no folder of annotated pages: run `emcip bench extraction DIR`, or name the folder in EMCIP_CORPUS"
        )
    if given.every < 1 or given.bootstrap < 1:
        raise ConfigurationError("--every and --bootstrap want a number of at least 1")
    # what libraries think of single pages is no part of the result
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    known = engines()
    if unknown := set(given.only or ()) - set(known):
        raise ConfigurationError(f"no engine {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    chosen = {key: known[key] for key in known if not given.only or key in (OURS, BASE, *given.only)}
    folder = Path(name)
    tallies, count = run_engines(read_pages(folder, every=given.every), chosen)
    found = report(tallies, folder, count, given.bootstrap)
    if given.cross_validate:
        found["cross_validation"] = cross_validate(list(read_pages(folder, every=given.every)))
    if as_json or given.as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        print_report(found)
        if given.cross_validate:
            print_validation(found["cross_validation"])
    return 0
