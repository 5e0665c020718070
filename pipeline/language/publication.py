"""When a thing was published: which of its dates to believe, and what to say of those that we do not."""

from __future__ import annotations

import datetime as dt

# publishers' 1970s are empty fields of their content systems
FIRST_PLAUSIBLE = dt.datetime(1995, 1, 1, tzinfo=dt.UTC)
# a local time that was labelled as UTC may lie ahead by up to 14 h, a scheduled story by some more: beyond it is wrong
AHEAD = dt.timedelta(hours=26)
CONFLICT = dt.timedelta(hours=48)


def plausible(date: dt.datetime | None, seen_at: dt.datetime) -> bool:
    """Whether a publication date can be believed of something that was seen at ``seen_at``."""
    return date is not None and FIRST_PLAUSIBLE <= date <= seen_at + AHEAD


def dates_conflict(feed_date: dt.datetime | None, page_date: dt.datetime | None, precision: str | None) -> bool:
    """Whether feed and page name dates over 48 h apart; a day without a time may be meant up to its end."""
    if feed_date is None or page_date is None:
        return False
    ends = page_date + dt.timedelta(days=1) if precision == "day" else page_date
    return feed_date > ends + CONFLICT or feed_date < page_date - CONFLICT


def note_on(date: dt.datetime | None, raws: tuple[str | None, ...], seen_at: dt.datetime) -> str | None:
    """What is to be said of an article's date: "missing", "unreadable", "future", "ancient", or None when it is sound.

    ``raws`` are the strings in which feed and page wrote dates; one of them without a date is one nobody can read.
    """
    if date is None:
        return "unreadable" if any(raws) else "missing"
    if date > seen_at + AHEAD:
        return "future"
    return "ancient" if date < FIRST_PLAUSIBLE else None
