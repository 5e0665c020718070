"""What becomes of opportunities: approval, rejection, expiry, automatic drafts, wishes; each desk for itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from pipeline.catalogue.schema import AutoDraft
from pipeline.clock import FixedClock
from pipeline.failures import PermanentError, Verdict
from pipeline.newsroom import Newsroom
from pipeline.opportunities.rows import (
    approve,
    article_ids_of,
    auto_approve,
    create_manual,
    expire,
    list_opportunities,
    reject,
    waiting_for_draft,
)
from pipeline.warehouse import schema as t
from pipeline.warehouse.failure_rows import record_failure
from pipeline_tests.made import NOON
from pipeline_tests.opportunities.newsdesk import DESK, Press


def add(session: Session, key: str, **fields: Any) -> t.Opportunity:
    values: dict[str, Any] = {
        "desk_id": "africa",
        "cell_date": NOON.date(),
        "dedupe_key": key,
        "kind": "trending",
        "title": key,
        "angle": "An angle.",
        "rationale": "A reason.",
        "priority": 75.0,
        "status": "detected",
        "detected_by": "heuristics",
        "as_of": NOON,
        "expires_at": NOON + dt.timedelta(days=7),
        "created_at": NOON,
        "updated_at": NOON,
    } | fields
    row = t.Opportunity(**values)
    session.add(row)
    session.flush()
    return row


def test_a_desk_lists_its_own_best_first(desk_newsroom: Newsroom) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        add(session, "a", priority=50)
        add(session, "b", priority=90)
        add(session, "c", priority=99, desk_id="asia")
        add(session, "d", priority=70, status="rejected")
        assert [row.title for row in list_opportunities(session, "africa")] == ["b", "d", "a"]
        assert [row.title for row in list_opportunities(session, "africa", statuses=["detected"])] == ["b", "a"]
        assert list_opportunities(session, "africa", day=NOON.date() - dt.timedelta(days=1)) == []


def test_a_desk_cannot_decide_on_anothers(desk_newsroom: Newsroom) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        theirs = add(session, "x", desk_id="asia")
        for decide in (approve, reject):
            with pytest.raises(PermanentError, match="desk 'africa' has no opportunity"):
                decide(session, "africa", theirs.id, NOON)
        assert theirs.status == "detected"


def test_what_is_published_cannot_be_decided_on_again(desk_newsroom: Newsroom) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        row = add(session, "x", status="published")
        with pytest.raises(PermanentError, match="is published"):
            reject(session, "africa", row.id, NOON)


def test_only_undecided_ones_expire(desk_newsroom: Newsroom) -> None:
    late = NOON + dt.timedelta(days=8)
    with desk_newsroom.warehouse.transaction() as session:
        kept = {status: add(session, status, status=status) for status in ("approved", "drafted", "rejected")}
        old, fresh = add(session, "old"), add(session, "fresh", expires_at=late + dt.timedelta(days=1))
        assert expire(session, late) == 1
        session.expire_all()
        assert (old.status, fresh.status) == ("expired", "detected")
        assert {status: row.status for status, row in kept.items()} == {status: status for status in kept}
        assert expire(session, late) == 0


def test_auto_draft_approves_the_best_of_a_day_up_to_its_number(desk_newsroom: Newsroom) -> None:
    desk = DESK.model_copy(update={"auto_draft": AutoDraft(best=2, min_priority=70)})
    with desk_newsroom.warehouse.transaction() as session:
        add(session, "gap", priority=99, kind="coverage_gap")
        add(session, "first", priority=90)
        add(session, "second", priority=80)
        add(session, "third", priority=75)
        add(session, "weak", priority=60, cell_date=NOON.date() - dt.timedelta(days=1))
        add(session, "theirs", priority=95, desk_id="asia")
    assert [row.title for row in auto_approve(desk_newsroom, desk)] == ["first", "second"]
    assert auto_approve(desk_newsroom, desk) == []


def test_auto_draft_is_off_by_default_and_passes_over_what_has_run_out(
    desk_newsroom: Newsroom, clock: FixedClock
) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        add(session, "first", priority=90)
    assert auto_approve(desk_newsroom, DESK) == []
    clock.advance(days=30)
    assert auto_approve(desk_newsroom, DESK.model_copy(update={"auto_draft": AutoDraft(best=2)})) == []


def test_approved_ones_wait_for_a_draft_until_they_have_one(desk_newsroom: Newsroom) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        row, _ = add(session, "a", status="approved"), add(session, "b")
        assert waiting_for_draft(session, NOON) == [row]
        row.status = "drafted"
        session.flush()
        assert waiting_for_draft(session, NOON) == []


def test_a_failed_draft_waits_for_its_retry_and_a_dead_one_for_the_editor(desk_newsroom: Newsroom) -> None:
    later = NOON + dt.timedelta(minutes=5)
    failed: dict[str, Any] = {
        "stage": "drafts",
        "subject_type": "opportunity",
        "message": "no",
        "version": "v",
        "input_hash": "h",
        "now": NOON,
    }
    with desk_newsroom.warehouse.transaction() as session:
        row = add(session, "a", status="approved")
        record_failure(session, subject_id=row.id, verdict=Verdict(False, "timeout"), **failed)
        assert waiting_for_draft(session, NOON) == []
        assert waiting_for_draft(session, later) == [row]
        record_failure(session, subject_id=row.id, verdict=Verdict(True, "no_articles"), **failed)
        assert waiting_for_draft(session, later) == []
        approve(session, "africa", row.id, later)
        assert waiting_for_draft(session, later) == [row]


def test_a_wish_is_approved_and_the_same_wish_is_the_same_row(desk_newsroom: Newsroom) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        first, second = press.print("standard", "Tea prices fall"), press.print("herald", "Tea auction")
    made = create_manual(desk_newsroom, "africa", [second.id, first.id])
    assert (made.kind, made.status, made.title) == ("manual", "approved", "Tea auction")
    assert create_manual(desk_newsroom, "africa", [first.id, second.id]).id == made.id
    assert create_manual(desk_newsroom, "asia", [first.id, second.id]).id != made.id
    with desk_newsroom.warehouse.reading() as session:
        assert article_ids_of(session, made.id) == [second.id, first.id]
    word = create_manual(desk_newsroom, "africa", [first.id], keyword="Tea")
    assert (word.kind, "Tea" in word.angle) == ("keyword", True)


def test_a_wish_for_articles_that_are_not_there_is_refused_by_id(desk_newsroom: Newsroom) -> None:
    with pytest.raises(PermanentError, match="4711"):
        create_manual(desk_newsroom, "africa", [4711])
    with pytest.raises(PermanentError, match="at least one article"):
        create_manual(desk_newsroom, "africa", [])
