"""The catalogue that ships: whole, consistent, and usable without a change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from pipeline.catalogue.loader import BUILT_IN, Catalogue, load_catalogue
from pipeline.cells import REGIONS
from pipeline.settings import Settings

# languages in which an article of the catalogue's larger sources is matched by terms of its own
MAIN_LANGUAGES = ("en", "es", "pt", "fr", "ar", "zh", "hi", "ru", "sw", "id", "tr")
OTHER_LANGUAGES = ("vi", "th", "fa", "ur", "bn", "uk", "pl", "ha", "yo", "am", "ko", "ja")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_every_region_of_the_contract_is_described_once(catalogue: Catalogue) -> None:
    assert [region.slug for region in catalogue.regions] == list(REGIONS)
    countries = Counter(country for region in catalogue.regions for country in region.countries)
    assert [country for country, times in countries.items() if times > 1] == []


def test_sources_are_many_and_every_region_has_some(catalogue: Catalogue) -> None:
    by_region = Counter(source.region for source in catalogue.sources)
    assert set(by_region) == set(REGIONS)
    assert min(by_region.values()) >= 4
    assert sum(by_region.values()) - by_region["world"] >= 60
    assert len({source.language for source in catalogue.sources}) >= 20


def test_no_two_sources_share_a_home_page_or_a_feed(catalogue: Catalogue) -> None:
    pages = Counter(source.url for source in catalogue.sources)
    feeds = Counter(feed for source in catalogue.sources for feed in source.feeds)
    assert [address for address, times in (pages + feeds).items() if times > 1] == []


def test_sources_lie_in_the_region_of_their_country(catalogue: Catalogue) -> None:
    region_of = {country: region.slug for region in catalogue.regions for country in region.countries}
    assert [
        source.slug for source in catalogue.sources if source.country and region_of[source.country] != source.region
    ] == []


def test_a_sitemap_source_names_its_sitemap(catalogue: Catalogue) -> None:
    assert [source.slug for source in catalogue.sources if source.kind == "sitemap" and not source.feeds] == []


def test_sources_say_that_they_are_unverified() -> None:
    header = (BUILT_IN / "sources.yaml").read_text(encoding="utf-8").partition("\nsources:")[0]
    assert "UNVERIFIED until the first probe" in header


def test_taxonomy_speaks_the_languages_of_the_sources(catalogue: Catalogue) -> None:
    assert 14 <= len(catalogue.topics) <= 18
    for topic in catalogue.topics:
        assert len(topic.description) > 80, topic.slug
        assert len(topic.terms["en"]) >= 20, topic.slug
        assert all(len(topic.terms[language]) >= 10 for language in MAIN_LANGUAGES), topic.slug
        assert all(len(topic.terms[language]) >= 4 for language in OTHER_LANGUAGES), topic.slug


def test_no_term_stands_twice_in_a_language(catalogue: Catalogue) -> None:
    terms = Counter(
        (language, term) for topic in catalogue.topics for language, terms in topic.terms.items() for term in terms
    )
    assert [term for term, times in terms.items() if times > 1] == []


def test_terms_are_lower_case_and_trimmed(catalogue: Catalogue) -> None:
    terms = [term for topic in catalogue.topics for terms in topic.terms.values() for term in terms]
    assert [term for term in terms if term != " ".join(term.split()).lower()] == []


def test_terms_of_unspaced_scripts_have_two_characters_at_least(catalogue: Catalogue) -> None:
    short = [
        (language, term)
        for topic in catalogue.topics
        for language in ("zh", "ja", "th", "ko")
        for term in topic.terms[language]
        if len(term) < 2
    ]
    assert short == []


def test_desks_name_things_that_exist_and_one_drafts_by_itself(catalogue: Catalogue) -> None:
    assert len(catalogue.desks) == 3
    for desk in catalogue.desks:
        assert catalogue.voice(desk.voice).instructions
        assert catalogue.template(desk.template).content_type == desk.content_type
        assert all(catalogue.topic(topic) for topic in desk.topics)
        assert 45 <= desk.min_score <= 55
    assert [desk.auto_draft.best for desk in catalogue.desks] == [1, 0, 0]


def test_templates_sections_fit_their_bounds(catalogue: Catalogue) -> None:
    for template in catalogue.templates:
        words = sum(section.words for section in template.sections)
        assert template.min_words <= words <= template.max_words, template.slug


def test_every_model_that_the_settings_name_has_a_price(catalogue: Catalogue) -> None:
    priced = {(price.provider, price.model): price for price in catalogue.prices}
    settings = Settings()
    assert {("claude", settings.claude_model), ("claude", settings.claude_translation_model)} <= set(priced)
    assert priced["google", "nmt"].unit == "characters"
    assert priced["google", "nmt"].input_per_million == 20


def test_taxonomy_version_changes_with_a_term(catalogue: Catalogue) -> None:
    first = catalogue.topics[0]
    changed = first.model_copy(update={"terms": {**first.terms, "en": (*first.terms["en"], "a new term")}})
    other = replace(load_catalogue(), topics=(changed, *catalogue.topics[1:]))
    assert other.taxonomy_version != catalogue.taxonomy_version == load_catalogue().taxonomy_version
