"""The schema of the catalogue's files. Every field says what it means; unknown fields are refused."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipeline.cells import REGIONS

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be a full http or https address, e.g. https://example.org/feed.xml")
    return value


def _known_region(value: str) -> str:
    if value not in REGIONS:
        raise ValueError(f"is not a region; use one of {', '.join(REGIONS)}")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
RegionName = Annotated[str, AfterValidator(_known_region)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceEntry(Entry):
    """One publisher of ``sources.yaml``."""

    slug: Slug
    name: str = Field(min_length=1)
    url: WebAddress
    feeds: tuple[WebAddress, ...] = ()
    kind: Literal["rss", "sitemap", "listing"] = "rss"
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    region: RegionName
    language: LanguageCode
    reputation: int = Field(50, ge=0, le=100)
    interval_minutes: int = Field(60, ge=10, le=1440)
    enabled: bool = True


class RegionEntry(Entry):
    """A market, of ``regions.yaml``: its slug is one of the contract's regions."""

    slug: RegionName
    name: str
    countries: tuple[str, ...] = ()


class TopicEntry(Entry):
    """A topic of the taxonomy: what it is in a sentence, and terms in the languages we read.

    ``terms`` maps a language code to words and phrases in that language; ``description`` and ``terms.en``
    feed the multilingual embedding of the topic.
    """

    slug: Slug
    name: str
    description: str
    weight: float = Field(1.0, ge=0, le=2)
    terms: dict[LanguageCode, tuple[str, ...]]


class Budget(Entry):
    """What a desk may spend, in US dollars."""

    day_usd: float = Field(1.0, ge=0)
    month_usd: float = Field(20.0, ge=0)


class AutoDraft(Entry):
    """The best ``best`` opportunities with at least ``min_priority`` are approved without asking; 0 is off."""

    best: int = Field(0, ge=0, le=20)
    min_priority: float = Field(70, ge=0, le=100)


class DeskEntry(Entry):
    """Who the work is for."""

    slug: Slug
    name: str
    topics: tuple[Slug, ...] = ()
    regions: tuple[RegionName, ...] = ()
    voice: Slug
    template: Slug
    content_type: str = "article"
    budget: Budget = Budget()
    auto_draft: AutoDraft = AutoDraft()
    min_score: float = Field(50, ge=0, le=100)
    limit: int = Field(10, ge=1, le=100)


class VoiceEntry(Entry):
    """How a desk's copy sounds: instructions for the model, and for heuristics the words that frame excerpts."""

    slug: Slug
    name: str
    instructions: str
    words_per_sentence: int = Field(22, ge=8, le=40)


class SectionEntry(Entry):
    heading: str
    purpose: str
    words: int = Field(120, ge=20, le=800)


class TemplateEntry(Entry):
    """The structure of a draft."""

    slug: Slug
    name: str
    content_type: str
    sections: tuple[SectionEntry, ...]
    min_words: int = Field(250, ge=50)
    max_words: int = Field(900, ge=100)


class PriceEntry(Entry):
    """What a model costs, in US dollars per million units. A model without a price is refused."""

    provider: Literal["claude", "google"]
    model: str
    unit: Literal["tokens", "characters"]
    input_per_million: float = Field(ge=0)
    output_per_million: float = Field(0, ge=0)


class ScoringEntry(Entry):
    """``scoring`` of ``topics.yaml``: the weights of the five components (they are normalised) and the bounds."""

    relevance: float = 0.30
    timeliness: float = 0.20
    source_reputation: float = 0.15
    content_depth: float = 0.20
    uniqueness: float = 0.15
    high: float = 70
    medium: float = 45
