import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.failures import TransientError
from pipeline.newsroom import Newsroom, Run
from pipeline.stories.gather import TRIES, gather_stories
from pipeline.stories.prints import PRINTS, make_print
from pipeline.topics.embedding import MODEL, embed
from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import Warehouse
from pipeline_tests.made import NOON, add_article, add_extraction, add_source
from pipeline_tests.stories.fields import OTHER, OWN_ACCOUNT, WIRE


def add_printed(newsroom: Newsroom, title: str, text: str, source: str, hours_ago: float = 5.0) -> int:
    """An article that was read for scoring: with its extraction, vector and print."""
    with newsroom.warehouse.transaction() as session:
        row = session.get(t.Source, source) or add_source(session, source)
        published = NOON - dt.timedelta(hours=hours_ago)
        article = add_article(newsroom.warehouse, session, row, title=title, text=text, published_at=published)
        add_extraction(session, article, text=text)
        put_print(session, article.id, title, text)
        return article.id


def put_print(session: Session, article_id: int, title: str, text: str) -> None:
    vector = embed([f"{title}. {text[:400]}"])[0].astype("<f4").tobytes()
    for model, packed in ((MODEL, vector), (PRINTS, make_print(title, text, "en").pack())):
        session.merge(t.Embedding(article_id=article_id, model=model, input_hash=title, vector=packed))


def story_of(newsroom: Newsroom, article_id: int) -> int:
    with newsroom.warehouse.reading() as session:
        return session.scalars(select(t.StoryArticle.story_id).where(t.StoryArticle.article_id == article_id)).one()


STRIKE = "Dockworkers strike at Mombasa over automated cranes"
GATE = "Gate eighteen falls silent in Mombasa as dockworkers strike over cranes"


def test_gathering_again_changes_nothing(any_newsroom: Newsroom, run: Run) -> None:
    add_printed(any_newsroom, STRIKE, WIRE, "wire")
    add_printed(any_newsroom, GATE, OWN_ACCOUNT, "herald")
    first = gather_stories(any_newsroom, run)
    assert (first.placed, len(first.moved), first.stories) == (2, 2, 1)
    assert gather_stories(any_newsroom, run).placed == 0


def test_a_story_keeps_its_id_when_an_article_joins(newsroom: Newsroom, run: Run) -> None:
    first = add_printed(newsroom, STRIKE, WIRE, "wire", 9)
    gather_stories(newsroom, run)
    before = story_of(newsroom, first)
    second = add_printed(newsroom, GATE, OWN_ACCOUNT, "herald", 5)
    gathered = gather_stories(newsroom, run)
    assert gathered.placed == 1
    assert set(gathered.moved) == {first, second}
    assert story_of(newsroom, first) == story_of(newsroom, second) == before


def test_of_two_stories_that_turn_out_to_be_one_the_older_id_stays_and_the_other_points_to_it(
    newsroom: Newsroom, run: Run
) -> None:
    first = add_printed(newsroom, STRIKE, WIRE, "wire", 9)
    other = add_printed(newsroom, "Peru holds its rate", OTHER, "gestion", 8)
    gather_stories(newsroom, run)
    kept, emptied = story_of(newsroom, first), story_of(newsroom, other)
    with newsroom.warehouse.transaction() as session:
        put_print(session, other, GATE, OWN_ACCOUNT)
    gather_stories(newsroom, run)
    assert story_of(newsroom, other) == kept
    with newsroom.warehouse.reading() as session:
        row = session.get_one(t.Story, emptied)
        assert (row.merged_into, row.articles) == (kept, 0)
        assert session.get_one(t.Story, kept).articles == 2


def test_the_earliest_told_is_the_original_whatever_came_in_first(newsroom: Newsroom, run: Run) -> None:
    late = add_printed(newsroom, f"Late: {STRIKE}", WIRE, "paper", 2)
    gather_stories(newsroom, run)
    early = add_printed(newsroom, STRIKE, WIRE, "wire", 9)
    gathered = gather_stories(newsroom, run)
    assert set(gathered.moved) == {late, early}
    with newsroom.warehouse.reading() as session:
        rows = {row.article_id: row for row in session.scalars(select(t.StoryArticle))}
        story = session.scalars(select(t.Story)).one()
    assert rows[early].relation == "original"
    assert (rows[late].relation, rows[late].copy_of) == ("copy", early)
    assert (story.label, story.articles, story.accounts) == (STRIKE, 2, 1)
    assert story.first_seen_at == NOON - dt.timedelta(hours=9)
    assert story.last_seen_at == NOON - dt.timedelta(hours=2)


def test_a_future_date_counts_as_the_time_of_collection(newsroom: Newsroom, run: Run) -> None:
    add_printed(newsroom, STRIKE, WIRE, "wire", -24 * 300)
    add_printed(newsroom, GATE, OWN_ACCOUNT, "herald", 4)
    assert gather_stories(newsroom, run).stories == 1


def test_deleted_articles_are_in_no_new_story(newsroom: Newsroom, run: Run) -> None:
    gone = add_printed(newsroom, STRIKE, WIRE, "wire")
    with newsroom.warehouse.transaction() as session:
        session.get_one(t.Article, gone).deleted_at = NOON
    assert gather_stories(newsroom, run).placed == 0


class MeddledWarehouse(Warehouse):
    """Another run gathers just before each of the first ``times`` transactions."""

    def __init__(self, warehouse: Warehouse, times: int) -> None:
        super().__init__(warehouse.engine, warehouse.blobs)
        self.times = times

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        if self.times:
            self.times -= 1
            with super().transaction() as session:
                last = max(session.scalars(select(t.StoryGathering.id)), default=0)
                session.add(t.StoryGathering(id=last + 1, created_at=NOON))
        with super().transaction() as session:
            yield session


def test_a_gathering_that_met_another_begins_again(newsroom: Newsroom, run: Run) -> None:
    add_printed(newsroom, STRIKE, WIRE, "wire")
    meddled = MeddledWarehouse(newsroom.warehouse, times=2)
    gathered = gather_stories(Newsroom(newsroom.settings, newsroom.catalogue, meddled, newsroom.clock), run)
    assert gathered.placed == 1
    assert gather_stories(newsroom, run).placed == 0
    with newsroom.warehouse.reading() as session:
        assert len(session.scalars(select(t.Story)).all()) == 1


def test_a_gathering_that_always_meets_others_leaves_the_work_to_the_next_run(newsroom: Newsroom, run: Run) -> None:
    add_printed(newsroom, STRIKE, WIRE, "wire")
    meddled = MeddledWarehouse(newsroom.warehouse, times=TRIES)
    with pytest.raises(TransientError, match="next run"):
        gather_stories(Newsroom(newsroom.settings, newsroom.catalogue, meddled, newsroom.clock), run)
    assert gather_stories(newsroom, run).placed == 1
