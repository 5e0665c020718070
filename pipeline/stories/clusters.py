"""Grouping articles into stories: components of likely pairs, then average linkage inside each.

The result is a function of the set of articles. An article that joins changes only the component that it
falls into, so what is elsewhere need not be looked at again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.stories.similarity import Field, similarities

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

LINK = 0.34  # pairs this alike are looked at together
JOIN = 0.30  # groups whose members are this alike on average are one story (tuned on ECB+)
CHUNK = 256  # rows of a similarity matrix held at once
LARGEST_COMPONENT = 3000  # a square of 36 MB; a larger one is looked at with a stricter LINK
STRICTER = 0.03


def linked(field: Field, rows: Array, least: float) -> Array:
    """Which articles of a field are linked to any of ``rows`` (themselves included), as a mask."""
    import numpy as np  # noqa: PLC0415 - only this stage needs it

    mask = np.zeros(len(field), bool)
    mask[rows] = True
    for start in range(0, len(rows), CHUNK):
        block = similarities(field.take(rows[start : start + CHUNK]), field)
        mask |= (block >= least).any(axis=0)
    return mask


def reach(field: Field, rows: Array, least: float = LINK) -> Array:
    """The rows of all components that hold any of ``rows``, sorted."""
    import numpy as np  # noqa: PLC0415 - as above

    known = np.zeros(len(field), bool)
    frontier = np.asarray(rows)
    while len(frontier):
        known[frontier] = True
        frontier = np.flatnonzero(linked(field, frontier, least) & ~known)
    return np.flatnonzero(known)


def components(field: Field, rows: Array, least: float = LINK, *, largest: int = LARGEST_COMPONENT) -> list[Array]:
    """The components among ``rows``, each sorted, in order of their first member; none has more than ``largest``."""
    import numpy as np  # noqa: PLC0415 - as above

    rows = np.asarray(rows, np.int64)
    part = field.take(rows)
    label = np.arange(len(rows))
    for start in range(0, len(rows), CHUNK):
        block = similarities(part.take(np.arange(start, min(start + CHUNK, len(rows)))), part) >= least
        for at, near in enumerate(block, start):
            meeting = np.unique(label[near])
            if len(meeting) > 1 or (len(meeting) == 1 and meeting[0] != label[at]):
                meeting = np.union1d(meeting, label[at])
                label[np.isin(label, meeting)] = meeting[0]
    found: list[Array] = []
    for first in np.unique(label):
        component = rows[label == first]
        if len(component) > largest and least < 1.0:
            found.extend(components(field, component, least + STRICTER, largest=largest))
        else:
            found.append(component)
    return found


def average_linkage(likeness: Array, join: float = JOIN) -> list[list[int]]:
    """Groups of rows, merged best pair first while the mean likeness between two groups is at least ``join``.

    Ties go to the earlier rows. O(n²) memory, and time but for degenerate input.
    """
    import numpy as np  # noqa: PLC0415 - as above

    groups = [[row] for row in range(len(likeness))]
    mean = likeness.astype(np.float64)
    np.fill_diagonal(mean, -1.0)
    best, value = mean.argmax(axis=1), mean.max(axis=1)
    while len(groups) > 1:
        one = int(value.argmax())
        if value[one] < join:
            break
        one, other = sorted((one, int(best[one])))
        sizes = len(groups[one]), len(groups[other])
        merged = (sizes[0] * mean[one] + sizes[1] * mean[other]) / sum(sizes)
        merged[mean[one] < 0] = -1.0  # itself, and groups that are no more
        merged[[one, other]] = -1.0
        mean[one], mean[:, one] = merged, merged
        mean[other], mean[:, other] = -1.0, -1.0
        groups[one], groups[other] = sorted([*groups[one], *groups[other]]), []
        stale = np.flatnonzero((best == one) | (best == other) | (merged > value))
        stale = np.union1d(stale, [one, other])
        best[stale], value[stale] = mean[stale].argmax(axis=1), mean[stale].max(axis=1)
    return sorted(group for group in groups if group)
