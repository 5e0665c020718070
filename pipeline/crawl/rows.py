"""What is due: the sources of a cell to poll, and the URLs that still wait for their page. Reading only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, Integer, Row, Table, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from pipeline.cells import REGIONS, Cell
from pipeline.crawl import schedule
from pipeline.failures import ConfigurationError
from pipeline.warehouse.base import Moment
from pipeline.warehouse.schema import Source, Url

POLLED = ("candidate", "active")  # a candidate is polled too: nothing has to be probed before it is crawled


@dataclass(frozen=True)
class Target:
    """A URL whose page is to be fetched, as its row has it. ``article_id`` is set when we have had its page before."""

    url_id: int
    url: str
    canonical: str
    cell_day: dt.date
    feed_title: str | None = None
    feed_date: dt.datetime | None = None
    feed_date_raw: str | None = None
    feed_date_precision: str | None = None
    article_id: int | None = None
    attempts: int = 0
    etag: str | None = None
    last_modified: str | None = None
    revisit: bool = False


# a row of URL_COLUMNS
UrlRow = Row[*tuple[Any, ...]]
# rows of ``urls`` are read as plain columns of the table: a poll reads hundreds, and an entity costs five times as much
_urls = cast(Table, Url.__table__)
URL_COLUMNS = (
    _urls.c.id,
    _urls.c.canonical_url,
    _urls.c.url,
    _urls.c.source_slug,
    _urls.c.cell_date,
    _urls.c.feed_title,
    _urls.c.feed_date,
    _urls.c.feed_date_raw,
    _urls.c.feed_date_precision,
    _urls.c.article_id,
    _urls.c.attempts,
    _urls.c.state,
    _urls.c.reason,
    _urls.c.retry_at,
    _urls.c.checked_at,
    _urls.c.etag,
    _urls.c.last_modified,
)


def fetchable(now: dt.datetime | BindParameter[dt.datetime]) -> ColumnElement[bool]:
    """SQL: a URL whose page may be fetched now: waiting, or failed and due for its retry."""
    return and_(
        _urls.c.state.in_(("waiting", "failed")),
        or_(and_(_urls.c.state == "waiting", _urls.c.retry_at.is_(None)), _urls.c.retry_at <= now),
    )


# made once, as each poll asks; SQL
_BACKLOG = (
    select(*URL_COLUMNS)
    .where(_urls.c.source_slug == bindparam("slug"), fetchable(bindparam("now", type_=Moment)))
    .order_by(_urls.c.priority.desc(), _urls.c.feed_date.desc().nulls_last(), _urls.c.id)
    .limit(bindparam("most", type_=Integer))
)


def due_regions(session: Session, now: dt.datetime) -> dict[str, int]:
    """Regions with sources to poll now, or with URLs to fetch today, and how many of either's sources."""
    due = select(Source.slug, Source.region).where(is_due(now))
    left = (
        select(Url.source_slug, Url.region)
        .join(Source, Source.slug == Url.source_slug)
        # the regions are named so that ix_urls_work leads to today's few among all URLs ever seen
        .where(Url.region.in_(REGIONS), Url.cell_date == now.date(), fetchable(now), is_live())
    )
    both = due.union(left).subquery()
    rows = session.execute(select(both.c.region, func.count()).group_by(both.c.region))
    return {row[0]: row[1] for row in rows}


def is_live() -> ColumnElement[bool]:
    """SQL: a source that may be visited at all."""
    return and_(Source.enabled.is_(True), Source.deleted_at.is_(None), Source.status.in_(POLLED))


def is_due(now: dt.datetime) -> ColumnElement[bool]:
    """SQL: a source that is to be polled by now."""
    return and_(is_live(), schedule.due(now))


def sources_to_poll(
    session: Session, region: str, now: dt.datetime, *, slugs: Collection[str], force: bool
) -> list[str]:
    """The region's due sources, longest overdue first; with ``force`` all of them (of ``slugs``, if given)."""
    # not by the index on regions, which leads to all that the region has, but by that on next_poll_at
    of_region = Source.region == region if force else func.coalesce(Source.region, "") == region
    query = select(Source.next_poll_at, Source.slug).where(of_region, is_live() if force else is_due(now))
    if slugs:
        query = query.where(Source.slug.in_(slugs))
    # ordered here: asked for an order, SQLite walks the whole index in it
    found = sorted((moment or schedule.EPOCH, slug) for moment, slug in session.execute(query))
    return [slug for _, slug in found]


def sources_with_backlog(session: Session, cell: Cell, now: dt.datetime, *, slugs: Collection[str]) -> list[str]:
    """Sources that have URLs of this very cell to fetch."""
    query = (
        select(Url.source_slug)
        .join(Source, Source.slug == Url.source_slug)
        .where(Url.region == cell.region, Url.cell_date == cell.day, fetchable(now), is_live())
        .distinct()
    )
    if slugs:
        query = query.where(Url.source_slug.in_(slugs))
    return sorted(session.scalars(query))


def backlog(
    session: Session,
    slug: str,
    now: dt.datetime,
    *,
    limit: int,
    day: dt.date | None = None,
    not_days: Collection[dt.date] = (),
    but: Collection[int] = (),
) -> list[Target]:
    """A source's URLs that wait or are due for retry: of one ``day``, or of all but ``not_days``; newest first."""
    if limit <= 0:
        return []
    session.flush()
    query = _BACKLOG
    if day is not None:
        query = query.where(_urls.c.cell_date == day)
    if not_days:
        query = query.where(_urls.c.cell_date.not_in(not_days))
    found = session.connection().execute(query, {"slug": slug, "now": now, "most": limit + len(but)})
    return [target_of(row) for row in found if row.id not in but][:limit]


def target_of(row: UrlRow, *, revisit: bool = False) -> Target:
    """A row of URL_COLUMNS as a target."""
    return Target(
        url_id=row.id,
        url=row.url,
        canonical=row.canonical_url,
        cell_day=row.cell_date,
        feed_title=row.feed_title,
        feed_date=row.feed_date,
        feed_date_raw=row.feed_date_raw,
        feed_date_precision=row.feed_date_precision,
        article_id=row.article_id,
        attempts=row.attempts,
        # a page that is asked for because its bytes are gone must not be answered with "not modified"
        etag=row.etag if revisit else None,
        last_modified=row.last_modified if revisit else None,
        revisit=revisit,
    )


def check_slugs(session: Session, slugs: Sequence[str]) -> None:
    """Raises ConfigurationError naming the slugs that are no sources."""
    known = set(session.scalars(select(Source.slug).where(Source.slug.in_(slugs))))
    if unknown := [slug for slug in slugs if slug not in known]:
        raise ConfigurationError(
            f"no source is called {', '.join(map(repr, unknown))}; `emcip sources list` shows those there are"
        )
