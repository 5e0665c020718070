"""Proposals without a language model: trending stories, deep dives, regional round-ups.

Priorities are 0-100. With *quality* the mean decayed score of the best articles (up to three; five in a
round-up), *breadth* = 100 · (1 − 0.6^voices) (one outlet 40, two independent ones 64, three 78, five 92) and *fit*
= 100 · the relevance to a target topic, mean of up to three articles:

- trending: 0.45 quality + 0.30 breadth + 0.25 fit
- deep dive: 0.9 · (0.55 quality + 0.20 mean of depth and uniqueness + 0.25 fit)
- round-up: 0.85 · (0.50 quality + 0.25 breadth + 0.25 fit)

so that of equally good articles the story with more voices comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.opportunities.proposals import Proposal, beat_key, story_key
from pipeline.opportunities.voices import voices
from pipeline.opportunities.window import ABOUT, MAINLY, WindowArticle
from pipeline.opportunities.wording import Scribe

TRENDING_VOICES = 2
# a deep dive is long and unlike the rest (content_depth and uniqueness, 0-100)
DEEP, UNIQUE = 55.0, 50.0
# what a headline in English is worth to an editor, in points of the score
READABLE = 8.0
ROUND_UP_STORIES = 3
ROUND_UP_LIMIT = 6
ARTICLES_LIMIT = 8
# accounts of one event further apart than this are a story and its anniversary
STORY_SPAN_DAYS = 10


def propose(articles: Sequence[WindowArticle], topics: Sequence[str], scribe: Scribe) -> list[Proposal]:
    """All proposals, best first. ``articles`` come best first; ``topics`` are the desk's targets, none means all.

    Articles that are not good count as voices of their story, but lead nothing and make no round-up.
    """
    stories = _stories(articles)
    found = [
        *_trending(stories, topics, scribe),
        *_deep_dives(stories, topics, scribe),
        *_round_ups([article for article in articles if article.good], topics, scribe),
    ]
    return sorted(found, key=lambda proposal: (-proposal.priority, proposal.key))


def breadth(voice_count: int) -> float:
    return float(100.0 * (1.0 - 0.6**voice_count))


def fit(articles: Sequence[WindowArticle], topics: Sequence[str]) -> float:
    """How much the articles are about what the desk wants, 0-100: the mean of the three that are most so.

    One account of a story that happens to touch a target does not make the story one for the desk.
    """
    best = [
        max((relevance for topic, relevance in article.topics.items() if not topics or topic in topics), default=0.0)
        for article in articles
    ]
    three = sorted(best, reverse=True)[: min(3, len(best))]
    return 100.0 * sum(three) / len(three) if three else 0.0


def main_topic(articles: Sequence[WindowArticle], topics: Sequence[str]) -> str | None:
    """The target topic that the articles are most about together."""
    sums: dict[str, float] = {}
    for article in articles:
        for topic, relevance in article.topics.items():
            if relevance >= ABOUT and (not topics or topic in topics):
                sums[topic] = sums.get(topic, 0.0) + relevance
    return min(sums, key=lambda topic: (-sums[topic], topic)) if sums else None


def main_region(articles: Sequence[WindowArticle]) -> str | None:
    """The region that most of the articles come from; the best article decides a draw."""
    counts: dict[str, int] = {}
    for article in articles:
        counts[article.region] = counts.get(article.region, 0) + 1
    return max(counts, key=lambda region: counts[region]) if counts else None


def ranked_by_voice(groups: Mapping[str, Sequence[WindowArticle]]) -> list[WindowArticle]:
    """One article of every voice first, then the rest: a draft should hear everyone before anyone twice.

    A voice is heard in its first print rather than in a copy. Good articles lead, reports come before opinion,
    and of about equals the one whose headline can be read.
    """

    def worth(article: WindowArticle) -> tuple[bool, float, int]:
        return (article.kind == "opinion", -article.decayed - (READABLE if article.readable else 0.0), article.id)

    firsts = sorted(
        (min(group, key=lambda one: (one.relation == "copy", not one.good, *worth(one))) for group in groups.values()),
        key=lambda one: (not one.good, *worth(one)),
    )
    taken = {article.id for article in firsts}
    rest = [one for group in groups.values() for one in group if one.id not in taken]
    return firsts + sorted(rest, key=lambda one: (not one.good, one.relation == "copy", *worth(one)))


def _stories(articles: Sequence[WindowArticle]) -> dict[str, list[WindowArticle]]:
    stories: dict[str, list[WindowArticle]] = {}
    for article in articles:
        stories.setdefault(story_key(article.story_id, [article.id]), []).append(article)
    current = {key: _within_span(members) for key, members in stories.items()}
    return {key: members for key, members in current.items() if any(article.good for article in members)}


def _within_span(articles: list[WindowArticle]) -> list[WindowArticle]:
    newest = max(article.date for article in articles)
    return [article for article in articles if (newest - article.date).days <= STORY_SPAN_DAYS]


def _trending(
    stories: Mapping[str, Sequence[WindowArticle]], topics: Sequence[str], scribe: Scribe
) -> Iterator[Proposal]:
    for key, articles in stories.items():
        groups = voices(articles)
        if len(groups) < TRENDING_VOICES:
            continue
        ranked = ranked_by_voice(groups)
        words = scribe.trending(ranked, groups)
        priority = 0.45 * _quality(ranked, 3) + 0.30 * breadth(len(groups)) + 0.25 * fit(articles, topics)
        yield Proposal(
            key=key,
            kind="trending",
            title=words.title,
            angle=words.angle,
            rationale=words.rationale,
            priority=round(priority, 1),
            articles=tuple(article.id for article in ranked[:ARTICLES_LIMIT]),
            story_id=ranked[0].story_id,
            topic=main_topic(ranked, topics),
            region=main_region(ranked),
            aliases=tuple(f"article:{article.id}" for article in articles if article.story_id is not None),
        )


def _deep_dives(
    stories: Mapping[str, Sequence[WindowArticle]], topics: Sequence[str], scribe: Scribe
) -> Iterator[Proposal]:
    # high scores, or in a poor week those well above its middle
    totals = sorted(one.total for group in stories.values() for one in group if one.good)
    bar = min(scribe.catalogue.scoring.high, totals[len(totals) * 3 // 5]) if totals else 0.0
    for key, articles in stories.items():
        groups = voices(articles)
        if len(groups) != 1:
            continue
        ranked = ranked_by_voice(groups)
        lead = ranked[0]
        if lead.kind == "opinion" or lead.content_depth < DEEP or lead.uniqueness < UNIQUE or lead.total < bar:
            continue
        words = scribe.deep_dive(lead, ranked[1:])
        own = (lead.content_depth + lead.uniqueness) / 2
        priority = 0.9 * (0.55 * lead.decayed + 0.20 * own + 0.25 * fit([lead], topics))
        yield Proposal(
            key=key,
            kind="deep_dive",
            title=words.title,
            angle=words.angle,
            rationale=words.rationale,
            priority=round(priority, 1),
            # a copy adds nothing to the text it copies
            articles=tuple(one.id for one in ranked[:ARTICLES_LIMIT] if one is lead or one.text_hash != lead.text_hash),
            story_id=lead.story_id,
            topic=main_topic([lead], topics),
            region=lead.region,
            aliases=tuple(f"article:{article.id}" for article in articles if article.story_id is not None),
        )


def _round_ups(articles: Sequence[WindowArticle], topics: Sequence[str], scribe: Scribe) -> Iterator[Proposal]:
    beats: dict[tuple[str, str], list[WindowArticle]] = {}
    for article in articles:
        for topic, relevance in article.topics.items():
            stands_for_it = relevance >= MAINLY and relevance >= 0.9 * max(article.topics.values())
            if stands_for_it and (not topics or topic in topics) and article.kind != "opinion":
                beats.setdefault((article.region, topic), []).append(article)
    for (region, topic), members in sorted(beats.items()):
        ranked = _one_per_story(members)[:ROUND_UP_LIMIT]
        groups = voices(ranked)
        if len(ranked) < ROUND_UP_STORIES or len(groups) < TRENDING_VOICES:
            continue
        words = scribe.round_up(topic, region, ranked)
        priority = 0.85 * (0.50 * _quality(ranked, 5) + 0.25 * breadth(len(groups)) + 0.25 * fit(ranked, [topic]))
        yield Proposal(
            key=beat_key("round_up", region, topic),
            kind="round_up",
            title=words.title,
            angle=words.angle,
            rationale=words.rationale,
            priority=round(priority, 1),
            articles=tuple(article.id for article in ranked),
            topic=topic,
            region=region,
        )


def _one_per_story(articles: Sequence[WindowArticle]) -> list[WindowArticle]:
    seen: set[str] = set()
    chosen: list[WindowArticle] = []
    for article in articles:
        key = story_key(article.story_id, [article.id])
        if key not in seen:
            seen.add(key)
            chosen.append(article)
    return chosen


def _quality(articles: Sequence[WindowArticle], best: int) -> float:
    scores = sorted((article.decayed for article in articles), reverse=True)[:best]
    return sum(scores) / len(scores) if scores else 0.0
