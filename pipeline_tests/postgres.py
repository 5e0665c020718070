"""A real PostgreSQL server for tests: a throw-away cluster on a Unix socket, without a network port."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import psycopg2


def find_postgres() -> Path:
    """The folder of initdb and pg_ctl. Fails, and says what to install, where there is none."""
    on_path = shutil.which("initdb")
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    candidates += [Path(on_path).resolve().parent] if on_path else []
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise RuntimeError("these tests need PostgreSQL's server programs: apt-get install postgresql")


class PostgresServer:
    """Started on entry, stopped on exit. Run by root it becomes the user ``postgres``, as the server insists."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._numbers = itertools.count(1)
        self._user = "postgres" if os.geteuid() == 0 else None

    def __enter__(self) -> PostgresServer:
        # not below pytest's folder: another session of pytest closes that to all but root, the server included
        self._socket = Path(tempfile.mkdtemp(prefix="emcip-pg-", dir="/tmp"))
        self._data = self._socket / "data"
        if self._user:
            shutil.chown(self._socket, self._user)
        self._call("initdb", "-D", str(self._data), "-U", "emcip", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._socket, ignore_errors=True)

    def start(self) -> None:
        options = f"-c listen_addresses='' -k {self._socket} -c fsync=off -c max_connections=60"
        self._call("pg_ctl", "-D", str(self._data), "-o", options, "-l", str(self._socket / "log"), "-w", "start")

    def stop(self) -> None:
        """At once, as a crash would: every connection breaks."""
        self._call("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")

    def new_database(self) -> str:
        name = f"emcip_{next(self._numbers)}"
        connection = psycopg2.connect(host=str(self._socket), user="emcip", dbname="postgres")
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg2://emcip@/{name}?host={quote(str(self._socket), safe='')}"

    def _call(self, program: str, *arguments: str) -> None:
        # into a file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open
        with (self._folder.parent / f"{program}.log").open("w+") as log:
            done = subprocess.run(
                [str(self._programs / program), *arguments],
                user=self._user,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=120,
            )
            log.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} failed: {log.read()}")
