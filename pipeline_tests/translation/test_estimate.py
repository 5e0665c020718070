"""What a translation would cost is told before it is paid, and is what is paid then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.demo.services import FakeTranslate
from pipeline.newsroom import Newsroom, Run
from pipeline.translation.estimate import estimate
from pipeline.translation.stage import translate_cells
from pipeline_tests.translation.test_stage import CELL, add, german, using, work


@pytest.fixture
def google() -> Iterator[FakeTranslate]:
    with FakeTranslate() as server:
        yield server


def test_the_estimate_is_what_is_paid_afterwards(newsroom: Newsroom, google: FakeTranslate) -> None:
    room = using(newsroom, translator="google,claude", google_endpoint=google.endpoint, full_text_from=0.0)
    add(room, 1, german(1, paragraphs=8))
    add(room, 2, german(2, paragraphs=8))
    add(room, 3, german(1, paragraphs=8), title="Hafen wächst schnell, Teil 21")
    add(room, 4, language="en")
    before = estimate(room, [CELL])
    assert google.requests == []
    assert (before.articles, before.unneeded, before.in_memory) == (3, 1, 0)
    assert before.repeated > 0
    assert 0 < before.lead_characters < before.characters
    assert before.usd["claude"] < before.usd["google"]
    assert before.left_usd["the day"] == 5.0
    summary = work(room)
    assert google.characters == before.characters
    assert summary.amounts["cost_usd"] == pytest.approx(before.usd["google"], abs=1e-4)
    assert summary.amounts["saved_usd"] > 0
    assert estimate(room, [CELL]).articles == 0


def test_what_the_memory_has_costs_nothing(newsroom: Newsroom, google: FakeTranslate) -> None:
    room = using(newsroom, translator="google", google_endpoint=google.endpoint)
    add(room, 1)
    work(room)
    add(room, 2, german(1), title="Hafen wächst schnell, Teil 21")
    told = estimate(room, [CELL])
    assert (told.articles, told.characters, told.usd) == (1, 0, {"google": 0.0})
    assert told.in_memory > 100


def test_a_run_says_what_it_may_cost_before_it_spends(newsroom: Newsroom, google: FakeTranslate) -> None:
    room = using(newsroom, translator="google", google_endpoint=google.endpoint)
    add(room, 1)
    told: list[tuple[str, int]] = []
    translate_cells(room, [CELL], Run("run-1", log=lambda line: told.append((line, len(google.requests)))))
    assert [asked for line, asked in told if "1 articles with" in line and "left for this run" in line] == [0]
    told.clear()
    translate_cells(room, [CELL], Run("run-2", log=lambda line: told.append((line, len(google.requests)))))
    assert not any("articles with" in line for line, _ in told)
