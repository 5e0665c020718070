"""The stage: every page of some cells that has no current extraction gets one, in batches that are each committed."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence

from pipeline.cells import Cell
from pipeline.extraction.compare import Before, Comparison, rows_before
from pipeline.extraction.page import ExtractedPage
from pipeline.extraction.pool import ExtractionPool, open_pool
from pipeline.extraction.rows import STAGE, PendingPage, pending_count, pending_pages, write_results
from pipeline.extraction.work import PRESENT, Extractor, PageJob, PageResult
from pipeline.newsroom import Newsroom, Run
from pipeline.summary import Summary
from pipeline.warehouse.claims import claim, release
from pipeline.warehouse.versions import note_version

# what one transaction writes, and what is taken from the warehouse at a time
BATCH = 32
SAMPLE = 100  # pages that are compared with the rows they replace before the first of those is replaced
_LOG_SECONDS = 5.0


def extract_cells(
    newsroom: Newsroom, cells: Sequence[Cell], run: Run, *, extractor: Extractor = PRESENT
) -> dict[Cell, Summary]:
    """Extract what is pending in the cells, and say what was done in each.

    A page that cannot be extracted becomes a row in ``failures`` and stops nothing. Takes no more pages when the run
    is cancelled; what was taken is finished, what was committed stays. ``extractor`` is another version in tests.
    """
    with newsroom.warehouse.transaction() as session:
        note_version(session, STAGE, extractor.version, newsroom.clock.now())
    with newsroom.warehouse.reading() as session:
        now = newsroom.clock.now()
        waiting = {cell: pending_count(session, cell, now, version=extractor.version) for cell in cells}
    tallies = {cell: Tally(Summary()) for cell in cells}
    total = sum(waiting.values())
    if total:
        with open_pool(newsroom.settings, total, work=extractor.work) as pool:
            run.log(f"extraction: {total} pages in {sum(map(bool, waiting.values()))} cells, {pool.workers} workers")
            for cell in cells:
                if waiting[cell] and not run.cancelled():
                    _CellRun(newsroom, cell, tallies[cell], extractor, run).extract(pool)
    for cell, tally in tallies.items():
        tally.conclude(extractor.version, cancelled=bool(waiting[cell]) and run.cancelled())
    return {cell: tally.summary for cell, tally in tallies.items()}


class _CellRun:
    """The pages of one cell on their way: taken from the warehouse while others are extracted and written."""

    def __init__(self, newsroom: Newsroom, cell: Cell, tally: Tally, extractor: Extractor, run: Run) -> None:
        self._newsroom, self._cell, self._tally, self._run = newsroom, cell, tally, run
        self._version = extractor.version
        self._taken: deque[PendingPage] = deque()
        self._done: list[tuple[PendingPage, PageResult]] = []
        self._before: dict[int, Before] = {}
        self._told = False

    def extract(self, pool: ExtractionPool) -> None:
        """Extract and write them all. Pages that were taken and not written are given back, whatever happens."""
        counts = self._tally.summary.counts
        started = logged = time.perf_counter()
        try:
            for result in pool.results(self._jobs()):
                self._receive(self._taken.popleft(), result)
                if len(self._done) >= (BATCH if self._told or not self._tally.comparison.pages else SAMPLE):
                    self._write()
                if time.perf_counter() - logged >= _LOG_SECONDS:
                    logged = time.perf_counter()
                    self._run.log(
                        f"extraction {self._cell.key}: {counts['extracted']} extracted, {counts['failed']} failed"
                    )
            self._write()
        except BaseException:
            self._give_back()
            raise
        finally:
            self._tally.summary.seconds = time.perf_counter() - started

    def _jobs(self) -> Iterator[PageJob]:
        after = 0
        while not self._run.cancelled():
            now = self._newsroom.clock.now()
            with self._newsroom.warehouse.transaction() as session:
                batch = pending_pages(session, self._cell, now, after=after, limit=BATCH, version=self._version)
                ids = [pending.article_id for pending in batch]
                mine = claim(session, STAGE, ids, now=now, run_id=self._run.run_id)
                self._before |= rows_before(session, ids)
            if not batch:
                return
            after = batch[-1].article_id
            work = [pending for pending in batch if str(pending.article_id) in mine]
            self._taken.extend(work)
            if len(work) < len(batch):
                self._tally.summary.counts["left_to_other_runs"] += len(batch) - len(work)
            for pending in work:
                yield PageJob(
                    blob_key=pending.blob_key,
                    url=pending.url,
                    content_type=pending.content_type,
                    country=pending.country,
                    size=pending.body_bytes,
                )

    def _receive(self, pending: PendingPage, result: PageResult) -> None:
        self._done.append((pending, result))
        if before := self._before.pop(pending.article_id, None):
            self._tally.comparison.add(before, result.page)

    def _write(self) -> None:
        """Write what has come. Rows that another version made are replaced only after it was told what changes."""
        if not self._done:
            return
        if self._tally.comparison.pages and not self._told:
            self._told = True
            self._run.log(
                f"extraction {self._cell.key}: {self._version} replaces rows: {self._tally.comparison.told()}"
            )
        now, written = self._newsroom.clock.now(), self._done
        with self._newsroom.warehouse.transaction() as session:
            notes = write_results(session, written, now=now, run_id=self._run.run_id, version=self._version)
        self._done = []
        self._tally.summary.counts.update(notes)
        for pending, result in written:
            self._tally.add(pending, result)

    def _give_back(self) -> None:
        """The work is lost, the pages are not: other runs may take them at once instead of when the lease ends."""
        held = [*(pending.article_id for pending, _ in self._done), *(pending.article_id for pending in self._taken)]
        with self._newsroom.warehouse.transaction() as session:
            release(session, STAGE, held)


class Tally:
    """What was done in one cell, while it is done."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        self.words = 0
        self.languages: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.comparison = Comparison()  # with the rows that are replaced

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

    def conclude(self, version: str, *, cancelled: bool) -> None:
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
        if self.comparison.pages:
            summary.counts["replaced"] = self.comparison.pages
            summary.amounts["share_changed"] = round(self.comparison.share_changed, 4)
            summary.amounts["mean_similarity"] = round(self.comparison.similarity, 4)
            summary.notes.insert(0, f"{version} replaced rows: {self.comparison.told()}")
        if cancelled:
            summary.notes.append("cancelled: the rest of the pages stays pending")
        elif not summary.counts:
            summary.notes.append(f"nothing to extract: every page has its extraction by {version}")


def _ranked(counter: Counter[str]) -> str:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{name} {count}" for name, count in ranked[:12])
    return shown + (f" and {len(ranked) - 12} more" if len(ranked) > 12 else "")
