"""The chain with paid services: the real SDKs, from another process, against servers that speak their protocols."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pipeline.clock import UTC
from pipeline.demo.services import FakeClaude, FakeTranslate
from pipeline.demo.sites import DemoWorld, running
from pipeline.opportunities.rows import approve
from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import Warehouse, open_warehouse
from pipeline_tests.e2e.emcip import emcip, run_until

pytestmark = pytest.mark.timeout(600)
KEY = "sk-test-4711"


@dataclass
class Bureau:
    """The world outside: sites, Claude, Google Translate."""

    world: DemoWorld
    claude: FakeClaude
    translate: FakeTranslate
    catalogue: Path

    def environment(self, **more: str) -> dict[str, str]:
        return {
            "EMCIP_CATALOGUE": str(self.catalogue),
            "EMCIP_ALLOW_PRIVATE": "*.localhost",
            "EMCIP_HOST_DELAY": "0",
            "EMCIP_TRANSLATOR": "google",
            "EMCIP_GOOGLE_PROJECT": "demo",
            "EMCIP_GOOGLE_ENDPOINT": self.translate.endpoint,
            "ANTHROPIC_API_KEY": KEY,
            "ANTHROPIC_BASE_URL": self.claude.url,
            "EMCIP_BUDGET_RUN_USD": "20",
            "EMCIP_BUDGET_DAY_USD": "20",
            **more,
        }

    @property
    def asked(self) -> tuple[int, int]:
        """Requests that were paid for, at Claude's and at Google's."""
        return len(self.claude.requests), len(self.translate.requests)


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    catalogue = tmp_path_factory.mktemp("catalogue")
    with running(present=dt.datetime.now(UTC)) as world, FakeClaude() as claude, FakeTranslate() as translate:
        world.write_catalogue(catalogue)
        yield Bureau(world, claude, translate, catalogue)


@pytest.fixture(scope="module")
def home(bureau: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after crawl, translation, detection and one draft, all paid."""
    home = tmp_path_factory.mktemp("paid") / "home"
    for job in ("ingest", "detect_opportunities"):
        done = emcip("run", job, home=home, extra=bureau.environment())
        assert done.returncode == 0, done.stderr
    warehouse = _open(home)
    with warehouse.transaction() as session:
        best = session.scalars(select(t.Opportunity).order_by(t.Opportunity.priority.desc())).first()
        assert best is not None
        approve(session, best.desk_id, best.id, dt.datetime.now(UTC))
        key = best.partition_key
    done = emcip("drafts", "write", key, home=home, extra=bureau.environment())
    assert done.returncode == 0, done.stderr
    return home


def _open(home: Path) -> Warehouse:
    return open_warehouse(f"sqlite:///{home}/emcip.db", f"file://{home}/blobs")


def test_articles_of_other_languages_are_translated(home: Path) -> None:
    with _open(home).reading() as session:
        states = Counter(session.scalars(select(t.Translation.status).where(t.Translation.current)))
    assert states["complete"] >= 35, states
    assert set(states) <= {"complete", "lead", "unneeded", "failed"}
    assert states["failed"] <= 3


def test_claude_found_the_opportunities_and_wrote_the_draft(home: Path) -> None:
    with _open(home).reading() as session:
        detected = Counter(session.scalars(select(t.Opportunity.detected_by)))
        [draft] = session.scalars(select(t.Draft)).all()
        citations = session.scalar(select(func.count()).select_from(t.DraftCitation))
    assert any("claude" in name for name in detected), detected
    assert draft.generated_by == "claude"
    assert citations and citations >= 3


def test_every_call_is_in_the_ledger_with_its_price(bureau: Bureau, home: Path) -> None:
    with _open(home).reading() as session:
        rows = session.scalars(select(t.ApiUsage)).all()
        reserved = session.scalar(select(func.count()).select_from(t.BudgetReservation))
    paid = [row for row in rows if not row.cached]
    assert len(paid) == sum(bureau.asked)
    assert all(row.cost_usd > 0 for row in paid)
    assert all(row.cost_usd == 0 for row in rows if row.cached)
    assert reserved == 0


def test_doing_it_all_again_pays_for_nothing(bureau: Bureau, home: Path) -> None:
    before = bureau.asked
    for job in ("ingest", "detect_opportunities"):
        done = emcip("run", job, home=home, extra=bureau.environment())
        assert done.returncode == 0, done.stderr
    assert emcip("drafts", "write", "--all", home=home, extra=bureau.environment()).returncode == 0
    assert bureau.asked == before


def test_no_secret_is_written_anywhere(home: Path) -> None:
    for path in home.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path


def test_a_small_budget_leaves_articles_waiting_and_is_not_overrun(bureau: Bureau, tmp_path: Path) -> None:
    home = tmp_path / "home"
    extra = bureau.environment(EMCIP_BUDGET_RUN_USD="0.05")
    done = emcip("run", "ingest", home=home, extra=extra)
    assert done.returncode == 0, done.stderr
    with _open(home).reading() as session:
        spent = session.scalar(select(func.sum(t.ApiUsage.cost_usd))) or 0
        states = Counter(session.scalars(select(t.Translation.status).where(t.Translation.current)))
        scored = session.scalar(select(func.count()).select_from(t.Score).where(t.Score.current))
    assert 0 < float(spent) <= 0.05
    assert states["waiting"] >= 10
    assert scored and scored >= 60
    figures = json.loads(emcip("status", "--json", home=home, extra=extra).stdout)
    assert 0 < figures["spent_usd"]["today"] <= 0.05


def test_a_translator_that_is_down_makes_the_step_ask_for_a_retry(bureau: Bureau, tmp_path: Path) -> None:
    home = tmp_path / "home"
    extra = bureau.environment(EMCIP_GOOGLE_ENDPOINT="127.0.0.1:9")
    assert run_until("trying again in 60 s", "run", "ingest", home=home, extra=extra)
    with _open(home).reading() as session:
        assert session.scalar(select(func.count()).select_from(t.Extraction)), "what came before is kept"
