"""Reading what came back: the body under its cap, the headers, and what failed as the errors that the ledger counts."""

from __future__ import annotations

import socket

import aiohttp
from aiohttp import ClientResponse

from pipeline.failures import PermanentError, TransientError
from pipeline.web.guard import AddressRefused
from pipeline.web.unpack import TooLarge, Unpacker, encodings, gunzip

KEPT_PACKED = 1 << 18  # bytes; pages come in a fifth of that
_NEVER_A_PAGE = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/x-rar")


class HostUnreachable(TransientError):
    """No connection came about: that is the host's, not the page's."""


class Body:
    """A body as it comes in: unpacked on the way once it is large, else by who reads it first, on whatever thread.

    Unpacking a page takes longer than receiving it, and an event loop that does so serves no other host meanwhile.
    """

    def __init__(
        self,
        encoding: str | None = None,
        limit: int = 0,
        *,
        page: bool = False,
        truncate: bool = False,
        what: str = "the body",
    ):
        self._unpacker = Unpacker(encodings(encoding, what), limit, truncate=truncate, what=what)
        self._what = what
        self._limit, self._page = limit, page
        self._packed: list[bytes] = []
        self._size = 0
        self._whole: bytes | None = None
        self.gzipped: bytes | None = None  # once unpacked: the body as it came, if that was one gzip file

    def take(self, chunk: bytes) -> None:
        """One more piece. Raises TooLarge once more than the limit is unpacked, PermanentError ``bad_encoding``."""
        self._packed.append(chunk)
        self._size += len(chunk)
        if self._size > KEPT_PACKED:
            self._unpack()

    @property
    def full(self) -> bool:
        return self._unpacker.full

    def unpacked(self) -> bytes:
        """The whole body. Raises as :meth:`take` does, and TransientError ``truncated``."""
        if self._whole is None:
            came = b"".join(self._packed) if self._size <= KEPT_PACKED else None
            if came:  # at one go: each step costs a copy, and a turn at the interpreter's lock
                self._packed = [came]
            self._unpack()
            body = self._unpacker.body()
            # some servers send their cached, packed copy and forget to say so
            self._whole = gunzip(body, self._limit, self._what) if self._page else body
            if came and self._whole is body and self._unpacker.is_one_gzip_file:
                self.gzipped = came
        return self._whole

    def _unpack(self) -> None:
        for chunk in self._packed:
            if self._unpacker.full:
                break
            self._unpacker.feed(chunk)
        self._packed.clear()


async def read_body(response: ClientResponse, limit: int, *, page: bool, truncate: bool) -> Body:
    """The body under its cap. Raises TooLarge before more than ``limit`` bytes are held, or cuts there to ``truncate``.

    With ``page``, what can be no page is refused before it is read.
    """
    what = f"the body of {response.url}"
    kind = response.headers.get("Content-Type", "").strip().lower()
    if page and kind.startswith(_NEVER_A_PAGE):
        raise PermanentError("not_a_page", f"{response.url} is {kind[:60]!r}, not a page")
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > limit and not truncate:
        raise TooLarge(limit, what)
    body = Body(response.headers.get("Content-Encoding"), limit, page=page, truncate=truncate, what=what)
    packed = 0
    async for chunk in response.content.iter_any():
        packed += len(chunk)
        if packed > limit and not truncate:  # an endless body that unpacks to nothing
            raise TooLarge(limit, what)
        body.take(chunk)
        if body.full:
            response.close()
            break
    if truncate:
        body.unpacked()
    return body


def headers_of(response: ClientResponse) -> dict[str, str]:
    """The headers by lower-case name; repeated ones are joined."""
    headers: dict[str, str] = {}
    for spelled, raw in response.headers.items():
        name = spelled.lower()
        # what is not UTF-8 comes as lone surrogates, which no database takes
        value = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def connection_error(at: str, error: Exception) -> PermanentError | TransientError:  # noqa: PLR0911 - one per kind
    """The error for an exception of aiohttp or of a socket."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, AddressRefused):
        return PermanentError(
            cause.refusal.reason,
            f"{at} is not fetched: {cause}; name the host in EMCIP_ALLOW_PRIVATE to let it through",
        )
    if isinstance(error, aiohttp.InvalidURL):
        return invalid_url(at, error)
    if isinstance(error, aiohttp.ClientConnectorDNSError) or isinstance(cause, socket.gaierror):
        return HostUnreachable("dns", f"the name in {at} cannot be resolved: {_said(cause)}")
    if isinstance(error, aiohttp.ClientSSLError):
        return HostUnreachable("tls", f"{at} has no certificate or encryption that can be trusted: {_said(error)}")
    if isinstance(error, aiohttp.ServerTimeoutError):
        return HostUnreachable("timeout", f"{at} did not accept the connection in time")
    if isinstance(error, aiohttp.ClientResponseError):
        return PermanentError("bad_answer", f"{at} answered with something that is not HTTP: {_said(error)}")
    if isinstance(cause, ConnectionRefusedError):
        return HostUnreachable("connection_refused", f"nothing listens at {at}: {_said(error)}")
    if isinstance(error, aiohttp.ClientConnectorError):
        return HostUnreachable("connection", f"no connection to {at}: {_said(error)}")
    if isinstance(error, aiohttp.ClientError | OSError):
        return TransientError("connection", f"the connection to {at} failed: {_said(error)}")
    return PermanentError("bad_url", f"{at} cannot be requested: {_said(error)}")


def invalid_url(url: str, error: Exception) -> PermanentError:
    """The error for something that is not an http or https URL."""
    scheme = url.strip().split(":", 1)[0].lower()
    if ":" in url and scheme.isalnum() and scheme not in ("http", "https"):
        return PermanentError("bad_scheme", f"{url[:200]!r} is not fetched: only http and https are")
    return PermanentError("bad_url", f"{url[:200]!r} cannot be requested: {error}")


def _said(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:300]
