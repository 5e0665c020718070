"""Fixtures of the crawl's tests: a web site, and a source that is published there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from pipeline.cells import Cell
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.ledger import OUTCOMES, recount
from pipeline.crawl.request import CrawlRequest
from pipeline.newsroom import Newsroom, Run
from pipeline.summary import Summary
from pipeline.warehouse.schema import Article, CrawlJob, Source, Url
from pipeline_tests.crawl.site import Site
from pipeline_tests.made import NOON, add_source

CELL = Cell(NOON.date(), "sub-saharan-africa")
Crawl = Callable[..., Summary]


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def crawl(newsroom: Newsroom, run: Run) -> Crawl:
    """Crawl one cell (today's of the default region) and return its summary."""

    def crawl_one(cell: Cell = CELL, **request: Any) -> Summary:
        return crawl_cells(newsroom, [cell], CrawlRequest(**request), run)[cell]

    return crawl_one


def publish(newsroom: Newsroom, site: Site, slug: str = "daily-ledger", **fields: Any) -> None:
    """A source that is due, at home on the site; its feed is /feed.xml unless said otherwise."""
    values = {"url": f"{site.root}/", "feeds": [f"{site.root}/feed.xml"]} | fields
    with newsroom.warehouse.transaction() as session:
        add_source(session, slug, **values)


def source_row(newsroom: Newsroom, slug: str = "daily-ledger") -> Source:
    with newsroom.warehouse.reading() as session:
        return session.get_one(Source, slug)


def articles(newsroom: Newsroom) -> list[Article]:
    with newsroom.warehouse.reading() as session:
        return list(session.scalars(select(Article).order_by(Article.id)))


def url_states(newsroom: Newsroom) -> dict[str, tuple[str, str | None]]:
    with newsroom.warehouse.reading() as session:
        rows = session.scalars(select(Url))
        return {row.canonical_url.split("/", 3)[3]: (row.state, row.reason) for row in rows}


def assert_ledger_adds_up(newsroom: Newsroom) -> None:
    with newsroom.warehouse.reading() as session:
        for job in session.scalars(select(CrawlJob)):
            assert recount(session, job.id) == []
            assert job.discovered + job.carried_in == sum(getattr(job, outcome) for outcome in OUTCOMES)
