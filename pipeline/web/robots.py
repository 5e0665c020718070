"""robots.txt by RFC 9309: fetched once a day per host, kept in ``hosts``, read with protego.

4xx allows everything; 5xx and time-outs disallow everything for now; redirects are followed; the longest match
wins, an allow among equals; the group of our agent wins over ``*`` (robots_groups.py says which it is); crawl-delay
is honoured (pace.py says how).
"""

from __future__ import annotations

import asyncio
import codecs
import datetime as dt
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from pipeline.clock import Clock
from pipeline.failures import PermanentError, TransientError
from pipeline.warehouse.schema import Host
from pipeline.web.hosts import HostBook, HostState
from pipeline.web.robots_groups import addressed_to
from pipeline.web.text import decode

AGENT = "emcip"
KEPT = dt.timedelta(days=1)
DENIED = dt.timedelta(minutes=10)  # after a 5xx or a time-out, until robots.txt is asked for again
MAX_BYTES = 512 * 1024  # RFC 9309: at least 500 KiB are read, the rest is ignored
_ENCODED_MARK = re.compile("%3F", re.IGNORECASE)
_ENCODED_SLASH = re.compile("%2F", re.IGNORECASE)
PARSED, ALLOW_ALL, DENY_ALL = "parsed", "allow_all", "deny_all"


@dataclass(frozen=True)
class RobotsFile:
    """What asking for robots.txt brought. ``text`` is its text; of a DENY_ALL, what was wrong."""

    state: str
    text: str = ""


class Rules:
    """The rules of one host, as of one fetch."""

    def __init__(self, file: RobotsFile, fetched_at: dt.datetime) -> None:
        self.state, self.fetched_at = file.state, fetched_at
        self.problem = file.text if file.state == DENY_ALL else ""
        self._parsed: Protego | None = None
        self.crawl_delay: float | None = None
        self.sitemaps: list[str] = []
        if file.state == PARSED:
            addressed = addressed_to(AGENT, file.text)
            group, self.sitemaps = addressed.group, addressed.sitemaps
            group.rules = [(name, _comparable(path)) for name, path in group.rules]
            self._parsed, self.crawl_delay = Protego.parse(group.as_text()), group.delay

    def allows(self, url: str) -> bool:
        if self.state == DENY_ALL:
            return False
        return self._parsed is None or bool(self._parsed.can_fetch(_comparable(url), AGENT))

    def stale(self, now: dt.datetime) -> bool:
        age = now - self.fetched_at
        return age >= (DENIED if self.state == DENY_ALL else KEPT) or age < -KEPT


class Robots:
    """The rules of all hosts that one client meets. ``ask`` fetches the robots.txt at a URL."""

    def __init__(self, book: HostBook, clock: Clock, ask: Callable[[str], Awaitable[RobotsFile]]) -> None:
        self._book, self._clock, self._ask = book, clock, ask
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def check(self, url: str, host: str, root: str) -> Rules:
        """The rules for the host if they allow the URL.

        Raises PermanentError ``robots_disallowed``, TransientError ``robots_unreachable``, or what the guard and
        the connection have to say where the host cannot be reached at all.
        """
        rules = await self.rules(host, root)
        if rules.state == DENY_ALL:
            left = max(1.0, (rules.fetched_at + DENIED - self._clock.now()).total_seconds())
            raise TransientError(
                "robots_unreachable",
                f"{root}/robots.txt {rules.problem or 'answered with an error'}, which forbids every page for now;"
                f" asked again in {left:.0f} s",
                retry_after=left,
            )
        if not rules.allows(url):
            raise PermanentError("robots_disallowed", f"{root}/robots.txt does not allow {url}")
        return rules

    async def rules(self, host: str, root: str) -> Rules:
        """The rules of a host, fetched at most once however many ask."""
        if known := self._fresh(host):
            return known
        async with self._locks.setdefault(host, asyncio.Lock()):
            if known := self._fresh(host):  # others asked for them meanwhile
                return known
            now = self._clock.now()
            stored = _stored(await self._book.look(host))
            if stored is None or stored.stale(now):
                stored = await self._fetch(host, root)
            self._rules[host] = stored
            return stored

    def _fresh(self, host: str) -> Rules | None:
        known = self._rules.get(host)
        return known if known and not known.stale(self._clock.now()) else None

    async def _fetch(self, host: str, root: str) -> Rules:
        file = await self._ask(f"{root}/robots.txt")
        now = self._clock.now()

        def keep(row: Host) -> None:
            row.robots_text, row.robots_state, row.robots_fetched_at = file.text or None, file.state, now

        await self._book.edit(host, keep)
        return Rules(file, now)


def text_of(body: bytes) -> str:
    """The text of a robots.txt, which is in UTF-8 (RFC 9309 2.3), or in UTF-16 as some editors save it."""
    if len(body) >= MAX_BYTES:  # the last line is cut off, and half a path forbids more than the whole
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r"), 0)]
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or 0 in body[:4]
    text = decode(body)[0] if wide else body.decode("utf-8-sig", "replace")
    # a NUL cannot be stored in PostgreSQL and means nothing here
    return text.replace("\x00", "")


def _comparable(url_or_pattern: str) -> str:
    """What protego should tell apart or take as one and does not: ``%3F`` is no ``?``, but in a query ``%2F`` is a
    ``/`` (RFC 9309, the table in 2.2.2). Other escapes it compares by what they stand for.
    """
    path, mark, query = url_or_pattern.partition("?")
    return _ENCODED_MARK.sub("%253F", path) + mark + _ENCODED_SLASH.sub("/", query)


def _stored(state: HostState) -> Rules | None:
    if state.robots_state is None or state.robots_fetched_at is None:
        return None
    return Rules(RobotsFile(state.robots_state, state.robots_text or ""), state.robots_fetched_at)
