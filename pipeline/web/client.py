"""The one client: every feed, page, robots.txt and sitemap is fetched through it, guarded and polite.

In order, for a URL and each redirect: scheme, credentials, port; robots.txt; a turn at the host; the address that
is connected to; the size while reading; one deadline over all. What is not a success is raised, with the reasons
that the ledger counts.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self, TypedDict, Unpack

import aiohttp
from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from yarl import URL

from pipeline.clock import Clock
from pipeline.failures import PermanentError, TransientError, judge_status
from pipeline.settings import Settings
from pipeline.warehouse.engine import Warehouse
from pipeline.web import robots as rfc9309
from pipeline.web.answers import Body, HostUnreachable, connection_error, headers_of, invalid_url, read_body
from pipeline.web.circuit import Circuit
from pipeline.web.connect import Lookup, connecting_to, guarded_connector
from pipeline.web.guard import Guard
from pipeline.web.hosts import HostBook
from pipeline.web.pace import Pace, Sleep, retry_after
from pipeline.web.redirects import REDIRECTS, Chain, Reply
from pipeline.web.robots import Robots, RobotsFile, Rules
from pipeline.web.urls import has_credentials, host_key, host_name, request_url

MAX_HEADER_BYTES = 32 * 1024  # of one line; 128 of them at most. Cookie and policy headers pass 8 KB on real sites
CONNECT_SECONDS = 15.0
LEAVE_ALONE = frozenset({429, 503})
_UNREADABLE = {"bad_encoding": "cannot be unpacked", "bad_answer": "answered with something that is not HTTP"}
Accept = Literal["page", "feed", "any"]
_ACCEPT: dict[Accept, str] = {
    "page": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "feed": "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5",
    "any": "*/*",
}


class Asking(TypedDict, total=False):
    """How a URL is asked for: as what (a page unless said), up to how many bytes unpacked, with which validators.

    These are sent to ``validators_of`` (the URL itself unless said) and to no other address of the chain.
    """

    etag: str | None
    last_modified: str | None
    validators_of: str
    accept: Accept
    max_bytes: int | None


@dataclass(frozen=True)
class Answer:
    """What a URL brought. ``headers`` have lower-case names; ``body`` is unpacked, its charset untouched.

    ``permanent_redirect`` is where a chain that began with permanent redirects led as long as they were permanent.
    ``gzipped`` is the body as it came, where that was one gzip file of common size.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    permanent_redirect: str | None
    fetched_at: dt.datetime
    gzipped: bytes | None = None


@dataclass(frozen=True)
class PackedAnswer:
    """An answer whose body is still as it came, for :meth:`unpacked` on another thread."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: Body
    permanent_redirect: str | None
    fetched_at: dt.datetime

    def unpacked(self) -> Answer:
        """The answer itself. Raises ``too_large``, ``bad_encoding`` or ``truncated``."""
        body = self.body.unpacked()
        return Answer(
            url=self.url,
            final_url=self.final_url,
            status=self.status,
            headers=self.headers,
            body=body,
            permanent_redirect=self.permanent_redirect,
            fetched_at=self.fetched_at,
            gzipped=self.body.gzipped,
        )


class WebClient:
    """Use as ``async with``. Cheap per fetch, safe for any number of tasks of one event loop.

    ``lookup`` and ``sleep`` stand in for the system's resolver and for waiting; ``ssl_context`` for the system's
    certificates.
    """

    def __init__(
        self,
        settings: Settings,
        warehouse: Warehouse,
        clock: Clock,
        *,
        lookup: Lookup | None = None,
        sleep: Sleep = asyncio.sleep,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._settings, self._clock = settings, clock
        self._lookup, self._ssl = lookup, ssl_context
        self._guard = Guard(settings.allow_private)
        self._book = HostBook(warehouse)
        self._pace = Pace(
            self._book, clock, delay=settings.host_delay, lease=settings.fetch_timeout + CONNECT_SECONDS, sleep=sleep
        )
        self._robots = Robots(self._book, clock, self._ask_robots)
        self._circuit = Circuit(clock, self._book)
        self._slots = asyncio.Semaphore(settings.fetch_concurrency)
        self._connector: TCPConnector | None = None
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._connector = guarded_connector(self._guard, self._lookup)
        self._session = ClientSession(
            connector=self._connector,
            auto_decompress=False,
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": self._settings.user_agent, "Accept-Encoding": "gzip, deflate, br, zstd"},
            timeout=ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
            max_line_size=MAX_HEADER_BYTES,
            max_field_size=MAX_HEADER_BYTES,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._book.close()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, url: str, **asking: Unpack[Asking]) -> Answer:
        """GET a URL, following redirects. A 304 comes back as an Answer without a body.

        Raises PermanentError or TransientError; the reasons: ``http_<status>``, ``robots_disallowed``,
        ``robots_unreachable``, ``host_closed``, ``private_address``, ``bad_scheme``, ``bad_url``, ``credentials``,
        ``bad_port``, ``too_large``, ``too_many_redirects``, ``bad_redirect``, ``bad_encoding``, ``truncated``,
        ``bad_answer``, ``not_a_page``, ``timeout``, ``connection``, ``connection_refused``, ``tls``, ``dns``.
        """
        return (await self.fetch_packed(url, **asking)).unpacked()

    async def fetch_packed(self, url: str, **asking: Unpack[Asking]) -> PackedAnswer:
        """:meth:`fetch`, with the unpacking left to the caller, who may have a thread for it."""
        conditions = _conditions(asking.get("etag"), asking.get("last_modified"))
        limit = asking.get("max_bytes") or self._settings.max_body_bytes
        accept = asking.get("accept", "page")
        at, chain = _spelled(url), Chain()
        owner = _spelled(asking["validators_of"]) if "validators_of" in asking else at
        while True:
            rules = await self._allowed(at)
            sent = conditions if at == owner else {}
            headers = {"Accept": _ACCEPT[accept], **sent}
            if cookies := chain.cookies_for(at):
                headers["Cookie"] = cookies
            reply = await self._turn(at, rules.crawl_delay, headers, chain, limit=limit, accept=accept)
            if not reply.redirects:
                return await self._answer(url, at, reply, chain, conditional=bool(sent))
            at = chain.follow(at, reply)

    async def rules(self, url: str) -> Rules:
        """The robots.txt rules of the URL's host (fetched if need be). Raises as :meth:`fetch` does."""
        at = _spelled(url)
        return await self._robots.rules(host_key(at), _root(at))

    def forget_names(self) -> None:
        """Resolve every name anew at the next connection; names are otherwise kept for five minutes."""
        if self._connector is not None:
            self._connector.clear_dns_cache()

    async def _allowed(self, at: str) -> Rules:
        host = host_key(at)
        self._circuit.check(host)
        await self._pace.state(host)  # a closed host is not even asked for its rules
        return await self._robots.check(at, host, _root(at))

    async def _turn(
        self,
        at: str,
        crawl_delay: float | None,
        headers: Mapping[str, str],
        chain: Chain,
        *,
        limit: int,
        accept: Accept,
        truncate: bool = False,
    ) -> Reply:
        """One request in the host's turn, within what is left of the deadline."""
        host, loop = host_key(at), asyncio.get_running_loop()
        async with self._pace.turn(host, crawl_delay), self._slots:
            started = loop.time()
            try:
                async with asyncio.timeout(max(0.001, self._settings.fetch_timeout - chain.seconds)):
                    reply = await self._request(at, headers, limit=limit, accept=accept, truncate=truncate)
            except TimeoutError as error:
                raise TransientError(
                    "timeout", f"{at} did not answer in full within {self._settings.fetch_timeout:g} s"
                ) from error
            finally:
                chain.seconds += loop.time() - started
        if reply.status < 400:
            self._pace.went_well(host)
        return reply

    async def _request(
        self, at: str, headers: Mapping[str, str], *, limit: int, accept: Accept, truncate: bool = False
    ) -> Reply:
        if self._session is None:
            raise RuntimeError("WebClient is used outside its 'async with' block")
        host = host_key(at)
        self._circuit.check(host)  # again: while we waited for our turn, others may have found out
        connecting_to.set(host_name(at))
        try:
            # headers as they are; redirects are ours to follow, since each hop is checked
            async with self._session.get(
                URL(at, encoded=True), headers=headers, allow_redirects=False, ssl=self._ssl or True
            ) as response:
                self._circuit.reached(host)
                body = Body()
                if response.status < 300:
                    body = await read_body(response, limit, page=accept == "page", truncate=truncate)
                elif response.status in REDIRECTS:
                    response.release()
                return Reply(
                    response.status, headers_of(response), body, {n: m.value for n, m in response.cookies.items()}
                )
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ClientError):
                raise
            told = connection_error(at, error)
            if isinstance(told, HostUnreachable):
                self._circuit.unreachable(host, told)
            raise told from error

    async def _answer(self, url: str, at: str, reply: Reply, chain: Chain, *, conditional: bool) -> PackedAnswer:
        status = reply.status
        if (status == 304 and conditional) or 200 <= status < 300:
            return PackedAnswer(url, at, status, reply.headers, reply.body, chain.permanent, self._clock.now())
        now = self._clock.now()
        wait = retry_after(reply.headers.get("retry-after"), now)
        if status in LEAVE_ALONE:
            wait = await self._pace.leave_alone(host_key(at), wait)
        if status == 304:
            raise TransientError("http_304", f"{at} answered 'not modified' to a request without conditions")
        verdict = judge_status(status, wait)
        if verdict.permanent:
            raise PermanentError(verdict.reason, f"{at} answered with status {status}")
        raise TransientError(verdict.reason, f"{at} answered with status {status}", retry_after=verdict.retry_after)

    async def _ask_robots(self, url: str) -> RobotsFile:
        """RFC 9309 2.3.1: what an answer for robots.txt means. Raises where the host cannot be reached at all."""
        at, chain, headers = url, Chain(), {"Accept": "text/plain,*/*;q=0.5"}
        try:
            while True:
                reply = await self._turn(at, None, headers, chain, limit=rfc9309.MAX_BYTES, accept="any", truncate=True)
                if not reply.redirects:
                    break
                at = chain.follow(at, reply)
        except TransientError as error:
            if error.reason == "timeout" and not isinstance(error, HostUnreachable):
                return RobotsFile(rfc9309.DENY_ALL, "did not answer in time")
            raise
        except PermanentError as error:
            if error.reason in ("too_many_redirects", "bad_redirect"):
                return RobotsFile(rfc9309.ALLOW_ALL)
            if problem := _UNREADABLE.get(error.reason):
                return RobotsFile(rfc9309.DENY_ALL, problem)
            raise
        if reply.status in LEAVE_ALONE:
            await self._pace.leave_alone(host_key(at), retry_after(reply.headers.get("retry-after"), self._clock.now()))
        if reply.status >= 500 or reply.status == 429:
            return RobotsFile(rfc9309.DENY_ALL, f"answered with status {reply.status}")
        if 200 <= reply.status < 300:
            return RobotsFile(rfc9309.PARSED, rfc9309.text_of(reply.body.unpacked()))
        return RobotsFile(rfc9309.ALLOW_ALL)


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The request headers of the validators; a line break in a stored one would be a header of its own."""
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in conditions.items() if value and value.isprintable()}


def _spelled(url: str) -> str:
    try:
        if has_credentials(url):
            raise PermanentError("credentials", "the URL carries a user name or password; take them out")
        return request_url(url)
    except ValueError as error:
        raise invalid_url(url, error) from error


def _root(at: str) -> str:
    return at.split(":", 1)[0] + "://" + host_key(at)
