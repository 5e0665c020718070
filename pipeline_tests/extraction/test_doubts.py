"""Sources on whose texts the engines do not agree are named, with the page to look at."""

from __future__ import annotations

import datetime as dt

from click.testing import CliRunner
from pytest import MonkeyPatch

from pipeline.cli.main import main
from pipeline.extraction.checks import agreement
from pipeline.extraction.doubts import LOW, Doubtful, doubtful_sources
from pipeline.extraction.page import extract_page
from pipeline.newsroom import Newsroom
from pipeline_tests.extraction.pages import PORT, page
from pipeline_tests.made import NOON, add_article, add_extraction, add_source


def _articles(newsroom: Newsroom, slug: str, confidences: list[float], outcome: str = "article", days: int = 0) -> None:
    with newsroom.warehouse.transaction() as session:
        source = add_source(session, slug)
        for number, confidence in enumerate(confidences):
            day = NOON.date() - dt.timedelta(days=days)
            article = add_article(
                newsroom.warehouse, session, source, url=f"https://{slug}.example/{number}", cell_date=day
            )
            add_extraction(session, article, text="x", confidence=confidence, outcome=outcome, method="paragraphs")


def _named(newsroom: Newsroom) -> list[Doubtful]:
    with newsroom.warehouse.reading() as session:
        return doubtful_sources(session)


def test_sources_with_many_doubtful_texts_are_named_with_the_least_sure(any_newsroom: Newsroom) -> None:
    _articles(any_newsroom, "agreed", [0.9] * 8 + [0.4] * 2)
    _articles(any_newsroom, "half", [0.9] * 3 + [0.5, 0.45, 0.55])
    _articles(any_newsroom, "worse", [0.4] * 4 + [0.3])
    worse, half = _named(any_newsroom)
    assert (worse.slug, worse.articles, worse.doubtful, worse.confidence) == ("worse", 5, 5, 0.38)
    assert worse.url == "https://worse.example/4"
    assert (half.slug, half.doubtful, half.url) == ("half", 3, "https://half.example/4")


def test_walls_few_articles_and_old_ones_say_nothing(newsroom: Newsroom) -> None:
    _articles(newsroom, "today", [0.9] * 5)
    _articles(newsroom, "walled", [0.0] * 9, outcome="wall")
    _articles(newsroom, "few", [0.3] * 4)
    _articles(newsroom, "long-ago", [0.3] * 9, days=31)
    assert _named(newsroom) == []


def test_status_and_the_check_name_them(newsroom: Newsroom, monkeypatch: MonkeyPatch) -> None:
    assert agreement(newsroom).passed
    _articles(newsroom, "worse", [0.4] * 5)
    found = agreement(newsroom)
    assert not found.passed
    assert "1 sources are doubtful" in (found.description or "")
    monkeypatch.setenv("EMCIP_HOME", str(newsroom.settings.home))
    told = CliRunner().invoke(main, ["status"])
    assert "worse: the engines do not agree on 5 of 5 texts" in told.output
    assert "https://worse.example/4" in told.output


def test_a_short_piece_is_not_doubtful_for_its_length_and_a_text_picked_from_many_boxes_is() -> None:
    flash = extract_page(page(PORT[:2]), url="https://a.example/news/1", content_type="text/html")
    assert flash.outcome == "article"
    assert flash.confidence >= LOW
    boxes = "".join(f"<div class='c{at}'><p class='c{at}'>{text}</p></div>" for at, text in enumerate(PORT))
    bare = f"<html lang='en'><body><nav><a href='/'>Home</a></nav>{boxes}</body></html>".encode()
    assert extract_page(bare, url="https://a.example/news/2", content_type="text/html").confidence < LOW
