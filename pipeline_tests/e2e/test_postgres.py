"""The whole chain on a real PostgreSQL, through the ``emcip`` command; and a database that goes away in mid-run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select, text

from pipeline.clock import UTC
from pipeline.crawl.ledger import recount
from pipeline.demo.sites import DemoWorld, running
from pipeline.opportunities.rows import approve
from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import Warehouse, open_warehouse
from pipeline_tests.e2e.emcip import emcip, started
from pipeline_tests.postgres import PostgresServer, find_postgres

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(600)]
MADE = (t.Article, t.ArticleVersion, t.Extraction, t.Translation, t.Score, t.StoryArticle, t.Opportunity, t.Draft)


@dataclass(frozen=True)
class Bureau:
    """A home, its environment, and the database that it uses."""

    home: Path
    extra: dict[str, str]
    url: str

    def open(self) -> Warehouse:
        return open_warehouse(self.url, f"file://{self.home}/blobs")

    def run(self, *arguments: str) -> str:
        done = emcip(*arguments, home=self.home, extra=self.extra)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def everything(self) -> None:
        """Crawl to draft."""
        self.run("run", "ingest")
        self.run("run", "detect_opportunities")
        warehouse = self.open()
        with warehouse.transaction() as session:
            best = session.scalars(
                select(t.Opportunity).order_by(t.Opportunity.priority.desc(), t.Opportunity.id)
            ).first()
            assert best is not None
            if best.status == "detected":
                approve(session, best.desk_id, best.id, dt.datetime.now(UTC))
            key = best.partition_key
        warehouse.close()
        self.run("drafts", "write", key)

    def counts(self) -> dict[str, int]:
        warehouse = self.open()
        with warehouse.reading() as session:
            counts = {made.__tablename__: session.scalar(select(func.count()).select_from(made)) or 0 for made in MADE}
        warehouse.close()
        return counts


@pytest.fixture(scope="module")
def world() -> Iterator[DemoWorld]:
    with running(present=dt.datetime.now(UTC)) as world:
        yield world


def _bureau(world: DemoWorld, folder: Path, url: str) -> Bureau:
    world.write_catalogue(folder / "catalogue")
    extra = {
        "EMCIP_CATALOGUE": str(folder / "catalogue"),
        "EMCIP_ALLOW_PRIVATE": "*.localhost",
        "EMCIP_HOST_DELAY": "0",
        "EMCIP_DATABASE_URL": url,
    }
    return Bureau(folder / "home", extra, url)


@pytest.fixture(scope="module")
def bureau(world: DemoWorld, postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """After one pass of the whole chain."""
    bureau = _bureau(world, tmp_path_factory.mktemp("bureau"), postgres_server.new_database())
    bureau.everything()
    return bureau


def test_the_chain_runs_from_sources_to_a_draft(bureau: Bureau) -> None:
    counts = bureau.counts()
    assert counts["articles"] >= 55
    assert counts["scores"] >= 50
    assert counts["opportunities"] >= 3
    assert counts["drafts"] == 1
    assert not (bureau.home / "emcip.db").exists()
    with bureau.open().reading() as session:
        assert session.scalar(select(func.count()).select_from(t.DraftCitation))
        statuses = set(session.scalars(text("SELECT status FROM article_status")))
        for job in session.scalars(select(t.CrawlJob.id)):
            assert recount(session, job) == []
    assert statuses <= {"completed", "excluded"}


def test_a_second_pass_fetches_no_page_and_makes_nothing(world: DemoWorld, bureau: Bureau) -> None:
    before, asked = bureau.counts(), len(world.requests)
    bureau.everything()
    bureau.run("crawl", "--all")
    bureau.run("run", "process", "--partition", _today(bureau))
    assert bureau.counts() == before
    pages = {urlsplit(world.url(piece)).path for piece in world.pieces}
    fetched = [r.path for r in world.requests[asked:] if r.status == 200 and r.path.split("?")[0] in pages]
    assert fetched == []


@pytest.mark.parametrize("stage", ["raw_articles", "scores"])
def test_a_database_that_goes_away_makes_the_step_ask_for_a_retry(world: DemoWorld, tmp_path: Path, stage: str) -> None:
    (tmp_path / "postgres").mkdir()
    with PostgresServer(find_postgres(), tmp_path / "postgres") as server:
        bureau = _bureau(world, tmp_path, server.new_database())
        with started("run", "ingest", home=bureau.home, extra=bureau.extra) as process:
            assert process.stderr is not None
            assert any(stage in line for line in process.stderr), f"no progress line of {stage}"
            server.stop()
            rest = (line for line in process.stderr)
            assert any("the warehouse does not answer" in line and "trying again in 60 s" in line for line in rest)
        server.start()
        bureau.run("run", "ingest")
        with bureau.open().reading() as session:
            statuses = set(session.scalars(text("SELECT status FROM article_status")))
            urls = set(session.scalars(select(t.Url.state)))
        assert statuses <= {"completed", "excluded"}
        assert "waiting" not in urls


def _today(bureau: Bureau) -> str:
    with bureau.open().reading() as session:
        day, region = session.execute(select(t.Article.cell_date, t.Article.region).limit(1)).one()
    return f"{day}|{region}"
