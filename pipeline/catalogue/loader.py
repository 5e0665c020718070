"""Reading the catalogue: the built-in folder, with the user's folder laid over it file by file.

A wrong entry is refused with file, line, field, reason and remedy; all wrong entries are named at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.catalogue.problems import check_entry, explain
from pipeline.catalogue.schema import (
    DeskEntry,
    Entry,
    PollingEntry,
    PriceEntry,
    RegionEntry,
    ScoringEntry,
    SourceEntry,
    TemplateEntry,
    TopicEntry,
    VoiceEntry,
)
from pipeline.catalogue.yaml_files import Document, UnreadableFileError, read_yaml
from pipeline.failures import ConfigurationError

BUILT_IN = Path(__file__).parent / "data"
SHOWN_PROBLEMS = 50
E = TypeVar("E", bound=Entry)


class CatalogueError(ConfigurationError):
    """The catalogue holds entries that cannot be used; ``problems`` has one line each, the message the first 50."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = len(problems) - SHOWN_PROBLEMS
        lines = [*problems[:SHOWN_PROBLEMS], *([f"… and {more} more"] if more > 0 else [])]
        super().__init__("the catalogue cannot be used:\n  " + "\n  ".join(lines))
        self.problems = list(problems)


@dataclass(frozen=True)
class Catalogue:
    """Everything a user has configured, checked."""

    sources: tuple[SourceEntry, ...]
    regions: tuple[RegionEntry, ...]
    topics: tuple[TopicEntry, ...]
    scoring: ScoringEntry
    desks: tuple[DeskEntry, ...]
    voices: tuple[VoiceEntry, ...]
    templates: tuple[TemplateEntry, ...]
    prices: tuple[PriceEntry, ...]
    polling: PollingEntry = field(default_factory=PollingEntry)
    refused: tuple[str, ...] = ()  # what is wrong with entries of sources.yaml that were left out

    def desk(self, slug: str) -> DeskEntry:
        return _one(self.desks, slug, "desk", "desks.yaml")

    def voice(self, slug: str) -> VoiceEntry:
        return _one(self.voices, slug, "voice", "voices.yaml")

    def template(self, slug: str) -> TemplateEntry:
        return _one(self.templates, slug, "template", "templates.yaml")

    def topic(self, slug: str) -> TopicEntry:
        return _one(self.topics, slug, "topic", "topics.yaml")

    def region_name(self, slug: str) -> str:
        return next((region.name for region in self.regions if region.slug == slug), slug)

    @cached_property
    def taxonomy_version(self) -> str:
        """Changes when a topic or a weight does: part of the scores' version."""
        return fingerprint([*self.topics, self.scoring])

    @cached_property
    def source_hashes(self) -> dict[str, str]:
        """For each source what changes when its entry does, or what holds for all."""
        return {entry.slug: fingerprint([entry, self.polling]) for entry in self.sources}


def fingerprint(entries: Iterable[Entry]) -> str:
    """A short hash of entries by content."""
    text = json.dumps([entry.model_dump(mode="json") for entry in entries], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def load_catalogue(overlay: Path | None = None, *, tolerant: bool = False) -> Catalogue:
    """Read and check all files; the same catalogue again as long as no file has changed.

    Raises CatalogueError naming every wrong entry. ``tolerant`` leaves wrong sources out, names them in
    ``refused`` and goes on with the rest: one slip in a list of hundreds must not stop the crawl of the others.
    """
    if overlay is not None and not overlay.is_dir():
        raise CatalogueError([f"{overlay}: EMCIP_CATALOGUE is not a folder; create it or unset the variable"])
    asked = (overlay, tolerant, *_as_they_are(BUILT_IN), *(_as_they_are(overlay) if overlay else ()))
    if (kept := _kept.get(asked)) is None:
        kept = _read(overlay, tolerant=tolerant)
        _kept.clear()  # one is enough: it is asked for by every tick of every sensor
        _kept[asked] = kept
    return kept


# 10,000 sources take 2.4 s of CPU to read and check, and a code server asks several times a minute
_kept: dict[tuple[object, ...], Catalogue] = {}


def _as_they_are(folder: Path) -> list[tuple[str, int, int, int]]:
    """What tells that a file of a folder was written: its name, time, size and number."""
    found = ((path, path.stat()) for path in sorted(folder.glob("*.yaml")) if path.exists())
    return [(str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino) for path, stat in found]


def _read(overlay: Path | None, *, tolerant: bool) -> Catalogue:
    reader = _Reader(overlay)
    sources = reader.entries("sources", SourceEntry)
    polling = reader.polling()
    refused = tuple(reader.problems) if tolerant else ()
    if tolerant:
        reader.problems.clear()
    catalogue = Catalogue(
        sources=sources,
        regions=reader.entries("regions", RegionEntry),
        topics=reader.entries("topics", TopicEntry),
        scoring=reader.scoring(),
        desks=reader.entries("desks", DeskEntry),
        voices=reader.entries("voices", VoiceEntry),
        templates=reader.entries("templates", TemplateEntry),
        prices=reader.entries("prices", PriceEntry),
        polling=polling,
        refused=refused,
    )
    if not reader.problems:
        reader.problems.extend(_broken_references(catalogue, reader))
    if reader.problems:
        raise CatalogueError(reader.problems)
    return catalogue


@dataclass
class _Reader:
    """Reads each file once, gathers what is wrong, and remembers where each entry stands."""

    overlay: Path | None
    problems: list[str] = field(default_factory=list)
    _documents: dict[str, Document | None] = field(default_factory=dict)
    _places: dict[tuple[str, str], int] = field(default_factory=dict)

    def entries(self, key: str, model: type[E]) -> tuple[E, ...]:
        """The entries of ``<key>.yaml``; those that are wrong are left out and named in ``problems``."""
        document = self._document(key)
        if document is None:
            return ()
        rows = document.value.get(key) if isinstance(document.value, dict) else None
        if not isinstance(rows, list):
            start = document.line(key)
            self.problems.append(
                f"{document.name}:{start}: has no list named {key!r}; start it with '{key}:' and one '- …' per entry"
            )
            return ()
        known = {key, {"topics": "scoring", "sources": "polling"}.get(key, key)}
        self.problems.extend(
            f"{document.name}:{document.line(other)}: {str(other)[:60]!r} belongs to no part of this file; remove it"
            for other in document.value
            if other not in known
        )
        return tuple(self._checked(document, key, rows, model))

    def scoring(self) -> ScoringEntry:
        """The ``scoring`` of ``topics.yaml``, or the default."""
        return self._part("topics", "scoring", ScoringEntry)

    def polling(self) -> PollingEntry:
        """The ``polling`` of ``sources.yaml``, or the default."""
        return self._part("sources", "polling", PollingEntry)

    def _part(self, key: str, name: str, model: type[E]) -> E:
        document = self._document(key)
        row = document.value.get(name) if document and isinstance(document.value, dict) else None
        if document is None or row is None:
            return model()
        try:
            return model.model_validate(row)
        except ValidationError as error:
            self.problems.extend(explain(error, model, name, document, name))
            return model()

    def where(self, key: str, slug: str, *steps: int | str) -> str:
        """``file:line`` of a part of an entry."""
        document = self._document(key)
        number = self._places.get((key, slug))
        if document is None or number is None:
            return f"{key}.yaml"
        return f"{document.name}:{document.line(key, number, *steps)}"

    def _checked(self, document: Document, key: str, rows: Sequence[object], model: type[E]) -> Iterator[E]:
        for number, row in enumerate(rows):
            entry = check_entry(model, row, document, key, number)
            if isinstance(entry, list):
                self.problems.extend(entry)
                continue
            slug = _identity(entry)
            first = self._places.get((key, slug))
            if first is not None:
                self.problems.append(
                    f"{document.name}:{document.line(key, number)}: {slug}: field slug: is there already at line "
                    f"{document.line(key, first)}; give each a slug of its own"
                )
                continue
            self._places[key, slug] = number
            yield entry

    def _document(self, key: str) -> Document | None:
        if key not in self._documents:
            name = f"{key}.yaml"
            laid_over = self.overlay / name if self.overlay else None
            try:
                self._documents[key] = read_yaml(laid_over if laid_over and laid_over.exists() else BUILT_IN / name)
            except UnreadableFileError as error:
                self.problems.append(str(error))
                self._documents[key] = None
        return self._documents[key]


def _identity(entry: Entry) -> str:
    """What must be unique in a file: the slug; of a price, provider and model."""
    if isinstance(entry, PriceEntry):
        return f"{entry.provider}/{entry.model}"
    return str(getattr(entry, "slug", ""))


def _broken_references(catalogue: Catalogue, reader: _Reader) -> Iterator[str]:
    voices = {voice.slug for voice in catalogue.voices}
    templates = {template.slug for template in catalogue.templates}
    topics = {topic.slug for topic in catalogue.topics}
    for desk in catalogue.desks:
        named: list[tuple[tuple[int | str, ...], str, set[str], str]] = [
            (("voice",), desk.voice, voices, "voices.yaml"),
            (("template",), desk.template, templates, "templates.yaml"),
            *((("topics", number), topic, topics, "topics.yaml") for number, topic in enumerate(desk.topics)),
        ]
        for steps, slug, known, file in named:
            if slug not in known:
                yield (
                    f"{reader.where('desks', desk.slug, *steps)}: {desk.slug}: field {steps[0]}: {slug!r} is not in "
                    f"{file}; add it there or use one of {', '.join(sorted(known))}"
                )


def _one(entries: Sequence[E], slug: str, what: str, file: str) -> E:
    for entry in entries:
        if getattr(entry, "slug", None) == slug:
            return entry
    known = ", ".join(str(getattr(entry, "slug", "")) for entry in entries)
    raise ConfigurationError(f"there is no {what} {slug!r} in {file}; known are: {known}")
