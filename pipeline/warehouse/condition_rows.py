"""The ``source_conditions`` table: which states of health hold for a source, since when, and when they ended.

Whoever looks at a source says what was found: the crawl after a poll, a probe, extraction after pages. Several
conditions may hold at once; the worst is mirrored in ``sources.health`` and ``health_since``. What to say and to do
about a reason stands in ``sources/health.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session

from pipeline.warehouse.failure_rows import storable
from pipeline.warehouse.schema import FailureRow, Source, SourceCondition

PROBES = "sources"  # the stage under which failed probes stand in ``failures``

# of these at most one holds: what came of asking for the source's documents
ANSWERS = ("dead_port", "certificate", "robots_closed", "failing", "empty_feed")
# worst first: what brings nothing at all, what brings nothing new, what brings less than it did
CONDITIONS = (*ANSWERS, "one_body", "silent", "walls", "text_halved", "undated", "part_failing", "moved")
# worth a look, and no reason to call the source's partition failed
MILD = ("part_failing",)
WELL = ("ok", "unknown")
_BY_REASON = {
    "connection_refused": "dead_port",
    "tls": "certificate",
    "robots_disallowed": "robots_closed",
    "robots_unreachable": "robots_closed",
    "empty_feed": "empty_feed",
    "linkless_feed": "empty_feed",
}


@dataclass(frozen=True)
class Found:
    """A condition that was found to hold. ``since`` is known better than "now" for some."""

    condition: str
    reason: str
    detail: str
    since: dt.datetime | None = None


@dataclass(frozen=True)
class Change:
    """What became different of a source: slugs of reasons that began to hold, and of those that ended."""

    slug: str
    begun: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    well: bool = False

    def and_then(self, later: Change) -> Change:
        """Both changes of the source, one after the other, as one."""
        well = later.well if later.begun or later.ended else self.well
        return Change(self.slug, self.begun + later.begun, self.ended + later.ended, well)


def answer_condition(reason: str, detail: str) -> Found:
    """The condition of a source that could not be read, by the reason."""
    return Found(_BY_REASON.get(reason, "failing"), reason, detail)


def holding(session: Session, slugs: Collection[str]) -> dict[str, list[SourceCondition]]:
    """The conditions that hold for the sources, worst first."""
    rows = session.scalars(
        select(SourceCondition).where(SourceCondition.source_slug.in_(slugs), SourceCondition.ended_at.is_(None))
    )
    found: dict[str, list[SourceCondition]] = {}
    for row in sorted(rows, key=lambda row: CONDITIONS.index(row.condition)):
        found.setdefault(row.source_slug, []).append(row)
    return found


def sources_in(session: Session, conditions: Collection[str] = CONDITIONS) -> list[SourceCondition]:
    """What holds now of sources in work, of these conditions: the worst condition first, then the longest held."""
    rows = session.scalars(
        select(SourceCondition)
        .join(Source, Source.slug == SourceCondition.source_slug)
        .where(SourceCondition.ended_at.is_(None), SourceCondition.condition.in_(conditions), in_work())
    )
    return sorted(rows, key=lambda row: (CONDITIONS.index(row.condition), row.since, row.source_slug))


def in_work() -> ColumnElement[bool]:
    """SQL: a source that is polled: neither paused nor rejected nor gone."""
    return and_(Source.deleted_at.is_(None), Source.enabled.is_(True), Source.status.in_(("candidate", "active")))


def note_conditions(
    session: Session,
    source: Source,
    found: Iterable[Found],
    *,
    judged: Collection[str],
    now: dt.datetime,
    run_id: str | None,
    by_probe: bool = False,
    well_already: bool = False,
) -> Change:
    """Write what was found of those conditions that were ``judged``: the others stay as they are.

    A source that newly falls sick is to be probed, so that its partition of ``sources`` says so; so is one that
    recovers after a failed probe. A healthy source that stays healthy costs no statement. ``well_already``: what was
    judged is beside the point of whether the source answers, and alone makes none well.
    """
    wanted = {one.condition: one for one in found}
    if not wanted and source.health in WELL:
        if not well_already:
            mirror(source, (), now)
        return Change(source.slug)
    open_ = {row.condition: row for row in holding(session, [source.slug]).get(source.slug, [])}
    ended = [row for name, row in open_.items() if name in judged and name not in wanted]
    for row in ended:
        row.ended_at, row.ended_run_id = now, run_id
    session.flush()
    begun = []
    for one in wanted.values():
        row = open_.get(one.condition) or SourceCondition(
            source_slug=source.slug, condition=one.condition, since=one.since or now, run_id=run_id
        )
        if one.condition not in open_:
            session.add(row)
            open_[one.condition] = row
            begun.append(one.reason)
        row.reason, row.detail, row.seen_at = one.reason, storable(one.detail)[:1000], now
    session.flush()
    left = [row for row in open_.values() if row.ended_at is None]
    mirror(source, left, now)
    if not by_probe and (begun or ended):
        _ask_for_probe(session, source, well=not left, now=now)
    return Change(source.slug, tuple(begun), tuple(row.reason for row in ended), well=not left)


def _ask_for_probe(session: Session, source: Source, *, well: bool, now: dt.datetime) -> None:
    """Its partition is to tell the truth; one that is well, and whose partition never failed, needs no probe."""
    if not well or _partition_failed(session, source.slug):
        source.probe_requested_at = source.probe_requested_at or now


def _partition_failed(session: Session, slug: str) -> bool:
    failed = select(FailureRow.id).where(
        FailureRow.stage == PROBES, FailureRow.subject_type == "source", FailureRow.subject_id == slug
    )
    return session.scalar(failed) is not None


def mirror(source: Source, conditions: Iterable[SourceCondition], now: dt.datetime) -> None:
    """The worst of the conditions into the source's row; without any it is well."""
    worst = min(conditions, key=lambda row: CONDITIONS.index(row.condition), default=None)
    if worst is not None:
        source.health, source.health_since = worst.reason, worst.since
    elif source.health != "ok":
        source.health, source.health_since = "ok", now


def take_back(session: Session, slug: str, run_id: str) -> None:
    """Undo what a run noted of a source: it was our own network that failed."""
    mine = (SourceCondition.source_slug == slug, SourceCondition.run_id == run_id)
    session.execute(delete(SourceCondition).where(*mine, SourceCondition.ended_at.is_(None)))
    session.execute(
        update(SourceCondition)
        .where(SourceCondition.source_slug == slug, SourceCondition.ended_run_id == run_id)
        .values(ended_at=None, ended_run_id=None)
    )


def forget_ended(session: Session, before: dt.datetime) -> int:
    """Delete the conditions that ended before a moment; returns how many. What holds is never forgotten."""
    gone = session.execute(
        delete(SourceCondition).where(SourceCondition.ended_at < before).returning(SourceCondition.id)
    )
    return len(gone.all())
