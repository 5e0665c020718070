"""The fake services, and newsrooms that are set up to use them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from pipeline.demo.services import FakeClaude, FakeTranslate
from pipeline.newsroom import Newsroom

KEY = "sk-ant-a-secret-that-is-never-shown"


@pytest.fixture
def fake_claude() -> Iterator[FakeClaude]:
    with FakeClaude() as server:
        yield server


@pytest.fixture
def fake_translate() -> Iterator[FakeTranslate]:
    with FakeTranslate() as server:
        yield server


@pytest.fixture
def claude_newsroom(newsroom: Newsroom, fake_claude: FakeClaude) -> Newsroom:
    update = {"anthropic_api_key": SecretStr(KEY), "anthropic_base_url": fake_claude.url}
    return Newsroom(newsroom.settings.model_copy(update=update), newsroom.catalogue, newsroom.warehouse, newsroom.clock)


@pytest.fixture
def google_newsroom(newsroom: Newsroom, fake_translate: FakeTranslate) -> Newsroom:
    update = {"translator": "google", "google_endpoint": fake_translate.endpoint, "google_project": "desk"}
    return Newsroom(newsroom.settings.model_copy(update=update), newsroom.catalogue, newsroom.warehouse, newsroom.clock)
