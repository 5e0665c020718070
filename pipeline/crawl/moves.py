"""Documents that moved for good: a permanent redirect is believed once it has held for a week, and then followed.

One that is there for a day is a mistake more often than a move, and changes nothing.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from pipeline.crawl.poll import PolledSource, PollReport
from pipeline.warehouse.condition_rows import Found
from pipeline.warehouse.schema import Resource, Source, SourceCondition
from pipeline.warehouse.upsert import insert_ignore

BELIEVED_AFTER = dt.timedelta(days=7)


def note_redirects(
    session: Session, row: Source, source: PolledSource, report: PollReport, *, now: dt.datetime, run_id: str
) -> list[Found]:
    """Remember where the documents that were read redirect to, and follow what has long done so.

    Returns the condition ``moved`` for a source of the catalogue, which still names the old address. For any other
    the row is all there is, so that nobody has anything to do, and the move is only recorded.
    """
    if not any(report.redirects.values()) and not source.redirecting:
        return []
    found: list[Found] = []
    for url, target in report.redirects.items():
        if target is None and url not in source.redirecting:
            continue
        insert_ignore(session, Resource, [{"url": url, "source_slug": row.slug, "conditional_streak": 0}])
        resource = session.get_one(Resource, url)
        if target is None:
            resource.redirect_to = resource.redirect_since = None
        elif resource.redirect_to != target or resource.redirect_since is None:
            resource.redirect_to, resource.redirect_since = target, now
        elif now - resource.redirect_since >= BELIEVED_AFTER:
            found.append(_follow(row, resource, target, now))
    if found and not row.catalogue_hash:
        session.add_all(_recorded(row, one, now, run_id) for one in found)
        return []
    return found


def _follow(row: Source, resource: Resource, target: str, now: dt.datetime) -> Found:
    row.feeds = list(dict.fromkeys(target if url == resource.url else url for url in row.feeds))
    row.discovered_feeds = list(dict.fromkeys(target if url == resource.url else url for url in row.discovered_feeds))
    if row.url == resource.url:
        row.url = target
    resource.followed_at = now
    detail = f"{resource.url} has redirected to {target} since {resource.redirect_since:%Y-%m-%d}; polled there now"
    return Found("moved", "moved", detail)


def _recorded(row: Source, found: Found, now: dt.datetime, run_id: str) -> SourceCondition:
    return SourceCondition(
        source_slug=row.slug,
        condition=found.condition,
        reason=found.reason,
        detail=found.detail,
        since=now,
        seen_at=now,
        ended_at=now,
        run_id=run_id,
        ended_run_id=run_id,
    )
