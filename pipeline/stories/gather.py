"""Gathering stories: place what no story has seen yet, and what it moves, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
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
        shared = overlaps(part.shingles)
        copied = copied_from(shared, part)
        apart = set_apart(part)
        likeness = similarities(apart, apart)
        together: dict[int, list[int]] = {}
        for copy, (first, _) in copied.items():
            together.setdefault(first, [first]).append(copy)
        for story in average_linkage(likeness, list(together.values())):
            to_first = {row: float(likeness[story[0], row]) for row in story}
            stories.append([_in_field(place, component.tolist()) for place in places(story, copied, to_first)])
    return stories


def _in_field(place: Place, component: Sequence[int]) -> Place:
    copy_of = int(component[place.copy_of]) if place.copy_of is not None else None
    return Place(int(component[place.row]), place.relation, copy_of, place.likeness)
