"""What every asset body shares: opening the newsroom, asking for retries, ending a cancel, writing metadata.

The shell between Dagster and the stages. It decides nothing about what is worth a retry (``failures.py``
does) and knows no stage.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dagster as dg
from dagster._core.errors import DagsterExecutionInterruptedError  # no public name as of 1.13
from pydantic import PrivateAttr
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase

from pipeline.cells import Cell
from pipeline.failures import STEP_RETRIES, ConfigurationError, PermanentError, step_failure, step_wait
from pipeline.newsroom import Newsroom, Run, Whole, open_newsroom
from pipeline.providers.budget import BudgetExhausted
from pipeline.summary import Summary
from pipeline.warehouse import schema as t
from pipeline.warehouse.standing import standing_of

METADATA_BYTES = 2000  # metadata is stored with every event and never pruned
PREVIEW_CHARACTERS = 60
LINK_CHARACTERS = 160
SCHEMES = ("http://", "https://")
# how Dagster tags a run over a range of partitions
RANGE_START = "dagster/asset_partition_range_start"
RANGE_END = "dagster/asset_partition_range_end"
# of runs that are parts of one crawl
WHOLE = "emcip/crawl"
WHOLE_CELLS = "emcip/crawl_cells"
OWNERS = ["team:newsroom-data"]


class NewsroomResource(dg.ConfigurableResource[Newsroom]):
    """Opens the newsroom of this process from the environment. Tests hand in a subclass of their own."""

    _opened: Newsroom | None = PrivateAttr(default=None)

    def open(self) -> Newsroom:
        """The newsroom, opened at the first call and kept for the run."""
        if self._opened is None:
            self._opened = open_newsroom()
        return self._opened

    def teardown_after_execution(self, context: dg.InitResourceContext) -> None:
        if self._opened is not None:
            self._opened.warehouse.close()
            self._opened = None


@contextlib.contextmanager
def step(context: dg.AssetExecutionContext, emcip: NewsroomResource) -> Iterator[tuple[Newsroom, Run]]:
    """Run a stage's work in a Dagster step.

    A service that is down becomes a retry request (60, 120, 240 s); what no retry can mend ends the step at
    once; a cancel ends it as cancelled. What was committed before stays in every case.
    """
    try:
        newsroom = emcip.open()
        yield (
            newsroom,
            Run(
                context.run.run_id,
                _trigger(context),
                log=context.log.info,
                whole=_whole(context),
                attempt=context.retry_number,
            ),
        )
    except DagsterExecutionInterruptedError as error:
        # left alone, the in-process executor turns the interrupt into a retry and the run succeeds
        raise dg.Failure("Cancelled. What was committed before is kept.", allow_retries=False) from error
    except (ConfigurationError, PermanentError, BudgetExhausted) as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    except Exception as error:
        down = step_failure(error)
        if down is None:
            raise
        if context.retry_number >= STEP_RETRIES:
            raise dg.Failure(
                f"Gave up after {STEP_RETRIES} retries: {down}. What is left stays pending; the next run takes it up.",
                allow_retries=False,
            ) from error
        wait = max(float(step_wait(context.retry_number)), down.retry_after or 0.0)
        context.log.warning(f"{down}; trying again in {wait:.0f} s")
        raise dg.RetryRequested(max_retries=STEP_RETRIES, seconds_to_wait=wait) from error


def tags_of_whole(key: str, cells: int) -> dict[str, str]:
    """The tags of runs that crawl so many cells together, each its own; of a single one there are none."""
    return {WHOLE: key, WHOLE_CELLS: str(cells)} if cells > 1 else {}


def _whole(context: dg.AssetExecutionContext) -> Whole | None:
    key, cells = (context.run.tags.get(tag, "") for tag in (WHOLE, WHOLE_CELLS))
    return Whole(key, int(cells)) if key and cells.isdecimal() else None


def _trigger(context: dg.AssetExecutionContext) -> str:
    tags = context.run.tags
    for tag, name in (
        ("dagster/schedule_name", "schedule"),
        ("dagster/sensor_name", "sensor"),
        ("dagster/backfill", "backfill"),
        ("emcip/trigger", None),
    ):
        if tag in tags:
            return name or tags[tag]
    return "manual"


def keys_of(context: dg.AssetExecutionContext) -> list[str]:
    """The partition keys of a run, also of a backfill that was launched from a job's page.

    Such a backfill names its range, and beside it the dimensions of its first cell, as of Dagster 1.13; the
    context believes the latter, and all but the first cell would be left out without a word.
    """
    tags = context.run.tags
    definition = context.assets_def.partitions_def
    if RANGE_START not in tags or RANGE_END not in tags or definition is None:
        return list(context.partition_keys)
    span = dg.PartitionKeyRange(tags[RANGE_START], tags[RANGE_END])
    return list(definition.get_partition_keys_in_range(span, dynamic_partitions_store=context.instance))


def report(context: dg.AssetExecutionContext, metadata: Mapping[str, Mapping[str, Any]]) -> dg.MaterializeResult[None]:
    """Give each partition its own metadata, and end the step."""
    known = set(context.partition_keys)
    for key, entries in metadata.items():
        if key in known:
            context.add_asset_metadata(entries, partition_key=key)
        else:  # a cell that only keys_of found: Dagster will not say it was materialised, so we do
            context.log_event(dg.AssetMaterialization(context.asset_key, partition=key, metadata=entries))
    return dg.MaterializeResult()


def report_cells(
    context: dg.AssetExecutionContext, newsroom: Newsroom, summaries: Mapping[Cell, Summary]
) -> dg.MaterializeResult[None]:
    """Give each cell what its summary says, and what the cell holds now, and end the step.

    The UI shows a cell's last materialisation, which may have had nothing to do.
    """
    with newsroom.warehouse.reading() as session:
        standing = standing_of(session, summaries)
    return report(
        context,
        {
            cell.key: summary_metadata(summary, cell=_held(standing.get(cell, {})))
            for cell, summary in summaries.items()
        },
    )


def _held(standing: Mapping[str, int]) -> str:
    if not standing:
        return "no articles yet"
    counts = ", ".join(f"{count:,} {status}" for status, count in standing.items())
    return f"{sum(standing.values()):,} articles: {counts}"


# the counts that the UI plots over time; an entry of its own costs 130 bytes, so the others share a line
PLOTTED = ("discovered", "fetched", "failed", "waiting", "extracted", "article", "complete", "scored", "high", "found")


def summary_metadata(summary: Summary, **extra: Any) -> dict[str, Any]:
    """Counts, throughput, notes and a preview table, cut to METADATA_BYTES."""
    metadata: dict[str, Any] = {name: summary.counts[name] for name in PLOTTED if name in summary.counts}
    others = sorted(name for name, count in summary.counts.items() if count and name not in metadata)
    if others:
        metadata["also"] = " · ".join(_counted(name, summary.counts[name]) for name in others)[:400]
    metadata |= {name: round(amount, 6) for name, amount in summary.amounts.items()}
    metadata |= extra
    metadata["seconds"] = round(summary.seconds, 2)
    notes = [note[:300] for note in summary.notes[:4]]
    rows = [{key: _short(value) for key, value in row.items()} for row in summary.preview]
    while _size(full := metadata | _shown(notes, rows)) > METADATA_BYTES and (rows or notes):
        (rows or notes).pop()
    return full


def _counted(name: str, count: int) -> str:
    """``3 not modified``; bytes in the unit that a reader thinks in."""
    if name != "bytes":
        return f"{count:,} {name.replace('_', ' ')}"
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{count / 1e3:,.1f} KB"


def _shown(notes: list[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if notes:
        shown["notes"] = dg.MetadataValue.md("\n".join(f"- {note}" for note in notes))
    if rows:
        shown["preview"] = _table(rows)
    return shown


def _table(rows: list[dict[str, Any]]) -> dg.MetadataValue[Any]:
    """A Markdown table: Dagster's own table metadata spends a kilobyte on the types of its columns."""
    lines = [list(rows[0]), ["---"] * len(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    return dg.MetadataValue.md("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _cell(value: str | int | float) -> str:
    """Text of the web in a table that the UI renders: no markup, no link, no second column."""
    text = " ".join(str(value).split())
    if text.startswith(SCHEMES):  # a link by itself: a backslash in it would be a part of the address
        return re.sub(r"[\s\\`*\[\]<>|]", lambda found: f"%{ord(found[0]):02X}", text)
    return re.sub(r"([\\`*_\[\]<>|!~#])", r"\\\1", text)


def _size(metadata: Mapping[str, Any]) -> int:
    event = dg.AssetMaterialization("size", metadata=metadata)
    return len(dg.serialize_value(event).encode())


def _short(value: str | int | float) -> str | int | float:
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, str) and value.startswith(SCHEMES):
        # the UI makes it a link, and one that is cut leads nowhere
        return value if len(value) <= LINK_CHARACTERS else f"{urlsplit(value).netloc}/…"
    return (
        value if isinstance(value, int) or len(value) <= PREVIEW_CHARACTERS else value[: PREVIEW_CHARACTERS - 1] + "…"
    )


def opening(text: str, size: int = 900) -> dg.MetadataValue[Any]:
    """The first paragraphs of a Markdown text, as many as ``size`` bytes of stored metadata hold."""
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        if len(json.dumps("\n\n".join([*kept, paragraph]))) > size:
            return dg.MetadataValue.md("\n\n".join([*kept, "…"]))
        kept.append(paragraph)
    return dg.MetadataValue.md("\n\n".join(kept))


def table_schema(table: type[DeclarativeBase]) -> dg.TableSchema:
    """A warehouse table as the UI's column list, each column with the words of its ``doc=``."""
    return dg.TableSchema(
        [
            dg.TableColumn(
                column.name,
                type=str(column.type).lower(),
                description=column.doc,
                constraints=dg.TableColumnConstraints(nullable=bool(column.nullable), unique=bool(column.primary_key)),
            )
            for column in table.__table__.columns
        ]
    )


def static_metadata(table: type[DeclarativeBase], module: str) -> dict[str, Any]:
    """What an asset's page shows of it before it has ever run: its table, its columns, where its code is."""
    return {
        "dagster/column_schema": table_schema(table),
        "dagster/table_name": str(table.__tablename__),
        "code": str(Path("pipeline") / module),
    }


def failure_check(newsroom: Newsroom, stage: str, *, bound: float) -> dg.AssetCheckResult:
    """A standing "what is broken now" of a stage: failures by reason, against a share of all articles."""
    with newsroom.warehouse.reading() as session:
        reasons = session.execute(
            select(t.FailureRow.reason, func.count())
            .where(t.FailureRow.stage == stage, t.FailureRow.subject_type == "article")
            .group_by(t.FailureRow.reason)
            .order_by(func.count().desc())
        ).all()
        articles = session.scalar(select(func.count()).select_from(t.Article).where(t.Article.deleted_at.is_(None)))
    failed = sum(count for _, count in reasons)
    share = failed / articles if articles else 0.0
    table = [dg.TableRecord({"reason": reason, "articles": count}) for reason, count in reasons[:10]]
    return dg.AssetCheckResult(
        passed=share <= bound,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{failed} of {articles or 0} articles failed ({share:.1%}); at most {bound:.0%} may.",
        metadata={"failed": failed, **({"reasons": dg.MetadataValue.table(table)} if table else {})},
    )
