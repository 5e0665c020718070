"""True cross-validation of the text method's bounds over publishers, and how flat the ground is around each of them.

For each of ten folds of publishers every bound is set, on the other nine, to the value of a small grid with which the
text F1 is best (the others as they are; ties go to the present value); all bounds so chosen together are then scored
on the fold that they have not seen. Beside it stand the bounds as they are, on the same pages. What the engines
answered is kept, so that each page is read by them once for all choices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import click
import numpy as np
from lxml.html import HtmlElement

from benchmarks.annotated.pages import Page
from pipeline.extraction import measure
from pipeline.extraction.measure import Rows
from pipeline.extraction.method import Bounds, Engines, Method
from pipeline.extraction.page import extract_page

GRID: dict[str, tuple[float, ...]] = {
    "fewest_shared": (0.1, 0.2, 0.3, 0.4, 0.5),
    "mostly_shared": (0.5, 0.6, 0.7, 0.8),
    "too_little": (2.0, 3.0, 4.0, 6.0),
    "smallest_core": (150, 200, 300, 400, 600),
    "same_share": (0.7, 0.8, 0.85, 0.9, 0.95),
    "first_place": (0.15, 0.2, 0.25, 0.3, 0.4),
    "second_place": (0.3, 0.4, 0.5, 0.6, 0.7),
    "no_place": (0.4, 0.5, 0.6, 0.7, 0.8),
    "prose_links": (0.2, 0.3, 0.4, 0.5, 0.6),
    "strong": (40, 60, 80, 120),
    "column_share": (0.25, 0.3, 0.4, 0.5, 0.6),
}


@dataclass
class KeptEngines(Engines):
    """The engines on one page, each asked once; their answers do not depend on the bounds."""

    kept: dict[str, str] = field(default_factory=dict)

    def fast(self, tree: HtmlElement, url: str | None) -> str:
        return self._once("fast", lambda: super(KeptEngines, self).fast(tree, url))

    def full(self, tree: HtmlElement, url: str | None) -> str:
        return self._once("full", lambda: super(KeptEngines, self).full(tree, url))

    def readability(self, tree: HtmlElement) -> str:
        return self._once("readability", lambda: super(KeptEngines, self).readability(tree))

    def _once(self, name: str, ask: Callable[[], str]) -> str:
        if name not in self.kept:
            self.kept[name] = ask()
        return self.kept[name]


def cross_validate(pages: Sequence[Page], grid: dict[str, tuple[float, ...]] | None = None) -> dict[str, Any]:
    """F1 of the fixed bounds and of those chosen by fold, per fold, and with each value of the grid alone."""
    annotated = [(page, KeptEngines()) for page in pages if page.expected.get("body")]
    if not annotated:
        return {"pages": 0}
    present = Bounds()
    fixed = _rows(annotated, present)
    tried = {
        name: {value: fixed if value == getattr(present, name) else _rows(annotated, replace(present, **{name: value}))
               for value in values}
        for name, values in (grid or GRID).items()
    }  # fmt: skip
    folds = np.asarray(measure.fold_of([page.source for page, _ in annotated]))
    validated = []
    held_out = np.full_like(fixed, np.nan)
    for fold in sorted(set(folds.tolist())):
        inside = folds == fold
        chosen = _chosen(tried, present, ~inside)
        some = [annotated[at] for at in np.flatnonzero(inside)]
        held_out[inside] = fixed[inside] if chosen == present else _rows(some, chosen)
        changed = {name: value for name, value in asdict(chosen).items() if value != getattr(present, name)}
        validated.append(
            {
                "fixed": measure.text_f1(fixed[inside]),
                "chosen": measure.text_f1(held_out[inside]),
                "pages": len(some),
                "bounds": changed,
            }
        )
    return {
        "pages": len(annotated),
        "fixed": measure.text_f1(fixed),
        "chosen": measure.text_f1(held_out),
        "folds": validated,
        "present": {name: getattr(present, name) for name in tried},
        "values": {
            name: {f"{value:g}": measure.text_f1(rows) for value, rows in by_value.items()}
            for name, by_value in tried.items()
        },
    }


def _rows(annotated: Sequence[tuple[Page, KeptEngines]], bounds: Bounds) -> Rows:
    """Precision and recall of each page's text under some bounds."""
    found = []
    for page, engines in annotated:
        method = Method(engines, bounds)
        text = extract_page(page.body, url=page.url, content_type="text/html", method=method).text
        found.append(measure.page_text(page.expected["body"], text))
    return np.asarray(found, dtype=np.float64).reshape(len(found), 2)


def _chosen(tried: dict[str, dict[float, Rows]], present: Bounds, training: Any) -> Bounds:
    """Each bound at its best value on the training pages; the present one where no other is better."""
    best: dict[str, Any] = {}
    for name, by_value in tried.items():
        now = getattr(present, name)
        best[name] = max(by_value, key=lambda value: (measure.text_f1(by_value[value][training]), value == now))
    return replace(present, **best)


def print_validation(found: dict[str, Any]) -> None:
    """The result, and the grid with the present values in brackets."""
    click.echo("\nbounds of the text method, chosen on nine tenths of the publishers and scored on the tenth")
    if not found["pages"]:
        click.echo("no page has an annotated body")
        return
    click.echo(
        f"text F1 of {found['pages']} pages: {found['chosen']:.4f} chosen by fold, {found['fixed']:.4f} as fixed"
    )
    for number, fold in enumerate(found["folds"], 1):
        changed = ", ".join(f"{name} {value:g}" for name, value in fold["bounds"].items()) or "none changed"
        click.echo(
            f"fold {number:2}: {fold['chosen']:.4f}, fixed {fold['fixed']:.4f} ({fold['pages']} pages; {changed})"
        )
    for name, by_value in found["values"].items():
        now = f"{found['present'][name]:g}"
        cells = (f"[{value}] {f1:.4f}" if value == now else f"{value} {f1:.4f}" for value, f1 in by_value.items())
        click.echo(f"{name:14} " + "  ".join(cells))
