"""Asking for pages again: their bytes are gone or damaged, or they could not be had and somebody knows better.

A row of ``urls`` that is set to ``waiting`` is fetched at the next crawl of its source, whole and without validators;
the ledger tells it as carried in. New bytes are a new revision; the same bytes mend what is stored, and what extraction
said of the lost ones is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.crawl.ledger import STAGE
from pipeline.crawl.rows import is_live
from pipeline.failures import ConfigurationError
from pipeline.warehouse.failure_rows import clear_failure
from pipeline.warehouse.schema import Source, Url
from pipeline.web.urls import canonical_url

FIRST = 100  # before whatever else of the source waits
CHUNK = 500


def ask_again(session: Session, addresses: Sequence[str]) -> dict[Cell, list[str]]:
    """Mark the URLs as waiting; returns the slugs of their sources by cell.

    Raises ConfigurationError naming the addresses that were never seen, and those whose source is not crawled.
    """
    found: dict[Cell, list[str]] = {}
    ids: list[int] = []
    unknown: list[str] = []
    resting: list[str] = []
    for address in addresses:
        row = session.execute(
            select(Url.id, Url.source_slug, Url.cell_date, Url.region, is_live())
            .join(Source, Source.slug == Url.source_slug)
            .where(or_(Url.canonical_url == _canonical(address), Url.url == address))
            .order_by(Url.canonical_url == _canonical(address))
        ).first()
        if row is None:
            unknown.append(address)
        elif not row[4]:
            resting.append(f"{address} (of {row.source_slug})")
        else:
            ids.append(row.id)
            slugs = found.setdefault(Cell(row.cell_date, row.region), [])
            slugs += [row.source_slug] if row.source_slug not in slugs else []
    if unknown:
        raise ConfigurationError(
            f"never seen: {', '.join(unknown)}; only pages that a crawl has found can be asked for again (a page's"
            " address stands in urls.url, and on its article)"
        )
    if resting:
        raise ConfigurationError(f"their sources are paused or rejected: {', '.join(resting)}; resume them first")
    _mark(session, ids)
    return found


def ask_again_for_articles(session: Session, article_ids: Sequence[int]) -> None:
    """The same for articles, by their ids: the pages that they were made from."""
    for start in range(0, len(article_ids), CHUNK):
        chunk = article_ids[start : start + CHUNK]
        rows = session.scalars(select(Url.id).where(Url.article_id.in_(chunk), Url.state != "duplicate"))
        _mark(session, list(rows))


def _mark(session: Session, ids: Sequence[int]) -> None:
    waiting = {"state": "waiting", "reason": "asked_again", "attempts": 0, "retry_at": None, "priority": FIRST}
    session.execute(update(Url).where(Url.id.in_(ids)).values(**waiting))
    clear_failure(session, stage=STAGE, subject_type="url", subject_ids=list(ids))


def _canonical(address: str) -> str:
    try:
        return canonical_url(address)
    except ValueError:
        return address
