import math

from pipeline.scoring import reasons
from pipeline.scoring.depth import Depth
from pipeline.topics.match import TopicMatch


def test_relevance_names_topics_terms_and_how_the_text_was_read() -> None:
    matches = [TopicMatch("economy", 0.82, ("inflation", "central bank")), TopicMatch("energy", 0.31, ())]
    assert reasons.relevance_reason(matches, {"economy": "Economy", "energy": "Energy"}, "read in en") == (
        "about Economy (0.82: inflation, central bank) and Energy (0.31, by its sense), read in en"
    )
    assert reasons.relevance_reason([], {}, "read in sw, not translated") == (
        "about no topic of the catalogue, read in sw, not translated"
    )


def test_how_the_text_was_read_is_said() -> None:
    assert reasons.language_note("en", "en", None) == "read in en"
    assert reasons.language_note("sw", "en", None) == "read in sw, not translated"
    assert reasons.language_note("sw", "en", "complete") == "read in translation from sw"
    assert reasons.language_note("sw", "en", "lead") == "read by its translated lead (from sw)"


def test_timeliness_names_the_age_or_why_there_is_none() -> None:
    assert reasons.timeliness_reason(3.2, True, "second") == "published 3 h before collection"
    assert reasons.timeliness_reason(0.4, True, "second") == "published under an hour before collection"
    assert reasons.timeliness_reason(24 * 5, True, "day") == "published 5 days before collection, to the day"
    assert reasons.timeliness_reason(24 * 400, True, None) == "published 13 months before collection"
    assert reasons.timeliness_reason(math.nan, False, None) == "carries no date"
    assert reasons.timeliness_reason(math.nan, True, "second").startswith("dated after its collection")


def test_depth_names_what_was_counted() -> None:
    assert reasons.depth_reason(Depth(1812, 14, 9, 1, None)) == "1,812 words in 14 paragraphs, 9 figures, 1 quotation"
    assert reasons.depth_reason(Depth(80, 1, 0, 0, 0)) == "80 words in 1 paragraph"


def test_uniqueness_names_the_place_in_the_story() -> None:
    assert reasons.uniqueness_reason("copy", 5, 2, "Equator Wire") == "copy of the text of Equator Wire"
    assert reasons.uniqueness_reason("original", 1, 1, None) == "only report of its story"
    assert reasons.uniqueness_reason("original", 5, 3, None) == "first of 5 reports by 3 voices"
    assert reasons.uniqueness_reason("account", 5, 3, None) == "an account of its own among 5 reports by 3 voices"
