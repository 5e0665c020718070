"""Extraction of loose files, for ``emcip extract FILE…``: no warehouse, the same pool, one result a file in order."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.extraction.pool import open_pool
from pipeline.extraction.work import PageJob, PageResult
from pipeline.settings import Settings

STANDARD_INPUT = "-"
GZIP_RATIO = 5  # of a page's bytes to its compressed ones


def extract_files(paths: Iterable[str | os.PathLike[str]], settings: Settings) -> Iterator[dict[str, Any]]:
    """One dictionary a file (HTML, plain or gzip), in order; ``-`` is standard input.

    Always has ``file``; then ``title``, ``text``, ``authors``, ``published_at`` (ISO, with the page's offset),
    ``language`` and more, or ``error`` and ``reason`` where the file could not be read or extracted.
    """
    names = [os.fspath(path) for path in paths]
    if not names:
        return
    with tempfile.TemporaryDirectory(prefix="emcip-") as folder, open_pool(settings, len(names)) as pool:
        jobs = (_job(name, Path(folder)) for name in names)
        for name, result in zip(names, pool.results(jobs), strict=True):
            yield _as_dictionary(name, result)


def _job(name: str, folder: Path) -> PageJob:
    """The job for a file; what comes by standard input is put into ``folder``, where a worker can read it."""
    path = Path(name)
    if name == STANDARD_INPUT:
        path = folder / "standard-input.html"
        if not path.exists():
            with path.open("wb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
    try:
        size = path.stat().st_size
    except OSError:  # the worker says what is wrong with it
        size = 0
    return PageJob(path=str(path), size=size * (GZIP_RATIO if path.suffix == ".gz" else 1))


def _as_dictionary(name: str, result: PageResult) -> dict[str, Any]:
    page = result.page
    if page is None:
        return {"file": name, "error": result.message, "reason": result.reason}
    return {
        "file": name,
        "title": page.title,
        "text": page.text,
        "authors": page.authors,
        "published_at": page.published_at.isoformat() if page.published_at else None,
        "published_precision": page.published_precision,
        "published_origin": page.published_origin,
        "language": page.language,
        "outcome": page.outcome,
        "reason": page.reason,
        "kind": page.kind,
        "word_count": page.word_count,
        "reading_seconds": page.reading_seconds,
        "lead_image": page.about.lead_image,
        "canonical_url": page.about.canonical_url,
        "section": page.about.section,
        "keywords": page.about.keywords,
        "markdown": page.markdown,
        "method": page.method,
        "confidence": page.confidence,
        "witnesses": page.witnesses,
    }
