import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue.schema import TopicEntry
from pipeline.topics.embedding import DIMENSIONS, embed
from pipeline.topics.match import LEAST, Reading, TopicMatch, TopicMatcher, combine

TOPICS = [
    TopicEntry(
        slug="energy",
        name="Energy",
        description="Oil, gas, electricity, renewable power and fuel prices.",
        terms={
            "en": ("electricity", "oil", "power plant", "solar"),
            "sw": ("umeme", "mafuta"),
            "zh": ("电力", "石油"),
            "hi": ("बिजली",),
        },
    ),
    TopicEntry(
        slug="elections",
        name="Elections",
        description="Votes, parties, candidates and results of elections.",
        terms={"en": ("election", "candidate", "ballot"), "sw": ("uchaguzi",), "zh": ("选举",)},
    ),
]
NOTHING = np.zeros((1, DIMENSIONS), np.float32)


@pytest.fixture(scope="module")
def matcher() -> TopicMatcher:
    return TopicMatcher(TOPICS)


def relevance(matches: list[TopicMatch], topic: str) -> float:
    return next((match.relevance for match in matches if match.topic == topic), 0.0)


def test_terms_are_named_most_telling_first(matcher: TopicMatcher) -> None:
    reading = Reading("Electricity is short", "The oil price rose. " * 3, "en")
    (matches,) = matcher.match([reading], NOTHING)
    assert [match.topic for match in matches] == ["energy"]
    assert matches[0].terms == ("electricity", "oil")


def test_a_term_counts_more_in_the_title_than_in_the_body(matcher: TopicMatcher) -> None:
    body = "Something else was said at length. " * 40 + "electricity ballot"
    both = matcher.match(
        [Reading("Electricity", body, "en"), Reading("A ballot", body, "en")], np.repeat(NOTHING, 2, 0)
    )
    assert relevance(both[0], "energy") > relevance(both[0], "elections")
    assert relevance(both[1], "elections") > relevance(both[1], "energy")


def test_a_language_that_the_encoder_does_not_know_is_matched_by_its_terms(matcher: TopicMatcher) -> None:
    (matches,) = matcher.match([Reading("Umeme wakatika Tanga", "Bei ya mafuta yapanda.", "sw")], NOTHING)
    assert matches[0].topic == "energy"
    assert set(matches[0].terms) == {"umeme", "mafuta"}


def test_english_terms_are_found_in_other_languages_too(matcher: TopicMatcher) -> None:
    (matches,) = matcher.match([Reading("Election imeanza", "Ballot na election nchini.", "sw")], NOTHING)
    assert matches[0].topic == "elections"


def test_unspaced_scripts_are_matched(matcher: TopicMatcher) -> None:
    (matches,) = matcher.match([Reading("全国电力供应紧张", "石油价格上涨，电力需求创新高。", "zh")], NOTHING)
    assert matches[0].topic == "energy"
    assert set(matches[0].terms) == {"电力", "石油"}


def test_sense_without_terms_tells_a_topic_by_its_vector(matcher: TopicMatcher) -> None:
    text = "Voters went to the polls to choose a new parliament; counting continued through the night."
    (matches,) = matcher.match([Reading("Polls close", text, "en")], embed([f"Polls close. {text}"]))
    assert matches[0].topic == "elections"
    assert matches[0].terms == ()


def test_a_passing_word_counts_less_when_the_vector_speaks_against_it(matcher: TopicMatcher) -> None:
    reading = Reading("Onion soup for cold days", "Fry the onions slowly in olive oil and add stock and bread.", "en")
    vector = embed([f"{reading.title}. {reading.text}"])
    with_vector = relevance(matcher.match([reading], vector)[0], "energy")
    without = relevance(matcher.match([reading], NOTHING)[0], "energy")
    assert with_vector < without


def test_what_is_about_nothing_of_the_catalogue_has_no_topics(matcher: TopicMatcher) -> None:
    assert matcher.match([Reading("A recipe for soup", "Cut the onions.", "en")], NOTHING) == [[]]


def test_no_topics_match_nothing() -> None:
    assert TopicMatcher([]).match([Reading("Electricity", "", "en")], NOTHING) == [[]]


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0, 1), st.floats(0, 1))
def test_relevance_grows_with_terms_and_with_the_vector(few: float, more: float, less: float, near: float) -> None:
    few, more = sorted((few, more))
    less, near = sorted((less, near))
    assert 0.0 <= combine(few, less) <= combine(more, less) + 1e-12
    assert combine(few, less) <= combine(few, near) + 1e-12
    assert combine(more, near) <= 1.0


def test_matches_below_the_least_relevance_are_left_out(matcher: TopicMatcher) -> None:
    (matches,) = matcher.match([Reading("Soup", "word " * 300 + "oil", "en")], NOTHING)
    assert all(match.relevance >= LEAST for match in matches)
    assert matches == []
