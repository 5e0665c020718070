"""Loose files through the pool: one dictionary each, in order, whatever the files are."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

from pipeline.extraction.loose import extract_files
from pipeline.settings import Settings
from pipeline_tests.extraction.pages import PORT, page


def test_files_are_extracted_in_order(tmp_path: Path, settings: Settings) -> None:
    plain, packed = tmp_path / "a.html", tmp_path / "b.html.gz"
    plain.write_bytes(page(head="<meta property='article:published_time' content='2026-11-22T09:00:00+03:00'>"))
    packed.write_bytes(gzip.compress(page(title="Second page of two")))
    first, second = extract_files([plain, packed], settings)
    assert first["file"] == str(plain)
    assert first["text"].split("\n") == PORT
    assert first["published_at"] == "2026-11-22T09:00:00+03:00"
    assert (second["title"], second["language"]) == ("Second page of two", "en")
    assert {"file", "title", "text", "authors", "published_at", "language"} <= set(first)
    json.dumps([first, second])


def test_files_that_cannot_be_read_are_named_with_the_reason(tmp_path: Path, settings: Settings) -> None:
    damaged, empty, good = tmp_path / "bad.gz", tmp_path / "empty.html", tmp_path / "good.html"
    damaged.write_bytes(gzip.compress(page())[:200])
    empty.write_bytes(b"")
    good.write_bytes(page())
    missing = tmp_path / "missing.html"
    found = list(extract_files([missing, tmp_path, damaged, empty, good], settings))
    assert [entry.get("reason") for entry in found] == [
        "file_missing", "not_a_file", "bad_gzip", "no_markup", None,
    ]  # fmt: skip
    assert str(missing) in found[0]["error"]
    assert found[3]["outcome"] == "empty"
    assert found[4]["outcome"] == "article"


def test_no_files_start_no_workers(settings: Settings) -> None:
    assert list(extract_files([], settings)) == []


def test_page_may_come_by_standard_input(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(title="The other page"))
    for body in (page(), gzip.compress(page())):
        told = subprocess.run(
            [sys.executable, "-m", "pipeline.cli.main", "extract", "--json", "-", str(tmp_path / "a.html")],
            input=body,
            stdout=subprocess.PIPE,
            timeout=120,
        )
        first, second = map(json.loads, told.stdout.splitlines())
        assert (told.returncode, first["file"], first["text"].split("\n")) == (0, "-", PORT)
        assert second["title"] == "The other page"
