"""``emcip demo`` as a newcomer runs it, and runs it again."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import Warehouse, make_engine, open_warehouse
from pipeline_tests.e2e.emcip import emcip

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "home"


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def told(home: Path, port: int) -> str:
    """What the first demo says."""
    done = emcip("demo", home=home, extra={"EMCIP_DEMO_PORT": str(port)})
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture
def warehouse(home: Path, told: str) -> Warehouse:
    return open_warehouse(f"sqlite:///{home}/emcip.db", f"file://{home}/blobs")


def _counts(warehouse: Warehouse) -> dict[str, int]:
    tables = (t.Article, t.ArticleVersion, t.Extraction, t.Translation, t.Score, t.Opportunity, t.Draft)
    with warehouse.reading() as session:
        return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_the_demo_tells_what_it_found_and_shows_a_draft(told: str) -> None:
    assert "Opportunities, best first" in told
    assert "articles" in told and "languages" in told
    assert "without a language model" in told  # a draft made of excerpts says what it is
    assert "make run" in told


def test_articles_of_many_languages_are_complete(warehouse: Warehouse) -> None:
    with warehouse.reading() as session:
        rows = session.execute(text("SELECT status, count(*) FROM article_status GROUP BY status"))
        statuses: dict[str, int] = {str(status): count for status, count in rows}
        languages = set(session.scalars(select(t.Extraction.language).where(t.Extraction.outcome == "article")))
    assert statuses["completed"] >= 50
    assert set(statuses) <= {"completed", "excluded"}
    assert len(languages) >= 7


def test_walls_and_stubs_are_set_aside_for_what_they_are(warehouse: Warehouse) -> None:
    with warehouse.reading() as session:
        outcomes = set(session.scalars(select(t.Extraction.outcome)))
    assert {"article", "paywall", "wall", "stub"} <= outcomes


def test_every_url_is_accounted_for(warehouse: Warehouse) -> None:
    with warehouse.reading() as session:
        jobs = session.scalars(select(t.CrawlJob)).all()
    assert jobs
    for job in jobs:
        ends = job.fetched + job.known + job.duplicate + job.dropped + job.failed + job.waiting
        assert job.discovered + job.carried_in == ends, job.region


def test_a_story_told_by_several_outlets_is_one_story(warehouse: Warehouse) -> None:
    with warehouse.reading() as session:
        sizes = session.scalars(
            select(func.count(func.distinct(t.Article.source_slug)))
            .select_from(t.StoryArticle)
            .join(t.Article, t.Article.id == t.StoryArticle.article_id)
            .group_by(t.StoryArticle.story_id)
        ).all()
    assert sum(size >= 3 for size in sizes) >= 3


def test_every_citation_of_the_draft_is_in_its_source(warehouse: Warehouse) -> None:
    with warehouse.reading() as session:
        cited = session.execute(
            select(
                t.DraftCitation.quoted_text,
                t.DraftCitation.source_sentence_index,
                t.Extraction.title,
                t.Extraction.text,
            ).join(t.Extraction, (t.Extraction.article_id == t.DraftCitation.article_id) & t.Extraction.current)
        ).all()
    assert len(cited) >= 5
    for quoted, sentence, title, body in cited:
        source = title if sentence < 0 else body  # the headline comes before the first sentence
        assert " ".join(quoted.split()) in " ".join((source or "").split())


def test_a_second_demo_does_nothing_anew(home: Path, warehouse: Warehouse) -> None:
    before = _counts(warehouse)
    done = emcip("demo", home=home)
    assert done.returncode == 0, done.stderr
    assert _counts(warehouse) == before


def test_status_tells_that_nothing_is_pending(home: Path, told: str) -> None:
    figures = json.loads(emcip("status", "--json", home=home).stdout)
    assert figures["pending"] == {}
    assert figures["spent_usd"]["month"] == 0


def test_nothing_is_written_outside_the_home(home: Path, told: str) -> None:
    assert {path.name for path in home.parent.iterdir()} <= {"home"}


def test_the_demo_does_not_touch_a_home_that_holds_something_else(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    make_engine(f"sqlite:///{home}/emcip.db").connect().close()
    done = emcip("demo", home=home)
    assert done.returncode == 1
    assert "set EMCIP_HOME to an empty folder" in done.stderr
