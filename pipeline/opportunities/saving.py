"""Writing proposals as opportunities: one row per matter and desk, whatever the day and however often.

While a row is ``detected`` it follows its story. Once an editor has touched it (approved, rejected, drafted,
published) neither its words nor its articles change any more. An expired one comes back when there is news.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pipeline.opportunities.proposals import Proposal, beat_key
from pipeline.opportunities.reading import merged_stories, present_story
from pipeline.warehouse.schema import Opportunity, OpportunityArticle

LIFETIME = dt.timedelta(days=7)
# of several rows that turn out to be one matter, the one that went furthest stands for it
_FURTHEST = ("published", "drafted", "approved", "rejected", "detected", "expired")


@dataclass(frozen=True)
class Known:
    """A desk's opportunities as they stand, found by any key of their matter."""

    rows: Sequence[Opportunity]
    merged: Mapping[int, int]

    def of(self, proposal: Proposal, as_of: dt.datetime) -> Opportunity | None:
        """The row of the proposal's matter. A round-up or gap whose row has run out is a new matter."""
        keys = {proposal.key, *proposal.aliases}
        same = [row for row in self.rows if row.dedupe_key in keys or self._same_story(row, proposal)]
        if proposal.story_id is None and proposal.key == beat_key(proposal.kind, proposal.region, proposal.topic):
            same = [
                row
                for row in self.rows
                if row.dedupe_key.split("@")[0] == proposal.key and row.expires_at and row.expires_at >= as_of
            ]
        return min(same, key=lambda row: (_FURTHEST.index(row.status), row.id)) if same else None

    def _same_story(self, row: Opportunity, proposal: Proposal) -> bool:
        if row.story_id is None or proposal.story_id is None or row.kind not in ("trending", "deep_dive"):
            return False
        return present_story(row.story_id, self.merged) == proposal.story_id

    def fresh_key(self, proposal: Proposal, as_of: dt.datetime) -> str:
        """The key for a new row: a round-up or gap that came and went gets the day of its return in it."""
        taken = any(row.dedupe_key == proposal.key for row in self.rows)
        return f"{proposal.key}@{as_of.date().isoformat()}" if taken else proposal.key


def known_opportunities(session: Session, desk_id: str) -> Known:
    """All of one desk's opportunities, and no other desk's."""
    rows = session.scalars(select(Opportunity).where(Opportunity.desk_id == desk_id).order_by(Opportunity.id)).all()
    return Known(rows, merged_stories(session))


@dataclass(frozen=True)
class Saved:
    """The row of a proposal and what was done: ``new``, ``updated``, ``unchanged`` or ``kept``.

    Kept is what an editor has touched, and what is newer than this detection.
    """

    opportunity: Opportunity
    outcome: str


@dataclass(frozen=True)
class Stamp:
    """As of which news a detection was made, by which version, when, and by which run."""

    as_of: dt.datetime
    version: str
    now: dt.datetime
    run_id: str | None


def save_proposals(
    session: Session, desk_id: str, day: dt.date, proposals: Iterable[Proposal], stamp: Stamp
) -> list[Saved]:
    """Insert or update, in the caller's transaction. The same proposals again change nothing."""
    as_of = stamp.as_of
    known = known_opportunities(session, desk_id)
    saved: list[Saved] = []
    for proposal in proposals:
        row = known.of(proposal, as_of)
        content = content_hash(proposal, stamp.version)
        if row is None:
            row = Opportunity(
                desk_id=desk_id,
                cell_date=day,
                dedupe_key=known.fresh_key(proposal, as_of),
                status="detected",
                created_at=stamp.now,
            )
            outcome = "new"
        elif not _may_follow(row, as_of):
            saved.append(Saved(row, "kept"))
            continue
        elif row.input_hash == content and row.as_of == as_of and row.status == "detected":
            saved.append(Saved(row, "unchanged"))
            continue
        else:
            outcome = "updated"
        _fill(row, proposal, stamp)
        row.input_hash = content
        session.add(row)
        session.flush()
        _link(session, row.id, proposal.articles)
        saved.append(Saved(row, outcome))
    return saved


def _may_follow(row: Opportunity, as_of: dt.datetime) -> bool:
    """Whether a row takes what was found: never an editor's, never from older news, an expired one only from newer."""
    return (row.status == "detected" and row.as_of <= as_of) or (row.status == "expired" and row.as_of < as_of)


def content_hash(proposal: Proposal, version: str) -> str:
    """What a row is made from: everything that a reader of it sees, its articles, and the version."""
    parts = [
        proposal.kind,
        proposal.title,
        proposal.angle,
        proposal.rationale,
        proposal.priority,
        list(proposal.articles),
        proposal.story_id,
        proposal.topic,
        proposal.region,
        proposal.detected_by,
        version,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def settled(proposals: Iterable[Proposal], known: Known, as_of: dt.datetime) -> tuple[list[Proposal], int]:
    """The proposals whose matter is still open, and the number of those that are rejected or published."""
    open_ones: list[Proposal] = []
    closed = 0
    for proposal in proposals:
        row = known.of(proposal, as_of)
        if row is not None and row.status in ("rejected", "published"):
            closed += 1
        else:
            open_ones.append(proposal)
    return open_ones, closed


def _fill(row: Opportunity, proposal: Proposal, stamp: Stamp) -> None:
    row.kind, row.title, row.angle, row.rationale = proposal.kind, proposal.title, proposal.angle, proposal.rationale
    row.story_id, row.topic, row.region = proposal.story_id, proposal.topic, proposal.region
    row.priority, row.detected_by, row.status = proposal.priority, proposal.detected_by, "detected"
    row.as_of, row.expires_at = stamp.as_of, stamp.as_of + LIFETIME
    row.version, row.updated_at, row.run_id = stamp.version, stamp.now, stamp.run_id


def _link(session: Session, opportunity_id: int, article_ids: Sequence[int]) -> None:
    session.execute(delete(OpportunityArticle).where(OpportunityArticle.opportunity_id == opportunity_id))
    session.add_all(
        OpportunityArticle(opportunity_id=opportunity_id, article_id=article_id, rank=rank)
        for rank, article_id in enumerate(article_ids, start=1)
    )
    session.flush()
