"""Fixtures of every test: a newsroom of its own in a temporary home, on SQLite or on a real PostgreSQL."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from pipeline.catalogue.loader import Catalogue, load_catalogue
from pipeline.clock import UTC, FixedClock
from pipeline.newsroom import Newsroom, Run
from pipeline.settings import Settings
from pipeline.warehouse.engine import Warehouse, open_warehouse
from pipeline_tests.postgres import PostgresServer, find_postgres

# a test that is right on a quiet machine is right on a busy one: 200 ms a case is hypothesis' default
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def pytest_configure() -> None:
    """No test sees the configuration of the machine it runs on."""
    for name in [name for name in os.environ if name.startswith(("EMCIP_", "ANTHROPIC_", "DAGSTER_", "GOOGLE_"))]:
        if name != "EMCIP_CORPUS":
            del os.environ[name]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without EMCIP_CORPUS the corpus tests are deselected; with it, a folder that is missing fails them."""
    if os.environ.get("EMCIP_CORPUS"):
        return
    corpus = [item for item in items if item.get_closest_marker("corpus")]
    if corpus:
        items[:] = [item for item in items if not item.get_closest_marker("corpus")]
        config.hook.pytest_deselected(items=corpus)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path / "home", host_delay=0.0, allow_private=("127.0.0.0/8", "*.localhost"), extraction_workers=1
    )


@pytest.fixture
def run() -> Run:
    return Run(run_id="test-run", trigger="test")


@pytest.fixture(scope="session")
def built_in_catalogue() -> Catalogue:
    """The built-in catalogue, read once for all tests."""
    return load_catalogue()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite warehouse of the present schema, to be copied: migrating takes a third of a second."""
    path = tmp_path_factory.mktemp("migrated") / "emcip.db"
    open_warehouse(f"sqlite:///{path}", "memory://migrated").close()
    return path


@pytest.fixture
def newsroom(
    settings: Settings, clock: FixedClock, built_in_catalogue: Catalogue, migrated_file: Path
) -> Iterator[Newsroom]:
    """A newsroom on SQLite."""
    settings.home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(migrated_file, settings.home / "emcip.db")
    warehouse = open_warehouse(settings.warehouse_url, settings.blobs_url)
    yield Newsroom(settings, built_in_catalogue, warehouse, clock)
    warehouse.close()


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A PostgreSQL that the tests start, on a Unix socket of their own."""
    with PostgresServer(find_postgres(), tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    """A new, empty database."""
    return postgres_server.new_database()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_warehouse(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Warehouse]:
    """A warehouse on each of the two databases."""
    url = settings.warehouse_url if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    warehouse = open_warehouse(url, settings.blobs_url)
    yield warehouse
    warehouse.close()


@pytest.fixture
def any_newsroom(
    any_warehouse: Warehouse, settings: Settings, clock: FixedClock, built_in_catalogue: Catalogue
) -> Newsroom:
    """A newsroom on each of the two databases."""
    url = any_warehouse.engine.url.render_as_string(hide_password=False)
    return Newsroom(settings.model_copy(update={"database_url": url}), built_in_catalogue, any_warehouse, clock)
