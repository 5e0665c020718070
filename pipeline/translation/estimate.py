"""What translating some cells would cost, before any of it is spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.newsroom import Newsroom
from pipeline.providers.budget import allowances, caps_of
from pipeline.providers.prices import Prices
from pipeline.providers.translators import memory_versions, price_of
from pipeline.translation import memory
from pipeline.translation.rows import Waiting, pending_in_cell, pending_of
from pipeline.translation.segments import Segments, segments
from pipeline.warehouse import schema as t

READ = 200


@dataclass
class Estimate:
    """Letters by what they are; ``usd`` and ``usd_leads`` by translator; ``left_usd`` under each cap of today."""

    articles: int = 0
    unneeded: int = 0
    characters: int = 0
    lead_characters: int = 0
    in_memory: int = 0
    repeated: int = 0
    usd: dict[str, float] = field(default_factory=dict)
    usd_leads: dict[str, float] = field(default_factory=dict)
    left_usd: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def in_short(self) -> str:
        """One line for the log of a run."""
        prices = ", or ".join(
            f"{name} ${usd:.4f} (titles and leads alone ${self.usd_leads[name]:.4f})" for name, usd in self.usd.items()
        )
        left = ", ".join(f"{name} ${amount:.2f}" for name, amount in self.left_usd.items())
        return (
            f"{self.articles} articles with {self.characters:,} characters that are not in the memory:"
            f" at most {prices}; left for {left}"
        )


def estimate(newsroom: Newsroom, cells: Sequence[Cell]) -> Estimate:
    """Count what is pending in these cells: every text in full, and what titles and leads alone would be.

    A paragraph that comes several times counts once, as it is paid. Nothing is asked, and nothing is written. Raises
    ConfigurationError when a translator of the list has no price.
    """
    count = _Count(newsroom)
    for cell in cells:
        with newsroom.warehouse.reading() as session:
            count.add(session, pending_in_cell(session, newsroom.settings, cell, count.now))
    return _priced(newsroom, count.told)


def estimate_articles(newsroom: Newsroom, article_ids: Sequence[int]) -> Estimate:
    """The same for those of these articles that are pending."""
    count = _Count(newsroom)
    for start in range(0, len(article_ids), READ):
        with newsroom.warehouse.reading() as session:
            chunk = article_ids[start : start + READ]
            count.add(session, pending_of(session, newsroom.settings, chunk, count.now))
    return _priced(newsroom, count.told)


class _Count:
    """Adds up articles; remembers the hashes of their paragraphs: the texts of a year do not fit into memory."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.told, self.now = Estimate(), newsroom.clock.now()
        self._settings, self._seen = newsroom.settings, set[int]()

    def add(self, session: Session, works: Sequence[Waiting]) -> None:
        settings = self._settings
        needed = [work for work in works if settings.translators and work.language != settings.target_language]
        self.told.articles += len(needed)
        self.told.unneeded += len(works) - len(needed)
        for start in range(0, len(needed), READ):
            chunk = {work.extraction_id: work for work in needed[start : start + READ]}
            rows = session.execute(
                select(t.Extraction.id, t.Extraction.title, t.Extraction.text).where(t.Extraction.id.in_(chunk))
            )
            for row in rows:
                self._add_article(session, chunk[row.id].language, segments(row.title, row.text))

    def _add_article(self, session: Session, language: str | None, parts: Segments) -> None:
        told, target = self.told, self._settings.target_language
        texts, lead = parts.to_translate(), set(parts.to_translate(lead_only=True))
        new = [text for text in texts if hash((language, text)) not in self._seen]
        known = memory.look_up(
            session,
            new,
            source=language,
            target=target,
            translators=memory_versions(self._settings, language, target),
            now=self.now,
        ).good
        self._seen |= {hash((language, text)) for text in new}
        told.repeated += sum(len(text) for text in texts) - sum(len(text) for text in new)
        told.in_memory += sum(len(text) for text in known)
        told.characters += sum(len(text) for text in new if text not in known)
        told.lead_characters += sum(len(text) for text in new if text not in known and text in lead)


def _priced(newsroom: Newsroom, told: Estimate) -> Estimate:
    settings, prices = newsroom.settings, Prices(newsroom.catalogue.prices)
    for name in settings.translators:
        told.usd[name] = float(price_of(settings, prices, name, told.characters))
        told.usd_leads[name] = float(price_of(settings, prices, name, told.lead_characters))
    caps = caps_of(settings, newsroom.catalogue)
    with newsroom.warehouse.reading() as session:
        lines = allowances(session, caps, now=newsroom.clock.now())
    told.left_usd = {"this run": float(caps.run_usd), **{line.name: float(line.left) for line in lines}}
    return told
