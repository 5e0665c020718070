"""Made web sites: robots.txt, a feed, and pages as large and as compressible as those of real news sites.

Every page is another one (its head names it), but its body is one of BODIES, so that a server has nothing to pack:
the compressed head and the compressed body are joined, and so are their check sums.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import functools
import random
import struct
import zlib
from dataclasses import dataclass

MEAN_BYTES = 174_000  # of a news page, unpacked
# bytes of 672 real news pages at every twentieth of them, from the smallest to the largest
_REAL_SIZES = (
    *(3_672, 36_989, 53_549, 67_880, 77_830, 99_201, 112_963, 122_011, 129_662, 141_857, 159_839),
    *(180_355, 211_039, 234_717, 258_976, 300_962, 341_746, 393_289, 470_269, 590_164, 2_230_065),
)
BODIES = 200
ADDRESSES_A_BLOCK = 250
_WORDS = 3_000  # of the language that the pages are written in; real pages pack to a fifth, and these do
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
ROBOTS = b"User-agent: *\nDisallow: /search\nDisallow: /admin/\nDisallow: /*?print=\nSitemap: /sitemap.xml\n"


def sizes(number: int = BODIES) -> list[int]:
    """So many page sizes in bytes, distributed as the real ones and with their mean at MEAN_BYTES."""
    steps = len(_REAL_SIZES) - 1
    real = []
    for at in ((step + 0.5) / number * steps for step in range(number)):
        low, high = _REAL_SIZES[int(at)], _REAL_SIZES[int(at) + 1]
        real.append(low + (high - low) * (at - int(at)))
    scale = MEAN_BYTES * number / sum(real)
    return [round(size * scale) for size in real]


def address(site: int) -> str:
    """The loopback address of a site: each its own, so each is a host of its own."""
    block, last = divmod(site, ADDRESSES_A_BLOCK)
    return f"127.{1 + block // 250}.{block % 250}.{1 + last}"


def site_of(host: str) -> int:
    """The number of the site at an address."""
    _, high, middle, last = (int(part) for part in host.split("."))
    return ((high - 1) * 250 + middle) * ADDRESSES_A_BLOCK + last - 1


def path_of(page: int) -> str:
    return f"/world/2026/ministers-meet-for-talks-on-trade-{page}.html"


def feed_path(pages: int) -> str:
    """The feed that lists the first so many pages of a site."""
    return f"/feed-{pages}.xml"


def head_of(root: str, page: int) -> bytes:
    """The beginning of a page, by which it differs from all others."""
    url = root + path_of(page)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>Ministers meet for talks on trade, part {page} - {root}</title>\n"
        f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">\n'
    ).encode()


def feed_of(root: str, pages: int, now: dt.datetime) -> bytes:
    """An RSS feed of all pages of a site."""
    items = "".join(
        f"<item><title>Ministers meet for talks on trade, part {page}</title><link>{root}{path_of(page)}</link>"
        f"<guid>{root}{path_of(page)}</guid><description>What they said, and what they did not say.</description>"
        f"<pubDate>{email.utils.format_datetime(now - dt.timedelta(minutes=10 * page + 1))}</pubDate></item>"
        for page in range(pages)
    )
    channel = f"<channel><title>{root}</title>{items}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'.encode()


@dataclass(frozen=True)
class Body:
    """The rest of a page. ``packed`` is a deflate stream's end, ``shift`` how a check sum moves over it."""

    size: int
    packed: bytes
    crc: int
    shift: tuple[int, ...]


def made_body(number: int) -> Body:
    """The body of that number: always the same bytes."""
    text = _markup(random.Random(number), sizes()[number])  # noqa: S311 - to be the same each time
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Body(len(text), packer.compress(text) + packer.flush(), zlib.crc32(text), _shift(len(text)))


def packed(head: bytes, body: Body) -> bytes:
    """Head and body as one gzip file."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = _times(body.shift, zlib.crc32(head)) ^ body.crc
    return b"".join((_GZIP_HEAD, start, body.packed, struct.pack("<II", crc, (len(head) + body.size) & 0xFFFFFFFF)))


@functools.cache
def _vocabulary() -> list[str]:
    chance = random.Random("words")  # noqa: S311
    letters = "eeeeaaaiiioootttnnnssrrhhlldcumfpgwybvk"
    return ["".join(chance.choice(letters) for _ in range(chance.randint(2, 11))) for _ in range(_WORDS)]


def _markup(chance: random.Random, size: int) -> bytes:
    """A page's scripts, menus and paragraphs: ``size`` bytes of HTML."""
    words, parts, length = _vocabulary(), ["<style>.story{margin:0}</style></head><body><main>"], 200
    while length < size:
        text = " ".join(words[int(len(words) * chance.random() ** 2.5)] for _ in range(26))
        name, number = chance.choice(words), chance.randrange(10_000)
        part = (
            f'<div class="story-block story-block--{name}" id="block-{number}"><p class="story-text">{text}.</p>\n'
            f'<ul class="related-links"><li class="related-links__item"><a class="related-links__anchor" '
            f'href="/world/{name}/{number}">{name}</a></li></ul>\n<script>window.dataLayer=window.dataLayer||[];'
            f'window.dataLayer.push({{"event":"block","name":"{name}","position":{number}}});</script></div>\n'
        )
        parts.append(part)
        length += len(part)
    return "".join(parts).encode()[: max(1, size - 14)] + b"</body></html>"


def _shift(length: int) -> tuple[int, ...]:
    """The matrix over GF(2) by which a CRC-32 moves past ``length`` more bytes (zlib's crc32_combine)."""
    power: tuple[int, ...] = (0xEDB88320, *(1 << bit for bit in range(31)))  # one zero bit
    for _ in range(3):
        power = _squared(power)  # one zero byte
    result = tuple(1 << bit for bit in range(32))
    while length:
        if length & 1:
            result = tuple(_times(power, column) for column in result)
        power = _squared(power)
        length >>= 1
    return result


def _squared(matrix: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(_times(matrix, column) for column in matrix)


def _times(matrix: tuple[int, ...], vector: int) -> int:
    total = 0
    for column in matrix:
        if vector & 1:
            total ^= column
        vector >>= 1
    return total
