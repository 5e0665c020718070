"""Whether answers speak of what their originals do, by the cross-lingual encoder: not another text, not another order.

Only where the encoder knows both languages (``topics/embedding.py``). On ten pairs written for it
the cosine of a paragraph and its translation was 0.68 to 0.92, and of the closest other paragraph 0.12 to 0.58: the
bounds refuse what is surely another text, and leave the rest to the other checks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.topics.embedding import embed, is_covered
from pipeline.translation.lengths import weight
from pipeline.translation.names import has_common_names
from pipeline.translation.numbers import checked_numbers, missing_numbers

ANOTHER = 0.30  # below, it is another text, unless numbers or names say otherwise
SURELY_ANOTHER = 0.12
SWAPPED_BY = 0.25  # so much nearer to the original of another answer
LONG_ENOUGH = 40  # letters
READ = 600  # letters of a paragraph that are compared


def strangers(pairs: Sequence[tuple[str, str]], source_language: str | None, target: str) -> Mapping[int, str]:
    """By place: what is wrong with answers that belong to another text or to another of these originals."""
    if not (is_covered(source_language) and is_covered(target)):
        return {}
    places = [at for at, (source, answer) in enumerate(pairs) if weight(source) >= LONG_ENOUGH <= weight(answer)]
    if not places:
        return {}
    originals = embed([pairs[at][0][:READ] for at in places])
    answers = embed([pairs[at][1][:READ] for at in places])
    cosines = originals @ answers.T
    found: dict[int, str] = {}
    for row, at in enumerate(places):
        own = float(cosines[row, row])
        if own < ANOTHER and not (own >= SURELY_ANOTHER and _anchored(*pairs[at], source_language, target)):
            found[at] = f"another_text: it is not about what the original is about (similarity {own:.2f})"
            continue
        best = int(cosines[:, row].argmax())
        if best != row and float(cosines[best, row]) - own >= SWAPPED_BY:
            found[at] = f"order: this is the translation of another paragraph, {pairs[places[best]][0][:40]!r}"
    return found


def _anchored(source: str, answer: str, source_language: str | None, target: str) -> bool:
    """Numbers or names that only a translation of this text would have."""
    numbers = checked_numbers(source, source_language)
    kept = len(numbers) - len(missing_numbers(source, answer, source_language, target))
    return kept >= 1 or has_common_names(source, answer)
