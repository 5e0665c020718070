"""Writing what a probe brought: the source's health, its feeds, its status, and the failure if it is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.newsroom import Newsroom, Run
from pipeline.sources.rows import STAGE
from pipeline.warehouse.condition_rows import ANSWERS, MILD, answer_condition, holding, note_conditions
from pipeline.warehouse.failure_rows import clear_failure, record_failure
from pipeline.warehouse.schema import Resource, Source
from pipeline.warehouse.upsert import upsert
from pipeline.warehouse.versions import note_version
from pipeline.web.held import held

if TYPE_CHECKING:
    from pipeline.sources.probe import ProbeResult

PROBE_VERSION = "1"
CRAWL = "crawl"  # the stage under which the crawl writes that a source failed


def store_results(newsroom: Newsroom, results: Sequence[ProbeResult], run: Run) -> list[ProbeResult]:
    """One transaction for a batch of results. Returns them as they stand with what is known of the sources beside.

    A source that answers its probe and is sick all the same (silent, mostly walls …) has failed: its partition is to
    say so as long as that holds. One that is in a mild state only has not.
    """
    now = newsroom.clock.now()
    blobs = newsroom.warehouse.blobs
    kept = [
        {"url": url, "source_slug": result.slug, "conditional_streak": 0, "held": held(answer, blobs.put(answer.body))}
        for result in results
        for url, answer in result.answers.items()
    ]
    with newsroom.warehouse.transaction() as session:
        upsert(session, Resource, kept, key=("url",), update=("held",))
        note_version(session, STAGE, PROBE_VERSION, now)
        slugs = [result.slug for result in results]
        rows = {row.slug: row for row in session.scalars(select(Source).where(Source.slug.in_(slugs)))}
        return [_store(session, rows[result.slug], result, now, run) for result in results if result.slug in rows]


def _store(session: Session, row: Source, result: ProbeResult, now: dt.datetime, run: Run) -> ProbeResult:
    row.last_probed_at, row.probe_requested_at, row.run_id = now, None, run.run_id
    asked = result.reason != "host_closed"  # the host wishes to be let alone, which says nothing of the source
    if asked:
        found = [] if result.ok else [answer_condition(result.reason, result.message)]
        note_conditions(session, row, found, judged=ANSWERS, now=now, run_id=run.run_id, by_probe=True)
    if result.ok:
        row.consecutive_failures, row.last_error, row.last_success_at = 0, None, now
        if not result.keep_feeds:
            row.discovered_feeds = list(result.discovered)
        if row.status in ("candidate", "rejected"):
            row.status = "active"
        clear_failure(session, stage=CRAWL, subject_type="source", subject_ids=[row.slug])
        held = [one for one in holding(session, [row.slug]).get(row.slug, []) if one.condition not in MILD]
        if not held:
            clear_failure(session, stage=STAGE, subject_type="source", subject_ids=[row.slug])
            return result
        result = result.held_back(held)
    elif asked:
        # feeds that were found before stay: a bad day must not replace a good state
        row.consecutive_failures += 1
        row.last_error = result.message[:2000]
        if row.status == "candidate" and not row.catalogue_hash and result.permanent:
            row.status = "rejected"  # imported on trial; one that the catalogue names is kept, and polled all the same
    record_failure(
        session,
        stage=STAGE,
        subject_type="source",
        subject_id=row.slug,
        verdict=result.verdict,
        message=result.message,
        version=PROBE_VERSION,
        input_hash=row.catalogue_hash,
        now=now,
        run_id=run.run_id,
    )
    return result
