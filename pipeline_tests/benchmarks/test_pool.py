"""The benchmark of the pool: it runs all three ways over the same pages, and says what it needs."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.pool import find_jobs, main
from pipeline.failures import ConfigurationError
from pipeline_tests.extraction.pages import page


def test_pages_go_through_one_worker_two_and_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "a.html").write_bytes(page())
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(page()))
    assert main([str(tmp_path), "--rounds", "1"], as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["pages"] == 2
    assert set(found["pages_per_second"]) == {"in process", "1 worker", "2 workers"}
    assert 0 < found["busy"] <= 1
    assert found["cpu_by_in_process"] > 0


def test_pages_are_spread_over_the_folder(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.html").write_bytes(page())
    assert [Path(job.path or "").name for job in find_jobs(tmp_path, 3)] == ["0.html", "3.html", "6.html"]


def test_folder_without_pages_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no HTML files"):
        main([str(tmp_path)], as_json=False)
