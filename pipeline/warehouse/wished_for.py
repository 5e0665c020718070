"""Opportunities that a person asked for, rather than detection: from articles of their choice, or from a keyword.

On the ground floor because two rooms make them: the editor's desk, and a draft asked for by article ids.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.failures import PermanentError
from pipeline.warehouse.schema import Article, Extraction, Opportunity, OpportunityArticle, Translation

VERSION = "manual-1"


def add_wished(
    session: Session,
    *,
    desk_id: str,
    article_ids: Sequence[int],
    now: dt.datetime,
    keyword: str | None = None,
    title: str | None = None,
    angle: str | None = None,
    run_id: str | None = None,
) -> Opportunity:
    """The desk's opportunity of these articles, approved; asked for again, it is the same row.

    Raises PermanentError (``no_articles``, ``unknown_articles``) naming the ids that are not in the warehouse.
    """
    row = wished(session, desk_id=desk_id, article_ids=article_ids, now=now, keyword=keyword, title=title, angle=angle)
    known = session.scalar(
        select(Opportunity).where(Opportunity.desk_id == desk_id, Opportunity.dedupe_key == row.dedupe_key)
    )
    if known is not None:
        return known
    row.run_id = run_id
    session.add(row)
    session.flush()
    session.add_all(
        OpportunityArticle(opportunity_id=row.id, article_id=article_id, rank=rank)
        for rank, article_id in enumerate(dict.fromkeys(article_ids), start=1)
    )
    session.flush()
    return row


def wished(
    session: Session,
    *,
    desk_id: str,
    article_ids: Sequence[int],
    now: dt.datetime,
    keyword: str | None = None,
    title: str | None = None,
    angle: str | None = None,
) -> Opportunity:
    """The same, stored nowhere. Raises what :func:`add_wished` raises."""
    wanted = list(dict.fromkeys(article_ids))
    if not wanted:
        raise PermanentError("no_articles", "a draft needs at least one article; give article_ids")
    rows = _newest(session, wanted)
    missing = [article_id for article_id in wanted if article_id not in rows]
    if missing:
        raise PermanentError(
            "unknown_articles", f"no articles with the ids {missing} in the warehouse; `emcip status` counts what is"
        )
    kind = "keyword" if keyword else "manual"
    identity = keyword.strip().casefold() if keyword else ",".join(str(one) for one in sorted(wanted))
    collected, region, headline = rows[wanted[0]]
    subject = f"the keyword “{keyword}”" if keyword else "the articles that were chosen"
    return Opportunity(
        desk_id=desk_id,
        cell_date=collected.date(),
        dedupe_key=f"{kind}:{hashlib.sha256(identity.encode()).hexdigest()[:16]}",
        kind=kind,
        title=title or headline,
        angle=angle or f"Write from {subject}: what they establish together, and where they differ.",
        rationale=f"Asked for by a person, from {len(wanted)} article{'s' if len(wanted) > 1 else ''}.",
        region=region,
        priority=100.0,
        status="approved",
        detected_by="person",
        as_of=max(moment for moment, _, _ in rows.values()),
        version=VERSION,
        input_hash=identity,
        created_at=now,
        updated_at=now,
    )


def _newest(session: Session, article_ids: Sequence[int]) -> dict[int, tuple[dt.datetime, str, str]]:
    """Collected at, region and readable headline of each article that is there."""
    title = func.coalesce(Translation.title, Extraction.title, Article.title, Article.url)
    statement = (
        select(Article.id, Article.collected_at, Article.region, title)
        .outerjoin(Extraction, (Extraction.article_id == Article.id) & Extraction.current)
        .outerjoin(Translation, (Translation.article_id == Article.id) & Translation.current)
        .where(Article.id.in_(article_ids), Article.deleted_at.is_(None))
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(statement)}
