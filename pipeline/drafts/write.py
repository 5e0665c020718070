"""Writing one draft: read the material, return what is there if nothing changed, else compose, judge, store, export."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.drafts.claude_draft import write_with_claude
from pipeline.drafts.compose import EXCERPTS_VERSION, compose
from pipeline.drafts.composition import Composition
from pipeline.drafts.export import export_draft
from pipeline.drafts.gates import judge_draft
from pipeline.drafts.markdown import to_markdown
from pipeline.drafts.material import input_hash, material_of, read_articles
from pipeline.drafts.prompts import PROMPT_VERSION
from pipeline.drafts.storing import (
    FORM_VERSION,
    Order,
    Written,
    claim_work,
    existing,
    give_back,
    new_row,
    record,
    store,
)
from pipeline.failures import ConfigurationError, PermanentError
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.claude import open_claude
from pipeline.summary import Summary
from pipeline.warehouse.schema import Draft, DraftCitation, Opportunity, OpportunityArticle
from pipeline.warehouse.wished_for import add_wished, wished


@dataclass(frozen=True)
class DraftRequest:
    """An opportunity, or articles (then ``desk``, by default the first of the catalogue, gets an opportunity).

    With both, the draft of the opportunity is written from these articles instead of its own.
    """

    opportunity_id: int | None = None
    article_ids: tuple[int, ...] = ()
    template: str | None = None
    voice: str | None = None
    content_type: str | None = None
    save: bool = True
    desk: str | None = None


@dataclass(frozen=True)
class DraftResult:
    """``draft_id`` is None when nothing was saved; ``unchanged`` when the draft was there already."""

    draft_id: int | None
    opportunity_id: int | None
    desk_id: str
    revision: int
    title: str
    body: str
    status: str
    gates: list[dict[str, Any]]
    quality_score: float | None
    originality_score: float | None
    generated_by: str
    model: str | None
    citations: int
    unchanged: bool
    path: Path | None
    summary: Summary


def write_draft(newsroom: Newsroom, request: DraftRequest, run: Run) -> DraftResult:
    """The draft of an opportunity: the one that is there if its input has not changed, else a new revision.

    Raises PermanentError (``no_such_opportunity``, ``no_articles``, ``unknown_articles``), TransientError
    ``in_progress`` while another run writes it, BudgetExhausted, ServiceUnavailable, ConfigurationError.
    """
    started = time.monotonic()
    order = _order(newsroom, request, run)
    if request.save:
        there = existing(newsroom, order)
        if there is not None:
            return _finished(newsroom, there, run, started, unchanged=True)
        claim_work(newsroom, order, run)
    try:
        written = _written(order)
        if not request.save:
            return _unsaved(order, written, started)
        stored, fresh = store(newsroom, order, written, run)
    except Exception as error:
        if request.save:
            give_back(newsroom, order, error, run)
        raise
    return _finished(newsroom, stored, run, started, unchanged=not fresh, because=written.because)


def _order(newsroom: Newsroom, request: DraftRequest, run: Run) -> Order:
    claude = open_claude(newsroom, run)
    if request.opportunity_id is None:
        opportunity, ids = _from_articles(newsroom, request, run)
    else:
        with newsroom.warehouse.reading() as session:
            found = session.get(Opportunity, request.opportunity_id)
            if found is None or (request.desk is not None and found.desk_id != request.desk):
                whose = f" of desk {request.desk!r}" if request.desk else ""
                raise PermanentError("no_such_opportunity", f"there is no opportunity {request.opportunity_id}{whose}")
            opportunity, ids = found, list(request.article_ids) or _article_ids(session, found.id)
    desk = newsroom.catalogue.desk(opportunity.desk_id)
    template = newsroom.catalogue.template(request.template or desk.template)
    voice = newsroom.catalogue.voice(request.voice or desk.voice)
    with newsroom.warehouse.reading() as session:
        articles = read_articles(session, ids)
    material = material_of(
        opportunity, articles, template, voice, request.content_type or template.content_type or desk.content_type
    )
    generator = f"claude:{claude.model}:{PROMPT_VERSION}" if claude else f"heuristics:{EXCERPTS_VERSION}"
    order = Order(opportunity, material, claude, input_hash(material, generator, FORM_VERSION))
    if not articles:
        error = PermanentError(
            "no_articles",
            f"opportunity {opportunity.id} ({opportunity.kind}) has no article with a text to draft from"
            + (
                "; a coverage gap needs reporting first: give article_ids" if opportunity.kind == "coverage_gap" else ""
            ),
        )
        if request.save and opportunity.id is not None:
            with newsroom.warehouse.transaction() as session:
                record(session, order, error, newsroom.clock.now(), run)
        raise error
    return order


def _from_articles(newsroom: Newsroom, request: DraftRequest, run: Run) -> tuple[Opportunity, list[int]]:
    if request.desk is None and not newsroom.catalogue.desks:
        raise ConfigurationError("desks.yaml names no desk; a draft needs one: add it there")
    desk = newsroom.catalogue.desk(request.desk or newsroom.catalogue.desks[0].slug)
    wanted = list(dict.fromkeys(request.article_ids))
    now = newsroom.clock.now()
    if not request.save:
        with newsroom.warehouse.reading() as session:
            return wished(session, desk_id=desk.slug, article_ids=wanted, now=now), wanted
    with newsroom.warehouse.transaction() as session:
        row = add_wished(session, desk_id=desk.slug, article_ids=wanted, now=now, run_id=run.run_id)
        return row, _article_ids(session, row.id)


def _article_ids(session: Session, opportunity_id: int) -> list[int]:
    ranked = select(OpportunityArticle.article_id).where(OpportunityArticle.opportunity_id == opportunity_id)
    return list(session.scalars(ranked.order_by(OpportunityArticle.rank)))


def _written(order: Order) -> Written:
    draft, because = _compose(order)
    body = to_markdown(draft, order.material.articles)
    return Written(draft, body, judge_draft(draft, body, order.material), because)


def _compose(order: Order) -> tuple[Composition, str]:
    """By Claude where there is a key. An answer that cannot be used is said in the draft that excerpts then make."""
    if order.claude is None:
        return compose(order.material), "there is no ANTHROPIC_API_KEY"
    try:
        return write_with_claude(order.claude, order.material), ""
    except PermanentError as error:
        because = f"Claude was asked and its answer cannot be used ({error.reason})."
        return compose(order.material, because=because), f"{because} {error}"


def _unsaved(order: Order, written: Written, started: float) -> DraftResult:
    row = new_row(order, written, 0)
    summary = _summary(row, sum(len(line.cites) for line in written.draft.lines()), written.because, None)
    return _result(row, summary, None, started, unchanged=False)


def _finished(
    newsroom: Newsroom, row: Draft, run: Run, started: float, *, unchanged: bool, because: str = ""
) -> DraftResult:
    with newsroom.warehouse.reading() as session:
        count = session.scalar(select(func.count()).select_from(DraftCitation).where(DraftCitation.draft_id == row.id))
    path = export_draft(newsroom.settings.exports, row)
    what = "is there already" if unchanged else row.status
    run.log(f"opp-{row.opportunity_id} r{row.revision}: {what}, quality {row.quality_score}")
    return _result(row, _summary(row, count or 0, because, path), path, started, unchanged=unchanged)


def _summary(row: Draft, citations: int, because: str, path: Path | None) -> Summary:
    summary = Summary()
    summary.counts.update(citations=citations)
    summary.counts.update(f"gates_{gate['verdict']}" for gate in row.gates)
    summary.show(
        revision=row.revision,
        title=row.title,
        status=row.status,
        by=row.model or row.generated_by,
        quality=row.quality_score or 0.0,
        originality=row.originality_score or 0.0,
    )
    if because:
        summary.notes.append(f"assembled from excerpts: {because}")
    summary.notes.extend(f"{gate['name']}: {gate['reason']}" for gate in row.gates if gate["verdict"] != "pass")
    if path is not None:
        summary.notes.append(f"written to {path}")
    return summary


def _result(row: Draft, summary: Summary, path: Path | None, started: float, *, unchanged: bool) -> DraftResult:
    summary.counts["unchanged" if unchanged else "written"] += 1
    summary.seconds = round(time.monotonic() - started, 3)
    return DraftResult(
        draft_id=row.id,
        opportunity_id=row.opportunity_id,
        desk_id=row.desk_id,
        revision=row.revision,
        title=row.title,
        body=row.body,
        status=row.status,
        gates=list(row.gates),
        quality_score=row.quality_score,
        originality_score=row.originality_score,
        generated_by=row.generated_by,
        model=row.model,
        citations=summary.counts["citations"],
        unchanged=unchanged,
        path=path,
        summary=summary,
    )
