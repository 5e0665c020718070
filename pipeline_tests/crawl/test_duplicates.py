"""One article, many addresses: redirects, canonical links, equal bytes."""

from __future__ import annotations

from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import (
    Source,
)
from pipeline_tests.crawl.conftest import (
    Crawl,
    articles,
    assert_ledger_adds_up,
    publish,
    url_states,
)
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import add_article


def test_a_redirect_to_a_new_page_gives_the_article_its_final_address(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.feed("/feed.xml", ["/short/1"])
    site.redirect("/short/1", "/2026/port-opens.html")
    site.article("/2026/port-opens.html")
    publish(newsroom, site)
    crawl()
    (article,) = articles(newsroom)
    assert article.canonical_url == f"{site.root}/2026/port-opens.html"
    site.feed("/feed.xml", ["/short/1", "/2026/port-opens.html"])
    site.asked.clear()
    summary = crawl(force=True)
    assert summary.counts["known"] == 2  # by either address
    assert site.paths == ["/feed.xml"]


def test_rel_canonical_is_believed_on_the_site_and_not_beyond(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    def linked(href: str) -> str:
        return f'<link href="{href}" rel="canonical">'

    site.feed("/feed.xml", ["/1-a-b-c.html?ref=x", "/2-a-b-c.html", "/3-a-b-c.html", "/news/4-a-b-c.html"])
    site.article("/1-a-b-c.html?ref=x", "one", linked("/1-a-b-c.html"))
    site.article("/2-a-b-c.html", "two", linked("/"))
    site.article("/3-a-b-c.html", "three", linked("https://other.example/3-a-b-c.html"))
    site.article("/news/4-a-b-c.html", "four", linked("/news/"))
    publish(newsroom, site)
    crawl()
    known_as = [row.canonical_url.removeprefix(site.root) for row in articles(newsroom)]
    assert known_as == ["/1-a-b-c.html", "/2-a-b-c.html", "/3-a-b-c.html", "/news/4-a-b-c.html"]


def test_a_canonical_link_that_all_pages_share_is_a_mistake(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    links = [f"/story-{number}-of-the-day.html" for number in range(8)]
    site.feed("/feed.xml", links)
    for link in links:
        site.article(link, head=f'<link rel="canonical" href="{links[0]}">')
    publish(newsroom, site)
    summary = crawl()
    assert (summary.counts["fetched"], summary.counts["duplicate"]) == (5, 3)


def test_a_feed_that_changes_to_https_doubles_no_article(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    site.feed("/feed.xml", ["/a.html"])
    site.article("/a.html")
    publish(newsroom, site)
    with newsroom.warehouse.transaction() as session:
        known = add_article(
            newsroom.warehouse,
            session,
            session.get_one(Source, "daily-ledger"),
            url=f"https://127.0.0.1:{site.port}/a.html",
        )
    assert crawl().counts["duplicate"] == 1
    assert [row.id for row in articles(newsroom)] == [known.id]
    assert url_states(newsroom) == {"a.html": ("duplicate", "other_scheme")}


def test_addresses_of_one_page_are_one_article(newsroom: Newsroom, site: Site, crawl: Crawl) -> None:
    links = [f"/calendar/{number}" for number in range(8)]
    site.feed("/feed.xml", links)
    for link in links:
        site.page(link, "<html><body><p>No events on this day.</p></body></html>")
    publish(newsroom, site)
    summary = crawl()
    assert (summary.counts["fetched"], summary.counts["duplicate"]) == (1, 7)
    assert_ledger_adds_up(newsroom)
