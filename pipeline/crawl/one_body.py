"""A site that answers address after address with one page: a captcha, a login, an error page that calls itself 200.

Asking on brings nothing and is no courtesy. After SAME_IN_A_ROW such pages the others of the source wait, and later
visits ask for a single one first: when that is a page of its own, all is as before.

What is the same is told by the bytes and, since such pages often carry the address that was asked for, a time or a
number of the request, by their words without these. Words are compared among pages of one title and about one size
only: articles have titles of their own, and cost nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from urllib.parse import unquote

from pipeline.crawl.rows import Target
from pipeline.failures import TransientError
from pipeline.warehouse.condition_rows import Found

REASON = "one_body"
CONDITION = "one_body"
# after a page that is new: an article under some addresses, or a dozen dead links, stop nothing
SAME_IN_A_ROW = 10
# the page that was tried may be a dead link for good, and must not stand in front of the others
NEXT_TRY = dt.timedelta(hours=6)
REMEMBERED = 4  # prints in a source's row: a site may show one page here, another there
_LONGEST_WORD = 20  # what is longer is a key or a token
_WORD = re.compile(rb"[0-9a-z\x80-\xff]+")
_DIGIT = re.compile(rb"[0-9]")
_TITLE = re.compile(rb"<title[^<>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_NEAR = 1_000  # bytes that such pages differ by, with what they quote; reading the words of one takes milliseconds
_HEAD = 50_000  # bytes in which a title is looked for


class SamePages:
    """What one visit has had from its source, page after page. ``remembered`` are the prints of an earlier visit
    that was stopped; with some, one repeated page is enough to stop this one.
    """

    def __init__(self, remembered: Sequence[str] = ()) -> None:
        self._remembered = tuple(remembered)
        self._prints = set(remembered)
        self._sizes: dict[bytes, list[int]] = {}  # of the pages so far, by title
        self._repeated: list[str] = []
        self._row = 0
        self._on_trial = bool(remembered)
        self._new = False
        self._last = ""
        self.stopped = False

    @property
    def on_trial(self) -> bool:
        """Whether the next page decides on all others."""
        return self._on_trial

    def look(self, body: bytes, raw_hash: str, canonical: str) -> None:
        """Take note of a page. Raises TransientError ``one_body`` where it is one too many of the same."""
        prints = self._prints_of(body, raw_hash, canonical)
        same = self._prints & prints
        self._prints |= prints
        if not same:
            self._row, self._on_trial, self._new = 0, False, True
            return
        self._repeated = [*dict.fromkeys([*sorted(same), *self._repeated])][:REMEMBERED]
        self._row += 1
        if self._on_trial or self._row >= SAME_IN_A_ROW:
            self.stopped, self._last = True, canonical
            told = "holds what earlier pages of this source held under other addresses"
            raise TransientError(REASON, f"{canonical} {told}")

    @property
    def judged(self) -> bool:
        """Whether the visit told anything of what the source's pages hold."""
        return self.stopped or self._new

    def found(self) -> list[Found]:
        """The condition of the source, if it is in it."""
        if not self.stopped:
            return []
        times = "again" if self._row < SAME_IN_A_ROW else f"{self._row} times in a row"
        return [Found(CONDITION, REASON, f"different addresses brought one page {times}, the last was {self._last}")]

    @property
    def to_remember(self) -> list[str]:
        """The prints by which a later visit knows the page; none when all is well."""
        return [*dict.fromkeys([*self._repeated, *self._remembered])][:REMEMBERED] if self.stopped else []

    def _prints_of(self, body: bytes, raw_hash: str, canonical: str) -> set[str]:
        found = _TITLE.search(body, 0, _HEAD)
        title = found[1].strip() if found else b""
        sizes = self._sizes.setdefault(title, [])
        alike = any(abs(size - len(body)) <= _NEAR for size in sizes)
        sizes.append(len(body))
        # the first page of its kind is not compared by its words, unless there is something to compare it with
        if not alike and not self._remembered:
            return {raw_hash}
        return {raw_hash, hashlib.sha256(title + b"\n" + words_of(body, canonical)).hexdigest()}


def another_first(targets: list[Target], now: dt.datetime) -> list[Target]:
    """The targets with any one of them in front: a link that is dead for good is not to be tried each time."""
    if not targets:
        return []
    digest = hashlib.sha256(now.isoformat().encode()).digest()
    number = int.from_bytes(digest[:4]) % len(targets)
    return [targets[number], *targets[:number], *targets[number + 1 :]]


def words_of(body: bytes, address: str) -> bytes:
    """The words of a page, markup and scripts included, without numbers, keys, and the words of its address."""
    own = set(_WORD.findall(f"{address} {unquote(address)}".lower().encode()))
    return b" ".join(
        word
        for word in _WORD.findall(body.lower())
        if len(word) <= _LONGEST_WORD and word not in own and not _DIGIT.search(word)
    )
