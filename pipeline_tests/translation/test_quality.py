"""Real translations pass, answers that are none do not: one case a line."""

from __future__ import annotations

import pytest

from pipeline.demo.fake_translate import ODD_ANSWERS
from pipeline.demo.pseudo import pseudo_english
from pipeline.translation.numbers import checked_numbers, missing_numbers
from pipeline.translation.quality import problem_of, problems_of
from pipeline.translation.quotations import spans
from pipeline_tests.translation import quotations as quoting
from pipeline_tests.translation.answers import BAD, BAD_LISTS, GOOD


@pytest.mark.parametrize(("language", "original", "translated"), GOOD)
def test_a_real_translation_passes(language: str, original: str, translated: str) -> None:
    assert problems_of([(original, translated)], language, "en") == {}


@pytest.mark.parametrize(("language", "original", "translated", "slug"), BAD)
def test_what_is_no_translation_is_told(language: str, original: str, translated: str, slug: str) -> None:
    problems = problems_of([(original, translated)], language, "en")
    assert [problem.split(":")[0] for problem in problems.values()] == [slug]


@pytest.mark.parametrize(("language", "originals", "answers", "slugs", "wrong"), BAD_LISTS)
def test_answers_that_belong_elsewhere_are_told(
    language: str, originals: list[str], answers: list[str], slugs: str, wrong: set[int]
) -> None:
    problems = problems_of(list(zip(originals, answers, strict=True)), language, "en")
    assert set(problems) == wrong
    assert {problem.split(":")[0] for problem in problems.values()} <= set(slugs.split())


@pytest.mark.parametrize(("language", "original", "translated"), quoting.GOOD)
def test_a_quotation_that_survives_passes(language: str, original: str, translated: str) -> None:
    assert problems_of([(original, translated)], language, "en") == {}


@pytest.mark.parametrize(("language", "original", "translated"), quoting.BAD)
def test_a_quotation_that_does_not_is_told(language: str, original: str, translated: str) -> None:
    problems = problems_of([(original, translated)], language, "en")
    assert [problem.split(":")[0] for problem in problems.values()] == ["quotations"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Er sagte: „Das ‚neue‘ Haus steht“, und ging.", ["Das ‚neue‘ Haus steht"]),
        ('a 32" pipe, צה"ל and the workers’ rights', []),
        ("»Ja«, sagte er. «Oui», dit-elle.", ["Ja", "Oui"]),
        ("”Aldrig”, sade hon.", ["Aldrig"]),
        ("‹‹ሰላም›› ብለዋል", ["ሰላም"]),
        ("彼は「『はい』と言った」と話す。", ["『はい』と言った"]),
        ("and went home.” He wept.", ["and went home."]),
        ("“We shall see, she wrote.", ["We shall see, she wrote."]),
        ("Rock 'n roll of the '90s: “We shall see.”", ["We shall see."]),
        ("the ‘em of it, and “We shall see.”", ["We shall see."]),
        ("", []),
    ],
)
def test_what_stands_in_marks_is_found_in_any_language(text: str, held: list[str]) -> None:
    assert [span.text for span in spans(text)] == held


def test_there_are_enough_of_both_kinds() -> None:
    assert len(GOOD) >= 60
    assert len(BAD) + len(BAD_LISTS) >= 60
    assert len({case[0] for case in GOOD}) >= 20
    assert (len(quoting.GOOD), len(quoting.BAD)) >= (40, 15)


LONG = (
    "Der Hafen von Mombasa meldet für 2025 ein Wachstum von 12,5 %, sagte Minister John Kamau am Dienstag in Nairobi."
)


@pytest.mark.parametrize("trouble", sorted(ODD_ANSWERS))
def test_every_odd_answer_of_the_fake_service_is_told(trouble: str) -> None:
    assert problem_of(LONG, ODD_ANSWERS[trouble](pseudo_english(LONG)), "de", "en")


@pytest.mark.parametrize(("language", "original"), [(case[0], case[1]) for case in GOOD])
def test_the_fake_service_passes_when_it_behaves(language: str, original: str) -> None:
    assert problem_of(original, pseudo_english(original), language, "en") is None


def test_a_text_may_be_translated_into_other_scripts_too() -> None:
    assert (
        problem_of("The port reports growth of 12.5 percent.", "Порт сообщает о росте на 12,5 %.", "en", "ru") is None
    )
    wrong = problem_of("The port reports growth of 12.5 percent.", "港口增长 12.5%，部长昨天说。", "en", "ru")
    assert wrong is not None
    assert wrong.startswith("script")


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("1.250,5 und 1,250.5 und 1 250,5", "de", ["12505", "12505", "12505"]),
        ("5 Männer", "de", []),
        ("3万 2026年", "zh", ["3", "2026"]),
        ("٢٠٢٦", "en", ["2026"]),
        ("seit 18.30 Uhr", "de", []),
        ("am 12.05.2025 und 2024/11/03", "de", ["2025", "2024"]),
        ("in 2025 300 Menschen, 12.5 %", "de", ["2025", "300", "125"]),
        ("11月22日", "ja", ["22"]),
    ],
)
def test_numbers_are_found_in_any_notation(text: str, language: str, numbers: list[str]) -> None:
    assert checked_numbers(text, language) == numbers


def test_one_number_in_many_may_be_written_otherwise() -> None:
    many = " ".join(str(number) for number in range(20, 40))
    assert missing_numbers(f"{many} 77", many, "de") == ["77"]
    assert problem_of(f"{many} 77", many, "de", "en") is None
