"""What an article is within its story: the original, a copy of another, or an account of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.stories.copies import Overlap, is_copy
from pipeline.stories.similarity import Field


@dataclass(frozen=True)
class Place:
    """An article's place in a story. ``copy_of`` is a row of the field; ``likeness`` is to that, or the original."""

    row: int
    relation: str  # original | copy | account
    copy_of: int | None
    likeness: float


def copied_from(overlaps: Sequence[Overlap], field: Field) -> dict[int, tuple[int, float]]:
    """For each copy, the first article that its text goes back to and the share of it that is taken over.

    A copy of a copy goes back to the first. Rows are in order of time.
    """
    sources: dict[int, tuple[int, float]] = {}
    by_later = sorted(overlaps, key=lambda overlap: (overlap.other, -overlap.of_other, overlap.one))
    for overlap in by_later:
        if overlap.other in sources or not is_copy(overlap, field):
            continue
        first = sources.get(overlap.one, (overlap.one, 0.0))[0]
        sources[overlap.other] = (first, overlap.containment)
    return sources


def places(story: Sequence[int], copied: Mapping[int, tuple[int, float]], likeness: Mapping[int, float]) -> list[Place]:
    """The places of a story's rows, which are in order of time. ``likeness`` is each row's to the first."""
    members = set(story)
    found: list[Place] = []
    for row in story:
        first, share = copied.get(row, (None, 0.0))
        if row == story[0]:
            found.append(Place(row, "original", None, 1.0))
        elif first is not None and first in members:
            found.append(Place(row, "copy", first, round(share, 4)))
        else:
            found.append(Place(row, "account", None, round(likeness.get(row, 0.0), 4)))
    return found


def standing(relation: str, accounts: int, articles: int, copy_of: int | None) -> str:
    """All that an article's score takes from its story, as one comparable word: ``copy/3/5/17``."""
    return "/".join((relation, str(accounts), str(articles), str(copy_of or "")))
