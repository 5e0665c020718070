"""What a worker process does: fetch bytes by key or path, extract, answer with a page or a reason. Nothing else.

It runs where hostile pages are read: it opens no database and no socket, may be killed at any moment, and ends itself
when its parent is gone. Two limits hold for each page, both kept by the kernel, since no thread of this process runs
while a C library or a regular expression holds the interpreter: a timer that kills the process, and a cap on its
memory that makes allocations fail.
"""

from __future__ import annotations

import gzip
import multiprocessing
import multiprocessing.connection
import os
import resource
import signal
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline.extraction.version import EXTRACTOR_VERSION
from pipeline.failures import PermanentError, judge
from pipeline.warehouse.blobs import BlobStore

MAX_FILE_BYTES = 64_000_000
# a page gets its seconds of CPU; on a machine with other work it gets so many times as long by the clock
CLOCK_FACTOR = 2.0
NEARLY_FULL = 0.95
TOO_MUCH_MEMORY = "too_much_memory"
READY = "ready"
_NETWORK_EVENTS = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "subprocess.Popen", "os.system"}
)
_WARM_UP = b"<html><body><article><p>Warm.</p></article></body></html>"


@dataclass(frozen=True)
class PageJob:
    """One page to extract: stored bytes (``blob_key``) or a file (``path``); ``size`` in bytes, 0 if not known.

    ``country`` is that of the source: where times without a zone were written.
    """

    blob_key: str | None = None
    path: str | None = None
    url: str | None = None
    content_type: str | None = None
    size: int = 0
    country: str | None = None


@dataclass(frozen=True)
class PageResult:
    """The page, or why there is none; ``seconds`` is CPU time, ``elapsed`` by the clock, reading included."""

    page: ExtractedPage | None = None
    reason: str = ""
    message: str = ""
    permanent: bool = True
    seconds: float = 0.0
    elapsed: float = 0.0


Work = Callable[[PageJob], PageResult]


@dataclass(frozen=True)
class Extractor:
    """A version and what it does with a job, a function that workers can import by its name."""

    version: str
    work: Work


@dataclass(frozen=True)
class Limits:
    """What one page may take: ``seconds`` of CPU, ``memory_mb`` on top of what a worker holds when it starts."""

    seconds: float
    memory_mb: int


_blobs: BlobStore | None = None
_limits: Limits | None = None
_empty_bytes = 0
_reading_page = False


def serve(connection: Connection, blob_url: str | None, limits: Limits, work: Work) -> None:
    """The life of a worker: take batches of jobs and send one result a job, in order, until told to end by None.

    The first message is READY: a worker that dies before it is not the fault of a page.
    """
    prepare(blob_url, limits)
    connection.send(READY)
    while (batch := connection.recv()) is not None:
        for job in batch:
            result = _answer(work, job)
            connection.send(result)
            if result.reason == TOO_MUCH_MEMORY:
                return  # what the page took, this process would keep; its highest point it keeps for ever


def prepare(blob_url: str | None, limits: Limits) -> None:
    """Once in each worker: cap the memory, watch the parent, open the blob store, warm the engines."""
    global _blobs, _limits, _empty_bytes
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    for name in (signal.SIGTERM, signal.SIGPROF, signal.SIGALRM):
        signal.signal(name, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    sys.addaudithook(_refuse_network)
    _blobs, _limits = BlobStore(blob_url) if blob_url else None, limits
    extract_page(_WARM_UP, url=None, content_type=None)
    used, _empty_bytes = psutil.Process().memory_info().vms, _peak()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + (limits.memory_mb << 20), hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(0)


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """No page makes its reader call anybody: libraries that try are stopped, whatever they are."""
    if _reading_page and event in _NETWORK_EVENTS:
        raise PermissionError(f"a page was about to make its reader go out ({event})")


def _answer(work: Work, job: PageJob) -> PageResult:
    started = time.perf_counter()
    try:
        result = work(job)
        return _too_large() if _was_full() else replace(result, elapsed=time.perf_counter() - started)
    except MemoryError:
        return _too_large()
    except Exception as error:  # noqa: BLE001 - the same bytes fail the same way: permanent
        return PageResult(reason="extractor_error", message=f"{type(error).__name__}: {error}")
    finally:
        # work of a test's own may have left them on
        _set_timers(0)


def extract_job(job: PageJob) -> PageResult:
    """Extract one page. Every failure comes back as a result: an exception would have to be picklable."""
    return extract_job_with(extract_page, job)


def extract_job_with(extract: Callable[..., ExtractedPage], job: PageJob) -> PageResult:
    """The same with another extractor, e.g. one of another version, which takes what ``extract_page`` takes."""
    try:
        body = _read(job)
    except Exception as error:  # noqa: BLE001 - judged, and told to the parent
        verdict = judge(error)
        return PageResult(reason=verdict.reason, message=str(error), permanent=verdict.permanent)
    started = time.process_time()
    with limited():
        page = extract(body, url=job.url, content_type=job.content_type, country=job.country)
    return PageResult(page=page, seconds=time.process_time() - started)


@contextmanager
def limited() -> Iterator[None]:
    """Keep the limits of a page: the kernel ends the process when its time is over. Nothing outside of a worker."""
    global _reading_page  # noqa: PLW0603 - what the audit hook looks at
    if _limits is None:
        yield
        return
    _reading_page = True
    _set_timers(_limits.seconds)
    try:
        yield
    finally:
        _set_timers(0)
        _reading_page = False


def _set_timers(seconds: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * CLOCK_FACTOR)


def _was_full() -> bool:
    """Whether the memory was used up: libraries that get none go on with less, and call a half-read page a page."""
    return _limits is not None and _peak() - _empty_bytes > NEARLY_FULL * (_limits.memory_mb << 20)


def _peak() -> int:
    """The most memory, in bytes, that this process has ever held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10


def _too_large() -> PageResult:
    allowed = _limits.memory_mb if _limits else 0
    return PageResult(
        reason=TOO_MUCH_MEMORY, message=f"the page needs over {allowed} MB of memory (EMCIP_PAGE_MEMORY_MB)"
    )


def _read(job: PageJob) -> bytes:
    if job.path is not None:
        return _read_file(Path(job.path))
    if _blobs is None or job.blob_key is None:
        raise PermanentError("no_input", "the job names neither a file nor a blob of an open store")
    return _blobs.get(job.blob_key)


def _read_file(path: Path) -> bytes:
    """A file's bytes, unpacked if gzip; refuses what is no regular file, or is too large."""
    if not path.exists():
        raise PermanentError("file_missing", f"{path}: no such file")
    if not path.is_file():
        raise PermanentError("not_a_file", f"{path}: not a file; name the pages themselves")
    try:
        with path.open("rb") as handle:
            packed = handle.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as source:
            body = source.read(MAX_FILE_BYTES + 1)
    except PermissionError as error:
        raise PermanentError("unreadable", f"{path}: permission denied") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise PermanentError("bad_gzip", f"{path}: damaged gzip ({error})") from error
    if len(body) > MAX_FILE_BYTES:
        raise PermanentError("too_large", f"{path}: over {MAX_FILE_BYTES // 1_000_000} MB")
    return body


PRESENT = Extractor(EXTRACTOR_VERSION, extract_job)
