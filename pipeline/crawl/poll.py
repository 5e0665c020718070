"""Polling one source: which documents to ask for, with which validators, and what they name.

A source without feeds is polled all the same: its feed is looked for on the home page, its sitemap in robots.txt,
and a home page without feeds is read as a listing. What is found is kept for the next poll.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

from pipeline.clock import Clock
from pipeline.crawl.documents import Document, Role, Wanted, read_document
from pipeline.crawl.feeds import MAX_ITEMS, FeedItem
from pipeline.crawl.hints import rest_of_answer
from pipeline.crawl.sitemaps import (
    MAX_UNPACKED,
    SitemapPart,
    is_index,
    is_news_sitemap,
    sitemaps_of_robots,
    without_archive,
)
from pipeline.crawl.validators import Validators, after, caught
from pipeline.failures import PermanentError, TransientError, Verdict, judge
from pipeline.language.moments import Manner
from pipeline.warehouse.blobs import BlobStore
from pipeline.web.answers import HostUnreachable
from pipeline.web.client import Answer, Asking, WebClient
from pipeline.web.held import recalled

MAX_PARTS = 8  # of a sitemap index in one poll, newest first
MAX_DEPTH = 2  # indexes of indexes
HOST_CLOSED = "host_closed"
BROKEN_OFF = frozenset({"connection", "truncated"})
_ROLES: Mapping[str, Role] = {"sitemap": "sitemap", "listing": "listing"}


@dataclass(frozen=True)
class PolledSource:
    """What polling needs to know of a source."""

    slug: str
    url: str
    feeds: tuple[str, ...]
    discovered_feeds: tuple[str, ...]
    kind: str
    manner: Manner
    failures: int
    validators: Mapping[str, Validators]
    redirecting: frozenset[str] = frozenset()  # documents that redirected permanently when they were last read
    failing: frozenset[str] = frozenset()  # documents that could not be read when others could
    resting: frozenset[str] = frozenset()  # those of them that are not asked for again yet
    held: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # answers that its probe has just had


@dataclass
class PollReport:
    """What a poll brought. ``answered`` counts documents that were had, ``unchanged`` those that were as before.

    ``had`` are their addresses, ``unread`` has what was wrong with those that were not, and ``rested`` are
    those that were not asked for.
    ``rest`` and ``period`` are the longest of the documents' hints, in hours (see hints.py). ``redirects`` has for each
    named document that was had where it redirects permanently, or None. ``without_link`` counts entries of no page.
    """

    items: list[tuple[FeedItem, str]] = field(default_factory=list)
    answered: int = 0
    unchanged: int = 0
    problems: list[tuple[Verdict, str]] = field(default_factory=list)
    validators: dict[str, Validators] = field(default_factory=dict)
    discovered_feeds: list[str] | None = None
    without_link: int = 0
    bytes: int = 0
    rest: float = 0.0
    period: float = 0.0
    redirects: dict[str, str | None] = field(default_factory=dict)
    had: set[str] = field(default_factory=set)
    unread: dict[str, tuple[Verdict, str]] = field(default_factory=dict)
    rested: set[str] = field(default_factory=set)

    @property
    def postponed(self) -> float | None:
        """Seconds until the host may be asked, where that alone kept all documents from being asked for."""
        waits = [verdict.retry_after or 0.0 for verdict, _ in self.problems if verdict.reason == HOST_CLOSED]
        return max(waits) if waits and len(waits) == len(self.problems) and self.answered == 0 else None

    @property
    def failed(self) -> bool:
        return self.answered == 0 and self.postponed is None

    @property
    def not_modified(self) -> bool:
        return self.answered > 0 and self.unchanged == self.answered


class Poller:
    """Polls sources with one client; documents are read on ``readers``, a pool of threads."""

    def __init__(self, client: WebClient, readers: Executor, clock: Clock, blobs: BlobStore) -> None:
        self._client, self._readers, self._clock, self._blobs = client, readers, clock, blobs

    async def poll(self, source: PolledSource) -> PollReport:
        """Ask for the source's documents. Never raises for what a site does; that is in the report."""
        report = PollReport()
        named = source.feeds or source.discovered_feeds
        if named:
            role: Role = _ROLES.get(source.kind, "feed")
            for url in named:
                await self._one(source, Wanted(url, role), report)
            if not source.feeds and report.failed and all(verdict.permanent for verdict, _ in report.problems):
                report.discovered_feeds = []  # what was found once is gone: look for it anew next time
        elif source.kind == "listing":
            await self._one(source, Wanted(source.url, "listing"), report)
        elif source.kind == "sitemap":
            await self._find_sitemap(source, report)
        else:
            await self._find_feed(source, report)
        return report

    async def _find_feed(self, source: PolledSource, report: PollReport) -> None:
        """The first feed of the home page that has items; without one, the links of the home page itself."""
        home = await self._read(source, Wanted(source.url, "listing"), report)
        if home is None:
            return
        for url in home.feeds:
            trial = PollReport()
            await self._one(source, Wanted(url), trial)
            report.bytes += trial.bytes
            if trial.items or trial.unchanged:
                report.items, report.discovered_feeds = trial.items, [url]
                report.validators, report.unchanged = trial.validators, trial.unchanged
                report.rest, report.period, report.redirects = trial.rest, trial.period, trial.redirects
                return
            if trial.postponed is not None:  # a long crawl-delay lies between home page and feed: that comes next
                report.answered, report.discovered_feeds = 0, [url]
                report.problems, report.validators = trial.problems, {}
                return
        report.items += [(item, source.url) for item in home.items]
        if not home.items and not report.unchanged:
            report.answered = 0
            message = f"{source.url} names no feed and links to no article; name its feeds in sources.yaml"
            report.problems.append((Verdict(True, "nothing_found"), message))

    async def _find_sitemap(self, source: PolledSource, report: PollReport) -> None:
        addresses = [urljoin(source.url, "/sitemap.xml")]
        try:
            rules = await self._client.rules(source.url)
        except (PermanentError, TransientError):
            pass  # the site is down, which the next request says in its own words
        else:
            addresses = sitemaps_of_robots(rules.sitemaps, urljoin(source.url, "/robots.txt"))[:1] or addresses
        for url in addresses:
            await self._one(source, Wanted(url, "sitemap"), report)
        if report.items:
            report.discovered_feeds = addresses

    async def _one(self, source: PolledSource, wanted: Wanted, report: PollReport) -> None:
        """Read a document that does not rest, and, if it is an index, the newest of its parts."""
        if wanted.url in source.resting:
            report.rested.add(wanted.url)
            return
        document = await self._read(source, wanted, report)
        if document is None:
            return
        items: Sequence[FeedItem] = document.items
        if document.is_sitemap:
            items = without_archive(items, self._clock.now(), first=not source.validators)
        report.items += [(item, wanted.url) for item in items]
        report.without_link += document.without_link
        if document.more:
            message = (
                f"{wanted.url} lists {document.more:,} pages more than the {MAX_ITEMS:,} that are read of a document"
            )
            report.problems.append((Verdict(True, "too_many_items"), message))
        if not document.parts:
            return
        parts = _worth_asking(document.parts, source.validators) if wanted.depth < MAX_DEPTH else []
        if not parts:
            report.answered += 1
            report.unchanged += 1
        for part in parts:
            if part.url in report.had or part.url in report.unread:  # an index that names itself, or a part twice
                continue
            await self._one(source, Wanted(part.url, "sitemap", wanted.depth + 1), report)

    async def _read(self, source: PolledSource, wanted: Wanted, report: PollReport) -> Document | None:
        """A document as far as it is new; None when there is nothing to read, which the report explains."""
        known = source.validators.get(wanted.url, Validators())
        ask = known.to_send(self._clock.now()) if source.failures == 0 else Validators()
        try:
            answer = await self._recalled(source, wanted.url) or await self._ask(wanted, ask)
            report.bytes += len(answer.body)
            fresh = after(answer, known)
            index = is_index(answer.body)
            same = answer.status == 304 or (fresh.body_hash == known.body_hash and source.failures == 0)
            if same and not index:
                document = None
                report.unchanged += 1
            else:
                loop = asyncio.get_running_loop()
                document = await loop.run_in_executor(self._readers, read_document, answer, wanted.role, source.manner)
        except (PermanentError, TransientError) as error:
            report.problems.append((judge(error), str(error)))
            report.unread[wanted.url] = judge(error), str(error)
            return None
        report.had.add(wanted.url)
        if not wanted.depth:
            report.redirects[wanted.url] = answer.permanent_redirect
        # an index names no pages: its parts say whether there is anything, and anything new
        report.answered += document is None or not document.parts
        if document is not None:
            report.rest = max(report.rest, document.hints.rest, rest_of_answer(answer.headers, answer.fetched_at))
            report.period = max(report.period, document.hints.period)
        # only now: an error page that answers 200 must not replace the validators of a good state, nor must a feed
        # that lost its items for an hour
        if document is None or document.names_anything:
            fresh = caught(fresh, known, answer, document.items if document else ())
            report.validators[wanted.url] = replace(fresh, etag=None, last_modified=None) if index else fresh
        return document

    async def _ask(self, wanted: Wanted, known: Validators) -> Answer:
        """The document's answer; a connection that breaks is tried once more, for it says little of the source."""
        asking: Asking = {"etag": known.etag, "last_modified": known.last_modified}
        asking["accept"] = "page" if wanted.role == "listing" else "feed"
        if wanted.role == "sitemap":
            asking["max_bytes"] = MAX_UNPACKED
        if known.said_by:
            asking["validators_of"] = known.said_by
        try:
            return await self._client.fetch(wanted.url, **asking)
        except TransientError as error:
            if error.reason not in BROKEN_OFF or isinstance(error, HostUnreachable):
                raise
        return await self._client.fetch(wanted.url, **asking)

    async def _recalled(self, source: PolledSource, url: str) -> Answer | None:
        """The answer that the source's probe has just had from this URL."""
        if (kept := source.held.get(url)) is None:
            return None
        now = self._clock.now()
        return await asyncio.get_running_loop().run_in_executor(self._readers, recalled, url, kept, self._blobs, now)


def _worth_asking(parts: Sequence[SitemapPart], known: Mapping[str, Validators]) -> list[SitemapPart]:
    """News sitemaps first, then the newest; those that have not changed since we read them are left out."""

    def changed(part: SitemapPart) -> bool:
        seen = known.get(part.url)
        date = part.changed.utc if part.changed and part.changed.precision != "day" else None
        return seen is None or seen.fetched_at is None or date is None or date > seen.fetched_at

    if len(parts) > MAX_PARTS and not any(part.changed for part in parts):
        # undated: some sites number them from the oldest, some put the newest first
        parts = [*parts[: MAX_PARTS // 2], *parts[-(MAX_PARTS // 2) :]]
    news_first = sorted(parts, key=lambda part: not is_news_sitemap(part.url))
    return [part for part in news_first[:MAX_PARTS] if changed(part)]
