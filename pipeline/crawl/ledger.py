"""The ledger of a crawl: jobs, one result per source, one event per URL, and the counts made of the events.

``discovered + carried_in = fetched + known + duplicate + dropped + failed + waiting``: every term is counted from
rows of its own, none is the remainder, and :func:`recount` does it again for a check.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, case, delete, func, select, update
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.crawl.parents import ending_of, new_job, open_parent
from pipeline.newsroom import Run
from pipeline.warehouse.claims import is_gone, this_process
from pipeline.warehouse.failure_rows import storable
from pipeline.warehouse.schema import CrawlEvent, CrawlJob, CrawlResult, Source
from pipeline.warehouse.upsert import insert_ignore

STAGE = "crawl"
ENTRIES = ("discovered", "carried_in")
OUTCOMES = ("fetched", "known", "duplicate", "dropped", "failed", "waiting")
TERMS = (*ENTRIES, *OUTCOMES)
EXPLAINED = ("duplicate", "dropped", "failed", "waiting")  # each URL that ends so has a reason
OPEN = ("pending", "running")
# a job of another machine, whose process cannot be asked: no crawl takes as long
ABANDONED_AFTER = dt.timedelta(hours=24)

# made once: a crawl runs them for each source, and putting one together costs more than running it
_events, _results = cast(Table, CrawlEvent.__table__), cast(Table, CrawlResult.__table__)
_LEFT_OPEN = update(_events).where(
    _events.c.crawl_job_id == bindparam("job"), _events.c.source_slug == bindparam("slug"), _events.c.outcome.is_(None)
)
# of what was fetched, edits have a reason, and new articles none
_IS_NEW = case((and_(_events.c.outcome == "fetched", _events.c.reason.is_(None)), 1), else_=0)
_COUNTED = (
    select(_events.c.entered, _events.c.outcome, func.count(), func.sum(_IS_NEW))
    .where(_events.c.crawl_job_id == bindparam("job"), _events.c.source_slug == bindparam("slug"))
    .group_by(_events.c.entered, _events.c.outcome)
)
_sources = cast(Table, Source.__table__)
_MORE_ARTICLES = (
    update(_sources)
    .where(_sources.c.slug == bindparam("slug_of"))
    .values(articles_total=_sources.c.articles_total + bindparam("new"))
)
_RESULT = update(_results).where(
    _results.c.crawl_job_id == bindparam("job"), _results.c.source_slug == bindparam("slug")
)


@dataclass(frozen=True)
class Discrepancy:
    """A count of the ledger that its rows do not bear out. ``source_slug`` is None for a job's totals."""

    job_id: int
    source_slug: str | None
    term: str
    written: int
    counted: int

    def __str__(self) -> str:
        where = f"crawl {self.job_id}" + (f", source {self.source_slug}" if self.source_slug else "")
        return f"{where}: {self.term} says {self.written}, the rows say {self.counted}"


def open_jobs(
    session: Session, plans: Mapping[Cell, Sequence[str]], run: Run, now: dt.datetime
) -> tuple[dict[Cell, int], int | None]:
    """A job for each cell, with a pending result for each of its sources; and their parent, if they have one."""
    parent_id = open_parent(session, {cell.region for cell in plans}, run, now)
    jobs: dict[Cell, int] = {}
    for cell, slugs in plans.items():
        job = new_job(run, now)
        job.region, job.cell_date, job.parent_id = cell.region, cell.day, parent_id
        session.add(job)
        session.flush()
        jobs[cell] = job.id
        insert_ignore(
            session,
            CrawlResult,
            [
                {"crawl_job_id": job.id, "source_slug": slug, "status": "pending", "run_id": run.run_id}
                for slug in slugs
            ],
        )
    return jobs, parent_id


def drop_result(session: Session, job_id: int, slug: str) -> None:
    """Another run is at this source: this job has nothing to say of it."""
    session.execute(delete(CrawlResult).where(CrawlResult.crawl_job_id == job_id, CrawlResult.source_slug == slug))


def close_result(
    session: Session,
    job_id: int,
    slug: str,
    *,
    status: str,
    error: str | None = None,
    not_modified: bool = False,
    left: str = "not_reached",
) -> dict[str, int]:
    """Count a source's events into its result, and its new articles into those that it has. To be called once.

    What no outcome was written for is waiting, for the reason ``left``.
    """
    mine = {"job": job_id, "slug": slug}
    connection = session.connection()
    connection.execute(_LEFT_OPEN, {**mine, "outcome": "waiting", "reason": left})
    counts, new = _counted(session, job_id, slug)
    if new:
        connection.execute(_MORE_ARTICLES, {"slug_of": slug, "new": new})
    ended = {
        "status": status,
        "error": storable(error)[:2000] if error else None,
        "not_modified": not_modified,
        **counts,
    }
    connection.execute(_RESULT, {**mine, **ended})
    return counts


def start_result(session: Session, job_id: int, slug: str) -> None:
    """The visit has begun."""
    session.connection().execute(_RESULT, {"job": job_id, "slug": slug, "status": "running"})


def close_jobs(
    session: Session,
    job_ids: Iterable[int],
    parent_id: int | None,
    *,
    status: str,
    now: dt.datetime,
    error: str | None = None,
) -> None:
    """End jobs as ``status``: results still open end with them, totals are summed from the results."""
    for job_id in job_ids:
        unfinished = session.scalars(
            select(CrawlResult.source_slug).where(CrawlResult.crawl_job_id == job_id, CrawlResult.status.in_(OPEN))
        ).all()
        ending = "cancelled" if status == "completed" else status
        for slug in unfinished:
            close_result(session, job_id, slug, status=ending, error=error, left=ending)
        totals = _summed(session, CrawlResult.crawl_job_id == job_id)
        session.execute(
            update(CrawlJob)
            .where(CrawlJob.id == job_id)
            .values(status=status, finished_at=now, error=error[:2000] if error else None, **totals)
        )
    if parent_id is not None:
        close_parent(session, parent_id, now=now, error=error)


def close_parent(session: Session, parent_id: int, *, now: dt.datetime, error: str | None = None) -> bool:
    """The totals of all children, once the last of them has ended; whether that is so."""
    parent = session.get_one(CrawlJob, parent_id, populate_existing=True)
    children = session.execute(
        select(CrawlJob.id, CrawlJob.status, CrawlJob.region, CrawlJob.cell_date)
        .where(CrawlJob.parent_id == parent_id)
        .order_by(CrawlJob.id)
    ).all()
    if any(child.status in OPEN for child in children) or not (ending := ending_of(parent, children, now)):
        return False
    status, missing = ending
    totals = _summed(session, CrawlResult.crawl_job_id.in_([child.id for child in children]))
    closed = {"status": status, "finished_at": now, "error": missing or error}
    session.execute(update(CrawlJob).where(CrawlJob.id == parent_id).values(**closed, **totals))
    return True


def close_abandoned(session: Session, now: dt.datetime) -> list[int]:
    """End as failed what processes left open that no longer run; what they did is counted. Returns the jobs.

    A parent over several runs is no single process's: it is closed when its children have, or will not come any more.
    """
    # by the moment, which an index is on; unfinished are those of OPEN, and no others
    jobs = session.scalars(select(CrawlJob).where(CrawlJob.finished_at.is_(None), CrawlJob.status.in_(OPEN))).all()
    me = this_process()
    gone = [
        job
        for job in jobs
        if job.owner != me
        and job.whole is None
        and (job.owner is None or is_gone(job.owner) or job.started_at < now - ABANDONED_AFTER)
    ]
    children = [job.id for job in gone if job.region is not None]
    parents = [job.id for job in gone if job.region is None]
    error = "the process that ran this crawl ended before the crawl did"
    close_jobs(session, children, None, status="failed", now=now, error=error)
    for parent in parents:
        close_parent(session, parent, now=now, error=error)
    over_runs = [job.id for job in jobs if job.whole is not None]
    return [*children, *parents, *(parent for parent in over_runs if close_parent(session, parent, now=now))]


def recount(session: Session, job_id: int) -> list[Discrepancy]:
    """Count a job's events again and compare: the results, the job, the identity, and its children if it has any."""
    job = session.get_one(CrawlJob, job_id)
    found: list[Discrepancy] = []
    children = session.scalars(select(CrawlJob.id).where(CrawlJob.parent_id == job_id)).all()
    for child in children:
        found += recount(session, child)
    by_source = _counted_by_source(session, job_id)
    for result in session.scalars(select(CrawlResult).where(CrawlResult.crawl_job_id == job_id)):
        counted = by_source.get(result.source_slug, dict.fromkeys(TERMS, 0))
        written = {term: getattr(result, term) for term in TERMS}
        found += _differences(job_id, result.source_slug, written, counted)
        found += _imbalance(job_id, result.source_slug, counted)
    found += [
        Discrepancy(job_id, None, f"{outcome} without a reason", 0, count)
        for (outcome, reason), count in by_reason(session, [job_id]).items()
        if outcome in EXPLAINED and not reason
    ]
    totals = _summed(session, CrawlResult.crawl_job_id.in_([*children, job_id]))
    found += _differences(job_id, None, {term: getattr(job, term) for term in TERMS}, totals)
    return found


def by_reason(session: Session, job_ids: Sequence[int]) -> dict[tuple[str, str | None], int]:
    """The events of some jobs by outcome and reason, the commonest first; it reads no other jobs' rows."""
    rows = session.execute(
        select(CrawlEvent.outcome, CrawlEvent.reason, func.count())
        .where(CrawlEvent.crawl_job_id.in_(job_ids))
        .group_by(CrawlEvent.outcome, CrawlEvent.reason)
        .order_by(func.count().desc(), CrawlEvent.outcome, CrawlEvent.reason)
    )
    return {(outcome or "open", reason): count for outcome, reason, count in rows}


def _imbalance(job_id: int, slug: str | None, counts: Mapping[str, int]) -> list[Discrepancy]:
    entered, left = (sum(counts[term] for term in terms) for terms in (ENTRIES, OUTCOMES))
    return [] if entered == left else [Discrepancy(job_id, slug, "discovered + carried_in", entered, left)]


def _differences(
    job_id: int, slug: str | None, written: Mapping[str, int], counted: Mapping[str, int]
) -> list[Discrepancy]:
    return [
        Discrepancy(job_id, slug, term, written[term], counted[term])
        for term in TERMS
        if written[term] != counted[term]
    ]


def _counted(session: Session, job_id: int, slug: str) -> tuple[dict[str, int], int]:
    """The terms of one result, and how many of what was fetched are new articles."""
    counts, all_new = dict.fromkeys(TERMS, 0), 0
    for entered, outcome, number, new in session.connection().execute(_COUNTED, {"job": job_id, "slug": slug}):
        counts[entered] += number
        if outcome is not None:
            counts[outcome] += number
        all_new += new
    return counts, all_new


def _counted_by_source(session: Session, job_id: int) -> dict[str, dict[str, int]]:
    """The same for all sources of a job in one statement: a crawl of ten thousand is recounted after every run."""
    rows = session.execute(
        select(CrawlEvent.source_slug, CrawlEvent.entered, CrawlEvent.outcome, func.count())
        .where(CrawlEvent.crawl_job_id == job_id)
        .group_by(CrawlEvent.source_slug, CrawlEvent.entered, CrawlEvent.outcome)
    )
    found: dict[str, dict[str, int]] = {}
    for slug, entered, outcome, number in rows:
        counts = found.setdefault(slug, dict.fromkeys(TERMS, 0))
        counts[entered] += number
        if outcome is not None:
            counts[outcome] += number
    return found


def _summed(session: Session, condition: ColumnElement[bool]) -> dict[str, int]:
    columns = [func.coalesce(func.sum(getattr(CrawlResult, term)), 0) for term in TERMS]
    row = session.execute(select(*columns).where(condition)).one()
    return {term: int(number) for term, number in zip(TERMS, row, strict=True)}
