"""The stage: every page of some cells that has no current extraction gets one, in batches that are each committed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from pipeline.cells import Cell
from pipeline.extraction.page import ExtractedPage
from pipeline.extraction.pool import ExtractionPool, Work
from pipeline.extraction.rows import STAGE, PendingPage, pending_count, pending_pages, write_results
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.extraction.work import PageJob, PageResult, extract_job
from pipeline.newsroom import Newsroom, Run
from pipeline.summary import Summary
from pipeline.warehouse.claims import claim, release
from pipeline.warehouse.versions import note_version

# what a killed run has to do again; also what one transaction writes
BATCH = 32
_LOG_SECONDS = 5.0


def extract_cells(
    newsroom: Newsroom, cells: Sequence[Cell], run: Run, *, work: Work = extract_job
) -> dict[Cell, Summary]:
    """Extract what is pending in the cells, and say what was done in each.

    A page that cannot be extracted becomes a row in ``failures`` and stops nothing. Stops between two batches
    when the run is cancelled; what was committed stays. ``work`` is what a worker does with a page.
    """
    with newsroom.warehouse.transaction() as session:
        note_version(session, STAGE, EXTRACTOR_VERSION, newsroom.clock.now())
    with newsroom.warehouse.reading() as session:
        waiting = {cell: pending_count(session, cell, newsroom.clock.now()) for cell in cells}
    tallies = {cell: _Tally(Summary()) for cell in cells}
    if any(waiting.values()):
        with _open_pool(newsroom, waiting, run, work) as pool:
            for cell in cells:
                if waiting[cell] and not run.cancelled():
                    _extract_cell(newsroom, cell, tallies[cell], pool, run)
    for cell, tally in tallies.items():
        tally.conclude(cancelled=bool(waiting[cell]) and run.cancelled())
    return {cell: tally.summary for cell, tally in tallies.items()}


def _open_pool(newsroom: Newsroom, waiting: dict[Cell, int], run: Run, work: Work) -> ExtractionPool:
    """As many workers as there is work for: a handful of pages does not pay for the start of four processes."""
    settings, total = newsroom.settings, sum(waiting.values())
    workers = max(1, min(settings.extraction_workers, (total + 3) // 4))
    run.log(f"extraction: {total} pages in {sum(map(bool, waiting.values()))} cells, {workers} workers")
    return ExtractionPool(workers=workers, page_timeout=settings.page_timeout, blob_url=settings.blobs_url, work=work)


def _extract_cell(newsroom: Newsroom, cell: Cell, tally: _Tally, pool: ExtractionPool, run: Run) -> None:
    counts = tally.summary.counts
    started = logged = time.perf_counter()
    after = 0
    while not run.cancelled():
        batch, mine = _take(newsroom, cell, after, run)
        if not batch:
            break
        after = batch[-1].article_id
        work = [pending for pending in batch if str(pending.article_id) in mine]
        results = _through_pool(newsroom, work, pool)
        with newsroom.warehouse.transaction() as session:
            write_results(session, results, now=newsroom.clock.now(), run_id=run.run_id)
        for pending, result in results:
            tally.add(pending, result)
        if len(work) < len(batch):
            counts["left_to_other_runs"] += len(batch) - len(work)
        if time.perf_counter() - logged >= _LOG_SECONDS:
            logged = time.perf_counter()
            run.log(f"extraction {cell.key}: {counts['extracted']} extracted, {counts['failed']} failed")
    tally.summary.seconds = time.perf_counter() - started


def _take(newsroom: Newsroom, cell: Cell, after: int, run: Run) -> tuple[list[PendingPage], set[str]]:
    """The next batch, and those of it that no other run is working on."""
    now = newsroom.clock.now()
    with newsroom.warehouse.transaction() as session:
        batch = pending_pages(session, cell, now, after=after, limit=BATCH)
        mine = claim(session, STAGE, [pending.article_id for pending in batch], now=now, run_id=run.run_id)
    return batch, mine


def _through_pool(
    newsroom: Newsroom, work: list[PendingPage], pool: ExtractionPool
) -> list[tuple[PendingPage, PageResult]]:
    jobs = [PageJob(blob_key=pending.blob_key, url=pending.url, content_type=pending.content_type) for pending in work]
    try:
        return list(zip(work, pool.results(jobs), strict=True))
    except BaseException:
        # the work is lost, the pages are not: give them back at once instead of when the lease runs out
        with newsroom.warehouse.transaction() as session:
            release(session, STAGE, [pending.article_id for pending in work])
        raise


class _Tally:
    """What was done in one cell, while it is done."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        self.words = 0
        self.languages: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()

    def add(self, pending: PendingPage, result: PageResult) -> None:
        page, counts = result.page, self.summary.counts
        if page is None:
            counts["failed"] += 1
            self.reasons[result.reason] += 1
            return
        counts["extracted"] += 1
        counts[page.outcome] += 1
        if page.reason:
            self.reasons[f"{page.outcome}: {page.reason}"] += 1
        if page.outcome == "article":
            self.words += page.word_count
            self.languages[page.language or "unknown"] += 1
            self._show(pending, page)

    def _show(self, pending: PendingPage, page: ExtractedPage) -> None:
        self.summary.show(
            title=(page.title or "")[:80],
            source=pending.source_slug,
            language=page.language or "?",
            words=page.word_count,
            published=page.published_at.date().isoformat() if page.published_at else "?",
        )

    def conclude(self, *, cancelled: bool) -> None:
        """Turn the tally into counts and notes for the reader."""
        summary = self.summary
        if self.words:
            summary.counts["words"] = self.words
            summary.amounts["words_per_second"] = round(self.words / max(summary.seconds, 0.001))
        if self.languages:
            summary.counts["languages"] = len(self.languages)
            summary.notes.append("languages: " + _ranked(self.languages))
        if self.reasons:
            summary.notes.append("set aside or failed: " + _ranked(self.reasons))
        if cancelled:
            summary.notes.append("cancelled: the rest of the pages stays pending")
        elif not summary.counts:
            summary.notes.append(f"nothing to extract: every page has its extraction by {EXTRACTOR_VERSION}")


def _ranked(counter: Counter[str]) -> str:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{name} {count}" for name, count in ranked[:12])
    return shown + (f" and {len(ranked) - 12} more" if len(ranked) > 12 else "")
