"""Rows made for tests: one function per table, with defaults that make a plausible whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from pipeline.clock import UTC
from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import Warehouse

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE = (
    "<html lang='{language}'><head><title>{title}</title></head>"
    "<body><article><h1>{title}</h1>{body}</article></body></html>"
)


def add_source(session: Session, slug: str = "daily-ledger", **fields: Any) -> t.Source:
    """A source, active and due."""
    values: dict[str, Any] = {
        "slug": slug,
        "name": slug.replace("-", " ").title(),
        "url": f"https://{slug}.example/",
        "feeds": [],
        "kind": "rss",
        "country": "KE",
        "region": "sub-saharan-africa",
        "language": "en",
        "reputation": 70,
        "status": "active",
        "interval_minutes": 60,
        "next_poll_at": NOON,
        "created_at": NOON,
    } | fields
    row = t.Source(**values)
    session.add(row)
    session.flush()
    return row


def add_article(
    warehouse: Warehouse,
    session: Session,
    source: t.Source,
    *,
    title: str = "Port opens",
    text: str = "",
    page: bytes | None = None,
    **fields: Any,
) -> t.Article:
    """A fetched article with its bytes: ``page``, or a plain page made of ``title`` and ``text``."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n") if part.strip())
    body = page or PAGE.format(language=source.language, title=title, body=paragraphs).encode()
    raw_hash = hashlib.sha256(body).hexdigest()
    url = fields.pop("url", f"{source.url}{raw_hash[:12]}")
    values: dict[str, Any] = {
        "canonical_url": url,
        "url": url,
        "source_slug": source.slug,
        "region": source.region,
        "cell_date": NOON.date(),
        "collected_at": NOON,
        "revision": 1,
        "title": title,
        "published_at": NOON - dt.timedelta(hours=3),
        "published_origin": "feed",
        "published_precision": "second",
    } | fields
    article = t.Article(**values)
    session.add(article)
    session.flush()
    session.add(
        t.ArticleVersion(
            article_id=article.id,
            revision=article.revision,
            blob_key=warehouse.blobs.put(body),
            raw_hash=raw_hash,
            body_bytes=len(body),
            content_type="text/html; charset=utf-8",
            final_url=url,
            http_status=200,
            headers={},
            fetched_at=article.collected_at,
        )
    )
    session.flush()
    return article


def add_extraction(
    session: Session, article: t.Article, *, text: str, version: str = "x1", **fields: Any
) -> t.Extraction:
    """The current extraction of an article; earlier ones stop being current."""
    session.execute(update(t.Extraction).where(t.Extraction.article_id == article.id).values(current=False))
    values: dict[str, Any] = {
        "article_id": article.id,
        "revision": article.revision,
        "version": version,
        "input_hash": "raw",
        "title": article.title,
        "text": text,
        "markdown": text,
        "authors": ["A. Writer"],
        "published_at": article.published_at,
        "language": "en",
        "word_count": len(text.split()),
        "text_hash": hashlib.sha256(text.encode()).hexdigest(),
        "method": "test",
        "confidence": 1.0,
        "outcome": "article",
        "created_at": article.collected_at,
        "current": True,
    } | fields
    row = t.Extraction(**values)
    session.add(row)
    session.flush()
    return row


def add_translation(session: Session, extraction: t.Extraction, *, version: str = "t1", **fields: Any) -> t.Translation:
    """The current translation of an extraction: not needed, unless ``text`` and ``status`` say otherwise."""
    session.execute(
        update(t.Translation).where(t.Translation.article_id == extraction.article_id).values(current=False)
    )
    values: dict[str, Any] = {
        "article_id": extraction.article_id,
        "extraction_id": extraction.id,
        "version": version,
        "input_hash": extraction.text_hash,
        "provider": "none",
        "source_language": extraction.language,
        "target_language": "en",
        "status": "unneeded",
        "reason": "already in en",
        "created_at": NOON,
        "current": True,
    } | fields
    row = t.Translation(**values)
    session.add(row)
    session.flush()
    return row


def add_score(session: Session, translation: t.Translation, *, version: str = "s1", **fields: Any) -> t.Score:
    """The current score of an article: 80 all round."""
    session.execute(update(t.Score).where(t.Score.article_id == translation.article_id).values(current=False))
    values: dict[str, Any] = {
        "article_id": translation.article_id,
        "extraction_id": translation.extraction_id,
        "translation_id": translation.id,
        "version": version,
        "input_hash": "in",
        "relevance": 80.0,
        "timeliness": 80.0,
        "source_reputation": 70.0,
        "content_depth": 80.0,
        "uniqueness": 80.0,
        "total": 78.5,
        "quality_category": "high",
        "reasons": [],
        "as_of": NOON,
        "created_at": NOON,
        "current": True,
        "translation_status": translation.status,
    } | fields
    row = t.Score(**values)
    session.add(row)
    session.flush()
    return row
