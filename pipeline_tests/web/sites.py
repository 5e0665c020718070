"""Small real web servers for tests, on loopback and ephemeral ports, and clients to visit them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

from pipeline.clock import Clock, FixedClock
from pipeline.newsroom import Newsroom
from pipeline.web.client import WebClient

T = TypeVar("T")
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Site:
    """One server. Unknown paths are 404, so robots.txt allows everything unless a test says otherwise."""

    def __init__(self) -> None:
        self.routes: dict[str, Handler] = {}
        self.asked: list[web.BaseRequest] = []
        self.port = 0
        self.under_way = 0
        self.most_under_way = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [request.path_qs for request in self.asked]

    def answer(
        self, path: str, body: bytes | str = b"", status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        """A fixed answer for a path; its Content-Type is text/html unless the headers give another."""
        content = body.encode() if isinstance(body, str) else body

        async def handler(_request: web.BaseRequest) -> web.StreamResponse:
            return web.Response(status=status, body=content, headers={"Content-Type": "text/html"} | (headers or {}))

        self.routes[path] = handler

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.answer(path, status=status, headers={"Location": to})

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            handler = self.routes.get(request.path)
            if handler is None:
                return web.Response(status=404, text="not here")
            return await handler(request)
        finally:
            self.under_way -= 1


@contextlib.asynccontextmanager
async def serving(*sites: Site) -> AsyncIterator[None]:
    """Serve the sites, each on a port of its own."""
    runners = []
    for site in sites:
        runner = web.ServerRunner(web.Server(site.handle), shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        site.port = runner.addresses[0][1]
        runners.append(runner)
    try:
        yield
    finally:
        for runner in runners:
            await runner.cleanup()


class Waits:
    """Stands in for sleeping: moves the clock on, and remembers how long was waited."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock = clock
        self.seconds: list[float] = []

    def are(self, *wanted: float, pause: float | None = None) -> bool:
        """Whether so long was waited, and never less: a pause is up to 5 % longer than it was asked for."""
        longer = [0.05 * (pause or one) + 0.001 for one in wanted]
        return len(wanted) == len(self.seconds) and all(
            -0.001 <= got - want <= more for got, want, more in zip(self.seconds, wanted, longer, strict=True)
        )

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(round(seconds, 3))
        self.clock.advance(seconds=seconds)
        await asyncio.sleep(0)


def client_of(newsroom: Newsroom, clock: Clock | None = None, **settings: Any) -> WebClient:
    """A client of the newsroom with some settings changed."""
    return WebClient(newsroom.settings.model_copy(update=settings), newsroom.warehouse, clock or newsroom.clock)


def visit(newsroom: Newsroom, body: Callable[[WebClient], Coroutine[Any, Any, T]], *sites: Site, **settings: Any) -> T:
    """Serve the sites and run ``body`` with a client."""

    async def scene() -> T:
        async with serving(*sites), client_of(newsroom, **settings) as client:
            return await body(client)

    return asyncio.run(scene())
