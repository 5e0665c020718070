"""One visit to one source: claim it, poll it, write down what it names, fetch page after page, count, release.

Pages of a source are fetched one after the other, each committed before the next: its host wants a pause anyway,
bodies never pile up, and a killed process loses at most the page in flight. Many sources are visited at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.crawl import bookkeeping, ledger, one_body, schedule
from pipeline.crawl.fetching import Fetcher
from pipeline.crawl.one_body import SamePages
from pipeline.crawl.poll import PolledSource, Poller, PollReport
from pipeline.crawl.register import Found, Place, Registered, canonical_items, carry_in, register
from pipeline.crawl.rows import Target
from pipeline.crawl.tally import Tally
from pipeline.crawl.writer import Writer
from pipeline.failures import judge, service_failure
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.claims import claim, release
from pipeline.warehouse.condition_rows import Change
from pipeline.warehouse.schema import Source
from pipeline.web.client import WebClient
from pipeline.web.urls import canonical_url

OUR_NETWORK = frozenset({"dns", "connection", "connection_refused"})


@dataclass(frozen=True)
class Visit:
    """What is to be done at a source: ``past`` cells to finish, and today's job if it has one."""

    slug: str
    past: tuple[tuple[Cell, int], ...] = ()
    today: tuple[Cell, int] | None = None
    poll: bool = False

    @property
    def jobs(self) -> list[tuple[Cell, int]]:
        return [*self.past, *([self.today] if self.today else [])]


@dataclass(frozen=True)
class _Arrived:
    source: PolledSource
    standing: bookkeeping.Standing
    poll: bool
    seen: SamePages


@dataclass
class Visitor:
    """Visits sources. ``active`` are the slugs whose claims must be kept alive; ``stopping`` ends visits early."""

    newsroom: Newsroom
    run: Run
    client: WebClient
    writer: Writer
    readers: Executor
    tally: Tally
    max_items: int
    force: bool
    stopping: Callable[[], bool]
    active: set[str] = field(default_factory=set)

    async def visit(self, visit: Visit) -> None:
        """One source fails alone; raises only what concerns all: ServiceUnavailable, or being cancelled."""
        arrived = await self.writer.write(partial(self._arrive, visit))
        if arrived is None:
            for _, job_id in visit.jobs:
                self.tally.busy[job_id] += 1
            return
        self.active.add(visit.slug)
        report: PollReport | None = None
        error: str | None = None
        registered = Registered()
        try:
            for cell, job_id in visit.past:
                place = Place(job_id, cell, visit.slug, self.run.run_id)
                carried = await self.writer.write(partial(self._carry_in, place))
                await self._fetch_all(place, carried.targets, arrived)
            if visit.today is not None:
                cell, job_id = visit.today
                place = Place(job_id, cell, visit.slug, self.run.run_id)
                poller = Poller(self.client, self.readers, self.newsroom.clock, self.newsroom.warehouse.blobs)
                report = await poller.poll(arrived.source) if arrived.poll else None
                # on a reader: canonical URLs of 50,000 items are seconds of work, which no transaction should hold
                loop = asyncio.get_running_loop()
                found = await loop.run_in_executor(self.readers, canonical_items, report.items if report else ())
                registered = await self.writer.write(
                    partial(self._register, place, visit, arrived, report=report, found=found)
                )
                await self._fetch_all(place, registered.targets, arrived)
        except Exception as problem:
            if service := service_failure(problem):
                raise service from problem
            error = f"{type(problem).__name__}: {problem}"
            self.run.log(f"crawl: {visit.slug}: {error}")
            if arrived.poll:  # so that it backs off like any other failing source
                report = PollReport(problems=[(judge(problem), error)])
        left = partial(self._leave, visit, arrived, report=report, found=registered, error=error)
        change = await self.writer.write(left)
        self._count(visit, arrived, report, change)
        self.active.discard(visit.slug)

    async def _fetch_all(self, place: Place, targets: list[Target], arrived: _Arrived) -> None:
        fetcher = Fetcher(self.newsroom, self.client, self.writer, self.readers, self.tally, self.stopping)
        if arrived.seen.on_trial:
            targets = one_body.another_first(targets, self.newsroom.clock.now())
        await fetcher.fetch_all(place, targets, arrived.seen)

    def _arrive(self, visit: Visit, session: Session) -> _Arrived | None:
        """Claim the source and look again: another run may be at it, or may have polled it just now."""
        now = self.newsroom.clock.now()
        if not claim(session, ledger.STAGE, [f"source:{visit.slug}"], now=now, run_id=self.run.run_id):
            for _, job_id in visit.jobs:
                ledger.drop_result(session, job_id, visit.slug)
            return None
        row = session.get_one(Source, visit.slug)
        for _, job_id in visit.jobs:
            ledger.start_result(session, job_id, visit.slug)
        due = self.force or schedule.is_due(row, now)
        source = bookkeeping.polled_source(session, row, resting_at=None if self.force else now)
        standing = bookkeeping.standing_of(row)
        return _Arrived(source, standing, visit.poll and due, SamePages(row.one_body or ()))

    def _carry_in(self, place: Place, session: Session) -> Registered:
        return carry_in(session, place, now=self.newsroom.clock.now(), max_items=self.max_items)

    def _register(
        self,
        place: Place,
        visit: Visit,
        arrived: _Arrived,
        session: Session,
        *,
        report: PollReport | None,
        found: list[Found],
    ) -> Registered:
        if report is not None:
            bookkeeping.keep_findings(session, place.slug, report)
        return register(
            session,
            place,
            found,
            now=self.newsroom.clock.now(),
            max_items=self.max_items,
            home=canonical_url(arrived.source.url),
            not_days=[cell.day for cell, _ in visit.past],
        )

    def _leave(
        self,
        visit: Visit,
        arrived: _Arrived,
        session: Session,
        *,
        report: PollReport | None,
        found: Registered,
        error: str | None,
    ) -> Change | None:
        now = self.newsroom.clock.now()
        for cell, job_id in visit.jobs:
            mine = report if visit.today == (cell, job_id) else None
            problem = error or (mine and "; ".join(message for _, message in mine.problems)) or None
            failed = error is not None or (mine is not None and mine.failed)
            ledger.close_result(
                session,
                job_id,
                visit.slug,
                status="failed" if failed else "completed",
                error=problem,
                not_modified=mine is not None and mine.not_modified,
            )
        change: Change | None = None
        if report is not None:
            change = bookkeeping.note_poll(session, arrived.source, report, found, now=now, run_id=self.run.run_id)
        change = bookkeeping.note_pages(session, visit.slug, arrived.seen, change, now=now, run_id=self.run.run_id)
        release(session, ledger.STAGE, [f"source:{visit.slug}"])
        return change

    def _count(self, visit: Visit, arrived: _Arrived, report: PollReport | None, change: Change | None) -> None:
        self.tally.visits += 1
        if change is not None and (change.begun or change.ended):
            self.tally.changes.setdefault(visit.jobs[-1][1], []).append(change)
        if report is None or visit.today is None:
            return
        job_id = visit.today[1]
        self.tally.polled[job_id] += 1
        self.tally.failed[job_id] += report.failed
        if report.failed:
            self.tally.failing.append(arrived.standing)
        self.tally.not_modified[job_id] += report.not_modified
        self.tally.bytes[job_id] += report.bytes
        if report.failed and any(verdict.reason in OUR_NETWORK for verdict, _ in report.problems):
            self.tally.network_failures.append(arrived.standing)
