"""The names that others rely on: tables and columns, states, jobs, commands, variables, regions, source fields.

What stands here may be added to and not changed. Asset keys and edges are in ``test_definitions.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import dagster as dg
import pytest
from sqlalchemy import Column, Numeric, Table, inspect

from pipeline.automation.jobs import build_jobs
from pipeline.catalogue.loader import Catalogue
from pipeline.catalogue.schema import SourceEntry
from pipeline.cells import REGIONS, Cell
from pipeline.cli.main import main
from pipeline.crawl.assets import CrawlConfig
from pipeline.drafts.assets import DraftConfig
from pipeline.opportunities.assets import DetectConfig
from pipeline.partitions import OPPORTUNITY_PARTITIONS, SOURCE_PARTITIONS, cell_partitions, desk_partitions
from pipeline.settings import CHECKOUT, Settings, variable
from pipeline.warehouse import schema as t
from pipeline.warehouse.base import Moment
from pipeline.warehouse.engine import Warehouse
from pipeline_tests.made import NOON

TABLES = {
    "sources": "slug name url kind country region language reputation status interval_minutes learned_interval_minutes"
    " next_poll_at consecutive_failures last_success_at last_error health health_since articles_total enabled"
    " deleted_at",
    "urls": "id canonical_url url source_slug region cell_date discovered_via feed_title feed_date first_seen_at state"
    " reason attempts retry_at priority etag last_modified",
    "crawl_jobs": "id parent_id trigger region status started_at finished_at discovered carried_in fetched known"
    " duplicate dropped failed waiting",
    "crawl_results": "crawl_job_id source_slug status discovered carried_in fetched known duplicate dropped failed"
    " waiting error",
    "articles": "id canonical_url url source_slug region cell_date collected_at revision title published_at"
    " published_raw published_precision published_origin deleted_at",
    "article_versions": "article_id revision blob_key raw_hash final_url http_status fetched_at",
    "extractions": "article_id revision version title text markdown authors published_at language word_count text_hash"
    " method confidence outcome",
    "translations": "article_id version provider source_language title text status reason",
    "translation_memory": "key text",
    "scores": "id article_id version relevance timeliness source_reputation content_depth uniqueness total"
    " quality_category reasons as_of created_at current",
    "article_topics": "article_id topic relevance terms",
    "stories": "id merged_into first_seen_at last_seen_at",
    "story_articles": "story_id article_id relation",
    "embeddings": "article_id model vector",
    "opportunities": "id desk_id cell_date dedupe_key kind title angle rationale story_id topic region priority status"
    " detected_by as_of expires_at created_at updated_at",
    "opportunity_articles": "opportunity_id article_id rank",
    "drafts": "id opportunity_id desk_id revision content_type voice template title body status quality_score"
    " originality_score bias_score fact_check_score perspective_balance_score overall_quality_score generated_by model"
    " prompt_version stale_since created_at",
    "draft_articles": "draft_id article_id",
    "draft_citations": "draft_id revision sentence_index article_id source_sentence_index quoted_text original_text",
    "failures": "stage subject_type subject_id reason permanent attempts first_at last_at retry_at input_hash version",
    "paid_calls": "request_hash provider model answer created_at",
    "api_usage": "id desk_id stage subject provider model input_units output_units unit cost_usd cached request_hash"
    " created_at",
    "budget_reservations": "",
    "reprocess_requests": "",
}
KEYS = {
    "sources": "slug",
    "urls": "id",
    "crawl_jobs": "id",
    "articles": "id",
    "scores": "id",
    "opportunities": "id",
    "drafts": "id",
    "paid_calls": "request_hash",
    "translation_memory": "key",
}
UNIQUE = {
    "urls": {"canonical_url"},
    "articles": {"canonical_url"},
    "extractions": {"article_id", "revision", "version"},
    "opportunities": {"desk_id", "dedupe_key"},
    "failures": {"stage", "subject_type", "subject_id"},
}
STATES = {
    "sources.status": "candidate active paused rejected",
    "extractions.outcome": "article stub paywall wall empty not_article",
    "translations.status": "complete lead waiting unneeded failed",
    "opportunities.status": "detected approved rejected drafted published expired",
}
JOBS = "probe_sources crawl ingest process detect_opportunities write_drafts request_reprocess maintenance"
COMMANDS = {
    "init": "",
    "demo": "",
    "crawl": "--all",
    "run": "--partition",
    "status": "--json",
    "sources import": "",
    "sources export": "",
    "sources list": "",
    "extract": "--json",
    "reprocess": "",
    "drafts show": "",
    "bench": "--json",
}
VARIABLES = (
    "EMCIP_HOME EMCIP_DATABASE_URL EMCIP_BLOB_URL EMCIP_CATALOGUE EMCIP_ALLOW_PRIVATE EMCIP_HOST_DELAY"
    " EMCIP_START_DATE EMCIP_AUTO_PROCESS EMCIP_TRANSLATOR EMCIP_GOOGLE_PROJECT EMCIP_GOOGLE_ENDPOINT"
)


def _columns(name: str) -> dict[str, Column[object]]:
    table: Table = t.Base.metadata.tables[name]
    return dict(table.columns.items())


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_columns(name: str) -> None:
    assert [column for column in TABLES[name].split() if column not in _columns(name)] == []


def test_every_table_has_a_primary_key() -> None:
    assert [name for name, table in t.Base.metadata.tables.items() if not table.primary_key.columns] == []
    for name, key in KEYS.items():
        assert [column.name for column in t.Base.metadata.tables[name].primary_key] == [key], name


@pytest.mark.parametrize("name", UNIQUE)
def test_what_must_not_stand_twice_cannot(any_warehouse: Warehouse, name: str) -> None:
    found = inspect(any_warehouse.engine).get_unique_constraints(name)
    assert UNIQUE[name] in [set(one["column_names"]) for one in found]


@pytest.mark.parametrize("place", STATES)
def test_states_are_told_where_the_column_is_explained(place: str) -> None:
    table, column = place.split(".")
    told = re.split(r"\W+", str(_columns(table)[column].doc))
    assert [state for state in STATES[place].split() if state not in told] == []


def test_times_are_moments_and_money_is_exact() -> None:
    for name in t.Base.metadata.tables:
        for column in _columns(name).values():
            if column.name.endswith("_at"):
                assert isinstance(column.type, Moment), f"{name}.{column.name}"
            if column.name.endswith("_usd"):
                assert isinstance(column.type, Numeric), f"{name}.{column.name}"


def test_what_a_run_or_a_stage_made_says_so() -> None:
    made = {"extractions", "translations", "scores", "opportunities", "drafts"}
    for name in made | {"urls", "crawl_jobs", "crawl_results", "articles", "article_versions", "failures", "api_usage"}:
        assert "run_id" in _columns(name), name
    for name in made:
        assert {"version", "input_hash"} <= set(_columns(name)), name


def test_the_view_derives_the_status_of_articles(any_warehouse: Warehouse) -> None:
    assert "article_status" in inspect(any_warehouse.engine).get_view_names()
    told = re.findall(r"'(\w+)'\n|THEN '(\w+)'|ELSE '(\w+)'", t.ARTICLE_STATUS_VIEW)
    states = {state for match in told for state in match if state}
    assert states == {"collected", "extracted", "translated", "scored", "completed", "failed", "excluded"}


def test_jobs() -> None:
    assert set(JOBS.split()) <= {job.name for job in build_jobs()}


def test_regions() -> None:
    assert REGIONS == (
        "sub-saharan-africa",
        "middle-east-north-africa",
        "south-asia",
        "southeast-asia",
        "east-asia",
        "central-asia-caucasus",
        "eastern-europe",
        "latin-america-caribbean",
        "world",
    )


def test_partition_keys(built_in_catalogue: Catalogue) -> None:
    cells, desks = cell_partitions(NOON.date()), desk_partitions(NOON.date(), built_in_catalogue)
    assert sorted(cells.partition_dimension_names) == ["date", "region"]
    assert sorted(desks.partition_dimension_names) == ["date", "desk"]
    assert Cell(NOON.date(), "south-asia").key == "2026-11-22|south-asia"
    assert cells.has_partition_key("2026-11-22|south-asia")
    assert desks.has_partition_key(f"2026-11-22|{built_in_catalogue.desks[0].slug}")
    assert (SOURCE_PARTITIONS, OPPORTUNITY_PARTITIONS) == ("source", "opportunity")


CONFIGS = [
    (CrawlConfig, "source_slugs force max_items"),
    (DetectConfig, "max_age_days min_score limit topics regions include_gaps save"),
    (DraftConfig, "opportunity_id article_ids template voice content_type save"),
]


@pytest.mark.parametrize(("config", "names"), CONFIGS)
def test_run_config_of_the_assets(config: type[dg.Config], names: str) -> None:
    assert [name for name in names.split() if name not in config.model_fields] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_exists_with_its_options_and_explains_itself(name: str) -> None:
    command: click.Command = main
    for part in name.split():
        assert isinstance(command, click.Group)
        command = command.commands[part]
    options = {option for parameter in command.params for option in parameter.opts}
    assert [option for option in COMMANDS[name].split() if option not in options] == []
    assert command.help and command.help.rstrip().endswith(".")


def _options(group: click.Group) -> Iterator[tuple[str, click.Option]]:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from _options(command)
        yield from ((str(command.name), each) for each in command.params if isinstance(each, click.Option))


def test_every_option_of_every_command_has_a_help_text() -> None:
    assert [f"{name} {option.opts[0]}" for name, option in _options(main) if not option.help] == []


def test_environment_variables() -> None:
    known = {variable(field) for field in Settings.model_fields}
    assert [name for name in VARIABLES.split() if name not in known] == []
    aliases = {str(field.validation_alias) for field in Settings.model_fields.values() if field.validation_alias}
    assert all(any(name in alias for alias in aliases) for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"))


def test_what_the_home_holds(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert settings.warehouse_url == f"sqlite:///{tmp_path}/emcip.db"
    assert settings.blobs_url == f"file://{tmp_path}/blobs"
    assert (settings.dagster_home, settings.exports) == (tmp_path / "dagster", tmp_path / "exports")


def test_fields_of_a_source() -> None:
    fields = "slug name url feeds kind country region language reputation interval_minutes enabled"
    fields += " min_interval_minutes max_interval_minutes"  # added since
    assert sorted(SourceEntry.model_fields) == sorted(fields.split())


def test_the_readme_names_every_command_and_the_operations_guide_every_variable() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"`{name}`" not in readme] == []
    guide = (CHECKOUT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [name for name in VARIABLES.split() if name not in guide] == []
