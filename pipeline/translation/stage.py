"""The translation stage: every extracted article of a cell gets a translation state.

complete, lead (title and lead only), waiting (for budget), unneeded (in the target language already, or no
translator), failed (with its reason). Newest first. Each batch is claimed, worked on with no transaction
open, and written with its claims released in one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from pipeline.cells import Cell
from pipeline.failures import ConfigurationError, Verdict, judge, service_failure
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.fallback import Translators
from pipeline.providers.gate import PaidGate, Tally, open_gate
from pipeline.providers.translators import Translator, memory_versions, open_translator
from pipeline.summary import Summary
from pipeline.translation.article import Desk
from pipeline.translation.rows import (
    STAGE,
    Done,
    Waiting,
    pending_in_cell,
    still_pending,
    translation_version,
    write,
)
from pipeline.warehouse import schema as t
from pipeline.warehouse.claims import claim, release
from pipeline.warehouse.failure_rows import clear_failure, record_failure
from pipeline.warehouse.versions import note_version

BATCH = 8  # a batch of full articles stays well inside a claim's lease
UNNEEDED_BATCH = 500  # these cost no call


@dataclass(frozen=True)
class Failed:
    work: Waiting
    verdict: Verdict
    message: str


@dataclass
class Batch:
    """What became of some articles, not yet written."""

    done: list[Done] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)


def translate_cells(newsroom: Newsroom, cells: Sequence[Cell], run: Run) -> dict[Cell, Summary]:
    """Bring the cells' translations up to date; returns what was done in each.

    Raises ServiceUnavailable when the translator or the database is down, ConfigurationError when the
    translator cannot be used; what was done before is kept.
    """
    with newsroom.warehouse.transaction() as session:
        note_version(session, STAGE, translation_version(newsroom.settings), newsroom.clock.now())
    gate = open_gate(newsroom, run)
    summaries: dict[Cell, Summary] = {}
    for cell in cells:
        if run.cancelled():
            break
        summaries[cell] = _CellWork(newsroom, run, cell, gate).carry_out()
    return summaries


class _CellWork:
    """One cell's pass through the stage."""

    def __init__(self, newsroom: Newsroom, run: Run, cell: Cell, gate: PaidGate) -> None:
        self._newsroom, self._run, self._cell, self._gate = newsroom, run, cell, gate
        self._settings = newsroom.settings
        self._summary = Summary()
        self._desk = Desk(
            newsroom.warehouse,
            newsroom.clock,
            self._settings.target_language,
            Translators(self._settings.translators, self._open, run.log, run.attempt),
            lambda language: memory_versions(self._settings, language, self._settings.target_language),
        )

    def carry_out(self) -> Summary:
        started, before = time.monotonic(), _copy(self._gate.tally)
        with self._newsroom.warehouse.reading() as session:
            works = pending_in_cell(session, self._settings, self._cell, self._newsroom.clock.now())
        try:
            for batch in self._batches(works):
                if self._run.cancelled():
                    break
                self._carry_out(batch)
                done = sum(self._summary.counts.values())
                self._run.log(f"translations {self._cell.key}: {done} of {len(works)} articles")
        finally:
            self._summary.seconds = time.monotonic() - started
            self._close(before)
        return self._summary

    def _open(self, name: str) -> Translator:
        return open_translator(self._newsroom, self._run, self._gate, name=name)

    def _batches(self, works: Sequence[Waiting]) -> Iterator[list[Waiting]]:
        """What needs no translator first, in big batches; then the rest, newest first."""
        rest = [work for work in works if self._needs_translator(work)]
        easy = [work for work in works if not self._needs_translator(work)]
        for start in range(0, len(easy), UNNEEDED_BATCH):
            yield easy[start : start + UNNEEDED_BATCH]
        for start in range(0, len(rest), BATCH):
            yield rest[start : start + BATCH]

    def _needs_translator(self, work: Waiting) -> bool:
        return bool(self._settings.translators) and work.language != self._settings.target_language

    def _carry_out(self, works: list[Waiting]) -> None:
        batch, mine = Batch(), self._claim(works)
        try:
            texts = self._texts([work for work in mine if self._needs_translator(work)])
            for work in mine:
                self._one(work, texts, batch)
        finally:  # a service that is down, a cancel: what is done is kept, the rest is given back
            self._write(batch, mine)

    def _claim(self, works: list[Waiting]) -> list[Waiting]:
        now = self._newsroom.clock.now()
        with self._newsroom.warehouse.transaction() as session:
            ours = claim(session, STAGE, [work.article_id for work in works], now=now, run_id=self._run.run_id)
            mine = [work for work in works if str(work.article_id) in ours]
            pending = still_pending(session, self._settings, mine, now)
            release(session, STAGE, [work.article_id for work in mine if work not in pending])
        return pending

    def _texts(self, works: list[Waiting]) -> dict[int, tuple[str | None, str]]:
        with self._newsroom.warehouse.reading() as session:
            rows = session.execute(
                select(t.Extraction.id, t.Extraction.title, t.Extraction.text).where(
                    t.Extraction.id.in_([work.extraction_id for work in works])
                )
            )
            return {row.id: (row.title, row.text) for row in rows}

    def _one(self, work: Waiting, texts: dict[int, tuple[str | None, str]], batch: Batch) -> None:
        if not self._needs_translator(work):
            batch.done.append(self._unneeded(work))
            return
        title, text = texts[work.extraction_id]
        try:
            done = self._desk.translate(work, title, text)
        except Exception as error:
            if isinstance(error, ConfigurationError) or service_failure(error):
                raise
            batch.failed.append(Failed(work, judge(error), str(error)))
            return
        batch.done.append(done)
        if done.failed is not None:
            batch.failed.append(Failed(work, judge(done.failed), str(done.failed)))
        if done.title and title:
            self._summary.show(language=work.language or "?", title=title, translated=done.title, status=done.status)

    def _unneeded(self, work: Waiting) -> Done:
        target = self._settings.target_language
        if work.language == target:
            return Done(work, "unneeded", "none", reason=f"already in {target}")
        return Done(
            work, "unneeded", "none", reason=f"EMCIP_TRANSLATOR is none: the text stays in {work.language or '?'}"
        )

    def _write(self, batch: Batch, claimed: list[Waiting]) -> None:
        now = self._newsroom.clock.now()
        version = translation_version(self._settings)
        states = list(batch.done)
        with self._newsroom.warehouse.transaction() as session:
            for failed in batch.failed:
                row = record_failure(
                    session,
                    stage=STAGE,
                    subject_type="article",
                    subject_id=failed.work.article_id,
                    verdict=failed.verdict,
                    message=failed.message,
                    version=version,
                    input_hash=failed.work.text_hash,
                    now=now,
                    run_id=self._run.run_id,
                )
                kept = {done.work.article_id for done in batch.done}
                if (
                    row.retry_at is None and failed.work.article_id not in kept
                ):  # dead: the article goes on in its own language, and says why
                    reason = f"{failed.verdict.reason}: {failed.message}"
                    states.append(Done(failed.work, "failed", self._settings.translator, reason=reason))
            write(session, self._settings, states, now=now, run_id=self._run.run_id)
            healthy = [done.work.article_id for done in batch.done if done.failed is None]
            clear_failure(session, stage=STAGE, subject_type="article", subject_ids=healthy)
            release(session, STAGE, [work.article_id for work in claimed])
        self._summary.counts.update(done.status for done in batch.done)
        self._summary.counts["failed"] += len(batch.failed)

    def _close(self, before: Tally) -> None:
        """The money and what was saved, from the gate's own count."""
        tally, meter, counts = self._gate.tally, self._desk.meter, self._summary.counts
        if not any(counts[status] for status in ("complete", "lead", "waiting", "failed")):
            return
        counts["characters"] = meter.characters
        counts["characters_from_memory"] = meter.memory_characters
        counts["paid_calls"] = tally.paid - before.paid
        counts["stored_answers"] = tally.stored - before.stored
        cost, saved = tally.cost_usd - before.cost_usd, tally.saved_usd - before.saved_usd
        self._summary.amounts |= {"cost_usd": float(cost), "saved_usd": float(saved)}
        self._summary.notes.append(
            f"${cost:.4f} paid for {meter.characters:,} characters; the memory gave {meter.memory_characters:,} "
            f"characters and stored answers ${saved:.4f} for nothing"
        )
        counts["asked_again"] = meter.asked_again
        if self._desk.translators.left:
            self._summary.notes.append(self._desk.translators.said())
        if self._desk.exhausted:
            self._summary.notes.append(str(self._desk.exhausted))


def _copy(tally: Tally) -> Tally:
    return Tally(tally.paid, tally.stored, tally.lost, tally.cost_usd, tally.saved_usd)
