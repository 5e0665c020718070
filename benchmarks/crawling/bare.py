"""Bare loops: download, decompress, hash and write the pages, with nothing that makes a crawler of it.

One loop for each HTTP client worth considering; all ask the same pages in the same order, a site by one task, and
write each under its hash. The one over aiohttp is the baseline of the crawl.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

AT_ONCE = 64  # as EMCIP_FETCH_CONCURRENCY
Take = Callable[[bytes], None]


def write_into(folder: Path) -> Take:
    """What is done with a body: its hash names the file that it is written to."""

    def take(body: bytes) -> None:
        (folder / hashlib.sha256(body).hexdigest()).write_bytes(body)

    return take


async def over_aiohttp(sites: Sequence[Sequence[str]], take: Take) -> None:
    import aiohttp  # noqa: PLC0415 - one client a process

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, headers={"Accept-Encoding": "gzip"}) as session:

        async def get(url: str) -> bytes:
            async with session.get(url) as response:
                response.raise_for_status()
                return await response.read()

        await _visit_all(sites, get, take)


async def over_httpx2(sites: Sequence[Sequence[str]], take: Take) -> None:
    import httpx2  # noqa: PLC0415 - one client a process

    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=AT_ONCE)
    async with httpx2.AsyncClient(limits=limits, headers={"Accept-Encoding": "gzip"}, timeout=45) as client:

        async def get(url: str) -> bytes:
            response = await client.get(url)
            response.raise_for_status()
            return response.content

        await _visit_all(sites, get, take)


async def over_niquests(sites: Sequence[Sequence[str]], take: Take) -> None:
    import niquests  # noqa: PLC0415 - one client a process

    async with niquests.AsyncSession(pool_connections=2 * AT_ONCE, pool_maxsize=2) as session:

        async def get(url: str) -> bytes:
            response = await session.get(url, headers={"Accept-Encoding": "gzip"})
            response.raise_for_status()
            return response.content or b""

        await _visit_all(sites, get, take)


async def over_pycurl(sites: Sequence[Sequence[str]], take: Take) -> None:
    """libcurl's multi interface, which is an event loop of its own."""
    import pycurl  # noqa: PLC0415 - one client a process

    multi, waiting, left = pycurl.CurlMulti(), iter(sites), {}

    def ask(curl: Any, site: Iterator[str] | None) -> None:
        """The next page of the site, or the first of the next site that waits; nothing when none does."""
        url = next(site, None) if site else None
        while url is None:
            following = next(waiting, None)
            if following is None:
                left.pop(curl, None)
                return
            site = iter(following)
            url = next(site, None)
        body = io.BytesIO()
        left[curl] = site, body
        curl.setopt(pycurl.URL, url)
        curl.setopt(pycurl.WRITEDATA, body)
        multi.add_handle(curl)

    for _ in range(AT_ONCE):
        curl = pycurl.Curl()
        curl.setopt(pycurl.ACCEPT_ENCODING, "gzip")
        curl.setopt(pycurl.FAILONERROR, True)
        ask(curl, None)
    while left:
        multi.perform()
        multi.select(1.0)
        _, done, failed = multi.info_read()
        if failed:
            raise OSError(f"libcurl says {failed[0][2]}")
        for curl in done:
            site, body = left[curl]
            multi.remove_handle(curl)
            take(body.getvalue())
            ask(curl, site)


async def _visit_all(sites: Sequence[Sequence[str]], get: Callable[[str], Awaitable[bytes]], take: Take) -> None:
    waiting: Iterator[Sequence[str]] = iter(sites)

    async def work() -> None:
        for site in waiting:
            for url in site:
                take(await get(url))

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


BASELINE = "aiohttp"
# each is imported when it is measured: niquests and pycurl are not among our libraries, and may be missing
CLIENTS: dict[str, Callable[[Sequence[Sequence[str]], Take], Awaitable[None]]] = {
    BASELINE: over_aiohttp,
    "httpx2": over_httpx2,
    "niquests": over_niquests,
    "pycurl": over_pycurl,
}
