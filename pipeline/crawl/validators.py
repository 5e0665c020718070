"""ETag and Last-Modified of the documents that are polled: what to keep, what to send, and when not to trust them.

Servers repeat an ETag over another body, and answer 304 to what has long changed. Now and then nothing is said of
what we have; what comes back then shows whether the validators were worth anything. A server that is caught is asked
for the whole document for a week, then tried again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

from pipeline.crawl.feeds import FeedItem
from pipeline.web.client import Answer

UNCONDITIONAL_EVERY = 12
DISTRUSTED = dt.timedelta(days=7)
# feeds are made anew every few minutes, and clocks differ: what came out so shortly before may be missing honestly
LATE = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Validators:
    """What ``resources`` holds of a document."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    streak: int = 0  # answers in a row that said "not modified"
    fetched_at: dt.datetime | None = None
    full_at: dt.datetime | None = None  # of the last answer with a body
    distrusted_until: dt.datetime | None = None
    said_by: str | None = None  # the address that they came from, where redirects had led

    def to_send(self, now: dt.datetime) -> Validators:
        """Themselves, or none where an unconditional answer is due or they are not trusted."""
        distrusted = self.distrusted_until is not None and now < self.distrusted_until
        return Validators() if distrusted or self.streak + 1 >= UNCONDITIONAL_EVERY else self


def after(answer: Answer, known: Validators) -> Validators:
    """What to remember after an answer; a 304 may bring one validator anew and leave out the other."""
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    if answer.status == 304:
        return replace(
            known,
            etag=etag or known.etag,
            last_modified=modified or known.last_modified,
            streak=known.streak + 1,
            fetched_at=answer.fetched_at,
        )
    return replace(
        known,
        etag=etag,
        last_modified=modified,
        body_hash=hashlib.sha256(answer.body).hexdigest(),
        streak=0,
        fetched_at=answer.fetched_at,
        full_at=answer.fetched_at,
        said_by=answer.final_url,
    )


def caught(fresh: Validators, known: Validators, answer: Answer, items: Sequence[FeedItem]) -> Validators:
    """``fresh``, marked as not to be trusted where a full answer shows that the ``known`` ones were stale."""
    if answer.status == 304 or known.body_hash in (None, fresh.body_hash):
        return fresh
    if _repeated(fresh, known) or _denied(fresh, known, items):
        return replace(fresh, distrusted_until=answer.fetched_at + DISTRUSTED)
    return fresh


def _repeated(fresh: Validators, known: Validators) -> bool:
    """The validator by which the server goes, which is the ETag if it has one, is the same over another body."""
    if fresh.etag or known.etag:
        return fresh.etag == known.etag
    return fresh.last_modified is not None and fresh.last_modified == known.last_modified


def _denied(fresh: Validators, known: Validators, items: Sequence[FeedItem]) -> bool:
    """The last answer said "not modified" although something had come out since the full one before it."""
    if not known.streak or known.fetched_at is None or known.full_at is None:
        return False
    changed = [item.published.utc for item in items if item.published and item.published.utc]
    if modified := _moment(fresh.last_modified):
        changed.append(modified)
    return any(known.full_at + LATE < moment < known.fetched_at - LATE for moment in changed)


def _moment(text: str | None) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment is not None and moment.tzinfo is None else moment
