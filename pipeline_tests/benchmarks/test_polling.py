"""The simulator of polling, on traces whose results were worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.polling import main
from benchmarks.publishing.pollers import Poller, fixed, media_cloud, ours
from benchmarks.publishing.simulator import fewest_requests, play_one, score
from benchmarks.publishing.traces import Trace, made_traces, read_traces
from pipeline.failures import ConfigurationError


def trace(*times: float, window: int = 10) -> Trace:
    return Trace("post", "given", window, np.array(times, dtype=np.float64))


def at(*polls: float) -> Poller:
    return lambda trace, first, end: list(polls)


def test_lags_run_from_publication_to_the_next_poll() -> None:
    found = play_one(trace(0.5, 1.25, 1.5, 4.0), at(0.0, 1.0, 2.0, 5.0), 0.0, 5.0)
    assert found.lags.tolist() == [0.5, 0.75, 0.5, 1.0]
    assert (found.requests, found.items, found.missed) == (4, 4, 0)


def test_what_the_window_pushed_out_is_missed_and_has_no_lag() -> None:
    # five items between two polls of a feed that lists two: the first three are gone
    found = play_one(trace(1.1, 1.2, 1.3, 1.4, 1.5, window=2), at(0.0, 1.0, 2.0), 0.0, 2.0)
    assert (found.items, found.missed) == (5, 3)
    assert found.lags.tolist() == pytest.approx([0.6, 0.5])


def test_items_before_the_first_poll_and_requests_after_the_end_are_not_counted() -> None:
    found = play_one(trace(1.0, 2.0, 3.5), at(1.5, 3.0, 9.0), 1.5, 4.0)
    assert (found.requests, found.items) == (2, 2)
    assert found.lags.tolist() == [1.0, 5.5]


def test_an_item_at_the_moment_of_a_poll_is_found_at_once() -> None:
    assert play_one(trace(2.0), at(0.0, 2.0), 0.0, 2.0).lags.tolist() == [0.0]


def test_scores_add_up_and_take_percentiles_over_all_items() -> None:
    one = play_one(trace(*(number + 0.5 for number in range(10))), fixed(1.0), 0.0, 10.0)
    two = play_one(trace(1.25, 2.25), fixed(1.0), 0.0, 10.0)
    both = score([one, two])
    assert (both.sources, both.requests, both.items, both.missed) == (2, 22, 12, 0)
    assert (both.p50, both.p95) == (30.0, 45.0)


def test_media_clouds_rule_takes_its_published_steps() -> None:
    # nothing new: ten minutes more each time. 6 h, 6 h 10 min, 6 h 20 min, ...
    quiet = media_cloud(trace(), 0.0, 26.0)
    assert quiet == pytest.approx([0, 6, 6 + 37 / 6, 6 + 75 / 6, 25.0])
    # all new each time: an hour less each time, down to ten minutes
    busy = media_cloud(trace(*np.arange(0.01, 30, 0.01)), 0.0, 21.6)
    assert busy == pytest.approx([0, 6, 11, 15, 18, 20, 21, 21 + 1 / 6, 21 + 2 / 6, 21.5], abs=1e-6)


def test_our_poller_polls_a_busy_feed_before_it_overflows_and_a_dead_one_once_a_day() -> None:
    busy = ours()(trace(*np.arange(0.1, 24 * 14, 0.1), window=10), 0.0, 24 * 14)
    dead = ours()(trace(), 0.0, 24 * 60)
    assert np.diff(busy[-20:]).max() <= 0.75
    assert np.diff(dead[-5:]).min() > 20


def test_knowing_the_future_takes_a_request_for_each_bunch_of_items() -> None:
    # the first poll is within the first hour; afterwards two bunches, each within half an hour
    times = trace(10.0, 10.2, 10.4, 20.0, 20.1)
    assert fewest_requests([times], (0.0, 30.0), within=0.5, share=1.0) == 2
    assert fewest_requests([times], (0.0, 30.0), within=0.1, share=1.0) == 4


def test_made_traces_are_always_the_same_five_hundred() -> None:
    one, two = made_traces(), made_traces()
    assert len(one) == 500
    assert {trace.kind for trace in one} == {"diurnal", "bursty", "steady", "weekly", "dying", "reviving"}
    assert all(np.array_equal(a.times, b.times) and a.window == b.window for a, b in zip(one, two, strict=True))


def test_windows_are_read_from_the_first_line_or_the_name_and_times_in_each_spelling(tmp_path: Path) -> None:
    (tmp_path / "daily").mkdir()
    (tmp_path / "a.txt").write_text("window 25\n1970-01-02T00:00:00Z\n\n1970-01-01T12:30:00+02:00\n")
    (tmp_path / "daily" / "b.15.csv").write_text("# times\n1970-01-01 06:00:00,https://x.example/a\n946684800\n")
    (tmp_path / "README.md").write_text("not a trace")
    found = {trace.name: trace for trace in read_traces(tmp_path)}
    assert (found["a.txt"].window, found["a.txt"].kind) == (25, "given")
    assert found["a.txt"].times.tolist() == [10.5, 24.0]
    assert (found["daily/b.15.csv"].window, found["daily/b.15.csv"].kind) == (15, "daily")
    assert found["daily/b.15.csv"].times.tolist() == [6.0, 946684800 / 3600]


@pytest.mark.parametrize("line", ["30", "# 30", "window 30", "Window: 30", "# window_size=30", "feed window 30 items"])
def test_a_window_may_be_written_in_several_ways(tmp_path: Path, line: str) -> None:
    (tmp_path / "post-7.txt").write_text(f"{line}\n1970-01-02T00:00:00Z\n")
    assert [(trace.window, len(trace.times)) for trace in read_traces(tmp_path)] == [(30, 1)]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("a.txt", "1970-01-01\n", "window 20"), ("a.9.txt", "yesterday\n", "'yesterday' is no time")],
)
def test_a_file_that_is_no_trace_is_named_with_the_remedy(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ConfigurationError, match=said) as error:
        read_traces(tmp_path)
    assert name in str(error.value)


def test_the_benchmark_reports_kinds_trade_off_and_targets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        times = [f"2026-11-{day:02}T{hour:02}:{number * 7:02}:00Z" for day in range(2, 9) for hour in range(6, 20)]
        (tmp_path / f"post-{number}.txt").write_text("\n".join(["20", *times]))
    assert main(["--traces", str(tmp_path)], as_json=True) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["whole"]["ours"]["items"] == report["whole"]["hourly"]["items"]
    assert report["whole"]["ours"]["missed"] == 0
    assert report["whole"]["hourly"]["requests"] > report["whole"]["ours"]["requests"]
    assert "every 120 min" in report["trade_off"]
    assert len(report["targets"]) == 7
    assert main(["--traces", str(tmp_path)], as_json=False) == 0
    assert "targets" in capsys.readouterr().out
