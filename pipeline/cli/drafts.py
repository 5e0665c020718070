"""``emcip drafts show``: a draft in the terminal."""

from __future__ import annotations

from rich.console import Console

from pipeline.drafts.render import render_draft
from pipeline.drafts.rows import find_draft
from pipeline.newsroom import open_newsroom


def show_draft(key: str | None) -> int:
    """Print the draft of an opportunity's key, or the newest; returns 1 when there is none."""
    newsroom = open_newsroom()
    console = Console()
    draft = find_draft(newsroom, key)
    if draft is None:
        what = f"of {key!r}" if key else "yet"
        console.print(f"There is no draft {what}: approve an opportunity and materialise its partition of `drafts`.")
        return 1
    render_draft(newsroom, draft, console)
    return 0
