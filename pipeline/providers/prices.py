"""What a call costs, and how much of a call to expect before it is made.

Prices are the catalogue's (``prices.yaml``); nothing is priced by default. All money is Decimal, rounded up
to the millionth of a dollar that the ledger keeps, so that no sum of rounded costs is below the true one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_UP, Decimal

from pipeline.catalogue.schema import PriceEntry
from pipeline.failures import ConfigurationError

MICRO = Decimal("0.000001")
MILLION = Decimal(1_000_000)
ASCII_CHARACTERS_PER_TOKEN = 3  # 4 to 5 in English prose; fewer in names, figures and markup
OTHER_BYTES_PER_TOKEN = 2  # one token a letter of Cyrillic or Arabic, one and a half of Thai or Chinese


class Prices:
    """The price list. Asking for what is not on it is an error, never a guess."""

    def __init__(self, entries: Iterable[PriceEntry]) -> None:
        self._entries: dict[tuple[str, str], PriceEntry] = {(entry.provider, entry.model): entry for entry in entries}

    def entry(self, provider: str, model: str) -> PriceEntry:
        """The price of a model. Raises ConfigurationError naming the model and prices.yaml."""
        entry = self._entries.get((provider, model))
        if entry is not None:
            return entry
        known = ", ".join(sorted(f"{name}/{known_model}" for name, known_model in self._entries)) or "none"
        raise ConfigurationError(
            f"there is no price for {provider}/{model}, so it is not called; add it to prices.yaml in the folder that "
            f"EMCIP_CATALOGUE names, or choose a model that has one: {known}"
        )

    def cost(self, provider: str, model: str, input_units: int, output_units: int) -> Decimal:
        """US dollars for so many units; ``units/1e6 * price per million``, rounded up to a millionth."""
        entry = self.entry(provider, model)
        exact = (
            input_units * Decimal(str(entry.input_per_million)) + output_units * Decimal(str(entry.output_per_million))
        ) / MILLION
        return exact.quantize(MICRO, rounding=ROUND_UP)

    def unit(self, provider: str, model: str) -> str:
        return self.entry(provider, model).unit


def estimate_tokens(text: str) -> int:
    """More tokens than the text has, in any script: reservations are made with it, bills are not."""
    plain = len(text.encode("ascii", "ignore"))
    other = len(text.encode("utf-8", "surrogatepass")) - plain
    return math.ceil(plain / ASCII_CHARACTERS_PER_TOKEN) + math.ceil(other / OTHER_BYTES_PER_TOKEN)
