"""The schema of the catalogue's files. Every field says what it means; unknown fields are refused."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from pipeline.cells import REGIONS

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_UNWRITTEN = re.compile(r"[\s\x00-\x1f\x7f]")


def _slug(value: str) -> str:
    # partition keys are made of slugs: bars and commas would break them
    if not _SLUG.fullmatch(value):
        raise ValueError("must be small letters, digits and hyphens, at most 80, e.g. daily-maverick")
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError("must be an ISO 639 code of two or three small letters, e.g. sw")
    return value


def _country(value: str) -> str:
    if not _COUNTRY.fullmatch(value):
        raise ValueError("must be an ISO 3166 code of two capitals, e.g. KE")
    return value


def _web_address(value: str) -> str:
    wrong = ValueError("must be a full http or https address, e.g. https://example.org/feed.xml")
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname or _UNWRITTEN.search(value):
        raise wrong
    return value


def _known_region(value: str) -> str:
    if value not in REGIONS:
        raise ValueError(f"is not a region; use one of {', '.join(REGIONS)}")
    return value


Slug = Annotated[str, AfterValidator(_slug)]
LanguageCode = Annotated[str, AfterValidator(_language)]
CountryCode = Annotated[str, AfterValidator(_country)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
RegionName = Annotated[str, AfterValidator(_known_region)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class SourceEntry(Entry):
    """One publisher of ``sources.yaml``."""

    slug: Slug
    name: str = Field(min_length=1, max_length=200)
    url: WebAddress
    feeds: tuple[WebAddress, ...] = ()
    kind: Literal["rss", "sitemap", "listing"] = "rss"
    country: CountryCode | None = None
    region: RegionName
    language: LanguageCode
    reputation: int = Field(50, ge=0, le=100)
    interval_minutes: int = Field(60, ge=10, le=1440)
    # what learning may make of it; left out: those of ``polling``
    min_interval_minutes: int | None = Field(None, ge=10, le=1440)
    max_interval_minutes: int | None = Field(None, ge=10, le=1440)
    enabled: bool = True

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        low, high = self.min_interval_minutes, self.max_interval_minutes
        if low is not None and high is not None and low > high:
            raise ValueError(f"min_interval_minutes ({low}) must not be above max_interval_minutes ({high})")
        return self


class PollingEntry(Entry):
    """``polling`` of ``sources.yaml``: between which intervals sources are polled that say nothing else."""

    min_interval_minutes: int = Field(10, ge=10, le=1440)
    max_interval_minutes: int = Field(1440, ge=10, le=1440)

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.min_interval_minutes > self.max_interval_minutes:
            raise ValueError(
                f"min_interval_minutes ({self.min_interval_minutes}) must not be above max_interval_minutes"
                f" ({self.max_interval_minutes})"
            )
        return self


class RegionEntry(Entry):
    """A market, of ``regions.yaml``: its slug is one of the contract's regions."""

    slug: RegionName
    name: str
    countries: tuple[CountryCode, ...] = ()


class TopicEntry(Entry):
    """A topic of the taxonomy: what it is in a sentence, and terms in the languages we read.

    ``terms`` maps a language code to lower-case words and phrases in that language, found with their usual
    endings; ``description`` and ``terms.en`` feed the multilingual embedding of the topic.
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

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.min_words >= self.max_words:
            raise ValueError(f"min_words ({self.min_words}) must be below max_words ({self.max_words})")
        return self


class PriceEntry(Entry):
    """What a model costs, in US dollars per million units. A model without a price is refused."""

    provider: Literal["claude", "google"]
    model: str
    unit: Literal["tokens", "characters"]
    input_per_million: float = Field(ge=0)
    output_per_million: float = Field(0, ge=0)


class ScoringEntry(Entry):
    """``scoring`` of ``topics.yaml``: the weights of the five components (they are normalised) and the bounds."""

    relevance: float = Field(0.30, ge=0)
    timeliness: float = Field(0.20, ge=0)
    source_reputation: float = Field(0.15, ge=0)
    content_depth: float = Field(0.20, ge=0)
    uniqueness: float = Field(0.15, ge=0)
    high: float = Field(70, ge=0, le=100)
    medium: float = Field(45, ge=0, le=100)

    @model_validator(mode="after")
    def _usable(self) -> Self:
        weights = (self.relevance, self.timeliness, self.source_reputation, self.content_depth, self.uniqueness)
        if not 0 < sum(weights) < float("inf"):
            raise ValueError("at least one of the five weights must be above 0, and none infinite")
        if self.medium >= self.high:
            raise ValueError(f"medium ({self.medium:g}) must be below high ({self.high:g})")
        return self
