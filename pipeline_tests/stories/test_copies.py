from pipeline.stories.copies import overlaps
from pipeline.stories.relations import copied_from, places, standing
from pipeline_tests.stories.fields import OTHER, OWN_ACCOUNT, WIRE, Told, make_field


def test_a_wire_text_under_another_byline_is_a_copy_of_the_earlier() -> None:
    field = make_field(
        [
            Told("Dockworkers strike at Mombasa", WIRE, "wire"),
            Told("Port at a halt | The Star", f"By Our Reporter\n{WIRE}\n(Agencies)", "star"),
            Told("Mombasa strike", "\n".join(WIRE.split("\n")[:3]), "ledger"),
            Told("Gate eighteen", OWN_ACCOUNT, "herald"),
        ]
    )
    copied = copied_from(overlaps(field.shingles), field)
    assert {copy: first for copy, (first, _) in copied.items()} == {1: 0, 2: 0}


def test_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    lines = WIRE.split("\n")
    field = make_field(
        [
            Told("One", "\n".join(lines[:3]), "a"),
            Told("Two", "\n".join(lines), "b"),
            Told("Three", "\n".join(lines[1:]), "c"),
        ]
    )
    copied = copied_from(overlaps(field.shingles), field)
    assert copied[1][0] == 0
    assert copied[2][0] == 0


def test_a_shared_quotation_makes_no_copy() -> None:
    quotation = "no ship would be worked until the plan to automate the cranes is withdrawn for good."
    one = f"{quotation} {OWN_ACCOUNT}"
    other = f"{OTHER} {quotation}"
    field = make_field([Told("One", one, "a"), Told("Two", other, "b")])
    assert copied_from(overlaps(field.shingles), field) == {}


def test_a_sources_own_footer_makes_no_copy() -> None:
    footer = (
        "Subscribe to our newsletter and read the news of the day first, every morning, in your own language, for free."
    )
    field = make_field([Told("One", f"{OTHER}\n{footer}", "a"), Told("Two", f"{OWN_ACCOUNT}\n{footer}", "a")])
    assert copied_from(overlaps(field.shingles), field) == {}


def test_texts_too_short_to_compare_share_nothing() -> None:
    field = make_field([Told("One", "Short.", "a"), Told("Two", "Short.", "b")])
    assert overlaps(field.shingles) == []


def test_the_first_is_the_original_and_a_copy_names_what_it_copies() -> None:
    found = places([3, 5, 8], {8: (5, 0.9)}, {5: 0.6, 8: 0.6})
    assert [(place.row, place.relation, place.copy_of) for place in found] == [
        (3, "original", None),
        (5, "account", None),
        (8, "copy", 5),
    ]
    assert found[2].likeness == 0.9


def test_a_standing_tells_all_that_a_score_takes_from_a_story() -> None:
    assert standing("copy", 3, 5, 17) == "copy/3/5/17"
    assert standing("original", 1, 1, None) == "original/1/1/"
