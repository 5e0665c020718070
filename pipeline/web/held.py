"""Answers that the probe of a new source and its first poll share, so that adding a source asks for nothing twice.

The probe puts the bytes into the blob store and says so in ``resources.held``; the first poll reads them there,
validators included, as long as they are fresh.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipeline.failures import PermanentError
from pipeline.warehouse.blobs import BlobStore
from pipeline.web.client import Answer

FRESH = dt.timedelta(hours=1)


def held(answer: Answer, blob_key: str) -> dict[str, Any]:
    """What ``resources.held`` keeps of an answer whose body stands under a blob key."""
    return {
        "blob_key": blob_key,
        "final_url": answer.final_url,
        "status": answer.status,
        "headers": dict(answer.headers),
        "permanent_redirect": answer.permanent_redirect,
        "fetched_at": answer.fetched_at.isoformat(),
    }


def recalled(url: str, kept: Mapping[str, Any], blobs: BlobStore, now: dt.datetime) -> Answer | None:
    """The answer that was kept for a URL; None when it is stale, or its bytes are gone."""
    fetched_at = dt.datetime.fromisoformat(kept["fetched_at"])
    if not dt.timedelta(0) <= now - fetched_at <= FRESH:
        return None
    try:
        body = blobs.get(kept["blob_key"])
    except PermanentError:
        return None  # asked for again, as if nobody had
    return Answer(
        url=url,
        final_url=kept["final_url"],
        status=kept["status"],
        headers=kept["headers"],
        body=body,
        permanent_redirect=kept["permanent_redirect"],
        fetched_at=fetched_at,
    )
