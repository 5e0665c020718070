"""Names to addresses to sockets, under the guard: the only way by which the client gets a connection."""

from __future__ import annotations

import asyncio
import contextvars
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from pipeline.web.guard import AddressRefused, Guard, loopback_name

# the addresses of a name, as text
Lookup = Callable[[str, int], Awaitable[Sequence[str]]]

# The host whose connection is being made. Tasks inherit it, so the socket factory knows on whose behalf it is asked.
connecting_to: contextvars.ContextVar[str] = contextvars.ContextVar("emcip_connecting_to", default="")

DNS_CACHE_SECONDS = 300
DNS_THREADS = 16
KEEPALIVE_SECONDS = 20.0


def guarded_connector(guard: Guard, lookup: Lookup | None) -> TCPConnector:
    """A connector of any size: how many requests run at once is the client's business."""
    return TCPConnector(
        resolver=_Resolver(guard, lookup),
        socket_factory=SocketFactory(guard),
        ttl_dns_cache=DNS_CACHE_SECONDS,
        keepalive_timeout=KEEPALIVE_SECONDS,
        limit=0,
    )


class SocketFactory:
    """Looks at the very address that the socket is about to connect to."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def __call__(self, info: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        family, kind, protocol, _, address = info
        if refusal := self._guard.refusal(str(address[0]), connecting_to.get(), int(str(address[1]))):
            raise AddressRefused(refusal)
        return socket.socket(family=family, type=kind, proto=protocol)


class _Resolver(AbstractResolver):
    def __init__(self, guard: Guard, lookup: Lookup | None) -> None:
        self._guard, self._lookup = guard, lookup or self._system
        self._threads: ThreadPoolExecutor | None = None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises AddressRefused when the name has no address that may be connected to, OSError when it has none."""
        addresses = ["127.0.0.1"] if loopback_name(host) else list(await self._lookup(host, port))
        if not addresses:
            raise OSError(f"{host} has no address")
        refusals = {address: self._guard.refusal(address, host, port) for address in addresses}
        allowed = [address for address, refusal in refusals.items() if refusal is None]
        if not allowed:
            raise AddressRefused(next(refusal for refusal in refusals.values() if refusal))
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in allowed
        ]

    async def _system(self, host: str, port: int) -> list[str]:
        if self._threads is None:  # the loop's own pool has six threads on two cores, and the warehouse uses it
            self._threads = ThreadPoolExecutor(DNS_THREADS, thread_name_prefix="dns")
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        )
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    async def close(self) -> None:
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
