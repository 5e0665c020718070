"""What a source's row says after a visit: when it was polled, when it is due again, how it is, and its validators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.crawl import health, moves, one_body, parts, schedule
from pipeline.crawl.ledger import STAGE
from pipeline.crawl.one_body import SamePages
from pipeline.crawl.poll import PolledSource, PollReport
from pipeline.crawl.register import Registered
from pipeline.crawl.store import VERSION
from pipeline.crawl.validators import Validators
from pipeline.failures import Verdict
from pipeline.language.moments import Manner
from pipeline.warehouse.condition_rows import ANSWERS, Change, answer_condition, note_conditions, take_back
from pipeline.warehouse.failure_rows import clear_failure, record_failure, storable
from pipeline.warehouse.schema import Resource, Source
from pipeline.warehouse.upsert import upsert


@dataclass(frozen=True)
class Standing:
    """A source's state before a visit, to go back to when it turns out that it was our network that failed."""

    slug: str
    next_poll_at: dt.datetime | None
    consecutive_failures: int
    health: str
    health_since: dt.datetime | None
    last_error: str | None
    probe_requested_at: dt.datetime | None


def standing_of(row: Source) -> Standing:
    return Standing(
        row.slug,
        row.next_poll_at,
        row.consecutive_failures,
        row.health,
        row.health_since,
        row.last_error,
        row.probe_requested_at,
    )


def polled_source(session: Session, row: Source, *, resting_at: dt.datetime | None = None) -> PolledSource:
    """The source as polling needs it, with the validators of its documents; those that rest then are left out."""
    resources = session.scalars(select(Resource).where(Resource.source_slug == row.slug)).all()
    validators = {
        found.url: Validators(
            found.etag,
            found.last_modified,
            found.body_hash,
            found.conditional_streak,
            found.fetched_at,
            found.full_at,
            found.distrusted_until,
            found.said_by,
        )
        for found in resources
        if found.fetched_at is not None
    }
    return PolledSource(
        slug=row.slug,
        url=row.url,
        feeds=tuple(row.feeds),
        discovered_feeds=tuple(row.discovered_feeds),
        kind=row.kind,
        manner=Manner(row.language, row.country),
        # a feed that was empty last time is asked for in full: "as before" would not say that it is well again; so is
        # what a killed visit had read: its items were written with the validators, what they say of the source was not
        failures=max(
            row.consecutive_failures,
            int(row.health in ("empty_feed", "linkless_feed") or _unfinished(row, validators)),
        ),
        validators=validators,
        redirecting=frozenset(found.url for found in resources if found.redirect_to),
        failing=frozenset(found.url for found in resources if found.failing_since),
        resting=frozenset(
            found.url
            for found in resources
            if resting_at and found.retry_at is not None and found.retry_at > resting_at
        ),
        held={found.url: found.held for found in resources if found.held and row.last_polled_at is None},
    )


def _unfinished(row: Source, validators: Mapping[str, Validators]) -> bool:
    read = [found.fetched_at for found in validators.values() if found.fetched_at is not None]
    return bool(read) and (row.last_polled_at is None or max(read) > row.last_polled_at)


def keep_findings(session: Session, slug: str, report: PollReport) -> None:
    """Validators and discovered feeds: written with the items they belong to, in one transaction.

    Written earlier, a killed crawl would be told "not modified" about items that it never wrote down.
    """
    rows = [
        {
            "url": url,
            "source_slug": slug,
            "etag": found.etag,
            "last_modified": found.last_modified,
            "body_hash": found.body_hash,
            "conditional_streak": found.streak,
            "fetched_at": found.fetched_at,
            "full_at": found.full_at,
            "distrusted_until": found.distrusted_until,
            "said_by": found.said_by,
            "held": None,
        }
        for url, found in report.validators.items()
    ]
    updated = tuple(name for name in rows[0] if name not in ("url", "source_slug")) if rows else ()
    upsert(session, Resource, rows, key=("url",), update=updated)
    if report.discovered_feeds is not None:
        session.get_one(Source, slug).discovered_feeds = report.discovered_feeds


def note_poll(
    session: Session, source: PolledSource, report: PollReport, found: Registered, *, now: dt.datetime, run_id: str
) -> Change:
    """Health and the next poll. Backs off while it fails, and comes back by itself; a source is never given up.

    Returns what has changed in its health.
    """
    row = session.get_one(Source, source.slug)
    row.run_id = run_id
    row.last_error = storable("; ".join(message for _, message in report.problems))[:1000] or None
    if report.postponed is not None:  # nothing was asked for: that says nothing of the source
        row.next_poll_at = now + dt.timedelta(seconds=max(60.0, report.postponed))
        return Change(row.slug)
    if report.failed:
        change = _note_failure(session, row, report, now, run_id)
        row.last_polled_at = now
        return change
    conditions, judged = health.judge(row, report, found, now)
    conditions += moves.note_redirects(session, row, source, report, now=now, run_id=run_id)
    unread, judged_too = parts.note_documents(session, row, source, report, now)
    conditions += unread
    if report.items:  # nothing less than a feed with items ends a failing streak
        if row.consecutive_failures:
            clear_failure(session, stage=STAGE, subject_type="source", subject_ids=[row.slug])
        row.consecutive_failures = 0
        row.last_success_at = now
    elif report.not_modified and row.consecutive_failures == 0:
        row.last_success_at = now
    change = note_conditions(session, row, conditions, judged=judged + judged_too, now=now, run_id=run_id)
    listed = None if report.not_modified else found.listed
    schedule.plan_after_poll(
        row,
        now,
        dates=found.dates,
        listed=listed,
        rest=report.rest,
        period=report.period,
        at_latest=health.silent_from(row),
    )
    row.last_polled_at = now
    return change


def note_pages(
    session: Session, slug: str, seen: SamePages, change: Change | None, *, now: dt.datetime, run_id: str
) -> Change | None:
    """What its pages told of a source; returns ``change`` with what is different since."""
    if not seen.judged:
        return change
    row = session.get_one(Source, slug)
    row.one_body = seen.to_remember or None
    noted = note_conditions(
        session, row, seen.found(), judged=(one_body.CONDITION,), now=now, run_id=run_id, well_already=True
    )
    return change.and_then(noted) if change else noted


def forgive(session: Session, standing: Standing, *, now: dt.datetime, run_id: str) -> None:
    """Our own network was down: the source is as it was, and as due as it was."""
    row = session.get_one(Source, standing.slug)
    row.next_poll_at = standing.next_poll_at or now
    row.consecutive_failures, row.last_error = standing.consecutive_failures, standing.last_error
    row.health, row.health_since = standing.health, standing.health_since
    take_back(session, standing.slug, run_id)
    row.probe_requested_at = standing.probe_requested_at
    if standing.consecutive_failures == 0:
        clear_failure(session, stage=STAGE, subject_type="source", subject_ids=[standing.slug])


def _note_failure(session: Session, row: Source, report: PollReport, now: dt.datetime, run_id: str) -> Change:
    verdict, message = report.problems[0] if report.problems else (Verdict(False, "no_answer"), "nothing answered")
    row.consecutive_failures += 1
    failing = answer_condition(verdict.reason, message)
    change = note_conditions(session, row, [failing], judged=ANSWERS, now=now, run_id=run_id)
    schedule.plan_after_failure(row, now, verdict)
    record_failure(
        session,
        stage=STAGE,
        subject_type="source",
        subject_id=row.slug,
        verdict=verdict,
        message=message,
        version=VERSION,
        input_hash="",
        now=now,
        run_id=run_id,
    )
    return change
