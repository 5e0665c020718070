"""Writing what became of one URL: its article and version, its state, its event. One transaction, all or nothing."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pipeline.crawl.dates import plausible, read_date
from pipeline.crawl.ledger import STAGE
from pipeline.crawl.pages import Page
from pipeline.crawl.register import Place
from pipeline.crawl.rows import Target
from pipeline.failures import Verdict
from pipeline.warehouse.failure_rows import clear_failure, record_failure
from pipeline.warehouse.schema import Article, ArticleVersion, CrawlEvent, Url
from pipeline.warehouse.upsert import insert_ignore

VERSION = "crawl-1"
# so many pages of a source may call the same other page their canonical; then it is a mistake in its template
BELIEVED_CANONICALS = 3
# what a page may be refused for, as against fetching that failed
_DROPPED = (
    "not_html not_a_page redirected_home robots_disallowed private_address bad_scheme bad_url bad_port credentials"
    " too_large too_many_redirects bad_redirect"
)
DROPPED = frozenset(_DROPPED.split())


def store_page(
    session: Session, place: Place, target: Target, *, page: Page, blob_key: str, fetched_at: dt.datetime
) -> str:
    """File a fetched page. Returns the outcome: ``fetched``, ``known`` (unchanged) or ``duplicate``."""
    row = session.get_one(Url, target.url_id)
    row.attempts, row.retry_at, row.checked_at, row.run_id = 0, None, fetched_at, place.run_id
    row.etag, row.last_modified = page.etag, page.last_modified
    clear_failure(session, stage=STAGE, subject_type="url", subject_ids=[row.id])
    own = session.get(Article, row.article_id) if row.article_id is not None else None
    if own is not None and row.state != "duplicate":
        outcome, reason = _store_again(session, own, _version(page, blob_key, fetched_at, place.run_id))
        row.state, row.reason = "fetched", None
    elif (original := _original(session, row, page)) is not None:
        outcome, reason = "duplicate", original[1]
        row.state, row.reason, row.article_id = "duplicate", reason, original[0]
    else:
        outcome, reason = "fetched", None
        row.state, row.reason = "fetched", None
        row.article_id = _store_new(session, row, page, _version(page, blob_key, fetched_at, place.run_id))
    _settle(session, place, target, outcome, reason)
    return outcome


def store_unchanged(session: Session, place: Place, target: Target, *, fetched_at: dt.datetime) -> str:
    """A known page that was asked for again and has not changed."""
    session.execute(update(Url).where(Url.id == target.url_id).values(checked_at=fetched_at, run_id=place.run_id))
    _settle(session, place, target, "known", "not_modified")
    return "known"


def store_failure(
    session: Session, place: Place, target: Target, *, verdict: Verdict, message: str, now: dt.datetime
) -> str:
    """A page that could not be had: dropped, dead, or due again after 60 s · 2ⁿ. Returns the outcome."""
    if target.revisit:  # we have the page; that its edit could not be had changes nothing
        _settle(session, place, target, "known", f"revisit_{verdict.reason}"[:80])
        return "known"
    row = session.get_one(Url, target.url_id)
    row.run_id, row.reason, row.checked_at = place.run_id, verdict.reason, now
    row.attempts += 1
    if verdict.permanent and verdict.reason in DROPPED:
        row.state, row.retry_at = "dropped", None
    else:
        failure = record_failure(
            session,
            stage=STAGE,
            subject_type="url",
            subject_id=row.id,
            verdict=verdict,
            message=message,
            version=VERSION,
            input_hash="",
            now=now,
            run_id=place.run_id,
        )
        row.state, row.retry_at = "failed", failure.retry_at
    _settle(session, place, target, row.state, verdict.reason)
    return row.state


def store_waiting(session: Session, place: Place, target: Target, *, reason: str, until: dt.datetime | None) -> str:
    """A page that was not asked for, since its host wants to be left alone: no attempt, no failure."""
    if not target.revisit:
        session.execute(
            update(Url)
            .where(Url.id == target.url_id)
            .values(state="waiting", reason=reason, retry_at=until, run_id=place.run_id)
        )
    outcome = "known" if target.revisit else "waiting"
    _settle(session, place, target, outcome, reason)
    return outcome


def _original(session: Session, row: Url, page: Page) -> tuple[int, str] | None:
    """The article that this page is a duplicate of, and how we know."""
    article = session.scalar(select(Article.id).where(Article.canonical_url == page.identity))
    if article is not None and not (page.named == "canonical" and _is_template_mistake(session, article)):
        return article, {"asked": "same_url", "redirect": "redirect", "canonical": "canonical"}[page.named]
    same = session.scalar(
        select(Article.id)
        .join(ArticleVersion, ArticleVersion.article_id == Article.id)
        .where(ArticleVersion.raw_hash == page.raw_hash, Article.source_slug == row.source_slug)
        .limit(1)
    )
    return (same, "same_bytes") if same is not None else None


def _is_template_mistake(session: Session, article_id: int) -> bool:
    claims = session.scalar(
        select(func.count())
        .select_from(Url)
        .where(Url.article_id == article_id, Url.state == "duplicate", Url.reason == "canonical")
    )
    return (claims or 0) >= BELIEVED_CANONICALS


def _store_new(session: Session, row: Url, page: Page, version: ArticleVersion) -> int:
    taken = session.scalar(select(Article.id).where(Article.canonical_url == page.identity))
    identity = row.canonical_url if taken is not None else page.identity  # a canonical that is not believed
    date = read_date(row.feed_date_raw)
    believed = date is not None and plausible(row.feed_date, version.fetched_at)
    article = Article(
        canonical_url=identity,
        url=page.final_url,
        source_slug=row.source_slug,
        region=row.region,
        cell_date=row.cell_date,
        collected_at=version.fetched_at,
        revision=1,
        title=row.feed_title,
        feed_date=row.feed_date,
        feed_date_raw=row.feed_date_raw,
        published_at=row.feed_date if believed else None,
        published_raw=row.feed_date_raw if believed else None,
        published_precision=date.precision if date and believed else None,
        published_origin="feed" if believed else None,
        run_id=version.run_id,
    )
    session.add(article)
    session.flush()
    version.article_id, version.revision = article.id, 1
    session.add(version)
    if identity != row.canonical_url:  # when a feed names the page by this address too, it is known
        _know_as(session, row, article)
    session.flush()
    return article.id


def _know_as(session: Session, row: Url, article: Article) -> None:
    """A row for the URL that the article is known by, so that it is not fetched under that one too."""
    twin = {
        "canonical_url": article.canonical_url,
        "url": article.canonical_url,
        "source_slug": row.source_slug,
        "region": row.region,
        "cell_date": row.cell_date,
        "discovered_via": row.url,
        "feed_title": row.feed_title,
        "feed_date": row.feed_date,
        "feed_date_raw": row.feed_date_raw,
        "first_seen_at": article.collected_at,
        "checked_at": article.collected_at,
        "state": "fetched",
        "attempts": 0,
        "priority": 0,
        "article_id": article.id,
        "run_id": row.run_id,
    }
    insert_ignore(session, Url, [twin])


def _store_again(session: Session, article: Article, version: ArticleVersion) -> tuple[str, str | None]:
    """A page that we have had before: a new revision if its bytes changed."""
    present = session.get(ArticleVersion, (article.id, article.revision))
    if present is not None and present.raw_hash == version.raw_hash:
        return "known", "unchanged"
    article.revision += 1
    version.article_id, version.revision = article.id, article.revision
    session.add(version)
    session.flush()
    return "fetched", "edited"


def _version(page: Page, blob_key: str, fetched_at: dt.datetime, run_id: str) -> ArticleVersion:
    return ArticleVersion(
        blob_key=blob_key,
        raw_hash=page.raw_hash,
        body_bytes=page.body_bytes,
        content_type=page.content_type,
        final_url=page.final_url,
        http_status=page.http_status,
        headers=page.headers,
        fetched_at=fetched_at,
        run_id=run_id,
    )


def _settle(session: Session, place: Place, target: Target, outcome: str, reason: str | None) -> None:
    session.execute(
        update(CrawlEvent)
        .where(
            CrawlEvent.crawl_job_id == place.job_id,
            CrawlEvent.source_slug == place.slug,
            CrawlEvent.url_id == target.url_id,
        )
        .values(outcome=outcome, reason=reason)
    )
