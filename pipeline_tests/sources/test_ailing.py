"""What is said of sick sources: by the probe that finds more than it can see itself, by the check, to a reader."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from rich.console import Console

from pipeline.cli.status import print_sick, status_of
from pipeline.newsroom import Newsroom
from pipeline.sources.ailing import ailments
from pipeline.sources.health import health_state
from pipeline.warehouse.condition_rows import ANSWERS, CONDITIONS, Found, note_conditions, sources_in
from pipeline.warehouse.schema import Source
from pipeline_tests.made import NOON, add_source

HOUR = dt.timedelta(hours=1)


def _sick(newsroom: Newsroom, slug: str, *found: Found, **fields: object) -> None:
    with newsroom.warehouse.transaction() as session:
        row = add_source(session, slug, **fields)
        note_conditions(session, row, found, judged=CONDITIONS, now=NOON, run_id="r")


def _printed(newsroom: Newsroom) -> str:
    console = Console(width=110, file=io.StringIO(), record=True)
    with newsroom.warehouse.reading() as session:
        print_sick(console, ailments(session), in_all=9)
    return console.export_text()


def test_the_sick_are_grouped_worst_first_with_remedy_and_examples(any_newsroom: Newsroom) -> None:
    for number in range(5):
        _sick(any_newsroom, f"gone-{number}", Found("failing", "http_404", "404", NOON - number * HOUR))
    _sick(any_newsroom, "dead", Found("dead_port", "connection_refused", "nothing listens"))
    _sick(any_newsroom, "quiet", Found("silent", "nothing_new", "nothing"), Found("undated", "no_dates", "none"))
    _sick(any_newsroom, "paused", Found("failing", "http_404", "404"), status="paused")
    with any_newsroom.warehouse.reading() as session:
        found = ailments(session)
    assert [(one.condition, len(one.slugs)) for one in found] == [
        ("dead_port", 1),
        ("failing", 5),
        ("silent", 1),
        ("undated", 1),
    ]
    assert (found[1].since, found[1].latest) == (NOON - 4 * HOUR, NOON)
    assert found[1].examples == "gone-4, gone-3, gone-2 and 2 more"
    told = _printed(any_newsroom)
    assert "7 of 9 sources are sick" in told
    assert "5  its page is gone (http_404, since 22 Nov 08:00 … 22 Nov 12:00)" in told
    assert "→ correct the address in sources.yaml" in told
    assert "emcip sources list --sick" in told


def test_rarer_kinds_of_trouble_are_counted_and_named(newsroom: Newsroom) -> None:
    for status in range(420, 440):
        _sick(newsroom, f"s-{status}", Found("failing", f"http_{status}", "no"))
    told = _printed(newsroom)
    assert "8  with 8 more kinds of trouble: 1 http_432, 1 http_433" in told
    assert len(told.splitlines()) < 50


def test_status_has_every_condition_for_programs(newsroom: Newsroom) -> None:
    for number in range(30):
        _sick(newsroom, f"gone-{number:02}", Found("failing", "http_404", "it answered 404"))
    with newsroom.warehouse.transaction() as session:
        add_source(session, "well", health="ok")
    figures = status_of(newsroom)
    assert figures["well"] == {"sick": 30, "well": 1}
    assert len(figures["sick"]) == 30
    assert figures["sick"][0] == {
        "source": "gone-00",
        "health": "http_404",
        "condition": "failing",
        "since": "2026-11-22T12:00+00:00",
        "error": "it answered 404",
        "remedy": health_state("http_404").remedy,
    }
    assert figures["conditions"][0]["sources"] == 30


@pytest.mark.parametrize("condition", [name for name in CONDITIONS if name not in ANSWERS])
def test_conditions_that_are_not_judged_stay(newsroom: Newsroom, condition: str) -> None:
    _sick(newsroom, "daily-ledger", Found(condition, "nothing_new", "found by another"))
    with newsroom.warehouse.transaction() as session:
        row = session.get_one(Source, "daily-ledger")
        change = note_conditions(session, row, [], judged=ANSWERS, now=NOON + HOUR, run_id="r")
        assert not change.well
    with newsroom.warehouse.reading() as session:
        assert [one.condition for one in sources_in(session)] == [condition]
