"""What an article is worth before it is translated: the order in which the budget is spent, and whose text is wanted.

``value`` is the mean of in-language relevance, recency and the source's reputation, by the weights that the catalogue
gives these three in a score (``scoring`` of topics.yaml). It only orders: no result depends on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.catalogue.loader import Catalogue
from pipeline.topics.match import Reading
from pipeline.topics.relevance import relevance_of
from pipeline.translation.rows import Waiting

HALF_LIFE_HOURS = 48.0  # as in a score's timeliness


def relevances(catalogue: Catalogue, works: Sequence[Waiting], texts: dict[int, tuple[str | None, str]]) -> list[float]:
    """The in-language relevance (0-1) of each; what was stored before is kept."""
    new = [work for work in works if work.relevance is None]
    readings = [
        Reading(texts[work.extraction_id][0] or "", texts[work.extraction_id][1], work.language) for work in new
    ]
    found = dict(zip((work.extraction_id for work in new), relevance_of(catalogue.topics, readings), strict=True))
    return [found[work.extraction_id] if work.relevance is None else work.relevance for work in works]


def value_of(work: Waiting, catalogue: Catalogue, now: dt.datetime) -> float:
    """0-1, see the module. Asked for beats everything."""
    weights = catalogue.scoring
    hours = max(0.0, (now - work.dated_at).total_seconds() / 3600.0)
    recency = 0.5 ** (hours / HALF_LIFE_HOURS)
    parts = (
        (weights.relevance, work.relevance or 0.0),
        (weights.timeliness, recency),
        (weights.source_reputation, work.reputation / 100.0),
    )
    total = sum(weight for weight, _ in parts)
    mean = sum(weight * part for weight, part in parts) / total if total else recency
    return mean + (1.0 if work.asked else 0.0)
