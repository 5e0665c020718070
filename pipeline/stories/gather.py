"""Gathering stories: place what no story has seen yet, and what it moves, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pipeline.failures import TransientError
from pipeline.newsroom import Newsroom, Run
from pipeline.stories import rows
from pipeline.stories.clusters import average_linkage, components, reach
from pipeline.stories.copies import overlaps
from pipeline.stories.relations import Place, copied_from, places
from pipeline.stories.rows import Told
from pipeline.stories.similarity import Field, set_apart, similarities
from pipeline.warehouse import schema as t

TRIES = 5


@dataclass(frozen=True)
class Gathering:
    """``placed`` articles were new or changed; ``moved`` are those whose standing changed, they included."""

    placed: int = 0
    moved: tuple[int, ...] = ()
    stories: int = 0


def gather_stories(newsroom: Newsroom, run: Run) -> Gathering:
    """Place every article whose print is not in a story yet. Calling it again changes nothing.

    Nothing is locked while it thinks: when another run has gathered in between, it begins again. Raises
    TransientError when that happens five times in a row.
    """
    for _ in range(TRIES):
        with newsroom.warehouse.reading() as session:
            seen = rows.last_gathering(session)
            new = rows.unplaced(session)
            if not new:
                return Gathering()
            told, field, start = _surroundings(session, new)
        stories = group(field, start)
        try:
            with newsroom.warehouse.transaction() as session:
                moved = rows.write_stories(session, stories, told, newsroom.clock.now())
                session.add(
                    t.StoryGathering(
                        id=seen + 1,
                        articles=len(new),
                        moved=len(moved),
                        created_at=newsroom.clock.now(),
                        run_id=run.run_id,
                    )
                )
        except IntegrityError:
            run.log("stories: another run gathered at the same time; beginning again")
            continue
        return Gathering(len(new), tuple(moved), len(stories))
    raise TransientError("stories_busy", f"{TRIES} gatherings of stories met others; the next run takes this up")


def _surroundings(session: Session, new: Sequence[Told]) -> tuple[list[Told], Field, list[int]]:
    """What the new articles may meet, and the rows among it from which to start: they and their old companions."""
    with_companions = rows.companions(session, (told.article_id for told in new))
    told = rows.told_around(session, [told.told_at for told in new])
    start = [at for at, row in enumerate(told) if row.article_id in with_companions]
    return told, rows.read_field(session, told), start


def group(field: Field, start: Sequence[int]) -> list[list[Place]]:
    """The stories of all components that hold any of the rows ``start``. Field rows are in order of telling."""
    import numpy as np  # noqa: PLC0415 - only this stage needs it

    stories: list[list[Place]] = []
    for component in components(field, reach(field, np.asarray(start, np.int64))):
        part = field.take(component)
        copied = copied_from(overlaps(part.shingles), part)
        # four copies of one text must not outvote one account: only texts of their own are grouped
        own = np.array([row for row in range(len(part)) if row not in copied], np.int64)
        apart = set_apart(part.take(own))
        owned = [own[group].tolist() for group in average_linkage(similarities(apart, apart))]
        for story in _with_copies(owned, copied):
            first = part.take(np.array(story[:1]))
            to_first = similarities(first, part.take(np.array(story)))[0]
            likeness = dict(zip(story, to_first.tolist(), strict=True))
            stories.append([_in_field(place, component.tolist()) for place in places(story, copied, likeness)])
    return stories


def _with_copies(stories: Sequence[Sequence[int]], copied: Mapping[int, tuple[int, float]]) -> list[list[int]]:
    """Stories of own texts, with the copies of each text beside it, in order of telling."""
    story_of = {row: at for at, story in enumerate(stories) for row in story}
    full = [list(story) for story in stories]
    for copy, (first, _) in copied.items():
        full[story_of[first]].append(copy)
    return [sorted(story) for story in full]


def _in_field(place: Place, component: Sequence[int]) -> Place:
    copy_of = int(component[place.copy_of]) if place.copy_of is not None else None
    return Place(int(component[place.row]), place.relation, copy_of, place.likeness)
