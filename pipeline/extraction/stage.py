"""The stage: every page of some cells that has no current extraction gets one, in batches that are each committed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from pipeline.cells import Cell
from pipeline.extraction.pool import ExtractionPool
from pipeline.extraction.rows import STAGE, PendingPage, pending_count, pending_pages, write_results
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.extraction.work import PageJob, PageResult
from pipeline.newsroom import Newsroom, Run
from pipeline.summary import Summary
from pipeline.warehouse.claims import claim, release
from pipeline.warehouse.versions import note_version

# what a killed run has to do again; also what one transaction writes
BATCH = 32
_LOG_SECONDS = 5.0


def extract_cells(newsroom: Newsroom, cells: Sequence[Cell], run: Run) -> dict[Cell, Summary]:
    """Extract what is pending in the cells, and say what was done in each.

    A page that cannot be extracted becomes a row in ``failures`` and stops nothing. Stops between two batches
    when the run is cancelled; what was committed stays.
    """
    with newsroom.warehouse.transaction() as session:
        note_version(session, STAGE, EXTRACTOR_VERSION, newsroom.clock.now())
    with newsroom.warehouse.reading() as session:
        waiting = {cell: pending_count(session, cell, newsroom.clock.now()) for cell in cells}
    summaries = {cell: Summary() for cell in cells}
    total = sum(waiting.values())
    if not total:
        for summary in summaries.values():
            summary.notes.append(f"nothing to extract: every page has its extraction by {EXTRACTOR_VERSION}")
        return summaries
    settings = newsroom.settings
    workers = max(1, min(settings.extraction_workers, (total + 3) // 4))
    run.log(f"extraction: {total} pages in {sum(map(bool, waiting.values()))} cells, {workers} workers")
    with ExtractionPool(workers=workers, page_timeout=settings.page_timeout, blob_url=settings.blobs_url) as pool:
        for cell in cells:
            if waiting[cell] and not run.cancelled():
                _extract_cell(newsroom, cell, summaries[cell], pool, run)
    for cell, summary in summaries.items():
        _conclude(summary, cancelled=run.cancelled() and bool(waiting[cell]))
    return summaries


def _extract_cell(newsroom: Newsroom, cell: Cell, summary: Summary, pool: ExtractionPool, run: Run) -> None:
    started = logged = time.perf_counter()
    after = 0
    while not run.cancelled():
        batch, mine = _take(newsroom, cell, after, run)
        if not batch:
            break
        after = batch[-1].article_id
        work = [pending for pending in batch if str(pending.article_id) in mine]
        results = _through_pool(newsroom, work, pool)
        for pending, result in results:
            _count(summary, pending, result)
        summary.counts["held_by_other_runs"] += len(batch) - len(work)
        with newsroom.warehouse.transaction() as session:
            write_results(session, results, now=newsroom.clock.now(), run_id=run.run_id)
        if time.perf_counter() - logged >= _LOG_SECONDS:
            logged = time.perf_counter()
            run.log(
                f"extraction {cell.key}: {summary.counts['extracted']} extracted, {summary.counts['failed']} failed"
            )
    summary.seconds += time.perf_counter() - started


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


def _count(summary: Summary, pending: PendingPage, result: PageResult) -> None:
    page = result.page
    if page is None:
        summary.counts["failed"] += 1
        summary.counts[f"failed: {result.reason}"] += 1
        return
    summary.counts["extracted"] += 1
    summary.counts[page.outcome] += 1
    if page.outcome == "article":
        summary.counts["words"] += page.word_count
        summary.counts[f"in {page.language or 'unknown'}"] += 1
        summary.show(
            title=(page.title or "")[:80],
            source=pending.source_slug,
            language=page.language or "?",
            words=page.word_count,
            published=page.published_at.date().isoformat() if page.published_at else "?",
        )
    elif page.reason:
        summary.counts[f"{page.outcome}: {page.reason}" if page.outcome == "wall" else page.outcome] += 0
        summary.counts[
            f"why: {page.reason.split(' ', 1)[-1]}" if page.outcome == "stub" else f"why: {page.reason}"
        ] += 1


def _conclude(summary: Summary, *, cancelled: bool) -> None:
    counts = summary.counts
    languages = {name[3:]: counts.pop(name) for name in list(counts) if name.startswith("in ")}
    reasons: Counter[str] = Counter()
    for name in [name for name in counts if name.startswith(("why: ", "failed: ", "wall: "))]:
        count = counts.pop(name)
        if count:
            reasons[name.removeprefix("why: ")] += count
    for name in [name for name, count in counts.items() if not count]:
        del counts[name]
    if languages:
        counts["languages"] = len(languages)
        ranked = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
        summary.notes.append("languages: " + ", ".join(f"{name} {count}" for name, count in ranked))
    if reasons:
        summary.notes.append(
            "not articles, or failed: " + ", ".join(f"{name} {n}" for name, n in reasons.most_common(8))
        )
    if counts["words"] and summary.seconds:
        counts["words_per_second"] = round(counts["words"] / summary.seconds)
    if not counts["words"]:
        del counts["words"]
    if cancelled:
        summary.notes.append("cancelled: the rest of the pages stays pending")
    elif not counts["extracted"] and not counts["failed"]:
        summary.notes.append(f"nothing to extract: every page has its extraction by {EXTRACTOR_VERSION}")
