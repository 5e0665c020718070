"""The vote over the segments of a page: what two engines saw, and the places where it stands."""

from __future__ import annotations

import pytest

from pipeline.extraction.blocks import Block, render_text
from pipeline.extraction.column import Column, Seen, without_repeated_parts, words_of
from pipeline.extraction.markup import parse
from pipeline.extraction.segments import cut
from pipeline_tests.extraction.pages import PORT

FURTHER = [
    "A second berth, for ships of up to four hundred metres, is to follow in the spring of next year, the board said.",
    "Until then the old quay stays open, and the pilots have been told to keep to the hours of the present timetable.",
]
OTHERS = ["Ferry timetable changes", "Harbour museum reopens", "Pilots ask for a tenth more"]
TEASER = "The ferry timetable changes on Monday, and the last boat leaves an hour earlier than before, the line said."


def column(source: str, first: list[str], second: list[str] | None) -> Column:
    tree = parse(f"<html><body>{source}</body></html>")
    assert tree is not None
    return Column(cut(tree).segments, Seen("\n".join(first)), None if second is None else Seen("\n".join(second)))


def chosen(source: str, first: list[str], second: list[str] | None) -> list[str]:
    return render_text(column(source, first, second).choose()).split("\n")


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def box(texts: list[str], name: str = "text") -> str:
    return f"<div class='{name}'>{paragraphs(texts)}</div>"


def test_what_both_engines_have_is_kept() -> None:
    source = box(PORT) + box([TEASER], "more")
    assert chosen(source, [*PORT, TEASER], PORT) == PORT


def test_paragraphs_of_one_engine_stay_where_the_core_stands() -> None:
    assert chosen(box(PORT), PORT, PORT[:-1]) == PORT
    assert chosen(box(PORT), PORT[:-1], PORT) == PORT


def test_paragraphs_that_no_engine_saw_come_back_from_boxes_of_the_same_make() -> None:
    advertisement = "<div class='slot'><p>Our app.</p></div>"
    source = box(PORT[:2]) + advertisement + box(FURTHER) + box(PORT[2:])
    assert chosen(source, PORT, PORT) == [*PORT[:2], *FURTHER, *PORT[2:]]


@pytest.mark.parametrize(
    "name", ["related", "newsletter-box", "user-comments", "author-bio", "image-legend", "sidebar"]
)
def test_paragraphs_of_one_engine_go_where_a_box_says_that_it_is_something_else(name: str) -> None:
    source = f"<div class='page has-sidebar'>{box(PORT)}<div class='{name}'>{paragraphs([TEASER])}</div></div>"
    assert chosen(source, [*PORT, TEASER], PORT) == PORT
    assert chosen(source, PORT, [*PORT, TEASER]) == PORT


def test_the_words_of_a_box_around_the_whole_article_are_no_reason() -> None:
    source = f"<div class='with-comments related promo'>{box(PORT)}</div>"
    assert chosen(source, PORT, PORT[:-1]) == PORT


def test_a_paragraph_right_above_the_core_is_its_lead() -> None:
    source = f"<h1>Third terminal opens</h1><div class='x1'><p>{FURTHER[0]}</p></div>{box(PORT)}"
    assert chosen(source, [FURTHER[0], *PORT], PORT) == [FURTHER[0], *PORT]


def test_a_heading_goes_with_what_stands_under_it() -> None:
    source = (
        box(PORT[:2]) + f"<h2>On the road</h2>{box(PORT[2:])}<h2>More news</h2><div class='more'><p>{TEASER}</p></div>"
    )
    assert chosen(source, [*PORT, "On the road", "More news"], PORT) == [*PORT[:2], "On the road", *PORT[2:]]


def test_headings_of_other_stories_in_a_row_go_though_a_text_follows() -> None:
    cards = "".join(f"<article><h3>{title}</h3></article>" for title in OTHERS)
    source = f"<h1>Third terminal opens</h1>{cards}{box(PORT)}"
    assert chosen(source, [*OTHERS, *PORT], PORT) == PORT


@pytest.mark.parametrize("engines", [1, 2])
def test_teasers_in_cards_go_though_engines_take_them(engines: int) -> None:
    cards = "".join(f"<div class='card'><h3>{title}</h3><p>{TEASER} {title}.</p></div>" for title in OTHERS)
    source = f"<div class='story'>{paragraphs(PORT[:2])}<div class='slot'>{cards}</div>{paragraphs(PORT[2:])}</div>"
    seen = [*PORT, *(f"{TEASER} {title}." for title in OTHERS), *OTHERS]
    assert chosen(source, seen, seen if engines == 2 else PORT) == PORT


def test_one_box_that_is_called_a_card_is_no_list_of_cards() -> None:
    source = box(PORT) + f"<div class='card'><h3>What it costs</h3>{paragraphs(FURTHER)}</div>"
    seen = [*PORT, "What it costs", *FURTHER]
    assert chosen(source, seen, seen) == seen


def test_headings_are_no_captions_though_their_box_is_called_after_a_picture() -> None:
    source = box(PORT) + "".join(
        f"<div class='block-image'><h2>{text}</h2><img src='a.jpg'><p class='caption'>Photo {at}</p></div>"
        for at, text in enumerate(FURTHER)
    )
    seen = [*PORT, *FURTHER]
    assert chosen(source, [*seen, "Photo 0"], [*PORT, FURTHER[0]]) == seen


def test_a_table_and_code_that_one_engine_lost_stay_beside_the_core() -> None:
    rows = "".join(f"<tr><th>Berth {at}</th><td>{at * 40} metres</td></tr>" for at in range(1, 4))
    source = f"<div class='tabs'><div class='description'>{paragraphs(PORT)}</div><table>{rows}</table></div>"
    seen = [f"Berth {at} | {at * 40} metres" for at in range(1, 4)]
    assert chosen(source, [*PORT, *seen], PORT) == [*PORT, *seen]
    source = f"<div>{paragraphs(PORT)}<div class='listing'><pre>berth.book(140)\nberth.leave()</pre></div></div>"
    assert "berth.leave()" in chosen(source, [*PORT, "berth.book(140)\nberth.leave()"], PORT)


def test_agreement_is_measured_on_sentences_where_there_are_some() -> None:
    rows = "".join(f"<tr><td>Master {at}</td><td>pilot{at}@coast.example</td></tr>" for at in range(40))
    table = [f"Master {at} pilot{at}@coast.example" for at in range(40)]
    found = column(f"{box(PORT)}<table>{rows}</table>", [*PORT, *table], table)
    assert found.agreement > 0.5
    assert found.told_share == 0.0
    assert column(box(PORT), PORT, PORT[:-1]).told_share > 0.5


def test_hidden_text_is_left_out_though_engines_see_it() -> None:
    source = box(PORT) + f"<div style='display: none'><p>{TEASER}</p></div>"
    assert chosen(source, [*PORT, TEASER], [*PORT, TEASER]) == PORT


def test_entries_of_a_table_of_contents_are_not_taken_for_the_headings() -> None:
    source = (
        "<ul class='toc'><li><a href='#r'>The long road to the border</a></li></ul>"
        + paragraphs(PORT[:2]) + "<h2 id='r'>The long road to the border</h2>" + paragraphs(PORT[2:])
    )  # fmt: skip
    seen = ["The long road to the border", *PORT]
    assert chosen(source, seen, seen) == [*PORT[:2], "The long road to the border", *PORT[2:]]


def test_a_label_that_is_said_three_times_is_none_of_the_text() -> None:
    source = "".join(f"<p>Continued</p><p>{text}</p>" for text in PORT)
    assert chosen(source, ["Continued", *PORT], ["Continued", *PORT]) == PORT


def test_agreement_is_the_share_of_the_first_engines_text() -> None:
    assert column(box(PORT), PORT, PORT).agreement == 1.0
    assert column(box(PORT), PORT, ["Something else altogether."]).agreement == 0.0
    half = column(box(PORT), PORT, PORT[:1]).agreement
    assert half == pytest.approx(len(PORT[0]) / sum(map(len, PORT)))


def test_a_text_in_one_box_is_sure_though_every_paragraph_is_of_another_make() -> None:
    scrambled = "".join(f"<p class='css-{at * 7919:x}'>{text}</p>" for at, text in enumerate(PORT))
    found = column(f"<div class='text'>{scrambled}</div>", PORT, PORT)
    found.choose()
    assert found.certainty > 0.95
    parted = column("".join(f"<div class='c{at}'>{box([text])}</div>" for at, text in enumerate(PORT)), PORT, PORT)
    parted.choose()
    assert parted.certainty > 0.95  # of one make
    boxes = "".join(f"<div class='c{at}'><p class='c{at}'>{text}</p></div>" for at, text in enumerate(PORT))
    picked = column(boxes, PORT, PORT)
    picked.choose()
    assert picked.certainty < 0.7


def test_one_engine_alone_is_taken_at_its_word() -> None:
    assert chosen(box(PORT) + box([TEASER], "more"), PORT, None) == PORT


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("One two three four five.", "two three four five", True),
        ("One two three four five.", "two three", False),  # a few words have to be a line of their own
        ("One\ntwo three\nfour", "two three", True),
        ("港务局周一启用第三座码头。", "第三座码头", True),
        ("Con\u00adtainer\u00adhafen wird im Mai er\u00adöffnet.", "Containerhafen wird im Mai eröffnet.", True),
        ("", "one two three four", False),
    ],
)
def test_what_an_engine_saw(text: str, asked: str, expected: bool) -> None:
    assert Seen(text).has(words_of(asked)) is expected


def test_pull_quotes_and_a_second_copy_of_everything_go() -> None:
    blocks = [Block("p", text, text) for text in PORT]
    sentence = PORT[2].split(".")[0]
    quote = Block("quote", sentence, sentence)
    copy = Block("p", " ".join(PORT * 3), "")
    assert without_repeated_parts([blocks[0], quote, *blocks[1:], copy]) == blocks
