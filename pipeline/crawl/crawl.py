"""Crawling cells: plan the visits, have them made, keep the ledger, say what was done."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.cells import Cell
from pipeline.crawl import bookkeeping, ledger, retrying, rows
from pipeline.crawl.making import Making
from pipeline.crawl.report import summarise
from pipeline.crawl.request import CrawlRequest
from pipeline.crawl.store import VERSION
from pipeline.crawl.tally import Tally
from pipeline.crawl.visit import Visit
from pipeline.failures import ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.summary import Summary
from pipeline.warehouse.claims import release
from pipeline.warehouse.versions import note_version

NETWORK_DOWN = 0.9  # this share of the polled sources, and at least three, without any connection


@dataclass
class _Plan:
    """The visits of a crawl, and the jobs that they are written under."""

    visits: list[Visit] = field(default_factory=list)
    jobs: dict[Cell, int] = field(default_factory=dict)
    parent_id: int | None = None
    notes: dict[Cell, list[str]] = field(default_factory=dict)


def crawl_cells(newsroom: Newsroom, cells: Sequence[Cell], request: CrawlRequest, run: Run) -> dict[Cell, Summary]:
    """Poll the due sources of today's cells and fetch what waits in all of them; returns a summary per cell.

    Sources and pages fail alone, in rows. Raises ConfigurationError for unknown slugs, and ServiceUnavailable when
    the network, the warehouse or the blob store is down, or so many sources failed that they are to be tried again;
    what was done by then is kept and counted, as it is when the crawl is interrupted.
    """
    started = time.monotonic()
    with newsroom.warehouse.reading() as session:
        request = retrying.narrowed(session, request, run)
    plan = _plan(newsroom, cells, request, run)
    crawl = Making(newsroom, plan.visits, request, run)
    warehouse, clock = newsroom.warehouse, newsroom.clock
    try:
        tally = crawl.run_to_end()
    except BaseException as error:
        status = "failed" if isinstance(error, Exception) else "cancelled"
        with warehouse.transaction() as session:
            reason = f"{type(error).__name__}: {error}"
            ledger.close_jobs(session, plan.jobs.values(), plan.parent_id, status=status, now=clock.now(), error=reason)
            release(session, ledger.STAGE, [f"source:{visit.slug}" for visit in plan.visits])
        raise
    down = _network_is_down(tally)
    again = None if down or crawl.cancelled else retrying.too_many_failed(newsroom, request, tally)
    with warehouse.transaction() as session:
        status = "failed" if down else "cancelled" if crawl.cancelled else "completed"
        ledger.close_jobs(
            session,
            plan.jobs.values(),
            plan.parent_id,
            status=status,
            now=clock.now(),
            error=str(down or again) if down or again else None,
        )
        release(session, ledger.STAGE, [f"source:{visit.slug}" for visit in plan.visits])
        for standing in tally.network_failures if down else ():
            bookkeeping.forgive(session, standing, now=clock.now(), run_id=run.run_id)
    if problem := down or again:
        raise problem
    with warehouse.reading() as session:
        summaries = {
            cell: summarise(session, plan.jobs[cell], tally, notes=plan.notes[cell], cancelled=crawl.cancelled)
            for cell in plan.jobs
        }
    for summary in summaries.values():
        summary.seconds = time.monotonic() - started
    return summaries


def _plan(newsroom: Newsroom, cells: Sequence[Cell], request: CrawlRequest, run: Run) -> _Plan:
    """Who is visited for which cells; opens the jobs. Jobs of processes that are gone are closed first."""
    now = newsroom.clock.now()
    today = now.date()
    slugs = request.source_slugs
    with newsroom.warehouse.transaction() as session:
        note_version(session, ledger.STAGE, VERSION, now)
        for job_id in ledger.close_abandoned(session, now):
            run.log(f"crawl: closed job {job_id} of a process that ended without doing so")
        rows.check_slugs(session, slugs)
        polled: dict[str, Cell] = {}
        waiting: dict[Cell, list[str]] = {}
        notes: dict[Cell, list[str]] = {}
        for cell in dict.fromkeys(cells):
            notes[cell] = [_note(cell, today, request)]
            waiting[cell] = rows.sources_with_backlog(session, cell, now, slugs=slugs)
            if cell.day == today and request.poll:
                due = rows.sources_to_poll(session, cell.region, now, slugs=slugs, force=request.force)
                polled.update((slug, cell) for slug in due)
        plans = {
            cell: list(dict.fromkeys([*(s for s, where in polled.items() if where == cell), *waiting[cell]]))
            for cell in notes
        }
        jobs, parent_id = ledger.open_jobs(session, plans, run, now)
    return _Plan(_visits(plans, jobs, polled, today), jobs, parent_id, notes)


def _note(cell: Cell, today: dt.date, request: CrawlRequest) -> str:
    if cell.day != today:
        return (
            f"{cell.day} is not today ({today}): no source was polled, only pages that were waiting or due for a"
            " retry were fetched"
        )
    if request.retry and request.source_slugs:
        return f"a further try: polled only the {len(request.source_slugs)} sources of the run that had failed"
    return "polled what was due" if request.poll else "no source was polled, as asked"


def _visits(
    plans: dict[Cell, list[str]], jobs: dict[Cell, int], polled: dict[str, Cell], today: dt.date
) -> list[Visit]:
    """One visit a source, whatever the number of its cells; those that are polled first, longest overdue first."""
    by_slug: dict[str, list[Cell]] = {slug: [] for slug in polled}
    for cell, slugs in sorted(plans.items()):
        for slug in slugs:
            by_slug.setdefault(slug, []).append(cell)
    visits = []
    for slug, mine in by_slug.items():
        past = tuple((cell, jobs[cell]) for cell in mine if cell.day != today)
        present = next(((cell, jobs[cell]) for cell in mine if cell.day == today), None)
        visits.append(Visit(slug, past, present, poll=slug in polled))
    return visits


def _network_is_down(tally: Tally) -> ServiceUnavailable | None:
    polled, broken = sum(tally.polled.values()), len(tally.network_failures)
    if broken < 3 or broken < NETWORK_DOWN * polled:
        return None
    return ServiceUnavailable(
        "network_down",
        f"{broken} of {polled} sources could not be connected to: this machine's network or name service seems to be"
        " down. They stay due; check the network, or EMCIP_ALLOW_PRIVATE if they are private addresses",
    )
