"""Titles: the publisher's name in every place, short and long forms, structured data that is broken or of others."""

from __future__ import annotations

import json

import pytest

from pipeline.extraction.page import extract_page
from pipeline_tests.extraction.pages import page

TITLE = "Third terminal opens at the port"
HOUSE = "<meta property='og:site_name' content='The Harbour Post'>"
NO_HEADLINE = "<div></div>"


def title(shown: str, head: str = "", headline: str = NO_HEADLINE, after: str = "", lang: str = "en") -> str | None:
    """The title of a page with this ``<title>`` and this in the place of its ``<h1>``."""
    source = page(title=shown, head=head, after=after, lang=lang).decode()
    source = source.replace(f"<h1>{shown}</h1>", headline)
    url = "https://www.harbour-post.example/news/third-terminal-opens"
    return extract_page(source.encode(), url=url, content_type="text/html").title


def shared(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def script(source: str) -> str:
    return f"<script type='application/ld+json'>{source}</script>"


NODE = json.dumps({"@type": "NewsArticle", "headline": TITLE})


@pytest.mark.parametrize("mark", [" | ", " - ", " – ", " — ", " :: ", " « ", " » ", " • ", " · ", " / "])
def test_the_publisher_is_cut_off_at_either_end(mark: str) -> None:
    assert title(f"{TITLE}{mark}The Harbour Post", HOUSE) == TITLE
    assert title(f"The Harbour Post{mark}{TITLE}", HOUSE) == TITLE
    assert title(f"{TITLE}{mark}World{mark}The Harbour Post", HOUSE) == TITLE


@pytest.mark.parametrize(
    ("shown", "house", "wanted", "lang"),
    [
        (f"The Harbour Post: {TITLE}", "The Harbour Post", TITLE, "en"),
        (f"The Harbour Post » News » {TITLE}", "The Harbour Post", TITLE, "en"),
        ("Live: the vote on the market | The Harbour Post", "The Harbour Post", "Live: the vote on the market", "en"),
        ("老鱼市场将于今年秋天关闭_港口网", "", "老鱼市场将于今年秋天关闭", "zh"),
        ("魚市場閉鎖へ、商人ら反発｜港新聞", "", "魚市場閉鎖へ、商人ら反発", "ja"),
        ("魚市場閉鎖へ、商人ら反発：港新聞", "港新聞", "魚市場閉鎖へ、商人ら反発", "ja"),
        ("إغلاق سوق السمك القديم | الميناء", "الميناء", "إغلاق سوق السمك القديم", "ar"),
        ("A &amp;amp; B open port", "", "A & B open port", "en"),
        ("\n  Third terminal&nbsp;opens\n   at the port\n", "", TITLE, "en"),
    ],
)
def test_a_document_title_alone_is_reduced_to_the_headline(shown: str, house: str, wanted: str, lang: str) -> None:
    head = f"<meta property='og:site_name' content='{house}'>" if house else ""
    assert title(shown, head, lang=lang) == wanted


@pytest.mark.parametrize("own", ["Opinion | The port we deserve", "Port opens - at last"])
def test_marks_within_a_headline_stay(own: str) -> None:
    assert title(f"{own} - The Harbour Post", HOUSE + shared(own), f"<h1>{own}</h1>") == own


@pytest.mark.parametrize(
    "headline",
    [
        f"<h1>The Harbour Post</h1><h1>{TITLE}</h1>",
        f"<h1 class='logo'><a href='/'>News from the whole coast and its towns</a></h1><h1>{TITLE}</h1>",
        f"<h1 class='logo'><a href='/'>News from the whole coast and its towns</a></h1><h2>{TITLE}</h2>",
        f"<h1 class='sr-only'>The Harbour Post - News from the coast</h1><h2>{TITLE}</h2>",
    ],
)
def test_headlines_that_are_the_houses_own_are_passed_over(headline: str) -> None:
    assert title(f"{TITLE} - The Harbour Post", HOUSE, headline) == TITLE


@pytest.mark.parametrize(
    "head",
    [
        script("<!--\n" + NODE + "\n-->"),
        script("//<![CDATA[\n" + NODE + "\n//]]>"),
        script("/* data */\n" + NODE),
        script(NODE + ";"),
        script("var data = " + NODE + ";"),
        script(NODE[:-1] + ",}"),
        script(NODE.replace("terminal opens", "terminal\nopens")),
        script(json.dumps({"@type": "WebSite", "name": "The Harbour Post"}) + NODE),
        script(NODE.replace('"', "&quot;")),
        script("{\n// the article\n" + NODE[1:]),
        script(json.dumps({"@type": "WebPage", "mainEntity": json.loads(NODE)})),
        script(NODE.replace("headline", "name")),
        script(NODE.replace("terminal", "<i>terminal</i>")),
    ],
)
def test_headlines_of_structured_data_are_read_however_it_is_wrapped(head: str) -> None:
    assert title("News of the day", head) == TITLE


def test_the_headline_of_another_article_is_not_the_pages() -> None:
    other = script(json.dumps({"@type": "NewsArticle", "headline": "Ferry changes", "datePublished": "2025-01-01"}))
    assert title(f"{TITLE} | Some Paper", other + script(NODE)) == TITLE


def test_a_title_escaped_twice_is_read_as_it_was_meant() -> None:
    wanted = "Port's “new” terminal & quay"
    escaped = "Port&amp;#039;s &amp;ldquo;new&amp;rdquo; terminal &amp;amp; quay"
    assert title("News", shared(escaped)) == wanted
