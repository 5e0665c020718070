"""A crawl from end to end, over real sockets: what is fetched, what is not, and what is written down."""

from __future__ import annotations

import datetime as dt

import pytest
from aiohttp import web
from sqlalchemy import select, text

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.crawl import rows
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.ledger import TERMS, recount
from pipeline.crawl.request import CrawlRequest
from pipeline.failures import ConfigurationError, ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.schema import (
    ArticleVersion,
    CrawlEvent,
    CrawlJob,
    CrawlResult,
    FailureRow,
    Url,
)
from pipeline_tests.crawl.conftest import (
    CELL,
    Crawl,
    articles,
    assert_ledger_adds_up,
    publish,
    source_row,
    url_states,
)
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import NOON


def test_new_pages_are_fetched_once_and_stored(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html", "/b.html?utm_source=rss"], dates=["Sun, 22 Nov 2026 09:00:00 +0300"])
    site.article("/a.html")
    site.article("/b.html?utm_source=rss")
    publish(newsroom, site)
    summary = crawl()
    assert site.paths == ["/feed.xml", "/a.html", "/b.html?utm_source=rss"]
    assert summary.counts["discovered"] == summary.counts["fetched"] == 2
    first, second = articles(newsroom)
    assert (first.url, first.canonical_url) == (f"{site.root}/a.html", f"{site.root}/a.html")
    assert first.title == "Story /a.html"
    assert first.published_at == dt.datetime(2026, 11, 22, 6, tzinfo=dt.UTC)
    assert (first.published_raw, first.published_origin) == ("Sun, 22 Nov 2026 09:00:00 +0300", "feed")
    assert (first.cell_date, first.region, first.collected_at) == (CELL.day, CELL.region, NOON)
    assert second.canonical_url == f"{site.root}/b.html"
    with newsroom.warehouse.reading() as session:
        version = session.get_one(ArticleVersion, (first.id, 1))
    assert b"the story of /a.html" in newsroom.warehouse.blobs.get(version.blob_key)
    assert summary.preview[0]["source"] == "daily-ledger"
    assert_ledger_adds_up(newsroom)


def test_second_run_fetches_no_page(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    site.article("/a.html")
    site.article("/b.html")
    publish(newsroom, site)
    crawl()
    site.asked.clear()
    again = crawl()
    assert site.paths == []  # not due: not even the feed
    forced = crawl(force=True)
    assert site.paths == ["/feed.xml"]
    assert again.counts["fetched"] == forced.counts["fetched"] == 0
    assert_ledger_adds_up(newsroom)


def test_ledger_counts_every_end_that_a_url_can_come_to(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.robots = "User-agent: *\nDisallow: /private/\n"
    paths = ["/a.html", "/copy.html", "/old.html", "/private/x.html", "/gone.html", "/down.html", "/paper.pdf", "/",
             "/away.html", "/empty.html"]  # fmt: skip
    site.feed("/feed.xml", paths)
    site.article("/a.html")
    site.article("/copy.html", "the story of /a.html")
    site.page("/copy.html", "<html><head><title>/a.html</title></head><body><p>the story of /a.html</p></body></html>")
    site.redirect("/old.html", "/a.html", 301)
    site.redirect("/away.html", "/")
    site.page("/", "<html>home</html>")
    site.page("/down.html", "try later", status=500)
    site.page("/paper.pdf", b"%PDF-1.4", kind="application/pdf")
    site.page("/empty.html", b"  ")
    publish(newsroom, site)
    summary = crawl()
    assert url_states(newsroom) == {
        "a.html": ("fetched", None),
        "copy.html": ("duplicate", "same_bytes"),
        "old.html": ("duplicate", "redirect"),
        "private/x.html": ("dropped", "robots_disallowed"),
        "gone.html": ("failed", "http_404"),
        "down.html": ("failed", "http_500"),
        "paper.pdf": ("dropped", "not_a_page"),
        "": ("dropped", "home_page"),
        "away.html": ("dropped", "redirected_home"),
        "empty.html": ("failed", "empty_body"),
    }
    assert {term: summary.counts[term] for term in TERMS} == {
        "discovered": 10, "carried_in": 0, "fetched": 1, "known": 0, "duplicate": 2, "dropped": 4, "failed": 3,
        "waiting": 0,
    }  # fmt: skip
    assert_ledger_adds_up(newsroom)


def test_a_permanent_error_is_final_and_a_passing_one_is_tried_again_three_times(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.feed("/feed.xml", ["/gone.html", "/down.html"])
    site.page("/down.html", "try later", status=502)
    publish(newsroom, site)
    waits = []
    for _ in range(5):
        crawl()
        with newsroom.warehouse.reading() as session:
            row = session.scalars(select(Url).where(Url.url.endswith("/down.html"))).one()
        waits.append(row.retry_at - clock.now() if row.retry_at else None)
        clock.advance(minutes=5)
    assert waits[:3] == [dt.timedelta(seconds=seconds) for seconds in (60, 120, 240)]
    assert waits[3:] == [None, None]
    assert site.paths.count("/down.html") == 4
    assert site.paths.count("/gone.html") == 1
    with newsroom.warehouse.reading() as session:
        failures = {row.reason: row.retry_at for row in session.scalars(select(FailureRow))}
    assert failures == {"http_404": None, "http_502": None}
    assert_ledger_adds_up(newsroom)


def test_a_retry_that_succeeds_leaves_no_failure(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.feed("/feed.xml", ["/down.html"])
    site.page("/down.html", "try later", status=503, Retry_After="30")
    publish(newsroom, site)
    summary = crawl()
    assert summary.counts["failed"] == 1
    clock.advance(minutes=2)
    site.article("/down.html")
    summary = crawl()
    assert (summary.counts["carried_in"], summary.counts["fetched"]) == (1, 1)
    with newsroom.warehouse.reading() as session:
        assert session.scalars(select(FailureRow)).all() == []


def test_a_host_that_asks_to_be_left_alone_costs_its_pages_no_try(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.feed("/feed.xml", [f"/{number}.html" for number in range(5)])
    site.page("/0.html", "slow down", status=429, Retry_After="600")
    for number in range(1, 5):
        site.article(f"/{number}.html")
    publish(newsroom, site)
    summary = crawl()
    assert site.paths == ["/feed.xml", "/0.html"]
    assert (summary.counts["failed"], summary.counts["waiting"]) == (1, 4)
    with newsroom.warehouse.reading() as session:
        assert {row.attempts for row in session.scalars(select(Url).where(Url.state == "waiting"))} == {0}
    clock.advance(minutes=11)
    site.article("/0.html")
    assert crawl().counts["fetched"] == 5
    assert_ledger_adds_up(newsroom)


def test_what_is_over_the_cap_waits_and_is_carried_in(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    links = [f"/{number}.html" for number in range(5)]
    site.feed("/feed.xml", links, dates=[f"Sun, 22 Nov 2026 0{number}:00:00 GMT" for number in range(5)])
    for link in links:
        site.article(link)
    publish(newsroom, site)
    first = crawl(max_items=2)
    assert site.paths == ["/feed.xml", "/4.html", "/3.html"]  # the newest first
    assert (first.counts["fetched"], first.counts["waiting"]) == (2, 3)
    second = crawl(max_items=2)
    assert (second.counts["discovered"], second.counts["carried_in"], second.counts["fetched"]) == (0, 2, 2)
    clock.advance(hours=14)  # the next day's crawl of the region takes the rest, into the cell it was found in
    tomorrow = Cell(clock.now().date(), CELL.region)
    third = crawl(tomorrow, force=True)
    assert third.counts["carried_in"] == third.counts["fetched"] == 1
    assert {row.cell_date for row in articles(newsroom)} == {CELL.day}
    assert_ledger_adds_up(newsroom)


def test_a_past_cell_polls_nothing_and_fetches_what_waits(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    site.article("/a.html")
    site.article("/b.html")
    publish(newsroom, site)
    crawl(max_items=1)
    site.asked.clear()
    clock.advance(days=2)
    summary = crawl(CELL, force=True)
    assert site.paths == ["/b.html"]
    assert (summary.counts["carried_in"], summary.counts["fetched"], summary.counts["sources_polled"]) == (1, 1, 0)
    assert "is not today" in summary.notes[0]
    assert {row.cell_date for row in articles(newsroom)} == {CELL.day}


def test_a_crawl_belongs_to_the_day_on_which_it_began(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    """What it finds after midnight is in the cell that was asked for, and is not fetched for the next day again."""
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    site.article("/a.html")
    site.article("/b.html")
    publish(newsroom, site)
    clock.moment = NOON.replace(hour=23, minute=59, second=58)
    answer = site.answers["/feed.xml"]

    def past_midnight(request: web.Request) -> web.StreamResponse:
        clock.advance(seconds=5)
        return answer(request)

    site.answers["/feed.xml"] = past_midnight
    assert crawl(CELL).counts["fetched"] == 2
    tomorrow = CELL.day + dt.timedelta(days=1)
    assert {(row.cell_date, row.collected_at.date()) for row in articles(newsroom)} == {(CELL.day, tomorrow)}
    assert crawl(Cell(tomorrow, CELL.region), force=True).counts["fetched"] == 0
    assert "no source was polled" in crawl(CELL, force=True).notes[0]


def test_two_cells_of_a_region_share_a_visit(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock, run: Run
) -> None:
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    for path in ("/a.html", "/b.html", "/c.html"):
        site.article(path)
    publish(newsroom, site)
    crawl(max_items=1)
    site.feed("/feed.xml", ["/a.html", "/b.html", "/c.html"])
    clock.advance(days=1)
    today = Cell(clock.now().date(), CELL.region)
    summaries = crawl_cells(newsroom, [today, CELL], CrawlRequest(), run)
    assert summaries[CELL].counts["carried_in"] == summaries[CELL].counts["fetched"] == 1
    assert (summaries[today].counts["discovered"], summaries[today].counts["fetched"]) == (3, 1)
    assert sorted(site.paths) == ["/a.html", "/b.html", "/c.html", "/feed.xml", "/feed.xml"]
    assert_ledger_adds_up(newsroom)


def test_an_edit_that_the_feed_claims_makes_a_new_revision(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.feed("/feed.xml", ["/a.html", "/b.html"], dates=["Sun, 22 Nov 2026 11:00:00 GMT"] * 2)
    site.article("/a.html", "as first written")
    site.article("/b.html")
    publish(newsroom, site)
    crawl()
    clock.advance(hours=3)
    site.article("/a.html", "as corrected")
    site.feed("/feed.xml", ["/a.html", "/b.html"], dates=["Sun, 22 Nov 2026 14:00:00 GMT"] * 2)
    site.asked.clear()
    summary = crawl()
    assert site.paths == ["/feed.xml", "/a.html", "/b.html"]
    assert all("If-None-Match" in one.headers for one in site.asked)
    assert (summary.counts["fetched"], summary.counts["known"]) == (1, 1)
    edited, same = articles(newsroom)
    assert (edited.revision, same.revision) == (2, 1)
    with newsroom.warehouse.reading() as session:
        bodies = [
            newsroom.warehouse.blobs.get(session.get_one(ArticleVersion, (edited.id, revision)).blob_key)
            for revision in (1, 2)
        ]
    assert [b"corrected" in body for body in bodies] == [False, True]
    clock.advance(hours=3)
    site.asked.clear()
    crawl()
    assert site.paths == ["/feed.xml"]  # the claim has been looked into
    assert_ledger_adds_up(newsroom)


def test_a_page_that_breaks_the_reader_fails_alone(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html", "/b.html"])
    for path in ("/a.html", "/b.html"):
        site.article(path)
    publish(newsroom, site)
    with newsroom.warehouse.transaction() as session:  # a trigger stands for whatever nobody has thought of
        session.execute(
            text(
                "CREATE TRIGGER poison BEFORE INSERT ON articles WHEN NEW.canonical_url LIKE '%/a.html'"
                " BEGIN SELECT RAISE(ABORT, 'poison'); END"
            )
        )
    crawl()
    assert url_states(newsroom)["a.html"][0] == "failed"
    assert url_states(newsroom)["b.html"][0] == "fetched"
    assert source_row(newsroom).health == "ok"
    assert_ledger_adds_up(newsroom)


def test_source_slugs_narrow_a_crawl_and_unknown_ones_are_named(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", [])
    publish(newsroom, site)
    publish(newsroom, site, "other-post", feeds=[f"{site.root}/other.xml"])
    crawl(source_slugs=("daily-ledger",))
    assert site.paths == ["/feed.xml"]
    with pytest.raises(ConfigurationError, match="'no-such'"):
        crawl(source_slugs=("no-such",))


def test_paused_and_deleted_sources_are_left_alone(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    publish(newsroom, site, "paused", status="paused")
    publish(newsroom, site, "off", enabled=False)
    publish(newsroom, site, "deleted", deleted_at=NOON)
    crawl(force=True)
    assert site.paths == []


def test_several_regions_have_a_parent_whose_totals_are_theirs(newsroom: Newsroom, site: Site, run: Run) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.feed("/other.xml", ["/b.html", "/a.html"])
    site.article("/a.html")
    site.article("/b.html")
    publish(newsroom, site)
    publish(newsroom, site, "other-post", feeds=[f"{site.root}/other.xml"], region="east-asia")
    cells = [CELL, Cell(CELL.day, "east-asia")]
    summaries = crawl_cells(newsroom, cells, CrawlRequest(), run)
    assert sum(summary.counts["fetched"] for summary in summaries.values()) == 2
    with newsroom.warehouse.reading() as session:
        parent = session.scalars(select(CrawlJob).where(CrawlJob.region.is_(None))).one()
        children = session.scalars(select(CrawlJob).where(CrawlJob.parent_id == parent.id)).all()
        results = session.scalars(select(CrawlResult)).all()
        assert recount(session, parent.id) == []
    assert (parent.status, parent.discovered, parent.fetched, parent.known) == ("completed", 3, 2, 1)
    assert {child.region for child in children} == {"sub-saharan-africa", "east-asia"}
    assert {result.status for result in results} == {"completed"}
    assert site.paths.count("/a.html") == 1


def test_a_recount_finds_a_count_that_its_rows_do_not_bear_out(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    with newsroom.warehouse.transaction() as session:
        event = session.scalars(select(CrawlEvent)).one()
        event.outcome = None
        job_id = event.crawl_job_id
    with newsroom.warehouse.reading() as session:
        found = [str(one) for one in recount(session, job_id)]
    assert f"crawl {job_id}, source daily-ledger: fetched says 1, the rows say 0" in found
    assert f"crawl {job_id}, source daily-ledger: discovered + carried_in says 1, the rows say 0" in found


def test_a_recount_finds_a_url_that_was_left_without_a_reason(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html"])
    publish(newsroom, site)
    crawl()
    with newsroom.warehouse.transaction() as session:
        session.scalars(select(CrawlEvent)).one().reason = None
        job = session.scalars(select(CrawlJob.id)).one()
    with newsroom.warehouse.reading() as session:
        [found] = recount(session, job)
    assert str(found) == f"crawl {job}: failed without a reason says 0, the rows say 1"


def test_when_no_source_can_be_connected_to_the_network_is_down_and_all_stay_due(
    newsroom: Newsroom, site: Site, run: Run
) -> None:
    with Site() as closed:
        dead = closed.root  # nobody listens there once it has stopped
    for number in range(3):
        publish(newsroom, site, f"post-{number}", url=f"{dead}/{number}/", feeds=[f"{dead}/{number}.xml"])
    with pytest.raises(ServiceUnavailable, match="3 of 3 sources"):
        crawl_cells(newsroom, [CELL], CrawlRequest(), run)
    row = source_row(newsroom, "post-0")
    assert (row.next_poll_at, row.consecutive_failures, row.health) == (NOON, 0, "unknown")
    assert row.probe_requested_at is None
    with newsroom.warehouse.reading() as session:
        job = session.scalars(select(CrawlJob)).one()
        assert job.status == "failed"
        assert session.scalars(select(FailureRow)).all() == []


def test_a_page_whose_bytes_are_lost_is_fetched_again_when_asked_for(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    crawl()
    (article,) = articles(newsroom)
    with newsroom.warehouse.transaction() as session:
        version = session.get_one(ArticleVersion, (article.id, 1))
        session.scalars(select(Url)).one().state = "waiting"
    path = newsroom.settings.home / "blobs" / version.blob_key[:2]
    (path / f"{version.blob_key}.zst").unlink()
    crawl()
    assert newsroom.warehouse.blobs.exists(version.blob_key)
    assert [row.revision for row in articles(newsroom)] == [1]


def test_a_crawl_and_its_repetition_on_both_databases(any_newsroom: Newsroom, site: Site, run: Run) -> None:
    links = ["/a.html", "/old.html", "/gone.html", "/c-d-e-f.html?ref=1"]
    site.feed("/feed.xml", links, dates=["Sun, 22 Nov 2026 09:00:00 +0300"])
    site.article("/a.html")
    site.redirect("/old.html", "/new-place.html")
    site.article("/new-place.html")
    site.article("/c-d-e-f.html?ref=1", head='<link rel="canonical" href="/c-d-e-f.html">')
    publish(any_newsroom, site)
    for force, fetched in ((False, 3), (True, 0)):
        summary = crawl_cells(any_newsroom, [CELL], CrawlRequest(force=force), run)[CELL]
        assert summary.counts["fetched"] == fetched
    assert sorted(row.canonical_url.removeprefix(site.root) for row in articles(any_newsroom)) == [
        "/a.html",
        "/c-d-e-f.html",
        "/new-place.html",
    ]
    with any_newsroom.warehouse.reading() as session:
        assert rows.due_regions(session, NOON) == {}
        assert rows.due_regions(session, NOON + dt.timedelta(hours=2)) == {CELL.region: 1}
    assert_ledger_adds_up(any_newsroom)
