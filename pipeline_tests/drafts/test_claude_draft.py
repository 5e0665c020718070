"""Drafts by Claude: cited prose comes apart into lines that keep their sources, and failures are said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.drafts.claude_draft import taken_apart
from pipeline.drafts.composition import Composition
from pipeline.drafts.gates import judge_draft
from pipeline.drafts.markdown import to_markdown
from pipeline.drafts.prompts import document_titles, task
from pipeline.failures import PermanentError
from pipeline.providers.claude import Citation, CitedBlock, CitedText
from pipeline.providers.claude_request import ClaudeDocument
from pipeline_tests.drafts.pieces import material

M = material()
DOCUMENTS = [
    ClaudeDocument(title, [sentence.text for sentence in article.sentences])
    for title, article in zip(document_titles(M), M.articles, strict=True)
]


def reference(document: int, start: int, end: int | None = None) -> Citation:
    end = start + 1 if end is None else end
    return Citation(document, start, end, "".join(DOCUMENTS[document].sentences[start:end]))


def apart(blocks: Sequence[tuple[str, list[Citation]]]) -> Composition:
    answer = CitedText([CitedBlock(text, citations) for text, citations in blocks], model="claude-test")
    return taken_apart(answer, DOCUMENTS, M, "claude-test")


GOOD: list[tuple[str, list[Citation]]] = [
    ("# Kenya leaves its rate at 9.25 per cent\n\n", []),
    ("Borrowing costs in Kenya stay where they were, Nation and Monitor report.", [reference(0, 0), reference(1, 0)]),
    ("\n\n## What happened\n", []),
    ("The bank kept its main rate at 9.25 per cent, according to Nation.", [reference(0, 0)]),
    (" ", []),
    (
        "October's inflation was 4.1 per cent by Nation's account and 4.2 by Monitor's.",
        [reference(0, 1), reference(1, 1)],
    ),
    ("\n\n## Why it matters\n- ", []),
    ("Small firms find loans out of reach, Monitor says.", [reference(1, 2, 4)]),
    ("\n- ", []),
    ("Banks are slow to pass cuts on, Nation adds.", [reference(0, 4)]),
    ("\n\n## What comes next\n", []),
    ("The committee meets on 28 January 2027, Nation says.", [reference(0, 6)]),
]


def test_an_answer_becomes_headline_standfirst_and_sections() -> None:
    draft = apart(GOOD)
    assert draft.title.text == "Kenya leaves its rate at 9.25 per cent"
    assert [line.text for line in draft.standfirst.lines] == [GOOD[1][0]]
    assert [section.heading for section in draft.sections] == ["What happened", "Why it matters", "What comes next"]
    assert [block.style for block in draft.sections[1].blocks] == ["bullet", "bullet"]
    assert (draft.generated_by, draft.model) == ("claude", "claude-test")
    assert "written by claude-test" in draft.notice


def test_each_sentence_keeps_its_own_references() -> None:
    happened = apart(GOOD).sections[0].blocks[0].lines
    assert [[(cite.number, cite.sentence_index) for cite in line.cites] for line in happened] == [
        [(1, 0)],
        [(1, 1), (2, 1)],
    ]
    firms = apart(GOOD).sections[1].blocks[0].lines[0]
    assert [(cite.number, cite.sentence_index) for cite in firms.cites] == [(2, 2), (2, 3)]


def test_a_block_of_several_sentences_is_cited_in_each() -> None:
    text = "The rate stays at 9.25 per cent. The shilling is stable. Food is cheaper."
    draft = apart([("# T\n\nLead.\n\n## What happened\n", []), (text, [reference(0, 0)])])
    assert [len(line.cites) for line in draft.sections[0].blocks[0].lines] == [1, 1, 1]


def test_a_clean_answer_passes_the_gates() -> None:
    draft = apart(GOOD)
    found = judge_draft(draft, to_markdown(draft, M.articles), M)
    assert found.status == "draft", found.gates


def test_references_that_do_not_hold_are_dropped_and_counted() -> None:
    wrong = Citation(0, 0, 1, "Nobody said this.")
    draft = apart(
        [*GOOD, (" It fell to zero, Nation says.", [wrong, Citation(7, 0, 1, "x"), Citation(0, 99, 100, "x")])]
    )
    assert (draft.given_citations, draft.lost_citations) == (11, 3)
    assert draft.sections[-1].blocks[-1].lines[-1].cites == ()
    assert judge_draft(draft, to_markdown(draft, M.articles), M).status == "rejected"


def test_markup_of_the_model_is_taken_off() -> None:
    draft = apart(
        [
            (
                "# **Kenya** holds\n\nThe *rate* stays. See [our shop](https://evil.example/) ![x](https://evil.example/p).",
                [],
            ),
            ("\n\n## _What happened_ ##\n<script>alert(1)</script> and `code` of 2_000_000.\n", []),
        ]
    )
    assert draft.title.text == "Kenya holds"
    assert [line.text for line in draft.standfirst.lines] == ["The rate stays.", "See our shop x."]
    assert draft.sections[0].heading == "What happened"
    body = to_markdown(draft, M.articles)
    assert "evil" not in body
    assert "<script" not in body


def test_an_answer_without_headings_is_still_a_text() -> None:
    draft = apart([("The rate stays, Nation says.", [reference(0, 0)]), ("\n\nMore follows.", [])])
    assert draft.title.text == M.title
    assert [section.heading for section in draft.sections] == ["Draft"]


def test_an_answer_without_text_is_refused() -> None:
    with pytest.raises(PermanentError, match="no text"):
        apart([("# Only a headline\n", [])])


def test_the_task_names_voice_form_and_sections() -> None:
    said = task(M)
    assert "## What happened\n(The news in a few sentences; about 120 words)" in said
    assert "Write plainly. Attribute every claim." in said
    assert "120 to 700 words" in said
    assert document_titles(M)[1] == "Monitor (Uganda), 22 November 2026: Headline of Monitor"
