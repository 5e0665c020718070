"""The pace between processes: what holds it is the warehouse, so two real processes share it."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from pathlib import Path

import uvloop

from pipeline.clock import SystemClock
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Host
from pipeline_tests.web.sites import Site, serving

CHECKOUT = Path(__file__).resolve().parents[2]
CRAWLER = """
import asyncio, pathlib, sys, uvloop
from pipeline.clock import SystemClock
from pipeline.settings import Settings
from pipeline.warehouse.engine import open_warehouse
from pipeline.web.client import WebClient

async def main(home, url, count):
    settings = Settings(home=pathlib.Path(home), host_delay=0.1, allow_private=("127.0.0.0/8",))
    warehouse = open_warehouse(settings.warehouse_url, settings.blobs_url)
    async with WebClient(settings, warehouse, SystemClock()) as client:
        await asyncio.gather(*(client.fetch(url) for _ in range(int(count))))

uvloop.run(main(*sys.argv[1:]))
"""


def test_two_processes_never_ask_a_host_at_once_and_share_its_pace(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/", "hello")
    started = SystemClock().now()

    async def scene() -> list[int]:
        async with serving(site):
            crawlers = [
                await asyncio.create_subprocess_exec(
                    sys.executable, "-c", CRAWLER, str(newsroom.settings.home), site.url(), "4", cwd=CHECKOUT
                )
                for _ in range(2)
            ]
            return [await crawler.wait() for crawler in crawlers]

    assert uvloop.run(scene()) == [0, 0]
    assert site.paths().count("/") == 8
    assert site.most_under_way == 1
    with newsroom.warehouse.reading() as session:
        row = session.get_one(Host, site.host)
    assert row.busy_owner is None
    assert row.next_request_at is not None
    assert row.next_request_at >= started + dt.timedelta(seconds=0.1 * len(site.asked))
