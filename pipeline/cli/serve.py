"""``emcip serve``: the Dagster UI and daemon on this home, bound to loopback."""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

import click

from pipeline.cli.home import WORKSPACE, initialise
from pipeline.failures import ConfigurationError
from pipeline.settings import Settings, load_settings

GRACE_SECONDS = 15
PR_SET_PDEATHSIG = 1
SLOW_START_SECONDS = 90
LOADED = """{ workspaceOrError { ... on Workspace { locationEntries {
  loadStatus locationOrLoadError { ... on PythonError { message } } } } } }"""


def serve(port: int) -> int:
    """Run until interrupted; returns the UI's exit code.

    Raises ConfigurationError when the port is taken, or when this home is being served already.
    """
    settings = load_settings()
    _check_port(port)
    newsroom, _ = initialise(settings)
    newsroom.warehouse.close()
    environment = {
        **os.environ,
        "EMCIP_HOME": str(settings.home),
        "DAGSTER_HOME": str(settings.dagster_home),
        # dagster prefers its newer `dg dev`, which wants a project of another shape
        "PYTHONWARNINGS": "ignore:Function `dev_command` is superseded",
    }
    # a shell that starts us in the background ignores SIGINT, and the children would inherit that
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    log = settings.dagster_home / "serve.log"
    with ExitStack() as stack:
        stack.enter_context(_alone(settings.dagster_home / "serving"))
        output = stack.enter_context(log.open("wb"))
        if settings.demo_present is not None:
            stack.enter_context(_child(_demo_world(settings), environment, settings.home, output))
            click.echo("The demo world is up again: its sites answer under *.localhost")
        dagster = str(Path(sys.executable).with_name("dagster"))
        command = [dagster, "dev", "-w", str(WORKSPACE), "-h", "127.0.0.1", "-p", str(port), "--log-level", "warning"]
        click.echo(f"starting the UI and the daemon on the home {settings.home} (log: {log}) …")
        ui = stack.enter_context(_child(command, environment, settings.home, output))
        code = _wait(ui, f"http://127.0.0.1:{port}/")
    if code:
        click.secho(f"the UI ended with code {code}; why stands at the end of {log}", fg="red", err=True)
    return code


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise ConfigurationError(
                f"port {port} of 127.0.0.1 is used by another program; choose another: emcip serve --port {port + 1}"
            )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the home for this server; the lock goes with the process, however it ends."""
    with path.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            raise ConfigurationError(
                f"this home is being served already (by process {held.read().strip() or 'unknown'}); end that one,"
                " or set EMCIP_HOME to another home"
            ) from None
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield


def _demo_world(settings: Settings) -> list[str]:
    assert settings.demo_present is not None
    present = settings.demo_present.isoformat()
    return [sys.executable, "-m", "pipeline.demo.sites", "--port", str(settings.demo_port), "--present", present]


def _end_with_parent() -> None:
    """In the child: ask Linux for SIGTERM when the server is killed, so that nothing keeps its ports."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class _child:  # noqa: N801 - used like a function
    """A process that is ended, first politely, when its context is left."""

    def __init__(self, command: list[str], environment: dict[str, str], folder: Path, output: IO[bytes]) -> None:
        self._command, self._environment, self._folder, self._output = command, environment, folder, output

    def __enter__(self) -> subprocess.Popen[bytes]:
        # a group of its own: Ctrl-C reaches us alone, and we end the children in order
        self._process = subprocess.Popen(  # noqa: S603 - our own programs
            self._command,
            env=self._environment,
            cwd=self._folder,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - there are no threads yet
        )
        return self._process

    def __exit__(self, *_exception: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGINT)
            try:
                self._process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes], address: str) -> int:
    """Tell when the UI answers, then wait for its end or for ours."""
    told, waited = False, 0
    try:
        while process.poll() is None:
            waited += 1
            if not told and waited == SLOW_START_SECONDS:
                click.echo("the UI is not up yet; what it is doing stands in the log")
            if not told and (state := ui_state(address)) is not None:
                if state:
                    click.secho(f"the UI is up at {address}, and EMCIP's assets are not: {state}", fg="red", err=True)
                else:
                    click.echo(f"EMCIP's UI is up: {address}   (Ctrl-C ends it)")
                told = True
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
    except KeyboardInterrupt:
        click.echo("\nending …")
        return 0
    return process.returncode


def ui_state(address: str) -> str | None:
    """``""`` once the UI has loaded our assets, why it could not, or None while it is still at it.

    It answers some seconds before it knows any asset; who opens it then finds them greyed out.
    """
    request = urllib.request.Request(  # noqa: S310 - our own, on loopback
        f"{address}graphql", json.dumps({"query": LOADED}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - as above
            entries = json.load(answer)["data"]["workspaceOrError"]["locationEntries"]
    except (OSError, ValueError):
        return None
    if not entries or any(entry["loadStatus"] != "LOADED" for entry in entries):
        return None
    wrong = [entry["locationOrLoadError"].get("message") for entry in entries]
    return "; ".join(" ".join(message.split()) for message in wrong if message)
