"""The comparison of feed readers, and its hard cases, which are tests of ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.feeds import Read, main, measure, ours, theirs
from benchmarks.reading.hard import CASES, Hard
from pipeline.failures import ConfigurationError


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_hard_cases_are_read_as_a_person_would(case: Hard) -> None:
    read = ours(case.body, case.content_type)
    assert read.links == case.links
    assert tuple(title for _, title, _ in read.items) == case.titles


def test_both_readers_agree_on_a_plain_feed() -> None:
    body = (
        b"<rss version='2.0'><channel><item><title>Port <b>opens</b></title><link>/a</link>"
        b"<pubDate>Sun, 22 Nov 2026 10:00:00 +0300</pubDate></item></channel></rss>"
    )
    item = ("https://news.example/a", "Port opens", 1795330800)
    assert ours(body, "text/xml") == theirs(body, "text/xml") == Read((item,))


def test_the_report_counts_what_only_one_of_them_finds(tmp_path: Path) -> None:
    (tmp_path / "plain.xml").write_text("<rss><channel><item><link>https://x.example/a</link></item></channel></rss>")
    (tmp_path / "guid.rss").write_text(
        "<rss><channel><item><link/><guid>https://x.example/a</guid></item></channel></rss>"
    )
    (tmp_path / "notes.txt").write_text("no feed")
    captured = measure(tmp_path, 1)["captured"]
    assert isinstance(captured, dict)
    assert (captured["feeds"], captured["items"], captured["same_link"], captured["only_ours"]) == (2, 2, 1, 1)


def test_it_prints_text_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rounds", "1"], as_json=False) == 0
    assert "hard cases" in capsys.readouterr().out
    assert main(["--rounds", "1"], as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["hard"]["right"]["ours"] == len(CASES)
    with pytest.raises(ConfigurationError, match="holds no feeds"):
        measure(tmp_path, 1)
