"""The translation memory: a paragraph that was translated once is never paid for again, nor is one that failed.

Its key is the hash of the source text, the language pair, and the translator's version (provider, model,
prompt, glossary): boilerplate, wire copy and edited articles pay only for what is new. Beside it stand the answers
that the checks refused: served to nobody, and not asked for again by themselves.

Both remember by which version of the checks they were judged. What older checks judged is judged again when it is
looked up: an entry that fails now is not served, an answer that passes now is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipeline.translation.quality import CHECKS, problems_of
from pipeline.warehouse.failure_rows import storable
from pipeline.warehouse.schema import TranslationMemory, TranslationRefusal
from pipeline.warehouse.upsert import insert_ignore, upsert

# a paragraph that was refused is refused to the articles of the next days too; a service may have learnt by then
REFUSALS_LAST = dt.timedelta(days=7)


@dataclass(frozen=True)
class Recalled:
    """A paragraph that was translated before, and by whom."""

    text: str
    provider: str


@dataclass(frozen=True)
class Refused:
    """What a translator made of a paragraph, in ``tries`` answers ever, ``spent`` of them in ``round``."""

    reason: str
    answer: str
    tries: int
    spent: int
    round: int

    def spent_in(self, round_: int) -> int:
        """Tries that count in a round: those of an earlier one do not."""
        return self.spent if self.round >= round_ else 0


@dataclass
class Found:
    """``good`` by source text; ``refused`` by source text and translator's version; the rest is for ``settle``."""

    good: dict[str, Recalled] = field(default_factory=dict)
    refused: dict[tuple[str, str], Refused] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)  # keys of entries that passed the present checks too
    dropped: dict[str, tuple[str, Refused]] = field(default_factory=dict)  # by key: entries that did not, by whom
    raised: dict[str, Recalled] = field(default_factory=dict)  # by key: refused once, and good by the present checks
    still_refused: list[str] = field(default_factory=list)  # keys

    @property
    def judged_anew(self) -> bool:
        return bool(self.confirmed or self.dropped or self.raised or self.still_refused)


def key_of(text: str, source: str | None, target: str, translator: str) -> str:
    canonical = json.dumps([text, source, target, translator], ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def provider_of(translator: str) -> str:
    return translator.partition(":")[0]


def look_up(
    session: Session,
    texts: Sequence[str],
    *,
    source: str | None,
    target: str,
    translators: Sequence[str],
    now: dt.datetime,
) -> Found:
    """What is known of these texts, by the present checks; the preferred translator's entries before others'.

    A refusal that is older than REFUSALS_LAST keeps nobody from asking. Only reads: :func:`settle` writes what was
    judged anew.
    """
    found = Found()
    for translator in translators:
        keys = {key_of(text, source, target, translator): text for text in texts if text not in found.good}
        rows = session.execute(
            select(
                TranslationMemory.key, TranslationMemory.text, TranslationMemory.provider, TranslationMemory.checks
            ).where(TranslationMemory.key.in_(keys))
        ).all()
        old = [row for row in rows if row.checks != CHECKS]
        problems = problems_of([(keys[row.key], row.text) for row in old], source, target) if old else {}
        fails = {old[at].key: problem for at, problem in problems.items()}
        found.confirmed += [row.key for row in old if row.key not in fails]
        for row in rows:
            text = keys[row.key]
            if row.key in fails:
                refused = Refused(fails[row.key], row.text, tries=1, spent=1, round=0)
                found.dropped[row.key] = (translator, refused)
                found.refused[text, translator] = refused
            else:
                found.good[text] = Recalled(row.text, row.provider)
        _add_refused(session, found, keys=keys, translator=translator, pair=(source, target), now=now)
    return found


def _add_refused(
    session: Session,
    found: Found,
    *,
    keys: Mapping[str, str],
    translator: str,
    pair: tuple[str | None, str],
    now: dt.datetime,
) -> None:
    table = TranslationRefusal
    rows = session.scalars(select(table).where(table.key.in_([key for key in keys if keys[key] not in found.good])))
    for row in rows.all():
        text = keys[row.key]
        if row.key in found.dropped:  # refused first, accepted then, and refused now
            _, latest = found.dropped[row.key]
            refused = replace(latest, tries=row.tries + 1, round=row.round)
            found.dropped[row.key] = (translator, refused)
        elif row.checks != CHECKS and not problems_of([(text, row.answer)], *pair):
            found.good[text] = found.raised[row.key] = Recalled(row.answer, row.provider)
            continue
        else:
            spent = row.spent if now - row.created_at < REFUSALS_LAST else 0
            refused = Refused(row.reason, row.answer, row.tries, spent, row.round)
            found.still_refused += [row.key] if row.checks != CHECKS else []
        found.refused[text, translator] = refused


def settle(session: Session, found: Found, *, now: dt.datetime, run_id: str | None) -> None:
    """Write what the present checks changed; an entry that fails keeps its reason among the refusals."""
    if found.confirmed:
        session.execute(
            update(TranslationMemory).where(TranslationMemory.key.in_(found.confirmed)).values(checks=CHECKS)
        )
    if found.dropped:
        session.execute(delete(TranslationMemory).where(TranslationMemory.key.in_(list(found.dropped))))
        _write(session, [_row(key, by, each, now=now, run_id=run_id) for key, (by, each) in found.dropped.items()])
    if found.still_refused:
        session.execute(
            update(TranslationRefusal).where(TranslationRefusal.key.in_(found.still_refused)).values(checks=CHECKS)
        )
    if found.raised:
        insert_ignore(
            session,
            TranslationMemory,
            [
                {"key": key, "text": each.text, "provider": each.provider, "created_at": now, "checks": CHECKS}
                for key, each in found.raised.items()
            ],
        )


def remember(
    session: Session,
    translated: Mapping[str, str],
    *,
    source: str | None,
    target: str,
    translator: str,
    now: dt.datetime,
) -> None:
    """Keep good answers by source text. Refusals stay: how often was asked is known if these fail later checks."""
    keys = {key_of(text, source, target, translator): answer for text, answer in translated.items()}
    insert_ignore(
        session,
        TranslationMemory,
        [
            {"key": key, "text": answer, "provider": provider_of(translator), "created_at": now, "checks": CHECKS}
            for key, answer in keys.items()
        ],
    )


def refuse(
    session: Session,
    refused: Mapping[str, Refused],
    *,
    source: str | None,
    target: str,
    translator: str,
    now: dt.datetime,
    run_id: str | None,
) -> None:
    """Keep bad answers by source text, so that nobody pays for them again."""
    rows = [
        _row(key_of(text, source, target, translator), translator, each, now=now, run_id=run_id)
        for text, each in refused.items()
    ]
    _write(session, rows)


def _write(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = [name for name in (rows[0] if rows else {}) if name != "key"]
    upsert(session, TranslationRefusal, rows, key=["key"], update=columns)


def _row(key: str, by: str, refused: Refused, *, now: dt.datetime, run_id: str | None) -> dict[str, Any]:
    return {
        "key": key,
        "reason": storable(refused.reason),
        "answer": storable(refused.answer),
        "provider": provider_of(by),
        "checks": CHECKS,
        "tries": refused.tries,
        "round": refused.round,
        "spent": refused.spent,
        "created_at": now,
        "run_id": run_id,
    }
