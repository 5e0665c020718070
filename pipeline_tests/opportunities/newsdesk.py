"""A small press for tests of detection and drafting: articles that are read, scored, and told as stories."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from pipeline.catalogue.loader import Catalogue
from pipeline.catalogue.schema import DeskEntry, SectionEntry, TemplateEntry, TopicEntry, VoiceEntry
from pipeline.newsroom import Newsroom
from pipeline.warehouse import schema as t
from pipeline_tests.made import NOON, add_article, add_extraction, add_score, add_source, add_translation

TOPICS = (
    TopicEntry(slug="economy", name="Economy", description="Growth, prices, budgets.", terms={"en": ("inflation",)}),
    TopicEntry(slug="energy", name="Energy", description="Oil, gas, power.", terms={"en": ("oil",)}),
    TopicEntry(slug="health", name="Health", description="Hospitals, epidemics.", terms={"en": ("vaccine",)}),
)
VOICES = (VoiceEntry(slug="plain", name="Plain", instructions="Write plainly. Attribute every claim."),)
TEMPLATES = (
    TemplateEntry(
        slug="article",
        name="News article",
        content_type="article",
        sections=(
            SectionEntry(heading="What happened", purpose="The news in a few sentences", words=120),
            SectionEntry(heading="Why it matters", purpose="Consequences for the market and its people", words=120),
            SectionEntry(heading="What comes next", purpose="Plans, dates and open questions", words=80),
        ),
        min_words=120,
        max_words=700,
    ),
)
DESK = DeskEntry(slug="africa", name="Africa desk", topics=("economy", "energy"), voice="plain", template="article")
OTHER_DESK = DeskEntry(slug="asia", name="Asia desk", topics=("economy",), voice="plain", template="article")


def with_desks(newsroom: Newsroom, *desks: DeskEntry, **parts: Any) -> Newsroom:
    """The newsroom with a catalogue of our own: these desks, three topics, one voice, one template."""
    own: dict[str, Any] = {"topics": TOPICS, "voices": VOICES, "templates": TEMPLATES, "desks": desks} | parts
    catalogue: Catalogue = dataclasses.replace(newsroom.catalogue, **own)
    return dataclasses.replace(newsroom, catalogue=catalogue)


@dataclasses.dataclass
class Press:
    """Prints articles. ``slug`` names the outlet; its name is the slug in capitals."""

    newsroom: Newsroom
    session: Session
    printed: int = 0

    def outlet(self, slug: str, **fields: Any) -> t.Source:
        known = self.session.get(t.Source, slug)
        return known or add_source(self.session, slug, **fields)

    def story(self, label: str = "") -> t.Story:
        row = t.Story(label=label, first_seen_at=NOON, last_seen_at=NOON, version="s")
        self.session.add(row)
        self.session.flush()
        return row

    def print(
        self,
        outlet: str,
        title: str,
        text: str = "",
        *,
        story: t.Story | None = None,
        topics: dict[str, float] | None = None,
        total: float = 80.0,
        relation: str = "account",
        copy_of: t.Article | None = None,
        language: str = "en",
        translated: tuple[str, str] | None = None,
        days_ago: int = 0,
        source: dict[str, Any] | None = None,
        extraction: dict[str, Any] | None = None,
        score: dict[str, Any] | None = None,
    ) -> t.Article:
        """A completed article. ``translated``: its title and text in English."""
        self.printed += 1
        text = text or f"{title}. This is report number {self.printed} and it says so in a sentence of its own."
        at = NOON - dt.timedelta(days=days_ago)
        publisher = self.outlet(outlet, **{"language": language} | (source or {}))
        article = add_article(
            self.newsroom.warehouse,
            self.session,
            publisher,
            title=title,
            text=text,
            url=f"{publisher.url}{self.printed}",
            collected_at=at,
            cell_date=at.date(),
            published_at=at - dt.timedelta(hours=2),
        )
        made: dict[str, Any] = {"language": language, "word_count": 600} | (extraction or {})
        extracted = add_extraction(self.session, article, text=text, **made)
        state: dict[str, Any] = {}
        if translated:
            state = {"title": translated[0], "text": translated[1], "status": "complete", "provider": "google"}
        translation = add_translation(self.session, extracted, **state)
        scored: dict[str, Any] = {"total": total, "as_of": at} | (score or {})
        add_score(self.session, translation, **scored)
        for topic, relevance in (topics if topics is not None else {"economy": 0.8}).items():
            self.session.add(
                t.ArticleTopic(
                    article_id=article.id, topic=topic, relevance=relevance, terms=["inflation"], version="s"
                )
            )
        if story is not None:
            self.session.add(
                t.StoryArticle(
                    story_id=story.id,
                    article_id=article.id,
                    relation=relation,
                    copy_of=copy_of.id if copy_of else None,
                )
            )
        self.session.flush()
        return article

    def told_by(self, title: str, outlets: Sequence[tuple[str, str, str]], **fields: Any) -> list[t.Article]:
        """One story told by several outlets: (slug, country, headline)."""
        story = self.story(title)
        return [
            self.print(slug, headline, story=story, source={"country": country}, **fields)
            for slug, country, headline in outlets
        ]
