"""Reading prints around a moment and writing stories: everything here that touches the warehouse."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, delete, func, select, update
from sqlalchemy.orm import Session, aliased

from pipeline.language.headlines import without_publisher
from pipeline.stories.identity import keep_ids, merges
from pipeline.stories.prints import PRINTS, Print
from pipeline.stories.relations import Place, standing
from pipeline.stories.similarity import STALE_HOURS, Field, fold_words
from pipeline.topics.embedding import DIMENSIONS, MODEL
from pipeline.warehouse import schema as t
from pipeline.warehouse.upsert import upsert

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

STORIES = "stories-1"
LARGEST_WINDOW = 12_000  # articles that are compared at a time: about 80 MB
READ = 500  # ids in one statement

# published, unless that is unknown or after the page was fetched
TOLD_AT: ColumnElement[dt.datetime] = case(
    (t.Article.published_at <= t.Article.collected_at, t.Article.published_at), else_=t.Article.collected_at
)


@dataclass(frozen=True)
class Told:
    """An article with a print, and where it stands in the order of telling."""

    article_id: int
    told_at: dt.datetime
    collected_at: dt.datetime
    canonical_url: str
    source_slug: str
    input_hash: str

    @property
    def order(self) -> tuple[dt.datetime, dt.datetime, str]:
        """Earliest told, then earliest collected; the address settles ties, since ids depend on arrival."""
        return (self.told_at, self.collected_at, self.canonical_url)


@dataclass(frozen=True)
class Member:
    """What a story's own row is made of: one of its articles."""

    relation: str
    source: str
    told_at: dt.datetime
    title: str


def unplaced(session: Session) -> list[Told]:
    """Articles whose print no story has seen yet: new ones, and those whose text has changed."""
    placed = aliased(t.StoryArticle)
    query = (
        _told()
        .outerjoin(placed, placed.article_id == t.Article.id)
        .where((placed.article_id.is_(None)) | (placed.input_hash != t.Embedding.input_hash))
    )
    return [Told(*row) for row in session.execute(query)]


def companions(session: Session, article_ids: Iterable[int]) -> set[int]:
    """The articles themselves and whoever is in a story with them."""
    wanted = sorted(set(article_ids))
    found = set(wanted)
    for chunk in _chunks(wanted):
        mine = select(t.StoryArticle.story_id).where(t.StoryArticle.article_id.in_(chunk))
        found |= set(session.scalars(select(t.StoryArticle.article_id).where(t.StoryArticle.story_id.in_(mine))))
    return found


def told_around(session: Session, moments: Sequence[dt.datetime]) -> list[Told]:
    """All articles with prints told within two story lengths of any of the moments, in order of telling.

    Two lengths, since an article of last week may be held by one of the week before. When that is more than
    LARGEST_WINDOW, the reach is shortened until it fits.
    """
    import numpy as np  # noqa: PLC0415 - only this stage needs it

    if not moments:
        return []
    reach = dt.timedelta(hours=2 * STALE_HOURS)
    query = _told().where(TOLD_AT.between(min(moments) - reach, max(moments) + reach))
    rows = sorted((Told(*row) for row in session.execute(query)), key=lambda told: told.order)
    hours = np.array([row.told_at.timestamp() / 3600 for row in rows])
    marks = np.sort(np.array([moment.timestamp() / 3600 for moment in moments]))
    after = np.searchsorted(marks, hours)
    to_next = np.abs(marks[np.minimum(after, len(marks) - 1)] - hours)
    to_last = np.abs(hours - marks[np.maximum(after - 1, 0)])
    distance = np.minimum(to_next, to_last)
    for limit in (2 * STALE_HOURS, STALE_HOURS, STALE_HOURS / 2, STALE_HOURS / 4):
        inside = np.flatnonzero(distance <= limit)
        if len(inside) <= LARGEST_WINDOW:
            break
    return [rows[at] for at in inside[:LARGEST_WINDOW]]


def read_field(session: Session, told: Sequence[Told]) -> Field:
    """The vectors and prints of articles, row by row in the order given."""
    import numpy as np  # noqa: PLC0415 - as above

    at = {row.article_id: number for number, row in enumerate(told)}
    vectors = np.zeros((len(told), DIMENSIONS), np.float32)
    prints: list[Print | None] = [None] * len(told)
    for chunk in _chunks(list(at)):
        query = select(t.Embedding.article_id, t.Embedding.model, t.Embedding.vector).where(
            t.Embedding.article_id.in_(chunk), t.Embedding.model.in_((MODEL, PRINTS))
        )
        for article_id, model, packed in session.execute(query):
            if model == MODEL:
                vectors[at[article_id]] = np.frombuffer(packed, "<f4")
            else:
                prints[at[article_id]] = Print.unpack(packed)
    known = [found if found is not None else Print.unpack(bytes(12)) for found in prints]
    return Field(
        ids=np.array([row.article_id for row in told], np.int64),
        hours=np.array([row.told_at.timestamp() / 3600 for row in told], np.float64),
        sources=np.array([row.source_slug for row in told], object),
        languages=np.array([found.language for found in known], object),
        vectors=vectors,
        words=fold_words([found.words for found in known]),
        shingles=[found.shingles for found in known],
    )


def last_gathering(session: Session) -> int:
    return session.scalar(select(func.max(t.StoryGathering.id))) or 0


def write_stories(
    session: Session, stories: Sequence[Sequence[Place]], told: Sequence[Told], now: dt.datetime
) -> list[int]:
    """Store groups as stories; returns the articles whose standing changed. Rows of places index ``told``.

    Give it whole stories: members that are not among ``told`` stay where they are.
    """
    articles = [told[place.row].article_id for places in stories for place in places]
    before = _placed(session, articles)
    groups = [[told[place.row].article_id for place in places] for places in stories]
    ids = _story_ids(session, groups, {article: row.story_id for article, row in before.items()}, now)
    rows = _rows(stories, told, ids)
    changed = [row for row in rows if _differs(row, before.get(row["article_id"]))]
    _replace(session, changed)
    after = {article: story for story, group in zip(ids, groups, strict=True) for article in group}
    _settle(session, after, {article: row.story_id for article, row in before.items()})
    return [
        row["article_id"]
        for row in changed
        if row["article_id"] not in before or before[row["article_id"]].standing != row["standing"]
    ]


def _told() -> Any:
    return (
        select(
            t.Article.id,
            TOLD_AT,
            t.Article.collected_at,
            t.Article.canonical_url,
            t.Article.source_slug,
            t.Embedding.input_hash,
        )
        .join(t.Embedding, and_(t.Embedding.article_id == t.Article.id, t.Embedding.model == PRINTS))
        .join(t.Extraction, and_(t.Extraction.article_id == t.Article.id, t.Extraction.current))
        .where(t.Article.deleted_at.is_(None), t.Extraction.outcome == "article")
    )


def _placed(session: Session, articles: Sequence[int]) -> dict[int, t.StoryArticle]:
    found: dict[int, t.StoryArticle] = {}
    for chunk in _chunks(articles):
        query = select(t.StoryArticle).where(t.StoryArticle.article_id.in_(chunk))
        found.update((row.article_id, row) for row in session.scalars(query))
    session.expunge_all()
    return found


def _story_ids(
    session: Session, groups: Sequence[Sequence[int]], before: Mapping[int, int], now: dt.datetime
) -> list[int]:
    kept = keep_ids(groups, before)
    new = [t.Story(first_seen_at=now, last_seen_at=now, version=STORIES) for story in kept if story is None]
    session.add_all(new)
    session.flush()
    fresh = iter([story.id for story in new])
    return [story if story is not None else next(fresh) for story in kept]


def _rows(stories: Sequence[Sequence[Place]], told: Sequence[Told], ids: Sequence[int]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for story_id, places in zip(ids, stories, strict=True):
        voices = len({told[place.row].source_slug for place in places if place.relation != "copy"})
        for place in places:
            copied = told[place.copy_of].article_id if place.copy_of is not None else None
            rows.append(
                {
                    "story_id": story_id,
                    "article_id": told[place.row].article_id,
                    "relation": place.relation,
                    "copy_of": copied,
                    "similarity": place.likeness,
                    "standing": standing(place.relation, voices, len(places), copied),
                    "input_hash": told[place.row].input_hash,
                }
            )
    return rows


def _differs(row: Mapping[str, Any], before: t.StoryArticle | None) -> bool:
    return before is None or any(getattr(before, name) != value for name, value in row.items())


def _replace(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    for chunk in _chunks([row["article_id"] for row in rows]):
        session.execute(delete(t.StoryArticle).where(t.StoryArticle.article_id.in_(chunk)))
    keys = ("story_id", "article_id")
    upsert(session, t.StoryArticle, rows, key=keys, update=[name for name in (rows or [{}])[0] if name not in keys])


def _settle(session: Session, after: Mapping[int, int], before: Mapping[int, int]) -> None:
    """Bring the stories' own rows in line with their members; an emptied one points to its heir."""
    touched = sorted(set(after.values()) | set(before.values()))
    members: dict[int, list[Member]] = defaultdict(list)
    for chunk in _chunks(touched):
        query = (
            select(
                t.StoryArticle.story_id,
                t.StoryArticle.relation,
                t.Article.source_slug,
                TOLD_AT,
                func.coalesce(t.Extraction.title, t.Article.title, ""),
                t.Source.name,
            )
            .join(t.Article, t.Article.id == t.StoryArticle.article_id)
            .join(t.Source, t.Source.slug == t.Article.source_slug)
            .outerjoin(t.Extraction, and_(t.Extraction.article_id == t.Article.id, t.Extraction.current))
            .where(t.StoryArticle.story_id.in_(chunk))
        )
        for story_id, relation, source, told_at, title, publisher in session.execute(query):
            members[story_id].append(Member(relation, source, told_at, without_publisher(title, publisher)))
    gone = {story for story in touched if story not in members}
    heirs = merges(after, before, gone)
    updates = [_story_row(story, members[story]) for story in touched if story in members]
    if updates:
        session.execute(update(t.Story), updates)
    if gone:
        session.execute(
            update(t.Story),
            [{"id": story, "merged_into": heirs.get(story), "articles": 0, "accounts": 0} for story in sorted(gone)],
        )


def _story_row(story: int, members: Sequence[Member]) -> dict[str, Any]:
    titles = sorted(member.title for member in members if member.relation == "original" and member.title)
    return {
        "id": story,
        "merged_into": None,
        "label": titles[0] if titles else None,
        "first_seen_at": min(member.told_at for member in members),
        "last_seen_at": max(member.told_at for member in members),
        "articles": len(members),
        "accounts": len({member.source for member in members if member.relation != "copy"}),
        "version": STORIES,
    }


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + READ] for start in range(0, len(ids), READ))
