"""What a call costs, exactly, and how much of it is expected beforehand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.catalogue.loader import load_catalogue
from pipeline.failures import ConfigurationError
from pipeline.providers.prices import Prices, estimate_tokens


@pytest.mark.parametrize(
    ("provider", "model", "units", "cost"),
    [
        ("claude", "claude-haiku-5-5", (1_000_000, 0), "0.1"),
        ("claude", "claude-sonnet-5-5", (1_000, 500), "0.007"),
        ("claude", "claude-opus-5-5", (0, 1_000_000), "20"),
        ("google", "nmt", (1_000_000, 0), "20"),
        ("google", "nmt", (1, 0), "0.00002"),
        ("claude", "claude-haiku-5-5", (1, 0), "0.000001"),  # a tenth of that: rounded up, never to nothing
        ("google", "nmt", (0, 0), "0"),
    ],
)
def test_costs_follow_the_price_list(provider: str, model: str, units: tuple[int, int], cost: str) -> None:
    assert Prices(load_catalogue().prices).cost(provider, model, *units) == Decimal(cost)


def test_a_missing_price_names_the_file_and_what_there_is() -> None:
    with pytest.raises(ConfigurationError, match=r"google/llm.*prices\.yaml.*google/nmt"):
        Prices(load_catalogue().prices).cost("google", "llm", 1, 1)


@pytest.mark.parametrize(
    ("text", "at_least"),
    [
        ("The port of Mombasa grew by a tenth.", 9),
        ("经济增长了百分之五", 9),
        ("การส่งออกเพิ่มขึ้น", 15),
        ("Экономика выросла", 15),
        ("ኢኮኖሚው አድጓል", 10),
        ("", 0),
    ],
)
def test_estimates_are_from_above_in_every_script(text: str, at_least: int) -> None:
    assert at_least <= estimate_tokens(text) <= 3 * len(text) + 1
