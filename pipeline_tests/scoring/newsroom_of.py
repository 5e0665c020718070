"""Articles that are ready to be scored, told in one line each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.newsroom import Newsroom
from pipeline.warehouse import schema as t
from pipeline_tests.made import NOON, add_article, add_extraction, add_source, add_translation

TODAY = NOON.date()
AFRICA = Cell(TODAY, "sub-saharan-africa")
ASIA = Cell(TODAY, "south-asia")


def add_ready(
    newsroom: Newsroom,
    title: str,
    text: str,
    *,
    source: str = "daily-ledger",
    language: str = "en",
    hours_ago: float | None = 3.0,
    region: str = "sub-saharan-africa",
    translation: dict[str, Any] | None = None,
    reputation: int = 70,
    **fields: Any,
) -> int:
    """An article with its extraction and translation; returns its id. ``hours_ago`` None leaves it undated."""
    with newsroom.warehouse.transaction() as session:
        row = session.get(t.Source, source) or add_source(
            session, source, region=region, language=language, reputation=reputation
        )
        published = None if hours_ago is None else NOON - dt.timedelta(hours=hours_ago)
        article = add_article(
            newsroom.warehouse, session, row, title=title, text=text, region=region,
            published_at=published, **fields,
        )  # fmt: skip
        extraction = add_extraction(session, article, text=text, language=language)
        add_translation(session, extraction, **(translation or {}))
        return article.id


def score_of(newsroom: Newsroom, article_id: int) -> t.Score:
    """The current score of an article; fails when there is not exactly one."""
    with newsroom.warehouse.reading() as session:
        return session.scalars(select(t.Score).where(t.Score.article_id == article_id, t.Score.current)).one()


def all_scores(newsroom: Newsroom) -> list[t.Score]:
    with newsroom.warehouse.reading() as session:
        return list(session.scalars(select(t.Score).order_by(t.Score.id)))


def stories_by_url(session: Session) -> set[frozenset[str]]:
    """The partition of articles into stories, by their addresses."""
    found: dict[int, set[str]] = {}
    query = select(t.StoryArticle.story_id, t.Article.url).join(t.Article, t.Article.id == t.StoryArticle.article_id)
    for story, url in session.execute(query):
        found.setdefault(story, set()).add(url)
    return {frozenset(urls) for urls in found.values()}
