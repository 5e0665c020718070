"""A newcomer's walk through the Dagster UI, in a real browser: look at an asset, pick a cell, materialise it."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from pipeline.automation.unfinished import PARTITION
from pipeline.steps import RANGE_END, RANGE_START
from pipeline_tests.e2e.emcip import COMMAND, emcip, environment

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 180_000
TODAY = dt.datetime.now(dt.UTC).date()


@dataclass(frozen=True)
class Ui:
    """The address of a served home, and the home."""

    address: str
    home: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(home: Path, port: int) -> Iterator[str]:
    log = home.parent / "serve.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", str(port)],
            env=environment(home),
            stdout=output,
            stderr=output,
            cwd=home.parent,
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    home = tmp_path_factory.mktemp("ui") / "home"
    done = emcip("demo", home=home, extra={"EMCIP_DEMO_PORT": str(_free_port())})
    assert done.returncode == 0, done.stderr
    with _served(home, _free_port()) as address:
        yield Ui(address, home)


@pytest.fixture
def page(ui: Ui) -> Iterator[Page]:
    chromium = shutil.which("chromium")
    assert chromium, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        _wait_for(page, ui.address)
        yield page
        browser.close()


def _wait_for(page: Page, address: str) -> None:
    """Until the code location is loaded; the browser's own retries do the waiting."""
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/server_info", timeout=2).read()
            break
        except OSError:
            page.wait_for_timeout(500)
    page.goto(f"{address}/locations")
    expect(page.get_by_text("Loaded").first).to_be_visible(timeout=PATIENCE_MS)


def test_the_assets_are_listed_in_the_order_of_the_data(page: Page, ui: Ui) -> None:
    page.goto(f"{ui.address}/locations/emcip/assets")
    for group, count in (("collect", 2), ("understand", 3), ("write", 2)):
        expect(page.get_by_text(group, exact=True).first).to_be_visible()
        expect(page.get_by_text(f"{count} assets").first).to_be_visible()


def test_an_asset_explains_itself_and_shows_its_cells(page: Page, ui: Ui) -> None:
    page.goto(f"{ui.address}/assets/scores?view=overview")
    expect(page.get_by_text("What is worth reading.").first).to_be_visible()
    expect(page.get_by_text("content_depth").first).to_be_visible()
    page.goto(f"{ui.address}/assets/scores?view=partitions")
    expect(page.get_by_text("south-asia").first).to_be_visible()


def test_schedules_and_sensors_are_listed(page: Page, ui: Ui) -> None:
    page.goto(f"{ui.address}/automation")
    for name in ("crawl_due", "detect", "catalogue", "pending_cells", "approved_opportunities"):
        expect(page.get_by_text(name, exact=True).first).to_be_visible()


def test_a_cell_is_materialised_from_the_browser(page: Page, ui: Ui) -> None:
    dialog = _materialise(page, ui, "scores")
    dialog.get_by_role("button", name="Latest").click()
    dialog.get_by_text("Select a partition or create one").click()
    page.get_by_text("south-asia", exact=True).locator("visible=true").last.click()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Launch 1 run").click()
    _wait_for_success(page, ui, f"{TODAY}|south-asia")


def test_a_backfill_over_all_regions_is_one_run(page: Page, ui: Ui) -> None:
    dialog = _materialise(page, ui, "extracted_articles")
    dialog.get_by_role("button", name="Latest").click()
    dialog.get_by_role("button", name="All").last.click()
    dialog.get_by_role("button", name="Launch backfill").click()
    _wait_for_success(page, ui, f"{TODAY}|sub-saharan-africa...{TODAY}|world")


def _materialise(page: Page, ui: Ui, asset: str) -> Locator:
    page.goto(f"{ui.address}/assets/{asset}?view=overview")
    page.get_by_role("button", name="Materialize").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def _wait_for_success(page: Page, ui: Ui, partitions: str) -> None:
    """Until a run that the browser started over these partitions has succeeded."""
    seen: list[str] = []
    with dg.DagsterInstance.from_config(str(ui.home / "dagster")) as instance:
        for _ in range(PATIENCE_MS // 1000):
            runs = [run for run in instance.get_runs(limit=50) if run.job_name.startswith("__ASSET_JOB")]
            seen = [f"{_partitions(run)} {run.status.value}" for run in runs]
            if f"{partitions} SUCCESS" in seen:
                return
            page.wait_for_timeout(1000)
    raise AssertionError(f"no successful run over {partitions}; there are {seen}")


def _partitions(run: dg.DagsterRun) -> str:
    if PARTITION in run.tags:
        return run.tags[PARTITION]
    return f"{run.tags.get(RANGE_START)}...{run.tags.get(RANGE_END)}"
