"""The scoring stage: read what is new, gather stories, score what is pending; each batch is committed.

1. *Read*: title and lead become a vector, the text a print (``embeddings``). Once an article and text.
2. *Gather*: every print that no story has seen is placed; the places of others may change with it.
3. *Score*: the five components of each pending article of the cells.
4. *Restand*: articles anywhere whose place in their story has changed get a new score from the old one.

Killed at any point, the next run continues: what was read stays read, prints that no story has seen are
gathered by whoever comes next, and a score whose standing differs from its story's is pending.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.newsroom import Newsroom, Run
from pipeline.scoring import rows
from pipeline.scoring.batches import Batches
from pipeline.scoring.report import summarise
from pipeline.stories.gather import gather_stories
from pipeline.summary import Summary
from pipeline.warehouse.claims import claim
from pipeline.warehouse.versions import note_version

BATCH = 250
MOST_RESTANDING = 5_000  # a call; what is left stays pending for its own cell


def score_cells(newsroom: Newsroom, cells: Sequence[Cell], run: Run, *, batch: int = BATCH) -> dict[Cell, Summary]:
    """Score every pending article of the cells. Fetches and extracts nothing; a second call scores nothing.

    ``batch`` articles are held in memory and committed at a time.

    Raises TransientError when stories cannot be gathered because other runs keep doing so.
    """
    started = time.perf_counter()
    version = rows.scoring_version(newsroom.catalogue)
    with newsroom.warehouse.transaction() as session:
        note_version(session, rows.STAGE, version, newsroom.clock.now())
    batches = Batches(newsroom, run, version)

    def pending(session: Session, after: int) -> list[int]:
        return rows.pending_ids(session, version, newsroom.clock.now(), cells, after=after, limit=batch)

    def restanding(session: Session, after: int) -> list[int]:
        return rows.restanding_ids(session, version, after=after, limit=batch)

    _each_batch(newsroom, run, pending, batches.read, "read")
    if not run.cancelled():
        gathered = gather_stories(newsroom, run)
        run.log(f"stories: {gathered.placed} articles placed, {len(gathered.moved)} with a new standing")
        _each_batch(newsroom, run, pending, batches.score, "scored")
        _each_batch(newsroom, run, restanding, batches.restand, "scored anew in their stories", most=MOST_RESTANDING)
    with newsroom.warehouse.reading() as session:
        return summarise(session, newsroom, cells, batches, time.perf_counter() - started)


def _each_batch(
    newsroom: Newsroom,
    run: Run,
    find: Callable[[Session, int], list[int]],
    work: Callable[[Sequence[int]], int],
    verb: str,
    *,
    most: int | None = None,
) -> None:
    """Claim and work through the articles that ``find`` names, by id, each at most once."""
    last, done = 0, 0
    while not run.cancelled() and (most is None or done < most):
        with newsroom.warehouse.reading() as session:
            ids = find(session, last)
        if not ids:
            return
        last = ids[-1]
        with newsroom.warehouse.transaction() as session:
            mine = claim(session, rows.STAGE, ids, now=newsroom.clock.now(), run_id=run.run_id)
        done += work([article for article in ids if str(article) in mine])
        run.log(f"scoring: {done} articles {verb}")
