"""A run launcher that notices when a run's process is gone.

Dagster's default launcher has no health check: once worker and code server are killed, a run stays STARTED for
ever. Named in ``dagster.yaml``; imported by the daemon, which is why the package is installed.
"""

from __future__ import annotations

import json
import socket
from collections import Counter

import psutil
from dagster import DagsterError, DagsterEventType, DagsterRun
from dagster._core.errors import DagsterUserCodeUnreachableError
from dagster._core.events import EngineEventData
from dagster._core.launcher.base import CheckRunHealthResult, WorkerStatus
from dagster._core.launcher.default_run_launcher import DefaultRunLauncher
from dagster._core.storage.tags import GRPC_INFO_TAG
from dagster._serdes import deserialize_value
from dagster._serdes.config_class import ConfigurableClassData

HOST_TAG = "emcip/host"
MISSES = 3  # in a row, five seconds apart: failed within 15 s, and no blip fails a healthy run
CLOCK_SLACK_SECONDS = 5.0


class WatchfulRunLauncher(DefaultRunLauncher):
    """Looks for a run's process by pid, or asks the code server where that runs on a port of its own."""

    def __init__(self, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(inst_data)
        self._misses: Counter[str] = Counter()
        self._unreached: dict[str, str] = {}  # why a run's server could not be asked, when it was last tried

    @property
    def supports_check_run_worker_health(self) -> bool:
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """RUNNING unless the run's process was missed MISSES times in a row.

        Raises what is neither an answer nor a silence of the server: the monitoring shows it, and the run is let be.
        """
        misses = self._misses
        if self._is_there(run):
            misses.pop(run.run_id, None)
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        misses[run.run_id] += 1
        unreached = self._unreached.pop(run.run_id, None)
        why = f" ({unreached})" if unreached else ""
        if misses[run.run_id] < MISSES:
            return CheckRunHealthResult(WorkerStatus.RUNNING, msg=f"missed {misses[run.run_id]} of {MISSES} times{why}")
        del misses[run.run_id]
        return CheckRunHealthResult(
            WorkerStatus.NOT_FOUND,
            msg=f"the run's process is gone (killed, or the machine restarted){why}. What it committed is kept; what is"
            " left stays pending and is taken up by the next run",
        )

    def _is_there(self, run: DagsterRun) -> bool:
        host = run.tags.get(HOST_TAG)
        if host is not None and host != socket.gethostname():
            return True  # started by hand on another machine: not ours to judge
        server = json.loads(run.tags.get(GRPC_INFO_TAG, "{}"))
        # only `dagster api grpc`, which listens on a port, tells its runs; the proxy of `dagster dev` does not
        if server.get("port"):
            return self._server_has(run)
        return self._process_lives(run)

    def _server_has(self, run: DagsterRun) -> bool:
        from dagster._grpc.client import DagsterGrpcClient  # noqa: PLC0415 - grpc is slow to import
        from dagster._grpc.types import GetCurrentRunsResult  # noqa: PLC0415

        server = json.loads(run.tags[GRPC_INFO_TAG])
        client = DagsterGrpcClient(port=server["port"], host=server["host"], use_ssl=bool(server.get("use_ssl")))
        try:
            answer = deserialize_value(client.get_current_runs(), GetCurrentRunsResult)
        except DagsterUserCodeUnreachableError as error:
            self._unreached[run.run_id] = f"its code server at {server['host']}:{server['port']}: {error}"
            return False
        if answer.serializable_error_info is not None:  # it lives, and cannot say which runs do
            raise DagsterError(f"the code server cannot tell its runs: {answer.serializable_error_info.message}")
        return run.run_id in answer.current_runs

    def _process_lives(self, run: DagsterRun) -> bool:
        records = self._instance.event_log_storage.get_records_for_run(
            run.run_id, of_type=DagsterEventType.ENGINE_EVENT
        ).records
        for record in reversed(records):
            event = record.event_log_entry.dagster_event
            if event is None or not isinstance(event.event_specific_data, EngineEventData):
                continue
            pid = event.event_specific_data.metadata.get("pid")
            if pid is not None and pid.value is not None:
                return _is_process(int(str(pid.value)), started_before=record.event_log_entry.timestamp)
        return True  # it has not said its pid yet


def _is_process(pid: int, *, started_before: float) -> bool:
    """Whether this pid runs, and is not a later process that was given the same number."""
    try:
        process = psutil.Process(pid)
        return (
            process.status() != psutil.STATUS_ZOMBIE and process.create_time() <= started_before + CLOCK_SLACK_SECONDS
        )
    except psutil.NoSuchProcess:
        return False
