"""Looking at a fetched page before it is stored: is it a page at all, and under which URL is it known?

``rel=canonical`` is weighed, not believed: it must stay on the host, and must not lead to the home page or to a
list. What the page says, and whether it is an article, is not asked here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import unescape
from typing import Literal
from urllib.parse import urlsplit

from pipeline.crawl.homepage import article_shape, may_be_article
from pipeline.failures import PermanentError, TransientError
from pipeline.web.client import Answer
from pipeline.web.urls import canonical_url, host_key, resolve

_HTML_TYPES = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")
_UNSURE_TYPES = ("", "text/plain", "text/xml", "application/xml", "application/octet-stream")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|title|meta|div)[\s>]", re.IGNORECASE)
# what a server may call text/html all the same; read as text, such bytes make an article of gibberish
_NO_TEXT = (
    b"%PDF-",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"ID3",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
)
# bytes that no charset of the web writes text with, ISO-2022's escape excepted
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32)])
_BINARY = 0.02  # this share of them: packed or enciphered, without saying so
_LINK = re.compile(rb"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_REL = re.compile(rb"""\brel\s*=\s*["']?\s*canonical\b""", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'<>]{1,2000}))""", re.IGNORECASE)
_HEAD = 300_000  # bytes in which a head ends, scripts included
# where sites send readers whom they do not let in; the page then keeps the URL that was asked for
_DOOR = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|signup|consent|cookie|captcha|challenge|subscribe|register|paywall|sso|auth|error|404)"
    r"(?:[/._-]|$)",
    re.IGNORECASE,
)
_VERSIONS = ("amp", "print", "mobile", "index.html", "index.php")
_KEPT_HEADERS = ("content-type", "content-language", "etag", "last-modified", "x-robots-tag", "age", "server")
Named = Literal["asked", "redirect", "canonical"]


@dataclass(frozen=True)
class Page:
    """A page without its bytes. ``identity`` is the canonical URL it is known by, ``named`` who said so."""

    identity: str
    named: Named
    final_url: str
    raw_hash: str
    body_bytes: int
    content_type: str | None
    http_status: int
    headers: dict[str, str]
    etag: str | None
    last_modified: str | None


def look_at(answer: Answer, asked: str) -> Page:
    """What there is to know of an answer without reading it. ``asked`` is the canonical URL that was asked for.

    Raises PermanentError ``not_html`` or ``redirected_home``, TransientError ``empty_body``.
    """
    if not answer.body.strip():
        raise TransientError("empty_body", f"{answer.final_url} answered with no content")
    content_type = answer.headers.get("content-type")
    if not is_html(answer.body, content_type):
        raise PermanentError("not_html", f"{answer.final_url} is {content_type or 'no page'}, not a web page")
    identity, named = _identity(answer, asked)
    return Page(
        identity=identity,
        named=named,
        final_url=answer.final_url,
        raw_hash=hashlib.sha256(answer.body).hexdigest(),
        body_bytes=len(answer.body),
        content_type=content_type,
        http_status=answer.status,
        headers={name: answer.headers[name][:300] for name in _KEPT_HEADERS if name in answer.headers},
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
    )


def is_html(body: bytes, content_type: str | None) -> bool:
    """By its type, unless its first bytes are those of a file; by its first bytes where the type says little."""
    head = body[:4_096].replace(b"\x00", b"")  # UTF-16 has a NUL beside each letter of the markup
    if body.startswith(_NO_TEXT) or _is_binary(body[:4_096]):
        return False
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind in _HTML_TYPES:
        return True
    return kind in _UNSURE_TYPES and _MARKUP.search(head) is not None


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > 0.1 * len(head):
        return False  # UTF-16, in which such bytes are halves of letters
    return len(head) - len(head.translate(None, _CONTROLS)) > _BINARY * len(head)


def _identity(answer: Answer, asked: str) -> tuple[str, Named]:
    # most pages are where they were asked for and call that their address: nothing is to be worked out then
    final = asked if answer.final_url == asked else canonical_url(answer.final_url)
    named: Named = "asked"
    if final != asked:
        if _is_home(final) and not _is_home(asked):
            raise PermanentError("redirected_home", f"{asked} redirects to the home page {final}: the article is gone")
        if not _DOOR.search(urlsplit(final).path) and not _DOOR.search(host_key(final)):
            asked, named = final, "redirect"
    canonical = _rel_canonical(answer.body, answer.final_url, final)
    if canonical and canonical != asked and _believable(canonical, asked):
        return canonical, "canonical"
    return asked, named


def _rel_canonical(body: bytes, base: str, base_known_as: str) -> str | None:
    """The canonical link of the page's head, as a canonical URL; None if there is none that can be used."""
    head = body[:_HEAD]
    end = re.search(rb"<body[\s>]", head, re.IGNORECASE)
    for link in _LINK.finditer(head, 0, end.start() if end else len(head)):
        if not _REL.search(link[0]):
            continue
        href = _HREF.search(link[0])
        if href is None:
            return None
        raw = next(group for group in href.groups() if group is not None)
        said = unescape(raw.decode("utf-8", "replace"))
        if said == base:
            return base_known_as
        address = resolve(base, said)
        try:
            return canonical_url(address) if address else None
        except ValueError:
            return None
    return None


def _believable(canonical: str, asked: str) -> bool:
    """Same host, no home page, no list, nothing that looks less like an article than what was asked for."""
    if host_key(canonical) != host_key(asked) or _is_home(canonical) or not may_be_article(canonical):
        return False
    if article_shape(canonical) < article_shape(asked):
        return False  # it drops the date, the slug or the ?id= that told articles apart
    there, here = urlsplit(canonical).path.rstrip("/"), urlsplit(asked).path.rstrip("/")
    if not here.startswith(there + "/"):
        return True
    return here.rsplit("/", 1)[-1].lower() in _VERSIONS  # or else it names the section that the page stands in


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/", "/index.html", "/index.php", "/home") and not parts.query
