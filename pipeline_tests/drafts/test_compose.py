"""Drafts from excerpts: they say what they are, quote truly, attribute everything, and hear everybody."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.catalogue.schema import SectionEntry
from pipeline.drafts.comparison import compare
from pipeline.drafts.compose import COMPARISON_HEADING, TIMELINE_HEADING, compose, without_dateline
from pipeline.drafts.composition import Composition
from pipeline.drafts.excerpts import candidates, section_role
from pipeline.drafts.material import HEADLINE, SourceSentence, aligned
from pipeline_tests.drafts.pieces import MONITOR, NATION, material, source
from pipeline_tests.opportunities.newsdesk import TEMPLATES


def text_of(draft: Composition) -> str:
    return "\n".join(line.text for line in draft.lines())


def test_it_says_at_its_top_what_it_is() -> None:
    draft = compose(material())
    assert draft.notice.startswith("Draft assembled from source excerpts without a language model")
    assert draft.generated_by == "heuristics"


def test_it_follows_the_template_and_adds_comparison_and_timeline() -> None:
    draft = compose(material())
    assert [section.heading for section in draft.sections] == [
        "What happened",
        "Why it matters",
        "What comes next",
        COMPARISON_HEADING,
        TIMELINE_HEADING,
    ]


def test_every_line_is_quoted_from_a_source_or_our_own_count() -> None:
    given = material()
    for line in compose(given).lines():
        assert line.own or line.cites, line.text
        for cite in line.cites:
            sentence = given.by_id[cite.article_id].sentence(cite.sentence_index)
            assert sentence is not None
            assert sentence.text == cite.quoted


def test_the_first_section_hears_every_outlet() -> None:
    first = compose(material()).sections[0]
    assert {cite.number for block in first.blocks for line in block.lines for cite in line.cites} == {1, 2}
    opening = first.blocks[0].lines[0].text
    assert opening.startswith("Nation (Kenya) reported on 22 November: “Kenya's central bank held")


def test_what_comes_next_is_what_the_sources_say_of_the_future() -> None:
    section = next(one for one in compose(material()).sections if one.heading == "What comes next")
    assert "28 January 2027" in " ".join(line.text for block in section.blocks for line in block.lines)


def test_a_copy_is_not_quoted_beside_its_original() -> None:
    given = material(source(1, "Nation", NATION), source(2, "Star", NATION), source(3, "Mail", NATION, copy_of=10))
    assert {one.article.number for one in candidates(given)} == {1}
    draft = compose(given)
    assert draft.standfirst.lines[0].text.startswith("Three outlets carry one text")


def test_what_two_sources_say_alike_is_quoted_once() -> None:
    same = "The ministry raised the price of petrol in Lagos by 40 naira on Monday."
    near = "On Monday the ministry raised the price of petrol in Lagos by 40 naira."
    given = material(
        source(1, "A", f"{same} Queues formed at once in Lagos."), source(2, "B", f"{near} Nobody was hurt.")
    )
    quoted = " ".join(line.text for line in compose(given).prose())
    assert quoted.count("price of petrol") == 1


def test_untranslated_quotations_stay_as_they_are_and_name_their_language() -> None:
    text = "O banco central manteve a taxa em 9,25% nesta terça-feira em Nairóbi. A decisão foi unânime, diz a nota."
    draft = compose(material(source(1, "Folha", text, language="pt", country="BR")))
    assert "Folha (Brazil, in Portuguese) reported" in text_of(draft)
    assert "“O banco central manteve a taxa em 9,25% nesta terça-feira em Nairóbi.”" in text_of(draft)
    assert "Quotations in Portuguese stand untranslated." in draft.notice


def test_a_translation_is_quoted_in_english_and_carries_its_original() -> None:
    text = "O banco manteve a taxa em 9,25% na terça-feira em Nairóbi.\nA decisão foi unânime, diz a nota do banco."
    english = "The bank kept the rate at 9.25% on Tuesday in Nairobi.\nThe decision was unanimous, its note says."
    draft = compose(material(source(1, "Folha", text, translation=english, language="pt", country="BR")))
    cites = [cite for line in draft.lines() for cite in line.cites if cite.sentence_index != HEADLINE]
    assert ("The bank kept the rate at 9.25% on Tuesday in Nairobi.", text.split("\n", maxsplit=1)[0]) in [
        (cite.quoted, cite.original) for cite in cites
    ]
    assert "What is quoted from Portuguese is a machine translation." in draft.notice


def test_boilerplate_and_fragments_are_not_quoted() -> None:
    text = (
        NATION
        + "\nRead more: our guide to interest rates in Kenya today.\nPhoto by Jane Doe for the central bank.\nYes."
    )
    quoted = text_of(compose(material(source(1, "Nation", text))))
    assert "Read more" not in quoted
    assert "Photo by" not in quoted


def test_the_rest_of_a_cut_sentence_is_not_quoted() -> None:
    cut = "er demand has been breaking records each day since 18 May 2026 because of the heat in Nairobi."
    named = "iPhones made in Kenya cost 9 per cent more than those made in Egypt, said the bank in Nairobi."
    given = source(1, "Nation", NATION)
    sentences = [*given.sentences, SourceSentence(7, cut), SourceSentence(8, named)]
    found = candidates(material(dataclasses.replace(given, sentences=sentences)))
    assert [one.sentence.text for one in found if one.sentence.index > 6] == [named]


def test_an_undated_source_is_not_given_the_days_of_the_others() -> None:
    given = material(source(1, "Nation", NATION), source(2, "Monitor", MONITOR, country="UG", dated=False))
    [line] = compose(given).standfirst.lines
    assert line.text.startswith("Two independent sources report, on 22 November 2026 (Monitor without a date): ")
    alone = compose(material(source(1, "Nation", NATION, dated=False))).standfirst.lines[0].text
    assert "has this, without a date, collected on 22 November 2026;" in alone


def test_what_is_not_known_holds_what_the_sourcing_leaves_open() -> None:
    open_ = SectionEntry(heading="What is not known", purpose="What the sources leave open", words=60)
    template = TEMPLATES[0].model_copy(update={"sections": [TEMPLATES[0].sections[0], open_]})
    told = "Kenya's central bank held its rate at 9.25 per cent on Tuesday in Nairobi."
    draft = compose(material(source(1, "Nation", told, dated=False), template=template))
    [section] = [one for one in draft.sections if one.heading == "What is not known"]
    assert [line.text for block in section.blocks for line in block.lines] == [
        "No second source was read that confirms what Nation says.",
        "Nation gives no date: whether the text is new has to be found out.",
    ]
    assert "What is not known" not in draft.notice


def test_a_draft_of_the_same_material_is_the_same() -> None:
    assert compose(material()) == compose(material())


def test_sources_agree_where_independent_voices_give_one_figure() -> None:
    agreements, differences = compare(material())
    assert [(one.stated[0].figure.text, len(one.stated)) for one in agreements] == [("9.25 per cent", 2)]
    (found,) = differences
    assert {found.first.figure.text, found.second.figure.text} == {"4.1 per cent", "4.2 per cent"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # copies agree with themselves: that is nothing
        (NATION, NATION),
        # other things are counted
        (
            "The storm killed 12 people in Beira on Sunday night.",
            "The storm cut power to 13 villages near Beira on Sunday.",
        ),
        # dates and years
        ("The law of 2019 in Ghana was changed on Monday.", "The law of 2021 in Ghana was changed on Monday."),
        # far apart
        ("The firm hired 20 people in Accra last month.", "The firm hired 4,000 people in Accra last month."),
    ],
)
def test_what_cannot_be_compared_is_not_compared(first: str, second: str) -> None:
    agreements, differences = compare(material(source(1, "A", first), source(2, "B", second)))
    assert (agreements, differences) == ([], [])


def test_different_tolls_are_pointed_out() -> None:
    given = material(
        source(1, "A", "The storm killed 12 people in Beira on Sunday night, officials said."),
        source(2, "B", "Officials said the storm in Beira killed 13 people on Sunday night."),
    )
    draft = compose(given)
    section = next(one for one in draft.sections if one.heading == COMPARISON_HEADING)
    assert section.blocks[0].lines[0].text.startswith("To be checked, 12 people or 13 people: A has “The storm killed")


@pytest.mark.parametrize(
    ("heading", "purpose", "role"),
    [
        ("What happened", "", "news"),
        ("Why it matters", "", "meaning"),
        ("What comes next", "", "next"),
        ("Background", "", "background"),
        ("The details", "Figures, names and quotations in order of weight", "figures"),
        ("What is not known", "", "open"),
        ("Who gains and who loses", "", "meaning"),
        ("Watch", "", "next"),
        ("Anything", "", "news"),
    ],
)
def test_sections_ask_for_what_their_words_say(heading: str, purpose: str, role: str) -> None:
    assert section_role(heading, purpose) == role


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("A um. A dois.\nB um.", "A one. A two.\nB one.", ["A um.", "A dois.", "B um."]),
        ("A um e dois.\nB um.", "A one. A two.\nB one.", ["A um e dois.", "A um e dois.", "B um."]),
        # a translation with more paragraphs than its original has lost its way: nothing is claimed
        ("A um.", "A one.\nB one.", [None, None]),
        # only the lead was translated
        ("A um.\nB um.\nC um.", "A one.", ["A um."]),
    ],
)
def test_translated_sentences_find_their_originals(original: str, translation: str, expected: list[str | None]) -> None:
    assert [one.original for one in aligned(original, "pt", translation)] == expected


def test_one_outlet_or_one_text_is_one_voice() -> None:
    given = material(
        source(1, "Nation", NATION),
        source(2, "Nation", MONITOR),
        source(3, "Star", "Another text.", copy_of=999),
        source(4, "Mail", "Yet another text.", copy_of=999),
    )
    assert len(set(given.voices.values())) == 2


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("NEW DELHI/BANGKOK, 21 November (Equator Wire) - Rice climbed.", "Rice climbed."),
        ("New Delhi, May 21 (IANS) India’s demand soared.", "India’s demand soared."),
        ("NAIROBI (Reuters) — Kenya held its rate.", "Kenya held its rate."),
        ("New Delhi: The ministry urged restraint.", "The ministry urged restraint."),
        ("Jakarta - Pemerintah menaikkan tarif.", "Pemerintah menaikkan tarif."),
        ("The Meteorological Department (IMD) said so.", "The Meteorological Department (IMD) said so."),
        ("The bank (CBK) held its rate.", "The bank (CBK) held its rate."),
        ("Kenya's central bank held its rate - again.", "Kenya's central bank held its rate - again."),
    ],
)
def test_datelines_are_left_out_of_quotations(text: str, left: str) -> None:
    assert without_dateline(text) == left
