"""Coverage gaps: a target topic of the desk that a target region, though read, says little or nothing about.

Priority = 25 + 35 · how much the topic is reported elsewhere (its share of the articles read there, full at one
in five) + 10 when the region has nothing at all on it: 25-70, so that a gap never outranks a good story.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.opportunities.proposals import Proposal, beat_key
from pipeline.opportunities.window import ABOUT, MAINLY, Window, WindowArticle
from pipeline.opportunities.wording import Scribe

# fewer articles than this say nothing about what a region does not cover
READ_ENOUGH = 3
LITTLE = 1
# more than a list shows, since some of them lead opportunities of their own
BACKGROUND = 8


def propose_gaps(window: Window, topics: Sequence[str], regions: Sequence[str], scribe: Scribe) -> list[Proposal]:
    """The gaps, best first. Without target topics there are none: nothing was asked for that could be missing."""
    read = window.coverage.articles
    places = [region for region in (regions or sorted(read)) if read.get(region, 0) >= READ_ENOUGH]
    found = [
        proposal
        for topic in topics
        for region in places
        if (proposal := _gap(window, topic, region, scribe)) is not None
    ]
    return sorted(found, key=lambda proposal: (-proposal.priority, proposal.key))


def unread_regions(window: Window, regions: Sequence[str]) -> list[str]:
    """Target regions of which too little was read to speak of gaps: a matter for the sources, not for an editor."""
    return [region for region in regions if window.coverage.articles.get(region, 0) < READ_ENOUGH]


def _gap(window: Window, topic: str, region: str, scribe: Scribe) -> Proposal | None:
    coverage = window.coverage
    have = coverage.about.get((region, topic), 0)
    outside = sum(count for (place, name), count in coverage.about.items() if name == topic and place != region)
    if have > LITTLE or (have == LITTLE and outside < 3) or outside == 0:
        return None
    # not the best articles are wanted here, but those that show best what the topic is about: first those that are
    # about nothing else as much
    on_topic = sorted(
        (article for article in window.articles if article.good and article.topics.get(topic, 0.0) >= MAINLY),
        key=lambda article: (
            article.topics[topic] < max(article.topics.values()),
            not article.readable,
            -article.topics[topic],
            article.id,
        ),
    )
    own: list[WindowArticle] = [
        article for article in window.articles if article.region == region and article.topics.get(topic, 0.0) >= ABOUT
    ]
    elsewhere = [article for article in on_topic if article.region != region]
    words = scribe.gap(topic, region, own, elsewhere)
    read_elsewhere = sum(coverage.articles.values()) - coverage.articles.get(region, 0)
    share = outside / read_elsewhere if read_elsewhere else 0.0
    priority = 25 + 35 * min(1.0, share / 0.2) + (10 if have == 0 else 0)
    return Proposal(
        key=beat_key("coverage_gap", region, topic),
        kind="coverage_gap",
        title=words.title,
        angle=words.angle,
        rationale=words.rationale,
        priority=round(priority, 1),
        articles=tuple(article.id for article in [*own, *elsewhere][:BACKGROUND]),
        topic=topic,
        region=region,
    )
