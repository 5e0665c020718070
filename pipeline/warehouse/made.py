"""Tables of what is made of an article: extractions, translations, scores, topics, stories, embeddings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.warehouse.base import Base, BigId, Document, Moment


class Extraction(Base):
    """Text and metadata of one revision, by one version of the extractor. One current row an article."""

    __tablename__ = "extractions"
    __table_args__ = (
        UniqueConstraint("article_id", "revision", "version"),
        Index("ix_extractions_current", "article_id", "current"),
        Index("ix_extractions_text_hash", "text_hash"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True, doc="number of the row")
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), doc="the article")
    revision: Mapped[int] = mapped_column(doc="of the article")
    version: Mapped[str] = mapped_column(Text, doc="of the extractor")
    input_hash: Mapped[str] = mapped_column(Text, doc="the raw hash of the bytes")
    current: Mapped[bool] = mapped_column(default=True, doc="one row an article is")
    title: Mapped[str | None] = mapped_column(Text, doc="headline")
    text: Mapped[str] = mapped_column(Text, default="", doc="plain, paragraphs apart")
    markdown: Mapped[str] = mapped_column(Text, default="", doc="the same with headings and lists")
    authors: Mapped[list[str]] = mapped_column(Document, default=list, doc="names as the page gives them")
    published_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="as the page says, in UTC")
    published_raw: Mapped[str | None] = mapped_column(Text, doc="as the page wrote it")
    published_precision: Mapped[str | None] = mapped_column(Text, doc="second | minute | day")
    published_origin: Mapped[str | None] = mapped_column(
        Text, doc="json_ld | meta | markup | url | title | text | modified"
    )
    witnesses: Mapped[dict[str, Any] | None] = mapped_column(
        Document, doc="of title, authors, published: who agreed, who was overruled and why"
    )
    language: Mapped[str | None] = mapped_column(Text, doc="of the text")
    word_count: Mapped[int] = mapped_column(default=0, doc="holds for unspaced scripts too")
    reading_seconds: Mapped[int] = mapped_column(
        default=0, server_default="0", doc="of an adult who knows the language"
    )
    lead_image: Mapped[str | None] = mapped_column(Text, doc="address of the article's picture, never fetched")
    canonical_url: Mapped[str | None] = mapped_column(Text, doc="as the page says; the crawl decides about identity")
    section: Mapped[str | None] = mapped_column(Text, doc="of the paper, as the page says")
    keywords: Mapped[list[str]] = mapped_column(
        Document, default=list, server_default="[]", doc="as the page gives them, at most 30"
    )
    text_hash: Mapped[str] = mapped_column(Text, default="", doc="equal for equal texts")
    method: Mapped[str] = mapped_column(Text, default="", doc="what found the text")
    confidence: Mapped[float] = mapped_column(Float, default=0.0, doc="0-1")
    outcome: Mapped[str] = mapped_column(Text, doc="article | stub | paywall | wall | empty | not_article")
    reason: Mapped[str | None] = mapped_column(Text, doc="why it is no article")
    kind: Mapped[str] = mapped_column(Text, default="news", doc="news | opinion | wire, as the page says")
    created_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when the row was written")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that made it")


class Translation(Base):
    """The state of an extraction's translation. One current row an article."""

    __tablename__ = "translations"
    __table_args__ = (
        # a row that waited and was then done is a new row: scores hang on its id
        UniqueConstraint("extraction_id", "version", "status"),
        Index("ix_translations_current", "article_id", "current"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True, doc="number of the row")
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), doc="the article")
    extraction_id: Mapped[int] = mapped_column(ForeignKey("extractions.id"), doc="what was translated")
    version: Mapped[str] = mapped_column(Text, doc="of the code, the provider, the target language")
    input_hash: Mapped[str] = mapped_column(Text, doc="of title and text")
    current: Mapped[bool] = mapped_column(default=True, doc="one row an article is")
    provider: Mapped[str] = mapped_column(Text, doc="google | claude | none")
    source_language: Mapped[str | None] = mapped_column(Text, doc="of the extraction")
    target_language: Mapped[str] = mapped_column(Text, doc="the desks' language")
    title: Mapped[str | None] = mapped_column(Text, doc="headline")
    text: Mapped[str | None] = mapped_column(Text, doc="empty where none was needed")
    status: Mapped[str] = mapped_column(Text, doc="complete | lead | waiting | unneeded | failed")
    reason: Mapped[str | None] = mapped_column(Text, doc="why it is not complete")
    relevance: Mapped[float | None] = mapped_column(Float, doc="0-1, of title and lead before they were translated")
    waits_for: Mapped[str | None] = mapped_column(Text, doc="lead | full: what the budget has not reached yet")
    created_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when the row was written")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that made it")


class FullTextRequest(Base):
    """An article whose full text somebody wants translated, whatever its relevance."""

    __tablename__ = "full_text_requests"

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(Text, default="", doc="in the words of who asked")
    created_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when it was asked for")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that asked")


class TranslationMemory(Base):
    """A translated paragraph, by hash of source text, language pair, provider and model."""

    __tablename__ = "translation_memory"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    provider: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    checks: Mapped[str | None] = mapped_column(Text, doc="version that it passed; none: an early one")


class TranslationRefusal(Base):
    """A paragraph whose answer was no translation: paid for, served to nobody, and not asked for by itself again."""

    __tablename__ = "translation_refusals"

    key: Mapped[str] = mapped_column(Text, primary_key=True, doc="as in translation_memory")
    reason: Mapped[str] = mapped_column(Text, doc="what the checks say: a slug, a colon, a sentence")
    answer: Mapped[str] = mapped_column(Text, doc="what came back last")
    provider: Mapped[str] = mapped_column(Text, doc="who answered")
    checks: Mapped[str] = mapped_column(Text, doc="version of the checks that refused it")
    tries: Mapped[int] = mapped_column(doc="answers that this translator was ever asked for")
    round: Mapped[int] = mapped_column(BigId, default=0, doc="the wish to try again that it answers, 0: none")
    spent: Mapped[int] = mapped_column(doc="tries in that round, by the present checks")
    created_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when the last answer was refused")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that asked last")


class TranslationRound(Base):
    """An article that failed and that somebody wants tried again: what was refused may be asked for once more."""

    __tablename__ = "translation_rounds"

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    round: Mapped[int] = mapped_column(BigId, doc="number of the request, of reprocess_requests")


class Score(Base):
    """Component scores and total of an article, each 0-100. Append-only, one current row an article."""

    __tablename__ = "scores"
    __table_args__ = (Index("ix_scores_current", "article_id", "current"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True, doc="number of the row")
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), doc="the article")
    extraction_id: Mapped[int] = mapped_column(ForeignKey("extractions.id"), doc="what was scored")
    translation_id: Mapped[int] = mapped_column(ForeignKey("translations.id"), doc="what was scored")
    version: Mapped[str] = mapped_column(Text, doc="of the code, the weights, the taxonomy")
    input_hash: Mapped[str] = mapped_column(Text, doc="of all that was scored")
    relevance: Mapped[float] = mapped_column(doc="0-100, to the taxonomy")
    timeliness: Mapped[float] = mapped_column(doc="0-100, at collection")
    source_reputation: Mapped[float] = mapped_column(doc="0-100")
    content_depth: Mapped[float] = mapped_column(doc="0-100")
    uniqueness: Mapped[float] = mapped_column(doc="0-100, against its story")
    total: Mapped[float] = mapped_column(doc="0-100, weighted")
    quality_category: Mapped[str] = mapped_column(Text, doc="high | medium | low")
    reasons: Mapped[list[str]] = mapped_column(Document, default=list, doc="in words, one a component")
    as_of: Mapped[dt.datetime] = mapped_column(Moment, doc="collected_at, never the clock")
    created_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when the row was written")
    current: Mapped[bool] = mapped_column(default=True, doc="one row an article is")
    # what it was made from beside the rows above: when one of these differs there, the score is out of date
    translation_status: Mapped[str] = mapped_column(
        Text, default="", doc="when it differs there, the score is out of date"
    )
    standing: Mapped[str] = mapped_column(Text, default="", doc="of the article in its story; likewise")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that made it")


class ArticleTopic(Base):
    """A topic of the taxonomy that an article is about. ``relevance`` is 0-1."""

    __tablename__ = "article_topics"

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(Text, primary_key=True)
    relevance: Mapped[float]
    terms: Mapped[list[str]] = mapped_column(Document, default=list)
    version: Mapped[str] = mapped_column(Text)


class Story(Base):
    """Articles about one event, by any number of outlets. Ids are stable by membership."""

    __tablename__ = "stories"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    merged_into: Mapped[int | None] = mapped_column(BigId, ForeignKey("stories.id"))
    label: Mapped[str | None] = mapped_column(Text)
    first_seen_at: Mapped[dt.datetime] = mapped_column(Moment)
    last_seen_at: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    articles: Mapped[int] = mapped_column(default=0)
    accounts: Mapped[int] = mapped_column(default=0)  # independent voices: sources with a text of their own
    version: Mapped[str] = mapped_column(Text, default="")


class StoryArticle(Base):
    """An article's place in a story: the first of its text, a copy of another's, or its own account."""

    __tablename__ = "story_articles"
    __table_args__ = (UniqueConstraint("article_id"),)

    story_id: Mapped[int] = mapped_column(BigId, ForeignKey("stories.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"), primary_key=True)
    relation: Mapped[str] = mapped_column(Text)  # original | copy | account
    copy_of: Mapped[int | None] = mapped_column(BigId)
    similarity: Mapped[float] = mapped_column(Float, default=0.0)
    standing: Mapped[str] = mapped_column(Text, default="")  # all that a score takes from the story, comparable
    input_hash: Mapped[str] = mapped_column(Text, default="")  # of the print that it was placed by


class StoryGathering(Base):
    """One gathering of stories. Its id is one more than the last: of two at a time, the second begins again."""

    __tablename__ = "story_gatherings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    articles: Mapped[int] = mapped_column(default=0)  # placed for the first time, or anew
    moved: Mapped[int] = mapped_column(default=0)  # whose standing changed
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    run_id: Mapped[str | None] = mapped_column(Text)


class Embedding(Base):
    """What an article is compared by: the sentence vector of its title and lead (float32, little-endian).

    Under the model name of ``stories/prints.py``: its telling words and the shingles of its text.
    """

    __tablename__ = "embeddings"

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"), primary_key=True)
    model: Mapped[str] = mapped_column(Text, primary_key=True)
    input_hash: Mapped[str] = mapped_column(Text)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
