"""Blobs that nothing refers to go; what an article needs stays, whoever stores it meanwhile."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom, Run
from pipeline.sources.probe import probe_sources
from pipeline.warehouse.blobs import ASIDE, BlobStore
from pipeline.warehouse.engine import Warehouse
from pipeline.warehouse.pruning import prune_blobs
from pipeline.warehouse.schema import ArticleVersion, Resource
from pipeline_tests.crawl.conftest import articles, publish
from pipeline_tests.crawl.site import Site
from pipeline_tests.crawl.test_health import crawl_at, news
from pipeline_tests.made import NOON, add_article, add_source

TWO_DAYS = 2 * 86_400.0


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def files(newsroom: Newsroom) -> list[Path]:
    return [path for path in (newsroom.settings.home / "blobs").rglob("*") if path.is_file()]


def age(newsroom: Newsroom) -> None:
    """Make everything stored two days old."""
    for path in files(newsroom):
        os.utime(path, (time.time() - TWO_DAYS,) * 2)


def test_what_a_probe_held_goes_and_what_articles_need_stays(
    newsroom: Newsroom, site: Site, run: Run, clock: FixedClock
) -> None:
    publish(newsroom, site)
    news(site, "/a.html")
    site.page("/", "<html><body>Home</body></html>")
    probe_sources(newsroom, ["daily-ledger"], run)
    crawl_at(newsroom, clock, NOON)
    assert site.paths.count("/feed.xml") == 1  # the crawl had it from the probe
    assert prune_blobs(newsroom.warehouse).blobs == 0  # all of it is new
    age(newsroom)
    assert prune_blobs(newsroom.warehouse, dry_run=True).blobs == 2
    assert len(files(newsroom)) == 3
    done = prune_blobs(newsroom.warehouse)
    assert (done.looked_at, done.blobs) == (3, 2)  # the feed and the home page
    with newsroom.warehouse.reading() as session:
        [version] = session.query(ArticleVersion)
        assert newsroom.warehouse.blobs.get(version.blob_key)
        assert session.get_one(Resource, f"{site.root}/").held  # its bytes are gone: it would be asked for again
    assert prune_blobs(newsroom.warehouse).blobs == 0


def test_halves_of_killed_writes_go_and_other_files_are_not_ours(newsroom: Newsroom) -> None:
    newsroom.warehouse.blobs.put(b"page")
    [path] = files(newsroom)
    path.rename(f"{path}.0123456789ab.part")
    (path.parent / "notes.txt").write_text("of the operator")
    assert prune_blobs(newsroom.warehouse).remains == 0
    age(newsroom)
    assert prune_blobs(newsroom.warehouse).remains == 1
    assert [one.name for one in files(newsroom)] == ["notes.txt"]


def test_a_page_that_is_stored_again_while_its_old_bytes_are_pruned_is_kept(newsroom: Newsroom) -> None:
    """The crawl stores bytes that are there, unused and old; the row that needs them comes after pruning looked."""
    key = newsroom.warehouse.blobs.put(b"page")
    age(newsroom)
    with _after_the_rows_were_read(newsroom.warehouse, lambda: newsroom.warehouse.blobs.put(b"page")):
        assert prune_blobs(newsroom.warehouse).blobs == 0
    assert newsroom.warehouse.blobs.get(key) == b"page"


@contextmanager
def _after_the_rows_were_read(warehouse: Warehouse, then: Callable[[], object]) -> Iterator[None]:
    def listen(*_: object) -> None:
        then()

    event.listen(warehouse.engine, "after_cursor_execute", listen)
    yield
    event.remove(warehouse.engine, "after_cursor_execute", listen)


def test_storing_and_pruning_at_once_lose_nothing(newsroom: Newsroom) -> None:
    """Four hundred bodies, old and unused, are stored anew by two threads while they are pruned by two."""
    blobs = newsroom.warehouse.blobs
    bodies = [f"page {number}".encode() for number in range(400)]
    for body in bodies:
        blobs.put(body)
    age(newsroom)
    with ThreadPoolExecutor(4) as pool:
        pruned = [pool.submit(prune_blobs, newsroom.warehouse) for _ in range(2)]
        stored = [pool.submit(lambda mine: [blobs.put(body) for body in mine], mine) for mine in (bodies, bodies[::-1])]
        keys = {key for one in stored for key in one.result()}
        removed = sum(one.result().blobs for one in pruned)
    assert len(keys) == 400
    assert [key for key in keys if not blobs.exists(key)] == []
    assert removed <= 400
    assert not any(path.name.endswith(ASIDE) for path in files(newsroom))


def test_what_a_killed_pruning_had_put_aside_comes_back(newsroom: Newsroom) -> None:
    key = newsroom.warehouse.blobs.put(b"page")
    [path] = files(newsroom)
    path.rename(f"{path}{ASIDE}")
    with newsroom.warehouse.transaction() as session:
        source = add_source(session)
        add_article(newsroom.warehouse, session, source, page=b"page two")
    prune_blobs(newsroom.warehouse)
    assert newsroom.warehouse.blobs.get(key) == b"page"


def test_any_store_can_be_pruned(newsroom: Newsroom) -> None:
    store = BlobStore("memory://pruned")
    key = store.put(b"page")
    [file] = [file for folder in store.stored() for file in folder]
    assert (file.key, file.size > 0) == (hashlib.sha256(b"page").hexdigest(), True)
    assert not store.discard(file, time.time() - 60)
    assert store.discard(file, time.time() + 60)
    assert not store.exists(key)


def test_articles_of_a_home_are_all_there_after_pruning(newsroom: Newsroom, site: Site, clock: FixedClock) -> None:
    publish(newsroom, site)
    news(site, *(f"/{number}.html" for number in range(12)))
    crawl_at(newsroom, clock, NOON)
    age(newsroom)
    assert prune_blobs(newsroom.warehouse).blobs == 0
    assert len(articles(newsroom)) == 12
