"""The jobs that keep the house, over a newsroom of the test and a real instance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
import pytest
from sqlalchemy import select

from pipeline.automation.reprocess import request_reprocess
from pipeline.automation.retention import clean_up
from pipeline.automation.sensors import pending
from pipeline.automation.upkeep import maintenance_job, request_reprocess_job
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom
from pipeline.steps import NewsroomResource
from pipeline.warehouse import schema as t
from pipeline.warehouse.claims import this_process
from pipeline_tests.made import NOON, add_article, add_extraction, add_source

CELL = "2026-11-22|sub-saharan-africa"


def _giving(newsroom: Newsroom) -> NewsroomResource:
    """Hands out the newsroom of the test, and leaves it open. Dagster copies resources: hence a class each."""

    class Given(NewsroomResource):
        def open(self) -> Newsroom:
            return newsroom

    return Given()


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def _run(
    job: dg.JobDefinition, newsroom: Newsroom, instance: dg.DagsterInstance, op: str, config: Mapping[str, Any]
) -> dg.ExecuteInProcessResult:
    return job.execute_in_process(
        run_config={"ops": {op: {"config": dict(config)}}},
        resources={"emcip": _giving(newsroom)},
        instance=instance,
        raise_on_error=False,
    )


def _opportunity(number: int, expires_at: dt.datetime) -> t.Opportunity:
    return t.Opportunity(
        desk_id="africa-business",
        cell_date=NOON.date(),
        dedupe_key=f"story:{number}",
        kind="trending",
        title="Port opens",
        angle="",
        rationale="",
        priority=50.0,
        status="detected",
        detected_by="heuristics",
        as_of=NOON,
        expires_at=expires_at,
        created_at=NOON,
        updated_at=NOON,
    )


def test_opportunities_expire_in_their_time(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    with newsroom.warehouse.transaction() as session:
        session.add_all(_opportunity(number, NOON + dt.timedelta(hours=hours)) for number, hours in ((1, -1), (2, 1)))
    assert _run(maintenance_job, newsroom, instance, "maintain", {"tasks": ["expire"]}).success
    with newsroom.warehouse.reading() as session:
        assert list(session.scalars(select(t.Opportunity.status).order_by(t.Opportunity.id))) == ["expired", "detected"]


def test_an_unknown_task_fails_by_name(newsroom: Newsroom, instance: dg.DagsterInstance) -> None:
    done = _run(maintenance_job, newsroom, instance, "maintain", {"tasks": ["tidy"]})
    assert not done.success
    [failure] = done.filter_events(lambda event: event.is_step_failure)
    assert "unknown tasks ['tidy']" in str(failure.step_failure_data.error)


def test_claims_go_with_their_lease_or_their_process_and_not_before(
    newsroom: Newsroom, instance: dg.DagsterInstance
) -> None:
    later = NOON + dt.timedelta(minutes=5)
    dead = f"{this_process().split('/')[0]}/1/0.00"
    with newsroom.warehouse.transaction() as session:
        for subject, owner, expires in (
            ("at work", this_process(), later),
            ("lapsed", this_process(), NOON),
            ("of a dead process", dead, later),
            ("of another machine", "elsewhere/1/0.00", later),
        ):
            session.add(t.Claim(stage="crawl", subject_id=subject, owner=owner, expires_at=expires))
    lines = clean_up(newsroom, instance)
    assert "2 lapsed claims removed" in lines
    with newsroom.warehouse.reading() as session:
        assert set(session.scalars(select(t.Claim.subject_id))) == {"at work", "of another machine"}


def test_states_of_sources_are_kept_for_a_year_after_they_ended(
    newsroom: Newsroom, instance: dg.DagsterInstance
) -> None:
    year = dt.timedelta(days=365)
    with newsroom.warehouse.transaction() as session:
        add_source(session)
        for reason, ended in (
            ("long ago", NOON - year - dt.timedelta(seconds=1)),
            ("lately", NOON - year),
            ("now", None),
        ):
            session.add(
                t.SourceCondition(
                    source_slug="daily-ledger",
                    condition="failing",
                    reason=reason,
                    since=NOON - 2 * year,
                    seen_at=NOON,
                    ended_at=ended,
                )
            )
    assert "1 states of sources removed that ended over 365 days ago" in clean_up(newsroom, instance)
    with newsroom.warehouse.reading() as session:
        assert set(session.scalars(select(t.SourceCondition.reason))) == {"lately", "now"}


def test_what_is_asked_for_again_is_pending_and_its_cell_is_found(
    newsroom: Newsroom, instance: dg.DagsterInstance
) -> None:
    with newsroom.warehouse.transaction() as session:
        article = add_article(newsroom.warehouse, session, add_source(session))
        add_extraction(session, article, text="Words.", version=EXTRACTOR_VERSION)
    assert "extraction" not in {row.stage for row in pending(newsroom)}
    wish = {"stage": "extraction", "cells": [CELL], "reason": "new rules"}
    assert _run(request_reprocess_job, newsroom, instance, "ask_again", wish).success
    assert {row.stage: row.cell.key for row in pending(newsroom)}["extraction"] == CELL
    with newsroom.warehouse.reading() as session:
        request = session.scalars(select(t.ReprocessRequest)).one()
    assert (request.stage, request.articles, request.reason) == ("extraction", 1, "new rules")


def test_the_same_may_be_asked_for_again_and_again(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        article = add_article(newsroom.warehouse, session, add_source(session))
    for _ in range(3):
        with newsroom.warehouse.transaction() as session:
            add_extraction(session, session.get_one(t.Article, article.id), text="Words.", version=EXTRACTOR_VERSION)
        assert request_reprocess(newsroom, stage="extraction", article_ids=[article.id]) == 1


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"stage": "crawl", "cells": [CELL]}, "use one of extraction, translation, scoring"),
        ({"stage": "scoring"}, "say what to do again"),
        ({"stage": "scoring", "cells": ["yesterday"]}, "'yesterday' is not a cell"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_with_a_remedy(
    newsroom: Newsroom, wish: dict[str, Any], says: str
) -> None:
    with pytest.raises(ConfigurationError, match=says):
        request_reprocess(newsroom, **wish)
