"""The redirects of one fetch, followed by hand so that every hop passes the guard, robots.txt and the pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.failures import PermanentError
from pipeline.web.answers import Body
from pipeline.web.urls import host_key, resolve

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})


@dataclass(frozen=True)
class Reply:
    """What one hop answered; ``headers`` have lower-case names, ``body`` is that of a success only."""

    status: int
    headers: Mapping[str, str]
    body: Body
    cookies: Mapping[str, str]

    @property
    def redirects(self) -> bool:
        return self.status in REDIRECTS and "location" in self.headers


class Chain:
    """The redirects of one fetch: where they have been, what cookies they set, how long they took."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.permanent: str | None = None
        self._temporary = False
        self._hops = 0
        self._seen: set[tuple[str, str]] = set()
        self._cookies: dict[str, dict[str, str]] = {}

    def cookies_for(self, at: str) -> str:
        """Sites that set a cookie and redirect to the same page expect it back; it is forgotten after the fetch."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.get(host_key(at), {}).items())

    def follow(self, at: str, reply: Reply) -> str:
        """The next URL. Raises PermanentError ``too_many_redirects`` or ``bad_redirect``."""
        self._hops += 1
        self._seen.add((at, self.cookies_for(at)))
        self._cookies.setdefault(host_key(at), {}).update(reply.cookies)
        location = reply.headers["location"]
        target = resolve(at, location)
        if target is None:
            scheme = location.split(":", 1)[0][:20]
            raise PermanentError(
                "bad_redirect", f"{at} redirects to {location[:200]!r} ({scheme}), which is not a web page"
            )
        target = target.split("#", 1)[0]
        if self._hops > MAX_REDIRECTS or (target, self.cookies_for(target)) in self._seen:
            raise PermanentError("too_many_redirects", f"{at} redirects in a circle or over {MAX_REDIRECTS} times")
        if reply.status in PERMANENT_REDIRECTS and not self._temporary:
            self.permanent = target
        else:
            self._temporary = True
        return target
