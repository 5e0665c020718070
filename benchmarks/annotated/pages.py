"""Annotated pages of a folder: ``pages.jsonl``, the pages themselves, ``expected.jsonl`` or ``expected.jsonl.gz``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.failures import ConfigurationError


@dataclass(frozen=True)
class Page:
    """A page of the folder with what is known of it."""

    body: bytes
    url: str | None
    language: str | None
    article: bool
    expected: dict[str, Any]
    source: str = ""


def read_pages(folder: Path, *, every: int = 1) -> Iterator[Page]:
    """The folder's pages, one in ``every``. Raises ConfigurationError when it is not laid out as such a folder."""
    listing = folder / "pages.jsonl"
    truths = [path for path in (folder / "expected.jsonl.gz", folder / "expected.jsonl") if path.exists()]
    if not listing.exists() or not truths:
        raise ConfigurationError(
            f"{folder} holds no annotated pages: it needs pages.jsonl and expected.jsonl (or expected.jsonl.gz)"
        )
    expected = {row["id"]: row for row in _json_lines(truths[0])}
    for row in list(_json_lines(listing))[::every]:
        yield Page(
            body=_unpacked((folder / row["file"]).read_bytes()),
            url=row.get("url"),
            language=row.get("language"),
            article=row.get("page_type", "article") == "article",
            expected=expected.get(row["id"], {}),
            source=row.get("source") or row["id"],
        )


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in _unpacked(path.read_bytes()).decode("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _unpacked(data: bytes) -> bytes:
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
