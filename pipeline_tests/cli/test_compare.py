"""``emcip reprocess extraction --dry-run``: the report, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cells import Cell
from pipeline.cli.main import main
from pipeline.extraction.stage import extract_cells
from pipeline.newsroom import Newsroom, Run
from pipeline_tests.extraction.test_compare import OLDER
from pipeline_tests.made import NOON, add_article, add_source

CELL = Cell(NOON.date(), "sub-saharan-africa")


def _emcip(home: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.setenv("EMCIP_HOME", str(home))
    return CliRunner().invoke(main, ["reprocess", *arguments])


def test_dry_run_prints_share_fields_sources_and_examples(
    newsroom: Newsroom, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The ferry sailed again on Tuesday, the harbour office said.\nTwo boats will make the trip each day.\n" * 3
    with newsroom.warehouse.transaction() as session:
        add_article(newsroom.warehouse, session, add_source(session), title="Ferry sails", text=text)
    extract_cells(newsroom, [CELL], run, extractor=OLDER)
    told = _emcip(newsroom.settings.home, monkeypatch, "extraction", "--dry-run", "--cell", CELL.key)
    assert told.exit_code == 0, told.output
    assert "100% of 1 articles change" in told.output
    assert "daily-ledger: 1 of 1" in told.output
    assert "nothing was written" in told.output
    found = json.loads(_emcip(newsroom.settings.home, monkeypatch, "extraction", "--dry-run", "--json").output)
    assert (found["pages"], found["share_changed"], found["compared_with"]) == (1, 1.0, [OLDER.version])
    assert set(found["fields"]) == {"title", "text"}
    other = _emcip(newsroom.settings.home, monkeypatch, "extraction", "--dry-run", "--cell", "2026-11-01|south-asia")
    assert "nothing to compare" in other.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scoring", "--dry-run"], "--dry-run compares extractions"),
        (["extraction", "--dry-run", "--cell", "yesterday"], "'yesterday' is not a cell"),
    ],
)
def test_dry_run_of_what_cannot_be_compared_says_so(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    told = _emcip(newsroom.settings.home, monkeypatch, *arguments)
    assert told.exit_code != 0
    assert said in told.output
