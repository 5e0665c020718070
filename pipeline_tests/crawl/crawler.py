"""A process that crawls today's cell of a newsroom: what a test kills, or runs twice at once.

python -m pipeline_tests.crawl.crawler REGION [--present]

At NOON of the tests, or by the machine's clock.
"""

from __future__ import annotations

import json
import sys

from pipeline.cells import Cell
from pipeline.clock import FixedClock, SystemClock
from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.request import CrawlRequest
from pipeline.newsroom import Run, open_newsroom
from pipeline_tests.made import NOON

if __name__ == "__main__":
    newsroom = open_newsroom(clock=SystemClock() if "--present" in sys.argv else FixedClock(NOON))
    cell = Cell(newsroom.clock.now().date(), sys.argv[1])
    summary = crawl_cells(newsroom, [cell], CrawlRequest(), Run("other-process"))[cell]
    print(json.dumps(summary.counts))
