"""A crawl in which many sources fail at once asks to be tried again, and then polls only those."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.request import CrawlRequest
from pipeline.failures import ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.schema import CrawlJob
from pipeline_tests.crawl.conftest import CELL, assert_ledger_adds_up, publish
from pipeline_tests.crawl.site import Site

FIRST = CrawlRequest(may_ask_again=True)
SECOND = CrawlRequest(retry=True, may_ask_again=True)
LAST = CrawlRequest(retry=True)


def _publish(newsroom: Newsroom, site: Site, *, well: int, failing: int) -> None:
    for number in range(well):
        site.feed(f"/well-{number}.xml", [f"/{number}.html"])
        site.article(f"/{number}.html")
        publish(newsroom, site, f"well-{number}", feeds=[f"{site.root}/well-{number}.xml"])
    for number in range(failing):
        site.page(f"/failing-{number}.xml", "oops", status=500)
        publish(newsroom, site, f"failing-{number}", feeds=[f"{site.root}/failing-{number}.xml"])


def test_only_those_that_failed_are_polled_again_until_they_answer(newsroom: Newsroom, site: Site, run: Run) -> None:
    _publish(newsroom, site, well=4, failing=6)
    with pytest.raises(ServiceUnavailable, match=r"6 of 10 sources failed .failing-0.*EMCIP_CRAWL_RETRY_SHARE .50%"):
        crawl_cells(newsroom, [CELL], FIRST, run)
    assert site.paths.count("/0.html") == 1  # what was had is kept
    site.asked.clear()
    for number in range(4):
        site.feed(f"/failing-{number}.xml", [f"/late-{number}.html"])
        site.article(f"/late-{number}.html")
    summary = crawl_cells(newsroom, [CELL], SECOND, run)[CELL]
    assert not [path for path in site.paths if path.startswith("/well")]
    assert (summary.counts["sources_polled"], summary.counts["sources_failed"], summary.counts["fetched"]) == (6, 2, 4)
    assert "a further try: polled only the 6 sources" in summary.notes[0]
    with newsroom.warehouse.reading() as session:
        jobs = session.execute(select(CrawlJob.status, CrawlJob.fetched).order_by(CrawlJob.id)).all()
    assert [tuple(job) for job in jobs] == [("completed", 4), ("completed", 4)]
    assert_ledger_adds_up(newsroom)


def test_after_the_last_try_the_crawl_ends_with_what_it_has(newsroom: Newsroom, site: Site, run: Run) -> None:
    _publish(newsroom, site, well=1, failing=6)
    for request in (FIRST, SECOND):
        with pytest.raises(ServiceUnavailable):
            crawl_cells(newsroom, [CELL], request, run)
    summary = crawl_cells(newsroom, [CELL], LAST, run)[CELL]
    assert summary.counts["sources_failed"] == 6


@pytest.mark.parametrize(("well", "failing"), [(0, 4), (6, 6)], ids=["too few", "half of them"])
def test_fewer_than_that_are_no_reason(newsroom: Newsroom, site: Site, run: Run, well: int, failing: int) -> None:
    _publish(newsroom, site, well=well, failing=failing)
    assert crawl_cells(newsroom, [CELL], FIRST, run)[CELL].counts["sources_failed"] == failing


def test_the_long_sick_are_no_reason_either(newsroom: Newsroom, site: Site, run: Run) -> None:
    _publish(newsroom, site, well=0, failing=6)
    crawl_cells(newsroom, [CELL], CrawlRequest(), run)
    other = Run("another-run")
    again = CrawlRequest(force=True, may_ask_again=True)
    assert crawl_cells(newsroom, [CELL], again, other)[CELL].counts["sources_failed"] == 6
