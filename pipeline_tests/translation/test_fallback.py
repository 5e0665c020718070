"""Several translators: who is asked when one fails, misbehaves or is down, and what is paid for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from pipeline.demo.services import FakeClaude, FakeTranslate
from pipeline.failures import STEP_RETRIES, ConfigurationError, ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.translators import lacking
from pipeline.settings import Settings
from pipeline.translation.stage import translate_cells
from pipeline.warehouse import schema as t
from pipeline_tests.translation.test_stage import CELL, add, german, states, using, work


@pytest.fixture
def google() -> Iterator[FakeTranslate]:
    with FakeTranslate() as server:
        yield server


@pytest.fixture
def claude() -> Iterator[FakeClaude]:
    with FakeClaude() as server:
        yield server


@pytest.fixture
def room(newsroom: Newsroom, google: FakeTranslate, claude: FakeClaude) -> Newsroom:
    return using(
        newsroom,
        translator="google,claude",
        google_endpoint=google.endpoint,
        anthropic_api_key=SecretStr("key"),
        anthropic_base_url=claude.url,
    )


def test_a_translator_that_refuses_for_good_is_left_for_the_run_and_that_is_said(
    room: Newsroom, google: FakeTranslate, claude: FakeClaude
) -> None:
    articles = [add(room, number) for number in range(3)]
    google.troubles.cause("forbidden")
    said: list[str] = []
    summary = translate_cells(room, [CELL], Run("run-1", log=said.append))[CELL]
    assert len(google.requests) == 1
    assert [(row.status, row.provider) for row in states(room).values()] == [("complete", "claude")] * 3
    assert "google was left" in (states(room)[articles[0]].reason or "")
    assert any("google was left" in note and "Cloud Translation API User" in note for note in summary.notes)
    assert any("google is left" in line for line in said)


def test_a_key_that_is_missing_leaves_the_other_translator(room: Newsroom, google: FakeTranslate) -> None:
    article = add(room, 1)
    work(using(room, translator="claude,google", anthropic_api_key=None))
    assert (states(room)[article].status, states(room)[article].provider) == ("complete", "google")


def test_when_all_refuse_the_run_says_why(room: Newsroom, google: FakeTranslate) -> None:
    add(room, 1)
    google.troubles.cause("forbidden")
    with pytest.raises(ConfigurationError, match=r"ANTHROPIC_API_KEY|Cloud Translation"):
        work(using(room, anthropic_api_key=None))
    assert states(room) == {}


@pytest.mark.parametrize("trouble", ["exhausted", "quota"])
def test_one_that_is_down_is_waited_for_and_only_the_last_retry_does_without(
    room: Newsroom, google: FakeTranslate, claude: FakeClaude, trouble: str
) -> None:
    article = add(room, 1)
    google.troubles.cause(trouble)
    for attempt in range(STEP_RETRIES):
        with pytest.raises(ServiceUnavailable):
            translate_cells(room, [CELL], Run("run-1", attempt=attempt))
    assert claude.requests == []
    translate_cells(room, [CELL], Run("run-1", attempt=STEP_RETRIES))
    assert (states(room)[article].status, states(room)[article].provider) == ("complete", "claude")


@pytest.mark.parametrize("trouble", ["drop_numbers", "untranslated", "fewer", "more", "commentary", "half", "empty"])
def test_what_comes_back_wrong_is_asked_of_the_other_and_never_remembered(
    room: Newsroom, google: FakeTranslate, claude: FakeClaude, trouble: str
) -> None:
    article = add(room, 1, german(1, paragraphs=2))
    google.troubles.cause(trouble)
    summary = work(room)
    row = states(room)[article]
    assert row.status == "complete"
    assert "21" in (row.text or "")
    assert summary.counts["asked_again"] >= 1
    assert len(claude.requests) == 1
    with room.warehouse.reading() as session:
        remembered = {each.provider for each in session.scalars(select(t.TranslationMemory))}
    assert "claude" in remembered


@pytest.mark.parametrize("trouble", ["bad_json", "bad_schema", "refusal", "truncated", "empty"])
def test_an_answer_of_claude_that_is_none_is_asked_of_google(room: Newsroom, claude: FakeClaude, trouble: str) -> None:
    article = add(room, 1)
    claude.troubles.cause(trouble)
    work(using(room, translator="claude,google"))
    assert (states(room)[article].status, states(room)[article].provider) == ("complete", "google")


def test_a_translator_that_is_alone_is_asked_once_more(room: Newsroom, google: FakeTranslate) -> None:
    article = add(room, 1)
    google.troubles.cause("drop_numbers", times=1)
    work(using(room, translator="google"))
    assert states(room)[article].status == "complete"
    assert len(google.requests) == 2


@pytest.mark.parametrize("trouble", ["fewer", "more", "reordered", "all_the_same", "half", "untranslated"])
def test_two_bad_answers_fail_the_article_and_a_second_run_pays_nothing(
    room: Newsroom, google: FakeTranslate, trouble: str
) -> None:
    alone = using(room, translator="google")
    article = add(alone, 1, german(1, paragraphs=2))
    google.troubles.cause(trouble)
    work(alone)
    row = states(alone)[article]
    assert row.status == "failed"
    assert "before that, google" in (row.reason or "")
    assert row.text is None
    paid = google.characters
    work(alone, "run-2")
    assert google.characters == paid


def test_copies_of_what_failed_are_not_paid_for_again(room: Newsroom, google: FakeTranslate) -> None:
    alone = using(room, translator="google")
    for number in range(5):
        add(alone, number, german(1), title="Hafen wächst schnell, Teil 21")
    google.troubles.cause("drop_numbers")
    summary = work(alone)
    assert summary.counts["failed"] == 5
    assert len(google.requests) == 2


def test_forty_copies_of_a_wire_story_pay_once(room: Newsroom, google: FakeTranslate) -> None:
    for number in range(40):
        add(room, number, german(1), title="Hafen wächst schnell, Teil 21")
    summary = work(room)
    assert summary.counts["complete"] == 40
    assert len(google.requests) == 1


def test_what_the_second_translator_made_is_kept_when_the_first_is_back(
    room: Newsroom, google: FakeTranslate, claude: FakeClaude
) -> None:
    add(room, 1)
    google.troubles.cause("forbidden")
    work(room)
    google.troubles.cause(None)
    copy = add(room, 2, german(1), title="Hafen wächst schnell, Teil 21")
    asked = len(google.requests)
    assert work(room, "run-2").amounts["cost_usd"] == 0
    assert states(room)[copy].provider == "claude"
    assert len(google.requests) == asked


def test_a_glossary_goes_with_its_pair_of_languages_and_a_new_version_of_it_is_asked_anew(
    room: Newsroom, google: FakeTranslate
) -> None:
    first = using(room, translator="google", google_glossaries="de-en=trade-terms@1,fr-en=politics")
    add(first, 1)
    work(first)
    assert google.requests[0]["glossary"] == "projects/emulator/locations/us-central1/glossaries/trade-terms"
    assert google.requests[0]["parent"] == "projects/emulator/locations/us-central1"
    work(first, "run-2")
    assert len(google.requests) == 1
    work(using(first, google_glossaries="de-en=trade-terms@1,fr-en=politics@2"), "run-3")
    assert len(google.requests) == 1
    work(using(first, google_glossaries="de-en=trade-terms@2"), "run-4")
    assert len(google.requests) == 2


@pytest.mark.parametrize(
    ("update", "named"),
    [
        ({"translator": "claude"}, ["ANTHROPIC_API_KEY"]),
        ({"translator": "google,claude"}, ["ANTHROPIC_API_KEY", "EMCIP_GOOGLE_PROJECT"]),
        ({"translator": "none"}, []),
        ({"translator": "google", "google_endpoint": "127.0.0.1:1"}, []),
    ],
)
def test_what_a_translator_lacks_is_known_before_any_run(
    settings: Settings, update: dict[str, Any], named: list[str]
) -> None:
    problems = lacking(settings.model_copy(update=update))
    assert len(problems) == len(named)
    assert all(any(name in problem for problem in problems) for name in named)
