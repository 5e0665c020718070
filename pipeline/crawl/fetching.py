"""Fetching the pages of a source one after the other, each stored before the next is asked for.

Pages fail alone. What says something of their host, or of all that it shows, ends the fetching: the others wait.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from pipeline.crawl import one_body, store
from pipeline.crawl.one_body import SamePages
from pipeline.crawl.pages import look_at
from pipeline.crawl.refreshes import MOST_HOPS, LeadsOn, leads_to
from pipeline.crawl.register import Place
from pipeline.crawl.revisits import Turn, turn_of
from pipeline.crawl.rows import Target
from pipeline.crawl.tally import Tally
from pipeline.crawl.writer import Writer
from pipeline.failures import PermanentError, ServiceUnavailable, Verdict, judge, service_failure
from pipeline.newsroom import Newsroom
from pipeline.web.client import Answer, PackedAnswer, WebClient
from pipeline.web.urls import host_key

# these say something of the host and nothing of the page: its pages wait, and no try is counted
HOST_REASONS = frozenset({"host_closed", "robots_unreachable"})
NOT_OF_THE_PAGE = HOST_REASONS | {one_body.REASON}
GIVE_UP_AFTER = 5  # failures of the passing kind in a row: the site is down, and its other pages can wait
WAIT_FOR_HOST = dt.timedelta(minutes=10)


@dataclass
class Fetcher:
    """Fetches pages on behalf of visits; ``stopping`` ends it early."""

    newsroom: Newsroom
    client: WebClient
    writer: Writer
    readers: Executor
    tally: Tally
    stopping: Callable[[], bool]

    async def fetch_all(self, place: Place, targets: list[Target], seen: SamePages) -> None:
        """Fetch and store these pages of a source; ``seen`` is what this visit has had from it before.

        Raises only what concerns all sources: ServiceUnavailable.
        """
        closed: dict[str, dt.datetime] = {}
        failures = 0
        for number, target in enumerate(targets):
            if self.stopping():
                return
            if seen.stopped:
                await self.writer.write(partial(self._wait, place, targets[number:], one_body.REASON, None))
                return
            host = host_key(target.url)
            if host in closed:
                continue
            verdict = await self._fetch(place, target, seen)
            if verdict is None or verdict.permanent:
                failures = 0
            elif verdict.reason == one_body.REASON:
                next_try = self.newsroom.clock.now() + one_body.NEXT_TRY
                await self.writer.write(partial(self._wait, place, [target], one_body.REASON, next_try))
            elif verdict.reason in HOST_REASONS:
                closed[host] = self._until(verdict)
                rest = [one for one in targets[number:] if host_key(one.url) == host]
                await self.writer.write(partial(self._wait, place, rest, verdict.reason, closed[host]))
            else:
                failures += 1
                if failures >= GIVE_UP_AFTER:
                    return

    async def _fetch(self, place: Place, target: Target, seen: SamePages) -> Verdict | None:
        """Fetch and store one page; the verdict if it could not be had, whatever the reason: its neighbours can."""
        try:
            await self._fetch_and_store(place, target, seen)
        except Exception as error:
            if service := service_failure(error):
                raise service from error
            verdict = judge(error)
            if verdict.permanent or verdict.reason not in NOT_OF_THE_PAGE:
                await self._failed(place, target, verdict, str(error))
            return verdict
        return None

    async def _fetch_and_store(self, place: Place, target: Target, seen: SamePages) -> None:
        address, etag, modified = target.url, target.etag, target.last_modified
        for _ in range(1 + MOST_HOPS):
            # nobody but the reader holds on to the page: many wait for a commit at a time, and each is 100 KB and more
            answer = await self.client.fetch_packed(address, etag=etag, last_modified=modified)
            storing = self._store(place, target, answer, seen)
            del answer
            try:
                return await storing
            except LeadsOn as on:
                address, etag, modified = on.address, None, None
        raise PermanentError("too_many_redirects", f"{target.url} is a page that leads on to another over and over")

    async def _store(self, place: Place, target: Target, answer: PackedAnswer, seen: SamePages) -> None:
        if answer.status == 304:
            at = answer.fetched_at
            await self.writer.write(partial(store.store_unchanged, place=place, target=target, fetched_at=at))
            return
        keep = partial(self._keep, place, target, answer, seen)
        writing = self.writer.write_among(store.store_pages, keep, self.readers)
        del answer, keep
        fetched, _ = await writing
        self.tally.pages += 1
        self.tally.bytes[place.job_id] += fetched.page.body_bytes

    def _keep(self, place: Place, target: Target, packed: PackedAnswer, seen: SamePages) -> store.Fetched:
        """Unpack and judge the page and put its bytes away. The blob comes before the rows that point to it."""
        answer = packed.unpacked()
        if on := leads_to(answer.body, answer.final_url):
            raise LeadsOn(on)
        page = look_at(answer, target.canonical)
        seen.look(answer.body, page.raw_hash, target.canonical)
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

    def _wait(
        self, place: Place, targets: Sequence[Target], reason: str, until: dt.datetime | None, session: Session
    ) -> None:
        for target in targets:
            store.store_waiting(session, place, target, reason=reason, until=until)

    def _until(self, verdict: Verdict) -> dt.datetime:
        asked = dt.timedelta(seconds=verdict.retry_after) if verdict.retry_after else WAIT_FOR_HOST
        return self.newsroom.clock.now() + asked
