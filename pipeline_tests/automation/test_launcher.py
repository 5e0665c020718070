"""A run whose process was killed is noticed; a healthy one is left alone. Real processes, a real instance."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dagster as dg
import grpc
import pytest
from dagster._core.launcher.base import WorkerStatus
from dagster._core.storage.tags import GRPC_INFO_TAG
from dagster._core.utils import make_new_run_id
from dagster._grpc.__generated__ import dagster_api_pb2
from dagster._grpc.types import GetCurrentRunsResult
from dagster._serdes import serialize_value
from dagster_shared.error import SerializableErrorInfo

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


class _CodeServer:
    """The one call of ``dagster api grpc`` that the launcher makes, on a loopback port."""

    def __init__(self, answer: GetCurrentRunsResult) -> None:
        reply = dagster_api_pb2.GetCurrentRunsReply(serialized_current_runs=serialize_value(answer))
        handler = grpc.unary_unary_rpc_method_handler(
            lambda _request, _context: reply,
            request_deserializer=dagster_api_pb2.Empty.FromString,
            response_serializer=dagster_api_pb2.GetCurrentRunsReply.SerializeToString,
        )
        self._server = grpc.server(ThreadPoolExecutor(1))
        self._server.add_generic_rpc_handlers(
            [grpc.method_handlers_generic_handler("api.DagsterApi", {"GetCurrentRuns": handler})]
        )
        self.port = self._server.add_insecure_port("127.0.0.1:0")

    def __enter__(self) -> _CodeServer:
        self._server.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.stop(None).wait()


def _run_at(instance: dg.DagsterInstance, port: int) -> dg.DagsterRun:
    """A run that a code server at this port has been given."""
    info = json.dumps({"host": "127.0.0.1", "port": port})
    return instance.add_run(dg.DagsterRun(job_name="crawl", run_id=make_new_run_id(), tags={GRPC_INFO_TAG: info}))


def test_a_code_server_is_asked_for_its_runs(instance: dg.DagsterInstance) -> None:
    run = _run_at(instance, 1)
    with _CodeServer(GetCurrentRunsResult(current_runs=[run.run_id], serializable_error_info=None)) as server:
        here, gone = (
            run.with_tags({GRPC_INFO_TAG: json.dumps({"host": "127.0.0.1", "port": server.port})}),
            _run_at(instance, server.port),
        )
        looks = [instance.run_launcher.check_run_worker_health(here).status for _ in range(MISSES)]
        assert looks == [WorkerStatus.RUNNING] * MISSES
        looks = [instance.run_launcher.check_run_worker_health(gone).status for _ in range(MISSES)]
        assert looks[-1] == WorkerStatus.NOT_FOUND


def test_a_code_server_that_is_gone_is_named_with_what_was_wrong(instance: dg.DagsterInstance) -> None:
    with _CodeServer(GetCurrentRunsResult(current_runs=[], serializable_error_info=None)) as server:
        port = server.port
    run = _run_at(instance, port)
    looks = [instance.run_launcher.check_run_worker_health(run) for _ in range(MISSES)]
    assert looks[-1].status == WorkerStatus.NOT_FOUND
    assert f"its code server at 127.0.0.1:{port}: Could not reach user code server" in str(looks[-1].msg)


def test_a_code_server_that_cannot_tell_its_runs_costs_none_of_them_its_life(instance: dg.DagsterInstance) -> None:
    error = SerializableErrorInfo("out of memory", [], "MemoryError")
    with _CodeServer(GetCurrentRunsResult(current_runs=[], serializable_error_info=error)) as server:
        run = _run_at(instance, server.port)
        for _ in range(MISSES + 1):
            with pytest.raises(dg.DagsterError, match="cannot tell its runs: out of memory"):
                instance.run_launcher.check_run_worker_health(run)


def test_a_run_of_another_machine_is_not_ours_to_judge(instance: dg.DagsterInstance, settings: Settings) -> None:
    with _Worker(settings.dagster_home, HOST_TAG, "another-machine"):
        pass
    assert _statuses(instance) == [WorkerStatus.RUNNING] * 3
