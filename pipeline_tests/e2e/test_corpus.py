"""The whole chain over hundreds of captured real pages, served as web sites; then the same again.

``EMCIP_CORPUS`` names the folder of the corpus; the tool that serves it lies beside it (``tools/replay.py``).
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import yaml
from sqlalchemy import func, select, text

from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import Warehouse, open_warehouse
from pipeline_tests.e2e.emcip import emcip, started

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(1500)]

MEMORY_BYTES = 900_000_000
# an ISO 639-1 code that the corpus's annotators and language detectors use for one another
SAME_LANGUAGE = {"nb": "no", "nn": "no", "zh-tw": "zh", "zh-cn": "zh", "fil": "tl"}


@dataclass
class Replay:
    """The corpus as served: its folder, the catalogue that was written for it, and the log of requests."""

    corpus: Path
    catalogue: Path
    log: Path

    def requests(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    corpus = Path(os.environ["EMCIP_CORPUS"]).resolve()
    assert (corpus / "pages.jsonl").exists(), f"EMCIP_CORPUS={corpus} holds no pages.jsonl"
    folder = tmp_path_factory.mktemp("replay")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(corpus.parent / "tools" / "replay.py"), "--port", str(port), "--texts"]
    command += ["--catalogue", str(folder / "catalogue"), "--log", str(folder / "requests.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("ready")
        yield Replay(corpus, folder / "catalogue", folder / "requests.jsonl")
        # not terminate(): Dagster gives SIGTERM the handling of SIGINT, which a background shell ignores, and the
        # child inherits that
        server.kill()


def _extra(replay: Replay) -> dict[str, str]:
    return {
        "EMCIP_CATALOGUE": str(replay.catalogue),
        "EMCIP_ALLOW_PRIVATE": "127.0.0.0/8",
        "EMCIP_HOST_DELAY": "0",
    }


def _run_watching_memory(replay: Replay, home: Path) -> tuple[int, int, str]:
    """Exit code, the peak of the summed proportional memory of the process tree, and standard error."""
    peak, lines = 0, []
    with started("run", "ingest", home=home, extra=_extra(replay)) as process:
        assert process.stderr is not None
        for line in process.stderr:  # the run tells its progress all the time; each line is an occasion to look
            lines.append(line)
            peak = max(peak, _proportional_memory(process.pid))
        return process.wait(), peak, "".join(lines)


def _proportional_memory(pid: int) -> int:
    total = 0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        try:
            total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue  # it ended between listing and looking
    return total


@pytest.fixture(scope="module")
def home(replay: Replay, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after one run over everything, whose memory was watched."""
    home = tmp_path_factory.mktemp("corpus") / "home"
    code, peak, told = _run_watching_memory(replay, home)
    assert code == 0, told[-3000:]
    assert 50_000_000 < peak < MEMORY_BYTES, f"peak {peak / 1e6:.0f} MB"
    return home


@pytest.fixture
def warehouse(home: Path) -> Warehouse:
    return open_warehouse(f"sqlite:///{home}/emcip.db", f"file://{home}/blobs")


def _pages(replay: Replay) -> dict[tuple[str, str], dict[str, object]]:
    """The corpus's article pages by source and path."""
    rows = [json.loads(line) for line in (replay.corpus / "pages.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = {}
    for row in rows:
        parts = urlsplit(row["url"])
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if row["page_type"] == "article":
            pages[(row["source"], path)] = row
    return pages


def _found(warehouse: Warehouse) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Outcome and language by source and path, as the sites were asked for it."""
    with warehouse.reading() as session:
        rows = session.execute(
            select(t.Article.source_slug, t.Article.url, t.Extraction.outcome, t.Extraction.language).join(
                t.Extraction, (t.Extraction.article_id == t.Article.id) & t.Extraction.current
            )
        ).all()
    found = {}
    for slug, url, outcome, language in rows:
        parts = urlsplit(url)
        found[(slug, parts.path + (f"?{parts.query}" if parts.query else ""))] = (outcome, language)
    return found


def _language(code: object) -> str:
    return SAME_LANGUAGE.get(str(code).lower(), str(code).lower().split("-")[0])


def test_free_articles_end_as_articles_in_their_language(replay: Replay, warehouse: Warehouse) -> None:
    found, wrong, free = _found(warehouse), [], 0
    for key, page in _pages(replay).items():
        if "paywall" in page["flags"]:  # type: ignore[operator]
            continue
        free += 1
        outcome, language = found.get(key, ("missing", None))
        if outcome != "article" or _language(language) != _language(page["language"]):
            wrong.append((*key, outcome, language, page["language"]))
    assert free > 400
    assert len(wrong) <= 0.03 * free, f"{len(wrong)} of {free}: {wrong[:30]}"


def test_pages_behind_a_paywall_end_as_articles_or_as_paywall(replay: Replay, warehouse: Warehouse) -> None:
    found = _found(warehouse)
    outcomes = Counter(
        found.get(key, ("missing", None))[0]
        for key, page in _pages(replay).items()
        if "paywall" in page["flags"]  # type: ignore[operator]
    )
    assert outcomes.total() > 40
    assert outcomes["article"] + outcomes["paywall"] >= 0.9 * outcomes.total(), outcomes


def test_every_url_is_accounted_for(warehouse: Warehouse) -> None:
    with warehouse.reading() as session:
        jobs = session.scalars(select(t.CrawlJob).where(t.CrawlJob.region.is_not(None))).all()
    assert len(jobs) == 9
    for job in jobs:
        ends = job.fetched + job.known + job.duplicate + job.dropped + job.failed + job.waiting
        assert job.discovered + job.carried_in == ends, job.region


def test_articles_are_complete_or_told_apart(warehouse: Warehouse) -> None:
    with warehouse.reading() as session:
        rows = session.execute(text("SELECT status, count(*) FROM article_status GROUP BY status"))
        statuses: dict[str, int] = {str(status): count for status, count in rows}
    assert set(statuses) <= {"completed", "excluded", "failed"}
    assert statuses.get("failed", 0) <= 5
    assert statuses["completed"] > 1500


def test_the_second_run_fetches_no_page_and_makes_nothing(replay: Replay, home: Path, warehouse: Warehouse) -> None:
    tables = (t.ArticleVersion, t.Extraction, t.Translation, t.Score)

    def counts() -> list[int]:
        with warehouse.reading() as session:
            return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    before, asked = counts(), len(replay.requests())
    run_config = home.parent / "force.yaml"
    run_config.write_text(yaml.safe_dump({"ops": {"raw_articles": {"config": {"force": True}}}}))
    done = emcip("run", "ingest", "--config", str(run_config), home=home, extra=_extra(replay))
    assert done.returncode == 0, done.stderr[-3000:]
    feeds = {"/", "/feed.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml", "/sitemap.xml", "/robots.txt"}
    later = replay.requests()[asked:]
    assert later, "forced sources were polled"
    assert [row["path"] for row in later if row["path"] not in feeds] == []
    assert counts() == before


def test_opportunities_and_a_draft_come_out(replay: Replay, home: Path, warehouse: Warehouse) -> None:
    done = emcip("run", "detect_opportunities", home=home, extra=_extra(replay))
    assert done.returncode == 0, done.stderr[-3000:]
    with warehouse.reading() as session:
        found = Counter(session.scalars(select(t.Opportunity.kind)))
    assert found["trending"] >= 1 and found.total() >= 5, found
