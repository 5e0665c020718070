"""Reading a window from the warehouse, with a fixed number of queries whatever the number of articles."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, exists, func, or_, select, table
from sqlalchemy.orm import Session

from pipeline.language.headlines import without_publisher
from pipeline.opportunities.proposals import Assignment
from pipeline.opportunities.window import ABOUT, Coverage, Window, WindowArticle, decay
from pipeline.warehouse.schema import (
    Article,
    ArticleTopic,
    Extraction,
    Score,
    Source,
    Story,
    StoryArticle,
    Translation,
)

# what of a text the proposals need: enough for a headline's context, not the text
LEAD_CHARACTERS = 700
_STATUS = table("article_status", column("article_id"), column("status"))


def read_window(session: Session, assignment: Assignment, *, day: dt.date, max_age_days: int) -> Window:
    """The articles of the cells after ``day - max_age_days`` up to ``day``. Empty topics or regions mean all."""
    topics, regions, min_score = assignment.topics, assignment.regions, assignment.min_score
    first = day - dt.timedelta(days=max_age_days - 1)
    inside = Article.cell_date.between(first, day)
    as_of = session.scalar(_completed(select(func.max(Article.collected_at)).select_from(Article)).where(inside))
    if as_of is None:
        return Window(first, day, None, (), Coverage({}, {}, {}))
    wanted: list[ColumnElement[bool]] = [inside, Score.total >= min_score]
    if regions:
        wanted.append(Article.region.in_(regions))
    if topics:
        about = exists().where(
            ArticleTopic.article_id == Article.id, ArticleTopic.topic.in_(topics), ArticleTopic.relevance >= ABOUT
        )
        wanted.append(about)
    rows = session.execute(_select_articles().where(inside, _in_story_of(wanted)))
    about_them = _About(*_topics(session, inside), _places(session, inside))

    def good(article: WindowArticle) -> bool:
        mine = any(article.topics.get(topic, 0.0) >= ABOUT for topic in topics)
        return article.total >= min_score and (not regions or article.region in regions) and (not topics or mine)

    articles = [_article(row, as_of, about_them) for row in rows]
    articles = [replace(article, good=good(article)) for article in articles]
    articles.sort(key=lambda article: (-article.decayed, article.id))
    return Window(first, day, as_of, tuple(articles), _coverage(session, inside, about_them.topics))


def _in_story_of(wanted: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """SQL: the article is wanted itself, or tells a story that a wanted one tells."""
    ids = (
        select(Article.id)
        .select_from(Article)
        .join(Score, and_(Score.article_id == Article.id, Score.current))
        .where(*wanted)
    )
    theirs = select(StoryArticle.story_id).where(StoryArticle.article_id.in_(ids))
    return or_(
        Article.id.in_(ids),
        Article.id.in_(select(StoryArticle.article_id).where(StoryArticle.story_id.in_(theirs))),
    )


@dataclass(frozen=True)
class _Place:
    story_id: int
    relation: str
    copy_of: int | None


@dataclass(frozen=True)
class _About:
    """What other tables say of the articles, by article id."""

    topics: Mapping[int, Mapping[str, float]]
    terms: Mapping[int, Mapping[str, tuple[str, ...]]]
    places: Mapping[int, _Place]


def _completed(statement: Select[*tuple[Any, ...]]) -> Select[Any]:
    """The statement over articles, narrowed to the completed ones."""
    return statement.join(_STATUS, _STATUS.c.article_id == Article.id).where(_STATUS.c.status == "completed")


def _select_articles() -> Select[*tuple[Any, ...]]:
    lead = func.substr(func.coalesce(Translation.text, Extraction.text), 1, LEAD_CHARACTERS)
    return _completed(
        select(
            Article.id,
            Article.source_slug,
            Article.region,
            Article.collected_at,
            Article.published_at,
            Article.url,
            func.coalesce(Extraction.title, Article.title).label("title"),
            Extraction.language,
            Extraction.word_count,
            Extraction.kind,
            Extraction.authors,
            Extraction.text_hash,
            Translation.id.label("translation_id"),
            Translation.title.label("translated_title"),
            lead.label("lead"),
            Score.id.label("score_id"),
            Score.total,
            Score.relevance,
            Score.content_depth,
            Score.uniqueness,
            Source.name.label("outlet"),
            Source.country,
        )
        .select_from(Article)
        .join(Extraction, and_(Extraction.article_id == Article.id, Extraction.current))
        .join(Translation, and_(Translation.article_id == Article.id, Translation.current))
        .join(Score, and_(Score.article_id == Article.id, Score.current))
        .join(Source, Source.slug == Article.source_slug)
    )


def _article(row: Any, as_of: dt.datetime, about: _About) -> WindowArticle:
    place = about.places.get(row.id)
    out = row.collected_at if row.published_at is None else min(row.published_at, row.collected_at)
    return WindowArticle(
        id=row.id,
        source_slug=row.source_slug,
        outlet=row.outlet,
        country=row.country,
        region=row.region,
        collected_at=row.collected_at,
        published_at=row.published_at,
        url=row.url,
        original_title=without_publisher(row.title or row.url, row.outlet),
        translated_title=without_publisher(row.translated_title, row.outlet) if row.translated_title else None,
        language=row.language,
        lead=row.lead or "",
        word_count=row.word_count,
        kind=row.kind,
        authors=tuple(row.authors or ()),
        text_hash=row.text_hash,
        score_id=row.score_id,
        total=row.total,
        relevance=row.relevance,
        content_depth=row.content_depth,
        uniqueness=row.uniqueness,
        translation_id=row.translation_id,
        decayed=round(decay(row.total, as_of - out), 4),
        topics=about.topics.get(row.id, {}),
        terms=about.terms.get(row.id, {}),
        story_id=place.story_id if place else None,
        relation=place.relation if place else "original",
        copy_of=place.copy_of if place else None,
    )


def _topics(
    session: Session, inside: ColumnElement[bool]
) -> tuple[dict[int, dict[str, float]], dict[int, dict[str, tuple[str, ...]]]]:
    topics: dict[int, dict[str, float]] = {}
    terms: dict[int, dict[str, tuple[str, ...]]] = {}
    statement = (
        select(ArticleTopic.article_id, ArticleTopic.topic, ArticleTopic.relevance, ArticleTopic.terms)
        .select_from(Article)
        .join(ArticleTopic, ArticleTopic.article_id == Article.id)
        .where(inside)
        .order_by(ArticleTopic.article_id, ArticleTopic.relevance.desc(), ArticleTopic.topic)
    )
    for article_id, topic, relevance, found in session.execute(statement):
        topics.setdefault(article_id, {})[topic] = relevance
        terms.setdefault(article_id, {})[topic] = tuple(found or ())
    return topics, terms


def _places(session: Session, inside: ColumnElement[bool]) -> dict[int, _Place]:
    """Each article's story, under the id that merged stories have now."""
    merged = merged_stories(session)
    statement = (
        select(StoryArticle.article_id, StoryArticle.story_id, StoryArticle.relation, StoryArticle.copy_of)
        .select_from(Article)
        .join(StoryArticle, StoryArticle.article_id == Article.id)
        .where(inside)
        .order_by(StoryArticle.article_id, StoryArticle.story_id)
    )
    return {
        article_id: _Place(present_story(story_id, merged), relation, copy_of)
        for article_id, story_id, relation, copy_of in session.execute(statement)
    }


def merged_stories(session: Session) -> dict[int, int]:
    """Stories that became part of another."""
    rows = session.execute(select(Story.id, Story.merged_into).where(Story.merged_into.is_not(None)))
    return {old: new for old, new in rows if new is not None}


def present_story(story_id: int, merged: Mapping[int, int]) -> int:
    seen = {story_id}
    while story_id in merged and merged[story_id] not in seen:
        story_id = merged[story_id]
        seen.add(story_id)
    return story_id


def _coverage(session: Session, inside: ColumnElement[bool], topics: Mapping[int, Mapping[str, float]]) -> Coverage:
    articles: Counter[str] = Counter()
    outlets: dict[str, Counter[str]] = {}
    about: Counter[tuple[str, str]] = Counter()
    statement = _completed(
        select(Article.id, Article.region, Source.name)
        .select_from(Article)
        .join(Source, Source.slug == Article.source_slug)
    )
    for article_id, region, outlet in session.execute(statement.where(inside).order_by(Article.id)):
        articles[region] += 1
        outlets.setdefault(region, Counter())[outlet] += 1
        for topic, relevance in topics.get(article_id, {}).items():
            if relevance >= ABOUT:
                about[(region, topic)] += 1
    ranked = {region: tuple(sorted(names, key=lambda name: (-names[name], name))) for region, names in outlets.items()}
    return Coverage(articles, ranked, about)
