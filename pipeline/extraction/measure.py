"""How well extraction does against what people annotated: the measures of ``emcip bench extraction``.

The text measure is that of the public article extraction benchmark, word for word: multisets of 4-grams of ``\\w+``
tokens, with each character of an unspaced script (kana, Han, Hangul, Thai, Lao, Khmer, Burmese) as a token of its
own, because ``\\w+`` takes a whole Chinese sentence for one word. A page's precision is shared / output grams, its
recall shared / true grams; F1 is the harmonic mean of the *mean* precision and the *mean* recall over pages. A page
without output grams drops out of the precision mean, one without true grams out of the recall mean.

Nothing here reads files or runs an extractor.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.extraction.blocks import normal

GRAM = 4
DRAWS = 1000
FOLDS = 10
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_NONE = float("nan")

# one number or several a page, nan where a page says nothing; pages are rows
Rows = NDArray[np.float64]


def tokens(text: str | None) -> list[str]:
    return _TOKEN.findall(text or "")


def grams(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """The 4-grams; fewer than four words are one gram, no word is none."""
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1)))


def page_text(truth: str | None, output: str | None) -> tuple[float, float]:
    """A page's precision and recall; nan where the one or the other is not defined."""
    want, got = grams(tokens(truth)), grams(tokens(output))
    shared = (want & got).total()
    return (
        shared / got.total() if got else _NONE,
        shared / want.total() if want else _NONE,
    )


def text_f1(rows: Rows) -> float:
    """F1 of rows of (precision, recall)."""
    precision, recall = _mean(rows[:, 0]), _mean(rows[:, 1])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def page_title(truth: str, output: str | None) -> float:
    """1 when the titles have the same letters and digits in the same order, else 0."""
    return float(normal(html.unescape(truth)) == normal(output))


def page_authors(truth: Sequence[str], output: Sequence[str]) -> tuple[float, float, float]:
    """Names that are right, too many, missing. An annotation that lists several in one string is taken apart."""
    want = {name for entry in truth for part in html.unescape(entry).split(", ") if (name := normal(part))}
    got = {name for entry in output if (name := normal(entry))}
    return float(len(want & got)), float(len(got - want)), float(len(want - got))


def authors_f1(rows: Rows) -> float:
    """F1 over all names of all pages (micro), of rows of (right, too many, missing)."""
    right, extra, missing = rows.sum(axis=0)
    total = 2 * right + extra + missing
    return float(2 * right / total) if total else 0.0


def share(rows: Rows) -> float:
    return _mean(rows[:, 0])


def read_annotated(value: str) -> dt.datetime | dt.date | None:
    """An annotated date: ISO 8601, RFC 2822, or a day alone; None for what is neither."""
    text = value.strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None


def page_day(truth: dt.datetime | dt.date, output: dt.datetime | dt.date | None) -> float:
    """1 when the day is that of the annotation, as the page writes it or in UTC."""
    if output is None:
        return 0.0
    day = output.date() if isinstance(output, dt.datetime) else output
    if not isinstance(truth, dt.datetime):
        return float(day == truth)
    if day == truth.date():
        return 1.0
    if truth.tzinfo is None or not isinstance(output, dt.datetime) or output.tzinfo is None:
        return 0.0
    return float(output.astimezone(dt.UTC).date() == truth.astimezone(dt.UTC).date())


def page_minute(truth: dt.datetime | dt.date, output: dt.datetime | None) -> float:
    """1 when the moment is right to the minute; nan where the annotation states no moment in a known zone."""
    if not isinstance(truth, dt.datetime) or truth.tzinfo is None:
        return _NONE
    if output is None or output.tzinfo is None:
        return 0.0
    return float(abs(truth - output) < dt.timedelta(minutes=1))


@dataclass(frozen=True)
class Score:
    """A measure over ``pages`` pages with the bounds of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    pages: int


def score(rows: Sequence[Sequence[float]], measure: Callable[[Rows], float], *, draws: int = DRAWS) -> Score | None:
    """The measure over the pages, and its percentile interval over resamples of them; None without pages.

    The seed is fixed: the same pages give the same interval, and engines are compared over the same resamples.
    """
    if not rows:
        return None
    table = np.asarray(rows, dtype=np.float64).reshape(len(rows), -1)
    picks = np.random.default_rng(0).integers(0, len(table), size=(draws, len(table)))
    values = [measure(table[pick]) for pick in picks]
    low, high = np.percentile(values, (2.5, 97.5)) if values else (_NONE, _NONE)
    return Score(measure(table), float(low), float(high), len(table))


def by_folds(rows: Sequence[Sequence[float]], groups: Sequence[str], measure: Callable[[Rows], float]) -> list[float]:
    """The measure on each of up to ten folds of the groups, all pages of a group in one fold.

    How far a result on these publishers says something about others: the spread over folds is that of publishers.
    """
    table = np.asarray(rows, dtype=np.float64).reshape(len(rows), -1)
    folds = np.asarray(fold_of(groups))
    return [measure(table[folds == fold]) for fold in sorted(set(folds.tolist()))]


def fold_of(groups: Sequence[str]) -> list[int]:
    """The fold of each entry, 0 to 9: all of a group in one, groups dealt out at random, the same way each time."""
    names = sorted(set(groups))
    order = np.random.default_rng(0).permutation(len(names))
    folds = {names[at]: place % FOLDS for place, at in enumerate(order)}
    return [folds[group] for group in groups]


def page_f1(row: Sequence[float]) -> float:
    """F1 of one page's (precision, recall); 0 where either is not defined."""
    precision, recall = (0.0 if np.isnan(value) else value for value in row)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rho with mean ranks for ties; 0 where one of them never varies."""
    one, other = _ranks(first), _ranks(second)
    if len(one) < 2 or one.std() == 0 or other.std() == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _ranks(values: Sequence[float]) -> NDArray[np.float64]:
    _, place, counts = np.unique(np.asarray(values, dtype=np.float64), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts).astype(np.float64)
    return np.asarray((ends - (counts - 1) / 2)[place], dtype=np.float64)


def _mean(column: NDArray[np.float64]) -> float:
    known = column[~np.isnan(column)]
    return float(known.mean()) if len(known) else 0.0
