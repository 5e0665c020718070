"""What a draft is made of: the opportunity, its articles cut into sentences, template and voice."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.catalogue.countries import country_name
from pipeline.catalogue.schema import TemplateEntry, VoiceEntry
from pipeline.language.english import language_name, named_with
from pipeline.language.headlines import without_publisher
from pipeline.language.sentences import split_sentences
from pipeline.language.words import paragraphs
from pipeline.warehouse.schema import Article, Extraction, Opportunity, Source, StoryArticle, Translation

MAX_ARTICLES = 10
# the sentence index by which a citation points at a headline
HEADLINE = -1


@dataclass(frozen=True)
class SourceSentence:
    """A sentence as the draft's sources have it; ``original`` in the article's own language, if translated."""

    index: int
    text: str
    original: str | None = None


@dataclass(frozen=True)
class SourceArticle:
    """One source of a draft; ``number`` is what its footnotes say."""

    number: int
    article_id: int
    outlet: str
    country: str | None
    language: str | None
    url: str
    date: dt.datetime
    dated: bool
    title: str
    original_title: str | None
    sentences: Sequence[SourceSentence]
    translated_by: str | None
    untranslated_because: str | None
    kind: str
    text_hash: str
    extraction_id: int
    translation_id: int | None
    copy_of: int | None = None

    @property
    def text_language(self) -> str | None:
        """The language that its sentences are quoted in."""
        return "en" if self.translated_by else self.language

    @property
    def label(self) -> str:
        """``Daily Nation (Kenya)``, ``Folha (Brazil, in Portuguese)`` where it is quoted in another language."""
        foreign = f"in {language_name(self.text_language)}" if self.text_language != "en" else None
        return named_with(self.outlet, country_name(self.country), foreign)

    def sentence(self, index: int) -> SourceSentence | None:
        """The sentence that a citation points at; None where there is none."""
        if index == HEADLINE:
            return SourceSentence(HEADLINE, self.title, self.original_title)
        return self.sentences[index] if 0 <= index < len(self.sentences) else None


@dataclass(frozen=True)
class Material:
    """Everything that shapes a draft, and nothing else: its hash decides whether there is anything new to write."""

    opportunity_id: int | None
    desk_id: str
    kind: str
    title: str
    angle: str
    articles: Sequence[SourceArticle]
    template: TemplateEntry
    voice: VoiceEntry
    content_type: str

    @cached_property
    def by_id(self) -> Mapping[int, SourceArticle]:
        return {article.article_id: article for article in self.articles}

    @cached_property
    def voices(self) -> Mapping[int, str]:
        """Who speaks in each article: copies of one text are one voice, and so is one outlet."""
        first: dict[str, str] = {}
        roots: dict[int, str] = {}
        for article in self.articles:
            root = article.copy_of or article.article_id
            own = first.setdefault(article.text_hash or f"article:{root}", f"article:{root}")
            roots[article.article_id] = own
        outlets: dict[str, str] = {}
        for article in self.articles:
            outlets.setdefault(roots[article.article_id], article.outlet)
        return {article_id: outlets[root] for article_id, root in roots.items()}


def input_hash(material: Material, generator: str, form: str) -> str:
    """Changes when the words of the opportunity, a text, the form or the generator do; never with time."""
    parts = [
        form,
        generator,
        material.kind,
        material.title,
        material.angle,
        material.content_type,
        material.template.model_dump(mode="json"),
        material.voice.model_dump(mode="json"),
        [(one.article_id, one.extraction_id, one.translation_id) for one in material.articles],
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_articles(session: Session, article_ids: Sequence[int]) -> list[SourceArticle]:
    """The articles that have a text, in the given order; what is deleted or no article any more is left out."""
    wanted = list(dict.fromkeys(article_ids))[:MAX_ARTICLES]
    statement = (
        select(Article, Extraction, Translation, Source)
        .join(Extraction, (Extraction.article_id == Article.id) & Extraction.current)
        .outerjoin(Translation, (Translation.article_id == Article.id) & Translation.current)
        .join(Source, Source.slug == Article.source_slug)
        .where(Article.id.in_(wanted), Article.deleted_at.is_(None), Extraction.outcome == "article")
    )
    found = {row[0].id: row for row in session.execute(statement)}
    copied = select(StoryArticle).where(StoryArticle.article_id.in_(wanted), StoryArticle.relation == "copy")
    copies = {row.article_id: row.copy_of for row in session.scalars(copied)}
    articles: list[SourceArticle] = []
    for article_id in wanted:
        if article_id in found:
            article, extraction, translation, source = found[article_id]
            made = _article(article, extraction, translation, source)
            articles.append(replace(made, number=len(articles) + 1, copy_of=copies.get(article_id)))
    return articles


def material_of(
    opportunity: Opportunity,
    articles: Sequence[SourceArticle],
    template: TemplateEntry,
    voice: VoiceEntry,
    content_type: str,
) -> Material:
    return Material(
        opportunity_id=opportunity.id,
        desk_id=opportunity.desk_id,
        kind=opportunity.kind,
        title=opportunity.title,
        angle=opportunity.angle,
        articles=articles,
        template=template,
        voice=voice,
        content_type=content_type,
    )


def aligned(original: str, language: str | None, translation: str) -> list[SourceSentence]:
    """The sentences of a translation with their originals.

    A translation keeps its paragraphs. Where a paragraph has as many sentences in both languages they go
    together; otherwise the whole original paragraph stands for each of its sentences.
    """
    theirs = paragraphs(original)
    ours = paragraphs(translation)
    result: list[SourceSentence] = []
    for place, paragraph in enumerate(ours):
        sentences = split_sentences(paragraph, "en")
        whole = theirs[place] if place < len(theirs) and len(ours) <= len(theirs) else None
        originals = split_sentences(whole, language) if whole else []
        for index, sentence in enumerate(sentences):
            same = originals[index] if len(originals) == len(sentences) else whole
            result.append(SourceSentence(len(result), sentence, same))
    return result


def _article(
    article: Article, extraction: Extraction, translation: Translation | None, source: Source
) -> SourceArticle:
    english = (
        translation.text if translation is not None and translation.status in ("complete", "lead") else None
    ) or None
    if english is not None:
        sentences = aligned(extraction.text, extraction.language, english)
    else:
        cut = split_sentences(extraction.text, extraction.language)
        sentences = [SourceSentence(index, sentence) for index, sentence in enumerate(cut)]
    original = without_publisher(extraction.title or article.title or article.url, source.name)
    title = translation.title if english is not None and translation is not None and translation.title else None
    foreign = english is None and extraction.language not in ("en", None)
    dated = article.published_at is not None and article.published_at <= article.collected_at
    return SourceArticle(
        number=0,
        article_id=article.id,
        outlet=source.name,
        country=source.country,
        language=extraction.language,
        url=article.url,
        date=article.published_at if dated and article.published_at else article.collected_at,
        dated=dated,
        title=without_publisher(title, source.name) if title else original,
        original_title=original if title else None,
        sentences=sentences,
        translated_by=translation.provider if english is not None and translation is not None else None,
        untranslated_because=(translation.reason if translation else "not translated yet") if foreign else None,
        kind=extraction.kind,
        text_hash=extraction.text_hash,
        extraction_id=extraction.id,
        translation_id=translation.id if translation else None,
    )
