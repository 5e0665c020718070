"""Extraction of loose files, for ``emcip extract FILE…``: no warehouse, the same pool, one result a file in order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.extraction.pool import open_pool
from pipeline.extraction.work import PageJob, PageResult
from pipeline.settings import Settings


def extract_files(paths: Iterable[str | os.PathLike[str]], settings: Settings) -> Iterator[dict[str, Any]]:
    """One dictionary a file (HTML, plain or gzip), in order.

    Always has ``file``; then ``title``, ``text``, ``authors``, ``published_at`` (ISO, with the page's offset),
    ``language`` and more, or ``error`` and ``reason`` where the file could not be read or extracted.
    """
    names = [os.fspath(path) for path in paths]
    if not names:
        return
    with open_pool(settings, len(names)) as pool:
        for name, result in zip(names, pool.results(PageJob(path=name) for name in names), strict=True):
            yield _as_dictionary(name, result)


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
