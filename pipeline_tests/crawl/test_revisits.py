"""A page that is fetched again: an edit, another article under the old URL, or a good state that must be kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from pipeline.clock import FixedClock
from pipeline.crawl.revisits import turn_of
from pipeline.extraction.rows import pending_count
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Article, ArticleVersion, CrawlEvent
from pipeline_tests.crawl.conftest import CELL, Crawl, articles, assert_ledger_adds_up, publish
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import add_extraction, add_score, add_translation

PORT = [
    "The new port of Kilindini opened on Sunday after nine years of work, two years later than planned.",
    "Ships of up to twelve thousand containers can now call, the harbour master told reporters at the quay.",
    "Traders had waited long for the berth, since their goods had to be unloaded in a port further south.",
    "The loan for the works is to be paid back over thirty years, the ministry of finance said in a note.",
    "Unions fear for four hundred jobs at the old quay, and have asked the government for an answer.",
    "A rail line is to follow within three years and will take half of the lorries off the coastal road.",
]
CUP = [
    "The cup final ends in tears for the home side, which lost on penalties in front of sixty thousand people.",
    "Their goalkeeper saved two of five, and was carried from the pitch by those who had jeered him in May.",
    "It is the third final in a row that the club has lost, and its coach did not say whether he will stay.",
    "The winners travel to the continental cup in spring, where they will meet the champions of the north.",
    "Police spoke of a quiet evening; eleven people were treated for the heat on the western stand of the ground.",
]
FOOT = "<p>Subscribe to our newsletter and get the news of the day every morning at seven.</p>"


def page(title: str, paragraphs: list[str], *, site: str = " | The Daily Ledger", head: str = "") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}{site}</title>{head}</head><body>{body}{FOOT}</body></html>".encode()


OLD = page("Port opens in Kilindini", PORT)


@pytest.mark.parametrize(
    ("now", "turn"),
    [
        (page("Port opens in Kilindini", [*PORT, "Corrected: the loan runs over thirty years."]), "edited"),
        (page("Unions fear for jobs as Kilindini opens its harbour", PORT), "edited"),
        (page("Port opens in Kilindini", CUP), "edited"),  # a live page, rewritten from the top
        (page("Port opens, unions protest", [*CUP[:2], *PORT[:3]]), "edited"),
        (page("Home side loses third final in a row", CUP), "another_article"),
        (page("x", CUP, head='<meta property="og:title" content="Home side loses the cup">'), "another_article"),
        (page("Page not found", []), "degraded"),
        (page("Log in", ["Please log in to go on reading this article."]), "degraded"),
        (b"", "degraded"),
        (b"\x00\xff" * 50, "degraded"),
    ],
)
def test_what_became_of_a_page(now: bytes, turn: str) -> None:
    assert turn_of(OLD, now) == turn


def test_scripts_without_blanks_are_compared_too() -> None:
    old = page(
        "新港口在基林迪尼开放",
        ["经过九年的施工，新港口于周日开放，比原计划晚了两年，港务局长在码头对记者表示，可以停靠大型集装箱船。" * 4],
    )
    new = page(
        "主队连续第三次输掉决赛",
        [
            "杯赛决赛以主队的眼泪告终，他们在六万名观众面前输掉了点球大战，守门员扑出了五个点球中的两个，仍然无济于事。"
            * 4
        ],
    )
    assert turn_of(old, new) == "another_article"
    assert turn_of(old, page("基林迪尼新港口开放", ["改写后的全文。" * 30])) == "edited"


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_two_bodies_are_something(one: bytes, other: bytes) -> None:
    assert turn_of(one, other) in ("edited", "another_article", "degraded")


def _again(newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock, body: bytes, head: str = "") -> str:
    """Publish an article, then something else at its URL, and give the outcome and reason of the second visit."""
    site.feed("/feed.xml", ["/story-1.html"], dates=["Sun, 22 Nov 2026 11:00:00 GMT"])
    site.page("/story-1.html", OLD)
    publish(newsroom, site)
    crawl()
    clock.advance(hours=3)
    site.page("/story-1.html", body)
    site.feed("/feed.xml", ["/story-1.html"], dates=["Sun, 22 Nov 2026 14:00:00 GMT"])
    crawl()
    assert_ledger_adds_up(newsroom)
    with newsroom.warehouse.reading() as session:
        last = session.scalars(select(CrawlEvent).order_by(CrawlEvent.crawl_job_id.desc())).first()
        assert last is not None
        return f"{last.outcome} {last.reason}"


def test_a_url_that_turns_into_another_article_is_noticed(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    other = page("Home side loses third final in a row", CUP)
    assert _again(newsroom, site, crawl, clock, other) == "fetched another_article"
    (article,) = articles(newsroom)
    # nothing that the feed said of the former one is left; extraction takes title and date from the page
    assert (article.revision, article.title, article.feed_date, article.published_at) == (2, None, None, None)
    with newsroom.warehouse.reading() as session:
        rows = session.scalars(select(ArticleVersion).order_by(ArticleVersion.revision))
        assert [row.another for row in rows] == [False, True]


def test_an_edit_is_an_edit(newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock) -> None:
    edited = page(
        "Port opens in Kilindini, unions protest", [*PORT, "More follows as soon as we have heard from them."]
    )
    assert _again(newsroom, site, crawl, clock, edited) == "fetched edited"
    (article,) = articles(newsroom)
    assert (article.revision, article.feed_date is not None) == (2, True)


def test_an_error_page_that_answers_200_does_not_replace_an_article(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    gone = page("Page not found", ["This page does not exist any more, or it never did, and we are sorry for it."])
    assert _again(newsroom, site, crawl, clock, gone) == "known degraded"
    assert articles(newsroom)[0].revision == 1


def test_a_page_that_now_points_to_another_article_is_no_edit_of_it(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock
) -> None:
    site.feed(
        "/feed.xml",
        ["/2026/port-opens-at-last", "/2026/cup-final-is-lost"],
        dates=["Sun, 22 Nov 2026 11:00:00 GMT"] * 2,
    )
    site.page("/2026/port-opens-at-last", OLD)
    site.page("/2026/cup-final-is-lost", page("Home side loses", CUP))
    publish(newsroom, site)
    crawl()
    clock.advance(hours=3)
    site.redirect("/2026/port-opens-at-last", "/2026/cup-final-is-lost", status=301)
    site.feed("/feed.xml", ["/2026/port-opens-at-last"], dates=["Sun, 22 Nov 2026 14:00:00 GMT"])
    crawl()
    assert [article.revision for article in articles(newsroom)] == [1, 1]
    with newsroom.warehouse.reading() as session:
        reasons = set(session.scalars(select(CrawlEvent.reason)))
    assert "leads_to_another" in reasons
    assert_ledger_adds_up(newsroom)


@pytest.mark.parametrize(
    "body",
    [page("Port opens in Kilindini", [*PORT, "More follows."]), page("Home side loses third final in a row", CUP)],
    ids=["edited", "another"],
)
def test_what_was_made_of_the_former_text_is_pending_again(
    newsroom: Newsroom, site: Site, crawl: Crawl, clock: FixedClock, body: bytes
) -> None:
    def standing() -> tuple[str, int]:
        with newsroom.warehouse.reading() as session:
            status = session.scalar(text("SELECT status FROM article_status"))
            return str(status), pending_count(session, CELL, clock.now(), version="x1")

    site.feed("/feed.xml", ["/story-1.html"], dates=["Sun, 22 Nov 2026 11:00:00 GMT"])
    site.page("/story-1.html", OLD)
    publish(newsroom, site)
    crawl()
    with newsroom.warehouse.transaction() as session:
        article = session.scalars(select(Article)).one()
        add_score(session, add_translation(session, add_extraction(session, article, text="\n\n".join(PORT))))
    assert standing() == ("completed", 0)
    clock.advance(hours=3)
    site.page("/story-1.html", body)
    site.feed("/feed.xml", ["/story-1.html"], dates=["Sun, 22 Nov 2026 14:00:00 GMT"])
    crawl()
    assert standing() == ("scored", 1)
