"""Running the ``emcip`` command as a user would: a process of its own, an environment of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("emcip"))
TIME_LIMIT = 600


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Nothing of this machine but what a program needs to run."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "OPENBLAS_CORETYPE") if name in os.environ}
    return {**kept, "HOME": str(home.parent), "EMCIP_HOME": str(home), "COLUMNS": "120", **(extra or {})}


def emcip(*arguments: str, home: Path, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run to the end; the caller looks at the exit code."""
    return subprocess.run(
        [COMMAND, *arguments],
        env=environment(home, extra),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
    )


def run_until(word: str, *arguments: str, home: Path, extra: Mapping[str, str] | None = None) -> bool:
    """Run, and ``kill -9`` the whole group at the first line that holds ``word``; False if there was none."""
    with started(*arguments, home=home, extra=extra) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if word in line:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return True
        return False


@contextmanager
def started(*arguments: str, home: Path, extra: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A running command, in a process group of its own, gone at the end."""
    process = subprocess.Popen(
        [COMMAND, *arguments],
        env=environment(home, extra),
        cwd=home.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
