"""The catalogue's sources into the ``sources`` table: added, changed, paused, resumed; never deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pipeline.catalogue.schema import PollingEntry, SourceEntry
from pipeline.newsroom import Newsroom
from pipeline.warehouse.condition_rows import note_conditions
from pipeline.warehouse.schema import Resource, Source
from pipeline.warehouse.upsert import insert_ignore
from pipeline.web.urls import canonical_url

_NOT_OF_THE_CATALOGUE = ""
CHUNK = 500  # sources a transaction: a bound that is set for 50,000 takes half a minute, which no crawl should wait for
_FIELDS = ("name", "url", "kind", "country", "region", "language", "reputation", "interval_minutes")


@dataclass(frozen=True)
class SyncResult:
    """Slugs by what became of them; sources that are as they were are in none."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    paused: tuple[str, ...] = ()
    resumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Added:
    """Slugs of candidates that are ``new``, and of those that are ``known`` already, with the source that they are."""

    new: tuple[str, ...]
    known: Mapping[str, str]


def sync_catalogue(newsroom: Newsroom) -> SyncResult:
    """Bring ``sources`` in line with the catalogue; a second call changes nothing, or what a killed one left.

    A new source is a candidate that is due at once. One that left the catalogue, or is disabled there, is paused;
    one that comes back is resumed. Sources that never were in the catalogue, or were paused by hand, are let be.
    """
    entries = {entry.slug: entry for entry in newsroom.catalogue.sources}
    polling, hashes = newsroom.catalogue.polling, newsroom.catalogue.source_hashes
    whole = not newsroom.catalogue.refused  # of a list with wrong entries, who is missing has not left
    with newsroom.warehouse.reading() as session:
        if _compare(session, entries, hashes, whole=whole) == SyncResult():
            return SyncResult()  # the usual case, several times a minute: it takes no write lock
    now = newsroom.clock.now()
    with newsroom.warehouse.transaction() as session:
        result = _compare(session, entries, hashes, whole=whole)
        insert_ignore(session, Source, [_row(entries[slug], hashes[slug], polling, now) for slug in result.added])
        _pause(session, result.paused)
    touched = [slug for slug in (*result.changed, *result.resumed, *result.paused) if slug in entries]
    for start in range(0, len(touched), CHUNK):
        with newsroom.warehouse.transaction() as session:
            for slug in touched[start : start + CHUNK]:
                _change(session, entries[slug], hashes[slug], polling, now)
    return result


def add_candidates(newsroom: Newsroom, entries: Sequence[SourceEntry]) -> Added:
    """Add sources that are not of the catalogue, to be promoted or rejected by a probe.

    One whose slug, home page or feed is known already, by canonical URL, is left as it is, and told.
    """
    now = newsroom.clock.now()
    with newsroom.warehouse.transaction() as session:
        slugs: dict[str, str] = {}
        pages: dict[str, str] = {}
        for slug, url, feeds in session.execute(select(Source.slug, Source.url, Source.feeds)):
            slugs[slug] = slug
            pages.update((canonical_url(page), slug) for page in (url, *feeds))
        new: dict[str, dict[str, Any]] = {}
        known: dict[str, str] = {}
        for entry in entries:
            addresses = [canonical_url(page) for page in (entry.url, *entry.feeds)]
            same = slugs.get(entry.slug) or next((pages[page] for page in addresses if page in pages), None)
            if same is not None:
                known[entry.slug] = same
                continue
            slugs[entry.slug] = entry.slug
            pages.update((page, entry.slug) for page in addresses)
            new[entry.slug] = _row(entry, _NOT_OF_THE_CATALOGUE, newsroom.catalogue.polling, now)
        insert_ignore(session, Source, list(new.values()))
    return Added(tuple(new), known)


def _compare(session: Session, entries: dict[str, SourceEntry], hashes: dict[str, str], *, whole: bool) -> SyncResult:
    """What differs between the catalogue and the table."""
    known = {row.slug: row for row in session.execute(select(Source.slug, Source.catalogue_hash, Source.enabled))}
    both = [slug for slug in entries if slug in known]
    touched = [slug for slug in both if known[slug].catalogue_hash != hashes[slug]]
    resumed = [slug for slug in both if entries[slug].enabled and not known[slug].enabled]
    disabled = [slug for slug in touched if not entries[slug].enabled and known[slug].enabled]
    gone = [slug for slug, row in known.items() if slug not in entries and row.catalogue_hash and row.enabled]
    return SyncResult(
        added=tuple(slug for slug in entries if slug not in known),
        changed=tuple(slug for slug in touched if slug not in resumed and slug not in disabled),
        paused=(*(gone if whole else ()), *disabled),
        resumed=tuple(resumed),
    )


def _row(entry: SourceEntry, content: str, polling: PollingEntry, now: dt.datetime) -> dict[str, Any]:
    return {
        **{name: getattr(entry, name) for name in _FIELDS},
        **_bounds(entry, polling),
        "slug": entry.slug,
        "feeds": list(entry.feeds),
        "discovered_feeds": [],
        "status": "candidate" if entry.enabled else "paused",
        "enabled": entry.enabled,
        "next_poll_at": now,
        "catalogue_hash": content,
        "created_at": now,
    }


def _change(session: Session, entry: SourceEntry, content: str, polling: PollingEntry, now: dt.datetime) -> None:
    row = session.get_one(Source, entry.slug)
    followed = _followed(session, (entry.url, *entry.feeds))
    url = followed.get(entry.url, entry.url)
    feeds = list(dict.fromkeys(followed.get(feed, feed) for feed in entry.feeds))
    moved = (row.url, list(row.feeds), row.kind) != (url, feeds, entry.kind)
    for name in _FIELDS:
        setattr(row, name, getattr(entry, name))
    row.url, row.feeds, row.catalogue_hash = url, feeds, content
    for name, minutes in _bounds(entry, polling).items():
        setattr(row, name, minutes)
    if row.last_polled_at and row.next_poll_at and row.max_interval_minutes and not row.consecutive_failures:
        row.next_poll_at = min(row.next_poll_at, row.last_polled_at + dt.timedelta(minutes=row.max_interval_minutes))
    if (url, feeds) == (entry.url, list(entry.feeds)):  # the catalogue names the addresses that are polled
        note_conditions(session, row, [], judged=("moved",), now=now, run_id=None, well_already=True)
    if moved:  # what was learned of the old address says nothing of the new one
        row.discovered_feeds, row.next_poll_at, row.probe_requested_at = [], now, now
        row.rhythm, row.learned_interval_minutes, row.one_body = None, None, None
    if entry.enabled and not row.enabled:
        row.enabled, row.deleted_at, row.next_poll_at = True, None, now
        row.status = "active" if row.last_success_at and not moved else "candidate"


def _bounds(entry: SourceEntry, polling: PollingEntry) -> dict[str, int]:
    """The source's own bounds, else those of all; one bound of its own moves the other out of its way."""
    low = entry.min_interval_minutes or polling.min_interval_minutes
    high = entry.max_interval_minutes or polling.max_interval_minutes
    if low > high:
        low, high = (low, low) if entry.min_interval_minutes else (high, high)
    return {"min_interval_minutes": low, "max_interval_minutes": high}


def _followed(session: Session, urls: Sequence[str]) -> dict[str, str]:
    """Those of the addresses that have moved for good, and where to."""
    rows = session.execute(
        select(Resource.url, Resource.redirect_to).where(
            Resource.url.in_(urls), Resource.followed_at.is_not(None), Resource.redirect_to.is_not(None)
        )
    )
    return {url: target for url, target in rows if target}


def _pause(session: Session, slugs: Sequence[str]) -> None:
    for start in range(0, len(slugs), 500):
        chunk = slugs[start : start + 500]
        session.execute(update(Source).where(Source.slug.in_(chunk)).values(status="paused", enabled=False))
