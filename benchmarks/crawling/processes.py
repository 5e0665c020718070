"""The processes of the benchmark: the server of all sites, and a worker for each measurement."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from types import TracebackType
from typing import Any, Self

import psutil

from benchmarks.crawling.worker import Job
from pipeline.failures import ServiceUnavailable
from pipeline.settings import CHECKOUT


class Server:
    """Use as ``with``: the sites are served meanwhile, on ``port``."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.crawling.server"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=CHECKOUT)  # noqa: S603
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ServiceUnavailable("no_server", "the server of the made sites ended before it served; see above")
        self.port = int(line)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def measure(self, job: Job) -> dict[str, Any]:
        """Have a worker do the job; its figures, and the CPU seconds that the server took meanwhile."""
        before = self._cpu()
        command = [sys.executable, "-m", "benchmarks.crawling.worker", json.dumps(dataclasses.asdict(job))]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT, check=False)  # noqa: S603
        if done.returncode:
            raise ServiceUnavailable("no_figures", f"{job} ended with code {done.returncode}; see above")
        figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return {**figures, "server_cpu": round(self._cpu() - before, 3)}

    def _cpu(self) -> float:
        times = psutil.Process(self._process.pid).cpu_times()
        return float(times.user + times.system)
