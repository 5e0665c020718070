"""What a document says of when to ask for it again: ``ttl``, ``sy:updatePeriod``, ``Cache-Control``, ``Expires``.

Hours, as :mod:`pipeline.crawl.rhythm` takes them. How far they are heeded is decided there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

_PERIODS = {"hourly": 1.0, "daily": 24.0, "weekly": 168.0, "monthly": 720.0, "yearly": 8760.0}
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True)
class Hints:
    """``rest``: nothing new is to be had for so long. ``period``: so often does the feed say that it changes, which
    publishing software fills in unasked (WordPress says "hourly" of everything): a place to start from, no more.
    """

    rest: float = 0.0
    period: float = 0.0


NO_HINTS = Hints()


def hints_of_feed(ttl: str | None, period: str | None, frequency: str | None) -> Hints:
    """``ttl`` is in minutes; ``frequency`` is how many times in a ``period`` the feed changes."""
    per_period = max(1.0, _number(frequency))
    return Hints(_number(ttl) / 60, _PERIODS.get((period or "").strip().lower(), 0.0) / per_period)


def rest_of_answer(headers: Mapping[str, str], now: dt.datetime) -> float:
    """How long an answer stays fresh by its headers (names in lower case); ``max-age`` overrules ``Expires``."""
    control = headers.get("cache-control", "")
    if "no-cache" in control.lower() or "no-store" in control.lower():
        return 0.0
    if age := _MAX_AGE.search(control):
        return max(0.0, int(age[1]) - _number(headers.get("age"))) / 3600
    expires = _http_date(headers.get("expires"))
    sent = _http_date(headers.get("date")) or now
    return max(0.0, (expires - sent).total_seconds() / 3600) if expires else 0.0


def _number(text: str | None) -> float:
    return float(text) if text and re.fullmatch(r"\s*\d{1,9}(\.\d{1,9})?\s*", text) else 0.0


def _http_date(text: str | None) -> dt.datetime | None:
    """None for what is no date; ``Expires: 0`` is common, and means that it has expired."""
    try:
        date = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return date.replace(tzinfo=dt.UTC) if date is not None and date.tzinfo is None else date
