"""Writing down what a poll found, before anything of it is fetched: new rows of ``urls``, an event per URL.

After this transaction a killed crawl loses nothing: what was found waits in ``urls`` for the next run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.crawl.feeds import FeedItem
from pipeline.crawl.rows import URL_COLUMNS, Target, UrlRow, backlog, target_of
from pipeline.language.publication import plausible
from pipeline.warehouse.schema import CrawlEvent, Url
from pipeline.warehouse.upsert import insert_ignore
from pipeline.web.urls import canonical_url

MAX_REVISITS = 20  # of a source in a poll: some feeds claim that everything has just changed
CHUNK = 500
# made once, as each poll asks
_KNOWN = select(*URL_COLUMNS).where(
    cast(Table, Url.__table__).c.canonical_url.in_(bindparam("canonicals", expanding=True))
)


@dataclass(frozen=True)
class Found:
    """An item of a document, under its canonical URL; ``via`` is the document."""

    canonical: str
    item: FeedItem
    via: str


@dataclass
class Registered:
    """``targets`` are to be fetched, in this order; ``dates`` are those of the new URLs, as far as they are known."""

    targets: list[Target] = field(default_factory=list)
    listed: int = 0
    dates: list[dt.datetime | None] = field(default_factory=list)

    @property
    def new(self) -> int:
        return len(self.dates)


@dataclass(frozen=True)
class Place:
    """Where events and new URLs belong: the job, its cell, the source, the run."""

    job_id: int
    cell: Cell
    slug: str
    run_id: str


def canonical_items(items: Iterable[tuple[FeedItem, str]]) -> list[Found]:
    """Items under their canonical URLs, each once; those whose address is unusable are left out."""
    found: dict[str, Found] = {}
    for item, via in items:
        try:
            canonical = canonical_url(item.url)
        except ValueError:
            continue
        found.setdefault(canonical, Found(canonical, item, via))
    return list(found.values())


def register(
    session: Session,
    place: Place,
    found: Sequence[Found],
    *,
    now: dt.datetime,
    max_items: int,
    home: str,
    not_days: Collection[dt.date] = (),
) -> Registered:
    """Insert what is new, decide what is fetched (``max_items`` at most, newest first), and note an event each."""
    before = _rows(session, [one.canonical for one in found])
    fresh = [one for one in found if one.canonical not in before]
    insert_ignore(session, Url, [_new_row(place, one, now, home=home) for one in fresh])
    after = _rows(session, [one.canonical for one in fresh])
    result = Registered(listed=len(found))
    events: list[dict[str, object]] = []
    wanted: list[tuple[Found, Target]] = []
    for one in found:
        row = before.get(one.canonical) or after[one.canonical]
        outcome, reason = _standing(row, place, one, now, is_new=one.canonical not in before)
        if outcome is None:
            wanted.append((one, target_of(row, revisit=row.state == "fetched")))
        else:
            events.append(_event(place, row.id, "discovered", outcome, reason))
        if one.canonical not in before and row.source_slug == place.slug:
            result.dates.append(one.item.published.utc if one.item.published else None)
    wanted = _within(wanted, max_items, place, events)
    carried = backlog(
        session,
        place.slug,
        now,
        limit=max_items - len(wanted),
        not_days=not_days,
        but={int(str(event["url_id"])) for event in events} | {target.url_id for _, target in wanted},
    )
    events += [_event(place, target.url_id, "discovered") for _, target in wanted]
    events += [_event(place, target.url_id, "carried_in") for target in carried]
    insert_ignore(session, CrawlEvent, events)
    result.targets = [target for _, target in wanted] + carried
    return result


def carry_in(session: Session, place: Place, *, now: dt.datetime, max_items: int) -> Registered:
    """What a past cell still has to fetch of a source: nothing is discovered there any more."""
    targets = backlog(session, place.slug, now, limit=max_items, day=place.cell.day)
    insert_ignore(session, CrawlEvent, [_event(place, target.url_id, "carried_in") for target in targets])
    return Registered(targets=targets)


def _within(
    wanted: list[tuple[Found, Target]], max_items: int, place: Place, events: list[dict[str, object]]
) -> list[tuple[Found, Target]]:
    """The newest ``max_items``, then at most MAX_REVISITS of known pages; the rest of the new ones wait."""
    new = sorted((one for one in wanted if not one[1].revisit), key=lambda one: -_age_key(one[0]))
    revisits = [one for one in wanted if one[1].revisit]
    events += [_event(place, target.url_id, "discovered", "waiting", "over_max_items") for _, target in new[max_items:]]
    events += [_event(place, target.url_id, "discovered", "known") for _, target in revisits[MAX_REVISITS:]]
    return new[:max_items] + revisits[:MAX_REVISITS]


def _age_key(one: Found) -> float:
    date = one.item.published.utc if one.item.published else None
    return date.timestamp() if date else 0.0


def _standing(
    row: UrlRow, place: Place, one: Found, now: dt.datetime, *, is_new: bool
) -> tuple[str | None, str | None]:
    """What is to be said of a listed URL at once; (None, None) when its page is to be fetched."""
    if row.source_slug != place.slug:
        return "known", "of_another_source"
    if row.state in ("waiting", "failed"):
        dead = row.state == "failed" and row.retry_at is None
        later = row.retry_at is not None and row.retry_at > now
        return ("known", "failed_before") if dead else ("waiting", row.reason) if later else (None, None)
    if row.state == "fetched" and _claims_an_edit(row, one.item, now):
        return None, None
    return ("dropped", row.reason) if is_new else ("known", None)


def _claims_an_edit(row: UrlRow, item: FeedItem, now: dt.datetime) -> bool:
    """Whether the feed says that a page has changed since we last saw it."""
    claimed = item.updated or item.published
    if row.article_id is None or row.checked_at is None or claimed is None or claimed.utc is None:
        return False
    return claimed.precision != "day" and row.checked_at < claimed.utc <= now


def _new_row(place: Place, one: Found, now: dt.datetime, *, home: str) -> dict[str, object]:
    date = one.item.published
    dropped = "home_page" if one.canonical == home else "too_old" if one.item.too_old else None
    return {
        "canonical_url": one.canonical,
        "url": one.item.url,
        "source_slug": place.slug,
        "region": place.cell.region,
        "cell_date": place.cell.day,
        "discovered_via": one.via,
        "feed_title": one.item.title,
        "feed_date": date.utc if date and plausible(date.utc, now) else None,
        "feed_date_raw": date.raw if date else None,
        "feed_date_precision": date.precision if date else None,
        "first_seen_at": now,
        "state": "dropped" if dropped else "waiting",
        "reason": dropped,
        "attempts": 0,
        "priority": 0,
        "run_id": place.run_id,
    }


def _event(
    place: Place, url_id: int, entered: str, outcome: str | None = None, reason: str | None = None
) -> dict[str, object]:
    return {
        "crawl_job_id": place.job_id,
        "source_slug": place.slug,
        "url_id": url_id,
        "entered": entered,
        "outcome": outcome,
        "reason": reason,
    }


def _rows(session: Session, canonicals: Sequence[str]) -> dict[str, UrlRow]:
    session.flush()
    rows: dict[str, UrlRow] = {}
    for start in range(0, len(canonicals), CHUNK):
        chunk = canonicals[start : start + CHUNK]
        found = session.connection().execute(_KNOWN, {"canonicals": chunk})
        rows.update((row.canonical_url, row) for row in found)
    return rows
