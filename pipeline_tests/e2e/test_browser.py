"""A newcomer's walk through the Dagster UI, in a real browser: look at an asset, pick a cell, materialise it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from pipeline_tests.e2e.emcip import COMMAND, emcip, environment

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 120_000


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
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("ui") / "home"
    done = emcip("demo", home=home, extra={"EMCIP_DEMO_PORT": str(_free_port())})
    assert done.returncode == 0, done.stderr
    with _served(home, _free_port()) as address:
        yield address


@pytest.fixture
def page(ui: str) -> Iterator[Page]:
    chromium = shutil.which("chromium")
    assert chromium, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        page.set_default_timeout(PATIENCE_MS)
        _wait_for(page, ui)
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


def test_the_lineage_shows_all_seven_assets(page: Page, ui: str) -> None:
    page.goto(f"{ui}/asset-groups")
    for name in ("sources", "raw_articles", "extracted_articles", "translations", "scores", "opportunities", "drafts"):
        expect(page.get_by_text(name, exact=True).first).to_be_visible(timeout=PATIENCE_MS)


def test_an_asset_explains_itself_and_shows_what_a_cell_made(page: Page, ui: str) -> None:
    page.goto(f"{ui}/assets/scores?view=overview")
    expect(page.get_by_text("What is worth reading.").first).to_be_visible()
    page.goto(f"{ui}/assets/scores?view=partitions")
    expect(page.get_by_text("south-asia").first).to_be_visible()


def test_a_cell_is_materialised_from_the_browser(page: Page, ui: str) -> None:
    page.goto(f"{ui}/assets/scores?view=overview")
    page.get_by_role("button", name="Materialize").first.click()
    page.get_by_role("button", name="Launch run").last.click()
    page.goto(f"{ui}/runs")
    expect(page.get_by_text("Success").first).to_be_visible(timeout=PATIENCE_MS)
