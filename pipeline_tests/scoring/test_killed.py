"""The process is killed with SIGKILL in the middle of each part of the stage; the next run completes the work."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from sqlalchemy import func, select

from pipeline.newsroom import Newsroom, Run
from pipeline.scoring.rows import pending_by_cell
from pipeline.scoring.stage import score_cells
from pipeline.warehouse import schema as t
from pipeline_tests.scoring.newsroom_of import AFRICA, ASIA, add_ready, all_scores
from pipeline_tests.stories.fields import OTHER, OWN_ACCOUNT, WIRE

# scores in batches of two and kills itself at the progress line that it is given
SCRIPT = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from pipeline.cells import Cell
    from pipeline.clock import FixedClock
    from pipeline.newsroom import Run, open_newsroom
    from pipeline.scoring.stage import score_cells
    from pipeline.settings import Settings
    from pipeline_tests.made import NOON

    def log(line):
        if line.startswith(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    newsroom = open_newsroom(Settings(home=Path(sys.argv[1])), FixedClock(NOON))
    cells = [Cell(NOON.date(), "sub-saharan-africa"), Cell(NOON.date(), "south-asia")]
    score_cells(newsroom, cells, Run("killed", log=log), batch=2)
    """
)


@pytest.mark.parametrize(
    ("line", "read", "scored"),
    [
        ("scoring: 2 articles read", 2, 0),
        ("stories: ", 5, 0),
        ("scoring: 4 articles scored", 5, 4),
    ],
)
def test_a_killed_run_loses_nothing_that_was_committed(
    newsroom: Newsroom, run: Run, line: str, read: int, scored: int
) -> None:
    for number, text in enumerate((WIRE, WIRE, OWN_ACCOUNT, OTHER, OTHER)):
        region = "south-asia" if number == 4 else "sub-saharan-africa"
        add_ready(newsroom, f"Report number {number}", text, source=f"s{number}", region=region, hours_ago=9 - number)
    killed = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(newsroom.settings.home), line],
        env=dict(os.environ),
        timeout=120,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    before = [(score.id, score.article_id, score.total) for score in all_scores(newsroom)]
    with newsroom.warehouse.reading() as session:
        vectors = session.scalar(select(func.count(t.Embedding.article_id.distinct())))
    assert (vectors, len(before)) == (read, scored)

    summaries = score_cells(newsroom, [AFRICA, ASIA], run)

    assert sum(summary.counts["scored"] for summary in summaries.values()) == 5 - scored
    after = [(score.id, score.article_id, score.total) for score in all_scores(newsroom)]
    assert after[: len(before)] == before
    assert sorted(article for _, article, _ in after) == [1, 2, 3, 4, 5]
    with newsroom.warehouse.reading() as session:
        assert pending_by_cell(session, newsroom.catalogue, newsroom.clock.now()) == []
        assert session.scalar(select(func.count()).select_from(t.Claim)) == 0
        assert session.scalar(select(func.count()).select_from(t.StoryArticle)) == 5
