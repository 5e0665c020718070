"""Numbers are compared by value, however they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.drafts.figures import figures, known_figures, unsupported, western_digits


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("raised to 9.25 per cent", ["9.25"]),
        ("subiu para 9,25%", ["9.25"]),
        ("1,200,000 people", ["1200000"]),
        ("1.2 million people", ["1200000"]),
        ("14.372,4 millones de dólares", ["14372400000"]),
        ("Rp 1,5 triliun", ["1500000000000"]),
        ("1 234 567 руб", ["1234567"]),
        ("3万人", ["30000"]),
        ("४२ लोग", ["42"]),
        ("٩٫٢٥٪", ["9.25"]),
        ("twenty-five thousand", ["25000"]),
        ("the 12th floor", ["12"]),
        ("a dozen eggs", ["12"]),
        ("1,234", ["1.234", "1234"]),
        ("1.234", ["1.234", "1234"]),
        ("G20, COVID-19 and the A320", ["19"]),
        ("12,34,567 rupees", ["1234567"]),
        ("no figure at all", []),
    ],
)
def test_values_of_a_text(text: str, values: list[str]) -> None:
    assert known_figures([text]) == frozenset(Decimal(value).normalize() for value in values)


@pytest.mark.parametrize(
    ("draft", "source", "wrong"),
    [
        ("the 12th round", "the 13th round", ["12th"]),
        ("the 12th round", "the twelfth round", []),
        ("9.25 per cent", "9,25 %", []),
        ("9.25 per cent", "9.52 per cent", ["9.25 per cent"]),
        ("$1.2 million", "$1,200,000", []),
        ("1.2 billion", "1.2 million", ["1.2 billion"]),
        ("some 25 million points", "25 points", ["25 million"]),
        ("1.2 million to 1.4 million", "1.2 to 1.4 million", []),
        ("from 1.2 to 1.4 million", "1.2 million, then 1.4 million", []),
        ("two outlets and three towns", "nothing", []),
        ("fifteen towns", "nothing", ["fifteen"]),
        ("in 2027", "in 2026", ["2027"]),
    ],
)
def test_figures_without_support(draft: str, source: str, wrong: list[str]) -> None:
    assert [figure.text for figure in unsupported(draft, known_figures([source]))] == wrong


def test_places_hold_when_digits_are_rewritten() -> None:
    text = "في ٢٠٢٦ بلغ ٩٫٢٥٪ من الناتج"
    assert len(western_digits(text)) == len(text)
    assert [text[one.start : one.end].strip() for one in figures(text)] == ["٢٠٢٦", "٩٫٢٥٪"]
