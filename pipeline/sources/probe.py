"""Probing: is a source reachable, may we read it, where are its feeds, in which language does it write.

At most one request per resource: robots.txt, the home page, each feed once. The usual feed addresses are tried only
where the home page names none.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

import uvloop
from sqlalchemy import select

from pipeline.failures import PermanentError, TransientError, Verdict, judge
from pipeline.newsroom import Newsroom, Run
from pipeline.sources.feed_check import FeedLook, look_at_feed
from pipeline.sources.health import in_words
from pipeline.sources.home_page import HomePage, read_home_page
from pipeline.sources.outcome import store_results
from pipeline.summary import Summary
from pipeline.warehouse.schema import Source, SourceCondition
from pipeline.web.client import Answer, WebClient
from pipeline.web.held import FRESH
from pipeline.web.robots import Rules
from pipeline.web.urls import canonical_url

BATCH = 50
MOST_DECLARED = 4
MOST_KEPT = 3
USUAL_PATHS = ("/feed/", "/rss.xml", "/feed.xml", "/rss")
ENOUGH_LINKS = 3


@dataclass(frozen=True)
class FeedFound:
    url: str
    format: str
    entries: int


@dataclass(frozen=True)
class ProbeResult:
    """What probing one source brought. ``reason`` is the health slug, ``message`` the words and the remedy."""

    slug: str
    ok: bool
    reason: str
    message: str
    feeds: tuple[FeedFound, ...] = ()
    discovered: tuple[str, ...] = ()
    keep_feeds: bool = False  # those that the crawl discovered stay
    language: str | None = None
    robots: str = "unknown"
    seconds: float = 0.0
    permanent: bool = False
    retry_after: float | None = None
    notes: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)  # for the first poll of a new source

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.permanent, self.reason, self.retry_after)

    def held_back(self, conditions: Sequence[SourceCondition]) -> ProbeResult:
        """The result of a source that answered, and is in these conditions all the same, worst first."""
        told = [f"{in_words(row.reason)} (since {row.since:%Y-%m-%d %H:%M} UTC: {row.detail})" for row in conditions]
        message = f"it answers its probe, but {'; and '.join(told)}"
        return replace(self, ok=False, reason=conditions[0].reason, message=message, permanent=True)

    def summary(self) -> Summary:
        summary = Summary(seconds=self.seconds)
        summary.counts["ok" if self.ok else "failed"] = 1
        summary.counts["feeds"] = len(self.feeds)
        summary.counts["entries"] = sum(feed.entries for feed in self.feeds)
        for feed in self.feeds:
            summary.show(feed=feed.url, format=feed.format, entries=feed.entries)
        summary.notes = [self.message, f"robots.txt: {self.robots}"]
        if self.language:
            summary.notes.append(f"language: {self.language}")
        summary.notes += self.notes
        return summary


@dataclass(frozen=True)
class _Subject:
    slug: str
    url: str
    feeds: tuple[str, ...]
    kind: str
    language: str
    polled_well: bool = False
    never_polled: bool = False


@dataclass
class _Findings:
    """What one probe has seen so far."""

    robots: str = "unknown"
    home: HomePage | None = None
    feeds: dict[str, FeedLook] = field(default_factory=dict)
    errors: list[Exception] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    answers: dict[str, Answer] = field(default_factory=dict)


def probe_sources(newsroom: Newsroom, slugs: Sequence[str], run: Run) -> dict[str, ProbeResult]:
    """Probe these sources side by side and write their health; a slug that is no source is left out."""
    return uvloop.run(_probe_all(newsroom, list(dict.fromkeys(slugs)), run))


async def _probe_all(newsroom: Newsroom, slugs: list[str], run: Run) -> dict[str, ProbeResult]:
    results: dict[str, ProbeResult] = {}
    async with WebClient(newsroom.settings, newsroom.warehouse, newsroom.clock) as client:
        for start in range(0, len(slugs), BATCH):
            if run.cancelled():
                break
            subjects = await asyncio.to_thread(_subjects, newsroom, slugs[start : start + BATCH])
            batch = await asyncio.gather(*(probe(client, subject) for subject in subjects))
            batch = await asyncio.to_thread(store_results, newsroom, batch, run)
            results.update((result.slug, result) for result in batch)
            well = sum(result.ok for result in results.values())
            run.log(f"probed {len(results)} of {len(slugs)} sources: {well} well, {len(results) - well} failed")
    return results


def _subjects(newsroom: Newsroom, slugs: Sequence[str]) -> list[_Subject]:
    recently = newsroom.clock.now() - FRESH
    with newsroom.warehouse.reading() as session:
        rows = session.scalars(select(Source).where(Source.slug.in_(slugs)).order_by(Source.slug))
        return [
            _Subject(
                row.slug,
                row.url,
                tuple(row.feeds),
                row.kind,
                row.language,
                polled_well=row.last_probed_at is None
                and row.health == "ok"
                and row.last_polled_at is not None
                and row.last_polled_at >= recently,
                never_polled=row.last_polled_at is None,
            )
            for row in rows
        ]


async def probe(client: WebClient, subject: _Subject) -> ProbeResult:
    """Probe one source; what goes wrong is in the result, not raised."""
    started, seen = time.monotonic(), _Findings()
    try:
        if subject.polled_well:
            result = await _as_polled(client, subject, seen)
        else:
            await _look_around(client, subject, seen)
            result = _judge(subject, seen)
    except (PermanentError, TransientError) as error:
        result = _failed(subject, seen, error)
    answers = seen.answers if subject.never_polled else {}
    return replace(result, seconds=round(time.monotonic() - started, 3), answers=answers)


async def _as_polled(client: WebClient, subject: _Subject, seen: _Findings) -> ProbeResult:
    """A new source that the crawl came to first, and found well: nothing is asked for a second time."""
    await _read_rules(client, subject, seen)
    message = "works: the crawl has just read it, so that nothing had to be asked for again"
    return ProbeResult(subject.slug, True, "ok", message, robots=seen.robots, keep_feeds=True)


async def _read_rules(client: WebClient, subject: _Subject, seen: _Findings) -> Rules:
    rules = await client.rules(subject.url)
    seen.robots = {"parsed": "read", "allow_all": "none, everything allowed", "deny_all": "errors"}[rules.state]
    return rules


async def _look_around(client: WebClient, subject: _Subject, seen: _Findings) -> None:
    rules = await _read_rules(client, subject, seen)
    if subject.feeds:
        await _try_feeds(client, subject.feeds, seen)
    try:
        answer = await client.fetch(subject.url, accept="page")
        seen.answers[subject.url] = answer
        seen.home = read_home_page(answer.body, answer.headers.get("content-type"), answer.final_url)
        home_url = answer.final_url
    except (PermanentError, TransientError) as error:
        seen.errors.append(error)
        home_url = subject.url
    if subject.kind == "listing" or _with_entries(seen):
        return
    if seen.home is not None:
        await _try_feeds(client, seen.home.declared[:MOST_DECLARED], seen)
        if not _with_entries(seen):
            await _try_feeds(client, seen.home.linked[:2], seen)
    if subject.kind == "sitemap" and not _with_entries(seen):
        await _try_feeds(client, rules.sitemaps[:3], seen, until_found=True)
    if seen.home is not None and not seen.feeds and subject.kind == "rss":
        await _try_feeds(client, [urljoin(home_url, path) for path in USUAL_PATHS], seen, until_found=True)


async def _try_feeds(client: WebClient, urls: Iterable[str], seen: _Findings, *, until_found: bool = False) -> None:
    for url in urls:
        if canonical_url(url) in seen.tried:
            continue
        seen.tried.add(canonical_url(url))
        try:
            answer = await client.fetch(url, accept="feed")
        except (PermanentError, TransientError) as error:
            seen.errors.append(error)
            continue
        look = await asyncio.to_thread(look_at_feed, answer.body, answer.headers.get("content-type"), answer.final_url)
        if look is None:
            seen.errors.append(PermanentError("not_a_feed", f"what stands at {url} is no feed"))
            continue
        seen.feeds[url], seen.answers[url] = look, answer
        if until_found and look.links:
            return


def _judge(subject: _Subject, seen: _Findings) -> ProbeResult:
    good = _with_entries(seen)
    if not good and subject.kind != "listing":
        return _failed(subject, seen, _why_nothing(subject, seen))
    if subject.kind == "listing" and (seen.home is None or seen.home.article_links < ENOUGH_LINKS):
        home_failed = seen.home is None and seen.errors
        error = seen.errors[-1] if home_failed else PermanentError("no_links", in_words("no_links"))
        return _failed(subject, seen, error)
    language = next((look.language for look in good.values() if look.language), None)
    language = language or (seen.home.language if seen.home else None)
    return ProbeResult(
        slug=subject.slug,
        ok=True,
        reason="ok",
        message=_in_short(subject, seen, good),
        feeds=_found(seen),
        discovered=tuple(url for url in good if url not in subject.feeds),
        language=language,
        robots=seen.robots,
        notes=_notes(subject, seen, language),
    )


def _with_entries(seen: _Findings) -> dict[str, FeedLook]:
    """Feeds whose entries link to pages, without those that show the same in another format; at most MOST_KEPT."""
    kept: dict[str, FeedLook] = {}
    for url, look in seen.feeds.items():
        if not look.links or len(kept) >= MOST_KEPT:
            continue
        if any(len(look.links & other.links) >= 0.9 * len(look.links) for other in kept.values()):
            continue
        kept[url] = look
    return kept


def _why_nothing(subject: _Subject, seen: _Findings) -> Exception:
    """The most telling reason why no feed with entries was found."""
    if seen.feeds:
        reason = "linkless_feed" if any(look.entries for look in seen.feeds.values()) else "empty_feed"
        return PermanentError(reason, f"{next(iter(seen.feeds))}: {in_words(reason)}")
    if subject.feeds and seen.errors:
        return seen.errors[0]
    if seen.home is None and seen.errors:
        return seen.errors[-1]
    return PermanentError("no_feed", in_words("no_feed"))


def _failed(subject: _Subject, seen: _Findings, error: Exception) -> ProbeResult:
    verdict = judge(error)
    if verdict.reason == "host_closed" and seen.robots == "errors":  # by its 429 or 503 to that very question
        verdict = replace(verdict, reason="robots_unreachable")
    words = in_words(verdict.reason)
    message = str(error) if words in str(error) else f"{words} ({error})"
    return ProbeResult(
        slug=subject.slug,
        ok=False,
        reason=verdict.reason,
        message=message,
        feeds=_found(seen),
        language=seen.home.language if seen.home else None,
        robots="disallows us" if verdict.reason == "robots_disallowed" else seen.robots,
        permanent=verdict.permanent,
        retry_after=verdict.retry_after,
    )


def _found(seen: _Findings) -> tuple[FeedFound, ...]:
    return tuple(FeedFound(url, look.format, look.entries) for url, look in seen.feeds.items())


def _in_short(subject: _Subject, seen: _Findings, good: dict[str, FeedLook]) -> str:
    if subject.kind == "listing" and seen.home is not None:
        return f"works: its page links to {seen.home.article_links} articles"
    entries = sum(look.entries for look in good.values())
    return f"works: {len(good)} feed{'s' if len(good) != 1 else ''} with {entries} entries"


def _notes(subject: _Subject, seen: _Findings, language: str | None) -> tuple[str, ...]:
    notes = [f"not used: {error}" for error in seen.errors[:3]]
    if language and language != subject.language:
        notes.append(f"it says that it writes in {language!r}; the catalogue says {subject.language!r}")
    return tuple(notes)
