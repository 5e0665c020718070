"""Keeping drafts: finding the one of the same input, claiming the work, storing it whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.drafts.composition import Composition
from pipeline.drafts.gates import GATES_VERSION, Verdict
from pipeline.drafts.material import Material
from pipeline.failures import TransientError, judge
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.claude import Claude
from pipeline.warehouse.claims import claim, release
from pipeline.warehouse.failure_rows import clear_failure, record_failure
from pipeline.warehouse.schema import Draft, DraftArticle, DraftCitation, Opportunity
from pipeline.warehouse.versions import note_version

STAGE = "drafts"
# a change of form that every draft should show; the generators have versions of their own
FORM_VERSION = "drafts-1"


@dataclass(frozen=True)
class Order:
    """What is to be written, known by its hash."""

    opportunity: Opportunity
    material: Material
    claude: Claude | None
    input_hash: str


@dataclass(frozen=True)
class Written:
    """A draft that was made and judged; ``because`` says why no model wrote it."""

    draft: Composition
    body: str
    verdict: Verdict
    because: str = ""


def existing(newsroom: Newsroom, order: Order) -> Draft | None:
    """The newest draft of the same input; finding it is as good as writing it."""
    with newsroom.warehouse.transaction() as session:
        draft = _same(session, order)
        if draft is not None:
            _mark_drafted(session, order, newsroom.clock.now())
        return draft


def _same(session: Session, order: Order) -> Draft | None:
    return session.scalar(
        select(Draft)
        .where(Draft.opportunity_id == order.opportunity.id, Draft.input_hash == order.input_hash)
        .order_by(Draft.revision.desc())
        .limit(1)
    )


def _mark_drafted(session: Session, order: Order, now: dt.datetime) -> None:
    row = session.get(Opportunity, order.opportunity.id)
    if row is not None and row.status in ("detected", "approved", "expired"):
        row.status, row.updated_at = "drafted", now


def claim_work(newsroom: Newsroom, order: Order, run: Run) -> None:
    now = newsroom.clock.now()
    with newsroom.warehouse.transaction() as session:
        note_version(session, STAGE, FORM_VERSION, now)
        if not claim(session, STAGE, [order.opportunity.id], now=now, run_id=run.run_id):
            raise TransientError(
                "in_progress", f"another run is writing the draft of opportunity {order.opportunity.id}"
            )


def store(newsroom: Newsroom, order: Order, written: Written, run: Run) -> tuple[Draft, bool]:
    """Draft, citations, the opportunity's status and the end of the claim, in one transaction.

    The second value is False when another run stored the same draft first: then that one counts.
    """
    now = newsroom.clock.now()
    with newsroom.warehouse.transaction() as session:
        there = _same(session, order)
        if there is None:
            row = new_row(order, written, _next_revision(session, order))
            row.created_at, row.run_id = now, run.run_id
            session.add(row)
            session.flush()
            session.add_all(DraftArticle(draft_id=row.id, article_id=one.article_id) for one in order.material.articles)
            session.add_all(_citations(row, written.draft))
        _mark_drafted(session, order, now)
        clear_failure(session, stage=STAGE, subject_type="opportunity", subject_ids=[order.opportunity.id])
        release(session, STAGE, [order.opportunity.id])
        return (row, True) if there is None else (there, False)


def _next_revision(session: Session, order: Order) -> int:
    last = session.scalar(select(func.max(Draft.revision)).where(Draft.opportunity_id == order.opportunity.id))
    return (last or 0) + 1


def new_row(order: Order, written: Written, revision: int) -> Draft:
    """The row of a draft, not stored yet. Scores that nobody computed stay None."""
    draft, verdict = written.draft, written.verdict
    return Draft(
        opportunity_id=order.opportunity.id,
        desk_id=order.opportunity.desk_id,
        revision=revision,
        content_type=order.material.content_type,
        voice=order.material.voice.slug,
        template=order.material.template.slug,
        title=draft.title.text,
        body=written.body,
        status=verdict.status,
        gates=[gate.as_row() for gate in verdict.gates],
        quality_score=verdict.quality,
        originality_score=verdict.originality,
        generated_by=draft.generated_by,
        model=draft.model,
        prompt_version=draft.prompt_version,
        version=f"{FORM_VERSION}+{GATES_VERSION}",
        input_hash=order.input_hash,
    )


def _citations(row: Draft, draft: Composition) -> list[DraftCitation]:
    return [
        DraftCitation(
            draft_id=row.id,
            revision=row.revision,
            sentence_index=index,
            sentence=line.text,
            article_id=cite.article_id,
            source_sentence_index=cite.sentence_index,
            quoted_text=cite.quoted,
            original_text=cite.original,
        )
        for index, line in enumerate(draft.lines())
        for cite in line.cites
    ]


def give_back(newsroom: Newsroom, order: Order, error: Exception, run: Run) -> None:
    """Release the claim and write down what happened, so that the next try comes when it is due and not before."""
    with newsroom.warehouse.transaction() as session:
        release(session, STAGE, [order.opportunity.id])
        record(session, order, error, newsroom.clock.now(), run)


def record(session: Session, order: Order, error: Exception, now: dt.datetime, run: Run) -> None:
    """Write down a failure. The opportunity counts as changed, so that a retry is not taken for the run that failed."""
    record_failure(
        session,
        stage=STAGE,
        subject_type="opportunity",
        subject_id=order.opportunity.id,
        verdict=judge(error),
        message=str(error),
        version=FORM_VERSION,
        input_hash=order.input_hash,
        now=now,
        run_id=run.run_id,
    )
    row = session.get(Opportunity, order.opportunity.id)
    if row is not None:
        row.updated_at = now
