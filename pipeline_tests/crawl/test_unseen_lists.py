"""Home pages and section pages of many systems, written before the code that reads them was read."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from pipeline.crawl.homepage import read_homepage
from pipeline.sources.home_page import read_home_page
from pipeline_tests.crawl.unseen_lists.feed_pages import FED, Fed
from pipeline_tests.crawl.unseen_lists.home_pages import PAGES, Listing
from pipeline_tests.crawl.unseen_lists.second_pages import SECOND_PAGES

HTML = "text/html; charset=utf-8"
# what cannot be told from an article by its address and text; each costs one request
KNOWN_EXTRA = {
    "https://b9.example/video/asi-se-vive-el-carnaval-9911",
    "https://c3.example/hava-durumu/istanbul-hava-durumu.htm",
    "https://d3.example/com/com-1.html",
    "https://d4.example/jeux/mots-croises-du-jour",
    "https://d8.example/kraj/lista,nPack,2",
}


def plain(address: str) -> str:
    return unquote(address).partition("#")[0].partition("?ref=")[0]


@pytest.mark.parametrize("page", (*PAGES, *SECOND_PAGES), ids=lambda page: page.name)
def test_list_page_names_its_articles_and_nothing_else(page: Listing) -> None:
    found = read_homepage(page.html.encode(), url=page.url, content_type=HTML).articles
    assert {plain(item.url) for item in found} - KNOWN_EXTRA == {plain(address) for address in page.articles}


@pytest.mark.parametrize("page", FED, ids=lambda page: page.name)
def test_feed_of_all_news_comes_first(page: Fed) -> None:
    crawled = read_homepage(page.html.encode(), url=page.url, content_type=HTML).feeds
    probed = read_home_page(page.html.encode(), HTML, page.url)
    assert next(iter(crawled), None) == page.feed
    assert next(iter((*probed.declared, *probed.linked)), None) == page.feed
