"""Copies: how much of an article's text stands word for word in another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.stories.similarity import Field

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

# of the later text, or of the shorter one where it is nearly whole
COPIED_SHARE = 0.33
WHOLLY_INSIDE = 0.6
# pages of one source share footers and series; its second version of a text shares nearly all
COPIED_SHARE_SAME_SOURCE = 0.75
FEWEST_SHARED = 12  # shingles: below that an agency's credit line or a quotation would do
CROWD = 400  # a shingle that more articles share than this is a set phrase


@dataclass(frozen=True)
class Overlap:
    """Two rows of a field and their shared text, as shares of each."""

    one: int
    other: int
    of_one: float
    of_other: float

    @property
    def containment(self) -> float:
        return max(self.of_one, self.of_other)


def overlaps(shingles: Sequence[Array], least: float = 0.2) -> list[Overlap]:
    """Every pair of rows of which one holds at least ``least`` of the other's shingles. ``one`` < ``other``.

    An inverted index: the work grows with the shared shingles, not with the pairs.
    """
    import numpy as np  # noqa: PLC0415 - only this stage needs it

    sizes = np.fromiter((len(row) for row in shingles), np.int64, len(shingles))
    if sizes.sum() == 0:
        return []
    hashes = np.concatenate(list(shingles))
    owners = np.repeat(np.arange(len(shingles)), sizes)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    edges = np.flatnonzero(np.diff(hashes)) + 1
    shared: dict[tuple[int, int], int] = {}
    for start, stop in pairwise([0, *edges.tolist(), len(hashes)]):
        if not 2 <= stop - start <= CROWD:
            continue
        group = owners[start:stop].tolist()
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                shared[(one, other)] = shared.get((one, other), 0) + 1
    return [
        overlap
        for (one, other), count in sorted(shared.items())
        if count >= FEWEST_SHARED
        and (overlap := Overlap(one, other, count / int(sizes[one]), count / int(sizes[other]))).containment >= least
    ]


def is_copy(overlap: Overlap, field: Field) -> bool:
    """Whether the later of two articles (rows are in order of time) is a copy of the earlier."""
    if field.sources[overlap.one] == field.sources[overlap.other]:
        return overlap.of_other >= COPIED_SHARE_SAME_SOURCE
    return overlap.of_other >= COPIED_SHARE or (overlap.of_one >= WHOLLY_INSIDE and overlap.of_other >= 0.25)
