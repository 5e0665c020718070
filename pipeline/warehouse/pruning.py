"""Blobs that no row refers to: what a probe held for the first crawl, pages that turned out to be known, remains.

Safe beside running crawls. A blob is written (or, where it is there already, touched) before the row that refers to
it, so only what is older than a day is looked at, and what is stored again while it is being removed stays.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.warehouse.blobs import StoredFile
from pipeline.warehouse.engine import Warehouse
from pipeline.warehouse.schema import ArticleVersion

# a crawl commits a page's row seconds after its blob, and an answer that is held serves an hour
YOUNGEST = dt.timedelta(days=1)
_KEYS = 500  # a statement


@dataclass
class Pruned:
    """What was removed (or, of a dry run, would be), and what was looked at. ``remains`` are halves of blobs."""

    looked_at: int = 0
    blobs: int = 0
    remains: int = 0
    bytes: int = 0

    def __str__(self) -> str:
        return (
            f"{self.blobs:,} blobs that nothing refers to and {self.remains:,} remains of killed writes"
            f" ({self.bytes / 1e6:,.1f} MB) of {self.looked_at:,} files"
        )


def prune_blobs(warehouse: Warehouse, *, dry_run: bool = False) -> Pruned:
    """Remove the blobs that no article's revision refers to, and that are over a day old.

    Reads the store folder by folder, and of the warehouse the rows of those keys. May be run at any time, twice at
    once too. Raises OSError when the store cannot be read.
    """
    done, before = Pruned(), time.time() - YOUNGEST.total_seconds()
    with warehouse.reading() as session:
        odd = _keys_unlike_their_hash(session)
    for files in warehouse.blobs.stored():
        done.looked_at += len(files)
        if not dry_run:
            for file in files:
                if file.is_aside:
                    warehouse.blobs.bring_back(file)
        old = [file for file in files if file.modified <= before]
        keys = {file.key for file in old if file.key} - odd
        with warehouse.reading() as session:
            keys -= _referred_to(session, sorted(keys))
        for file in old:
            _prune(warehouse, file, keys, done, before, dry_run=dry_run)
    return done


def _prune(
    warehouse: Warehouse, file: StoredFile, unused: Collection[str], done: Pruned, before: float, *, dry_run: bool
) -> None:
    is_blob, is_half = file.key in unused, file.path.endswith(".part")
    if not (is_blob or is_half) or not (dry_run or warehouse.blobs.discard(file, before)):
        return
    done.blobs += is_blob
    done.remains += is_half
    done.bytes += file.size


def _referred_to(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of the keys that a revision refers to. By ``raw_hash``, which has an index, and is the same."""
    found: set[str] = set()
    for start in range(0, len(keys), _KEYS):
        chunk = keys[start : start + _KEYS]
        found |= set(session.scalars(select(ArticleVersion.raw_hash).where(ArticleVersion.raw_hash.in_(chunk))))
    return found


def _keys_unlike_their_hash(session: Session) -> set[str]:
    """Blob keys that are not the hash beside them: none that we write, and not for us to remove."""
    unlike = ArticleVersion.blob_key != ArticleVersion.raw_hash
    return set(session.scalars(select(ArticleVersion.blob_key).where(unlike)))
