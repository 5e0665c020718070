"""Whether what came back is a translation of what was sent, and the reason if it is not.

``problem_of`` looks at one paragraph, ``problems_of`` at all that were sent together, and with the encoder. A check
here must let real translations pass; what it rejects is never shown to an editor as translated. The checks of form,
length, wording, numbers, names, quotations and meaning have a file each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.translation import form, lengths, wording
from pipeline.translation.lengths import weight
from pipeline.translation.meaning import strangers
from pipeline.translation.names import names_problem
from pipeline.translation.numbers import numbers_problem
from pipeline.translation.quotations import quotations

CHECKS = "q3"  # changes when a check does: what the memory holds is then looked at again
SAME_ANSWER = 40  # letters from which on two originals cannot have one answer
UNLIKE = 0.3  # of runs of three letters in common, below which two originals say different things
Check = Callable[[str, str, str | None, str], str | None]
_CHECKS: tuple[Check, ...] = (
    form.characters,
    form.lines,
    form.markup,
    form.commentary,
    lengths.repetition,
    wording.untranslated,
    wording.script,
    wording.language,
    numbers_problem,
    form.addresses,
    lengths.length,
    lengths.cut_off,
    names_problem,
    quotations,
)


def problem_of(source: str, answer: object, source_language: str | None, target: str) -> str | None:
    """What is wrong with the translation of one paragraph, as a sentence that starts with a slug; None if nothing."""
    if not isinstance(answer, str):
        return f"wrong_type: {type(answer).__name__} came back instead of a text"
    if not answer.strip():
        return "empty: nothing came back"
    for check in _CHECKS:
        found = check(source, answer, source_language, target)
        if found:
            return found
    return None


def problems_of(pairs: Sequence[tuple[str, str]], source_language: str | None, target: str) -> dict[int, str]:
    """By place: what is wrong with each of the (original, answer) pairs of one article."""
    found = {
        at: problem
        for at, (source, answer) in enumerate(pairs)
        if (problem := problem_of(source, answer, source_language, target))
    }
    for at, problem in _same_answers(pairs).items():
        found.setdefault(at, problem)
    left = [at for at in range(len(pairs)) if at not in found]
    for place, problem in strangers([pairs[at] for at in left], source_language, target).items():
        found[left[place]] = problem
    return found


def unlike(one: str, other: str) -> bool:
    """Whether two texts of one language say different things, by the runs of three letters that they share."""
    first, second = ({text[at : at + 3] for at in range(len(text) - 2)} for text in (one.casefold(), other.casefold()))
    return len(first & second) < UNLIKE * len(first | second)


def _same_answers(pairs: Sequence[tuple[str, str]]) -> dict[int, str]:
    """Originals that say different things and came back as one and the same."""
    seen: dict[str, list[int]] = {}
    for at, (_, answer) in enumerate(pairs):
        if weight(answer) >= SAME_ANSWER:
            seen.setdefault(answer.casefold(), []).append(at)
    return {
        at: f"repeated: the same answer came back for {len(places)} different paragraphs"
        for places in seen.values()
        for at in places
        if any(unlike(pairs[at][0], pairs[other][0]) for other in places if other != at)
    }
