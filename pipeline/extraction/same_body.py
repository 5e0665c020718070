"""Many addresses of one source that all hold the same text: an error page, a notice, a home page in disguise.

One such page looks like an article to whoever sees it alone. Copies in other sources are none of this: a report of an
agency stands in forty papers, and each is an article.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pipeline.warehouse.schema import Article, Extraction

# a text that was moved, or is printed under some sections too, has fewer addresses
ADDRESSES = 5


def set_aside_same_bodies(session: Session, hashes: Collection[str]) -> int:
    """Make the current extractions with these text hashes ``not_article`` (``same_body``) where a source has the text
    under ADDRESSES addresses or more; returns how many that are.
    """
    wanted = sorted({each for each in hashes if each})
    if not wanted:
        return 0
    repeated = session.execute(
        select(Article.source_slug, Extraction.text_hash)
        .join(Extraction, (Extraction.article_id == Article.id) & Extraction.current)
        .where(Extraction.text_hash.in_(wanted), Article.deleted_at.is_(None))
        .group_by(Article.source_slug, Extraction.text_hash)
        .having(func.count() >= ADDRESSES)
    ).all()
    changed = 0
    for slug, text_hash in repeated:
        ids = select(Article.id).where(Article.source_slug == slug, Article.deleted_at.is_(None))
        found = session.execute(
            update(Extraction)
            .where(
                Extraction.text_hash == text_hash,
                Extraction.current,
                Extraction.outcome.in_(("article", "stub")),
                Extraction.article_id.in_(ids),
            )
            .values(outcome="not_article", reason="same_body", confidence=0.0)
            .returning(Extraction.id)
        )
        changed += len(found.all())
    return changed
