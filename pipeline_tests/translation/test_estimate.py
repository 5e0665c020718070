"""What a translation would cost is told before it is paid, and is what is paid then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from pipeline.demo.services import FakeClaude, FakeTranslate
from pipeline.newsroom import Newsroom, Run
from pipeline.translation.estimate import estimate
from pipeline.translation.stage import translate_cells
from pipeline.translation.tokens import LEAST_CALLS, Line, fitted
from pipeline.warehouse import schema as t
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


@pytest.fixture
def by_claude(newsroom: Newsroom) -> Iterator[Newsroom]:
    with FakeClaude() as server:
        yield using(
            newsroom,
            translator="claude",
            anthropic_api_key=SecretStr("key"),
            anthropic_base_url=server.url,
            full_text_from=0.0,
        )


CHINESE = (
    "国家统计局周五公布的数据显示，今年前三季度全国粮食产量超过7亿吨，比上年同期增长1.2%，创历史新高。\n\n"
    "专家表示，东北地区的降雨量比往年多三成，部分地区的玉米收割推迟了15天，但总体影响有限。\n\n"
    "农业部门计划在明年春季之前再建设200万亩高标准农田，并向农户发放种子补贴。"
)


@pytest.mark.parametrize(("language", "text"), [("de", german(1, paragraphs=30)), ("zh", CHINESE)])
def test_what_is_assumed_of_tokens_is_never_below_what_is_booked(by_claude: Newsroom, language: str, text: str) -> None:
    add(by_claude, 1, text, language=language)
    before = estimate(by_claude, [CELL])
    assert f"assumed, from above, for {language}>en" in before.basis["claude"]
    booked = work(by_claude).amounts["cost_usd"]
    assert booked <= before.usd["claude"] <= 3 * booked
    assert 0 < before.usd_leads["claude"] <= before.usd["claude"]


def test_many_small_requests_are_told_with_the_prompt_of_each(by_claude: Newsroom) -> None:
    for number in range(8):
        add(by_claude, number, f"Meldung {number + 20}: Der Hafen von Mombasa bleibt am Dienstag geschlossen.")
    before = estimate(by_claude, [CELL])
    booked = work(by_claude).amounts["cost_usd"]
    assert booked <= before.usd["claude"] <= 3 * booked


def test_tokens_are_learned_from_the_ledger_once_a_pair_has_enough_calls(by_claude: Newsroom) -> None:
    for number in range(LEAST_CALLS):
        add(by_claude, number, german(number, paragraphs=1 + number % 5))
    work(by_claude)
    with by_claude.warehouse.reading() as session:
        rows = session.scalars(select(t.ApiUsage)).all()
    assert {row.languages for row in rows} == {"de>en"}
    assert all((row.characters or 0) > 50 for row in rows)
    for number in range(40, 50):
        add(by_claude, number, german(number, paragraphs=2 + number % 4))
    told = estimate(by_claude, [CELL])
    assert told.basis["claude"].startswith(f"learned from the last {len(rows)} calls for de>en")
    booked = work(by_claude, "run-2").amounts["cost_usd"]
    assert told.usd["claude"] == pytest.approx(booked, rel=0.15)


def test_google_is_counted_to_the_cent(newsroom: Newsroom, google: FakeTranslate) -> None:
    room = using(newsroom, translator="google", google_endpoint=google.endpoint, full_text_from=0.0)
    for number in range(4):
        add(room, number, german(number, paragraphs=60))
    before = estimate(room, [CELL])
    assert before.basis["google"].startswith("counted")
    assert work(room).amounts["cost_usd"] == pytest.approx(before.usd["google"], abs=1e-9)


@pytest.mark.parametrize(
    ("characters", "tokens", "line"),
    [
        ([100, 200, 300], [90, 140, 190], Line(40.0, 0.5)),
        ([100, 100, 100], [50, 60, 40], Line(0.0, 0.5)),  # all alike
        ([100, 200], [100, 50], Line(0.0, 0.5)),  # falling
        ([100, 200], [20, 200], Line(0.0, 220 / 300)),  # beginning below zero
    ],
)
def test_a_line_is_laid_through_past_calls(characters: list[int], tokens: list[int], line: Line) -> None:
    found = fitted(characters, tokens)
    assert (found.fixed, found.per_character) == pytest.approx((line.fixed, line.per_character))
