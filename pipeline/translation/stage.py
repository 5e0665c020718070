"""The translation stage: every extracted article of a cell gets a translation state.

complete, lead (title and lead only), waiting (for budget), unneeded (in the target language already, or no
translator), failed (with its reason). Titles and leads first, the most valuable first (``worth.py``), then the full
texts that are wanted. Each batch is claimed, worked on with no transaction open, and written with its claims released
in one transaction.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from pipeline.cells import Cell
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.fallback import Translators
from pipeline.providers.gate import PaidGate, open_gate
from pipeline.providers.translators import memory_versions, open_translator
from pipeline.summary import Summary
from pipeline.translation.article import Desk
from pipeline.translation.cell_work import CellWork
from pipeline.translation.estimate import estimate
from pipeline.translation.holds import Holder
from pipeline.translation.rows import (
    STAGE,
    Waiting,
    articles_with_lead_only,
    ask_for_full_text,
    translation_version,
)
from pipeline.warehouse.versions import note_version

BATCH = 8  # a batch of full articles stays well inside a claim's lease


def translate_cells(
    newsroom: Newsroom, cells: Sequence[Cell], run: Run, *, full_text: bool = False
) -> dict[Cell, Summary]:
    """Bring the cells' translations up to date; returns what was done in each.

    Over all cells: title and lead of every article first, the most valuable first, then the full texts that are
    wanted (all with ``full_text``). Raises ServiceUnavailable when the translator or the database is down,
    ConfigurationError when no translator can be used; what was done before is kept.
    """
    now = newsroom.clock.now()
    with newsroom.warehouse.transaction() as session:
        note_version(session, STAGE, translation_version(newsroom.settings), now)
        if full_text:
            leads = articles_with_lead_only(session, cells)
            ask_for_full_text(session, leads, reason="run config", now=now, run_id=run.run_id)
    gate = open_gate(newsroom, run)
    desk = _desk(newsroom, run, gate)
    works = [CellWork(newsroom, run, cell, gate, desk, full_text=full_text) for cell in cells]
    if newsroom.settings.translators:
        _tell_the_cost(newsroom, cells, run)
    try:
        _carry_out_all(works, run)
    finally:
        for each in works:
            each.close()
        _tell_of_those_left(works, run)
    return {each.cell: each.summary for each in works if each.begun}


def _tell_the_cost(newsroom: Newsroom, cells: Sequence[Cell], run: Run) -> None:
    """Before any of it is spent. A translator without a price is left out by the list, which says so itself."""
    try:
        told = estimate(newsroom, cells)
    except ConfigurationError as error:
        run.log(f"translations: the cost cannot be told beforehand: {error}")
        return
    if told.characters:
        run.log(f"translations: {told.in_short()}")


def _tell_of_those_left(works: Sequence[CellWork], run: Run) -> None:
    unneeded, kept = sum(each.summary.counts["unneeded"] for each in works), sum(each.kept for each in works)
    if unneeded > kept:
        run.log(f"translations: {unneeded - kept:,} articles are in the desks' language already")
    if kept:
        run.log(f"translations: {kept:,} articles stay in their language: EMCIP_TRANSLATOR is none")


def _carry_out_all(works: Sequence[CellWork], run: Run) -> None:
    for each in works:
        if run.cancelled():
            return
        each.begin()
    for queue_of in (CellWork.leads, CellWork.full_texts):
        queue = sorted(
            ((value, work.article_id, each, work) for each in works for value, work in queue_of(each)),
            key=lambda entry: entry[:2],
            reverse=True,
        )
        for each, batch in _batches([(each, work) for _, _, each, work in queue]):
            if run.cancelled():
                return
            each.carry_out(batch, full=queue_of is CellWork.full_texts)


def _batches(queue: Sequence[tuple[CellWork, Waiting]]) -> Iterator[tuple[CellWork, list[Waiting]]]:
    """In order, at most BATCH of one cell at a time."""
    for each, group in itertools.groupby(queue, key=lambda entry: entry[0]):
        works = [work for _, work in group]
        for start in range(0, len(works), BATCH):
            yield each, works[start : start + BATCH]


def _desk(newsroom: Newsroom, run: Run, gate: PaidGate) -> Desk:
    settings = newsroom.settings
    return Desk(
        newsroom.warehouse,
        newsroom.clock,
        settings.target_language,
        Translators(
            settings.translators, lambda name: open_translator(newsroom, run, gate, name=name), run.log, run.attempt
        ),
        lambda language: memory_versions(settings, language, settings.target_language),
        run.run_id,
        Holder(run.run_id),
        run.cancelled,
    )
