"""All made sites in one process, as cheap as Python has it: one listening socket, ready answers, no framework.

    python -m benchmarks.crawling.server

Prints its port, and ends when its standard input does.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sys

from benchmarks.crawling import pages

_PAGE = pages.path_of(0).rsplit("0", 1)[0].encode()
_FEED = re.compile(rb"/feed-(\d+)\.xml")


class Sites:
    """The answers of all sites; ``answer`` is a whole HTTP response."""

    def __init__(self) -> None:
        self.bodies = [pages.made_body(number) for number in range(pages.BODIES)]
        self.started = dt.datetime.now(dt.UTC)
        self.port = 0

    def answer(self, path: bytes, host: str) -> bytes:
        root = f"http://{host}:{self.port}"
        if path.startswith(_PAGE):
            page = int(path[len(_PAGE) : -5])
            number = (pages.site_of(host) * 20 + page) * 7 % pages.BODIES
            return _response(pages.packed(pages.head_of(root, page), self.bodies[number]), b"text/html", gzip=True)
        if feed := _FEED.fullmatch(path):
            return _response(pages.feed_of(root, int(feed[1]), self.started), b"application/rss+xml")
        if path == b"/robots.txt":
            return _response(pages.ROBOTS, b"text/plain")
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _response(body: bytes, kind: bytes, *, gzip: bool = False) -> bytes:
    packing = b"Content-Encoding: gzip\r\n" if gzip else b""
    head = b"HTTP/1.1 200 OK\r\nServer: made\r\nContent-Type: %b; charset=utf-8\r\n%bContent-Length: %d\r\n\r\n"
    return head % (kind, packing, len(body)) + body


class _Connection(asyncio.Protocol):
    def __init__(self, sites: Sites) -> None:
        self._sites, self._held = sites, b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        *requests, self._held = (self._held + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1]
            at = request.lower().index(b"\r\nhost:") + 7
            host = request[at:].split(b"\r\n", 1)[0].strip().split(b":", 1)[0]
            self._transport.write(self._sites.answer(path, host.decode()))


async def _serve(sites: Sites) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(sites), "0.0.0.0", 0, backlog=2_000)  # noqa: S104 - all of 127/8
    sites.port = server.sockets[0].getsockname()[1]
    print(sites.port, flush=True)  # noqa: T201
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve(Sites()))
