"""What another version of the extractor changes: its result for a page beside the row that is there.

Similarity is F1 of the two texts' 4-grams (the measure of ``measure.py``), 1 for equal texts. Nothing here writes.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.extraction.measure import page_text
from pipeline.extraction.page import ExtractedPage
from pipeline.extraction.pool import open_pool
from pipeline.extraction.work import PRESENT, Extractor, PageJob
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Article, ArticleVersion, Extraction, Source

FIELDS = ("title", "text", "authors", "published_at", "language", "outcome")
EXAMPLES = 10


@dataclass(frozen=True)
class Before:
    """The current row of a page: what another result is compared with."""

    article_id: int
    source_slug: str
    version: str
    title: str | None
    text: str
    authors: list[str]
    published_at: dt.datetime | None
    language: str | None
    outcome: str


@dataclass(frozen=True)
class Change:
    """One page: the fields that differ, how similar the texts are, and both titles, word counts and outcomes."""

    article_id: int
    source_slug: str
    fields: tuple[str, ...]
    similarity: float
    before: str
    after: str


@dataclass
class Comparison:
    """What changed over many pages. ``pages`` counts those compared, ``failed`` those without a new result."""

    pages: int = 0
    failed: int = 0
    changed: int = 0
    similarity_sum: float = 0.0
    fields: Counter[str] = field(default_factory=Counter)
    sources: dict[str, tuple[int, int]] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    versions: set[str] = field(default_factory=set)
    examples: list[Change] = field(default_factory=list)

    def add(self, before: Before, page: ExtractedPage | None) -> None:
        """Count one page; None where the other version failed."""
        self.versions.add(before.version)
        if page is None:
            self.failed += 1
            return
        change = compare(before, page)
        self.pages += 1
        self.similarity_sum += change.similarity
        self.changed += bool(change.fields)
        self.fields.update(change.fields)
        all_pages, changed = self.sources.get(change.source_slug, (0, 0))
        self.sources[change.source_slug] = (all_pages + 1, changed + bool(change.fields))
        if "outcome" in change.fields:
            self.outcomes[f"{before.outcome} → {page.outcome}"] += 1
        if change.fields:
            self.examples = sorted([*self.examples, change], key=lambda one: one.similarity)[:EXAMPLES]

    @property
    def share_changed(self) -> float:
        return self.changed / self.pages if self.pages else 0.0

    @property
    def similarity(self) -> float:
        """The mean over the pages; 1 without any."""
        return self.similarity_sum / self.pages if self.pages else 1.0

    def told(self) -> str:
        """One line: how many pages changed, in what, and how similar the texts are."""
        fields = ", ".join(f"{name} {count / self.pages:.0%}" for name, count in self.fields.most_common())
        failed = f"; {self.failed} failed" if self.failed else ""
        return (
            f"{self.share_changed:.0%} of {self.pages} articles change ({fields or 'nothing'}),"
            f" mean similarity of the texts {self.similarity:.3f}{failed}"
        )


def compare(before: Before, page: ExtractedPage) -> Change:
    """The difference between a row and a new result for the same page."""
    after = {name: getattr(page, name) for name in FIELDS}
    fields = tuple(name for name in FIELDS if _known(getattr(before, name)) != _known(after[name]))
    return Change(
        before.article_id,
        before.source_slug,
        fields,
        1.0 if before.text == page.text else similarity(before.text, page.text),
        f"{before.outcome}, {len(before.text)} characters: {before.title or ''}",
        f"{page.outcome}, {len(page.text)} characters: {page.title or ''}",
    )


def similarity(one: str, other: str) -> float:
    """F1 of the 4-grams of two texts: 1 for equal ones, 0 where nothing is shared."""
    if not one.strip() or not other.strip():
        return float(one.strip() == other.strip())
    precision, recall = page_text(one, other)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _known(value: object) -> object:
    """An instant as the warehouse keeps it, in UTC; anything else as it is, nothing for what is empty."""
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else (value or None)


def rows_before(session: Session, article_ids: Collection[int]) -> dict[int, Before]:
    """The current rows of these articles' present revisions, by article."""
    same = and_(Article.id == Extraction.article_id, Article.revision == Extraction.revision)
    rows = session.execute(
        select(
            Extraction.article_id,
            Article.source_slug,
            Extraction.version,
            Extraction.title,
            Extraction.text,
            Extraction.authors,
            Extraction.published_at,
            Extraction.language,
            Extraction.outcome,
        )
        .join(Article, same)
        .where(Extraction.article_id.in_(article_ids), Extraction.current)
    )
    return {row.article_id: Before(*row) for row in rows}


def compare_sample(
    newsroom: Newsroom,
    *,
    sample: int,
    cells: Sequence[Cell] = (),
    article_ids: Sequence[int] = (),
    extractor: Extractor = PRESENT,
) -> Comparison:
    """Extract a sample of stored pages that have an extraction, and compare; writes nothing.

    The sample is drawn with a fixed seed, so that two calls see the same pages.
    """
    comparison = Comparison()
    with newsroom.warehouse.reading() as session:
        known = list(session.scalars(_extracted_ids(cells, article_ids)))
    chosen = sorted(random.Random(0).sample(known, min(sample, len(known))))  # noqa: S311 - no secret, a sample
    if chosen:
        with open_pool(newsroom.settings, len(chosen), work=extractor.work) as pool:
            for start in range(0, len(chosen), 200):
                part = chosen[start : start + 200]
                with newsroom.warehouse.reading() as session:
                    before, jobs = rows_before(session, part), dict(_jobs(session, part))
                ids = [article for article in part if article in before and article in jobs]
                results = pool.results(jobs[article] for article in ids)
                for article, result in zip(ids, results, strict=True):
                    comparison.add(before[article], result.page)
    return comparison


def _extracted_ids(cells: Sequence[Cell], article_ids: Sequence[int]) -> Select[int]:
    ids = select(Article.id).join(
        Extraction,
        and_(Extraction.article_id == Article.id, Extraction.revision == Article.revision, Extraction.current),
    )
    wanted: list[ColumnElement[bool]] = [
        and_(Article.cell_date == cell.day, Article.region == cell.region) for cell in cells
    ]
    if article_ids:
        wanted.append(Article.id.in_(article_ids))
    return ids.where(Article.deleted_at.is_(None), or_(*wanted) if wanted else Article.id > 0)


def _jobs(session: Session, article_ids: Sequence[int]) -> Iterator[tuple[int, PageJob]]:
    rows = session.execute(
        select(
            Article.id,
            ArticleVersion.blob_key,
            ArticleVersion.final_url,
            ArticleVersion.content_type,
            ArticleVersion.body_bytes,
            Source.country,
        )
        .join(
            ArticleVersion,
            and_(ArticleVersion.article_id == Article.id, ArticleVersion.revision == Article.revision),
        )
        .join(Source, Source.slug == Article.source_slug)
        .where(Article.id.in_(article_ids))
    )
    for article, key, url, content_type, size, country in rows:
        yield article, PageJob(blob_key=key, url=url, content_type=content_type, size=size, country=country)
