"""One of several documents of a source that cannot be read while others can: a mild state, which names the address.

A source that brings half of what it did looks well: it answers, and something of it is new. Believed after a day, for
a server that is down for an hour says nothing of the source. Such a document is asked for ever more rarely, as a source
that fails is.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.crawl import schedule
from pipeline.crawl.poll import HOST_CLOSED, PolledSource, PollReport
from pipeline.warehouse.condition_rows import Found
from pipeline.warehouse.schema import Resource, Source
from pipeline.warehouse.upsert import insert_ignore

CONDITION = "part_failing"
BELIEVED_AFTER = dt.timedelta(days=1)
FEWEST_POLLS = 3  # in a row: some sources are polled once a day
NAMED = 3


def note_documents(
    session: Session, row: Source, source: PolledSource, report: PollReport, now: dt.datetime
) -> tuple[list[Found], tuple[str, ...]]:
    """Remember which documents failed in a poll that others answered; the condition, and whether it was judged.

    A source of which nothing answers is in another state, and says nothing of one document.
    """
    if report.failed or any(verdict.reason == HOST_CLOSED for verdict, _ in report.problems):
        return [], ()
    if report.unread or source.failing:
        _write_down(session, row, source, report, now)
    found = _believed(session, report, now) if report.unread else None
    if found is None and report.rested:  # what is wrong with them was said when they were asked for
        return [], ()
    return [found] if found else [], (CONDITION,)


def _write_down(session: Session, row: Source, source: PolledSource, report: PollReport, now: dt.datetime) -> None:
    rows = [{"url": url, "source_slug": source.slug, "conditional_streak": 0} for url in report.unread]
    insert_ignore(session, Resource, rows)
    touched = [*report.unread, *(source.failing & report.had)]
    for resource in session.scalars(select(Resource).where(Resource.url.in_(touched))):
        if resource.url in report.unread:
            resource.failing_since = resource.failing_since or now
            resource.failures += 1
            verdict, _ = report.unread[resource.url]
            resource.retry_at = schedule.next_try(
                resource.url, now, schedule.minutes_of(row), failures=resource.failures, verdict=verdict
            )
        else:
            resource.failing_since, resource.failures, resource.retry_at = None, 0, None
    session.flush()


def _believed(session: Session, report: PollReport, now: dt.datetime) -> Found | None:
    failing = session.execute(
        select(Resource.url, Resource.failing_since)
        .where(
            Resource.url.in_(report.unread),
            Resource.failing_since <= now - BELIEVED_AFTER,
            Resource.failures >= FEWEST_POLLS,
        )
        .order_by(Resource.failing_since, Resource.url)
    ).all()
    if not failing:
        return None
    told = "; ".join(f"{report.unread[url][1]} (since {since:%Y-%m-%d %H:%M} UTC)" for url, since in failing[:NAMED])
    more = f"; and {len(failing) - NAMED} more" if len(failing) > NAMED else ""
    asked = len(report.had) + len(report.unread) + len(report.rested)
    return Found(CONDITION, CONDITION, f"{len(failing)} of {asked} documents: {told}{more}", failing[0].failing_since)
