"""The translation stage: states, memory, budget, failures, and what a second run costs."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.automation.reprocess import request_reprocess
from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.demo.services import FakeTranslate
from pipeline.failures import ConfigurationError, ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.gate import LEASE, PaidRequest
from pipeline.summary import Summary
from pipeline.translation.rows import pending_by_cell, translation_version
from pipeline.translation.segments import segments
from pipeline.translation.stage import translate_cells
from pipeline.warehouse import schema as t
from pipeline_tests.made import NOON, add_article, add_extraction, add_source

CELL = Cell(NOON.date(), "sub-saharan-africa")
BOILERPLATE = "Abonnieren Sie unseren Newsletter und lesen Sie jeden Morgen mehr."


def german(number: int, *, paragraphs: int = 1) -> str:
    body = [
        f"Der Hafen von Mombasa meldet für Monat {number + 20} ein Wachstum von {place + 10} Prozent, sagte Minister "
        f"John Kamau am Dienstag in Nairobi vor Journalisten."
        for place in range(paragraphs)
    ]
    return "\n\n".join([*body, BOILERPLATE])


@pytest.fixture
def google() -> Iterator[FakeTranslate]:
    with FakeTranslate() as server:
        yield server


def using(newsroom: Newsroom, **update: Any) -> Newsroom:
    return Newsroom(newsroom.settings.model_copy(update=update), newsroom.catalogue, newsroom.warehouse, newsroom.clock)


@pytest.fixture
def room(any_newsroom: Newsroom, google: FakeTranslate) -> Newsroom:
    return using(any_newsroom, translator="google", google_endpoint=google.endpoint)


def add(room: Newsroom, number: int, text: str | None = None, **fields: Any) -> int:
    with room.warehouse.transaction() as session:
        source = session.get(t.Source, "daily-ledger") or add_source(session)
        article = add_article(room.warehouse, session, source, title=f"Hafen wächst schnell, Teil {number + 20}")
        values = {"language": "de"} | fields
        add_extraction(session, article, text=text or german(number), **values)
        return article.id


def states(room: Newsroom) -> dict[int, t.Translation]:
    with room.warehouse.reading() as session:
        rows = session.scalars(select(t.Translation).where(t.Translation.current)).all()
    assert len({row.article_id for row in rows}) == len(rows)
    return {row.article_id: row for row in rows}


def work(room: Newsroom, run: str = "run-1") -> Summary:
    return translate_cells(room, [CELL], Run(run))[CELL]


def pending(room: Newsroom) -> int:
    with room.warehouse.reading() as session:
        return sum(cell.count for cell in pending_by_cell(session, room.settings, room.clock.now()))


def claims(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(t.Claim)) or 0


def test_each_article_is_translated_whole_with_its_paragraphs(room: Newsroom, google: FakeTranslate) -> None:
    article = add(room, 1, german(1, paragraphs=3))
    summary = work(room)
    row = states(room)[article]
    assert (row.status, row.provider, row.source_language, row.target_language) == ("complete", "google", "de", "en")
    assert row.text is not None
    assert len(row.text.split("\n\n")) == 4
    assert "Mombasa" in row.text
    assert row.title is not None
    assert row.title.endswith("21")
    assert (summary.counts["complete"], summary.counts["characters"]) == (1, google.characters)
    assert summary.preview[0]["title"] == "Hafen wächst schnell, Teil 21"
    assert summary.amounts["cost_usd"] == pytest.approx(google.characters * 20 / 1e6, abs=1e-5)


def test_a_second_run_of_a_cell_sends_nothing(room: Newsroom, google: FakeTranslate) -> None:
    for number in range(10):
        add(room, number)
    work(room)
    sent = len(google.requests)
    assert pending(room) == 0
    assert not +work(room, "run-2").counts
    assert len(google.requests) == sent


def test_boilerplate_and_edits_pay_only_for_what_is_new(room: Newsroom, google: FakeTranslate) -> None:
    add(room, 1)
    work(room)
    article = add(room, 2)
    summary = work(room)
    assert BOILERPLATE not in google.requests[-1]["contents"]
    assert summary.counts["characters_from_memory"] == len(BOILERPLATE)
    with room.warehouse.transaction() as session:
        row = session.get(t.Article, article)
        assert row is not None
        row.revision = 2
        add_extraction(session, row, text=german(2) + "\n\nEin neuer Absatz ist am Ende hinzugekommen.", language="de")
    work(room)
    assert google.requests[-1]["contents"] == ["Ein neuer Absatz ist am Ende hinzugekommen."]
    assert states(room)[article].status == "complete"


def test_a_wire_copy_costs_nothing(room: Newsroom, google: FakeTranslate) -> None:
    add(room, 1)
    work(room)
    sent = len(google.requests)
    copy = add(room, 3, german(1), title="Hafen wächst schnell, Teil 21")
    assert work(room).amounts["cost_usd"] == 0
    assert len(google.requests) == sent
    assert states(room)[copy].status == "complete"


def test_articles_in_the_target_language_are_never_sent(room: Newsroom, google: FakeTranslate) -> None:
    english, british = add(room, 1, language="en"), add(room, 2, language="en-GB")
    work(room)
    assert google.requests == []
    assert {states(room)[each].status for each in (english, british)} == {"unneeded"}
    assert states(room)[english].reason == "already in en"
    assert states(room)[english].text is None


def test_what_needs_no_translator_is_told_in_a_line(any_newsroom: Newsroom) -> None:
    add(any_newsroom, 1, language="en")
    add(any_newsroom, 2)
    told: list[str] = []
    translate_cells(any_newsroom, [CELL], Run("run-1", log=told.append))
    assert told == [
        "translations: 1 articles are in the desks' language already",
        "translations: 1 articles stay in their language: EMCIP_TRANSLATOR is none",
    ]


def test_without_a_translator_articles_stay_and_say_so(any_newsroom: Newsroom) -> None:
    article = add(any_newsroom, 1)
    summary = work(any_newsroom)
    row = states(any_newsroom)[article]
    assert (row.status, row.provider, row.text) == ("unneeded", "none", None)
    assert "EMCIP_TRANSLATOR is none" in (row.reason or "")
    assert summary.counts["unneeded"] == 1
    assert summary.notes == ["1 stay in their language: EMCIP_TRANSLATOR is none"]
    assert pending(any_newsroom) == 0
    assert work(any_newsroom).notes == ["nothing to translate: every article of the cell has its state"]


def test_choosing_a_translator_later_makes_articles_pending_again(
    any_newsroom: Newsroom, google: FakeTranslate
) -> None:
    article = add(any_newsroom, 1)
    work(any_newsroom)
    room = using(any_newsroom, translator="google", google_endpoint=google.endpoint)
    assert pending(room) == 1
    work(room)
    assert states(room)[article].status == "complete"
    with room.warehouse.reading() as session:
        stage = session.get(t.StageVersion, "translation")
        assert stage is not None
        assert stage.version == translation_version(room.settings)


def test_titles_and_leads_come_first_then_full_texts_and_the_budget_ends_where_it_ends(
    room: Newsroom, google: FakeTranslate
) -> None:
    articles = [add(room, number, german(number, paragraphs=12)) for number in range(4)]
    # a lead costs $0.009, the rest of a full text $0.026
    summary = work(using(room, budget_run_usd=0.07, full_text_from=0.0))
    found = states(room)
    assert [found[each].status for each in reversed(articles)] == ["complete", "lead", "lead", "lead"]
    assert summary.counts["lead"] == 3
    lead = found[articles[2]]
    assert lead.text is not None
    assert 2 <= len(lead.text.split("\n\n")) <= 4
    assert lead.waits_for == "full"
    assert "EMCIP_BUDGET_RUN_USD" in (lead.reason or "")
    assert Decimal(google.characters) * 20 / 1_000_000 <= Decimal("0.07")
    work(using(room, full_text_from=0.0), "run-2")
    assert {row.status for row in states(room).values()} == {"complete"}
    contents = [text for request in google.requests for text in request["contents"]]
    assert len(contents) == len(set(contents))


def test_what_not_even_a_lead_was_left_for_is_waiting(room: Newsroom) -> None:
    articles = [add(room, number, german(number, paragraphs=12)) for number in range(4)]
    summary = work(using(room, budget_run_usd=0.02))
    found = states(room)
    assert [found[each].status for each in reversed(articles)] == ["lead", "lead", "waiting", "waiting"]
    waiting = found[articles[0]]
    assert (waiting.text, waiting.waits_for) == (None, "lead")
    assert "EMCIP_BUDGET_RUN_USD" in (waiting.reason or "")
    assert (summary.counts["waiting"], summary.counts["failed"]) == (2, 0)


def test_the_most_valuable_are_translated_first(room: Newsroom, google: FakeTranslate) -> None:
    economy = (
        "Die Zentralbank erhöht den Leitzins, die Inflation steigt und der Haushalt der Regierung gerät unter Druck."
    )
    sport = "Die Mannschaft gewann das Spiel in der letzten Minute, der Trainer lobte die Spieler und die Zuschauer."
    with room.warehouse.transaction() as session:
        add_source(session, "gutter-press", reputation=5)
    relevant = add(room, 1, economy, title="Inflation und Leitzins steigen")
    add(room, 2, sport, title="Spiel gewonnen in letzter Minute")
    with room.warehouse.transaction() as session:
        article = add_article(room.warehouse, session, session.get_one(t.Source, "gutter-press"), title="Verein feiert")
        add_extraction(session, article, text="Der Verein feiert am Sonntag ein Fest mit Musik im Park.", language="de")
        old = add_article(
            room.warehouse,
            session,
            session.get_one(t.Source, "daily-ledger"),
            title="Sieg",
            published_at=NOON - dt.timedelta(days=9),
        )
        add_extraction(session, old, text="Der Sieg der Läufer im Stadion wurde von vielen bejubelt.", language="de")
    work(room)
    first = [request["contents"][0] for request in google.requests]
    assert first[:2] == ["Inflation und Leitzins steigen", "Spiel gewonnen in letzter Minute"]
    assert states(room)[relevant].relevance is not None
    assert (states(room)[relevant].relevance or 0) > (states(room)[article.id].relevance or 0)


def test_the_full_text_of_the_irrelevant_is_translated_when_somebody_asks(
    room: Newsroom, google: FakeTranslate, clock: FixedClock
) -> None:
    strict = using(room, full_text_from=1.0)
    article = add(room, 1, german(1, paragraphs=12))
    work(strict)
    row = states(room)[article]
    assert (row.status, row.waits_for) == ("lead", None)
    assert "EMCIP_FULL_TEXT_FROM" in (row.reason or "")
    assert pending(strict) == 0
    request_reprocess(room, stage="translation", article_ids=[article], full_text=True)
    assert pending(strict) == 1
    sent = len(google.requests[0]["contents"])
    work(strict, "run-2")
    assert states(room)[article].status == "complete"
    assert not set(google.requests[0]["contents"]) & set(google.requests[-1]["contents"])
    assert sent
    assert pending(strict) == 0


def test_a_run_may_ask_for_the_full_text_of_its_cell(room: Newsroom) -> None:
    strict = using(room, full_text_from=1.0)
    article = add(room, 1, german(1, paragraphs=12))
    work(strict)
    translate_cells(strict, [CELL], Run("run-2"), full_text=True)
    assert states(room)[article].status == "complete"


def test_articles_that_an_opportunity_rests_on_are_wanted_in_full(room: Newsroom) -> None:
    strict = using(room, full_text_from=1.0)
    article = add(room, 1, german(1, paragraphs=12))
    work(strict)
    with room.warehouse.transaction() as session:
        opportunity = t.Opportunity(
            desk_id="desk", cell_date=NOON.date(), dedupe_key="k", kind="manual", title="T", angle="A", rationale="R",
            region="sub-saharan-africa", priority=50, status="detected", detected_by="test", as_of=NOON,
            expires_at=NOON, created_at=NOON, updated_at=NOON,
        )  # fmt: skip
        session.add(opportunity)
        session.flush()
        session.add(t.OpportunityArticle(opportunity_id=opportunity.id, article_id=article, rank=1))
    assert pending(strict) == 1
    work(strict, "run-2")
    assert states(room)[article].status == "complete"


def test_a_full_text_that_fails_leaves_title_and_lead(room: Newsroom, google: FakeTranslate) -> None:
    article = add(room, 1, german(1, paragraphs=12))
    google.troubles.cause("well", times=1)
    google.troubles.cause("drop_numbers")
    work(using(room, full_text_from=0.0))
    row = states(room)[article]
    assert row.status == "lead"
    assert "the full text failed" in (row.reason or "")
    with room.warehouse.reading() as session:
        assert session.scalars(select(t.FailureRow)).one().reason == "numbers"
    assert pending(room) == 0


def test_what_waited_is_taken_up_when_there_is_budget_as_a_row_that_scoring_notices(
    room: Newsroom, clock: FixedClock
) -> None:
    article = add(room, 1)
    poor = using(room, budget_day_usd=0.001)
    work(poor)
    waiting = states(room)[article]
    assert waiting.status == "waiting"
    assert "the day" in (waiting.reason or "")
    work(poor, "run-2")
    assert states(room)[article].id == waiting.id
    work(room, "run-3")
    assert states(room)[article].status == "complete"
    assert states(room)[article].id != waiting.id


def test_waiting_articles_are_pending_only_while_there_is_budget(room: Newsroom, clock: FixedClock) -> None:
    add(room, 1, german(1, paragraphs=12))
    add(room, 2, german(2, paragraphs=12))
    poor = using(room, budget_day_usd=0.016)
    work(poor)
    assert pending(poor) == 0
    clock.advance(days=1)
    assert pending(poor) >= 1


def test_memory_serves_articles_when_the_budget_is_gone(room: Newsroom) -> None:
    add(room, 1)
    work(room)
    copy, new = add(room, 2, german(1), title="Hafen wächst schnell, Teil 21"), add(room, 5)
    work(using(room, budget_run_usd=0))
    assert states(room)[copy].status == "complete"
    assert states(room)[new].status == "waiting"


@pytest.mark.parametrize(
    ("trouble", "reason"), [("empty", "empty"), ("drop_numbers", "numbers"), ("untranslated", "language"),
                            ("commentary", "commentary"), ("fewer", "wrong_count")]
)  # fmt: skip
def test_one_bad_translation_fails_alone_with_its_reason(
    room: Newsroom, google: FakeTranslate, trouble: str, reason: str
) -> None:
    good = add(room, 1, german(1, paragraphs=2))
    bad = add(room, 2, german(2, paragraphs=2))  # the newest: it is asked first
    google.troubles.cause(trouble, times=2)
    summary = work(room)
    found = states(room)
    assert (found[bad].status, found[good].status) == ("failed", "complete")
    assert (found[bad].reason or "").startswith(reason)
    assert found[bad].text is None
    assert (summary.counts["failed"], summary.counts["complete"]) == (1, 1)
    with room.warehouse.reading() as session:
        failure = session.scalars(select(t.FailureRow)).one()
        assert (failure.subject_id, failure.reason, failure.permanent) == (str(bad), reason, True)
        assert claims(session) == 0
    assert pending(room) == 0


def test_a_service_that_is_down_keeps_what_is_done(room: Newsroom, google: FakeTranslate) -> None:
    first = [add(room, number) for number in range(3)]
    work(room)
    rest = [add(room, number, published_at=NOON) for number in range(3, 6)]
    google.troubles.cause("exhausted")
    with pytest.raises(ServiceUnavailable):
        work(room)
    assert sorted(states(room)) == first
    google.troubles.cause(None)
    with room.warehouse.reading() as session:
        assert claims(session) == 0
        assert session.scalars(select(t.FailureRow)).all() == []
    assert pending(room) == 3
    work(room, "run-2")
    assert sorted(states(room)) == first + rest


def test_articles_done_before_the_service_went_down_are_written(room: Newsroom, google: FakeTranslate) -> None:
    older, newer = add(room, 1), add(room, 2)
    google.troubles.cause("invalid", times=2)
    work(room)
    assert states(room)[newer].status == "failed"
    assert states(room)[older].status == "complete"


def test_a_translator_that_cannot_be_used_is_an_error_only_if_it_is_needed(any_newsroom: Newsroom) -> None:
    room = using(any_newsroom, translator="google")
    english = add(room, 1, language="en")
    work(room)
    assert states(room)[english].status == "unneeded"
    add(room, 2)
    with pytest.raises(ConfigurationError, match="EMCIP_GOOGLE_PROJECT"):
        work(room)
    with room.warehouse.reading() as session:
        assert claims(session) == 0


def test_a_cancelled_run_stops_between_batches(room: Newsroom, google: FakeTranslate) -> None:
    for number in range(20):
        add(room, number)
    asked = iter([False, False, True])
    translate_cells(room, [CELL], Run("run-1", cancelled=lambda: next(asked)))
    assert len(states(room)) == 8
    assert pending(room) == 12


def test_articles_that_another_run_works_on_are_left_to_it(room: Newsroom, google: FakeTranslate) -> None:
    mine, theirs = add(room, 1), add(room, 2)
    with room.warehouse.transaction() as session:
        session.add(
            t.Claim(
                stage="translation",
                subject_id=str(theirs),
                owner="another-machine/1/1.00",
                expires_at=NOON.replace(hour=13),
            )
        )
    work(room)
    assert list(states(room)) == [mine]


def test_only_articles_of_the_cell_are_worked_on(room: Newsroom, google: FakeTranslate) -> None:
    add(room, 1)
    other = Cell(NOON.date(), "south-asia")
    assert not +translate_cells(room, [other], Run("run-1"))[other].counts
    assert google.requests == []


def elsewhere(room: Newsroom, google: FakeTranslate, cell: Cell = CELL, **more: str) -> subprocess.Popen[bytes]:
    """Another process that translates the cell."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline_tests.translation.elsewhere", cell.key],
        env={
            **os.environ,
            "EMCIP_HOME": str(room.settings.home),
            "EMCIP_DATABASE_URL": room.warehouse.engine.url.render_as_string(hide_password=False),
            "EMCIP_TRANSLATOR": "google",
            "EMCIP_GOOGLE_ENDPOINT": google.endpoint,
            **more,
        },
    )


def test_two_runs_in_one_cell_share_its_articles(room: Newsroom, google: FakeTranslate) -> None:
    for number in range(12):
        add(room, number)
    google.troubles.cause("slow", times=1)
    other = elsewhere(room, google)
    assert google.arrived.acquire(timeout=60)  # it holds a batch of eight, and asks for the boilerplate of all
    with ThreadPoolExecutor(1) as pool:
        mine = pool.submit(work, room)
        assert google.arrived.acquire(timeout=60)  # what is not boilerplate
        google.go_on.set()
        assert mine.result(timeout=60).counts["complete"] == 4
    assert other.wait(timeout=60) == 0
    assert len(states(room)) == 12
    assert len(google.requests) == 12


def test_a_run_killed_in_mid_batch_loses_the_call_in_flight_and_nothing_else(
    room: Newsroom, google: FakeTranslate
) -> None:
    articles = [add(room, number) for number in range(10)]
    google.troubles.cause("well", times=4)
    google.troubles.cause("slow")
    process = elsewhere(room, google)
    for _ in range(5):
        assert google.arrived.acquire(timeout=60)
    process.kill()
    assert process.wait(timeout=60) == -signal.SIGKILL
    assert states(room) == {}  # the batch was not written
    google.troubles.cause(None)
    before = len(google.requests)
    summary = work(room, "run-2")  # at once: the claims of the dead are void
    assert {row.status for row in states(room).values()} == {"complete"}
    assert len(states(room)) == len(articles)
    # four articles come from the memory; the fifth, in flight when the process died, is asked again
    assert len(google.requests) - before == 6
    assert summary.counts["paid_calls"] == 6
    with room.warehouse.reading() as session:
        assert claims(session) == 0
        assert session.scalar(select(func.count()).select_from(t.BudgetReservation)) == 0


def test_a_request_in_flight_elsewhere_is_tried_again_later(
    room: Newsroom, google: FakeTranslate, clock: FixedClock
) -> None:
    article = add(room, 1)
    texts = segments("Hafen wächst schnell, Teil 21", german(1)).to_translate()
    payload = {"contents": texts, "source": "de", "target": "en", "mime_type": "text/plain"}
    request = PaidRequest("google", "nmt", payload, "translation", "elsewhere", None, 1, 0)
    with room.warehouse.transaction() as session:
        session.add(
            t.BudgetReservation(
                request_hash=request.hash,
                amount_usd=Decimal("0.01"),
                owner="another-machine/1/1.00",
                created_at=NOON,
                expires_at=NOON + LEASE,
            )
        )
    work(room)
    assert states(room) == {}
    with room.warehouse.reading() as session:
        failure = session.scalars(select(t.FailureRow)).one()
        assert (failure.reason, failure.permanent) == ("in_flight", False)
    assert (google.requests, pending(room)) == ([], 0)
    clock.advance(minutes=16)
    assert pending(room) == 1
    work(room, "run-2")
    assert states(room)[article].status == "complete"
    with room.warehouse.reading() as session:
        assert session.scalars(select(t.FailureRow)).all() == []
