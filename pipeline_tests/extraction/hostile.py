"""What workers do in tests: extract, except for pages whose address says that they hang, crash or eat memory."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import threading
import urllib.request
from pathlib import Path

from pipeline.extraction.work import PageJob, PageResult, extract_job, limited


def hostile_work(job: PageJob) -> PageResult:
    """Extract a page, or misbehave as its address says."""
    where = job.url or job.path or ""
    if "/hang" in where:
        with limited():
            threading.Event().wait()
    if "/spin" in where:
        with limited():
            re.match(r"(a|aa)+$", "a" * 60 + "b")  # holds the interpreter: no thread of the worker runs
    if "/crash" in where:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "/exit" in where:
        os._exit(3)
    if "/memory" in where:
        bytearray(8 << 30)
    if "/stopped-once" in where and not _done_once(where.partition("/stopped-once")[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    if "/orphan" in where:
        _kill_parent(Path(where.partition("/orphan")[2]))
    return extract_job(job)


def curious_work(job: PageJob) -> PageResult:
    """What a library does that measures the images of a page."""
    assert job.url is not None
    with limited(), urllib.request.urlopen(job.url, timeout=5) as answer:
        return PageResult(message=str(answer.status))


def pid_work(job: PageJob) -> PageResult:
    """Which worker had the job."""
    return PageResult(message=str(os.getpid()))


def _done_once(note: str) -> bool:
    path = Path(note)
    done = path.exists()
    path.touch()
    return done


def _kill_parent(note: Path) -> None:
    """``kill -9`` the process that asked, once: ``note`` keeps the worker's pid and that it was done."""
    if note.exists():
        return
    note.write_text(str(os.getpid()))
    parent = multiprocessing.parent_process()
    assert parent is not None and parent.pid is not None
    os.kill(parent.pid, signal.SIGKILL)
    threading.Event().wait()
