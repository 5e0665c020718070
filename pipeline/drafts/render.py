"""A draft in the terminal: what it is, the text, its gates, and where its sentences come from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pipeline.drafts.rows import Lineage, lineage
from pipeline.language.english import clipped
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Draft

_COLOURS = {"pass": "green", "warn": "yellow", "fail": "red"}
LINEAGE_SHOWN = 8


def render_draft(newsroom: Newsroom, draft: Draft, console: Console) -> None:
    """Print it. Whatever stands in the draft is shown as text: none of it is read as terminal markup."""
    with newsroom.warehouse.reading() as session:
        rows = lineage(session, draft.id)
    console.print(Panel(_head(draft), border_style="green" if draft.status == "draft" else "red"))
    console.print(Markdown(draft.body, hyperlinks=False))
    console.print()
    console.print(_gates(draft))
    if rows:
        console.print(_lineage(rows))


def _head(draft: Draft) -> Text:
    by = draft.model or "heuristics, from source excerpts"
    lines = [
        f"opp-{draft.opportunity_id}, revision {draft.revision}, for {draft.desk_id}: {draft.status}",
        f"{draft.content_type} by {by} ({draft.prompt_version}), template {draft.template}, voice {draft.voice}",
        f"quality {_score(draft.quality_score)}, originality {_score(draft.originality_score)}",
    ]
    if draft.stale_since is not None:
        lines.append(f"out of date since {draft.stale_since:%Y-%m-%d %H:%M}: its sources were edited")
    return Text("\n".join(lines))


def _score(score: float | None) -> str:
    return "not scored" if score is None else f"{score:.0f} of 100"


def _gates(draft: Draft) -> Table:
    table = Table("gate", "verdict", "why", title="Gates", title_justify="left")
    for gate in draft.gates:
        verdict = str(gate["verdict"])
        table.add_row(str(gate["name"]), Text(verdict, style=_COLOURS.get(verdict, "")), Text(str(gate["reason"])))
    return table


def _lineage(rows: Sequence[Lineage]) -> Table:
    shown = [row for row in rows if row.source_sentence_index >= 0][:LINEAGE_SHOWN]
    left = len(rows) - len(shown)
    table = Table(
        "no.",
        "sentence of the draft",
        "rests on",
        "which says",
        title="Where its sentences come from",
        title_justify="left",
        caption=f"and {left} more in draft_citations" if left else None,
    )
    for row in shown:
        said = clipped(row.quoted_text, 110)
        if row.original_text:
            said += f" ({clipped(row.original_text, 80)})"
        table.add_row(
            str(row.sentence_index),
            Text(clipped(row.sentence, 90)),
            Text(f"{row.outlet}, sentence {row.source_sentence_index + 1}"),
            Text(said),
        )
    return table
