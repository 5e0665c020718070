"""The stage over the warehouse: what is pending is done once, and nothing is lost however a run ends."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from pipeline.catalogue.loader import load_catalogue
from pipeline.cells import Cell
from pipeline.clock import UTC, FixedClock
from pipeline.extraction.pool import AHEAD
from pipeline.extraction.rows import pending_by_cell, pending_pages, write_results
from pipeline.extraction.stage import BATCH, extract_cells
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.extraction.work import Extractor, PageJob, PageResult, extract_job
from pipeline.newsroom import Newsroom, Run
from pipeline.settings import Settings
from pipeline.summary import Summary
from pipeline.warehouse import schema as t
from pipeline.warehouse.claims import claim
from pipeline.warehouse.engine import open_warehouse
from pipeline_tests.extraction.hostile import hostile_work
from pipeline_tests.extraction.pages import PORT, page
from pipeline_tests.made import NOON, add_article, add_source

CELL = Cell(NOON.date(), "sub-saharan-africa")


def _add(newsroom: Newsroom, names: list[str], body: bytes | None = None, **fields: Any) -> list[int]:
    with newsroom.warehouse.transaction() as session:
        source = session.get(t.Source, "daily-ledger") or add_source(session)
        return [
            add_article(
                newsroom.warehouse,
                session,
                source,
                page=body or page(title=f"Third terminal opens: {name}"),
                url=f"https://daily-ledger.example/{name}",
                **fields,
            ).id
            for name in names
        ]


def _revise(newsroom: Newsroom, article_id: int, body: bytes) -> None:
    with newsroom.warehouse.transaction() as session:
        article = session.get_one(t.Article, article_id)
        article.revision += 1
        key = newsroom.warehouse.blobs.put(body)
        session.add(
            t.ArticleVersion(
                article_id=article_id, revision=article.revision, blob_key=key, raw_hash=key, body_bytes=len(body),
                content_type="text/html", final_url=article.url, http_status=200, headers={}, fetched_at=NOON,
            )
        )  # fmt: skip


def _extractions(newsroom: Newsroom) -> list[t.Extraction]:
    with newsroom.warehouse.reading() as session:
        return list(session.scalars(select(t.Extraction).order_by(t.Extraction.article_id, t.Extraction.revision)))


def _failures(newsroom: Newsroom) -> dict[int, tuple[str, bool]]:
    with newsroom.warehouse.reading() as session:
        return {int(row.subject_id): (row.reason, row.permanent) for row in session.scalars(select(t.FailureRow))}


def _claims(newsroom: Newsroom) -> int:
    with newsroom.warehouse.reading() as session:
        return session.scalar(select(func.count()).select_from(t.Claim)) or 0


def _refuse(job: PageJob) -> PageResult:
    raise AssertionError(f"nothing should be extracted, but {job.url} was")


HOSTILE = Extractor(EXTRACTOR_VERSION, hostile_work)
REFUSING = Extractor(EXTRACTOR_VERSION, _refuse)


def test_pages_of_a_cell_become_current_extractions(any_newsroom: Newsroom, run: Run) -> None:
    ids = _add(any_newsroom, ["a", "b", "c"])
    summary = extract_cells(any_newsroom, [CELL], run)[CELL]
    rows = _extractions(any_newsroom)
    assert [row.article_id for row in rows] == ids
    assert {(row.outcome, row.language, row.version, row.current) for row in rows} == {
        ("article", "en", EXTRACTOR_VERSION, True)
    }
    assert rows[0].text.split("\n") == PORT
    assert rows[0].run_id == run.run_id
    assert summary.counts["extracted"] == summary.counts["article"] == 3
    assert summary.preview[0]["title"] == "Third terminal opens: a"
    assert _claims(any_newsroom) == 0


def test_second_run_of_a_cell_extracts_nothing(newsroom: Newsroom, run: Run) -> None:
    _add(newsroom, ["a"])
    extract_cells(newsroom, [CELL], run)
    with newsroom.warehouse.reading() as session:
        assert pending_by_cell(session, NOON) == []
    summary = extract_cells(newsroom, [CELL], run, extractor=REFUSING)[CELL]
    assert summary.counts == Summary().counts
    assert summary.notes == [f"nothing to extract: every page has its extraction by {EXTRACTOR_VERSION}"]


def test_only_the_cells_asked_for_are_extracted(newsroom: Newsroom, run: Run) -> None:
    yesterday = Cell(CELL.day - dt.timedelta(days=1), CELL.region)
    _add(newsroom, ["today"])
    _add(newsroom, ["yesterday"], cell_date=yesterday.day)
    summaries = extract_cells(newsroom, [yesterday], run)
    assert list(summaries) == [yesterday]
    assert summaries[yesterday].counts["extracted"] == 1
    with newsroom.warehouse.reading() as session:
        assert [pending.cell for pending in pending_by_cell(session, NOON)] == [CELL]


def test_new_version_makes_rows_pending_and_keeps_the_old_ones(newsroom: Newsroom, run: Run) -> None:
    (article_id,) = _add(newsroom, ["a"])
    with newsroom.warehouse.transaction() as session:
        pending = pending_pages(session, CELL, NOON, after=0, limit=9, version="older")
        result = PageResult(page=extract_job(PageJob(path=_file(newsroom))).page)
        write_results(session, [(pending[0], result)], now=NOON, run_id="r", version="older")
    with newsroom.warehouse.reading() as session:
        assert pending_by_cell(session, NOON, version="older") == []
        (waiting,) = pending_by_cell(session, NOON)
    assert (waiting.count, waiting.version) == (1, EXTRACTOR_VERSION)
    extract_cells(newsroom, [CELL], run)
    rows = {row.version: row.current for row in _extractions(newsroom)}
    assert rows == {"older": False, EXTRACTOR_VERSION: True}
    assert article_id


def _file(newsroom: Newsroom) -> str:
    path = newsroom.settings.home / "page.html"
    path.write_bytes(page())
    return str(path)


def test_version_that_comes_back_makes_its_row_current_again(newsroom: Newsroom, run: Run) -> None:
    _add(newsroom, ["a"])
    extract_cells(newsroom, [CELL], run)
    result = extract_job(PageJob(path=_file(newsroom)))
    with newsroom.warehouse.transaction() as session:
        pending = pending_pages(session, CELL, NOON, after=0, limit=9, version="newer")
        write_results(session, [(pending[0], result)], now=NOON, run_id="r", version="newer")
    extract_cells(newsroom, [CELL], run)
    assert {row.version: row.current for row in _extractions(newsroom)} == {"newer": False, EXTRACTOR_VERSION: True}


def test_new_revision_is_extracted_and_replaces_the_current_row(newsroom: Newsroom, run: Run) -> None:
    (article_id,) = _add(newsroom, ["a"])
    extract_cells(newsroom, [CELL], run)
    _revise(newsroom, article_id, page([*PORT, "The authority later corrected the cost to 330 million dollars."]))
    extract_cells(newsroom, [CELL], run)
    first, second = _extractions(newsroom)
    assert (first.revision, first.current, second.revision, second.current) == (1, False, 2, True)
    assert second.text.endswith("330 million dollars.")


def test_bad_pages_are_recorded_and_do_not_come_back(newsroom: Newsroom, run: Run) -> None:
    ids = _add(newsroom, ["good", "crash", "fine"])
    summary = extract_cells(newsroom, [CELL], run, extractor=HOSTILE)[CELL]
    assert (summary.counts["extracted"], summary.counts["failed"]) == (2, 1)
    assert _failures(newsroom) == {ids[1]: ("crashed", True)}
    again = extract_cells(newsroom, [CELL], run, extractor=REFUSING)[CELL]
    assert again.counts["failed"] == 0


def test_page_that_hangs_is_a_permanent_failure_until_its_bytes_change(newsroom: Newsroom, run: Run) -> None:
    (article_id,) = _add(newsroom, ["hang"])
    impatient = Newsroom(
        newsroom.settings.model_copy(update={"page_timeout": 2.0}), newsroom.catalogue, newsroom.warehouse,
        newsroom.clock,
    )  # fmt: skip
    extract_cells(impatient, [CELL], run, extractor=HOSTILE)
    assert _failures(newsroom) == {article_id: ("too_slow", True)}
    extract_cells(newsroom, [CELL], run, extractor=REFUSING)
    _revise(newsroom, article_id, page(title="Mended"))
    extract_cells(newsroom, [CELL], run)
    assert _failures(newsroom) == {}
    assert [row.title for row in _extractions(newsroom)] == ["Mended"]


def test_missing_bytes_are_a_failure_that_names_the_blob(newsroom: Newsroom, run: Run) -> None:
    (article_id,) = _add(newsroom, ["a"])
    with newsroom.warehouse.transaction() as session:
        session.get_one(t.ArticleVersion, (article_id, 1)).blob_key = "ab" * 32
    extract_cells(newsroom, [CELL], run)
    assert _failures(newsroom) == {article_id: ("blob_missing", True)}


def test_pages_that_are_no_articles_are_rows_and_not_failures(newsroom: Newsroom, run: Run) -> None:
    _add(newsroom, ["stub"], body=page(["Three people were hurt."], furniture=False))
    _add(newsroom, ["gone"], body=page(["It may have moved."], title="404 - Page not found", furniture=False))
    summary = extract_cells(newsroom, [CELL], run)[CELL]
    assert sorted(row.outcome for row in _extractions(newsroom)) == ["not_article", "stub"]
    assert summary.counts["stub"] == summary.counts["not_article"] == 1
    assert any("soft_404" in note for note in summary.notes)
    assert _failures(newsroom) == {}


def test_one_text_under_many_addresses_of_a_source_is_no_article(any_newsroom: Newsroom, run: Run) -> None:
    notice = page(["The story has moved to our new site. " * 4, "Please look for it there. " * 8], title="Harbour Post")
    _add(any_newsroom, ["a", "b", "c"], body=notice)
    _add(any_newsroom, ["real"])
    extract_cells(any_newsroom, [CELL], run)
    assert {row.outcome for row in _extractions(any_newsroom)} == {"article"}
    _add(any_newsroom, ["d", "e"], body=notice)
    with any_newsroom.warehouse.transaction() as session:
        other = add_source(session, "evening-wire")
        add_article(any_newsroom.warehouse, session, other, page=notice, url="https://evening-wire.example/a")
    extract_cells(any_newsroom, [CELL], run)
    found = [(row.outcome, row.reason) for row in _extractions(any_newsroom)]
    assert found == [*[("not_article", "same_body")] * 3, ("article", None), *[("not_article", "same_body")] * 2,
                     ("article", None)]  # fmt: skip


def test_rows_claimed_by_another_run_are_left_to_it(newsroom: Newsroom, run: Run) -> None:
    first, second = _add(newsroom, ["a", "b"])
    with newsroom.warehouse.transaction() as session:
        claim(session, "extraction", [first], now=NOON)
        session.get_one(t.Claim, ("extraction", str(first))).owner = "another-machine/1/1.0"
    summary = extract_cells(newsroom, [CELL], run)[CELL]
    assert [row.article_id for row in _extractions(newsroom)] == [second]
    assert summary.counts["left_to_other_runs"] == 1


def test_cancelled_run_stops_between_batches_and_the_next_one_finishes(newsroom: Newsroom) -> None:
    _add(newsroom, [str(number) for number in range(BATCH + 5)])
    answers = iter([False, False, True])
    stopping = Run("r1", log=lambda line: None, cancelled=lambda: next(answers, True))
    summary = extract_cells(newsroom, [CELL], stopping)[CELL]
    assert summary.counts["extracted"] == BATCH
    assert "cancelled: the rest of the pages stays pending" in summary.notes
    assert _claims(newsroom) == 0
    rest = extract_cells(newsroom, [CELL], Run("r2"))[CELL]
    assert rest.counts["extracted"] == 5


def test_kill_in_the_middle_of_a_batch_loses_nothing(newsroom: Newsroom, run: Run, tmp_path: Path) -> None:
    note = tmp_path / "worker.pid"
    names = [f"{number}" for number in range(AHEAD + BATCH + 8)]
    names[-4] = f"x/orphan{note}"  # so far behind that a first batch is written before
    ids = _add(newsroom, names)
    script = tmp_path / "killed.py"
    script.write_text(
        "from pipeline_tests.extraction.test_stage import extract_until_killed\n"
        f"if __name__ == '__main__':\n    extract_until_killed({str(newsroom.settings.home)!r})\n"
    )
    ended = subprocess.run(
        [sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(Path.cwd())}, timeout=200
    )
    assert ended.returncode == -9
    written = len(_extractions(newsroom))
    assert BATCH <= written < len(ids)
    assert 0 < _claims(newsroom) <= len(ids) - written
    extract_cells(newsroom, [CELL], run)
    assert [row.article_id for row in _extractions(newsroom)] == ids
    assert _claims(newsroom) == 0
    assert _failures(newsroom) == {}


def extract_until_killed(home: str) -> None:
    """The main program of a process that a page of its second batch kills."""
    settings = Settings(home=Path(home), extraction_workers=1)
    warehouse = open_warehouse(settings.warehouse_url, settings.blobs_url)
    newsroom = Newsroom(settings, load_catalogue(), warehouse, FixedClock(NOON))
    extract_cells(newsroom, [CELL], Run("killed"), extractor=HOSTILE)


NINE = dt.datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FEED = dt.datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("feed_date", "in_page", "published", "origin", "conflict"),
    [
        (FEED, "2026-11-22T09:00:00Z", FEED, "feed", False),
        (FEED, None, FEED, "feed", False),
        (None, "2026-11-21T09:00:00Z", dt.datetime(2026, 11, 21, 9, tzinfo=UTC), "meta", False),
        (FEED, "2026-11-20T08:00:00Z", FEED, "feed", True),
        (FEED, "2026-11-20", FEED, "feed", False),
        (FEED, "2026-11-19", FEED, "feed", True),
        # a feed that is a week ahead of us, or has no year worth the name, is not believed
        (FEED + dt.timedelta(days=7), "2026-11-22T09:00:00Z", NINE, "meta", True),
        (dt.datetime(1970, 1, 1, tzinfo=UTC), "2026-11-22T09:00:00Z", NINE, "meta", True),
    ],
)  # fmt: skip
def test_article_takes_the_feeds_date_where_it_is_plausible(
    newsroom: Newsroom,
    run: Run,
    feed_date: dt.datetime | None,
    in_page: str | None,
    published: dt.datetime,
    origin: str,
    conflict: bool,
) -> None:
    head = f"<meta property='article:published_time' content='{in_page}'>" if in_page else ""
    (article_id,) = _add(newsroom, ["a"], body=page(head=head), feed_date=feed_date, published_at=None)
    extract_cells(newsroom, [CELL], run)
    with newsroom.warehouse.reading() as session:
        article = session.get_one(t.Article, article_id)
    assert (article.published_at, article.published_origin, article.date_conflict) == (published, origin, conflict)
    assert article.title == "Third terminal opens at the port"


@pytest.mark.parametrize(
    ("feed", "in_page", "note"),
    [
        ({"feed_date": FEED, "feed_date_raw": "x"}, None, None),
        ({}, None, "missing"),
        ({"feed_date_raw": "gestern"}, None, "unreadable"),
        ({}, "2027-11-22T09:00:00Z", "future"),
    ],
)
def test_missing_and_future_dates_stay_visible_as_such(
    newsroom: Newsroom, run: Run, feed: dict[str, Any], in_page: str | None, note: str | None
) -> None:
    head = f"<meta property='article:published_time' content='{in_page}'>" if in_page else ""
    (article_id,) = _add(newsroom, ["a"], body=page(head=head), published_at=None, published_raw=None, **feed)
    summary = extract_cells(newsroom, [CELL], run)[CELL]
    assert {name: count for name, count in summary.counts.items() if name.startswith("date_")} == (
        {f"date_{note}": 1} if note else {}
    )
    with newsroom.warehouse.reading() as session:
        assert session.get_one(t.Article, article_id).date_note == note


def test_precision_of_the_feeds_date_is_kept(newsroom: Newsroom, run: Run) -> None:
    (article_id,) = _add(newsroom, ["a"], feed_date=FEED, feed_date_precision="day", published_precision=None)
    extract_cells(newsroom, [CELL], run)
    with newsroom.warehouse.reading() as session:
        assert session.get_one(t.Article, article_id).published_precision == "day"


def test_time_without_a_zone_is_read_in_the_country_of_the_source(newsroom: Newsroom, run: Run) -> None:
    head = "<meta property='article:published_time' content='2026-11-22T12:00:00'>"
    (article_id,) = _add(newsroom, ["a"], body=page(head=head), published_at=None)
    with newsroom.warehouse.transaction() as session:
        source = session.get_one(t.Source, session.get_one(t.Article, article_id).source_slug)
        source.country = "KE"
    extract_cells(newsroom, [CELL], run)
    with newsroom.warehouse.reading() as session:
        article = session.get_one(t.Article, article_id)
    assert (article.published_at, article.published_precision) == (NINE, "second")
