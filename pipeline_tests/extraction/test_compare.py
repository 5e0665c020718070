"""Two versions of the extractor over one warehouse: what changes is told before anything is replaced."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from pipeline.catalogue.loader import load_catalogue
from pipeline.clock import FixedClock
from pipeline.extraction.compare import compare_sample, similarity
from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline.extraction.rows import pending_by_cell
from pipeline.extraction.stage import extract_cells
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.extraction.work import Extractor, PageJob, PageResult, extract_job_with
from pipeline.newsroom import Newsroom, Run
from pipeline.settings import Settings
from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import open_warehouse
from pipeline_tests.extraction.pages import page
from pipeline_tests.extraction.test_stage import CELL, _add, _extractions
from pipeline_tests.made import NOON


def _shorter(body: bytes, *, url: str | None, content_type: str | None, country: str | None) -> ExtractedPage:
    """An older extractor, which lost the last paragraph and the case of titles."""
    found = extract_page(body, url=url, content_type=content_type, country=country)
    text = "\n".join(found.text.split("\n")[:-1])
    return dataclasses.replace(found, text=text, title=(found.title or "").upper())


def older_work(job: PageJob) -> PageResult:
    return extract_job_with(_shorter, job)


def killing_work(job: PageJob) -> PageResult:
    """The present extractor, in a run that dies over its last page."""
    if (job.url or "").endswith("/3"):
        os.kill(int(Path(os.environ["EMCIP_TEST_PARENT"]).read_text()), signal.SIGKILL)
    return extract_job_with(extract_page, job)


OLDER = Extractor("emcip-0+older", older_work)


def _versions(newsroom: Newsroom) -> dict[str, set[bool]]:
    found: dict[str, set[bool]] = {}
    for row in _extractions(newsroom):
        found.setdefault(row.version, set()).add(row.current)
    return found


def test_dry_run_tells_what_changes_and_writes_nothing(any_newsroom: Newsroom, run: Run) -> None:
    _add(any_newsroom, ["a", "b", "c"])
    _add(any_newsroom, ["gone"], body=page(["It may have moved."], title="404 - Page not found", furniture=False))
    extract_cells(any_newsroom, [CELL], run, extractor=OLDER)
    found = compare_sample(any_newsroom, sample=10)
    assert (found.pages, found.failed, found.changed) == (4, 0, 4)
    assert found.fields["text"] == 4
    assert 0.6 < found.similarity < 0.95
    assert found.versions == {OLDER.version}
    assert found.sources == {"daily-ledger": (4, 4)}
    assert found.examples[0].similarity <= found.examples[-1].similarity
    assert "100% of 4 articles change" in found.told()
    assert _versions(any_newsroom) == {OLDER.version: {True}}


def test_sample_is_the_same_each_time_and_keeps_to_what_was_asked_for(newsroom: Newsroom, run: Run) -> None:
    ids = _add(newsroom, [str(number) for number in range(6)])
    extract_cells(newsroom, [CELL], run, extractor=OLDER)
    one, two = compare_sample(newsroom, sample=3), compare_sample(newsroom, sample=3)
    assert one.pages == 3
    assert one == two
    assert [each.article_id for each in compare_sample(newsroom, sample=9, article_ids=ids[:1]).examples] == ids[:1]
    assert compare_sample(newsroom, sample=9, article_ids=[999]).pages == 0


def test_the_same_version_changes_nothing(newsroom: Newsroom, run: Run) -> None:
    dated = page(head="<meta property='article:published_time' content='2026-11-22T09:00:00+03:00'>")
    _add(newsroom, ["a"], body=dated)
    extract_cells(newsroom, [CELL], run)
    found = compare_sample(newsroom, sample=10)
    assert (found.pages, found.changed, found.similarity) == (1, 0, 1.0)
    assert "0% of 1 articles change (nothing)" in found.told()


def test_stage_tells_what_it_replaces_before_it_does(newsroom: Newsroom) -> None:
    _add(newsroom, ["a", "b"])
    extract_cells(newsroom, [CELL], Run("older"), extractor=OLDER)
    with newsroom.warehouse.reading() as session:
        (waiting,) = pending_by_cell(session, NOON)
    assert (waiting.count, waiting.version) == (2, EXTRACTOR_VERSION)
    told: list[tuple[str, dict[str, set[bool]]]] = []
    run = Run("newer", log=lambda line: told.append((line, _versions(newsroom))))
    summary = extract_cells(newsroom, [CELL], run)[CELL]
    (line, there) = next(each for each in told if "replaces rows" in each[0])
    assert "100% of 2 articles change" in line
    assert there == {OLDER.version: {True}}
    assert _versions(newsroom) == {OLDER.version: {False}, EXTRACTOR_VERSION: {True}}
    assert (summary.counts["replaced"], summary.amounts["share_changed"]) == (2, 1.0)
    assert summary.amounts["mean_similarity"] < 0.95
    assert summary.notes[0].startswith(f"{EXTRACTOR_VERSION} replaced rows")


def test_run_that_is_killed_replaces_nothing_it_has_not_committed(newsroom: Newsroom, tmp_path: Path) -> None:
    ids = _add(newsroom, ["1", "2", "3"])
    extract_cells(newsroom, [CELL], Run("older"), extractor=OLDER)
    note, script = tmp_path / "pid", tmp_path / "killed.py"
    script.write_text(
        "from pipeline_tests.extraction.test_compare import replace_until_killed\n"
        f"if __name__ == '__main__':\n    replace_until_killed({str(newsroom.settings.home)!r}, {str(note)!r})\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "EMCIP_TEST_PARENT": str(note)}
    assert subprocess.run([sys.executable, str(script)], env=environment, timeout=200).returncode == -9
    assert _versions(newsroom) == {OLDER.version: {True}}
    extract_cells(newsroom, [CELL], Run("again"))
    with newsroom.warehouse.reading() as session:
        current = session.execute(select(t.Extraction.article_id, t.Extraction.version).where(t.Extraction.current))
        assert sorted(tuple(row) for row in current) == [(article, EXTRACTOR_VERSION) for article in ids]


def replace_until_killed(home: str, note: str) -> None:
    """The main program of a process that its last page kills."""
    Path(note).write_text(str(os.getpid()))
    settings = Settings(home=Path(home), extraction_workers=1)
    warehouse = open_warehouse(settings.warehouse_url, settings.blobs_url)
    newsroom = Newsroom(settings, load_catalogue(), warehouse, FixedClock(NOON))
    extract_cells(newsroom, [CELL], Run("killed"), extractor=Extractor(EXTRACTOR_VERSION, killing_work))


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("", "", 1.0, 1.0),
        ("a b c d e", "", 0.0, 0.0),
        ("a b c d e f", "a b c d e f", 1.0, 1.0),
        ("a b c d e f", "g h i j k l", 0.0, 0.0),
        ("港口第三座集装箱码头周一启用", "港口第三座集装箱码头周二启用", 0.4, 0.9),
    ],
)
def test_similarity_is_that_of_four_grams(one: str, other: str, low: float, high: float) -> None:
    assert low <= similarity(one, other) <= high
