"""Runs that meet on partly the same paragraphs at the same moment pay for each of them once."""

from __future__ import annotations

import itertools
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.demo.services import FakeTranslate
from pipeline.failures import ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.gate import open_gate
from pipeline.summary import Summary
from pipeline.translation.filling import LeftToAnother
from pipeline.translation.holds import LEASE, PATIENCE_SECONDS, STAGE, Holder, pauses
from pipeline.translation.memory import key_of
from pipeline.translation.rows import Waiting
from pipeline.translation.stage import _desk, translate_cells
from pipeline.warehouse import schema as t
from pipeline_tests.made import NOON, add_article, add_extraction, add_source
from pipeline_tests.translation.test_stage import CELL, claims, elsewhere, states, using

OTHER = Cell(NOON.date(), "south-asia")
SHARED = [
    f"Die Reederei Nordstern hält {number + 31} Frachter vor der Küste fest, sagte Kapitän Amina Odhiambo in Mombasa."
    for number in range(6)
]


@pytest.fixture
def google() -> Iterator[FakeTranslate]:
    with FakeTranslate() as server:
        yield server


@pytest.fixture
def room(any_newsroom: Newsroom, google: FakeTranslate) -> Newsroom:
    return using(any_newsroom, translator="google", google_endpoint=google.endpoint, full_text_from=0.0)


def add(room: Newsroom, cell: Cell, title: str, paragraphs: list[str]) -> int:
    """An article of a source of this cell."""
    with room.warehouse.transaction() as session:
        source = session.get(t.Source, cell.region) or add_source(session, cell.region, region=cell.region)
        article = add_article(room.warehouse, session, source, title=title)
        add_extraction(session, article, text="\n\n".join(paragraphs), language="de")
        return article.id


def translate(room: Newsroom, cell: Cell, run: str, **fields: Any) -> Summary:
    return translate_cells(room, [cell], Run(run, **fields))[cell]


def paid(google: FakeTranslate) -> Counter[str]:
    """How often each paragraph was sent and answered."""
    return Counter(itertools.chain.from_iterable(each["contents"] for each in google.requests if each["answered"]))


@pytest.mark.parametrize("how", ["process", "thread"])
def test_what_another_run_has_asked_for_is_waited_for_and_only_the_rest_is_paid(
    room: Newsroom, google: FakeTranslate, how: str
) -> None:
    first = add(room, CELL, "Hafen von Mombasa steht still", [*SHARED, "Nur im ersten Artikel steht dieser Satz."])
    second = add(room, OTHER, "Frachter liegen vor Mombasa fest", [*SHARED, "Nur im zweiten Artikel steht dies."])
    google.troubles.cause("slow", times=1)
    with ThreadPoolExecutor(2) as pool:
        if how == "process":
            other = pool.submit(elsewhere(room, google).wait, 120)
        else:
            other = pool.submit(lambda: translate(room, CELL, "run-1").counts["failed"])
        assert google.arrived.acquire(timeout=60)  # the title and lead of the first: shared paragraphs are under way
        mine = pool.submit(translate, room, OTHER, "run-2")
        assert google.arrived.acquire(timeout=60)
        assert not set(google.requests[0]["contents"]) & set(google.requests[1]["contents"])
        google.go_on.set()
        assert mine.result(timeout=60).counts["complete"] == 1
        assert other.result(timeout=120) == 0
    assert set(paid(google).values()) == {1}
    assert {row.status for row in states(room).values()} == {"complete"}
    assert set(states(room)) == {first, second}
    with room.warehouse.reading() as session:
        assert claims(session) == 0


def test_runs_that_hold_each_others_parts_end_and_pay_once(room: Newsroom, google: FakeTranslate) -> None:
    cells = [Cell(NOON.date(), region) for region in ("south-asia", "east-asia", "southeast-asia", "eastern-europe")]
    for number, cell in enumerate(cells):
        order = SHARED if number % 2 else SHARED[::-1]
        for place in range(3):
            add(room, cell, f"Hafen steht still, Teil {number * 3 + place + 20}", order[place:] + order[:place])
    with ThreadPoolExecutor(4) as pool:
        summaries = list(pool.map(lambda cell: translate(room, cell, f"run-{cell.region}"), cells))
    assert [summary.counts["complete"] for summary in summaries] == [3, 3, 3, 3]
    assert set(paid(google).values()) == {1}


def test_what_a_killed_run_had_asked_for_is_taken_over_at_once(room: Newsroom, google: FakeTranslate) -> None:
    add(room, CELL, "Hafen von Mombasa steht still", SHARED)
    add(room, OTHER, "Frachter liegen vor Mombasa fest", SHARED)
    google.troubles.cause("slow", times=1)
    process = elsewhere(room, google)
    assert google.arrived.acquire(timeout=60)
    with ThreadPoolExecutor(1) as pool:
        mine = pool.submit(translate, room, OTHER, "run-2")
        assert google.arrived.acquire(timeout=60)
        process.kill()
        assert process.wait(timeout=60) == -signal.SIGKILL
        assert mine.result(timeout=60).counts["complete"] == 1
    google.go_on.set()


def test_a_call_that_fails_gives_its_paragraphs_back(room: Newsroom, google: FakeTranslate) -> None:
    add(room, CELL, "Hafen von Mombasa steht still", SHARED)
    google.troubles.cause("exhausted")
    with pytest.raises(ServiceUnavailable):
        translate(room, CELL, "run-1")
    with room.warehouse.reading() as session:
        assert claims(session) == 0


def test_an_article_whose_paragraphs_another_machine_asks_for_is_left_to_it_until_its_holds_lapse(
    room: Newsroom, google: FakeTranslate, clock: FixedClock
) -> None:
    title = "Hafen von Mombasa steht still"
    add(room, CELL, title, SHARED)
    with room.warehouse.transaction() as session:
        for text in [title, *SHARED]:
            key = key_of(text, "de", "en", "google:nmt")
            owner = "another-machine/1/1.00#a"
            session.add(t.Claim(stage=STAGE, subject_id=key, owner=owner, expires_at=clock.now() + LEASE))
    cancelled = itertools.chain([False, False], itertools.repeat(True)).__next__  # while it waits
    summary = translate(room, CELL, "run-1", cancelled=cancelled)
    assert summary.counts["left_to_another_run"] == 1
    assert (google.requests, states(room)) == ([], {})
    clock.advance(minutes=16)
    assert translate(room, CELL, "run-2").counts["complete"] == 1


def test_a_run_waits_in_vain_once_and_not_for_every_article(newsroom: Newsroom, google: FakeTranslate) -> None:
    room = using(newsroom, translator="google", google_endpoint=google.endpoint)
    waited: list[float] = []
    key = key_of(SHARED[0], "de", "en", "google:nmt")
    with room.warehouse.transaction() as session:
        claim = t.Claim(stage=STAGE, subject_id=key, owner="another-machine/1/1.00", expires_at=NOON + LEASE)
        session.add(claim)
    run = Run("run-1")
    desk = _desk(room, run, open_gate(room, run))
    desk.pause = waited.append
    work = Waiting(1, 1, "de", "hash", NOON)
    for number in range(3):
        with pytest.raises(LeftToAnother):
            desk.translate(replace(work, article_id=number), None, "\n\n".join([SHARED[0], SHARED[number + 1]]))
    assert sum(waited) == pytest.approx(sum(pauses()))
    assert len(google.requests) == 3  # the rest of each


def test_a_hold_keeps_others_out_until_it_is_given_back_or_lapses(any_newsroom: Newsroom) -> None:
    one, other, now = Holder("run-1"), Holder("run-2"), any_newsroom.clock.now()
    with any_newsroom.warehouse.transaction() as session:
        assert one.take(session, ["a", "b"], now) == {"a", "b"}
        assert other.take(session, ["b", "c"], now) == {"c"}
        one.give_back(session, ["b"])
        assert other.take(session, ["a", "b"], now) == {"b"}
        assert {row.run_id for row in session.query(t.Claim).filter_by(stage=STAGE)} == {"run-1", "run-2"}
        session.query(t.Claim).update({"expires_at": now})
        assert one.take(session, ["c"], now) == {"c"}


def test_patience_ends() -> None:
    assert PATIENCE_SECONDS <= sum(pauses()) <= PATIENCE_SECONDS + 2
    assert pauses()[0] < 1
