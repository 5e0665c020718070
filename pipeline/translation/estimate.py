"""What translating some cells would cost, before any of it is spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select

from pipeline.cells import Cell
from pipeline.newsroom import Newsroom
from pipeline.providers.budget import allowances, caps_of
from pipeline.providers.prices import Prices
from pipeline.providers.translators import memory_versions, price_of
from pipeline.translation import memory
from pipeline.translation.rows import pending_in_cell
from pipeline.translation.segments import segments
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
    settings, told = newsroom.settings, Estimate()
    now, seen = newsroom.clock.now(), set[int]()  # hashes: the texts of a year's backfill do not fit into memory
    for cell in cells:
        with newsroom.warehouse.reading() as session:
            works = pending_in_cell(session, settings, cell, now)
            needed = [work for work in works if settings.translators and work.language != settings.target_language]
            told.articles, told.unneeded = told.articles + len(needed), told.unneeded + len(works) - len(needed)
            for start in range(0, len(needed), READ):
                chunk = {work.extraction_id: work for work in needed[start : start + READ]}
                rows = session.execute(
                    select(t.Extraction.id, t.Extraction.title, t.Extraction.text).where(t.Extraction.id.in_(chunk))
                )
                for row in rows:
                    language, parts = chunk[row.id].language, segments(row.title, row.text)
                    texts, lead = parts.to_translate(), set(parts.to_translate(lead_only=True))
                    new = [text for text in texts if hash((language, text)) not in seen]
                    known = memory.recall(
                        session,
                        new,
                        source=language,
                        target=settings.target_language,
                        translators=memory_versions(settings, language, settings.target_language),
                    )
                    seen |= {hash((language, text)) for text in new}
                    told.repeated += sum(len(text) for text in texts) - sum(len(text) for text in new)
                    told.in_memory += sum(len(text) for text in known)
                    told.characters += sum(len(text) for text in new if text not in known)
                    told.lead_characters += sum(len(text) for text in new if text not in known and text in lead)
    return _priced(newsroom, told)


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
