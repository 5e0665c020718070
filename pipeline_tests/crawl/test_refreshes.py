"""Pages that only send their reader on are followed; pages that refresh themselves are pages."""

from __future__ import annotations

import pytest

from pipeline.crawl.refreshes import leads_to
from pipeline.newsroom import Newsroom
from pipeline_tests.crawl.conftest import Crawl, articles, assert_ledger_adds_up, publish, url_states
from pipeline_tests.crawl.site import Site

AT = "https://news.example/go/7"


def signpost(content: str, body: str = "") -> str:
    return f"<html><head><meta http-equiv='refresh' content=\"{content}\"></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("page", "there"),
    [
        (signpost("0; url=/a.html"), "https://news.example/a.html"),
        (signpost("0;URL='https://other.example/a?b=1&amp;c=2'"), "https://other.example/a?b=1&c=2"),
        (signpost("2.5,/a.html"), "https://news.example/a.html"),
        ("<META CONTENT='0;url=a.html' HTTP-EQUIV=REFRESH>", "https://news.example/go/a.html"),
        (signpost("0;url=/a.html", "<script>location='/a.html'</script><p>You are being redirected."),
         "https://news.example/a.html"),
        (signpost("300; url=/a.html"), None),
        (signpost("0"), None),
        (signpost(f"0; url={AT}"), None),
        (signpost("0; url=javascript:alert(1)"), None),
        (signpost("0; url=file:///etc/passwd"), None),
        (signpost("0; url=/a.html", "<p>" + "A story of some length. " * 20), None),
        (f"<html><head><noscript>{signpost('0;url=/plain')}</noscript></head><body></body></html>", None),
        ("<p>Refresh yourself</p>", None),
    ],
)  # fmt: skip
def test_what_leads_on_and_what_is_a_page(page: str, there: str | None) -> None:
    assert leads_to(page.encode(), AT) == there


def test_an_article_behind_a_signpost_is_fetched_and_known_by_its_own_address(
    newsroom: Newsroom, site: Site, crawl: Crawl
) -> None:
    site.feed("/feed.xml", ["/go/1", "/round", "/go/out"])
    site.page("/go/1", signpost("0;url=/go/2"))
    site.page("/go/2", signpost("0;url=/2026/port-opens.html"))
    site.article("/2026/port-opens.html")
    site.page("/round", signpost("0;url=/round/again"))
    site.page("/round/again", signpost("0;url=/round"))
    site.page("/go/out", signpost("0;url=http://10.0.0.1/secret"))
    publish(newsroom, site)
    crawl()
    [article] = articles(newsroom)
    assert article.canonical_url == f"{site.root}/2026/port-opens.html"
    states = url_states(newsroom)
    assert states["go/1"] == ("fetched", None)
    assert states["round"] == ("dropped", "too_many_redirects")
    assert states["go/out"] == ("dropped", "private_address")
    assert_ledger_adds_up(newsroom)
