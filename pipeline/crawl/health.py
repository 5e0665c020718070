"""What a poll that was answered tells of a source's health: an empty feed, silence, items without dates.

A source that cannot be read at all is bookkeeping's business; walls and shrunken texts are known after extraction.
"""

from __future__ import annotations

import datetime as dt

from pipeline.crawl.poll import PollReport
from pipeline.crawl.register import Registered
from pipeline.warehouse.condition_rows import ANSWERS, Found
from pipeline.warehouse.schema import Source

EXPECTED_INTERVALS = 2
FEWEST_DAYS = 3  # with news, before a rhythm of days is believed
UNKNOWN_RHYTHM = dt.timedelta(days=14)  # of silence, where it is not
REMEMBERED_GAPS = 14
FEWEST_UNDATED = 3  # items in a feed


def judge(row: Source, report: PollReport, found: Registered, now: dt.datetime) -> tuple[list[Found], tuple[str, ...]]:
    """The conditions that a poll found, and those that it could judge. Writes down when there was news."""
    conditions: list[Found] = []
    judged: list[str] = ["silent"]
    if report.items or not report.not_modified:
        judged += ANSWERS
    if not report.items and not report.not_modified:
        conditions.append(_empty(report.without_link))
    note_news(row, now, found.new)
    if silence := _silence(row, now):
        conditions.append(silence)
    listed = [item for item, via in report.items if via != row.url]  # links of a home page have no dates
    if len(listed) >= FEWEST_UNDATED:
        judged.append("undated")
        if not any(item.published or item.updated for item in listed):
            conditions.append(Found("undated", "no_dates", f"none of the {len(listed)} items that it lists has a date"))
    return conditions, tuple(judged)


def _empty(without_link: int) -> Found:
    if without_link:
        told = f"its feed has {without_link:,} entries, and none of them links to a page"
        return Found("empty_feed", "linkless_feed", told)
    return Found("empty_feed", "empty_feed", "its feed has no entries")


def note_news(row: Source, now: dt.datetime, new: int) -> None:
    """Learn how many days lie from one day with news to the next. A first poll tells nothing of the days before."""
    if not new:
        return
    if row.last_new_at is None:
        row.news_days = 1
    elif days := (now.date() - row.last_new_at.date()).days:
        mean, known = row.news_gap_days or 0.0, min(max(1, row.news_days), REMEMBERED_GAPS)
        row.news_gap_days = days if row.news_gap_days is None else mean + (days - mean) / known
        row.news_days = max(1, row.news_days) + 1
    row.last_new_at = now


def silent_from(row: Source) -> dt.datetime:
    """From when on a source that brings nothing new is silent.

    What is expected is the mean distance of its days with news, at least a day; two of them is too long. (Nights
    and weekends are no silence: a source of weekdays has a mean of 1.4 days.)
    """
    since = row.last_new_at or row.created_at
    if row.last_new_at is None or row.news_days < FEWEST_DAYS or row.news_gap_days is None:
        return since + UNKNOWN_RHYTHM
    return since + EXPECTED_INTERVALS * dt.timedelta(days=max(1.0, row.news_gap_days))


def _silence(row: Source, now: dt.datetime) -> Found | None:
    begins = silent_from(row)
    if now < begins:
        return None
    if row.last_new_at is None:
        return Found("silent", "nothing_new", "has brought nothing new since it was added", row.created_at)
    detail = f"has brought nothing new since {row.last_new_at:%Y-%m-%d %H:%M} UTC"
    if row.news_gap_days is not None and row.news_days >= FEWEST_DAYS:
        detail += f"; it used to bring something every {max(1.0, row.news_gap_days):.1f} days"
    return Found("silent", "nothing_new", detail, row.last_new_at)
