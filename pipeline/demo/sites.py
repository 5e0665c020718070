"""The server of the simulated web: all publishers on one loopback port, told apart by the Host header.

``python -m pipeline.demo.sites --port 8765 --present 2026-11-22T12:00Z`` serves until it is stopped. Addresses are
``http://<label>.localhost:PORT/``: the ``localhost`` names are loopback by RFC 6761, so no name server is asked.
Nothing here is slow on purpose; what is broken is broken by the flags of the articles.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime as dt
import email.utils
import errno
import gzip
import hashlib
import json
import signal
import socket
import sys
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

import yaml
from aiohttp import web

from pipeline.clock import SystemClock
from pipeline.demo.content import Piece, Publisher, pieces, publishers
from pipeline.demo.routes import MISSING, Resource, Site, build_sites, feed_paths, home
from pipeline.failures import ConfigurationError

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8765


@dataclass(frozen=True)
class Request:
    """One line of the request log. ``conditional`` tells that a validator was sent."""

    host: str
    method: str
    path: str
    status: int
    sent: int
    conditional: bool
    user_agent: str


class DemoWorld:
    """The sites of the demo world. ``port`` 0 takes any free port; ``only`` serves these publishers (slugs) alone.

    ``present`` is the moment from which the ages of the articles count; ``edited`` serves the second revision of
    those that have one, and may be switched while the server runs.
    """

    def __init__(
        self,
        *,
        present: dt.datetime,
        port: int = DEFAULT_PORT,
        edited: bool = False,
        only: Collection[str] | None = None,
        log: Path | None = None,
    ) -> None:
        self.present = present
        self.port = port
        self.requests: list[Request] = []
        self._edited = edited
        self._chosen = _choose(only)
        self._sites: dict[str, Site] = {}
        self._log_path = log
        self._log: TextIO | None = None
        self._runner: web.AppRunner | None = None

    @property
    def publishers(self) -> tuple[Publisher, ...]:
        return self._chosen

    @property
    def pieces(self) -> list[Piece]:
        """The articles that are served, newest first."""
        slugs = {publisher.slug for publisher in self._chosen}
        return [piece for piece in pieces(self.present, edited=self._edited) if piece.publisher.slug in slugs]

    @property
    def edited(self) -> bool:
        return self._edited

    @edited.setter
    def edited(self, value: bool) -> None:
        self._edited = value
        if self._runner is not None:
            self._build()

    def url(self, piece: Piece) -> str:
        """The address of an article's page."""
        return home(piece.publisher, self.port).rstrip("/") + piece.front.path

    async def start(self) -> None:
        """Bind and serve. Raises ConfigurationError when the port cannot be had."""
        listener = _listen(self.port)
        self.port = listener.getsockname()[1]
        self._build()
        if self._log_path is not None:
            self._log = self._log_path.open("a", encoding="utf-8")
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(application, access_log=None, handle_signals=False, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Close all connections and the port; harmless when not started."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        if self._log is not None:
            self._log.close()
            self._log = None

    def write_catalogue(self, folder: Path) -> Path:
        """Write ``sources.yaml`` for these sites into ``folder`` (made if need be); gives its path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "sources.yaml"
        sources = [_source(publisher, self.port) for publisher in self._chosen]
        path.write_text(
            "# The sites of the demo world; written by pipeline.demo.sites.\n"
            + yaml.safe_dump({"sources": sources}, allow_unicode=True, sort_keys=False, width=120),
            encoding="utf-8",
        )
        return path

    def _build(self) -> None:
        # links and canonical addresses may point at publishers that are not served
        self._sites = build_sites(pieces(self.present, edited=self._edited), self._chosen, self.port)

    async def _answer(self, request: web.Request) -> web.Response:
        label = request.host.partition(":")[0].removesuffix(".localhost")
        site = self._sites.get(label)
        resource = site.resources.get(request.path) if site else None
        if site is None and request.path == "/":
            resource = self._directory()
        response = _respond(resource or Resource(MISSING.encode(), "text/html", status=404), request.headers)
        self._note(request, label, response)
        return response

    def _directory(self) -> Resource:
        """What the bare address shows: the sites of the world."""
        rows = "".join(
            f'<li><a href="{site.home}">{site.publisher.name}</a> ({site.publisher.language})</li>'
            for site in self._sites.values()
        )
        page = (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>EMCIP demo world</title></head>'
            f"<body><h1>EMCIP demo world</h1><ul>{rows}</ul></body></html>"
        )
        return Resource(page.encode(), "text/html; charset=utf-8")

    def _note(self, request: web.Request, label: str, response: web.Response) -> None:
        headers = request.headers
        entry = Request(
            host=label,
            method=request.method,
            path=request.path_qs,
            status=response.status,
            sent=len(response.body) if isinstance(response.body, bytes) else 0,
            conditional="If-None-Match" in headers or "If-Modified-Since" in headers,
            user_agent=headers.get("User-Agent", ""),
        )
        self.requests.append(entry)
        if self._log is not None:
            self._log.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
            self._log.flush()


@contextlib.contextmanager
def running(
    *,
    present: dt.datetime,
    port: int = 0,
    edited: bool = False,
    only: Collection[str] | None = None,
    log: Path | None = None,
) -> Iterator[DemoWorld]:
    """The world, served from a thread of its own until the block ends."""
    world = DemoWorld(present=present, port=port, edited=edited, only=only, log=log)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="demo-world", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(world.start(), loop).result()
        yield world
    finally:
        asyncio.run_coroutine_threadsafe(world.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _choose(only: Collection[str] | None) -> tuple[Publisher, ...]:
    known = {publisher.slug: publisher for publisher in publishers()}
    unknown = sorted(set(only or ()) - known.keys())
    if unknown:
        raise ConfigurationError(f"the demo world has no publisher {', '.join(unknown)}; it has {', '.join(known)}")
    return tuple(publisher for slug, publisher in known.items() if only is None or slug in only)


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        why = "another program uses it" if error.errno == errno.EADDRINUSE else error.strerror
        raise ConfigurationError(
            f"the demo world cannot serve on port {port} of {LOOPBACK}: {why}; "
            "stop that program, or set EMCIP_DEMO_PORT to a free port"
        ) from error
    return listener


def _source(publisher: Publisher, port: int) -> dict[str, object]:
    """A SourceEntry of the catalogue's ``sources.yaml``."""
    site = home(publisher, port)
    paths = feed_paths(publisher) if publisher.feed_in_catalogue else []
    return {
        "slug": publisher.slug,
        "name": publisher.name,
        "url": site,
        "feeds": [site.rstrip("/") + path for path in paths],
        "kind": publisher.kind,
        "country": publisher.country,
        "region": publisher.region,
        "language": publisher.language,
        "reputation": publisher.reputation,
        "interval_minutes": 60,
        "enabled": True,
    }


def _respond(resource: Resource, asked: Mapping[str, str]) -> web.Response:
    """The answer to a request with these headers: validators, compression, redirects. aiohttp cuts HEAD bodies."""
    headers = {"Server": "nginx", "Vary": "Accept-Encoding"}
    if resource.location is not None:
        return web.Response(status=resource.status, headers={**headers, "Location": resource.location})
    if resource.status != 200:
        return web.Response(
            status=resource.status, body=resource.body, headers={**headers, "Content-Type": resource.content_type}
        )
    headers["Cache-Control"] = f"public, max-age={resource.max_age}"
    etag = f'"{hashlib.sha256(resource.body).hexdigest()[:20]}"'
    if resource.validators in ("both", "etag"):
        headers["ETag"] = etag
    if resource.modified and resource.validators in ("both", "last-modified"):
        headers["Last-Modified"] = email.utils.format_datetime(resource.modified.astimezone(dt.UTC), usegmt=True)
    if _unchanged(headers, asked):
        return web.Response(status=304, headers=headers)
    body = resource.body
    if "gzip" in asked.get("Accept-Encoding", "") and not resource.content_type.endswith("gzip"):
        body = gzip.compress(body, compresslevel=5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=body, headers={**headers, "Content-Type": resource.content_type})


def _unchanged(ours: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    """RFC 9110: If-None-Match decides alone where it is present; a weak tag matches a strong one here."""
    tags = asked.get("If-None-Match")
    if tags is not None and "ETag" in ours:
        return tags.strip() == "*" or ours["ETag"] in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = asked.get("If-Modified-Since")
    if since is None or tags is not None or "Last-Modified" not in ours:
        return False
    try:
        return email.utils.parsedate_to_datetime(since) >= email.utils.parsedate_to_datetime(ours["Last-Modified"])
    except ValueError:
        return False  # a date that nobody can read is no condition


async def _serve(world: DemoWorld, catalogue: Path | None) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await world.start()
    if catalogue is not None:
        world.write_catalogue(catalogue)
    sys.stdout.write(f"ready {len(world.publishers)} sites {len(world.pieces)} pages\n")
    sys.stdout.flush()
    await stopped.wait()
    await world.stop()


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m pipeline.demo.sites", description=__doc__)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes any free port")
    parser.add_argument("--present", type=_moment, default=None, help="ISO time; default: now")
    parser.add_argument("--edited", action="store_true", help="serve the second revision of edited articles")
    parser.add_argument("--log", type=Path, default=None, help="append every request to this file, one JSON a line")
    parser.add_argument("--catalogue", type=Path, default=None, help="write sources.yaml into this folder")
    arguments = parser.parse_args()
    world = DemoWorld(
        present=arguments.present or SystemClock().now(),
        port=arguments.port,
        edited=arguments.edited,
        log=arguments.log,
    )
    try:
        asyncio.run(_serve(world, arguments.catalogue))
    except ConfigurationError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
