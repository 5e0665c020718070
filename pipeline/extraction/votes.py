"""What the witnesses of a page say of its title, authors and date: who agreed, and who was overruled, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
SHOWN = 120  # characters of a statement that are kept


@dataclass(frozen=True)
class Overruled:
    """A statement that did not win. ``witness`` is e.g. json_ld, og, h1, byline, url; ``why`` a word or a few."""

    witness: str
    says: str
    why: str


@dataclass(frozen=True)
class Vote(Generic[Value]):
    """A value, the witnesses that say the same, and those that say otherwise."""

    value: Value
    agreed: tuple[str, ...] = ()
    overruled: tuple[Overruled, ...] = ()

    def as_document(self) -> dict[str, Any]:
        """As it is stored: ``{"agreed": [witness], "overruled": [{"witness", "says", "why"}]}``."""
        said = (lost for lost in self.overruled if lost.says)
        overruled = [{"witness": lost.witness, "says": lost.says[:SHOWN], "why": lost.why} for lost in said]
        return {"agreed": list(self.agreed), "overruled": overruled}


def documents(votes: Iterable[tuple[str, Vote[Any]]]) -> dict[str, Any]:
    """Several votes by what they are on; those in which nobody said anything are left out."""
    return {name: vote.as_document() for name, vote in votes if vote.agreed or vote.overruled}
