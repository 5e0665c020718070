"""What a worker process does: fetch bytes by key or path, extract, answer with a page or a reason. Nothing else.

It runs where hostile pages are read: it opens no database and no socket, may be killed at any moment, has its
memory capped, and ends itself when its parent is gone.
"""

from __future__ import annotations

import gzip
import multiprocessing
import multiprocessing.connection
import os
import resource
import threading
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import psutil

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline.failures import PermanentError, judge
from pipeline.warehouse.blobs import BlobStore

# on top of what a worker holds when it starts; the largest real pages need a third of it
MEMORY_HEADROOM = 1 << 30
MAX_FILE_BYTES = 64_000_000


@dataclass(frozen=True)
class PageJob:
    """One page to extract: stored bytes (``blob_key``) or a file (``path``)."""

    blob_key: str | None = None
    path: str | None = None
    url: str | None = None
    content_type: str | None = None


@dataclass(frozen=True)
class PageResult:
    """The page, or why there is none; ``seconds`` is what the worker needed."""

    page: ExtractedPage | None = None
    reason: str = ""
    message: str = ""
    permanent: bool = True
    seconds: float = 0.0


_blobs: BlobStore | None = None


def start_worker(blob_url: str | None) -> None:
    """Called once in each worker: cap memory, watch the parent, open the blob store, warm the engines."""
    global _blobs  # noqa: PLW0603 - a worker process has one blob store for its whole life
    # not by chance the last limit of the process: a page that needs more dies with its worker, alone
    used = psutil.Process().memory_info().vms
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY_HEADROOM, hard))
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    _blobs = BlobStore(blob_url) if blob_url else None
    extract_page(b"<html><body><article><p>Warm.</p></article></body></html>", url=None, content_type=None)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(0)


def extract_job(job: PageJob) -> PageResult:
    """Extract one page. Every failure comes back as a result: an exception would have to be picklable."""
    started = time.perf_counter()
    try:
        body = _read(job)
    except Exception as error:  # noqa: BLE001 - judged, and told to the parent
        verdict = judge(error)
        return PageResult(reason=verdict.reason, message=str(error), permanent=verdict.permanent)
    try:
        page = extract_page(body, url=job.url, content_type=job.content_type)
    except MemoryError:
        return PageResult(reason="page_memory", message=f"the page needs over {MEMORY_HEADROOM >> 20} MB")
    except Exception as error:  # noqa: BLE001 - the same bytes fail the same way: permanent
        return PageResult(reason="extractor_error", message=f"{type(error).__name__}: {error}")
    return PageResult(page=page, seconds=time.perf_counter() - started)


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
    with path.open("rb") as handle:
        packed = handle.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(path) if packed else path.open("rb") as source:
            body = source.read(MAX_FILE_BYTES + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise PermanentError("bad_gzip", f"{path}: damaged gzip ({error})") from error
    except PermissionError as error:
        raise PermanentError("unreadable", f"{path}: permission denied") from error
    if len(body) > MAX_FILE_BYTES:
        raise PermanentError("too_large", f"{path}: over {MAX_FILE_BYTES // 1_000_000} MB")
    return body
