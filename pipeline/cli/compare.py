"""``emcip reprocess extraction --dry-run``: what the present extractor would change, before it replaces anything."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from pipeline.cells import Cell
from pipeline.extraction.compare import Comparison, compare_sample
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.failures import ConfigurationError
from pipeline.newsroom import open_newsroom

WORST = 10


def print_comparison(cells: Sequence[str], article_ids: Sequence[int], sample: int, *, as_json: bool) -> None:
    """Extract a sample of stored pages and print what differs from the rows that are there."""
    try:
        wanted = [Cell.parse(key) for key in cells]
    except ValueError as error:
        raise ConfigurationError(str(error)) from None
    found = compare_sample(open_newsroom(), sample=sample, cells=wanted, article_ids=article_ids)
    if as_json:
        print(json.dumps(as_document(found), ensure_ascii=False, indent=1))
    else:
        _show(found)


def as_document(found: Comparison) -> dict[str, object]:
    """A comparison as plain values."""
    return {
        "version": EXTRACTOR_VERSION,
        "compared_with": sorted(found.versions),
        "pages": found.pages,
        "failed": found.failed,
        "share_changed": round(found.share_changed, 4),
        "mean_similarity": round(found.similarity, 4),
        "fields": {name: count / found.pages for name, count in found.fields.most_common()},
        "outcomes": dict(found.outcomes.most_common()),
        "sources": {slug: {"pages": pages, "changed": changed} for slug, (pages, changed) in found.sources.items()},
        "examples": [dataclasses.asdict(change) for change in found.examples],
    }


def _show(found: Comparison) -> None:
    console = Console(highlight=False)
    if not found.pages and not found.failed:
        console.print("No page of these has an extraction yet: there is nothing to compare.")
        return
    console.print(f"{EXTRACTOR_VERSION} beside {', '.join(sorted(found.versions))}; nothing was written.")
    console.print(found.told())
    for name, count in found.outcomes.most_common():
        console.print(f"  outcome  {count} × {name}")
    ranked = sorted(found.sources.items(), key=lambda item: (-item[1][1], item[0]))
    for slug, (pages, changed) in ranked[:WORST]:
        if changed:
            console.print(f"  source   {slug}: {changed} of {pages}")
    for change in found.examples:
        console.print(
            f"  article  {change.article_id} ({change.source_slug}), similarity {change.similarity:.3f},"
            f" {', '.join(change.fields)}\n    before {escape(change.before)}\n    after  {escape(change.after)}"
        )
