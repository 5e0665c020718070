"""Detection of one desk's day: read the window, propose, choose, save, say what happened."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from pipeline.cells import REGIONS
from pipeline.failures import ConfigurationError, PermanentError
from pipeline.language.english import counted
from pipeline.newsroom import Newsroom, Run
from pipeline.opportunities.choice import choose
from pipeline.opportunities.claude_detection import propose_with_claude
from pipeline.opportunities.gaps import propose_gaps, unread_regions
from pipeline.opportunities.heuristics import propose
from pipeline.opportunities.prompts import PROMPT_VERSION
from pipeline.opportunities.proposals import HEURISTICS, Assignment, Proposal
from pipeline.opportunities.reading import read_window
from pipeline.opportunities.saving import Saved, Stamp, known_opportunities, save_proposals, settled
from pipeline.opportunities.window import Window
from pipeline.opportunities.wording import Scribe
from pipeline.providers.budget import BudgetExhausted
from pipeline.providers.claude import Claude, open_claude
from pipeline.summary import Summary
from pipeline.warehouse.versions import note_version

DETECTOR_VERSION = "opportunities-1"


@dataclass(frozen=True)
class DetectRequest:
    """What is not given comes from the desk. ``topics`` and ``regions`` replace the desk's."""

    max_age_days: int = 7
    min_score: float | None = None
    limit: int | None = None
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    include_gaps: bool = True
    save: bool = True


@dataclass(frozen=True)
class FoundOpportunity:
    """One line of the list. ``id`` and ``status`` are None when nothing was saved."""

    id: int | None
    status: str | None
    outcome: str  # new | updated | unchanged | kept | unsaved
    kind: str
    title: str
    angle: str
    rationale: str
    priority: float
    article_ids: tuple[int, ...]
    story_id: int | None
    topic: str | None
    region: str | None
    detected_by: str


@dataclass(frozen=True)
class Detection:
    opportunities: list[FoundOpportunity]
    summary: Summary


def detect_opportunities(
    newsroom: Newsroom, desk_slug: str, day: dt.date, request: DetectRequest, run: Run
) -> Detection:
    """The desk's opportunities of a day, best first.

    The result is as of the newest article in the window. Raises ConfigurationError for a desk, topic or region
    that does not exist, ServiceUnavailable when Claude is configured and down.
    """
    started = time.monotonic()
    assignment = _assignment(newsroom, desk_slug, request)
    summary = Summary()
    with newsroom.warehouse.reading() as session:
        window = read_window(session, assignment, day=day, max_age_days=max(1, request.max_age_days))
        known = known_opportunities(session, desk_slug)
    _count_window(summary, window)
    if window.as_of is None:
        nothing = f"no completed article in the {request.max_age_days} days to {day.isoformat()}"
        summary.notes.append(nothing)
        run.log(f"{desk_slug}: {nothing}; `emcip run ingest` brings some")
        return _finished(summary, [], started)
    found = _proposals(newsroom, assignment, window, run, summary)
    gaps = _gaps(newsroom, assignment, window, summary) if request.include_gaps else []
    found, closed = settled(found, known, window.as_of)
    gaps, closed_gaps = settled(gaps, known, window.as_of)
    summary.counts["already_settled"] += closed + closed_gaps
    chosen = choose(found, gaps, assignment.limit)
    run.log(f"{desk_slug} {day}: {len(chosen)} opportunities from {summary.counts['articles']} articles")
    if not request.save:
        return _finished(summary, [_found(proposal, None) for proposal in chosen], started)
    saved = _save(newsroom, desk_slug, window, chosen, run)
    return _finished(summary, [_found(one, row) for one, row in zip(chosen, saved, strict=True)], started)


def _assignment(newsroom: Newsroom, desk_slug: str, request: DetectRequest) -> Assignment:
    desk = newsroom.catalogue.desk(desk_slug)
    for topic in request.topics:
        newsroom.catalogue.topic(topic)
    for region in request.regions:
        if region not in REGIONS:
            raise ConfigurationError(f"there is no region {region!r}; use one of {', '.join(REGIONS)}")
    return Assignment(
        desk=desk,
        topics=request.topics or desk.topics,
        regions=request.regions or desk.regions,
        min_score=desk.min_score if request.min_score is None else request.min_score,
        limit=desk.limit if request.limit is None else max(1, request.limit),
    )


def _proposals(
    newsroom: Newsroom, assignment: Assignment, window: Window, run: Run, summary: Summary
) -> list[Proposal]:
    """By Claude where there is a key; by heuristics without one, or when Claude's answer cannot be used."""
    claude = open_claude(newsroom, run)
    if claude is not None and any(article.good for article in window.articles):
        found = _ask(claude, newsroom, assignment, window, summary)
        if found is not None:
            return found
    elif claude is None:
        summary.notes.append("found by heuristics: there is no ANTHROPIC_API_KEY")
    return propose(window.articles, assignment.topics, Scribe(newsroom.catalogue, window))


def _ask(
    claude: Claude, newsroom: Newsroom, assignment: Assignment, window: Window, summary: Summary
) -> list[Proposal] | None:
    try:
        detected = propose_with_claude(claude, newsroom.catalogue, assignment, window)
    except (PermanentError, BudgetExhausted) as error:
        # nothing here is worth a retry in a minute: a refusal stays one, and a budget is spent until tomorrow
        summary.counts["claude_failed"] += 1
        why = "the budget is spent" if isinstance(error, BudgetExhausted) else "Claude's answer cannot be used"
        summary.notes.append(f"found by heuristics, because {why}: {error}")
        return None
    summary.counts.update(detected.dropped)
    summary.notes.append(f"found by {claude.model}")
    if detected.dropped:
        dropped = [f"{count} {reason.replace('_', ' ')}" for reason, count in sorted(detected.dropped.items())]
        summary.notes.append(f"dropped from Claude's answer: {', '.join(dropped)}")
    return detected.proposals


def _gaps(newsroom: Newsroom, assignment: Assignment, window: Window, summary: Summary) -> list[Proposal]:
    if unread := unread_regions(window, assignment.regions):
        summary.notes.append(f"too little was read to look for gaps in: {', '.join(unread)}")
    return propose_gaps(window, assignment.topics, assignment.regions, Scribe(newsroom.catalogue, window))


def _save(newsroom: Newsroom, desk_slug: str, window: Window, chosen: list[Proposal], run: Run) -> list[Saved]:
    assert window.as_of is not None, "an empty window proposes nothing"
    stamp = Stamp(window.as_of, f"{DETECTOR_VERSION}+{PROMPT_VERSION}", newsroom.clock.now(), run.run_id)

    def once() -> list[Saved]:
        with newsroom.warehouse.transaction() as session:
            note_version(session, "opportunities", DETECTOR_VERSION, stamp.now)
            return save_proposals(session, desk_slug, window.last_day, chosen, stamp)

    try:
        return once()
    except IntegrityError:
        # another run of this cell was quicker by a transaction (Postgres): now its rows are seen
        return once()


def _count_window(summary: Summary, window: Window) -> None:
    good = [article for article in window.articles if article.good]
    summary.counts["articles_read"] = sum(window.coverage.articles.values())
    summary.counts["articles"] = len(good)
    summary.counts["stories"] = len({article.story_id for article in good if article.story_id is not None})


def _found(proposal: Proposal, saved: Saved | None) -> FoundOpportunity:
    row = saved.opportunity if saved else None
    kept = row is not None and saved is not None and saved.outcome == "kept"
    said = row if kept and row is not None else proposal
    return FoundOpportunity(
        id=row.id if row else None,
        status=row.status if row else None,
        outcome=saved.outcome if saved else "unsaved",
        kind=said.kind,
        title=said.title,
        angle=said.angle,
        rationale=said.rationale,
        priority=said.priority,
        article_ids=proposal.articles,
        story_id=said.story_id,
        topic=said.topic,
        region=said.region,
        detected_by=said.detected_by,
    )


def _finished(summary: Summary, found: list[FoundOpportunity], started: float) -> Detection:
    found.sort(key=lambda one: (-one.priority, one.id or 0))
    summary.counts["opportunities"] = len(found)
    for one in found:
        summary.counts[one.outcome] += 1
        summary.counts[one.kind] += 1
        summary.show(
            key="" if one.id is None else f"opp-{one.id}",
            priority=round(one.priority),
            kind=one.kind.replace("_", " "),
            title=one.title,
            articles=len(one.article_ids),
            by=one.detected_by,
        )
    gaps = summary.counts["coverage_gap"]
    if gaps:
        summary.notes.append(f"{counted(gaps, 'coverage gap')} {'is' if gaps == 1 else 'are'} always by {HEURISTICS}")
    summary.seconds = round(time.monotonic() - started, 3)
    return Detection(found, summary)
