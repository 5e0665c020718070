"""INSERT … ON CONFLICT for both databases, in chunks below SQLite's limit on bound values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

MAX_BOUND_VALUES = 30_000


def insert_ignore(session: Session, table: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose keys are not there yet. Rows must share one set of columns."""
    for chunk in _chunks(rows):
        session.execute(_insert(session, table, chunk).on_conflict_do_nothing())


def upsert(
    session: Session,
    table: type[DeclarativeBase],
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    update: Sequence[str],
) -> None:
    """Insert rows; where ``key`` exists already, overwrite the columns named in ``update``."""
    for chunk in _chunks(rows):
        statement = _insert(session, table, chunk)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=list(key), set_={name: statement.excluded[name] for name in update}
            )
        )


def _insert(session: Session, table: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]) -> Any:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table).values([dict(row) for row in rows])


def _chunks(rows: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[Mapping[str, Any]]]:
    if not rows:
        return
    size = max(1, MAX_BOUND_VALUES // max(1, len(rows[0])))
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
