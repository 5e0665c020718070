"""Bodies that unpack to far more than they are, and XML whose entities would."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import zstandard


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


# by Content-Encoding; "raw deflate" is what some servers send as deflate
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw deflate": _raw_deflate,
    "br": lambda data: brotli.compress(data, quality=1),
    "zstd": zstandard.ZstdCompressor().compress,
}


def encoding(name: str) -> str:
    """The Content-Encoding under which a packer's output is sent."""
    return name.removeprefix("raw ")


def laughs(root: bytes, item: bytes, levels: int = 9) -> bytes:
    """A document whose one entity stands for 10^levels others. ``item`` holds ``&bomb;`` and is put into ``root``."""
    entities = b'<!ENTITY l0 "lol">' + b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, levels + 1)
    )
    bomb = b'<!ENTITY bomb "&l%d;">' % levels
    return b'<?xml version="1.0"?><!DOCTYPE x [' + entities + bomb + b"]>" + root.replace(b"%s", item)


def swelling(root: bytes, item: bytes, size: int = 50_000) -> bytes:
    """One long entity, used often: quadratic, and under every limit on depth."""
    entity = b'<!DOCTYPE x [<!ENTITY bomb "' + b"a" * size + b'">]>'
    return b'<?xml version="1.0"?>' + entity + root.replace(b"%s", item.replace(b"&bomb;", b"&bomb;" * size))


def reading_files(root: bytes, item: bytes, address: str = "file:///etc/passwd") -> bytes:
    """An entity of another document, and a parameter entity of one."""
    entities = (
        b'<!ENTITY bomb SYSTEM "' + address.encode() + b'"><!ENTITY % outside SYSTEM "' + address.encode() + b'">'
    )
    return b'<?xml version="1.0"?><!DOCTYPE x [' + entities + b"%outside;]>" + root.replace(b"%s", item)
