"""The benchmark of language detectors: samples of pages and of texts, accuracy by group, time."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.language import Sample, detectors, main, measure
from pipeline.failures import ConfigurationError
from pipeline_tests.extraction.pages import page
from pipeline_tests.language.test_words import STATEMENT


def test_pages_and_texts_are_read_and_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page()))
    row = {"id": "a", "file": "a.html.gz", "language": "en", "page_type": "article", "url": "https://a.example/a"}
    (tmp_path / "pages.jsonl").write_text(json.dumps(row) + "\n" + json.dumps({**row, "page_type": "list"}))
    (tmp_path / "texts").mkdir()
    texts = [json.dumps({"language": code, "body": text}) for code, text in STATEMENT.items()]
    (tmp_path / "texts" / "news.jsonl.gz").write_bytes(gzip.compress("\n".join(texts).encode()))
    assert main([str(tmp_path)], as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["samples"] == {"pages": 1, "news": len(STATEMENT)}
    assert found["detectors"]["emcip"]["accuracy"] == {"pages": 1.0, "news": 1.0}
    assert found["detectors"]["declared"]["accuracy"] == {"pages": 1.0, "news": 0.0}


def test_mistakes_are_named() -> None:
    found = measure([Sample("made", STATEMENT["ru"], "uk")], detectors())
    assert found["detectors"]["emcip"]["accuracy"] == {"made": 0.0}
    assert found["detectors"]["emcip"]["mistakes"] == [{"is": "uk", "taken_for": "ru", "count": 1}]


def test_folder_of_another_layout_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no pages\.jsonl"):
        main([str(tmp_path)], as_json=False)
