"""The five components and the total, as functions from table to table: no warehouse, no clock, no text.

Every component is 0-100. A function takes a DataFrame with the columns that it names and returns one with the
same index. The formulas are ours; where one is taken from elsewhere its source is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.catalogue.schema import ScoringEntry
from pipeline.topics.relevance import SECOND_TOPIC, THIRD_TOPIC

if TYPE_CHECKING:
    import pandas as pd

COMPONENTS = ("relevance", "timeliness", "source_reputation", "content_depth", "uniqueness")

HALF_LIFE_HOURS = 48.0
UNDATED = 50.0
DAY_PRECISION_HOURS = 12.0  # a date without a time is taken as the noon of its day
CLOCK_SKEW_HOURS = 26.0  # a page may be dated ahead by a time zone, not by more


# share of each part, and the count at which it is full; words count by their logarithm
DEPTH_PARTS = {"paragraphs": (0.15, 8), "figures": (0.15, 8), "quotations": (0.15, 4), "named": (0.10, 6)}
WORDS_SHARE, WORDS_UNIT, WORDS_FULL = 0.45, 60, 1200

ONLY_REPORT = 85.0
ORIGINAL_FOLLOWED = 100.0
ACCOUNT = 80.0
ACCOUNT_LOSS = 12.0  # points lost with each doubling of the voices that tell the same
ACCOUNT_FLOOR = 30.0
COPY = 15.0
COPY_LOSS = 5.0
COPY_FLOOR = 0.0


def relevance(frame: pd.DataFrame) -> pd.DataFrame:
    """``relevance`` from ``first``, ``second``, ``third``: an article's best topic relevances times their weights.

    ``100 · min(1, first + 0.15 · second + 0.05 · third)``: the best topic decides, others add a little. Columns
    hold 0 where there is no such topic.
    """
    joint = frame["first"] + SECOND_TOPIC * frame["second"] + THIRD_TOPIC * frame["third"]
    return (100.0 * joint.clip(0.0, 1.0)).round(2).to_frame("relevance")


def timeliness(frame: pd.DataFrame) -> pd.DataFrame:
    """``timeliness`` and ``age_hours`` from ``published_at``, ``published_precision`` and ``collected_at``.

    ``100 · 2^(-age / 48 h)``, exponential decay with a half-life, of the age at collection: no clock is asked.
    A date without a time counts as noon. Undated, or dated more than a day ahead: a neutral 50, and no age.
    """
    age = (frame["collected_at"] - frame["published_at"]).dt.total_seconds() / 3600.0
    age = age - DAY_PRECISION_HOURS * frame["published_precision"].eq("day")
    age = age.where(age >= -CLOCK_SKEW_HOURS).clip(lower=0.0)
    decayed = 100.0 * 0.5 ** (age / HALF_LIFE_HOURS)
    result = decayed.fillna(UNDATED).round(2).to_frame("timeliness")
    result["age_hours"] = age
    return result


def source_reputation(frame: pd.DataFrame) -> pd.DataFrame:
    """``source_reputation`` from ``reputation``: what the catalogue says, 0-100."""
    return frame["reputation"].astype("float64").clip(0.0, 100.0).to_frame("source_reputation")


def content_depth(frame: pd.DataFrame) -> pd.DataFrame:
    """``content_depth`` from ``words``, ``paragraphs``, ``figures``, ``quotations`` and ``named``.

    Words make 45 of the 100 points, by ``ln(1 + words / 60) / ln(1 + 1200 / 60)``; the others grow straight to
    their full count. Where names cannot be told (``named`` missing) their points go to the other parts.
    """
    import numpy as np  # noqa: PLC0415 - a tenth of a second that only scoring needs

    words = np.log1p(frame["words"].astype("float64") / WORDS_UNIT) / np.log1p(WORDS_FULL / WORDS_UNIT)
    points = WORDS_SHARE * words.clip(0.0, 1.0)
    possible = WORDS_SHARE + 0.0 * points
    for column, (share, full) in DEPTH_PARTS.items():
        count = frame[column].astype("float64")
        points = points + (share * (count / full).clip(0.0, 1.0)).fillna(0.0)
        possible = possible + share * count.notna()
    depth: pd.Series[float] = (100.0 * points / possible).round(2)
    return depth.to_frame("content_depth")


def uniqueness(frame: pd.DataFrame) -> pd.DataFrame:
    """``uniqueness`` from ``relation``, ``accounts`` (independent voices) and ``articles`` of its story.

    The only report 85; an original that others follow 100; an account of its own ``80 - 12 · log2(accounts - 1)``,
    at least 30; a copy ``15 - 5 · log2(articles - 1)``, at least 0. Copies of the original do not make an account
    less unique, since four desks of one agency are one voice.
    """
    import numpy as np  # noqa: PLC0415 - as above

    articles = frame["articles"].astype("float64").clip(lower=1.0)
    voices = frame["accounts"].astype("float64").clip(lower=1.0)
    account = np.maximum(ACCOUNT - ACCOUNT_LOSS * np.log2((voices - 1).clip(lower=1.0)), ACCOUNT_FLOOR)
    copy = np.maximum(COPY - COPY_LOSS * np.log2((articles - 1).clip(lower=1.0)), COPY_FLOOR)
    original = np.where(articles > 1, ORIGINAL_FOLLOWED, ONLY_REPORT)
    value = np.select([frame["relation"].eq("copy"), frame["relation"].eq("account")], [copy, account], original)
    result = frame[[]].copy()
    result["uniqueness"] = np.round(value, 2)
    return result


def total(frame: pd.DataFrame, weights: ScoringEntry) -> pd.DataFrame:
    """``total`` and ``quality_category`` from the five components.

    The mean of the components by the weights of the catalogue, which need not sum to one (the catalogue refuses
    weights that are all 0). ``high`` from the
    bound of that name on, ``medium`` likewise, ``low`` below.
    """
    import numpy as np  # noqa: PLC0415 - as above

    shares = {name: max(0.0, float(getattr(weights, name))) for name in COMPONENTS}
    whole = sum(shares.values())
    mean = sum((frame[name] * (share / whole) for name, share in shares.items()), start=0.0 * frame["relevance"])
    result = mean.round(2).to_frame("total")
    bounds = [result["total"] >= weights.high, result["total"] >= weights.medium]
    result["quality_category"] = np.select(bounds, ["high", "medium"], "low")
    return result
