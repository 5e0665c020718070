"""A site that answers address after address with one page is not asked for thousands of them; and is believed again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
from aiohttp import web

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.one_body import SAME_IN_A_ROW, words_of
from pipeline.crawl.request import CrawlRequest
from pipeline.newsroom import Newsroom, Run
from pipeline_tests.crawl.conftest import CELL, Crawl, articles, assert_ledger_adds_up, publish, source_row, url_states
from pipeline_tests.crawl.site import HTML, Site
from pipeline_tests.crawl.test_health import DATE, crawl_at, held
from pipeline_tests.made import NOON

CAPTCHA = "<html><head><title>One moment</title></head><body><p>Show that you are a person.</p></body></html>"
LINKS = [f"/{number}-story-of-the-day.html" for number in range(30)]
Body = Callable[[web.Request], str]


def answering(site: Site, links: list[str], body: Body) -> None:
    for link in links:
        site.answers[link] = lambda request: web.Response(body=body(request).encode(), headers={"Content-Type": HTML})


def news(site: Site, links: list[str]) -> None:
    site.feed("/feed.xml", links, dates=[DATE] * len(links))


def with_a_ray(request: web.Request) -> str:
    """A page of its own at each request: who asked for what, and a number of the request."""
    ray = hashlib.sha256(request.path.encode()).hexdigest()
    asked = f"You asked for {request.url}, at 12:{len(request.path):02d} (ray {ray})."
    return CAPTCHA.replace("</body>", f"<p>{asked}</p><!-- {ray[:9]} --></body>")


@pytest.mark.parametrize("body", [lambda request: CAPTCHA, with_a_ray], ids=["same bytes", "with the address in it"])
def test_a_source_that_shows_one_page_everywhere_is_not_asked_on(
    newsroom: Newsroom, site: Site, clock: FixedClock, body: Body
) -> None:
    news(site, LINKS)
    answering(site, LINKS, body)
    publish(newsroom, site)
    summary = crawl_at(newsroom, clock, NOON)
    # with the address in it, the second page is the first whose words are known
    assert len(site.asked) in (1 + SAME_IN_A_ROW + 1, 1 + SAME_IN_A_ROW + 2)
    assert summary.counts["waiting"] == len(LINKS) - len(site.asked) + 2
    assert url_states(newsroom)[LINKS[-1][1:]] == ("waiting", "one_body")
    [(slug, condition, reason, since)] = held(newsroom)
    assert (slug, condition, reason, since) == ("daily-ledger", "one_body", "one_body", NOON)
    assert source_row(newsroom).health == "one_body"
    assert "1 newly sick: daily-ledger (one_body)" in summary.notes
    assert_ledger_adds_up(newsroom)


def test_while_it_lasts_each_crawl_asks_for_one_page_and_another_one_each_time(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    news(site, LINKS)
    answering(site, LINKS, with_a_ray)
    publish(newsroom, site)
    crawl_at(newsroom, clock, NOON)
    site.asked.clear()
    for hour in range(1, 5):
        summary = crawl_at(newsroom, clock, NOON + dt.timedelta(hours=hour))
        assert summary.counts["fetched"] == 0
    pages = [path for path in site.paths if path != "/feed.xml"]
    assert len(pages) == len(set(pages)) == 4
    assert [(reason, since) for _, _, reason, since in held(newsroom)] == [("one_body", NOON)]
    assert_ledger_adds_up(newsroom)


def test_it_recovers_by_itself_and_everything_that_waited_is_fetched(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    news(site, LINKS)
    answering(site, LINKS, lambda request: CAPTCHA)
    publish(newsroom, site)
    crawl_at(newsroom, clock, NOON)
    for link in LINKS:
        site.article(link)
    summary = crawl_at(newsroom, clock, NOON + dt.timedelta(hours=7))
    assert summary.counts["fetched"] == len(LINKS) - SAME_IN_A_ROW
    assert held(newsroom) == []
    assert source_row(newsroom).one_body is None
    assert "1 well again: daily-ledger" in summary.notes
    assert_ledger_adds_up(newsroom)


def test_dead_links_do_not_stand_in_front_of_good_ones_for_ever(
    newsroom: Newsroom, site: Site, clock: FixedClock
) -> None:
    dead, good = LINKS[:20], LINKS[20:]
    news(site, [*dead, *good])
    answering(site, dead, lambda request: CAPTCHA)
    for link in good:
        site.article(link)
    publish(newsroom, site)
    for hour in range(6):
        crawl_at(newsroom, clock, NOON + dt.timedelta(hours=hour))
    assert {url_states(newsroom)[link[1:]][0] for link in good} == {"fetched"}


def test_articles_among_pages_that_are_alike_are_fetched_to_the_end(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    """A paper that locks two articles of three away behind one page still brings the third."""
    news(site, LINKS)
    for number, link in enumerate(LINKS):
        if number % 3:
            answering(site, [link], lambda request: CAPTCHA)
        else:
            site.article(link)
    publish(newsroom, site)
    crawl()
    assert len(articles(newsroom)) == len(LINKS) / 3 + 1
    assert held(newsroom) == []


def test_articles_that_share_a_title_and_much_of_their_text_are_not_one_page(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    news(site, LINKS)
    frame = "<html><head><title>The Ledger</title></head><body><nav>Home News Sport</nav><p>{}</p></body></html>"
    names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana"]
    for number, link in enumerate(LINKS):
        site.page(link, frame.format(f"The mayor met {names[number % 8]} and {names[number // 8]} today."))
    publish(newsroom, site)
    crawl()
    assert len(articles(newsroom)) == len(LINKS)
    assert held(newsroom) == []


def test_a_past_cell_and_todays_share_what_was_seen(
    newsroom: Newsroom, site: Site, clock: FixedClock, run: Run
) -> None:
    news(site, LINKS)
    publish(newsroom, site)
    answering(site, [*LINKS, "/new.html"], lambda request: CAPTCHA)
    crawl_cells(newsroom, [CELL], CrawlRequest(max_items=1), run)
    news(site, ["/new.html", *LINKS])
    site.asked.clear()
    clock.advance(seconds=86_400)
    today = Cell(clock.now().date(), CELL.region)
    summaries = crawl_cells(newsroom, [CELL, today], CrawlRequest(force=True), run)
    assert len(site.asked) == 1 + 1 + SAME_IN_A_ROW
    assert summaries[CELL].counts["waiting"] == len(LINKS) - 1 - SAME_IN_A_ROW
    assert summaries[today].counts["fetched"] == 0
    assert_ledger_adds_up(newsroom)


def test_the_words_of_a_page_are_those_that_its_address_and_its_numbers_are_not() -> None:
    page = b"<title>Gone</title><p>No page at /news/port-opens.html, request 4711, key ab12</p>"
    other = b"<title>Gone</title><p>No page at /news/rain-came.html, request 99, key cd34</p>"
    assert words_of(page, "https://a.example/news/port-opens.html") == words_of(
        other, "https://a.example/news/rain-came.html"
    )
    assert words_of(page, "https://a.example/x") != words_of(other, "https://a.example/x")
