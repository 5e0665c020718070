"""The translation memory: a paragraph that was translated once is never paid for again.

Its key is the hash of the source text, the language pair, and the translator's version (provider, model,
prompt, glossary): boilerplate, wire copy and edited articles pay only for what is new.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.warehouse.schema import TranslationMemory
from pipeline.warehouse.upsert import insert_ignore


@dataclass(frozen=True)
class Recalled:
    """A paragraph that was translated before, and by whom."""

    text: str
    provider: str


def key_of(text: str, source: str | None, target: str, translator: str) -> str:
    canonical = json.dumps([text, source, target, translator], ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def recall(
    session: Session, texts: Sequence[str], *, source: str | None, target: str, translators: Sequence[str]
) -> dict[str, Recalled]:
    """The translations that are known already, by source text; those of the preferred translator before others'."""
    found: dict[str, Recalled] = {}
    for translator in translators:
        keys = {key_of(text, source, target, translator): text for text in texts if text not in found}
        rows = session.execute(
            select(TranslationMemory.key, TranslationMemory.text, TranslationMemory.provider).where(
                TranslationMemory.key.in_(keys)
            )
        ).all()
        found |= {keys[row.key]: Recalled(row.text, row.provider) for row in rows}
    return found


def remember(
    session: Session,
    translated: Mapping[str, str],
    *,
    source: str | None,
    target: str,
    translator: str,
    now: dt.datetime,
) -> None:
    insert_ignore(
        session,
        TranslationMemory,
        [
            {
                "key": key_of(text, source, target, translator),
                "text": answer,
                "provider": translator.partition(":")[0],
                "created_at": now,
            }
            for text, answer in translated.items()
        ],
    )
