"""Pages that are asked for again: lost and damaged bytes, and what could not be had before."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from pipeline.automation.reprocess import request_reprocess
from pipeline.crawl.again import ask_again
from pipeline.extraction.rows import pending_count
from pipeline.extraction.stage import extract_cells
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.schema import ArticleVersion, FailureRow, Source
from pipeline_tests.crawl.conftest import CELL, Crawl, articles, assert_ledger_adds_up, publish, url_states
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import NOON


def _blob(newsroom: Newsroom) -> Path:
    with newsroom.warehouse.reading() as session:
        key = session.scalars(select(ArticleVersion.blob_key)).one()
    [path] = [path for path in (newsroom.settings.home / "blobs").rglob("*") if path.is_file() and key in path.name]
    return path


def _failures(newsroom: Newsroom) -> list[tuple[str, str]]:
    with newsroom.warehouse.reading() as session:
        return [(row.reason, row.message) for row in session.scalars(select(FailureRow))]


@pytest.mark.parametrize("trouble", ["missing", "damaged"])
def test_lost_bytes_are_asked_for_again_and_extraction_tries_once_more(
    newsroom: Newsroom, site: Site, crawl: Crawl, run: Run, trouble: str
) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    path = _blob(newsroom)
    path.unlink() if trouble == "missing" else path.write_bytes(b"rotten")
    extract_cells(newsroom, [CELL], run)
    [(reason, message)] = _failures(newsroom)
    assert reason == f"blob_{trouble}"
    assert "emcip crawl --again URL" in message and "/a.html" in message
    with newsroom.warehouse.transaction() as session:
        assert ask_again(session, [f"{site.root}/a.html?utm_source=mail"]) == {CELL: ["daily-ledger"]}
    site.asked.clear()
    summary = crawl(poll=False)
    assert site.paths == ["/a.html"]
    assert "If-None-Match" not in site.asked[0].headers
    assert (summary.counts["carried_in"], summary.counts["known"]) == (1, 1)
    assert _failures(newsroom) == []
    with newsroom.warehouse.reading() as session:
        assert pending_count(session, CELL, NOON) == 1
    assert extract_cells(newsroom, [CELL], run)[CELL].counts["extracted"] == 1
    assert_ledger_adds_up(newsroom)


def test_a_page_that_is_dead_can_be_asked_for_once_more(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html"])
    publish(newsroom, site)
    crawl()
    assert url_states(newsroom) == {"a.html": ("failed", "http_404")}
    site.article("/a.html")
    with newsroom.warehouse.transaction() as session:
        ask_again(session, [f"{site.root}/a.html"])
    assert _failures(newsroom) == []
    assert crawl(poll=False).counts["fetched"] == 1


def test_articles_and_cells_can_be_fetched_again_as_any_stage_can_be_done_again(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    site.article("/a.html")
    site.article("/b.html")
    publish(newsroom, site)
    crawl()
    assert request_reprocess(newsroom, stage="fetch", cells=[CELL.key]) == 2
    site.asked.clear()
    site.article("/a.html", "another text")
    crawl(poll=False)
    assert sorted(site.paths) == ["/a.html", "/b.html"]
    assert [row.revision for row in articles(newsroom)] == [2, 1]


def test_what_cannot_be_asked_for_is_named_with_a_remedy(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html"])
    publish(newsroom, site)
    crawl()
    with newsroom.warehouse.transaction() as session:
        with pytest.raises(ConfigurationError, match=r"never seen: https://x.example/y, nonsense; only pages"):
            ask_again(session, ["https://x.example/y", "nonsense"])
        session.get_one(Source, "daily-ledger").status = "paused"
        session.flush()
        with pytest.raises(ConfigurationError, match="paused or rejected"):
            ask_again(session, [f"{site.root}/a.html"])
