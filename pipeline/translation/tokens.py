"""How many tokens a request of translations takes: learned from the ledger's past calls, else assumed from above.

Learned: over the latest calls of a pair of languages, tokens in and out as ``fixed + per_character * characters`` by
least squares; the fixed part is the prompt and the schema. It is right on the mean. Assumed, while a pair has fewer
than LEAST_CALLS: what the gate sets aside for the very request (prompt, schema and texts, as the provider builds it),
and an answer as long as the pair of languages makes it, each at more tokens a letter than any script has: too high.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.providers.prices import ASCII_CHARACTERS_PER_TOKEN
from pipeline.translation.lengths import usual_ratio, weight
from pipeline.translation.wording import script_of
from pipeline.warehouse.schema import ApiUsage

LEAST_CALLS = 20
LATEST = 500
LONGER = 1.25  # than usual, of an answer
TOKENS_OF_A_STRING = 4  # its quotes and comma in the JSON of the answer
TOKENS_OF_AN_ANSWER = 20
LETTER_OF_OTHER_SCRIPTS = 1.0  # tokens, at most: one and a half of Thai, whose words carry no spaces


@dataclass(frozen=True)
class Line:
    """``fixed`` tokens a request, and ``per_character`` of the source text."""

    fixed: float
    per_character: float

    def at(self, characters: int) -> int:
        return math.ceil(self.fixed + self.per_character * characters)


@dataclass(frozen=True)
class Learned:
    """From how many calls, and what: tokens in and tokens out."""

    calls: int
    read: Line
    written: Line


def learned(session: Session, provider: str, model: str, languages: str) -> Learned | None:
    """What the latest calls of this pair (``de>en``) took; None while there are too few."""
    rows = session.execute(
        select(ApiUsage.characters, ApiUsage.input_units, ApiUsage.output_units)
        .where(
            ApiUsage.provider == provider,
            ApiUsage.model == model,
            ApiUsage.languages == languages,
            ApiUsage.characters > 0,
            ~ApiUsage.cached,
            ~ApiUsage.lost,
        )
        .order_by(ApiUsage.id.desc())
        .limit(LATEST)
    ).all()
    if len(rows) < LEAST_CALLS:
        return None
    characters = [int(row.characters or 0) for row in rows]
    return Learned(
        len(rows),
        fitted(characters, [row.input_units for row in rows]),
        fitted(characters, [row.output_units for row in rows]),
    )


def fitted(characters: Sequence[int], tokens: Sequence[int]) -> Line:
    """Least squares; through the origin where sizes are all alike, or the line would begin or slope below zero."""
    count, x_sum, y_sum = len(characters), sum(characters), sum(tokens)
    spread = count * sum(x * x for x in characters) - x_sum**2
    if spread > 0:
        slope = (count * sum(x * y for x, y in zip(characters, tokens, strict=True)) - x_sum * y_sum) / spread
        fixed = (y_sum - slope * x_sum) / count
        if slope >= 0 and fixed >= 0:
            return Line(fixed, slope)
    return Line(0.0, y_sum / max(1, x_sum))


def assumed_written(contents: Sequence[str], source: str | None, target: str) -> int:
    """Tokens of an answer, from above."""
    letters = sum(weight(text) for text in contents) * usual_ratio(source, target) * LONGER
    a_letter = 1 / ASCII_CHARACTERS_PER_TOKEN if script_of(target) == "latin" else LETTER_OF_OTHER_SCRIPTS
    return math.ceil(letters * a_letter) + TOKENS_OF_A_STRING * len(contents) + TOKENS_OF_AN_ANSWER
