"""A newsroom with desks of our own, and its press."""

from __future__ import annotations

import pytest

from pipeline.newsroom import Newsroom
from pipeline_tests.opportunities.newsdesk import DESK, OTHER_DESK, with_desks


@pytest.fixture
def desk_newsroom(newsroom: Newsroom) -> Newsroom:
    return with_desks(newsroom, DESK, OTHER_DESK)
