"""From rows to the table that the components work on, and from the table to scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.catalogue.schema import ScoringEntry
from pipeline.scoring import components
from pipeline.scoring.depth import Depth
from pipeline.topics.match import TopicMatch

if TYPE_CHECKING:
    import pandas as pd

# an article that no story has seen (another run holds its print) counts as the only report until one has
PLACE: dict[str, Any] = {"relation": "original", "articles": 1, "accounts": 1}


def score_table(
    rows: Sequence[Mapping[str, Any]],
    depths: Sequence[Depth],
    matches: Sequence[Sequence[TopicMatch]],
    topic_weights: Mapping[str, float],
    weights: ScoringEntry,
) -> pd.DataFrame:
    """One line an article with its five components, ``total``, ``quality_category`` and ``age_hours``."""
    import pandas as pd  # noqa: PLC0415 - half a second that only this stage needs

    if not rows:
        return pd.DataFrame(columns=[*components.COMPONENTS, "total", "quality_category", "age_hours"])
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in ("reputation", "published_precision")})
    for name in ("collected_at", "published_at"):
        frame[name] = pd.to_datetime(pd.Series([row[name] for row in rows]), utc=True)
    depth_columns = ("words", "paragraphs", "figures", "quotations", "named")
    for name in depth_columns:
        frame[name] = pd.Series([getattr(depth, name) for depth in depths], dtype="Float64").astype("float64")
    for name, missing in PLACE.items():
        frame[name] = [row[name] if row[name] is not None else missing for row in rows]
    best = [_best_three(found, topic_weights) for found in matches]
    frame[["first", "second", "third"]] = pd.DataFrame(best, index=frame.index)
    result = components.relevance(frame)
    for component in (
        components.timeliness,
        components.source_reputation,
        components.content_depth,
        components.uniqueness,
    ):
        result = result.join(component(frame))
    return result.join(components.total(result, weights))


def restood_table(rows: Sequence[Mapping[str, Any]], weights: ScoringEntry) -> pd.DataFrame:
    """The same from stored components, with ``uniqueness`` made anew from ``relation``, ``articles``, ``accounts``."""
    import pandas as pd  # noqa: PLC0415 - as above

    frame = pd.DataFrame.from_records([dict(row) for row in rows])
    result = frame[list(components.COMPONENTS[:4])].join(components.uniqueness(frame))
    return result.join(components.total(result, weights))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The lines of a table, in order, as dictionaries."""
    return [{str(name): value for name, value in line.items()} for line in table.to_dict("records")]


def _best_three(matches: Sequence[TopicMatch], weights: Mapping[str, float]) -> list[float]:
    weighted = sorted((match.relevance * weights.get(match.topic, 1.0) for match in matches), reverse=True)
    return [*weighted[:3], 0.0, 0.0, 0.0][:3]
