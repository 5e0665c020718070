"""The demo world is as large, as varied and as original as it claims."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import unicodedata
from collections import Counter

import pytest

from pipeline.cells import REGIONS
from pipeline.demo.content import WORLD, Piece, pieces, publishers
from pipeline.demo.dates import fill_dates, shown
from pipeline.demo.markup import plain_text
from pipeline_tests.conftest import NOON

UNSPACED = {"zh"}


def script_of(text: str) -> str:
    names = Counter(unicodedata.name(letter).split()[0] for letter in text if letter.isalpha())
    return names.most_common(1)[0][0]


def words(piece: Piece) -> list[str]:
    text = plain_text(piece.paragraphs).lower()
    if piece.publisher.language in UNSPACED:
        return re.findall(r"\w", text)
    # not \w: it breaks Hindi words at their vowel signs
    return [word for word in re.split(r"[\s—|«»“”\"।]+", text.replace(",", " ").replace(".", " ")) if word]


def shingles(piece: Piece) -> set[tuple[str, ...]]:
    """Runs of five words (eight characters where words are not spaced)."""
    size = 8 if piece.publisher.language in UNSPACED else 5
    tokens = words(piece)
    return {tuple(tokens[start : start + size]) for start in range(len(tokens) - size + 1)}


def test_the_world_has_twelve_publishers_in_seven_languages_and_all_regions() -> None:
    assert len(publishers()) >= 12
    assert len({publisher.language for publisher in publishers()}) >= 7
    assert {publisher.region for publisher in publishers()} == set(REGIONS)
    assert len({publisher.label for publisher in publishers()}) == len(publishers())


def test_the_articles_are_written_in_at_least_four_scripts() -> None:
    scripts = {piece.publisher.language: script_of(piece.body) for piece in pieces(NOON)}
    assert set(scripts.values()) >= {"LATIN", "ARABIC", "DEVANAGARI", "CJK", "CYRILLIC"}
    assert (scripts["ru"], scripts["ar"], scripts["hi"], scripts["zh"]) == ("CYRILLIC", "ARABIC", "DEVANAGARI", "CJK")


def test_there_are_sixty_articles_of_their_own() -> None:
    own = [piece for piece in pieces(NOON) if piece.front.kind != "wire_copy"]
    assert len(own) >= 60
    assert len({piece.title for piece in own}) == len(own)


def shared(one: Piece, other: Piece) -> float:
    """Containment rather than Jaccard: a short text lifted whole into a long one must show."""
    left, right = shingles(one), shingles(other)
    return len(left & right) / max(1, min(len(left), len(right)))


def test_no_article_repeats_another_unless_it_says_that_it_does() -> None:
    made = [piece for piece in pieces(NOON) if piece.front.kind not in ("wire_copy", "rewrite")]
    for one, other in itertools.combinations(made, 2):
        overlap = shared(one, other)
        assert overlap < 0.1, f"{one.key} and {other.key} share {overlap:.0%} of their five-word runs"


def test_a_rewrite_keeps_part_of_the_wire_and_is_not_a_copy() -> None:
    every = {piece.key: piece for piece in pieces(NOON)}
    close = shared(every["lagos-meridian/09-cyclone-rewrite"], every["equator-wire/03-cyclone-landfall"])
    assert 0.25 < close < 0.7
    for piece in every.values():
        if piece.front.kind == "rewrite":
            assert all(shared(piece, other) < 0.7 for other in every.values() if other.front.kind == "wire")


def test_no_paragraph_stands_in_two_articles() -> None:
    seen: dict[str, str] = {}
    for piece in pieces(NOON):
        if piece.front.kind in ("wire_copy", "rewrite"):
            continue
        for block in piece.paragraphs:
            assert block not in seen, f"{piece.key} and {seen[block]} share a paragraph: {block[:60]}"
            seen[block] = piece.key


def test_whole_articles_are_as_long_as_news_is() -> None:
    short = {"paywall", "cookie_wall", "broken_page", "gone", "script_only", "disallowed"}
    for piece in pieces(NOON):
        if piece.front.kind == "stub" or short & set(piece.front.flags):
            continue
        count = len(words(piece)) / (1.7 if piece.publisher.language in UNSPACED else 1)
        assert 150 <= count <= 460, f"{piece.key} has {count:.0f} words"
        assert len(piece.paragraphs) >= 5, piece.key


def test_wire_text_is_republished_verbatim_by_three_outlets_under_their_own_headlines() -> None:
    every = {piece.key: piece for piece in pieces(NOON)}
    copies = [piece for piece in every.values() if piece.front.kind == "wire_copy"]
    assert len({piece.publisher.slug for piece in copies}) == 3
    for copy in copies:
        assert copy.front.copy_of is not None
        original = every[copy.front.copy_of]
        assert copy.body == original.body
        assert copy.title.startswith(original.title)
        assert copy.title != original.title
        assert copy.published > original.published


def test_three_stories_run_over_days_in_several_languages() -> None:
    stories: dict[str, list[Piece]] = {}
    for piece in pieces(NOON):
        if piece.front.story:
            stories.setdefault(piece.front.story, []).append(piece)
    assert len(stories) == 3
    for name, told in stories.items():
        ages = [piece.front.age for piece in told]
        assert len({piece.publisher.slug for piece in told}) >= 6, name
        assert len({piece.publisher.language for piece in told}) >= 4, name
        assert max(ages) - min(ages) >= 48, name


def test_the_difficult_kinds_are_there() -> None:
    every = pieces(NOON)
    kinds = Counter(piece.front.kind for piece in every)
    flags = Counter(flag for piece in every for flag in piece.front.flags)
    assert min(kinds[kind] for kind in ("opinion", "stub", "wire", "rewrite", "analysis", "feature")) >= 2
    assert set(flags) == {
        "paywall", "cookie_wall", "broken_page", "broken_html", "gone", "injection", "disallowed", "script_only",
    }  # fmt: skip


def test_the_second_revision_changes_title_and_text_but_not_the_address() -> None:
    first = {piece.key: piece for piece in pieces(NOON)}
    second = {piece.key: piece for piece in pieces(NOON, edited=True)}
    changed = [key for key in first if first[key].body != second[key].body]
    assert changed == ["harbour-ledger/03-court-and-mediator"]
    before, after = first[changed[0]], second[changed[0]]
    assert (before.revision, after.revision) == (1, 2)
    assert before.front.path == after.front.path
    assert before.title != after.title
    assert after.updated > after.published == before.published


def test_no_placeholder_is_left_and_days_follow_the_present() -> None:
    for moment in (NOON, NOON + dt.timedelta(days=100, hours=9)):
        for piece in pieces(moment):
            assert "[[" not in piece.body + piece.title + piece.summary, piece.key
    today = {piece.key: piece.body for piece in pieces(NOON)}
    tomorrow = {piece.key: piece.body for piece in pieces(NOON + dt.timedelta(days=1))}
    assert "agreed on Saturday" in today["equator-wire/05-mombasa-strike-ends"]
    assert "agreed on Sunday" in tomorrow["equator-wire/05-mombasa-strike-ends"]


def test_every_article_folder_belongs_to_a_publisher_and_every_page_has_its_parts() -> None:
    folders = {path.name for path in WORLD.iterdir() if path.is_dir()}
    assert folders == {publisher.slug for publisher in publishers()}
    for publisher in publishers():
        page = (WORLD / publisher.slug / "page.html").read_text(encoding="utf-8")
        assert page.count("<!-- article -->") == page.count("<!-- /article -->") == 1, publisher.slug
    for piece in pieces(NOON):
        assert piece.front.section in piece.publisher.sections, piece.key


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Tuesday, 17 November 2026"),
        ("es", "el martes, 17 de noviembre 2026"),
        ("pt", "na terça-feira, 17 de novembro 2026"),
        ("ru", "во вторник, 17 ноября 2026"),
        ("zh", "星期二, 11月17日 2026"),
        ("ar", "الثلاثاء, 17 نوفمبر 2026"),
        ("hi", "मंगलवार, 17 नवंबर 2026"),
    ],
)
def test_days_are_written_in_the_language_of_the_article(language: str, expected: str) -> None:
    assert fill_dates("[[day-5]], [[date-5]] [[year]]", NOON, language) == expected


def test_a_month_further_on_may_lie_in_the_next_year() -> None:
    assert fill_dates("[[month+2]] [[year+1]]", NOON, "en") == "January 2027"


@pytest.mark.parametrize(
    ("style", "language", "expected"),
    [
        ("american", "en", "November 22, 2026 12:00 PM"),
        ("of-year", "es", "22 de noviembre de 2026 - 12:00"),
        ("han", "zh", "2026年11月22日 12:00"),
        ("arabic-digits", "ar", "الأحد ٢٢ نوفمبر ٢٠٢٦ - ١٢:٠٠"),
        ("dots", "ru", "22.11.2026 12:00"),
    ],
)
def test_pages_print_times_in_the_style_of_their_publisher(style: str, language: str, expected: str) -> None:
    assert shown(NOON, style, language) == expected
