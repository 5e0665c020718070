"""A draft as a Markdown file under ``EMCIP_HOME/exports/drafts``: the text, and above it what to know of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pipeline.warehouse.schema import Draft


def export_draft(exports: Path, draft: Draft) -> Path:
    """Write ``<opportunity key>-r<revision>.md``; a file that says the same is left alone."""
    path = exports / "drafts" / f"opp-{draft.opportunity_id}-r{draft.revision}.md"
    text = file_text(draft)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    # complete or absent: a reader never sees half a draft
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
    return path


def file_text(draft: Draft) -> str:
    """Front matter (YAML, every value in JSON's spelling) and the body."""
    head = {
        "title": draft.title,
        "opportunity": f"opp-{draft.opportunity_id}",
        "revision": draft.revision,
        "desk": draft.desk_id,
        "status": draft.status,
        "generated_by": draft.model or draft.generated_by,
        "prompt_version": draft.prompt_version,
        "quality_score": draft.quality_score,
        "originality_score": draft.originality_score,
        "created_at": draft.created_at.isoformat(),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    said = [f"{gate['name']}: {gate['verdict']}. {gate['reason']}" for gate in draft.gates]
    gates = [f"  - {json.dumps(gate, ensure_ascii=False)}" for gate in said]
    return "\n".join(["---", *lines, "gates:", *gates, "---", "", draft.body])
