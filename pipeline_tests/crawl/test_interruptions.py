"""Crawls that are killed, cancelled, or not alone: nothing is lost, nothing is fetched twice, the ledger holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.ledger import recount
from pipeline.crawl.request import CrawlRequest
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.schema import Article, Claim, CrawlJob, CrawlResult, Source, SourceCondition
from pipeline_tests.crawl.conftest import CELL, publish
from pipeline_tests.crawl.site import Site

CHECKOUT = Path(__file__).resolve().parents[2]


def start_crawler(newsroom: Newsroom, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "EMCIP_HOME": str(newsroom.settings.home),
        "EMCIP_DATABASE_URL": newsroom.settings.warehouse_url,
        "EMCIP_ALLOW_PRIVATE": "127.0.0.0/8",
        "EMCIP_HOST_DELAY": "0",
        "PYTHONPATH": str(CHECKOUT),
        **settings,
    }
    command = [sys.executable, "-m", "pipeline_tests.crawl.crawler", CELL.region, *arguments]
    return subprocess.Popen(command, env=environment, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


def links(slug: str, number: int) -> list[str]:
    return [f"/{slug}/story-number-{index}.html" for index in range(number)]


def publish_stories(newsroom: Newsroom, site: Site, slug: str, number: int) -> None:
    site.feed(f"/{slug}.xml", links(slug, number))
    for link in links(slug, number):
        site.article(link)
    publish(newsroom, site, slug, feeds=[f"{site.root}/{slug}.xml"])


def assert_all_ledgers_add_up(newsroom: Newsroom) -> None:
    with newsroom.warehouse.reading() as session:
        for job in session.scalars(select(CrawlJob)):
            assert recount(session, job.id) == []
            assert job.finished_at is not None


def number_of_articles(newsroom: Newsroom) -> int:
    with newsroom.warehouse.reading() as session:
        return session.scalar(select(func.count()).select_from(Article)) or 0


def test_a_killed_crawl_is_continued_without_loss_and_without_fetching_anything_stored_again(
    newsroom: Newsroom, site: Site, run: Run
) -> None:
    publish_stories(newsroom, site, "daily-ledger", 20)
    stuck = links("daily-ledger", 20)[12]
    site.hanging.add(stuck)
    process = start_crawler(newsroom)
    site.wait_until_hung()
    process.kill()
    process.communicate()
    assert number_of_articles(newsroom) == 12
    site.hanging.clear()
    summary = crawl_cells(newsroom, [CELL], CrawlRequest(), run)[CELL]
    assert summary.counts["fetched"] == 8
    assert number_of_articles(newsroom) == 20
    # the poll was written down with its pages; its source is still due, for it was not finished
    assert Counter(site.paths) == {"/daily-ledger.xml": 2, stuck: 2} | {
        link: 1 for link in links("daily-ledger", 20) if link != stuck
    }
    with newsroom.warehouse.reading() as session:
        killed, finished = session.scalars(select(CrawlJob).order_by(CrawlJob.id)).all()
        assert (killed.status, killed.fetched, killed.waiting) == ("failed", 12, 8)
        assert (finished.status, finished.fetched) == ("completed", 8)
        assert session.scalars(select(Claim)).all() == []
    assert_all_ledgers_add_up(newsroom)


def test_what_a_killed_poll_had_learned_of_its_source_is_learned_by_the_next(
    newsroom: Newsroom, site: Site, run: Run
) -> None:
    """The validators are kept with the items and the judgement with the end of the visit, which the kill took."""
    names = links("undated", 6)
    site.feed("/undated.xml", names)  # without a date
    for name in names:
        site.article(name)
    site.hanging.add(names[4])
    publish(newsroom, site, "undated", feeds=[f"{site.root}/undated.xml"])
    site.page(
        "/", '<html><link rel="alternate" type="application/rss+xml" href="/bare.xml"><p>Nothing here.</p></html>'
    )
    site.feed("/bare.xml", [])
    publish(newsroom, site, "bare", feeds=[])
    process = start_crawler(newsroom)
    site.wait_until_hung()
    process.kill()
    process.communicate()
    site.hanging.clear()
    with newsroom.warehouse.transaction() as session:  # whatever became of it: as if the kill had come before its end
        bare = session.get_one(Source, "bare")
        bare.last_polled_at = bare.next_poll_at = None
        bare.consecutive_failures, bare.health = 0, "unknown"
        session.execute(delete(SourceCondition))
    crawl_cells(newsroom, [CELL], CrawlRequest(), run)
    with newsroom.warehouse.reading() as session:
        held = session.execute(select(SourceCondition.source_slug, SourceCondition.reason)).tuples().all()
    assert sorted(held) == [("bare", "nothing_found"), ("undated", "no_dates")]


def test_two_crawls_at_once_never_fetch_the_same_page_twice(newsroom: Newsroom, site: Site) -> None:
    site.latency = 0.005
    slugs = [f"post-{number}" for number in range(8)]
    for slug in slugs:
        publish_stories(newsroom, site, slug, 6)
    processes = [start_crawler(newsroom) for _ in range(2)]
    counts = [json.loads(process.communicate()[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert Counter(site.paths) == {path: 1 for slug in slugs for path in (f"/{slug}.xml", *links(slug, 6))}
    assert sum(count["fetched"] for count in counts) == 48
    assert_all_ledgers_add_up(newsroom)


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_interrupted_crawl_ends_as_cancelled_and_keeps_what_it_did(
    newsroom: Newsroom, site: Site, kind: type[BaseException]
) -> None:
    publish_stories(newsroom, site, "daily-ledger", 6)
    site.hanging.add(links("daily-ledger", 6)[3])

    def interrupt() -> bool:
        site.wait_until_hung()
        raise kind

    with pytest.raises(kind):
        crawl_cells(newsroom, [CELL], CrawlRequest(), Run("interrupted", cancelled=interrupt))
    with newsroom.warehouse.reading() as session:
        job = session.scalars(select(CrawlJob)).one()
        result = session.scalars(select(CrawlResult)).one()
        assert session.scalars(select(Claim)).all() == []
    assert (job.status, job.fetched, job.waiting) == ("cancelled", 3, 3)
    assert (result.status, result.fetched) == ("cancelled", 3)
    assert_all_ledgers_add_up(newsroom)


def test_a_cancelled_crawl_says_so_and_the_next_one_takes_the_rest(newsroom: Newsroom, site: Site, run: Run) -> None:
    publish_stories(newsroom, site, "daily-ledger", 6)
    site.hanging.add(links("daily-ledger", 6)[3])

    def cancelled() -> bool:
        site.wait_until_hung()
        return True

    summary = crawl_cells(newsroom, [CELL], CrawlRequest(), Run("cancelled", cancelled=cancelled))[CELL]
    assert (summary.counts["fetched"], summary.counts["waiting"]) == (3, 3)
    assert any(note.startswith("cancelled") for note in summary.notes)
    site.hanging.clear()
    assert crawl_cells(newsroom, [CELL], CrawlRequest(), run)[CELL].counts["fetched"] == 3
    assert_all_ledgers_add_up(newsroom)


def test_a_blob_store_that_cannot_be_written_ends_the_crawl_and_blames_no_page(
    newsroom: Newsroom, site: Site, run: Run
) -> None:
    publish_stories(newsroom, site, "daily-ledger", 3)
    blobs = newsroom.settings.home / "blobs"
    blobs.write_text("a file where a folder should be")
    with pytest.raises(Exception, match=r"blob store .* cannot be written"):
        crawl_cells(newsroom, [CELL], CrawlRequest(), run)
    blobs.unlink()
    assert crawl_cells(newsroom, [CELL], CrawlRequest(), run)[CELL].counts["fetched"] == 3
    assert_all_ledgers_add_up(newsroom)
