"""Another process that translates a cell (its argument), for tests that kill it or share the work with it.

It is set up by the environment, like any other process of EMCIP; the clock stands still.
"""

from __future__ import annotations

import sys

from pipeline.cells import Cell
from pipeline.clock import FixedClock
from pipeline.newsroom import Run, open_newsroom
from pipeline.translation.stage import translate_cells
from pipeline_tests.made import NOON

if __name__ == "__main__":
    translate_cells(open_newsroom(clock=FixedClock(NOON)), [Cell.parse(sys.argv[1])], Run("elsewhere"))
