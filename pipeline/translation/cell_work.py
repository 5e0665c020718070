"""One cell's pass through the translation stage: what is pending, batch by batch, and its summary."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sqlalchemy import select

from pipeline.cells import Cell
from pipeline.failures import ConfigurationError, Verdict, judge, service_failure
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.gate import PaidGate, Tally
from pipeline.providers.prices import Prices
from pipeline.providers.translators import roughly_worth
from pipeline.summary import Summary
from pipeline.topics.match import Reading
from pipeline.topics.relevance import relevance_of
from pipeline.translation.article import Desk, Meter
from pipeline.translation.filling import LeftToAnother
from pipeline.translation.rows import (
    STAGE,
    Done,
    Waiting,
    pending_in_cell,
    still_pending,
    translation_version,
    write,
)
from pipeline.translation.worth import relevances, value_of
from pipeline.warehouse import schema as t
from pipeline.warehouse.claims import claim, release
from pipeline.warehouse.failure_rows import clear_failure, record_failure

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


class CellWork:
    """One cell's pass through the stage: :meth:`begin`, :meth:`carry_out` batch by batch, :meth:`close`."""

    def __init__(
        self, newsroom: Newsroom, run: Run, cell: Cell, gate: PaidGate, desk: Desk, *, full_text: bool
    ) -> None:
        self._newsroom, self._run, self.cell, self._gate, self._desk = newsroom, run, cell, gate, desk
        self._settings, self._full_text = newsroom.settings, full_text
        self.summary, self._meter, self._spent = Summary(), Meter(), Tally()
        self.begun, self.kept = False, 0  # kept: those that stay in their language, for want of a translator
        self._works: list[Waiting] = []
        self._full: list[Waiting] = []

    def begin(self) -> None:
        """List what is pending, state what needs no translator, and judge what the rest is worth."""
        self.begun = True
        started = time.monotonic()
        with self._newsroom.warehouse.reading() as session:
            pending = pending_in_cell(session, self._settings, self.cell, self._newsroom.clock.now())
        easy = [work for work in pending if not self._needs_translator(work)]
        for start in range(0, len(easy), UNNEEDED_BATCH):
            self.carry_out(easy[start : start + UNNEEDED_BATCH], full=False)
        rest = [work for work in pending if self._needs_translator(work)]
        for start in range(0, len(rest), UNNEEDED_BATCH):
            works = rest[start : start + UNNEEDED_BATCH]
            found = relevances(self._newsroom.catalogue, works, self._texts(works))
            self._works += [replace(work, relevance=value) for work, value in zip(works, found, strict=True)]
        self._full = [work for work in self._works if work.has_lead]
        self.summary.seconds += time.monotonic() - started

    def leads(self) -> list[tuple[float, Waiting]]:
        """With their values: those that have no title and lead yet."""
        return self._valued([work for work in self._works if not work.has_lead])

    def full_texts(self) -> list[tuple[float, Waiting]]:
        """With their values: those whose title and lead are there, and whose full text is wanted."""
        return self._valued(self._full)

    def _valued(self, works: Sequence[Waiting]) -> list[tuple[float, Waiting]]:
        now = self._newsroom.clock.now()
        return [(value_of(work, self._newsroom.catalogue, now), work) for work in works]

    def carry_out(self, works: list[Waiting], *, full: bool) -> None:
        """Translate some, in full or their titles and leads, and store it."""
        started, before = time.monotonic(), _copy(self._gate.tally)
        self._desk.meter = self._meter
        batch, mine = Batch(), self._claim(works)
        try:
            texts = self._texts([work for work in mine if self._needs_translator(work)])
            for work in mine:
                self._one(work, texts, batch, full=full)
        finally:  # a service that is down, a cancel: what is done is kept, the rest is given back
            self._write(batch, mine, full=full)
            self._count_money(before)
            self.summary.seconds += time.monotonic() - started
        if self._needs_translator(works[0]):  # the others are told together
            what = "in full" if full else "titles and leads"
            self._run.log(f"translations {self.cell.key}: {len(batch.done)} {what}")

    def _needs_translator(self, work: Waiting) -> bool:
        return bool(self._settings.translators) and work.language != self._settings.target_language

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

    def _one(self, work: Waiting, texts: dict[int, tuple[str | None, str]], batch: Batch, *, full: bool) -> None:
        if not self._needs_translator(work):
            batch.done.append(self._unneeded(work))
            return
        title, text = texts[work.extraction_id]
        try:
            done = self._desk.translate(work, title, text, full=full)
        except LeftToAnother as error:
            self.summary.counts["left_to_another_run"] += 1
            self._run.log(f"translations {self.cell.key}: article {work.article_id} stays pending: {error}")
            return
        except Exception as error:
            if isinstance(error, ConfigurationError) or service_failure(error):
                raise
            batch.failed.append(Failed(work, judge(error), str(error)))
            return
        done.relevance = work.relevance
        if not full and done.status == "lead":
            self._judge(work, done)
        batch.done.append(done)
        if done.failed is not None:
            batch.failed.append(Failed(work, judge(done.failed), str(done.failed)))
        if done.title and title:
            self.summary.show(language=work.language or "?", title=title, translated=done.title, status=done.status)

    def _judge(self, work: Waiting, done: Done) -> None:
        """Whether the full text of an article whose title and lead are there is wanted."""
        target = Reading(done.title or "", done.text or "", self._settings.target_language)
        told = relevance_of(self._newsroom.catalogue.topics, [target])[0]  # of languages that nothing here reads
        relevance = max(work.relevance or 0.0, told)
        done.relevance = relevance
        if self._full_text or work.asked or relevance >= self._settings.full_text_from:
            done.waits_for, done.reason = "full", "title and lead first; the full text is to follow"
            self._full.append(replace(work, relevance=relevance))
        else:
            done.reason = (
                f"title and lead only: the relevance of {relevance:.2f} is below EMCIP_FULL_TEXT_FROM "
                f"({self._settings.full_text_from:g}); the full text is translated when it is asked for"
            )

    def _unneeded(self, work: Waiting) -> Done:
        target = self._settings.target_language
        if work.language == target:
            return Done(work, "unneeded", "none", reason=f"already in {target}")
        return Done(
            work, "unneeded", "none", reason=f"EMCIP_TRANSLATOR is none: the text stays in {work.language or '?'}"
        )

    def _write(self, batch: Batch, claimed: list[Waiting], *, full: bool) -> None:
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
        self.summary.counts["lead"] -= sum(1 for done in batch.done if done.work in self._full and full)
        self.summary.counts.update(done.status for done in batch.done)
        target = self._settings.target_language
        self.kept += sum(1 for done in batch.done if done.status == "unneeded" and done.work.language != target)
        self.summary.counts["failed"] += len(batch.failed)

    def _count_money(self, before: Tally) -> None:
        now, mine = self._gate.tally, self._spent
        mine.paid += now.paid - before.paid
        mine.stored += now.stored - before.stored
        mine.cost_usd += now.cost_usd - before.cost_usd
        mine.saved_usd += now.saved_usd - before.saved_usd

    def close(self) -> None:
        """The money and what was saved, from the gate's own count."""
        meter, counts, spent = self._meter, self.summary.counts, self._spent
        if not +counts:  # those above nothing
            self.summary.notes.append("nothing to translate: every article of the cell has its state")
        if self.kept:
            self.summary.notes.append(f"{self.kept} stay in their language: EMCIP_TRANSLATOR is none")
        if not any(counts[status] for status in ("complete", "lead", "waiting", "failed")):
            return
        counts["characters"] = meter.characters
        counts["characters_from_memory"] = meter.memory_characters
        counts["paid_calls"], counts["stored_answers"] = spent.paid, spent.stored
        saved = spent.saved_usd + self._worth_of_memory()
        self.summary.amounts |= {"cost_usd": float(spent.cost_usd), "saved_usd": float(saved)}
        self.summary.notes.append(
            f"${spent.cost_usd:.4f} paid for {meter.characters:,} characters; the memory gave "
            f"{meter.memory_characters:,} characters and stored answers {spent.stored}, ${saved:.4f} saved"
        )
        counts["asked_again"] = meter.asked_again
        if self._desk.translators.left:
            self.summary.notes.append(self._desk.translators.said())
        if self._desk.exhausted:
            self.summary.notes.append(str(self._desk.exhausted))

    def _worth_of_memory(self) -> Decimal:
        """What the preferred translator would have asked for what the memory gave."""
        prices = Prices(self._newsroom.catalogue.prices)
        name = self._desk.translators.preferred
        return (
            roughly_worth(self._settings, prices, name, self._meter.memory_characters) if name != "none" else Decimal(0)
        )


def _copy(tally: Tally) -> Tally:
    return Tally(tally.paid, tally.stored, tally.lost, tally.cost_usd, tally.saved_usd)
