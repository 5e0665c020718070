"""A small real web site for tests: an aiohttp server on a loopback port, with a thread and a loop of its own."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web

Handler = Callable[[web.Request], web.StreamResponse]
HTML = "text/html; charset=utf-8"


@dataclass
class Asked:
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """``answers`` maps a path (with its query) to a handler; ``asked`` holds every request but robots.txt.

    ``addresses`` are those of the loopback network that it answers at, all with the same pages; ``busiest`` is how
    many requests one of them had before it at a time, at the most.
    """

    answers: dict[str, Handler] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    robots: str = "User-agent: *\nAllow: /\n"
    robots_asked: int = 0
    port: int = 0
    latency: float = 0.0
    hanging: set[str] = field(default_factory=set)
    addresses: tuple[str, ...] = ("127.0.0.1",)
    busiest: int = 0

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._hung = threading.Semaphore(0)
        self._freed = asyncio.Event()
        self._before: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._serve, name="test-site")
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def wait_until_hung(self, requests: int = 1) -> None:
        """Wait until so many (more) requests for ``hanging`` paths have come, which are not answered until freed."""
        for _ in range(requests):
            assert self._hung.acquire(timeout=60)

    def free(self) -> None:
        """Answer what hangs, and hang no more."""
        self.hanging.clear()
        self._loop.call_soon_threadsafe(self._freed.set)

    def page(self, path: str, body: str | bytes, *, status: int = 200, kind: str = HTML, **headers: str) -> None:
        """Answer with a body and, if it is asked with its ETag, with 304."""
        data = body.encode() if isinstance(body, str) else body
        etag = f'"{hashlib.sha1(data, usedforsecurity=False).hexdigest()}"'
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: web.Request) -> web.StreamResponse:
            if status == 200 and request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers={"ETag": etag})
            return web.Response(status=status, body=data, headers={"Content-Type": kind, "ETag": etag, **named})

        self.answers[path] = answer

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.answers[path] = lambda request: web.Response(status=status, headers={"Location": to})

    def article(self, path: str, text: str | None = None, head: str = "") -> None:
        body = text or f"the story of {path}"
        self.page(path, f"<html><head><title>{path}</title>{head}</head><body><p>{body}</p></body></html>")

    def feed(self, path: str, links: Sequence[str], *, dates: Sequence[str] = (), status: int = 200) -> None:
        """An RSS feed of these links; ``dates`` belong to the first of them."""
        padded = [*dates, *[""] * len(links)]
        items = "".join(
            f"<item><title>Story {link}</title><link>{link.replace('&', '&amp;')}</link>"
            + (f"<pubDate>{date}</pubDate>" if date else "")
            + "</item>"
            for link, date in zip(links, padded, strict=False)
        )
        xml = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'
        self.page(path, xml, kind="application/rss+xml", status=status)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._loop.call_soon(self._ready.set)
        self._loop.run_forever()
        self._loop.run_until_complete(self._runner.cleanup())
        self._loop.close()

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_route("GET", "/{rest:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        for address in self.addresses:
            await web.TCPSite(self._runner, address, self.port).start()
            self.port = self._runner.addresses[0][1]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self._before[request.host] += 1
        self.busiest = max(self.busiest, self._before[request.host])
        try:
            return await self._answered(request)
        finally:
            self._before[request.host] -= 1

    async def _answered(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/robots.txt":
            self.robots_asked += 1
            return web.Response(text=self.robots)
        self.asked.append(Asked(request.path_qs, dict(request.headers)))
        if request.path_qs in self.hanging:
            self._hung.release()
            await self._freed.wait()
        if self.latency:
            await asyncio.sleep(self.latency)
        handler = self.answers.get(request.path_qs)
        return handler(request) if handler else web.Response(status=404, text="not found")
