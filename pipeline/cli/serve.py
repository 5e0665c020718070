"""``emcip serve``: the Dagster UI and daemon on this home, bound to loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from pipeline.cli.home import WORKSPACE, initialise
from pipeline.settings import Settings, load_settings

GRACE_SECONDS = 15


def serve(port: int) -> int:
    """Run until interrupted; returns the UI's exit code."""
    settings = load_settings()
    newsroom, _ = initialise(settings)
    newsroom.warehouse.close()
    environment = {**os.environ, "EMCIP_HOME": str(settings.home), "DAGSTER_HOME": str(settings.dagster_home)}
    with ExitStack() as stack:
        if settings.demo_present is not None:
            stack.enter_context(_child(_demo_world(settings), environment))
            click.echo("The demo world is up again: its sites answer under *.localhost")
        dagster = str(Path(sys.executable).with_name("dagster"))
        command = [dagster, "dev", "-w", str(WORKSPACE), "-h", "127.0.0.1", "-p", str(port), "--log-level", "warning"]
        ui = stack.enter_context(_child(command, environment))
        click.echo(f"EMCIP's UI: http://127.0.0.1:{port}/   (home {settings.home}; Ctrl-C ends it)")
        return _wait(ui)


def _demo_world(settings: Settings) -> list[str]:
    assert settings.demo_present is not None
    present = settings.demo_present.isoformat()
    return [sys.executable, "-m", "pipeline.demo.sites", "--port", str(settings.demo_port), "--present", present]


class _child:  # noqa: N801 - used like a function
    """A process that is ended, first politely, when its context is left."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._command, self._environment = command, environment

    def __enter__(self) -> subprocess.Popen[bytes]:
        # a group of its own: Ctrl-C reaches us alone, and we end the children in order
        self._process = subprocess.Popen(  # noqa: S603 - our own programs
            self._command, env=self._environment, start_new_session=True
        )
        return self._process

    def __exit__(self, *_exception: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGINT)
            try:
                self._process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes]) -> int:
    def _end(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, _end)
    try:
        return process.wait()
    except KeyboardInterrupt:
        click.echo("\nending …")
        return 0
