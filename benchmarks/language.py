"""``emcip bench language [DIR]``: language detectors on the first 500 characters, by accuracy and time.

DIR (or the folder that ``EMCIP_CORPUS`` names) holds ``pages.jsonl`` with the pages (language, file, url, page_type),
and may hold ``texts/*.jsonl.gz`` with language and body. Of pages our extraction's text is taken, of texts the body.
Every detector reads every sample in the same process, in an order that turns with each sample. "emcip" is the whole
detector (the script, pycld2, and what tells apart the pairs that pycld2 confuses); "declared" is ``<html lang>``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from pipeline.extraction.markup import parse
from pipeline.extraction.page import extract_page
from pipeline.failures import ConfigurationError
from pipeline.language.detect import base_language, detect_language
from pipeline.web.text import decode

CHARACTERS = 500
EACH = 60  # texts of a language at most
OURS = "emcip"


@dataclass(frozen=True)
class Sample:
    """A text whose language is known; ``declared`` is what its page says of itself."""

    group: str
    text: str
    language: str
    declared: str | None = None


Detector = Callable[[Sample], str | None]


@dataclass
class Result:
    """Right and all samples by group, the mistakes, and CPU seconds."""

    right: Counter[str] = field(default_factory=Counter)
    mistakes: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    seconds: float = 0.0


def detectors() -> dict[str, Detector]:
    """The detectors that are compared, ours first."""
    import py3langid  # noqa: PLC0415 - a development dependency, and a second of loading
    import pycld2  # noqa: PLC0415 - as above

    def cld2(sample: Sample) -> str | None:
        try:
            return str(pycld2.detect(sample.text.encode("utf-8", "ignore"), bestEffort=True)[2][0][1])
        except pycld2.error:
            return None

    return {
        OURS: lambda sample: detect_language(sample.text, declared=sample.declared),
        "pycld2": cld2,
        "py3langid": lambda sample: str(py3langid.classify(sample.text)[0]),
        "declared": lambda sample: sample.declared,
    }


def read_samples(folder: Path) -> Iterator[Sample]:
    """The first 500 characters of every page and text whose language is stated."""
    listing = folder / "pages.jsonl"
    if not listing.exists():
        raise ConfigurationError(f"{folder}: no pages.jsonl in it; its layout is that of `emcip bench extraction`")
    for line in listing.read_text().splitlines():
        row = json.loads(line)
        if row.get("page_type") == "article" and (language := base_language(row.get("language"))):
            body = _bytes(folder / row["file"])
            text = extract_page(body, url=row.get("url"), content_type="text/html").text
            if text:
                yield Sample("pages", text[:CHARACTERS], language, _declared(body))
    for path in sorted((folder / "texts").glob("*.jsonl.gz")):
        yield from _texts(path)


def _texts(path: Path) -> Iterator[Sample]:
    seen: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            language = base_language(row.get("language"))
            if language and row.get("body") and seen[language] < EACH:
                seen[language] += 1
                yield Sample(path.name.split(".")[0], row["body"][:CHARACTERS], language)


def _bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _declared(body: bytes) -> str | None:
    tree = parse(decode(body)[0])
    return base_language(tree.get("lang")) if tree is not None else None


def measure(samples: list[Sample], known: dict[str, Detector]) -> dict[str, Any]:
    """Accuracy by group, the most frequent mistakes, and milliseconds of CPU a sample."""
    results: dict[str, Result] = defaultdict(Result)
    names = list(known)
    for detect in known.values():  # tables are loaded at the first call
        detect(samples[0])
    for number, sample in enumerate(samples):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            started = time.process_time()
            found = base_language(known[name](sample))
            results[name].seconds += time.process_time() - started
            results[name].right[sample.group] += found == sample.language
            if found != sample.language:
                results[name].mistakes[sample.language, found] += 1
    groups = Counter(sample.group for sample in samples)
    return {
        "samples": dict(groups),
        "languages": len({sample.language for sample in samples}),
        "detectors": {
            name: {
                "accuracy": {group: result.right[group] / count for group, count in groups.items()},
                "milliseconds": 1000 * result.seconds / len(samples),
                "mistakes": [
                    {"is": true, "taken_for": found, "count": count}
                    for (true, found), count in result.mistakes.most_common(8)
                ],
            }
            for name, result in ((each, results[each]) for each in names)
        },
    }


def print_report(found: dict[str, Any]) -> None:
    groups = list(found["samples"])
    sizes = ", ".join(f"{count} of {group}" for group, count in found["samples"].items())
    click.echo(f"{sizes}; {found['languages']} languages; the first {CHARACTERS} characters")
    click.echo(f"{'':12}" + "".join(f"{group[:16]:>18}" for group in groups) + f"{'ms each':>10}")
    for name, result in found["detectors"].items():
        shares = "".join(f"{result['accuracy'][group]:18.3f}" for group in groups)
        click.echo(f"{name:12}{shares}{result['milliseconds']:10.3f}")
        wrong = ", ".join(f"{each['is']} for {each['taken_for']} {each['count']}" for each in result["mistakes"][:5])
        click.echo(f"{'':12}mistakes: {wrong or 'none'}")


def main(arguments: list[str], as_json: bool) -> int:
    parser = argparse.ArgumentParser(prog="emcip bench language", description="Language detectors, compared.")
    parser.add_argument("folder", nargs="?", help="pages and texts; default: the folder in EMCIP_CORPUS")
    parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
    given = parser.parse_args(arguments)
    name = given.folder or os.environ.get("EMCIP_CORPUS")
    if not name:
        raise ConfigurationError("no folder of texts: run `emcip bench language DIR`, or name it in EMCIP_CORPUS")
    samples = list(read_samples(Path(name)))
    if not samples:
        raise ConfigurationError(f"{name}: no page or text in it states its language")
    found = measure(samples, detectors())
    if as_json or given.as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        print_report(found)
    return 0
