"""``kill -9`` in each stage of a real run; the next run continues, and nothing is lost or fetched again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, text

from pipeline.clock import UTC
from pipeline.demo.sites import DemoWorld, running
from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import Warehouse, open_warehouse
from pipeline_tests.e2e.emcip import emcip, run_until

pytestmark = pytest.mark.timeout(600)
STAGES = ("raw_articles", "extracted_articles", "translations", "scores")


@pytest.fixture(scope="module")
def world() -> Iterator[DemoWorld]:
    with running(present=dt.datetime.now(UTC)) as world:
        yield world


def _extra(world: DemoWorld, folder: Path) -> dict[str, str]:
    world.write_catalogue(folder)
    return {"EMCIP_CATALOGUE": str(folder), "EMCIP_ALLOW_PRIVATE": "*.localhost", "EMCIP_HOST_DELAY": "0"}


def _open(home: Path) -> Warehouse:
    return open_warehouse(f"sqlite:///{home}/emcip.db", f"file://{home}/blobs")


def _result(home: Path) -> dict[str, tuple[object, ...]]:
    """What came out for each article, without ids and times."""
    with _open(home).reading() as session:
        rows = session.execute(
            select(t.Article.canonical_url, t.Extraction.text_hash, t.Extraction.outcome, t.Score.total)
            .join(t.Extraction, (t.Extraction.article_id == t.Article.id) & t.Extraction.current)
            .outerjoin(t.Score, (t.Score.article_id == t.Article.id) & t.Score.current)
        ).all()
        statuses = set(session.scalars(text("SELECT status FROM article_status")))
    assert statuses <= {"completed", "excluded"}
    return {url: (digest, outcome, round(total or 0, 6)) for url, digest, outcome, total in rows}


@pytest.fixture(scope="module")
def undisturbed(world: DemoWorld, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[object, ...]]:
    folder = tmp_path_factory.mktemp("undisturbed")
    done = emcip("run", "ingest", home=folder / "home", extra=_extra(world, folder / "catalogue"))
    assert done.returncode == 0, done.stderr
    return _result(folder / "home")


def test_a_run_killed_in_every_stage_ends_where_an_undisturbed_one_does(
    world: DemoWorld, undisturbed: dict[str, tuple[object, ...]], tmp_path: Path
) -> None:
    home, extra = tmp_path / "home", _extra(world, tmp_path / "catalogue")
    for stage in STAGES:
        assert run_until(stage, "run", "ingest", home=home, extra=extra), f"no progress line of {stage}"
        with _open(home).reading() as session:
            stored = set(session.scalars(select(t.ArticleVersion.final_url)))
        asked = len(world.requests)
        done = emcip("crawl", "--all", home=home, extra=extra) if stage == STAGES[0] else None
        assert done is None or done.returncode == 0, done.stderr
        again = Counter(request.path for request in world.requests[asked:] if request.status == 200)
        assert not [url for url in stored if again[urlsplit(url).path]], "a stored page was fetched again"
    done = emcip("run", "ingest", home=home, extra=extra)
    assert done.returncode == 0, done.stderr
    assert {url: made[:2] for url, made in _result(home).items()} == {
        url: made[:2] for url, made in undisturbed.items()
    }


def test_materialising_again_fetches_no_page(world: DemoWorld, tmp_path: Path) -> None:
    home, extra = tmp_path / "home", _extra(world, tmp_path / "catalogue")
    assert emcip("run", "ingest", home=home, extra=extra).returncode == 0
    pages = {urlsplit(world.url(piece)).path for piece in world.pieces}
    asked = len(world.requests)
    assert emcip("crawl", "--all", home=home, extra=extra).returncode == 0
    later = world.requests[asked:]
    assert later, "forced sources were polled"
    assert not [request.path for request in later if request.path.split("?")[0] in pages and request.status == 200]
