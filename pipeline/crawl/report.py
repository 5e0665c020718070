"""What a crawl says of a cell: the ledger's counts, a few of the pages, notes for the reader."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.crawl.ledger import TERMS
from pipeline.crawl.tally import Tally
from pipeline.summary import PREVIEW_ROWS, Summary
from pipeline.warehouse.condition_rows import Change
from pipeline.warehouse.schema import Article, CrawlEvent, CrawlJob, CrawlResult, Url

MAX_SHOWN = 60
MAX_NAMED = 3


def summarise(session: Session, job_id: int, tally: Tally, *, notes: list[str], cancelled: bool) -> Summary:
    """The summary of one job, from its rows."""
    job = session.get_one(CrawlJob, job_id)
    summary = Summary(notes=list(notes))
    summary.counts.update({term: getattr(job, term) for term in TERMS})
    summary.counts["sources_polled"] = tally.polled[job_id]
    summary.counts["sources_failed"] = tally.failed[job_id]
    summary.counts["not_modified"] = tally.not_modified[job_id]
    summary.counts["bytes"] = tally.bytes[job_id]
    if tally.busy[job_id]:
        summary.counts["sources_busy"] = tally.busy[job_id]
        summary.notes.append(f"{tally.busy[job_id]} sources are being crawled by another run and were left to it")
    if cancelled:
        summary.notes.append("cancelled: what was not reached waits for the next crawl")
    summary.notes += _reasons(session, job_id) + _failing(session, job_id) + _changes(tally.changes.get(job_id, ()))
    for slug, title, url in _pages(session, job_id):
        summary.show(source=slug, title=_short(title or ""), url=url)
    return summary


def _pages(session: Session, job_id: int) -> list[tuple[str, str | None, str]]:
    query = (
        select(CrawlEvent.source_slug, Article.title, Article.url)
        .join(Url, Url.id == CrawlEvent.url_id)
        .join(Article, Article.id == Url.article_id)
        .where(CrawlEvent.crawl_job_id == job_id, CrawlEvent.outcome == "fetched")
        .order_by(Article.id.desc())
        .limit(PREVIEW_ROWS)
    )
    return [(slug, title, url) for slug, title, url in session.execute(query)]


def _reasons(session: Session, job_id: int) -> list[str]:
    """Why pages were not fetched, the commonest reasons first."""
    query = (
        select(CrawlEvent.outcome, CrawlEvent.reason, func.count())
        .where(CrawlEvent.crawl_job_id == job_id, CrawlEvent.outcome.in_(("dropped", "failed", "duplicate", "waiting")))
        .group_by(CrawlEvent.outcome, CrawlEvent.reason)
        .order_by(func.count().desc())
        .limit(2 * MAX_NAMED)
    )
    return [f"{number} {outcome}: {reason or 'no reason given'}" for outcome, reason, number in session.execute(query)]


def _failing(session: Session, job_id: int) -> list[str]:
    mine = (CrawlResult.crawl_job_id == job_id, CrawlResult.status == "failed")
    total = session.scalar(select(func.count()).select_from(CrawlResult).where(*mine)) or 0
    shown = session.execute(
        select(CrawlResult.source_slug, CrawlResult.error)
        .where(*mine)
        .order_by(CrawlResult.source_slug)
        .limit(MAX_NAMED)
    )
    lines = [f"{slug} failed: {(error or 'no reason given')[:160]}" for slug, error in shown]
    return lines + ([f"and {total - MAX_NAMED} more sources failed"] if total > MAX_NAMED else [])


def _changes(changes: Sequence[Change]) -> list[str]:
    """Who newly fell sick, and who recovered, each in a line."""
    sick = [f"{change.slug} ({', '.join(change.begun)})" for change in changes if change.begun]
    well = [change.slug for change in changes if change.well]
    lines = [(sick, "newly sick"), (well, "well again")]
    return [
        f"{len(named)} {what}: {', '.join(named[:MAX_NAMED])}"
        + (f" and {len(named) - MAX_NAMED} more" if len(named) > MAX_NAMED else "")
        for named, what in lines
        if named
    ]


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
