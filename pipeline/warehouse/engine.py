"""Opening the warehouse: the engine for SQLite or Postgres, transactions, migration to the present schema.

Nothing here runs at import. :func:`open_warehouse` connects and migrates; every process does so at start,
under a lock, so that a fresh database is made once.
"""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from pipeline.failures import ConfigurationError, ServiceUnavailable
from pipeline.warehouse.blobs import BlobStore

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_BUSY_SECONDS = 60
_POSTGRES_MIGRATION_LOCK = 0x454D4349  # "EMCI"


class Warehouse:
    """The tables and the blobs. Cheap to pass around; safe to use from threads, not across forks."""

    def __init__(self, engine: Engine, blobs: BlobStore) -> None:
        self.engine = engine
        self.blobs = blobs
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end and rolls back on any error.

        On SQLite it takes the write lock at its start (BEGIN IMMEDIATE), so that reading before writing
        cannot end in a lock error half-way.
        """
        with self._sessions.begin() as session:
            yield session

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading only; it takes no write lock."""
        with self._sessions() as session:
            session.connection(execution_options={"emcip_read_only": True})
            yield session

    def close(self) -> None:
        self.engine.dispose()


def make_engine(url: str) -> Engine:
    """An engine with the pragmas and the transaction behaviour that EMCIP relies on."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError(
            "EMCIP_DATABASE_URL is not a database URL; write sqlite:////path/to/emcip.db"
            " or postgresql+psycopg2://user:password@host/database"
        ) from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            _make_folder(Path(parsed.database).parent)
        engine = create_engine(parsed, connect_args={"timeout": SQLITE_BUSY_SECONDS})
        _prepare_sqlite(engine)
        return engine
    if parsed.drivername != "postgresql+psycopg2":
        raise ConfigurationError(
            f"EMCIP_DATABASE_URL uses {parsed.drivername!r}; EMCIP supports sqlite and postgresql+psycopg2"
        )
    return create_engine(parsed, pool_pre_ping=True, pool_size=5, max_overflow=10)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"the folder {folder} of the warehouse cannot be made ({error.strerror}); set EMCIP_HOME to a folder of"
            " yours"
        ) from error


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={SQLITE_BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("emcip_read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def open_warehouse(database_url: str, blob_url: str) -> Warehouse:
    """Connect, bring the schema up to date, and return the warehouse.

    Raises ConfigurationError for a URL that cannot be used, for a file that is no database, and for a schema newer
    than this EMCIP; ServiceUnavailable when the database is down.
    """
    engine = make_engine(database_url)
    try:
        migrate(engine)
    except OperationalError as error:
        raise ServiceUnavailable(
            "database_down", f"the warehouse at {engine.url!r} cannot be reached: {error.orig}"
        ) from error
    except DatabaseError as error:
        raise ConfigurationError(
            f"{engine.url!r} is not a warehouse, or a damaged one ({error.orig}); restore it, or set EMCIP_HOME or"
            " EMCIP_DATABASE_URL to another"
        ) from error
    return Warehouse(engine, BlobStore(blob_url))


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing; does nothing when there are none."""
    config = alembic_config()
    scripts = ScriptDirectory.from_config(config)
    with engine.connect().execution_options(emcip_read_only=True) as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present == scripts.get_current_head():
        return
    if present is not None and present not in {script.revision for script in scripts.walk_revisions()}:
        raise ConfigurationError(
            f"{engine.url!r} has schema {present!r}, which this EMCIP does not know: a newer one made it. Update EMCIP,"
            " or use another home"
        )
    with _migration_lock(engine), engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@contextlib.contextmanager
def _migration_lock(engine: Engine) -> Iterator[None]:
    """One process migrates at a time: a file lock beside a SQLite file, an advisory lock on Postgres."""
    if engine.url.get_backend_name() == "sqlite":
        if not engine.url.database:
            yield
            return
        with Path(f"{engine.url.database}.migrating").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        return
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _POSTGRES_MIGRATION_LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _POSTGRES_MIGRATION_LOCK})
