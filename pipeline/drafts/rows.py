"""Drafts as they are stored: finding, listing, where their sentences come from, which of them are out of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.drafts.material import read_articles
from pipeline.failures import PermanentError
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Article, Draft, DraftArticle, DraftCitation, Extraction, Source


@dataclass(frozen=True)
class Lineage:
    """Where one sentence of a draft comes from."""

    sentence_index: int
    sentence: str
    outlet: str
    url: str
    source_sentence_index: int
    quoted_text: str
    original_text: str | None


def find_draft(newsroom: Newsroom, key: str | None = None, *, revision: int | None = None) -> Draft | None:
    """The newest draft of an opportunity's key (``opp-12``), or of all; None where there is none.

    Raises PermanentError for a key that is none.
    """
    statement = select(Draft).order_by(Draft.created_at.desc(), Draft.id.desc()).limit(1)
    if key is not None:
        statement = (
            select(Draft).where(Draft.opportunity_id == opportunity_id_of(key)).order_by(Draft.revision.desc()).limit(1)
        )
        if revision is not None:
            statement = statement.where(Draft.revision == revision)
    with newsroom.warehouse.reading() as session:
        return session.scalar(statement)


def opportunity_id_of(key: str) -> int:
    """12 of ``opp-12`` (or of ``12``)."""
    number = key.strip().removeprefix("opp-")
    if not (number.isascii() and number.isdigit()):
        raise PermanentError("no_such_key", f"{key!r} is not an opportunity's key; write it as opp-12")
    return int(number)


def list_drafts(
    session: Session, desk_id: str, *, statuses: Sequence[str] = (), limit: int | None = None
) -> list[Draft]:
    """The newest revision of each draft of one desk, newest first."""
    newest = (
        select(Draft.opportunity_id, func.max(Draft.revision).label("revision"))
        .where(Draft.desk_id == desk_id)
        .group_by(Draft.opportunity_id)
        .subquery()
    )
    statement = (
        select(Draft)
        .join(newest, (newest.c.opportunity_id == Draft.opportunity_id) & (newest.c.revision == Draft.revision))
        .where(Draft.desk_id == desk_id)
        .order_by(Draft.created_at.desc(), Draft.id.desc())
    )
    if statuses:
        statement = statement.where(Draft.status.in_(statuses))
    return list(session.scalars(statement.limit(limit) if limit else statement))


def lineage(session: Session, draft_id: int) -> list[Lineage]:
    """What every sentence of a draft rests on, in reading order."""
    statement = (
        select(DraftCitation, Source.name, Article.url)
        .join(Article, Article.id == DraftCitation.article_id)
        .join(Source, Source.slug == Article.source_slug)
        .where(DraftCitation.draft_id == draft_id)
        .order_by(DraftCitation.sentence_index, DraftCitation.id)
    )
    return [
        Lineage(
            row.sentence_index,
            row.sentence,
            outlet,
            url,
            row.source_sentence_index,
            row.quoted_text,
            row.original_text,
        )
        for row, outlet, url in session.execute(statement)
    ]


def mark_stale(session: Session, now: dt.datetime) -> list[Draft]:
    """Mark the newest drafts whose sources were edited after they were written; returns those marked now.

    An edit is an extraction that is newer than the draft, of a text that the draft cites and that has changed:
    a new version of the extractor alone makes nothing stale.
    """
    newest = select(Draft.opportunity_id, func.max(Draft.revision).label("revision")).group_by(Draft.opportunity_id)
    latest = newest.subquery()
    statement = (
        select(Draft)
        .join(latest, (latest.c.opportunity_id == Draft.opportunity_id) & (latest.c.revision == Draft.revision))
        .join(DraftArticle, DraftArticle.draft_id == Draft.id)
        .join(Extraction, (Extraction.article_id == DraftArticle.article_id) & Extraction.current)
        .where(Draft.stale_since.is_(None), Extraction.created_at > Draft.created_at)
        .distinct()
        .order_by(Draft.id)
    )
    marked: list[Draft] = []
    for draft in session.scalars(statement).unique().all():
        if _says_otherwise(session, draft):
            draft.stale_since = now
            marked.append(draft)
    session.flush()
    return marked


def _says_otherwise(session: Session, draft: Draft) -> bool:
    """Whether a source no longer has a sentence at the place that the draft cites."""
    cited = session.scalars(select(DraftCitation).where(DraftCitation.draft_id == draft.id)).all()
    articles = {one.article_id: one for one in read_articles(session, sorted({cite.article_id for cite in cited}))}
    for cite in cited:
        article = articles.get(cite.article_id)
        sentence = article.sentence(cite.source_sentence_index) if article else None
        if sentence is None or sentence.text != cite.quoted_text:
            return True
    return False
