"""A host that takes no connection is let be for a while, and its row says so for whoever looks."""

from __future__ import annotations

import pytest
import uvloop
from aiohttp import web

from pipeline.clock import FixedClock
from pipeline.failures import TransientError
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Host
from pipeline.web.circuit import OPEN
from pipeline_tests.made import NOON
from pipeline_tests.web.sites import Site, client_of, serving


def _row(newsroom: Newsroom, host: str) -> Host:
    with newsroom.warehouse.reading() as session:
        return session.get_one(Host, host)


def test_an_open_circuit_stands_in_its_hosts_row_until_the_host_is_reached(
    newsroom: Newsroom, clock: FixedClock
) -> None:
    site = Site()
    site.answer("/page", "back again")

    async def refused() -> None:
        async with serving(site):
            pass
        async with client_of(newsroom) as client:
            for _ in range(3):
                with pytest.raises(TransientError):
                    await client.fetch(site.url("/page"))

    uvloop.run(refused())
    row = _row(newsroom, site.host)
    assert (row.unreachable_since, row.unreachable_until) == (NOON, NOON + OPEN)
    assert row.unreachable_reason == "connection_refused"

    async def reached() -> None:
        async with client_of(newsroom) as client:
            for _ in range(2):
                with pytest.raises(TransientError):
                    await client.fetch(site.url("/page"))
            clock.advance(seconds=OPEN.total_seconds())
            runner = web.ServerRunner(web.Server(site.handle), shutdown_timeout=0)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", site.port).start()
            await client.fetch(site.url("/page"))
            await runner.cleanup()

    uvloop.run(reached())
    assert _row(newsroom, site.host).unreachable_until is None
