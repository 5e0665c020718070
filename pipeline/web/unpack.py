"""Undoing a Content-Encoding while the body arrives, never holding more than the cap: bombs end early.

``auto_decompress`` of aiohttp is not used: it knows no zstd without another package, and caps nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import brotli
import zstandard

from pipeline.failures import PermanentError, TransientError

KNOWN = ("gzip", "deflate", "br", "zstd")
_STEP = 1 << 18
# A zstd block of 4 bytes makes 128 KB and the library offers no output limit: what one feed can make is limited
# by feeding little. 256 bytes make at most 8 MB.
_ZSTD_FEED = 256
_ZSTD_WINDOW = 1 << 27
_MAX_MEMBERS = 1_000
_WHAT = "the body"  # in messages, where nobody says whose
_BROKEN = (zlib.error, brotli.error, zstandard.ZstdError)


class TooLarge(PermanentError):
    """More came, or was unpacked, than the cap allows."""

    def __init__(self, limit: int, what: str = _WHAT) -> None:
        super().__init__("too_large", f"{what} is larger than {limit:,} bytes; raise EMCIP_MAX_BODY_BYTES to take it")


class _Coding(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def complete(self) -> bool: ...


class Unpacker:
    """Takes the chunks of a body, gives what is in them. ``encodings`` as the header lists them (first applied first).

    A body that claims an encoding and is not in it is passed on as it is: such servers are common. ``what`` is what
    messages call the body.
    """

    def __init__(self, encodings: list[str], limit: int, *, truncate: bool = False, what: str = _WHAT) -> None:
        if len(encodings) > 3:
            raise PermanentError("bad_encoding", f"{what} is packed {len(encodings)} times over; three is the most")
        self._what = what
        self._codings = [_coding(name) for name in reversed(encodings)]
        self._limit, self._truncate = limit, truncate
        self._parts: list[bytes] = []
        self.size = 0
        self.full = False

    def feed(self, data: bytes) -> None:
        """Raises TooLarge past the limit (or stops taking, where truncating was asked for)."""
        try:
            for piece in self._through(data, 0):
                self._take(piece)
                if self.full:
                    return
        except TooLarge:
            raise
        except _BROKEN as error:
            raise PermanentError("bad_encoding", f"{self._what} cannot be unpacked: {error}") from error

    def body(self) -> bytes:
        """Everything so far. Raises TransientError when a packed body stopped before its end."""
        if not self.full and self.size and not all(coding.complete() for coding in self._codings):
            raise TransientError("truncated", f"{self._what} is packed and stops before its end")
        return b"".join(self._parts)

    @property
    def is_one_gzip_file(self) -> bool:
        """Whether what was fed is one gzip file and nothing else."""
        [coding] = self._codings if len(self._codings) == 1 else [None]
        return isinstance(coding, _Zlib) and coding.is_one_gzip_file and not self.full

    def _through(self, data: bytes, layer: int) -> Iterator[bytes]:
        if layer == len(self._codings):
            yield data
            return
        for piece in self._codings[layer].feed(data):
            yield from self._through(piece, layer + 1)

    def _take(self, piece: bytes) -> None:
        room = self._limit - self.size
        if len(piece) > room:
            if not self._truncate:
                raise TooLarge(self._limit, self._what)
            piece, self.full = piece[:room], True
        self._parts.append(piece)
        self.size += len(piece)


def gunzip(body: bytes, limit: int, what: str = _WHAT) -> bytes:
    """Unpack a gzip file such as ``sitemap.xml.gz``; anything else comes back as it is. Raises TooLarge."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = Unpacker(["gzip"], limit, what=what)
    unpacker.feed(body)
    return unpacker.body()


def encodings(header: str | None, what: str = _WHAT) -> list[str]:
    """The codings of a Content-Encoding header that have to be undone. Raises PermanentError for unknown ones."""
    names = [name.strip().lower().removeprefix("x-") for name in (header or "").split(",")]
    names = [name for name in names if name not in ("", "identity", "none", "utf-8", "binary", "8bit", "chunked")]
    for name in names:
        if name not in KNOWN:
            raise PermanentError("bad_encoding", f"{what} is packed with {name[:40]!r}, which was not asked for")
    return names


def _coding(name: str) -> _Coding:
    if name == "gzip":
        return _Zlib(gzip=True)
    if name == "deflate":
        return _Zlib(gzip=False)
    return _Brotli() if name == "br" else _Zstd()


class _Zlib:
    """gzip with any number of members, and deflate with or without the zlib header."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._plain = False
        self._inner: zlib._Decompress | None = None
        self._head = b""
        self._members = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._plain:
            yield data
            return
        data, self._head = self._head + data, b""
        while data:
            if self._inner is None:
                if len(data) < 2:
                    self._head = data
                    return
                if not self._begin(data):
                    if self._plain:
                        yield data
                    return  # else: what follows the last member is padding
            assert self._inner is not None
            piece = self._inner.decompress(data, _STEP)
            if piece:
                yield piece
            data = self._inner.unconsumed_tail
            if self._inner.eof:
                data = self._inner.unused_data
                self._inner = None

    def _begin(self, data: bytes) -> bool:
        first = self._members == 0
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise zlib.error(f"more than {_MAX_MEMBERS} members")
        if self._gzip:
            if not data.startswith(b"\x1f\x8b"):
                self._plain = first
                return False
            self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)
            return True
        if not first:
            return False
        wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        self._inner = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        return True

    def complete(self) -> bool:
        return self._plain or (self._inner is None and not self._head)

    @property
    def is_one_gzip_file(self) -> bool:
        return self._gzip and not self._plain and self._members == 1 and self.complete()


class _Brotli:
    def __init__(self) -> None:
        self._inner: Any = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inner.is_finished():
            return
        piece = self._inner.process(data, output_buffer_limit=_STEP)
        while True:
            if piece:
                yield piece
            if self._inner.is_finished() or self._inner.can_accept_more_data():
                return
            piece = self._inner.process(b"", output_buffer_limit=_STEP)

    def complete(self) -> bool:
        return bool(self._inner.is_finished())


class _Zstd:
    """zstd with any number of frames."""

    def __init__(self) -> None:
        self._make: Callable[[], Any] = lambda: zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        self._inner = self._make()
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _ZSTD_FEED):
            rest = data[start : start + _ZSTD_FEED]
            while rest:
                if self._inner.eof:
                    self._inner = self._make()
                self._begun = True
                piece = self._inner.decompress(rest)
                if piece:
                    yield piece
                rest = self._inner.unused_data if self._inner.eof else b""

    def complete(self) -> bool:
        return not self._begun or bool(self._inner.eof)
