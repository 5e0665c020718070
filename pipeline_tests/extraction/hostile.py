"""What workers do in tests: extract, except for pages whose address says that they hang, crash or eat memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from pathlib import Path

from pipeline.extraction.work import PageJob, PageResult, extract_job


def hostile_work(job: PageJob) -> PageResult:
    """Extract a page, or misbehave as its address says."""
    where = job.url or job.path or ""
    if "/hang" in where:
        threading.Event().wait()
    if "/crash" in where:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "/exit" in where:
        os._exit(3)
    if "/memory" in where:
        bytearray(8 << 30)
    if "/orphan" in where:
        _kill_parent(Path(where.partition("/orphan")[2]))
    return extract_job(job)


def _kill_parent(note: Path) -> None:
    """``kill -9`` the process that asked, once: ``note`` keeps the worker's pid and that it was done."""
    if note.exists():
        return
    note.write_text(str(os.getpid()))
    parent = multiprocessing.parent_process()
    assert parent is not None and parent.pid is not None
    os.kill(parent.pid, signal.SIGKILL)
    threading.Event().wait()
