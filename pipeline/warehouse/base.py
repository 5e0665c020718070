"""What every table shares: the declarative base and the column types that differ between SQLite and Postgres."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, Numeric
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

# constraints carry names, so that a later migration can change them on both databases
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The registry of EMCIP's tables."""

    metadata = MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[dt.datetime]):
    """An aware UTC time. Naive values are refused; SQLite, which knows no zones, stores it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; the warehouse takes aware times only")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class minutes_after(FunctionElement[dt.datetime]):  # noqa: N801 - reads as the SQL function that it is
    """SQL: a moment, and a number of minutes to add to it."""

    type = Moment()
    inherit_cache = True
    name = "minutes_after"


@compiles(minutes_after)
def _minutes_after(element: minutes_after, compiler: SQLCompiler, **kw: Any) -> str:
    moment, minutes = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({moment} + make_interval(mins => {minutes}))"


@compiles(minutes_after, "sqlite")
def _minutes_after_on_sqlite(element: minutes_after, compiler: SQLCompiler, **kw: Any) -> str:
    moment, minutes = (compiler.process(clause, **kw) for clause in element.clauses)
    # as SQLAlchemy writes its times there, so that texts compare as times do
    return f"strftime('%Y-%m-%d %H:%M:%f000', {moment}, {minutes} || ' minutes')"


# SQLite autoincrements INTEGER PRIMARY KEY only
BigId = BigInteger().with_variant(Integer(), "sqlite")
Money = Numeric(12, 6)
Document = JSON()
