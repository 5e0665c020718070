"""Servers that speak on a bare socket: whatever bytes, at whatever pace, with whatever end.

Each serves its behaviour at every path but ``/robots.txt``, which allows everything, unless ``everywhere`` is set.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OPEN_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@contextlib.asynccontextmanager
async def raw_server(
    behaviour: bytes | Behaviour, *, everywhere: bool = False, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Serve a behaviour (bytes: an answer after which the connection is closed) and give the port."""
    serve = answering(behaviour) if isinstance(behaviour, bytes) else behaviour
    connections: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                while b" /robots.txt" in (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n", 1)[0] and not everywhere:
                    writer.write(OPEN_ROBOTS)
                await serve(reader, writer)
        except asyncio.CancelledError:
            return  # the test is over
        finally:
            connections.discard(task)
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


def answering(reply: bytes) -> Behaviour:
    """These bytes, then the end."""

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply)
        await writer.drain()

    return behave


def endless(head: bytes, piece: bytes) -> Behaviour:
    """``head``, then ``piece`` for as long as somebody listens."""

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()

    return behave


def dripping(head: bytes, piece: bytes, seconds: float = 0.02) -> Behaviour:
    """``head``, then a ``piece`` every so many seconds: never silent for long, and never done."""

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(seconds)

    return behave


def resetting(head: bytes) -> Behaviour:
    """``head``, then a TCP reset."""

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        await writer.drain()
        wire = writer.get_extra_info("socket")
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return behave


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Takes the request and never says a word."""
    await reader.read()
