"""Pages that are stored together end as they would one after the other."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.crawl.feeds import FeedItem
from pipeline.crawl.ledger import open_jobs
from pipeline.crawl.pages import Named, Page
from pipeline.crawl.register import Place, canonical_items, register
from pipeline.crawl.store import Fetched, store_pages
from pipeline.crawl.writer import Writer
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.engine import Warehouse
from pipeline.warehouse.schema import Article, ArticleVersion, CrawlEvent, Url
from pipeline_tests.made import NOON, add_source

CELL = Cell(NOON.date(), "sub-saharan-africa")


def discovered(session: Session, *names: str) -> dict[str, Fetched]:
    """A source with these pages at a.example, each registered and fetched with bytes of its own."""
    slug = f"source-{names[0]}"
    add_source(session, slug)
    jobs, _ = open_jobs(session, {CELL: [slug]}, Run("test-run"), NOON)
    place = Place(jobs[CELL], CELL, slug, "test-run")
    items = [(FeedItem(f"https://a.example/news/{name}"), "feed") for name in names]
    found = register(session, place, canonical_items(items), now=NOON, max_items=9, home="https://a.example/")
    return {
        target.canonical.rsplit("/", 1)[1]: Fetched(place, target, page(target.canonical), "key", NOON)
        for target in found.targets
    }


def page(identity: str, *, named: Named = "asked", body: bytes | None = None) -> Page:
    digest = hashlib.sha256(body or identity.encode()).hexdigest()
    return Page(identity, named, identity, digest, 9, "text/html", 200, {}, '"e"', None)


def under(fetched: Fetched, identity: str, named: Named = "canonical") -> Fetched:
    return replace(fetched, page=replace(fetched.page, identity=f"https://a.example/news/{identity}", named=named))


def test_pages_that_have_nothing_in_common_become_articles_in_their_order(any_newsroom: Newsroom) -> None:
    with any_newsroom.warehouse.transaction() as session:
        mine = discovered(session, "one", "two", "three")
        assert store_pages(session, list(mine.values())) == ["fetched"] * 3
    with any_newsroom.warehouse.reading() as session:
        rows = session.execute(
            select(Url.canonical_url, Article.canonical_url, ArticleVersion.raw_hash, Url.state, CrawlEvent.outcome)
            .join(Article, Article.id == Url.article_id)
            .join(ArticleVersion, ArticleVersion.article_id == Article.id)
            .join(CrawlEvent, CrawlEvent.url_id == Url.id)
        ).all()
    assert len(rows) == 3
    for asked, identity, digest, state, outcome in rows:
        assert (asked, digest, state, outcome) == (identity, page(identity).raw_hash, "fetched", "fetched")


def test_of_two_pages_under_one_name_the_second_is_a_duplicate(any_newsroom: Newsroom) -> None:
    with any_newsroom.warehouse.transaction() as session:
        first, second = discovered(session, "short", "long").values()
        together = [under(first, "the-story", "redirect"), under(second, "the-story", "redirect")]
        assert store_pages(session, together) == ["fetched", "duplicate"]
    assert states(any_newsroom) == {"short": "fetched", "the-story": "fetched", "long": "duplicate"}


def test_of_two_pages_with_the_same_bytes_the_second_is_a_duplicate(any_newsroom: Newsroom) -> None:
    with any_newsroom.warehouse.transaction() as session:
        first, second = discovered(session, "one", "two").values()
        twin = replace(second, page=replace(second.page, raw_hash=first.page.raw_hash))
        assert store_pages(session, [first, twin]) == ["fetched", "duplicate"]


def test_a_page_that_an_earlier_batch_stored_under_another_scheme_is_a_duplicate(any_newsroom: Newsroom) -> None:
    with any_newsroom.warehouse.transaction() as session:
        first, second = discovered(session, "one", "two").values()
        store_pages(session, [first])
        plain = page(first.page.identity.replace("https", "http"), body=b"other bytes")
        assert store_pages(session, [replace(second, page=plain)]) == ["duplicate"]


def test_the_same_bytes_at_another_source_are_an_article_of_its_own(any_newsroom: Newsroom) -> None:
    with any_newsroom.warehouse.transaction() as session:
        (first,) = discovered(session, "one").values()
        (other,) = discovered(session, "two").values()
        copy = replace(other, page=replace(other.page, raw_hash=first.page.raw_hash))
        assert store_pages(session, [first, copy]) == ["fetched", "fetched"]


def test_one_page_that_cannot_be_stored_does_not_keep_its_neighbours_from_it(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        pages = list(discovered(session, "one", "two", "three").values())
    pages[1] = replace(pages[1], page=replace(pages[1].page, http_status=None))  # type: ignore[arg-type]
    outcomes = asyncio.run(_write(newsroom.warehouse, pages))
    assert [outcomes[0], outcomes[2]] == ["fetched", "fetched"]
    assert isinstance(outcomes[1], Exception)
    assert states(newsroom) == {"one": "fetched", "two": "waiting", "three": "fetched"}


def test_a_page_that_cannot_be_made_is_not_written_and_tells_its_own_visit(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        pages = list(discovered(session, "one", "two").values())
    outcomes = asyncio.run(_write(newsroom.warehouse, [replace(pages[0], blob_key="cannot be made"), pages[1]]))
    assert isinstance(outcomes[0], OSError)
    assert outcomes[1] == "fetched"
    assert states(newsroom) == {"one": "waiting", "two": "fetched"}


@pytest.mark.parametrize("number", [1, 60])
def test_what_is_written_among_others_is_committed_in_few_transactions(newsroom: Newsroom, number: int) -> None:
    names = [f"story-{each}" for each in range(number)]
    with newsroom.warehouse.transaction() as session:
        pages = [one for name in names for one in discovered(session, name).values()]
    assert asyncio.run(_write(newsroom.warehouse, pages, at_most=4)) == ["fetched"] * number
    assert set(states(newsroom).values()) == {"fetched"}


async def _write(warehouse: Warehouse, pages: list[Fetched], at_most: int = 9) -> list[str | BaseException]:
    """Write all of them while a first wish holds the writer up, so that they are there when it takes the next."""
    held = threading.Event()
    makers = ThreadPoolExecutor(2)
    async with Writer(warehouse) as writer:
        asked = [writer.write_among(store_pages, partial(_made, each), makers) for each in pages]
        first = asyncio.create_task(writer.write(lambda _: held.wait(60)))
        everything = asyncio.gather(*asked, return_exceptions=True)
        await asyncio.sleep(0)
        await asyncio.to_thread(makers.shutdown)
        held.set()
        found = await everything
        assert await first
        assert writer.transactions <= at_most
    assert [one[0] for one in found if not isinstance(one, BaseException)] == [
        page for page, one in zip(pages, found, strict=True) if not isinstance(one, BaseException)
    ]
    return [one if isinstance(one, BaseException) else one[1] for one in found]


def _made(page: Fetched) -> Fetched:
    if page.blob_key == "cannot be made":
        raise OSError("the disk is full")
    return page


def states(newsroom: Newsroom) -> dict[str, str]:
    with newsroom.warehouse.reading() as session:
        rows = session.execute(select(Url.canonical_url, Url.state))
        return {url.rsplit("/", 1)[1]: state for url, state in rows}


class _Bytes:
    """Stands for a page's bytes: something that can be seen to be gone."""


def test_a_page_is_let_go_before_its_rows_are_written(newsroom: Newsroom) -> None:
    """Many pages wait for a commit at a time: their rows do, their bytes need not."""
    gone: list[bool] = []

    def look(_: Session, pages: list[weakref.ref[_Bytes]]) -> list[None]:
        gone.extend(page() is None for page in pages)
        return [None] * len(pages)

    async def write() -> None:
        held = threading.Event()
        makers = ThreadPoolExecutor(2)
        async with Writer(newsroom.warehouse) as writer:
            first = asyncio.create_task(writer.write(lambda _: held.wait(60)))
            asked = [writer.write_among(look, partial(weakref.ref, _Bytes()), makers) for _ in range(9)]
            everything = asyncio.gather(*asked)
            await asyncio.sleep(0)
            await asyncio.to_thread(makers.shutdown)
            held.set()
            await asyncio.gather(first, everything)

    asyncio.run(write())
    assert gone == [True] * 9
