"""One visit to one source: claim it, poll it, write down what it names, fetch page after page, count, release.

Pages of a source are fetched one after the other, each committed before the next: its host wants a pause anyway,
bodies never pile up, and a killed process loses at most the page in flight. Many sources are visited at once.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.crawl import bookkeeping, ledger, schedule, store
from pipeline.crawl.pages import look_at
from pipeline.crawl.poll import PolledSource, Poller, PollReport
from pipeline.crawl.register import Found, Place, Registered, canonical_items, carry_in, register
from pipeline.crawl.revisits import Turn, turn_of
from pipeline.crawl.rows import Target
from pipeline.crawl.writer import Writer
from pipeline.failures import PermanentError, ServiceUnavailable, Verdict, judge, service_failure
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.claims import claim, release
from pipeline.warehouse.condition_rows import Change
from pipeline.warehouse.schema import Source
from pipeline.web.client import Answer, PackedAnswer, WebClient
from pipeline.web.urls import canonical_url, host_key

# these say something of the host and nothing of the page: its pages wait, and no try is counted
HOST_REASONS = frozenset({"host_closed", "robots_unreachable"})
OUR_NETWORK = frozenset({"dns", "connection", "connection_refused"})
GIVE_UP_AFTER = 5  # failures of the passing kind in a row: the site is down, and its other pages can wait
WAIT_FOR_HOST = dt.timedelta(minutes=10)


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


@dataclass
class Tally:
    """What the ledger has no words for, per job; and the progress of the whole crawl."""

    polled: Counter[int] = field(default_factory=Counter)
    failed: Counter[int] = field(default_factory=Counter)
    busy: Counter[int] = field(default_factory=Counter)
    not_modified: Counter[int] = field(default_factory=Counter)
    bytes: Counter[int] = field(default_factory=Counter)
    pages: int = 0
    visits: int = 0
    failing: list[bookkeeping.Standing] = field(default_factory=list)
    network_failures: list[bookkeeping.Standing] = field(default_factory=list)
    changes: dict[int, list[Change]] = field(default_factory=dict)  # of health, by job

    def add(self, other: Tally) -> None:
        """Count in what another process did of the same crawl."""
        for mine, others in (
            (self.polled, other.polled),
            (self.failed, other.failed),
            (self.busy, other.busy),
            (self.not_modified, other.not_modified),
            (self.bytes, other.bytes),
        ):
            mine.update(others)
        self.pages += other.pages
        self.visits += other.visits
        self.failing += other.failing
        self.network_failures += other.network_failures
        for job_id, changes in other.changes.items():
            self.changes.setdefault(job_id, []).extend(changes)


@dataclass(frozen=True)
class _Arrived:
    source: PolledSource
    standing: bookkeeping.Standing
    poll: bool


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
                await self._fetch_all(place, carried.targets)
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
                await self._fetch_all(place, registered.targets)
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
        return _Arrived(bookkeeping.polled_source(session, row), bookkeeping.standing_of(row), visit.poll and due)

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

    async def _fetch_all(self, place: Place, targets: list[Target]) -> None:
        closed: dict[str, dt.datetime] = {}
        failures = 0
        for number, target in enumerate(targets):
            if self.stopping():
                return
            host = host_key(target.url)
            if host in closed:
                continue
            verdict = await self._fetch(place, target)
            if verdict is None or verdict.permanent:
                failures = 0
            elif verdict.reason in HOST_REASONS:
                closed[host] = self._until(verdict)
                rest = [one for one in targets[number:] if host_key(one.url) == host]
                await self.writer.write(partial(self._wait, place, rest, verdict.reason, closed[host]))
            else:
                failures += 1
                if failures >= GIVE_UP_AFTER:
                    return

    async def _fetch(self, place: Place, target: Target) -> Verdict | None:
        """Fetch and store one page; the verdict if it could not be had, whatever the reason: its neighbours can."""
        try:
            await self._fetch_and_store(place, target)
        except Exception as error:
            if service := service_failure(error):
                raise service from error
            verdict = judge(error)
            if verdict.permanent or verdict.reason not in HOST_REASONS:
                await self._failed(place, target, verdict, str(error))
            return verdict
        return None

    async def _fetch_and_store(self, place: Place, target: Target) -> None:
        answer = await self.client.fetch_packed(target.url, etag=target.etag, last_modified=target.last_modified)
        if answer.status == 304:
            at = answer.fetched_at
            await self.writer.write(partial(store.store_unchanged, place=place, target=target, fetched_at=at))
            return
        keep = partial(self._keep, place, target, answer)
        del answer
        fetched, _ = await self.writer.write_among(store.store_pages, keep, self.readers)
        self.tally.pages += 1
        self.tally.bytes[place.job_id] += fetched.page.body_bytes

    def _keep(self, place: Place, target: Target, packed: PackedAnswer) -> store.Fetched:
        """Unpack and judge the page and put its bytes away. The blob comes before the rows that point to it."""
        answer = packed.unpacked()
        page = look_at(answer, target.canonical)
        blobs = self.newsroom.warehouse.blobs
        try:
            blob_key = blobs.put(answer.body, digest=page.raw_hash, gzipped=answer.gzipped)
        except OSError as error:
            message = f"the blob store {blobs.shown} cannot be written: {error}"
            raise ServiceUnavailable("blobs_down", message) from error
        return store.Fetched(place, target, page, blob_key, answer.fetched_at, self._turn(target, answer))

    def _turn(self, target: Target, answer: Answer) -> Turn:
        """What the page is to the one that we had, if we had one and still have its bytes."""
        if target.article_id is None:
            return "edited"
        with self.newsroom.warehouse.reading() as session:
            before = store.present_blob(session, target.article_id)
        try:
            body = self.newsroom.warehouse.blobs.get(before) if before else None
        except PermanentError:  # missing or damaged, which is why the page was asked for again
            body = None
        return turn_of(body, answer.body, answer.headers.get("content-type")) if body is not None else "edited"

    async def _failed(self, place: Place, target: Target, verdict: Verdict, message: str) -> None:
        now = self.newsroom.clock.now()
        await self.writer.write(
            partial(store.store_failure, place=place, target=target, verdict=verdict, message=message, now=now)
        )

    def _wait(self, place: Place, targets: list[Target], reason: str, until: dt.datetime, session: Session) -> None:
        for target in targets:
            store.store_waiting(session, place, target, reason=reason, until=until)

    def _until(self, verdict: Verdict) -> dt.datetime:
        asked = dt.timedelta(seconds=verdict.retry_after) if verdict.retry_after else WAIT_FOR_HOST
        return self.newsroom.clock.now() + asked

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
        fetched = 0
        for cell, job_id in visit.jobs:
            mine = report if visit.today == (cell, job_id) else None
            problem = error or (mine and "; ".join(message for _, message in mine.problems)) or None
            failed = error is not None or (mine is not None and mine.failed)
            counts = ledger.close_result(
                session,
                job_id,
                visit.slug,
                status="failed" if failed else "completed",
                error=problem,
                not_modified=mine is not None and mine.not_modified,
            )
            fetched += counts["fetched"]
        change = None
        if report is not None:
            change = bookkeeping.note_poll(session, arrived.source, report, found, now=now, run_id=self.run.run_id)
        if fetched:
            bookkeeping.count_articles(session, visit.slug)
        release(session, ledger.STAGE, [f"source:{visit.slug}"])
        return change

    def _count(self, visit: Visit, arrived: _Arrived, report: PollReport | None, change: Change | None) -> None:
        self.tally.visits += 1
        if report is None or visit.today is None:
            return
        job_id = visit.today[1]
        if change is not None and (change.begun or change.ended):
            self.tally.changes.setdefault(job_id, []).append(change)
        self.tally.polled[job_id] += 1
        self.tally.failed[job_id] += report.failed
        if report.failed:
            self.tally.failing.append(arrived.standing)
        self.tally.not_modified[job_id] += report.not_modified
        self.tally.bytes[job_id] += report.bytes
        if report.failed and any(verdict.reason in OUR_NETWORK for verdict, _ in report.problems):
            self.tally.network_failures.append(arrived.standing)
