"""What translating some cells would cost, before any of it is spent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.newsroom import Newsroom
from pipeline.providers.budget import allowances, caps_of
from pipeline.providers.prices import Prices
from pipeline.providers.translators import memory_versions, model_of, most_read, requests_of
from pipeline.translation import memory
from pipeline.translation.rows import Waiting, pending_in_cell, pending_of
from pipeline.translation.segments import Segments, segments
from pipeline.translation.tokens import Learned, assumed_written, learned
from pipeline.warehouse import schema as t

READ = 200


@dataclass
class Estimate:
    """Letters by what they are; ``usd`` and ``usd_leads`` by translator; ``left_usd`` under each cap of today.

    ``basis`` says of each translator what its figure rests on: counted, learned from past calls, or assumed.
    """

    articles: int = 0
    unneeded: int = 0
    characters: int = 0
    lead_characters: int = 0
    in_memory: int = 0
    repeated: int = 0
    usd: dict[str, float] = field(default_factory=dict)
    usd_leads: dict[str, float] = field(default_factory=dict)
    left_usd: dict[str, float] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def in_short(self) -> str:
        """One line for the log of a run."""
        prices = ", or ".join(
            f"{name} ${usd:.4f} (titles and leads alone ${self.usd_leads[name]:.4f}; {self.basis[name]})"
            for name, usd in self.usd.items()
        )
        left = ", ".join(f"{name} ${amount:.2f}" for name, amount in self.left_usd.items())
        return (
            f"{self.articles} articles with {self.characters:,} characters that are not in the memory:"
            f" {prices}; left for {left}"
        )


def estimate(newsroom: Newsroom, cells: Sequence[Cell]) -> Estimate:
    """Count what is pending in these cells: every text in full, and what titles and leads alone would be.

    A paragraph that comes several times counts once, as it is paid; what comes back wrong is asked for, and paid, once
    more, and is not counted. Nothing is asked, and nothing is written. Raises ConfigurationError when a translator of
    the list has no price.
    """
    count = _Count(newsroom)
    for cell in cells:
        with newsroom.warehouse.reading() as session:
            count.add(session, pending_in_cell(session, newsroom.settings, cell, count.now))
    return count.result()


def estimate_articles(newsroom: Newsroom, article_ids: Sequence[int]) -> Estimate:
    """The same for those of these articles that are pending."""
    count = _Count(newsroom)
    for start in range(0, len(article_ids), READ):
        with newsroom.warehouse.reading() as session:
            chunk = article_ids[start : start + READ]
            count.add(session, pending_of(session, newsroom.settings, chunk, count.now))
    return count.result()


class _Count:
    """Adds up articles; remembers the hashes of their paragraphs: the texts of a year do not fit into memory."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.told, self.now = Estimate(), newsroom.clock.now()
        self._newsroom, self._settings, self._seen = newsroom, newsroom.settings, set[int]()
        prices = Prices(newsroom.catalogue.prices)
        self._pricers = [_Pricer(newsroom, prices, name) for name in self._settings.translators]

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
        first = [text for text in new if text not in known and text in lead]
        then = [text for text in new if text not in known and text not in lead]
        told.lead_characters += sum(len(text) for text in first)
        told.characters += sum(len(text) for text in first + then)
        for pricer in self._pricers:
            pricer.add(session, first, language, lead=True)
            pricer.add(session, then, language, lead=False)

    def result(self) -> Estimate:
        told, caps = self.told, caps_of(self._settings, self._newsroom.catalogue)
        for pricer in self._pricers:
            told.usd[pricer.name] = float(pricer.leads + pricer.rest)
            told.usd_leads[pricer.name] = float(pricer.leads)
            told.basis[pricer.name] = pricer.basis()
        with self._newsroom.warehouse.reading() as session:
            lines = allowances(session, caps, now=self.now)
        told.left_usd = {"this run": float(caps.run_usd), **{line.name: float(line.left) for line in lines}}
        return told


class _Pricer:
    """What one translator would charge, request by request, as a run would make them."""

    def __init__(self, newsroom: Newsroom, prices: Prices, name: str) -> None:
        self.name, self.leads, self.rest = name, Decimal(0), Decimal(0)
        self._settings, self._prices = newsroom.settings, prices
        self._model = model_of(newsroom.settings, name)
        self._tokens = prices.unit(name, self._model) == "tokens"
        self._learned: dict[str, Learned | None] = {}
        self._pairs: dict[bool, Counter[str]] = defaultdict(Counter)

    def add(self, session: Session, texts: Sequence[str], language: str | None, *, lead: bool) -> None:
        requests = requests_of(self.name, texts, language)
        cost = sum((self._cost(session, each, language) for each in requests), Decimal(0))
        self.leads, self.rest = (self.leads + cost, self.rest) if lead else (self.leads, self.rest + cost)

    def _cost(self, session: Session, contents: list[str], language: str | None) -> Decimal:
        target, characters = self._settings.target_language, sum(len(text) for text in contents)
        if not self._tokens:
            return self._prices.cost(self.name, self._model, characters, 0)
        pair = f"{language or '?'}>{target}"
        if pair not in self._learned:
            self._learned[pair] = learned(session, self.name, self._model, pair)
        known = self._learned[pair]
        self._pairs[known is not None][pair] += characters
        if known is not None:
            units = known.read.at(characters), known.written.at(characters)
        else:
            read = most_read(self._settings, self.name, contents, language, target)
            units = read, assumed_written(contents, language, target)
        return self._prices.cost(self.name, self._model, *units)

    def basis(self) -> str:
        if not self._tokens:
            return "counted: its characters are what is billed"
        said: list[str] = []
        if learnt := list(self._pairs[True]):
            calls = sum(known.calls for pair in learnt if (known := self._learned[pair]))
            said.append(f"learned from the last {calls} calls for {_some(learnt)}")
        if assumed := list(self._pairs[False]):
            said.append(f"assumed, from above, for {_some(assumed)}, of which there are too few calls to learn from")
        return "; ".join(said) or "nothing to ask for"


def _some(pairs: list[str], most: int = 6) -> str:
    return ", ".join(pairs[:most]) + (f" and {len(pairs) - most} more" if len(pairs) > most else "")
