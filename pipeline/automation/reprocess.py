"""Asking for a stage to be done again: rows stop being current, so the pending queries find them.

Nothing is deleted. The old row stays until the new one replaces it, and stored bytes and paid answers are used
again; only ``fetch`` asks for pages anew, at the next crawl of their sources. Plain Python; the job and the command
are its shells.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, tuple_, update
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.crawl.again import ask_again_for_articles
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom
from pipeline.translation.rows import ask_for_full_text, begin_round
from pipeline.warehouse import schema as t

FETCH = "fetch"  # the one stage that asks the web again; the others work on what is stored
STAGES = ("extraction", "translation", "scoring", FETCH)
_TABLES: dict[str, type[t.Extraction | t.Translation | t.Score]] = {
    "extraction": t.Extraction,
    "translation": t.Translation,
    "scoring": t.Score,
}
REQUESTED = ":again"  # appended to a row's version: it is then no longer the present one


def request_reprocess(
    newsroom: Newsroom,
    *,
    stage: str,
    cells: Sequence[str] = (),
    article_ids: Sequence[int] = (),
    reason: str = "",
    full_text: bool = False,
    run_id: str | None = None,
) -> int:
    """Make the stage pending for all articles of the cells and for the articles named; returns how many.

    Dead failures of those articles at this stage are forgotten too. ``full_text`` (of ``translation`` only) wants their
    whole text, whatever their relevance; what is translated already stays. Translations that failed begin another
    round: their refused paragraphs are asked for, and paid for, once more. Raises ConfigurationError for an unknown
    stage, a malformed cell, an article that is not there, or when neither cells nor articles are given.
    """
    if stage not in STAGES:
        raise ConfigurationError(f"there is no stage {stage!r} to do again; use one of {', '.join(STAGES)}")
    if full_text and stage != "translation":
        raise ConfigurationError("only a translation has a full text to ask for; leave --full-text away")
    if not cells and not article_ids:
        raise ConfigurationError("say what to do again: cells (2026-11-22|south-asia) or article ids")
    wanted = _cells(cells)
    with newsroom.warehouse.transaction() as session:
        ids = _articles(session, wanted, article_ids)
        if strangers := sorted(set(article_ids) - set(ids)):
            named = ", ".join(map(str, strangers))
            raise ConfigurationError(
                f"there is no article {named}; their numbers stand in articles.id of the warehouse"
            )
        request = t.ReprocessRequest(
            stage=stage,
            selector={"cells": list(cells), "article_ids": list(article_ids)},
            reason=reason,
            articles=len(ids),
            created_at=newsroom.clock.now(),
            run_id=run_id,
        )
        session.add(request)
        session.flush()
        failed = begin_round(session, ids, request.id) if stage == "translation" else []
        if stage == FETCH:
            ask_again_for_articles(session, ids)
        elif full_text:
            ask_for_full_text(session, ids, reason=reason, now=newsroom.clock.now(), run_id=run_id)
            _forget_failures(session, stage, ids)
            _mark(session, stage, failed, request.id)
        else:
            _mark(session, stage, ids, request.id)
    return len(ids)


def named_articles(newsroom: Newsroom, cells: Sequence[str], article_ids: Sequence[int]) -> list[int]:
    """The articles that a request for these cells and articles would be about."""
    wanted = _cells(cells)
    with newsroom.warehouse.reading() as session:
        return _articles(session, wanted, article_ids)


def _cells(keys: Sequence[str]) -> list[Cell]:
    try:
        return [Cell.parse(key) for key in keys]
    except ValueError as error:
        raise ConfigurationError(str(error)) from None


def _articles(session: Session, cells: Sequence[Cell], article_ids: Sequence[int]) -> list[int]:
    return list(
        session.scalars(
            select(t.Article.id).where(
                t.Article.deleted_at.is_(None),
                or_(
                    t.Article.id.in_(article_ids),
                    tuple_(t.Article.cell_date, t.Article.region).in_([(cell.day, cell.region) for cell in cells]),
                ),
            )
        )
    )


def _mark(session: Session, stage: str, ids: Sequence[int], request: int) -> None:
    """By the number of the request: an article may be asked for as often as somebody likes."""
    table = _TABLES[stage]
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        session.execute(
            update(table)
            .where(table.article_id.in_(chunk), table.current, table.version.not_like(f"%{REQUESTED}%"))
            .values(version=table.version + f"{REQUESTED}{request}")
        )
    _forget_failures(session, stage, ids)


def _forget_failures(session: Session, stage: str, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), 500):
        session.execute(
            delete(t.FailureRow).where(
                t.FailureRow.stage == stage,
                t.FailureRow.subject_type == "article",
                t.FailureRow.subject_id.in_([str(article) for article in ids[start : start + 500]]),
            )
        )
