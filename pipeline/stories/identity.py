"""Which story id a group of articles gets: ids follow members, not labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence


def keep_ids(groups: Sequence[Sequence[int]], before: Mapping[int, int]) -> list[int | None]:
    """The story id that each group keeps; None for a new story.

    ``before`` maps articles to the story that they were in. The largest overlap wins, then the smallest id,
    then the earlier group; each id goes to one group.
    """
    claims = [
        (-count, story, at)
        for at, group in enumerate(groups)
        for story, count in Counter(before[article] for article in group if article in before).items()
    ]
    kept: list[int | None] = [None] * len(groups)
    given: set[int] = set()
    for _, story, at in sorted(claims):
        if kept[at] is None and story not in given:
            kept[at] = story
            given.add(story)
    return kept


def merges(after: Mapping[int, int], before: Mapping[int, int], gone: set[int]) -> dict[int, int]:
    """For each story in ``gone`` (it has no member left), the story that took most of its members."""
    taken: dict[int, Counter[int]] = {}
    for article, story in before.items():
        if story in gone and article in after:
            taken.setdefault(story, Counter())[after[article]] += 1
    return {story: min(counts, key=lambda into: (-counts[into], into)) for story, counts in taken.items()}
