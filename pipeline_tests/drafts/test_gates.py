"""The gates: clean drafts pass, and each kind of dirt is caught by the gate that is there for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.drafts.compose import compose
from pipeline.drafts.composition import Composition, Line, Section
from pipeline.drafts.gates import Verdict, judge_draft
from pipeline.drafts.markdown import to_markdown
from pipeline.drafts.material import Material
from pipeline.drafts.originality import overlap
from pipeline_tests.drafts.pieces import NATION, cited, composition, material, source

M = material()
NATION_ARTICLE, MONITOR_ARTICLE = M.articles
OWN = (
    "Borrowing costs in Kenya stay where they were: the central bank in Nairobi kept its main rate at 9.25 per cent,"
    " Nation and Monitor report.",
    "Nation puts October's inflation at 4.1 per cent, while Monitor gives 4.2 per cent.",
    "According to Nation, Sterling Capital's analysts had looked for a reduction by 25 basis points.",
    "A shopkeeper in Eldoret, Grace Wanjiru, told Monitor that “nobody in this market borrows at 15 per cent”.",
    "The average loan still cost 15.2 per cent in September, Nation says, and banks are slow to pass cuts on.",
    "Uganda decides next week and should go the same way, in Monitor's account.",
    "The next meeting in Nairobi is on 28 January 2027, according to Nation.",
)
PLACES = ((0, 0), (1, 1), (3, None), (None, 3), (5, None), (None, 4), (6, None))


def clean_lines() -> list[Line]:
    """A draft as it should be: our own words, every one with a true reference."""
    lines = []
    for text, (nation, monitor) in zip(OWN, PLACES, strict=True):
        cites = []
        if nation is not None:
            cites.append(cited(NATION_ARTICLE, nation))
        if monitor is not None:
            cites.append(cited(MONITOR_ARTICLE, monitor))
        lines.append(Line(text, tuple(cites)))
    return lines


def judged(draft: Composition, given: Material = M, body: str | None = None) -> Verdict:
    return judge_draft(draft, to_markdown(draft, given.articles) if body is None else body, given)


def verdicts(found: Verdict) -> dict[str, str]:
    return {gate.name: gate.verdict for gate in found.gates}


def with_line(text: str, nation: int | None = 0) -> Composition:
    """The clean draft with one more line, which cites a sentence of Nation (or nothing)."""
    cites = () if nation is None else (cited(NATION_ARTICLE, nation),)
    return composition([*clean_lines(), Line(text, cites)])


def test_a_clean_draft_passes_every_gate() -> None:
    found = judged(composition(clean_lines()))
    assert verdicts(found) == dict.fromkeys(verdicts(found), "pass")
    assert found.status == "draft"
    assert found.quality > 90
    assert found.originality > 60


@pytest.mark.parametrize(
    "line",
    [
        "Nation reported on 22 November 2026 that the rate stays at 9.25 per cent.",
        "The rate is unchanged at 9.25%, Nation says.",
        "Two outlets and three economists agree.",
        "Inflation was 4.1 per cent in October, Nation says, down from 4.6 per cent.",
        'The bank\'s governor, Kamau Thugge, spoke of a "target band".',
        "Nation says that the committee was not asked.",
    ],
)
def test_clean_variants_are_let_through(line: str) -> None:
    index = 1 if "4.1" in line else 2 if "band" in line else 0
    assert judged(with_line(line, index)).status == "draft"


@pytest.mark.parametrize(
    ("line", "nation", "gate", "said"),
    [
        ("Nation says the rate is now 9.75 per cent.", 0, "figures", "9.75 per cent"),
        ("The committee meets on 29 January 2027, says Nation.", 6, "figures", "29"),
        ("It was the 13th meeting, says Nation.", 0, "figures", "13th"),
        ("Some 25 million basis points were expected, says Nation.", 3, "figures", "25 million"),
        ("The governor said that “rates will fall by the end of the year”.", 2, "citations", "rates will fall"),
        ("TODO: check this with Nation.", 0, "leftovers", "TODO"),
        ("As an AI language model, I report what Nation says.", 0, "leftovers", "As an AI"),
        ("The rate stays, says [insert name] of Nation.", 0, "leftovers", "[insert name]"),
        ("Lorem ipsum, says Nation.", 0, "leftovers", "Lorem ipsum"),
        ("Here is the draft: Nation says the rate stays.", 0, "leftovers", "Here is the draft"),
    ],
)
def test_dirt_is_rejected_by_its_gate(line: str, nation: int, gate: str, said: str) -> None:
    found = judged(with_line(line, nation))
    assert verdicts(found)[gate] == "fail"
    assert said in next(one.reason for one in found.gates if one.name == gate)
    assert found.status == "rejected"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"article_id": 999}, "not among its sources"),
        ({"sentence_index": 99}, "does not exist"),
        ({"quoted": "The rate was cut to zero."}, "does not have"),
        ({"sentence_index": 1}, "does not have"),
    ],
)
def test_references_that_do_not_hold_are_rejected(damage: dict[str, object], said: str) -> None:
    lines = [*clean_lines(), Line("The rate stays, says Nation.", (cited(NATION_ARTICLE, 0, **damage),))]
    found = judged(composition(lines))
    assert verdicts(found)["citations"] == "fail"
    assert said in next(gate.reason for gate in found.gates if gate.name == "citations")


@pytest.mark.parametrize(("lost", "verdict"), [(0, "pass"), (1, "warn"), (5, "fail")])
def test_references_that_were_dropped_are_told(lost: int, verdict: str) -> None:
    found = judged(composition(clean_lines(), given_citations=10, lost_citations=lost))
    assert verdicts(found)["citations"] == verdict


@pytest.mark.parametrize(("uncited", "verdict"), [(1, "pass"), (3, "warn"), (9, "fail")])
def test_statements_without_a_source_are_listed(uncited: int, verdict: str) -> None:
    extra = [Line(f"In Kisumu the Mayor said something else, number {place}.") for place in ["a", "b", "c"] * 3][
        :uncited
    ]
    found = judged(composition([*clean_lines(), *extra]))
    assert verdicts(found)["attribution"] == verdict
    assert "In Kisumu the Mayor" in next(gate.reason for gate in found.gates if gate.name == "attribution")


def test_a_figure_from_another_sentence_of_the_sources_is_a_warning() -> None:
    assert verdicts(judged(with_line("Lending cost 15.2 per cent, says Nation.", 0)))["figures"] == "warn"


def test_a_copied_paragraph_is_rejected_and_the_same_in_quotation_marks_is_not() -> None:
    stolen = NATION.replace("\n", " ")[:420].replace('"', "")
    copied = judged(with_line(stolen))
    assert verdicts(copied)["originality"] == "fail"
    assert copied.originality < 60
    quoted = judged(with_line(f"Nation has it so: “{NATION_ARTICLE.sentences[0].text}”"))
    assert verdicts(quoted)["originality"] == "pass"
    assert copied.originality < quoted.originality < 100, "what is quoted is allowed, and not one's own"


def test_a_pile_of_quotations_is_not_called_excellent() -> None:
    lines = [Line(f"Nation reports: “{sentence.text}”") for sentence in NATION_ARTICLE.sentences]
    assert judged(composition(clean_lines())).quality > judged(composition([*clean_lines(), *lines])).quality
    assert judged(composition([*clean_lines(), *lines])).originality < 60


@pytest.mark.parametrize(
    ("change", "gate", "verdict"),
    [
        (lambda draft: composition(clean_lines(), title=" "), "structure", "fail"),
        (lambda draft: composition(clean_lines(), sections=draft.sections[:2]), "structure", "warn"),
        (lambda draft: composition([Line("Nothing to see here.")]), "sources", "fail"),
        (lambda draft: composition(clean_lines()[2:3]), "sources", "warn"),
        (lambda draft: composition(clean_lines()[:3]), "length", "warn"),
        (lambda draft: composition(clean_lines() * 20), "length", "fail"),
    ],
)
def test_form(change: Callable[[Composition], Composition], gate: str, verdict: str) -> None:
    assert verdicts(judged(change(composition(clean_lines()))))[gate] == verdict


@pytest.mark.parametrize(
    "foreign",
    [
        "<script>alert(1)</script>",
        "![x](https://evil.example/pixel.png)",
        "[read](https://evil.example/)",
        "<img src=x onerror=alert(1)>",
        "<https://evil.example/>",
        "[read](javascript:alert(1))",
    ],
)
def test_markup_that_got_into_the_file_is_rejected(foreign: str) -> None:
    draft = composition(clean_lines())
    body = to_markdown(draft, M.articles) + f"\n\nMore: {foreign}\n"
    if foreign.startswith("[read](javascript"):
        # commonmark keeps such a link as text; nothing to click, nothing to reject
        assert "javascript" in body
        return
    assert verdicts(judged(draft, body=body))["markup"] == "fail"


def test_a_draft_from_excerpts_is_clean() -> None:
    found = judged(compose(M))
    assert found.status == "draft"
    assert "fail" not in verdicts(found).values()


def test_a_single_foreign_source_is_no_reason_to_reject() -> None:
    text = (
        "O banco central manteve a taxa em 9,25%. A inflação caiu para 4,1% em outubro, segundo o comunicado oficial."
    )
    given = material(source(1, "Folha", text, language="pt", country="BR"), kind="deep_dive")
    found = judged(compose(given), given)
    assert found.status == "draft"


def test_quotations_and_figures_translated_by_the_writer_are_doubted_and_not_rejected() -> None:
    text = "O banco manteve a taxa em 9,25%, a doze de novembro. Ninguém toma crédito aqui, disse a lojista Ana Reis."
    given = material(source(1, "Folha", text, language="pt", country="BR"), kind="deep_dive")
    folha = given.articles[0]
    lines = [
        Line("The bank held its rate at 9.25 per cent on 12 November, Folha reports.", (cited(folha, 0),)),
        Line("“Nobody here takes out a loan,” a shopkeeper, Ana Reis, told Folha.", (cited(folha, 1),)),
    ]
    found = judged(composition(lines), given)
    assert (verdicts(found)["citations"], verdicts(found)["figures"], found.status) == ("pass", "warn", "draft")


def test_a_smoothed_quotation_is_a_warning_and_one_that_runs_on_is_none() -> None:
    smoothed = "“Nobody in that market borrows at 15 per cent,” a trader told Monitor."
    line = Line(smoothed, (cited(MONITOR_ARTICLE, 3),))
    assert verdicts(judged(composition([*clean_lines(), line])))["citations"] == "warn"
    whole = " ".join(sentence.text for sentence in NATION_ARTICLE.sentences[4:6])
    assert verdicts(judged(with_line(f"Nation has it so: “{whole}”", 4)))["citations"] == "pass"


def test_sections_may_be_named_in_another_case() -> None:
    draft = composition(clean_lines())
    shouting = [Section(section.heading.upper(), section.blocks) for section in draft.sections]
    assert verdicts(judged(composition(clean_lines(), sections=shouting)))["structure"] == "pass"


def test_overlap_counts_runs_of_eight_words_and_longer() -> None:
    said = "one two three four five six seven eight nine ten"
    found = overlap(["He wrote one two three four five six seven eight nine and stopped."], [said])
    assert (found.shared, found.longest) == (9, 9)
    assert overlap(["one two three four five six seven"], [said]).shared == 0
    assert overlap([f"As “{said}” shows."], [said]).longest == 0
    assert overlap(["他说一二三四五六七八九十"], ["据报道一二三四五六七八九十"]).longest >= 10
