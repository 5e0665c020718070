"""A crawl by two processes is the crawl by one, and loses nothing where one of them is killed."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import func, select

from pipeline.catalogue.loader import Catalogue
from pipeline.cells import Cell
from pipeline.clock import UTC, SystemClock
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.ledger import TERMS
from pipeline.crawl.making import VISITS_PER_PROCESS, worthwhile
from pipeline.crawl.request import CrawlRequest
from pipeline.failures import ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.settings import Settings
from pipeline.summary import Summary
from pipeline.warehouse.claims import this_process
from pipeline.warehouse.engine import open_warehouse
from pipeline.warehouse.schema import Article, Claim, CrawlJob, CrawlResult, Source, Url
from pipeline.warehouse.upsert import insert_ignore
from pipeline_tests.crawl.conftest import CELL, assert_ledger_adds_up
from pipeline_tests.crawl.site import Site
from pipeline_tests.crawl.test_interruptions import start_crawler

LEDGER = [getattr(CrawlJob, term) for term in TERMS]
SOURCES = 2 * VISITS_PER_PROCESS + 2
FEED, FIRST, SECOND = "/feed.xml", "/world/2026/ports-open-again-1.html", "/world/2026/ports-open-again-2.html"


@pytest.fixture
def sites() -> Iterator[Site]:
    """A paper under as many addresses as there are sources, but for two, which share the last."""
    with Site(addresses=tuple(f"127.0.7.{number + 1}" for number in range(SOURCES - 1))) as running:
        for path in (FIRST, SECOND):
            running.article(path)
        running.feed(FEED, [FIRST, SECOND])
        yield running


@pytest.fixture
def by_two(any_newsroom: Newsroom, sites: Site) -> Newsroom:
    return prepared(any_newsroom, sites)


@pytest.fixture
def on_sqlite(newsroom: Newsroom, sites: Site) -> Newsroom:
    return prepared(newsroom, sites)


@pytest.fixture
def by_one(on_sqlite_too: Newsroom, sites: Site) -> Newsroom:
    """The same sources in a warehouse of its own, for a crawl by one process."""
    newsroom = prepared(on_sqlite_too, sites)
    return replace(newsroom, settings=newsroom.settings.model_copy(update={"crawl_processes": 1}))


@pytest.fixture
def on_sqlite_too(settings: Settings, built_in_catalogue: Catalogue, tmp_path: Path) -> Iterator[Newsroom]:
    elsewhere = settings.model_copy(update={"home": tmp_path / "elsewhere"})
    warehouse = open_warehouse(elsewhere.warehouse_url, elsewhere.blobs_url)
    yield Newsroom(elsewhere, built_in_catalogue, warehouse, SystemClock())
    warehouse.close()


def prepared(newsroom: Newsroom, sites: Site) -> Newsroom:
    """By the machine's clock, which other processes have too; a request open for each source."""
    due = dt.datetime.now(UTC) - dt.timedelta(hours=1)
    roots = [f"http://{address}:{sites.port}" for address in (*sites.addresses, sites.addresses[-1])]
    rows = [source_values(f"post-{number}", root, due) for number, root in enumerate(roots)]
    with newsroom.warehouse.transaction() as session:
        insert_ignore(session, Source, rows)
    settings = newsroom.settings.model_copy(update={"crawl_processes": 2, "fetch_concurrency": 2 * SOURCES})
    return replace(newsroom, settings=settings, clock=SystemClock())


def source_values(slug: str, root: str, due: dt.datetime) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": slug,
        "url": f"{root}/{slug}/",
        "feeds": [f"{root}{FEED}"],
        "discovered_feeds": [],
        "kind": "rss",
        "country": "KE",
        "region": CELL.region,
        "language": "en",
        "reputation": 50,
        "status": "active",
        "interval_minutes": 60,
        "next_poll_at": due,
        "consecutive_failures": 0,
        "health": "ok",
        "articles_total": 0,
        "enabled": True,
        "catalogue_hash": "",
        "created_at": due,
    }


def crawled(newsroom: Newsroom, run: Run) -> Summary:
    cell = Cell(newsroom.clock.now().date(), CELL.region)
    return crawl_cells(newsroom, [cell], CrawlRequest(), run)[cell]


def claims_of_others(newsroom: Newsroom) -> dict[int, int]:
    """How many sources each other process holds, by its process id."""
    with newsroom.warehouse.reading() as session:
        owners = Counter(session.scalars(select(Claim.owner).where(Claim.owner != this_process())))
    return {int(owner.rsplit("/", 2)[1]): number for owner, number in owners.items()}


def companions() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def stored(newsroom: Newsroom) -> int:
    with newsroom.warehouse.reading() as session:
        return session.scalar(select(func.count()).select_from(Article)) or 0


def rows_of(newsroom: Newsroom) -> list[Any]:
    """What a crawl leaves behind, without ids and times. Which of two sources of a host has a page is chance."""
    with newsroom.warehouse.reading() as session:
        return [
            sorted(map(tuple, session.execute(select(Article.canonical_url, Article.revision, Article.title)))),
            sorted(map(tuple, session.execute(select(Url.canonical_url, Url.state)))),
            sorted(map(tuple, session.execute(select(CrawlJob.status, CrawlJob.region, *LEDGER)))),
            sorted(map(tuple, session.execute(select(Source.slug, Source.health, Source.consecutive_failures)))),
        ]


def assert_all_was_fetched_and_counted(newsroom: Newsroom) -> None:
    with newsroom.warehouse.reading() as session:
        urls = Counter(session.scalars(select(Article.canonical_url)))
    assert len(urls) == 2 * (SOURCES - 1)
    assert_ledger_adds_up(newsroom)


def hang(sites: Site) -> int:
    """The second page of every source is held back; how many requests can hang, one for each host."""
    sites.hanging.add(SECOND)
    return len(sites.addresses)


def test_two_processes_bring_what_one_brings_and_ask_no_host_twice_at_a_time(
    by_two: Newsroom, by_one: Newsroom, sites: Site, run: Run
) -> None:
    others: list[int] = []
    hung = hang(sites)

    def both_at_work() -> bool:
        if not others:
            sites.wait_until_hung(hung)
            others.append(len(claims_of_others(by_two)))
            sites.free()
        return False

    summary = crawled(by_two, replace(run, cancelled=both_at_work))
    assert others == [1]
    expected = {"discovered": 2 * SOURCES, "fetched": 2 * (SOURCES - 1), "sources_polled": SOURCES}
    assert {name: summary.counts[name] for name in expected} == expected
    assert sum(summary.counts[term] for term in TERMS[2:]) == 2 * SOURCES
    assert Counter(sites.paths) == {FEED: SOURCES, FIRST: SOURCES - 1, SECOND: SOURCES - 1}
    assert sites.robots_asked == SOURCES - 1
    assert sites.busiest == 1
    with by_two.warehouse.reading() as session:
        assert session.scalars(select(Claim)).all() == []
        assert set(session.scalars(select(CrawlResult.status))) == {"completed"}
    assert_all_was_fetched_and_counted(by_two)
    assert crawled(by_one, run).counts == summary.counts
    assert rows_of(by_two) == rows_of(by_one)


def test_a_companion_that_is_killed_costs_its_pages_in_flight_and_the_next_crawl_brings_them(
    on_sqlite: Newsroom, sites: Site, run: Run
) -> None:
    hung = hang(sites)
    killed: list[int] = []

    def kill() -> bool:
        if not killed:
            sites.wait_until_hung(hung)
            [(pid, number)] = claims_of_others(on_sqlite).items()
            os.kill(pid, signal.SIGKILL)
            killed.append(number)
            sites.free()
        return False

    with pytest.raises(ServiceUnavailable, match=r"ended before its work was done \(exit code -9\), at \d+ sources"):
        crawled(on_sqlite, replace(run, cancelled=kill))
    assert killed[0] >= VISITS_PER_PROCESS
    assert_ledger_adds_up(on_sqlite)
    with on_sqlite.warehouse.reading() as session:
        ended = Counter(session.scalars(select(CrawlResult.status)))
        assert (session.scalars(select(CrawlJob.error)).one() or "").startswith(
            "ServiceUnavailable: a process of this crawl ended"
        )
    assert ended == {"completed": SOURCES - killed[0], "failed": killed[0]}
    again = crawled(on_sqlite, run)
    assert again.counts["sources_polled"] == killed[0]
    assert_all_was_fetched_and_counted(on_sqlite)
    asked = Counter(sites.paths)
    assert asked[FIRST] == SOURCES - 1, "what was stored is not fetched again"
    assert asked[SECOND] <= SOURCES - 1 + killed[0]


def test_a_cancel_ends_both_processes_and_keeps_what_they_did(on_sqlite: Newsroom, sites: Site, run: Run) -> None:
    hung = hang(sites)

    def cancelled() -> bool:
        sites.wait_until_hung(hung)
        return True

    summary = crawled(on_sqlite, replace(run, cancelled=cancelled))
    assert summary.counts["fetched"] == stored(on_sqlite) == SOURCES - 1
    assert any(note.startswith("cancelled") for note in summary.notes)
    with on_sqlite.warehouse.reading() as session:
        assert session.scalars(select(Claim)).all() == []
        assert session.scalars(select(CrawlJob.status)).all() == ["cancelled"]
    assert_ledger_adds_up(on_sqlite)
    assert companions() == []


def test_an_interrupt_ends_both_processes_before_it_is_passed_on(on_sqlite: Newsroom, sites: Site, run: Run) -> None:
    hung = hang(sites)

    def interrupt() -> bool:
        sites.wait_until_hung(hung)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawled(on_sqlite, replace(run, cancelled=interrupt))
    assert companions() == []
    with on_sqlite.warehouse.reading() as session:
        assert session.scalars(select(Claim)).all() == []
        assert session.scalars(select(CrawlJob.status)).all() == ["cancelled"]
    assert stored(on_sqlite) == SOURCES - 1
    assert_ledger_adds_up(on_sqlite)


def test_a_crawl_that_is_over_before_the_other_process_has_started_does_not_wait_for_it(
    on_sqlite: Newsroom, sites: Site, run: Run
) -> None:
    assert crawled(on_sqlite, run).counts["sources_polled"] == SOURCES
    assert companions() == []
    assert_all_was_fetched_and_counted(on_sqlite)


def test_a_killed_crawl_leaves_no_process_and_is_continued(on_sqlite: Newsroom, sites: Site, run: Run) -> None:
    hung = hang(sites)
    process = start_crawler(on_sqlite, "--present", EMCIP_CRAWL_PROCESSES="2", EMCIP_FETCH_CONCURRENCY=str(2 * SOURCES))
    sites.wait_until_hung(hung)
    family = psutil.Process(process.pid).children(recursive=True)
    assert set(claims_of_others(on_sqlite)) <= {process.pid, *(child.pid for child in family)}
    assert len(claims_of_others(on_sqlite)) == 2
    process.kill()
    process.communicate()
    assert psutil.wait_procs(family, timeout=30)[1] == []
    sites.free()
    assert stored(on_sqlite) == SOURCES - 1
    assert crawled(on_sqlite, run).counts["fetched"] == SOURCES - 1
    assert_all_was_fetched_and_counted(on_sqlite)
    assert Counter(sites.paths)[FIRST] == SOURCES - 1
    assert claims_of_others(on_sqlite) == {}


@pytest.mark.parametrize(
    ("asked", "delay", "visits", "cores", "given"),
    [
        (None, 0.0, 1_000, 2, 2),
        (None, 0.0, 1_000, 16, 2),  # SQLite's one writer has no room for more
        (None, 0.0, 1_000, 1, 1),
        (None, 0.0, 63, 2, 1),  # not worth the second that another process starts with
        (None, 0.1, 1_000, 2, 2),
        (None, 1.0, 1_000, 2, 1),  # at most 256 pages a second, whatever is done
        (None, 60.0, 1_000, 2, 1),
        (4, 1.0, 1_000, 2, 4),
        (4, 0.0, 100, 2, 3),
        (2, 0.0, 10, 2, 1),
        (1, 0.0, 1_000, 2, 1),
    ],
)
def test_a_crawl_has_as_many_processes_as_its_pace_keeps_busy(
    settings: Settings, asked: int | None, delay: float, visits: int, cores: int, given: int
) -> None:
    settings = settings.model_copy(update={"crawl_processes": asked, "host_delay": delay})
    assert worthwhile(settings, visits, cores) == given
