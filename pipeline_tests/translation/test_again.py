"""Asking again: when the checks change, when an operator wants it, and after a kill. Nothing is paid for twice."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select, text, update

from pipeline.automation.reprocess import request_reprocess
from pipeline.clock import FixedClock
from pipeline.demo.services import FakeClaude, FakeTranslate
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom, Run
from pipeline.translation import memory
from pipeline.translation.estimate import estimate_articles
from pipeline.translation.quality import CHECKS
from pipeline.translation.stage import translate_cells
from pipeline.warehouse import schema as t
from pipeline_tests.translation.test_stage import (
    BOILERPLATE,
    CELL,
    add,
    elsewhere,
    german,
    pending,
    states,
    using,
    work,
)


@pytest.fixture
def google() -> Iterator[FakeTranslate]:
    with FakeTranslate() as server:
        yield server


@pytest.fixture
def claude() -> Iterator[FakeClaude]:
    with FakeClaude() as server:
        yield server


@pytest.fixture
def alone(any_newsroom: Newsroom, google: FakeTranslate) -> Newsroom:
    return using(any_newsroom, translator="google", google_endpoint=google.endpoint, full_text_from=0.0)


@pytest.fixture
def both(any_newsroom: Newsroom, google: FakeTranslate, claude: FakeClaude) -> Newsroom:
    return using(
        any_newsroom,
        translator="google,claude",
        google_endpoint=google.endpoint,
        anthropic_api_key=SecretStr("key"),
        anthropic_base_url=claude.url,
        full_text_from=0.0,
    )


def reprocess(room: Newsroom, article: int) -> None:
    assert request_reprocess(room, stage="translation", article_ids=[article], reason="please") == 1


def spent(room: Newsroom) -> Decimal:
    with room.warehouse.reading() as session:
        return Decimal(session.scalar(select(func.sum(t.ApiUsage.cost_usd))) or 0)


def judged_by_older_checks(room: Newsroom, answer: str | None = None) -> None:
    """As if the memory had been filled before the checks were what they are."""
    with room.warehouse.transaction() as session:
        session.execute(update(t.TranslationMemory).values(checks="q0"))
        session.execute(update(t.TranslationRefusal).values(checks="q0"))
        if answer is not None:
            key = memory.key_of(german(1).split("\n\n")[0], "de", "en", "google:nmt")
            session.get_one(t.TranslationMemory, key).text = answer


# --- when the checks change


def test_an_entry_that_passes_the_present_checks_too_is_served(alone: Newsroom, google: FakeTranslate) -> None:
    add(alone, 1)
    work(alone)
    judged_by_older_checks(alone)
    copy = add(alone, 2, german(1), title="Hafen wächst schnell, Teil 21")
    assert work(alone, "run-2").amounts["cost_usd"] == 0
    assert states(alone)[copy].status == "complete"
    with alone.warehouse.reading() as session:
        assert set(session.scalars(select(t.TranslationMemory.checks))) == {CHECKS}


def test_an_entry_that_fails_the_present_checks_is_not_served_and_asked_for_anew(
    alone: Newsroom, google: FakeTranslate
) -> None:
    add(alone, 1)
    work(alone)
    judged_by_older_checks(alone, "The port of Mombasa reports growth, Minister John Kamau said on Tuesday in Nairobi.")
    copy = add(alone, 2, german(1), title="Hafen wächst schnell, Teil 21")
    work(alone, "run-2")
    assert google.requests[-1]["contents"] == [german(1).split("\n\n")[0]]
    row = states(alone)[copy]
    assert row.status == "complete"
    assert "21" in (row.text or "")
    with alone.warehouse.reading() as session:
        refusal = session.scalars(select(t.TranslationRefusal)).one()
    assert refusal.reason.startswith("numbers")
    assert (refusal.checks, refusal.tries) == (CHECKS, 1)


def test_a_refused_answer_that_passes_the_present_checks_is_served_for_nothing(
    alone: Newsroom, google: FakeTranslate
) -> None:
    article = add(alone, 1)
    google.troubles.cause("well", times=1)
    google.troubles.cause("drop_numbers")
    work(alone)
    with alone.warehouse.transaction() as session:
        memories = {
            row.key: row.text
            for row in session.execute(select(t.TranslationMemory.key, t.TranslationMemory.text)).all()
        }
        key = memory.key_of(german(1).split("\n\n")[0], "de", "en", "google:nmt")
        session.execute(t.TranslationMemory.__table__.delete().where(t.TranslationMemory.key == key))  # type: ignore[attr-defined]
        session.execute(t.Translation.__table__.delete())  # type: ignore[attr-defined]
        memory.refuse(
            session,
            {german(1).split("\n\n")[0]: memory.Refused("numbers: too strict", memories[key], 2, 2, 0)},
            source="de", target="en", translator="google:nmt", now=alone.clock.now(), run_id=None,
        )  # fmt: skip
    judged_by_older_checks(alone)
    asked = len(google.requests)
    work(alone, "run-2")
    assert states(alone)[article].status == "complete"
    assert len(google.requests) == asked


def test_an_answer_that_no_database_takes_is_refused_like_any_other(any_newsroom: Newsroom) -> None:
    bad = {"Ein Satz.": memory.Refused("characters: \x00 \ud800", "a\x00b\ud800c", 1, 1, 0)}
    where = {"source": "de", "target": "en", "translator": "google:nmt"}
    with any_newsroom.warehouse.transaction() as session:
        memory.refuse(session, bad, **where, now=any_newsroom.clock.now(), run_id="run-1")
    with any_newsroom.warehouse.reading() as session:
        assert session.scalars(select(t.TranslationRefusal.answer)).one() == "a\\x00b\\ud800c"


# --- when an operator wants another try


def failing(room: Newsroom, google: FakeTranslate) -> int:
    """An article one of whose paragraphs came back wrong twice."""
    article = add(room, 1, german(1, paragraphs=2))
    google.troubles.cause("wrong_figure")
    work(room)
    assert states(room)[article].status in {"failed", "lead"}
    return article


def test_automatic_runs_never_pay_again_for_an_answer_that_was_refused(
    alone: Newsroom, google: FakeTranslate, clock: FixedClock
) -> None:
    failing(alone, google)
    paid = google.characters
    clock.advance(days=1)
    work(alone, "run-2")
    add(alone, 2, german(1, paragraphs=2), title="Hafen wächst schnell, Teil 21")  # a copy: refused for nothing
    work(alone, "run-3")
    assert google.characters == paid


def test_what_is_reprocessed_is_asked_for_once_more_and_only_what_was_refused(
    alone: Newsroom, google: FakeTranslate
) -> None:
    article = failing(alone, google)
    asked = len(google.requests)
    google.troubles.cause(None)
    reprocess(alone, article)
    assert pending(alone) == 1
    work(alone, "run-2")
    assert states(alone)[article].status == "complete"
    again = [text for request in google.requests[asked:] for text in request["contents"]]
    assert Counter(again).most_common(1)[0][1] == 1
    assert BOILERPLATE not in again


def test_every_wish_is_one_more_round_and_no_run_goes_beyond_it(alone: Newsroom, google: FakeTranslate) -> None:
    article = failing(alone, google)
    for _ in range(3):
        asked = len(google.requests)
        reprocess(alone, article)
        work(alone, "run-2")
        assert states(alone)[article].status in {"failed", "lead"}
        assert len(google.requests) == asked + 2  # as at first: once, and once more as it is alone
        work(alone, "run-3")
        assert len(google.requests) == asked + 2


@pytest.mark.parametrize("trouble", ["fewer", "empty", "invalid"])
def test_a_request_that_failed_as_a_whole_is_made_anew_too(
    alone: Newsroom, google: FakeTranslate, trouble: str
) -> None:
    article = add(alone, 1, german(1, paragraphs=2))
    google.troubles.cause(trouble)
    work(alone)
    assert states(alone)[article].status == "failed"
    google.troubles.cause(None)
    reprocess(alone, article)
    work(alone, "run-2")
    assert states(alone)[article].status == "complete"


def test_a_full_text_that_failed_may_be_asked_for_again(alone: Newsroom, google: FakeTranslate) -> None:
    article = add(alone, 1, german(1, paragraphs=12))
    google.troubles.cause("well", times=1)
    google.troubles.cause("drop_numbers")
    work(alone)
    assert states(alone)[article].status == "lead"
    google.troubles.cause(None)
    request_reprocess(alone, stage="translation", article_ids=[article], full_text=True)
    work(alone, "run-2")
    assert states(alone)[article].status == "complete"


def test_a_translator_that_came_to_the_list_is_asked_before_the_old_one_is_asked_again(
    both: Newsroom, google: FakeTranslate, claude: FakeClaude
) -> None:
    first = using(both, translator="google")
    article = failing(first, google)
    asked = len(google.requests)
    work(both, "run-2")  # another list is another version: pending by itself
    assert states(both)[article].status == "complete"
    assert (len(google.requests), len(claude.requests)) == (asked, 1)


def test_the_price_of_another_round_is_told_before_it_is_spent(alone: Newsroom, google: FakeTranslate) -> None:
    article = failing(alone, google)
    assert estimate_articles(alone, [article]).characters == 0  # it is not pending
    reprocess(alone, article)
    told = estimate_articles(alone, [article])
    google.troubles.cause(None)
    before = google.characters
    work(alone, "run-2")
    assert google.characters - before == told.characters > 0


def test_the_cap_holds_for_another_round_too(alone: Newsroom, google: FakeTranslate) -> None:
    article = failing(alone, google)
    asked, before = len(google.requests), spent(alone)
    reprocess(alone, article)
    work(using(alone, budget_day_usd=float(before)), "run-2")
    assert len(google.requests) == asked
    assert states(alone)[article].status in {"waiting", "lead"}


def test_a_round_that_was_killed_pays_for_nothing_again(alone: Newsroom, google: FakeTranslate) -> None:
    article = failing(alone, google)
    reprocess(alone, article)
    google.troubles.cause(None)
    google.troubles.cause("wrong_figure", times=1)
    google.troubles.cause("slow", times=1)
    while google.arrived.acquire(blocking=False):
        pass
    asked = len(google.requests)
    process = elsewhere(alone, google, EMCIP_FULL_TEXT_FROM="0")
    assert google.arrived.acquire(timeout=60)
    assert google.arrived.acquire(timeout=60)  # the first answer was refused, and that is stored
    process.kill()
    assert process.wait(timeout=60) == -signal.SIGKILL
    work(alone, "run-2")
    assert states(alone)[article].status == "complete"
    assert len(google.requests) == asked + 3  # refused, killed in flight, and that one once more


# --- kill -9 across a fallback


def across(claude: FakeClaude) -> dict[str, str]:
    return {
        "EMCIP_TRANSLATOR": "google,claude",
        "ANTHROPIC_API_KEY": "key",
        "ANTHROPIC_BASE_URL": claude.url,
        "EMCIP_FULL_TEXT_FROM": "0",
    }


def ledger_adds_up(room: Newsroom, google: FakeTranslate, claude: FakeClaude, *, lost_calls: int) -> None:
    """Every answered call is a row with its price, but for those in flight when the process died."""
    answered = sum(1 for each in google.requests if each["answered"]) + len(claude.requests)
    with room.warehouse.reading() as session:
        rows = session.scalars(select(t.ApiUsage).where(~t.ApiUsage.cached)).all()
        assert session.scalar(select(func.count()).select_from(t.BudgetReservation)) == 0
        assert session.scalar(select(func.count()).select_from(t.Claim)) == 0
    assert len(rows) == answered - lost_calls
    assert all(row.cost_usd > 0 for row in rows)


@pytest.mark.parametrize("trouble", ["forbidden", "wrong_figure"])
def test_killed_in_the_midst_of_the_second_translators_answer_nothing_stored_is_paid_again(
    both: Newsroom, google: FakeTranslate, claude: FakeClaude, trouble: str
) -> None:
    article = add(both, 1, german(1, paragraphs=2))
    google.troubles.cause(trouble)
    claude.troubles.cause("slow", times=1)
    process = elsewhere(both, google, CELL, **across(claude))
    assert claude.arrived.acquire(timeout=60)
    process.kill()
    assert process.wait(timeout=60) == -signal.SIGKILL
    claude.go_on.set()
    bad = google.characters
    said: list[str] = []
    summary = translate_cells(both, [CELL], Run("run-2", log=said.append))[CELL]
    assert google.characters == bad, "what google answered badly is stored"
    assert len(claude.requests) == 2, "the answer in flight is the one that is lost"
    row = states(both)[article]
    assert row.status == "complete"
    if trouble == "forbidden":
        assert any("google is left" in line for line in said)
        assert any("google was left" in note for note in summary.notes)
        assert "google was left" in (row.reason or "")
    ledger_adds_up(both, google, claude, lost_calls=1)


@pytest.mark.parametrize("trouble", ["forbidden", "wrong_figure"])
def test_killed_just_after_the_second_translators_answer_nothing_is_paid_again(
    both: Newsroom, google: FakeTranslate, claude: FakeClaude, trouble: str
) -> None:
    articles = [add(both, number, german(number, paragraphs=2)) for number in range(2)]
    google.troubles.cause(trouble)
    process = elsewhere(both, google, CELL, **across(claude))
    assert claude.arrived.acquire(timeout=60)
    claude.troubles.cause("slow")
    assert claude.arrived.acquire(timeout=60)  # the first article's answer is stored, the second's is under way
    process.kill()
    assert process.wait(timeout=60) == -signal.SIGKILL
    claude.troubles.cause(None)
    claude.go_on.set()
    before = len(claude.requests)
    work(both, "run-2")
    assert {row.status for row in states(both).values()} == {"complete"}
    assert set(states(both)) == set(articles)
    assert len(claude.requests) == before + 1
    ledger_adds_up(both, google, claude, lost_calls=1)


def test_killed_between_an_answer_and_its_storing_that_one_call_is_lost(
    newsroom: Newsroom, google: FakeTranslate
) -> None:
    """The window that cannot be closed; the warehouse is held shut, so that the answer cannot be stored."""
    room = using(newsroom, translator="google", google_endpoint=google.endpoint, full_text_from=0.0)
    articles = [add(room, number, german(number, paragraphs=2)) for number in range(3)]
    google.troubles.cause("well", times=1)
    google.troubles.cause("slow", times=1)
    process = elsewhere(room, google, EMCIP_FULL_TEXT_FROM="0")
    assert google.arrived.acquire(timeout=60)
    assert google.arrived.acquire(timeout=60)
    with room.warehouse.transaction() as session:
        session.execute(text("SELECT 1"))  # BEGIN IMMEDIATE: nobody else writes
        google.go_on.set()
        assert google.ended.acquire(timeout=60)
        assert google.ended.acquire(timeout=60)  # the second answer has left the service
        process.kill()
        assert process.wait(timeout=60) == -signal.SIGKILL
    work(room, "run-2")
    assert set(states(room)) == set(articles)
    contents = Counter(text for request in google.requests for text in request["contents"])
    twice = {text for text, times in contents.items() if times > 1}
    assert twice == set(google.requests[1]["contents"]), "one call, and no more"
    with room.warehouse.reading() as session:
        booked = session.scalar(select(func.sum(t.ApiUsage.input_units)).where(~t.ApiUsage.cached))
    assert booked == google.characters - google.requests[1]["characters"]


def test_nothing_can_be_reprocessed_that_is_not_named(alone: Newsroom) -> None:
    with pytest.raises(ConfigurationError, match="say what to do again"):
        request_reprocess(alone, stage="translation")
