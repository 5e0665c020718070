"""How EMCIP writes English: lists, counts, dates, quotations, headlines without publishers, names."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.catalogue.countries import COUNTRY_NAMES, country_name
from pipeline.catalogue.loader import load_catalogue
from pipeline.language.english import (
    clipped,
    counted,
    days,
    in_words,
    language_name,
    listed,
    named_with,
    quoted,
)
from pipeline.language.headlines import without_publisher


@pytest.mark.parametrize(
    ("title", "publisher", "left"),
    [
        ("Rates rise | The Star", "The Star", "Rates rise"),
        ("Rates rise - Daily Nation", "Daily Nation", "Rates rise"),
        ("Rates rise – Nation", "Daily Nation", "Rates rise – Nation"),
        ("Rates rise – Daily Nation Kenya", "Daily Nation", "Rates rise"),
        ("Shilling falls - again - as bank waits", "Daily Nation", "Shilling falls - again - as bank waits"),
        ("The central bank of Kenya waits | Business", "Daily Nation", "The central bank of Kenya waits"),
        ("Rates | Business", "Daily Nation", "Rates | Business"),
        ("利率上升 - 财经网", "财经网", "利率上升"),
        ("  Two\n lines ", "X", "Two lines"),
        ("Floods in Kano displace thousands | The Star", "", "Floods in Kano displace thousands"),
        ("बिहार के स्कूल बंद, आदेश जारी - FirstBihar", "FirstBihar", "बिहार के स्कूल बंद, आदेश जारी"),
        ("Floods in Kano | News | The Star", "The Star", "Floods in Kano"),
        ("Budget - what changes for farmers and traders", "", "Budget - what changes for farmers and traders"),
        ("Port-au-Prince reopens", "", "Port-au-Prince reopens"),
        ("Opinion | The crane is not the enemy", "The Star", "Opinion | The crane is not the enemy"),
        ("", "The Star", ""),
    ],
)
def test_publishers_are_taken_off_headlines(title: str, publisher: str, left: str) -> None:
    assert without_publisher(title, publisher) == left


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2026, 11, 22), (2026, 11, 22), "on 22 November 2026"),
        ((2026, 11, 20), (2026, 11, 22), "between 20 and 22 November 2026"),
        ((2026, 10, 30), (2026, 11, 2), "between 30 October and 2 November 2026"),
        ((2025, 12, 30), (2026, 1, 2), "between 30 December 2025 and 2 January 2026"),
    ],
)
def test_spans_of_days(first: tuple[int, int, int], last: tuple[int, int, int], said: str) -> None:
    assert days(dt.date(*first), dt.datetime(*last, tzinfo=dt.UTC)) == said


def test_counts_and_lists() -> None:
    assert [in_words(count) for count in (0, 1, 10, 11, 1240)] == ["no", "one", "ten", "11", "1,240"]
    assert [counted(1, "story", "stories"), counted(3, "story", "stories")] == ["one story", "three stories"]
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_lines_are_clipped_between_words() -> None:
    assert clipped("The quick brown fox", 12) == "The quick…"
    assert clipped("short\n enough", 20) == "short enough"
    assert len(clipped("字" * 300, 50)) == 50


def test_quotations_do_not_end_early() -> None:
    assert quoted('He said "no" and “never”.') == "“He said 'no' and ‘never’.”"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('It is more than we were told," he said.', "“'… It is more than we were told,' he said.”"),
        ("It is more than we were told,” he said.", "“‘… It is more than we were told,’ he said.”"),
        ('He said: "The grid must bend.', "“He said: 'The grid must bend. …'”"),
        ("He said: “The grid must bend.", "“He said: ‘The grid must bend. …’”"),
        ("«Le réseau doit plier», dit-il.", "“‹Le réseau doit plier›, dit-il.”"),
        ("Er sagte: „Das Netz muss sich biegen.“", "“Er sagte: ‘Das Netz muss sich biegen.‘”"),
        ("»Nein«, sagte er.", "“›Nein‹, sagte er.”"),
        ('"No," he said, "and never."', "“'No,' he said, 'and never.'”"),
        ('A 12" pipe burst (the "main").', "“A 12' pipe burst (the 'main').”"),
        ('"Yes"—and "no".', "“'Yes'—and 'no'.”"),
    ],
)
def test_a_mark_that_the_cut_took_is_put_back(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_details_that_stand_in_a_name_are_left_out() -> None:
    assert named_with("Outlook India", "India") == "Outlook India"
    assert named_with("Correio Braziliense", "Brazil", "in Portuguese") == "Correio Braziliense (Brazil, in Portuguese)"
    assert named_with("AFP", None) == "AFP"


def test_every_country_and_language_of_the_catalogue_has_a_name() -> None:
    catalogue = load_catalogue()
    countries = {code for region in catalogue.regions for code in region.countries}
    countries |= {source.country for source in catalogue.sources if source.country}
    assert countries <= COUNTRY_NAMES.keys()
    assert [
        language for language in {one.language for one in catalogue.sources} if "'" in language_name(language)
    ] == []
    assert (country_name("XX"), country_name(None)) == ("XX", None)
