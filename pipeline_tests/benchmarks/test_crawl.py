"""The benchmark of the crawl: its sites are what they are taken for, and its sections count what they say."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import json
from collections.abc import Iterator

import aiohttp
import pytest

from benchmarks.crawl import Sizes, as_text, main, measure
from benchmarks.crawling import pages
from benchmarks.crawling.processes import Server
from benchmarks.crawling.worker import Job
from pipeline.crawl.feeds import read_feed
from pipeline.failures import ConfigurationError, ServiceUnavailable

TINY = Sizes(
    sites=3, pages=2, rounds=1, client_sites=2, hosts=2, paced_pages=2, delay=0.02, due=3, due_pages=2, idle=40,
    due_rounds=1,
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def test_page_sizes_have_the_mean_and_the_spread_of_real_ones() -> None:
    sizes = sorted(pages.sizes())
    assert sum(sizes) / len(sizes) == pytest.approx(pages.MEAN_BYTES, rel=0.01)
    assert sizes[0] < 10_000
    assert sizes[-1] > 1_000_000


def test_a_page_is_its_head_and_its_body_packed_as_one() -> None:
    body = pages.made_body(7)
    head = pages.head_of("http://127.1.0.1:8080", 3)
    page = gzip.decompress(pages.packed(head, body))
    assert page.startswith(head)
    assert len(page) == len(head) + body.size
    assert len(page) / len(pages.packed(head, body)) > 3


def test_every_site_has_an_address_of_its_own() -> None:
    sites = [*range(600), 62_499, 62_500, 62_501]
    addresses = [pages.address(site) for site in sites]
    assert len(set(addresses)) == len(sites)
    assert [pages.site_of(address) for address in addresses] == sites


def test_the_feed_lists_every_page_of_a_site_with_its_date() -> None:
    now = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    items = read_feed(pages.feed_of("http://127.1.0.1:8080", 3, now), url="http://127.1.0.1:8080/feed-3.xml").items
    assert [item.url for item in items] == [f"http://127.1.0.1:8080{pages.path_of(page)}" for page in range(3)]
    assert items[0].published is not None
    assert items[0].published.utc == now - dt.timedelta(minutes=1)


def test_sites_answer_under_their_own_address(server: Server) -> None:
    async def titles() -> list[str]:
        async with aiohttp.ClientSession() as session:
            urls = [f"http://{pages.address(site)}:{server.port}{pages.path_of(1)}" for site in (0, 251)]
            return [(await (await session.get(url)).text()).split("</title>")[0] for url in urls]

    assert [title.rsplit("//", 1)[1].split(":")[0] for title in asyncio.run(titles())] == ["127.1.0.1", "127.1.1.2"]


def test_the_bare_loop_and_the_crawl_fetch_the_same_pages(server: Server) -> None:
    found = [server.measure(Job(kind, server.port, sites=3, pages=4)) for kind in ("bare", "ours")]
    assert [one["pages"] for one in found] == [12, 12]


def test_every_section_reports_its_figures_and_targets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sites", "2", "--pages", "3", "--rounds", "1", "--sections", "crawl"], as_json=True) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"sizes", "crawl", "targets"}
    assert report["crawl"]["bare"]["pages"] == report["crawl"]["ours"]["pages"] == 6
    others = measure(TINY, ("clients", "pace", "due"))
    assert others["pace"]["seconds"] >= others["pace"]["allowed_seconds"]
    assert set(others["due"]["alone"]["cpu"]) == {"tick", "crawl", "checks", "sensors", "status"}
    assert others["clients"]["aiohttp"]["pages"] == 4
    whole = {**report, **others, "targets": report["targets"] + others["targets"]}
    assert len(whole["targets"]) == 5
    assert "pages a second of the bare loop" in as_text(whole)


def test_an_unknown_section_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"no section speed; there are crawl, clients"):
        main(["--sections", "speed"], as_json=False)


def test_a_measurement_that_fails_says_so(server: Server) -> None:
    with pytest.raises(ServiceUnavailable, match="ended with code"):
        server.measure(Job("bare", server.port, sites=1, pages=1, client="carrier pigeon"))
