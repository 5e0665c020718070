"""Nothing that comes out depends on when it was worked out, and midnight loses nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pipeline.catalogue.loader import Catalogue, load_catalogue
from pipeline.cells import REGIONS, Cell
from pipeline.clock import FixedClock
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.request import CrawlRequest
from pipeline.demo.sites import DemoWorld, running
from pipeline.extraction.stage import extract_cells
from pipeline.newsroom import Newsroom, Run
from pipeline.opportunities.detect import DetectRequest, detect_opportunities
from pipeline.scoring.stage import score_cells
from pipeline.settings import Settings
from pipeline.sources.sync import sync_catalogue
from pipeline.translation.stage import translate_cells
from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import open_warehouse
from pipeline_tests.made import NOON

pytestmark = pytest.mark.timeout(600)
RUN = Run(run_id="clock", trigger="test")
TODAY = [Cell(NOON.date(), region) for region in REGIONS]


@pytest.fixture(scope="module")
def world() -> Iterator[DemoWorld]:
    with running(present=NOON) as world:
        yield world


@pytest.fixture(scope="module")
def catalogue(world: DemoWorld, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(world.write_catalogue(tmp_path_factory.mktemp("catalogue")).parent)


@pytest.fixture(scope="module")
def crawled(world: DemoWorld, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the world was crawled, and nothing else done."""
    home = tmp_path_factory.mktemp("crawled") / "home"
    newsroom = _newsroom(home, catalogue, NOON)
    sync_catalogue(newsroom)
    crawl_cells(newsroom, TODAY, CrawlRequest(), RUN)
    newsroom.warehouse.close()
    return home


def _newsroom(home: Path, catalogue: Catalogue, now: dt.datetime) -> Newsroom:
    home.mkdir(parents=True, exist_ok=True)
    settings = Settings(home=home, host_delay=0.0, allow_private=("*.localhost",), extraction_workers=1)
    warehouse = open_warehouse(settings.warehouse_url, settings.blobs_url)
    return Newsroom(settings, catalogue, warehouse, FixedClock(now))


def _made(home: Path, catalogue: Catalogue, now: dt.datetime) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the stages after the crawl make of it, worked out at ``now``, without ids."""
    newsroom = _newsroom(home, catalogue, now)
    for stage in (extract_cells, translate_cells, score_cells):
        stage(newsroom, TODAY, RUN)
    for desk in catalogue.desks:
        detect_opportunities(newsroom, desk.slug, NOON.date(), DetectRequest(), RUN)
    x, s, o = t.Extraction, t.Score, t.Opportunity
    with newsroom.warehouse.reading() as session:
        pages = session.execute(
            select(t.Article.canonical_url, x.title, x.text_hash, x.outcome, x.language, x.published_at)
            .join(x, x.article_id == t.Article.id)
            .order_by(t.Article.canonical_url)
        )
        scores = session.execute(
            select(t.Article.canonical_url, s.total, s.timeliness, s.quality_category, s.reasons, s.as_of)
            .join(s, s.article_id == t.Article.id)
            .order_by(t.Article.canonical_url)
        )
        found = session.execute(
            select(o.desk_id, o.cell_date, o.kind, o.title, o.rationale, o.priority, o.as_of, o.expires_at).order_by(
                o.desk_id, o.title
            )
        )
        made: dict[str, list[tuple[object, ...]]] = {
            "pages": [tuple(row) for row in pages],
            "scores": [tuple(row) for row in scores],
            "opportunities": [tuple(row) for row in found],
        }
    newsroom.warehouse.close()
    return made


@pytest.mark.parametrize("later", [dt.timedelta(hours=11, minutes=59, seconds=50), dt.timedelta(days=400)])
def test_the_same_pages_give_the_same_results_at_any_time(
    crawled: Path, catalogue: Catalogue, tmp_path: Path, later: dt.timedelta
) -> None:
    results = []
    for name, now in (("now", NOON), ("later", NOON + later)):
        shutil.copytree(crawled, tmp_path / name)
        results.append(_made(tmp_path / name, catalogue, now))
    assert results[0]["pages"] and results[0]["scores"] and results[0]["opportunities"]
    assert results[0] == results[1]


def test_what_waits_at_midnight_is_fetched_the_next_day_and_stays_in_its_cell(
    world: DemoWorld, catalogue: Catalogue, tmp_path: Path
) -> None:
    late = dt.datetime.combine(NOON.date(), dt.time(23, 59, 50), dt.UTC)
    newsroom = _newsroom(tmp_path / "home", catalogue, late)
    sync_catalogue(newsroom)
    crawl_cells(newsroom, TODAY, CrawlRequest(max_items=1), RUN)
    with newsroom.warehouse.reading() as session:
        waiting = set(session.scalars(select(t.Url.canonical_url).where(t.Url.state == "waiting")))
    assert waiting
    past_midnight = dataclasses.replace(newsroom, clock=FixedClock(late + dt.timedelta(seconds=15)))
    summaries = crawl_cells(past_midnight, TODAY, CrawlRequest(poll=True), RUN)
    assert "no source was polled" in summaries[TODAY[0]].notes[0]
    with newsroom.warehouse.reading() as session:
        rows = session.scalars(select(t.Url).where(t.Url.canonical_url.in_(waiting))).all()
    assert {row.cell_date for row in rows} == {NOON.date()}
    assert not [row.canonical_url for row in rows if row.state == "waiting"]
    tomorrow = [Cell(NOON.date() + dt.timedelta(days=1), region) for region in REGIONS]
    again = crawl_cells(past_midnight, tomorrow, CrawlRequest(force=True), RUN)
    assert sum(summary.counts["fetched"] for summary in again.values()) == 0
    newsroom.warehouse.close()
