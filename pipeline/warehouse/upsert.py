"""INSERT … ON CONFLICT for both databases, in chunks below the limit on bound values of a statement."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

MAX_BOUND_VALUES = 30_000


def insert_ignore(session: Session, table: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose keys are not there yet. Rows must share one set of columns."""
    _execute(session, _ignoring(session.get_bind().dialect.name, table), rows)


def upsert(
    session: Session,
    table: type[DeclarativeBase],
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    update: Sequence[str],
) -> None:
    """Insert rows; where ``key`` exists already, overwrite the columns named in ``update``."""
    if not rows:
        return
    _execute(session, _overwriting(session.get_bind().dialect.name, table, tuple(key), tuple(update)), rows)


# made once each: putting a statement together costs more than running it


@functools.cache
def _ignoring(dialect: str, table: type[DeclarativeBase]) -> Any:
    return _insert(dialect, table).on_conflict_do_nothing()


@functools.cache
def _overwriting(dialect: str, table: type[DeclarativeBase], key: tuple[str, ...], update: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    return statement.on_conflict_do_update(
        index_elements=list(key), set_={name: statement.excluded[name] for name in update}
    )


def _insert(dialect: str, table: type[DeclarativeBase]) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(table.__table__)


def _execute(session: Session, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """SQLite takes the rows one by one under one statement, compiled once; Postgres many a round trip."""
    if not rows:
        return
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(statement, [dict(row) for row in rows])
        return
    for chunk in _chunks(rows):
        connection.execute(statement.values([dict(row) for row in chunk]))


def _chunks(rows: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[Mapping[str, Any]]]:
    size = max(1, MAX_BOUND_VALUES // max(1, len(rows[0])))
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
