"""Proposals by Claude: the candidates go in as data, a structured answer comes back and is checked against them."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel

from pipeline.catalogue.loader import Catalogue
from pipeline.cells import REGIONS
from pipeline.language.english import clipped, day
from pipeline.opportunities.heuristics import ARTICLES_LIMIT, main_region, main_topic
from pipeline.opportunities.prompts import SYSTEM, TASK
from pipeline.opportunities.proposals import Assignment, Proposal, beat_key, story_key
from pipeline.opportunities.voices import voices
from pipeline.opportunities.window import Window, WindowArticle
from pipeline.opportunities.wording import evidence
from pipeline.providers.claude import Claude
from pipeline.providers.claude_request import as_data

CANDIDATES = 80
LEAD_SHOWN = 280
TITLE_LIMIT, ANGLE_LIMIT, RATIONALE_LIMIT = 160, 900, 900
MAX_TOKENS = 8000


class ClaudeOpportunity(BaseModel):
    """One proposal as the model gives it. Bounds are not enforced by the service, so they are applied here."""

    kind: Literal["trending", "deep_dive", "round_up"]
    title: str
    angle: str
    rationale: str
    priority: float
    article_ids: list[int]
    topic: str | None
    region: str | None


class ClaudeOpportunities(BaseModel):
    opportunities: list[ClaudeOpportunity]


@dataclass(frozen=True)
class Detected:
    """``dropped`` counts what the answer held and could not be used, by reason."""

    proposals: list[Proposal]
    dropped: Counter[str]


def propose_with_claude(claude: Claude, catalogue: Catalogue, assignment: Assignment, window: Window) -> Detected:
    """Ask once. Raises what :class:`Claude` raises."""
    candidates = [article for article in window.articles if article.good][:CANDIDATES]
    prompt = TASK.format(
        desk=assignment.desk.name,
        topics=", ".join(assignment.topics) or "any",
        regions=", ".join(assignment.regions) or "any",
        first=day(window.first_day),
        last=day(window.last_day),
        count=len(candidates),
        limit=assignment.limit,
        candidates=as_data("\n".join(_line(article) for article in candidates), "candidates"),
    )
    answer = claude.structured(
        stage="opportunities",
        subject=f"{window.last_day.isoformat()}|{assignment.desk.slug}",
        desk_id=assignment.desk.slug,
        system=SYSTEM,
        prompt=prompt,
        schema=ClaudeOpportunities,
        max_tokens=MAX_TOKENS,
    )
    return Check(window, catalogue, assignment.topics, claude.model).of(answer)


@dataclass(frozen=True)
class Check:
    """Holds an answer against the window: what stands is a proposal, what does not is dropped and counted."""

    window: Window
    catalogue: Catalogue
    topics: Sequence[str]
    model: str

    def of(self, answer: ClaudeOpportunities) -> Detected:
        """The proposals that stand on articles of the window, with plain one-line words of bounded length."""
        dropped: Counter[str] = Counter()
        found: dict[str, Proposal] = {}
        by_id = self.window.by_id
        for item in answer.opportunities:
            known = [by_id[one] for one in dict.fromkeys(item.article_ids) if one in by_id]
            dropped["unknown_ids"] += len(set(item.article_ids)) - len(known)
            title, angle = _plain(item.title, TITLE_LIMIT), _plain(item.angle, ANGLE_LIMIT)
            if not known or not title or not angle or not math.isfinite(item.priority):
                dropped["unusable_items"] += 1
                continue
            proposal = replace(self._proposal(item, known[:ARTICLES_LIMIT]), title=title, angle=angle)
            if proposal.key in found:
                dropped["repeated_items"] += 1
            else:
                found[proposal.key] = proposal
        ranked = sorted(found.values(), key=lambda proposal: (-proposal.priority, proposal.key))
        return Detected(ranked, +dropped)

    def _proposal(self, item: ClaudeOpportunity, articles: list[WindowArticle]) -> Proposal:
        lead = articles[0]
        of_lead = sum(1 for article in articles if article.story_id == lead.story_id)
        round_up = item.kind == "round_up" and of_lead * 2 <= len(articles)
        known_topics = {topic.slug for topic in self.catalogue.topics}
        topic = item.topic if item.topic in known_topics else main_topic(articles, self.topics)
        region = item.region if item.region in REGIONS else main_region(articles)
        whole = [one for one in self.window.articles if lead.story_id is not None and one.story_id == lead.story_id]
        reasons = _plain(item.rationale, RATIONALE_LIMIT)
        return Proposal(
            key=beat_key("round_up", region, topic) if round_up else story_key(lead.story_id, [lead.id]),
            # a story that only one voice tells does not trend, whatever the model calls it
            kind="round_up" if round_up else "trending" if len(voices(whole or articles)) > 1 else "deep_dive",
            title=item.title,
            angle=item.angle,
            rationale=f"{reasons} {evidence(articles, len(voices(articles)))}".strip(),
            priority=round(min(100.0, max(0.0, item.priority)), 1),
            articles=tuple(article.id for article in articles),
            detected_by=self.model,
            story_id=None if round_up else lead.story_id,
            topic=topic,
            region=region,
            aliases=() if round_up or lead.story_id is None else tuple(f"article:{one.id}" for one in whole),
        )


def _line(article: WindowArticle) -> str:
    """One candidate as JSON, which no article text can break out of."""
    return json.dumps(
        {
            "id": article.id,
            "story": article.story_id,
            "outlet": article.outlet,
            "country": article.country,
            "region": article.region,
            "date": article.date.date().isoformat(),
            "language": article.language,
            "score": round(article.decayed),
            "topics": {topic: round(relevance, 2) for topic, relevance in article.topics.items()},
            "words": article.word_count,
            "title": clipped(article.title, 200),
            "lead": clipped(article.lead, LEAD_SHOWN),
        },
        ensure_ascii=False,
    )


def _plain(text: str, limit: int) -> str:
    """One line without control characters or markup."""
    visible = "".join(" " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text)
    visible = re.sub(r"</?[a-zA-Z!][^>]*>", " ", visible)
    return clipped(visible, limit)
