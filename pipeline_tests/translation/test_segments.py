"""An article taken apart and put together again is the same article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.translation.segments import LEAD_CHARACTERS, segments


@given(st.text(alphabet="ab \n\t.1", max_size=60))
def test_untranslated_segments_make_the_text_again(text: str) -> None:
    assert segments("Title", text).text_in({}) == text.strip()


def test_paragraphs_keep_their_places_and_breaks() -> None:
    parts = segments("T", "Eins.\n\nZwei.\nDrei.")
    assert parts.text_in({"Eins.": "One.", "Drei.": "Three."}) == "One.\n\nZwei.\nThree."


def test_what_stands_twice_is_sent_once() -> None:
    assert segments("Titel", "Titel\n\nText hier.\n\nText hier.").to_translate() == ["Titel", "Text hier."]


def test_what_has_no_words_is_not_sent() -> None:
    assert segments("Titel", "***\n2026\nhttps://example.org/x\nText.").to_translate() == ["Titel", "Text."]


def test_the_lead_is_at_least_one_paragraph_and_no_more_than_needed() -> None:
    long, short = "L" * LEAD_CHARACTERS, "S."
    assert segments("T", f"{long}\n{short}").lead == (long,)
    assert segments("T", f"{short}\n{long}\n{short}").lead == (short, long)
    assert segments("T", f"{short}\n{long}").to_translate(lead_only=True) == ["T", short, long]
