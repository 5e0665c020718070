"""Pages that are nothing but a signpost: an empty body, and a ``meta refresh`` to where the article is.

Link services and old content systems redirect so. What is followed must say so at once and hold no text of its own:
many pages refresh themselves now and then, or send readers without scripts elsewhere.
"""

from __future__ import annotations

import re
from html import unescape

from pipeline.web.urls import resolve

MOST_HOPS = 3
_LARGEST = 4_000  # bytes of such a page
_MOST_TEXT = 200  # characters that it may show: "you are being redirected"
_AT_ONCE = 10  # seconds
_META = re.compile(r"<meta\b([^<>]{1,2000})>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"""http-equiv\s*=\s*["']?\s*refresh\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]{1,1500})"|'([^']{1,1500})')""", re.IGNORECASE)
_TARGET = re.compile(r"""\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']{1,1200})["']?\s*""", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|noscript)\b[^<>]*>(?:[^<]|<(?!/\1))*</\1\s*>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>[^<]*</title\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


class LeadsOn(Exception):
    """A page that was fetched is at ``address``."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def leads_to(body: bytes, address: str) -> str | None:
    """Where a page sends its reader at once, as an absolute URL; None for what is a page itself."""
    if len(body) > _LARGEST or (b"efresh" not in body and b"EFRESH" not in body):
        return None
    text = _HIDDEN.sub(" ", body.decode("utf-8", "replace"))
    metas = [meta[1] for meta in _META.finditer(text) if _IS_REFRESH.search(meta[1])]
    content = _CONTENT.search(metas[0]) if metas else None
    if content is None or len(" ".join(_TAG.sub(" ", _TITLE.sub(" ", text)).split())) > _MOST_TEXT:
        return None
    target = _TARGET.fullmatch(unescape(content[1] or content[2]))
    if target is None or int(target[1]) > _AT_ONCE:
        return None
    there = resolve(address, target[2].strip())
    return there if there != address else None
