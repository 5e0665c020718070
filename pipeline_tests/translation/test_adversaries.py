# ruff: noqa: E501 - paragraphs
"""Whatever a translator does: each article is well translated, failed with a reason, or pending; the ledger adds up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import dagster as dg
import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from pipeline.demo.pseudo import pseudo_english
from pipeline.failures import STEP_RETRIES, EmcipError
from pipeline.newsroom import Newsroom, Run
from pipeline.partitions import cell_partitions
from pipeline.steps import NewsroomResource
from pipeline.translation.assets import translations_asset
from pipeline.translation.segments import segments
from pipeline.translation.stage import translate_cells
from pipeline.warehouse import schema as t
from pipeline_tests.made import add_article, add_extraction, add_source
from pipeline_tests.translation.adversaries import CLAUDE, GOOGLE, PASSING, OddClaude, OddTranslate
from pipeline_tests.translation.test_stage import CELL, pending, states, using

CAP = 0.5
TEXT = (
    "Die Reederei Nordstern hält 31 Frachter vor Mombasa fest, sagte Kapitänin Amina Odhiambo am Dienstag in Nairobi.\n\n"
    "„Wir warten seit 17 Tagen auf die Freigabe, und niemand erklärt uns, warum sie ausbleibt“, sagte sie vor Reportern.\n\n"
    "Der Hafen meldet für Oktober einen Rückgang von 12,5 Prozent, das sind 480 Container weniger als im Vorjahr."
)


@pytest.fixture(scope="module")
def google() -> Iterator[OddTranslate]:
    server = OddTranslate()
    with server:
        yield server


@pytest.fixture(scope="module")
def claude() -> Iterator[OddClaude]:
    server = OddClaude()
    with server:
        yield server


@pytest.fixture
def room(newsroom: Newsroom, google: OddTranslate, claude: OddClaude) -> Newsroom:
    for server in (google, claude):
        server.troubles.cause(None)
        server.requests.clear()
    return using(
        newsroom,
        google_endpoint=google.endpoint,
        anthropic_api_key=SecretStr("key"),
        anthropic_base_url=claude.url,
        full_text_from=0.0,
        budget_run_usd=CAP,
    )


def two_articles(room: Newsroom) -> None:
    with room.warehouse.transaction() as session:
        source = add_source(session)
        for days in (31, 44):
            title = f"Die Reederei hält seit {days} Tagen alle ihre Frachter vor Mombasa fest"
            text = TEXT.replace("31", str(days))
            article = add_article(room.warehouse, session, source, title=title)
            add_extraction(session, article, text=text, language="de")


def survives(room: Newsroom, asked: int) -> None:
    """What has to hold after any run."""
    found = states(room)
    with room.warehouse.reading() as session:
        failures = {int(row.subject_id): row for row in session.scalars(select(t.FailureRow))}
        rows = session.scalars(select(t.ApiUsage).where(~t.ApiUsage.cached)).all()
        originals = {
            row.article_id: segments(row.title, row.text) for row in session.scalars(select(t.Extraction)).all()
        }
        assert session.scalar(select(func.count()).select_from(t.BudgetReservation)) == 0
        assert session.scalar(select(func.count()).select_from(t.Claim)) == 0
        remembered = set(session.scalars(select(t.TranslationMemory.text)))
    for article, row in found.items():
        parts = originals[article]
        if row.status == "complete":
            wanted = {text: pseudo_english(text) for text in parts.to_translate()}
            assert row.text == parts.text_in(wanted)
        elif row.status in {"failed", "lead"}:
            assert (row.reason or "").strip()
            assert failures[article].reason and failures[article].message
        else:
            assert row.status == "waiting"
    # of a headline nothing says that it is cut: it ends with no full stop, and may well be short
    titles = tuple(pseudo_english(parts.title) for parts in originals.values())
    good = {pseudo_english(text) for parts in originals.values() for text in parts.to_translate()}
    assert not [text for text in remembered - good if not any(title.startswith(text) for title in titles)]
    assert len(rows) <= asked
    assert all(row.cost_usd >= 0 and row.input_units >= 0 and row.output_units >= 0 for row in rows)
    assert sum((row.cost_usd for row in rows), Decimal(0)) <= Decimal(str(CAP))
    assert len(found) + pending(room) + sum(row.retry_at is not None for row in failures.values()) >= 2


def runs(room: Newsroom) -> None:
    """As the orchestrator would: the step's last retry included. What it cannot go on with says so in our words."""
    for attempt in (0, STEP_RETRIES):
        try:
            translate_cells(room, [CELL], Run(f"run-{attempt}", attempt=attempt))
            return
        except EmcipError as error:
            assert len(str(error)) > 20


@pytest.mark.parametrize("trouble", GOOGLE)
def test_whatever_google_answers_ends_well_or_with_a_reason(room: Newsroom, google: OddTranslate, trouble: str) -> None:
    alone = using(room, translator="google")
    two_articles(alone)
    google.troubles.cause(trouble, times=1 if trouble in PASSING else None)
    runs(alone)
    survives(alone, len(google.requests))


@pytest.mark.parametrize("trouble", CLAUDE)
def test_whatever_claude_answers_ends_well_or_with_a_reason(room: Newsroom, claude: OddClaude, trouble: str) -> None:
    alone = using(room, translator="claude")
    two_articles(alone)
    claude.troubles.cause(trouble)
    runs(alone)
    survives(alone, len(claude.requests))


def handing_out(newsroom: Newsroom) -> NewsroomResource:
    """The resource of this very newsroom: Dagster copies resources, and what is set on one is lost."""

    class Given(NewsroomResource):
        def open(self) -> Newsroom:
            return newsroom

    return Given()


@pytest.mark.parametrize(
    ("name", "trouble", "ends_well"),
    [
        ("google", "entities twice", True), ("google", "rotated", True), ("google", "INVALID_ARGUMENT", True),
        ("google", "PERMISSION_DENIED", False), ("claude", "deep", True), ("claude", "half a character", True),
        ("claude", "huge usage", True), ("claude", "404", False),
    ],
)  # fmt: skip
def test_the_asset_ends_well_or_says_what_to_do(
    room: Newsroom, google: OddTranslate, claude: OddClaude, name: str, trouble: str, *, ends_well: bool
) -> None:
    alone = using(room, translator=name)
    two_articles(alone)
    (google if name == "google" else claude).troubles.cause(trouble)
    result = dg.materialize(
        [translations_asset(cell_partitions(CELL.day))],
        partition_key=CELL.key,
        resources={"emcip": handing_out(alone)},
        raise_on_error=False,
    )
    assert states(alone) or not ends_well
    assert result.success == ends_well
    if not ends_well:
        [failure] = [event.step_failure_data for event in result.all_events if event.is_step_failure]
        assert failure.user_failure_data is not None, "a bare traceback"
        assert "check" in str(failure.user_failure_data.description).lower() or "enable" in str(
            failure.user_failure_data.description
        )
    survives(alone, len(google.requests) + len(claude.requests))
