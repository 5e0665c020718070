"""What is no HTML page though it came as one: documents and pictures, data, feeds; and pages saved as MIME archives.

Parsers make a text out of any bytes. What says by its first bytes that it is something else is not handed to them.
"""

from __future__ import annotations

import email
import email.policy
import json
import re

BINARY, JSON, FEED, SITEMAP = "binary", "json", "feed", "sitemap"
MAX_JSON = 2_000_000  # characters
HEAD = 4096  # characters that are looked at
MOST_CONTROLS = 0.05  # of them that no text has; NULs, which parsers leave out, do not count
_SIGNATURES = (
    b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"RIFF",
    b"OggS", b"ID3", b"wOFF", b"wOF2", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"{\\rtf", b"\x7fELF", b"SQLite format 3",
)  # fmt: skip
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(r"<([A-Za-z][\w:.-]{0,30})")
_KINDS = {"rss": FEED, "feed": FEED, "rdf:rdf": FEED, "opml": FEED, "urlset": SITEMAP, "sitemapindex": SITEMAP}
_PREFIX = re.compile(r"""xmlns:([A-Za-z]\w{0,20})\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""")
_ARCHIVE = re.compile(rb"^mime-version:|^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def foreign_format(body: bytes, text: str) -> str | None:
    """``binary``, ``json``, ``feed`` or ``sitemap``; None for what may be a page. ``text`` is the decoded body."""
    start = body[:64].lstrip()
    if start.startswith(_SIGNATURES) or body[4:8] == b"ftyp":
        return BINARY
    head = text[:HEAD]
    if len(_CONTROLS.findall(head)) > MOST_CONTROLS * max(1, len(head)):
        return BINARY
    if head.lstrip()[:1] in ("{", "[") and len(text) <= MAX_JSON and _is_json(text):
        return JSON
    tag = _FIRST_TAG.search(_COMMENT.sub("", head))
    return _KINDS.get(tag.group(1).lower()) if tag else None


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def plain_names(text: str) -> str:
    """XHTML whose elements bear a prefix (``<h:p>``) without it: to HTML's parser they would be unknown."""
    bound = _PREFIX.search(text[:HEAD])
    return re.sub(rf"(</?){re.escape(bound.group(1))}:", r"\1", text) if bound else text


def saved_page(body: bytes) -> tuple[bytes, str] | None:
    """The page of a MIME archive (``.mhtml``, as browsers save it) and its content type; None for anything else."""
    head = body[:HEAD]
    if head.lstrip().startswith(b"<") or len(_ARCHIVE.findall(head)) < 2:
        return None
    for part in email.message_from_bytes(body, policy=email.policy.compat32).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload, str(part.get("Content-Type") or "text/html")
    return None
