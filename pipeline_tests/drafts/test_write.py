"""Writing drafts: one per input, a revision per change, nothing lost and nothing twice, whoever writes."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import event, func, select

from pipeline.catalogue.schema import TemplateEntry
from pipeline.clock import FixedClock
from pipeline.demo.services import FakeClaude
from pipeline.drafts.rows import find_draft, lineage, list_drafts, mark_stale
from pipeline.drafts.write import DraftRequest, DraftResult, write_draft
from pipeline.failures import ConfigurationError, PermanentError, ServiceUnavailable, TransientError
from pipeline.newsroom import Newsroom, Run
from pipeline.opportunities.detect import DetectRequest, detect_opportunities
from pipeline.opportunities.rows import approve, waiting_for_draft
from pipeline.providers.budget import BudgetExhausted
from pipeline.warehouse import schema as t
from pipeline.warehouse.claims import claim
from pipeline.warehouse.engine import open_warehouse
from pipeline_tests.drafts.pieces import MONITOR, NATION
from pipeline_tests.made import NOON, add_extraction, add_translation
from pipeline_tests.opportunities.newsdesk import DESK, OTHER_DESK, TEMPLATES, Press, with_desks


@pytest.fixture
def desk_newsroom(newsroom: Newsroom) -> Newsroom:
    return with_desks(newsroom, DESK, OTHER_DESK)


@pytest.fixture
def fake_claude() -> Iterator[FakeClaude]:
    with FakeClaude() as server:
        yield server


@pytest.fixture
def claude_newsroom(desk_newsroom: Newsroom, fake_claude: FakeClaude) -> Newsroom:
    update = {"anthropic_api_key": SecretStr("sk-test"), "anthropic_base_url": fake_claude.url}
    return dataclasses.replace(desk_newsroom, settings=desk_newsroom.settings.model_copy(update=update))


@pytest.fixture
def opportunity(desk_newsroom: Newsroom, run: Run) -> int:
    """A detected and approved story of two outlets."""
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        story = press.story()
        press.print("nation", "Kenya holds its rate at 9.25%", NATION, story=story)
        press.print("monitor", "Nairobi keeps rates on hold", MONITOR, story=story, source={"country": "UG"})
    (found,) = detect_opportunities(desk_newsroom, "africa", NOON.date(), DetectRequest(), run).opportunities
    assert found.id is not None
    with desk_newsroom.warehouse.transaction() as session:
        approve(session, "africa", found.id, NOON)
    return found.id


def write(newsroom: Newsroom, run: Run, opportunity_id: int | None = None, **request: Any) -> DraftResult:
    return write_draft(newsroom, DraftRequest(opportunity_id=opportunity_id, **request), run)


def count(newsroom: Newsroom, table: type[t.Base]) -> int:
    with newsroom.warehouse.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_draft_is_stored_with_the_lineage_of_its_sentences(
    desk_newsroom: Newsroom, run: Run, opportunity: int
) -> None:
    made = write(desk_newsroom, run, opportunity)
    assert (made.revision, made.status, made.generated_by, made.unchanged) == (1, "draft", "heuristics", False)
    assert any("no ANTHROPIC_API_KEY" in note for note in made.summary.notes)
    with desk_newsroom.warehouse.reading() as session:
        row = session.get(t.Opportunity, opportunity)
        assert row is not None
        assert row.status == "drafted"
        rows = lineage(session, made.draft_id or 0)
        draft = session.get(t.Draft, made.draft_id)
    assert draft is not None
    assert (draft.bias_score, draft.fact_check_score, draft.overall_quality_score) == (None, None, None)
    assert len(rows) == made.citations > 5
    assert all(row.quoted_text and row.sentence for row in rows)
    assert {row.outlet for row in rows} == {"Nation", "Monitor"}


def test_it_is_exported_under_the_home(desk_newsroom: Newsroom, run: Run, opportunity: int) -> None:
    made = write(desk_newsroom, run, opportunity)
    assert made.path == desk_newsroom.settings.exports / "drafts" / f"opp-{opportunity}-r1.md"
    text = made.path.read_text(encoding="utf-8")
    assert text.endswith(made.body)
    assert '\ngenerated_by: "heuristics"\n' in text
    made.path.unlink()
    write(desk_newsroom, run, opportunity)
    assert made.path.read_text(encoding="utf-8") == text
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_unchanged_input_returns_the_draft_that_is_there(
    desk_newsroom: Newsroom, clock: FixedClock, run: Run, opportunity: int
) -> None:
    first = write(desk_newsroom, run, opportunity)
    clock.advance(days=100)
    again = write(desk_newsroom, run, opportunity)
    assert (again.draft_id, again.unchanged, again.body) == (first.draft_id, True, first.body)
    assert (count(desk_newsroom, t.Draft), count(desk_newsroom, t.DraftCitation)) == (1, first.citations)


def test_an_edited_source_makes_a_new_revision(
    desk_newsroom: Newsroom, clock: FixedClock, run: Run, opportunity: int
) -> None:
    first = write(desk_newsroom, run, opportunity)
    clock.advance(hours=1)
    with desk_newsroom.warehouse.transaction() as session:
        article = session.scalars(select(t.Article).where(t.Article.source_slug == "nation")).one()
        article.revision = 2
        made = add_extraction(
            session, article, text=NATION.replace("9.25", "9.50"), language="en", created_at=clock.now()
        )
        add_translation(session, made)
    with desk_newsroom.warehouse.transaction() as session:
        assert [draft.id for draft in mark_stale(session, clock.now())] == [first.draft_id]
        assert mark_stale(session, clock.now()) == []
    second = write(desk_newsroom, run, opportunity)
    assert (second.revision, second.unchanged) == (2, False)
    assert "9.50 per cent" in second.body
    assert find_draft(desk_newsroom, f"opp-{opportunity}", revision=1) is not None
    newest = find_draft(desk_newsroom, f"opp-{opportunity}")
    assert newest is not None
    assert newest.revision == 2


def test_another_form_is_another_revision_and_the_old_one_can_be_had_again(
    desk_newsroom: Newsroom, run: Run, opportunity: int
) -> None:
    brief = TemplateEntry(
        slug="brief", name="Brief", content_type="briefing", sections=TEMPLATES[0].sections[:1], min_words=50
    )
    newsroom = with_desks(desk_newsroom, DESK, OTHER_DESK, templates=(*TEMPLATES, brief))
    first = write(newsroom, run, opportunity)
    second = write(newsroom, run, opportunity, template="brief")
    assert [first.revision, second.revision] == [1, 2]
    again = write(newsroom, run, opportunity)
    assert (again.draft_id, again.unchanged) == (first.draft_id, True)
    with newsroom.warehouse.reading() as session:
        assert [draft.content_type for draft in list_drafts(session, "africa")] == ["briefing"]
        assert list_drafts(session, "asia") == []


def test_a_draft_from_articles_has_an_opportunity_of_its_own(
    desk_newsroom: Newsroom, run: Run, opportunity: int
) -> None:
    with desk_newsroom.warehouse.reading() as session:
        ids = tuple(session.scalars(select(t.Article.id).order_by(t.Article.id)))
    made = write(desk_newsroom, run, article_ids=ids, desk="asia")
    with desk_newsroom.warehouse.reading() as session:
        row = session.get(t.Opportunity, made.opportunity_id)
    assert row is not None
    assert (row.kind, row.desk_id, row.status) == ("manual", "asia", "drafted")
    assert write(desk_newsroom, run, article_ids=ids, desk="asia").unchanged


def test_nothing_is_written_without_save(desk_newsroom: Newsroom, run: Run, opportunity: int) -> None:
    with desk_newsroom.warehouse.reading() as session:
        ids = tuple(session.scalars(select(t.Article.id)))
    for made in (
        write(desk_newsroom, run, opportunity, save=False),
        write(desk_newsroom, run, article_ids=ids, save=False),
    ):
        assert (made.draft_id, made.path, made.status) == (None, None, "draft")
        assert made.citations > 5
    assert (count(desk_newsroom, t.Draft), count(desk_newsroom, t.Opportunity)) == (0, 1)
    assert not desk_newsroom.settings.exports.exists()


def test_what_is_not_there_is_refused_by_name(desk_newsroom: Newsroom, run: Run, opportunity: int) -> None:
    with pytest.raises(PermanentError, match="no opportunity 4711"):
        write(desk_newsroom, run, 4711)
    with pytest.raises(PermanentError, match="of desk 'asia'"):
        write(desk_newsroom, run, opportunity, desk="asia")
    with pytest.raises(ConfigurationError, match="sonnet"):
        write(desk_newsroom, run, opportunity, template="sonnet")


def test_an_opportunity_without_a_text_fails_for_good_and_is_written_down(
    desk_newsroom: Newsroom, run: Run, opportunity: int
) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        for article in session.scalars(select(t.Article)):
            article.deleted_at = NOON
    with pytest.raises(PermanentError, match="no article with a text"):
        write(desk_newsroom, run, opportunity)
    with desk_newsroom.warehouse.reading() as session:
        failure = session.scalars(select(t.FailureRow)).one()
        assert (failure.reason, failure.permanent, failure.subject_id) == ("no_articles", True, str(opportunity))
        assert waiting_for_draft(session, NOON) == []


def test_two_runs_do_not_write_one_draft(desk_newsroom: Newsroom, run: Run, opportunity: int) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        claim(session, "drafts", [opportunity], now=NOON)
        for held in session.scalars(select(t.Claim)):
            held.owner = f"elsewhere/1/{1.0:.2f}"
    with pytest.raises(TransientError, match="another run"):
        write(desk_newsroom, run, opportunity)
    assert count(desk_newsroom, t.Draft) == 0


def test_claude_writes_and_the_second_time_is_free(
    claude_newsroom: Newsroom, fake_claude: FakeClaude, run: Run, opportunity: int
) -> None:
    made = write(claude_newsroom, run, opportunity)
    assert (made.generated_by, made.model) == ("claude", claude_newsroom.settings.claude_model)
    assert made.citations > 0
    assert f"written by {made.model}" in made.body
    assert write(claude_newsroom, run, opportunity).unchanged
    assert len(fake_claude.requests) == 1


@pytest.mark.parametrize(
    ("trouble", "reason"), [("refusal", "refused"), ("truncated", "truncated"), ("empty", "empty")]
)
def test_a_refusal_is_said_in_the_draft_that_excerpts_make(
    claude_newsroom: Newsroom, fake_claude: FakeClaude, run: Run, opportunity: int, trouble: str, reason: str
) -> None:
    fake_claude.troubles.cause(trouble)
    made = write(claude_newsroom, run, opportunity)
    assert made.generated_by == "heuristics"
    assert "Claude was asked and its answer cannot be used" in made.body
    assert reason in " ".join(made.summary.notes)
    # it is not asked again, as long as nothing has changed
    asked = len(fake_claude.requests)
    assert write(claude_newsroom, run, opportunity).unchanged
    assert len(fake_claude.requests) == asked


def test_wrong_references_never_reach_the_lineage(
    claude_newsroom: Newsroom, fake_claude: FakeClaude, run: Run, opportunity: int
) -> None:
    fake_claude.troubles.cause("wrong_reference")
    made = write(claude_newsroom, run, opportunity)
    assert (made.status, made.citations) == ("rejected", 0)
    assert any("citations" in note for note in made.summary.notes)


def test_a_service_that_is_down_leaves_the_opportunity_waiting(
    claude_newsroom: Newsroom, fake_claude: FakeClaude, clock: FixedClock, run: Run, opportunity: int
) -> None:
    fake_claude.troubles.cause("rate_limit_hour")
    with pytest.raises(ServiceUnavailable):
        write(claude_newsroom, run, opportunity)
    assert (count(claude_newsroom, t.Draft), count(claude_newsroom, t.Claim)) == (0, 0)
    clock.advance(hours=2)
    with claude_newsroom.warehouse.reading() as session:
        assert [row.id for row in waiting_for_draft(session, clock.now())] == [opportunity]
    fake_claude.troubles.cause(None)
    assert write(claude_newsroom, run, opportunity).generated_by == "claude"
    assert count(claude_newsroom, t.FailureRow) == 0


def test_a_spent_budget_writes_nothing(claude_newsroom: Newsroom, run: Run, opportunity: int) -> None:
    poor = dataclasses.replace(
        claude_newsroom, settings=claude_newsroom.settings.model_copy(update={"budget_day_usd": 0.0})
    )
    with pytest.raises(BudgetExhausted):
        write(poor, run, opportunity)
    assert count(poor, t.Draft) == 0


def _die_at(newsroom: Newsroom, opportunity: int, statements: int) -> None:
    """Write the draft in this process, which kills itself before its n-th writing statement."""
    left = [statements]

    def count_down(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    event.listen(newsroom.warehouse.engine, "before_cursor_execute", count_down)
    write_draft(newsroom, DraftRequest(opportunity_id=opportunity), Run("killed"))


def _in_child(home: Path, opportunity: int, statements: int, settings: Any, catalogue: Any) -> None:
    warehouse = open_warehouse(settings.warehouse_url, settings.blobs_url)
    _die_at(Newsroom(settings, catalogue, warehouse, FixedClock(NOON)), opportunity, statements)


def test_killed_before_any_statement_nothing_is_lost_or_written_twice(
    desk_newsroom: Newsroom, tmp_path: Path, opportunity: int, run: Run
) -> None:
    context = multiprocessing.get_context("fork")
    died = 0
    for statements in range(1, 40):
        child = context.Process(
            target=_in_child,
            args=(tmp_path, opportunity, statements, desk_newsroom.settings, desk_newsroom.catalogue),
        )
        child.start()
        child.join()
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
        died += 1
        assert count(desk_newsroom, t.Draft) == count(desk_newsroom, t.DraftCitation) == 0
    assert died >= 4
    made = write(desk_newsroom, run, opportunity)
    assert (made.unchanged, made.revision, count(desk_newsroom, t.Draft)) == (True, 1, 1)
    assert count(desk_newsroom, t.DraftCitation) == made.citations > 0


@pytest.mark.postgres
def test_drafts_work_on_both_databases(any_newsroom: Newsroom, run: Run) -> None:
    newsroom = with_desks(any_newsroom, DESK, OTHER_DESK)
    with newsroom.warehouse.transaction() as session:
        press = Press(newsroom, session)
        ids = [press.print("nation", "Kenya holds", NATION).id, press.print("monitor", "On hold", MONITOR).id]
    made = write(newsroom, run, article_ids=tuple(ids))
    assert (made.revision, made.status) == (1, "draft")
    assert write(newsroom, run, article_ids=tuple(ids)).unchanged
