"""The benchmark's measures: those of the public benchmark, worked out by hand on small texts."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
from pathlib import Path

import pytest

from pipeline.cli.bench import run_benchmark
from pipeline.extraction import measure
from pipeline.failures import ConfigurationError
from pipeline_tests.extraction.pages import PORT, page

AT = dt.datetime(2026, 11, 3, 23, 30, 10, tzinfo=dt.timezone(dt.timedelta(hours=3)))


def test_text_is_compared_by_four_words_at_a_time() -> None:
    # true: 3 grams; output: 2 grams, of which 1 is true
    precision, recall = measure.page_text("a b c d e f", "a b c d x")
    assert (precision, recall) == (1 / 2, 1 / 3)


def test_a_repeated_gram_counts_as_often_as_it_is_true() -> None:
    assert measure.page_text("a b c d", "a b c d a b c d")[0] == 1 / 5


def test_a_text_of_fewer_than_four_words_is_one_gram() -> None:
    assert measure.page_text("two words", "two words") == (1.0, 1.0)
    assert measure.page_text("two words", "two") == (0.0, 0.0)


def test_characters_of_unspaced_scripts_are_words() -> None:
    assert measure.tokens("央行开展 1200亿元 ok") == ["央", "行", "开", "展", "1200", "亿", "元", "ok"]
    assert measure.tokens("한국 ไทย") == ["한", "국", "ไ", "ท", "ย"]


def test_f1_is_of_the_mean_precision_and_the_mean_recall() -> None:
    rows = [measure.page_text("a b c d e f", "a b c d x"), measure.page_text("a b c d", "a b c d")]
    found = measure.score(rows, measure.text_f1, draws=50)
    assert found is not None
    precision, recall = (1 / 2 + 1) / 2, (1 / 3 + 1) / 2
    assert found.value == pytest.approx(2 * precision * recall / (precision + recall))
    assert found.low <= found.value <= found.high == 1.0


def test_an_empty_output_costs_recall_and_says_nothing_of_precision() -> None:
    rows = [measure.page_text("a b c d", ""), measure.page_text("a b c d", "a b c d")]
    assert math.isnan(rows[0][0])
    found = measure.score(rows, measure.text_f1, draws=10)
    assert found is not None
    assert found.value == pytest.approx(2 * 1.0 * 0.5 / 1.5)


def test_the_same_pages_give_the_same_interval() -> None:
    rows = [(float(number % 3 == 0),) for number in range(40)]
    assert measure.score(rows, measure.share) == measure.score(rows, measure.share)
    assert measure.score([], measure.share) is None


def test_titles_are_equal_by_letters_and_digits() -> None:
    assert measure.page_title("Q&amp;A: “Port” opens", "q & a - 'port' OPENS") == 1.0
    assert measure.page_title("Port opens", "Port opens soon") == 0.0
    assert measure.page_title("Port opens", None) == 0.0


def test_authors_are_counted_by_name() -> None:
    assert measure.page_authors(["Ama Boateng, Kofi Mensah"], ["Kofi Mensah", "Reuters"]) == (1.0, 1.0, 1.0)
    found = measure.score([(1.0, 1.0, 1.0), (0.0, 0.0, 0.0)], measure.authors_f1, draws=10)
    assert found is not None
    assert found.value == 0.5


@pytest.mark.parametrize(
    ("truth", "output", "right"),
    [
        ("2026-11-03", AT, 1.0),
        ("2026-11-03T23:30:10+03:00", dt.date(2026, 11, 3), 1.0),
        ("2026-11-04T05:30:10+09:00", AT, 1.0),  # the same moment, another day over there
        ("Tue, 03 Nov 2026 20:30:00 GMT", AT, 1.0),
        ("2026-11-04", AT, 0.0),
        ("2026-11-03", None, 0.0),
    ],
)
def test_a_day_is_right_as_the_page_writes_it_or_in_utc(truth: str, output: dt.date | None, right: float) -> None:
    read = measure.read_annotated(truth)
    assert read is not None
    assert measure.page_day(read, output) == right


def test_a_minute_is_asked_only_where_the_annotation_names_one() -> None:
    assert math.isnan(measure.page_minute(dt.date(2026, 11, 3), AT))
    assert measure.page_minute(dt.datetime(2026, 11, 3, 20, 30, tzinfo=dt.UTC), AT) == 1.0
    assert measure.page_minute(dt.datetime(2026, 11, 3, 20, 35, tzinfo=dt.UTC), AT) == 0.0
    assert measure.page_minute(dt.datetime(2026, 11, 3, 20, 30, tzinfo=dt.UTC), None) == 0.0
    assert measure.read_annotated("yesterday") is None


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """A folder laid out like the corpus, with two pages, the second without annotations."""
    folder = tmp_path / "annotated"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "one.html.gz").write_bytes(gzip.compress(page()))
    (folder / "pages" / "two.html").write_bytes(page(title="Another title"))
    rows = [
        {"id": "1", "file": "pages/one.html.gz", "url": "https://a.example/one", "language": "en"},
        {"id": "2", "file": "pages/two.html", "url": None, "language": "en", "page_type": "list"},
    ]
    (folder / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    truth = {"id": "1", "title": "Third terminal opens at the port", "body": "\n".join(PORT), "authors": []}
    with gzip.open(folder / "expected.jsonl.gz", "wt") as handle:
        handle.write(json.dumps(truth) + "\n")
    return folder


def test_the_benchmark_scores_every_engine_on_a_folder(annotated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_benchmark("extraction", as_json=True, arguments=[str(annotated), "--bootstrap", "20"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["pages"] == 2
    assert list(found["engines"]) == ["emcip", "trafilatura", "fast", "precision", "readability"]
    ours = found["engines"]["emcip"]["scores"]
    assert ours["all"]["text"] == {"value": 1.0, "low": 1.0, "high": 1.0, "pages": 1}
    assert ours["en"]["title"]["value"] == 1.0
    assert ours["all"]["language"]["pages"] == 1  # the list page counts for time alone
    assert found["engines"]["trafilatura"]["cpu_ratio"] == 1.0


def test_pages_of_a_publisher_are_in_one_fold() -> None:
    rows = [(1.0,), (0.0,), (0.5,)]
    assert sorted(measure.by_folds(rows, ["a", "b", "a"], measure.share)) == [0.0, 0.75]
    many = measure.by_folds([(1.0,)] * 40, [str(number) for number in range(40)], measure.share)
    assert many == [1.0] * measure.FOLDS


def test_f1_of_a_page_without_output_is_nought() -> None:
    assert measure.page_f1((math.nan, 0.0)) == 0.0
    assert measure.page_f1((1.0, 0.5)) == pytest.approx(2 / 3)


def test_ranks_are_compared_and_ties_share_theirs() -> None:
    assert measure.rank_correlation([1, 2, 3], [10, 20, 90]) == pytest.approx(1.0)
    assert measure.rank_correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    assert measure.rank_correlation([1, 1, 2], [5, 6, 7]) == pytest.approx(0.866, abs=0.001)
    assert measure.rank_correlation([1, 1], [1, 2]) == 0.0


def test_the_benchmark_says_how_far_confidence_can_be_trusted(
    annotated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_benchmark("extraction", as_json=True, arguments=[str(annotated), "--bootstrap", "20"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["confidence"]["above"] == {"pages": 1, "mean_page_f1": 1.0}
    assert found["confidence"]["below"] == {"pages": 0, "mean_page_f1": None}
    assert found["engines"]["emcip"]["text_f1_by_folds_of_publishers"] == [1.0]


def test_the_benchmark_prints_totals_and_languages(annotated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_benchmark("extraction", as_json=False, arguments=[str(annotated), "--bootstrap", "20"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("emcip ") and "1.000 [1.000-1.000]" in line for line in lines)
    assert any(line.startswith("en ") for line in lines)


def test_the_benchmark_validates_the_bounds_over_publishers(
    annotated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(annotated), "--bootstrap", "20", "--only", "trafilatura", "--cross-validate"]
    assert run_benchmark("extraction", as_json=True, arguments=arguments) == 0
    found = json.loads(capsys.readouterr().out)["cross_validation"]
    assert (found["pages"], found["fixed"], found["chosen"]) == (1, 1.0, 1.0)
    # on no pages at all, nothing is better than what is there
    assert found["folds"] == [{"fixed": 1.0, "chosen": 1.0, "pages": 1, "bounds": {}}]
    for name, present in found["present"].items():
        assert f"{present:g}" in found["values"][name], name
    assert run_benchmark("extraction", as_json=False, arguments=arguments) == 0
    assert "1.0000 chosen by fold, 1.0000 as fixed" in capsys.readouterr().out


def test_the_benchmark_says_which_folder_it_wants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMCIP_CORPUS", raising=False)
    with pytest.raises(ConfigurationError, match="EMCIP_CORPUS"):
        run_benchmark("extraction", as_json=False, arguments=[])
    with pytest.raises(ConfigurationError, match=r"needs pages\.jsonl"):
        run_benchmark("extraction", as_json=False, arguments=[str(tmp_path)])
