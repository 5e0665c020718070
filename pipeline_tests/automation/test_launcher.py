"""A run whose process was killed is noticed; a healthy one is left alone. Real processes, a real instance."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.launcher.base import WorkerStatus

from pipeline.automation.launcher import HOST_TAG, MISSES, WatchfulRunLauncher
from pipeline.cli.home import prepare_home
from pipeline.settings import Settings

WORKER = """
import sys, dagster as dg

@dg.op
def wait():
    print(dg.get_dagster_logger().name and "at work", flush=True)
    sys.stdin.read()

@dg.job
def waiting():
    wait()

waiting.execute_in_process(instance=dg.DagsterInstance.get(), tags=dict([sys.argv[1:]]) if sys.argv[1:] else {})
"""


@pytest.fixture
def instance(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("DAGSTER_HOME", "")  # so that what prepare_home sets is undone
    prepare_home(settings)
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        yield instance


class _Worker:
    """A process with a run at work in it."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER, *arguments],
            env={**os.environ, "DAGSTER_HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        while b"at work" not in self.process.stdout.readline():
            assert self.process.poll() is None

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def _statuses(instance: dg.DagsterInstance) -> list[WorkerStatus]:
    [run] = instance.get_runs()
    return [instance.run_launcher.check_run_worker_health(run).status for _ in range(MISSES)]


def test_the_instance_uses_our_launcher(instance: dg.DagsterInstance) -> None:
    assert isinstance(instance.run_launcher, WatchfulRunLauncher)
    assert instance.run_monitoring_enabled


def test_a_run_at_work_is_left_alone(instance: dg.DagsterInstance, settings: Settings) -> None:
    with _Worker(settings.dagster_home):
        assert _statuses(instance) == [WorkerStatus.RUNNING] * 3


def test_a_killed_run_is_noticed_at_the_third_look(instance: dg.DagsterInstance, settings: Settings) -> None:
    with _Worker(settings.dagster_home):
        pass
    assert _statuses(instance) == [WorkerStatus.RUNNING, WorkerStatus.RUNNING, WorkerStatus.NOT_FOUND]


def test_a_run_of_another_machine_is_not_ours_to_judge(instance: dg.DagsterInstance, settings: Settings) -> None:
    with _Worker(settings.dagster_home, HOST_TAG, "another-machine"):
        pass
    assert _statuses(instance) == [WorkerStatus.RUNNING] * 3
