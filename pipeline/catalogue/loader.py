"""Reading the catalogue: the built-in folder, with the user's folder laid over it file by file.

A wrong entry is refused with file, line, field, reason and remedy; all wrong entries are named at once.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from pipeline.catalogue.schema import (
    DeskEntry,
    Entry,
    PriceEntry,
    RegionEntry,
    ScoringEntry,
    SourceEntry,
    TemplateEntry,
    TopicEntry,
    VoiceEntry,
)
from pipeline.failures import ConfigurationError

try:  # ten times as fast on the third of a megabyte that topics.yaml is
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # a PyYAML that was built without libyaml
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

BUILT_IN = Path(__file__).parent / "data"
MAX_FILE_BYTES = 20_000_000
E = TypeVar("E", bound=Entry)


class CatalogueError(ConfigurationError):
    """The catalogue holds entries that cannot be used; ``problems`` has one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("the catalogue cannot be used:\n  " + "\n  ".join(problems))
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


def fingerprint(entries: Iterable[Entry]) -> str:
    """A short hash of entries by content."""
    text = json.dumps([entry.model_dump(mode="json") for entry in entries], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def load_catalogue(overlay: Path | None = None) -> Catalogue:
    """Read and check all files. Raises CatalogueError naming every wrong entry."""
    problems: list[str] = []
    if overlay is not None and not overlay.is_dir():
        raise CatalogueError([f"{overlay}: EMCIP_CATALOGUE is not a folder; create it or unset the variable"])

    def read(name: str, model: type[E], key: str | None = None) -> tuple[E, ...]:
        path = overlay / name if overlay and (overlay / name).exists() else BUILT_IN / name
        return _read_list(path, key or path.stem, model, problems)

    topics_path = (
        overlay / "topics.yaml" if overlay and (overlay / "topics.yaml").exists() else BUILT_IN / "topics.yaml"
    )
    catalogue = Catalogue(
        sources=read("sources.yaml", SourceEntry),
        regions=read("regions.yaml", RegionEntry),
        topics=read("topics.yaml", TopicEntry),
        scoring=_read_scoring(topics_path, problems),
        desks=read("desks.yaml", DeskEntry),
        voices=read("voices.yaml", VoiceEntry),
        templates=read("templates.yaml", TemplateEntry),
        prices=read("prices.yaml", PriceEntry),
    )
    if not problems:
        _check_references(catalogue, problems)
    if problems:
        raise CatalogueError(problems)
    return catalogue


def _check_references(catalogue: Catalogue, problems: list[str]) -> None:
    voices = {voice.slug for voice in catalogue.voices}
    templates = {template.slug for template in catalogue.templates}
    topics = {topic.slug for topic in catalogue.topics}
    for desk in catalogue.desks:
        if desk.voice not in voices:
            problems.append(
                f"desks.yaml: desk {desk.slug}: field voice: {desk.voice!r} is not in voices.yaml; add it there"
            )
        if desk.template not in templates:
            problems.append(
                f"desks.yaml: desk {desk.slug}: field template: {desk.template!r} not in templates.yaml; add it there"
            )
        problems.extend(
            f"desks.yaml: desk {desk.slug}: field topics: {topic!r} is not in topics.yaml; add it there or correct it"
            for topic in desk.topics
            if topic not in topics
        )


def _one(entries: Sequence[E], slug: str, what: str, file: str) -> E:
    for entry in entries:
        if getattr(entry, "slug", None) == slug:
            return entry
    known = ", ".join(str(getattr(entry, "slug", "")) for entry in entries)
    raise ConfigurationError(f"there is no {what} {slug!r} in {file}; known are: {known}")


def _load_yaml(path: Path, problems: list[str]) -> tuple[Any, yaml.Node | None]:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            problems.append(f"{path}: is larger than {MAX_FILE_BYTES // 1_000_000} MB; split or shorten it")
            return None, None
        text = path.read_text(encoding="utf-8")
        return _parsed(text)
    except FileNotFoundError:
        problems.append(f"{path}: is missing")
    except UnicodeDecodeError as error:
        problems.append(f"{path}: is not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        what = getattr(error, "problem", error)
        problems.append(f"{path}{line}: is not valid YAML: {what}; check its indentation and quotes")
    return None, None


def _parsed(text: str) -> tuple[Any, yaml.Node | None]:
    """The document and its tree, which knows the lines, in one pass."""
    loader = _Loader(text)
    try:
        tree = loader.get_single_node()
        return (None if tree is None else loader.construct_document(tree)), tree
    finally:
        loader.dispose()


class _Loader(_SafeLoader):
    """Safe loading in which ``no`` stays the language code or country it is meant to be."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false|True|False)$"), list("tTfF"))


def _read_list(path: Path, key: str, model: type[E], problems: list[str]) -> tuple[E, ...]:
    before = len(problems)
    document, tree = _load_yaml(path, problems)
    if len(problems) > before:
        return ()
    rows = document.get(key) if isinstance(document, dict) else None
    if not isinstance(rows, list):
        problems.append(f"{path}:1: has no list named {key!r}; start it with '{key}:' and one '- …' per entry")
        return ()
    lines = _entry_lines(tree, key)
    adapter = TypeAdapter(model)
    entries: list[E] = []
    seen: dict[str, int] = {}
    for row, line in zip(rows, lines, strict=True):
        try:
            entry = adapter.validate_python(row)
        except ValidationError as error:
            name = row.get("slug") or row.get("model") if isinstance(row, dict) else None
            problems.extend(_explain(path, line, name, problem) for problem in error.errors(include_url=False))
            continue
        slug = str(getattr(entry, "slug", f"{getattr(entry, 'provider', '')}/{getattr(entry, 'model', line)}"))
        if slug in seen:
            problems.append(
                f"{path}:{line}: {slug}: is there already at line {seen[slug]}; give each a slug of its own"
            )
            continue
        seen[slug] = line
        entries.append(entry)
    return tuple(entries)


def _read_scoring(path: Path, problems: list[str]) -> ScoringEntry:
    found: list[str] = []
    document, _ = _load_yaml(path, found)  # reported once already, by the topics
    row = document.get("scoring") if isinstance(document, dict) else None
    try:
        return TypeAdapter(ScoringEntry).validate_python(row or {})
    except ValidationError as error:
        problems.extend(_explain(path, 1, "scoring", problem) for problem in error.errors(include_url=False))
        return ScoringEntry()


def _entry_lines(tree: yaml.Node | None, key: str) -> list[int]:
    if isinstance(tree, yaml.MappingNode):
        for name, value in tree.value:
            if name.value == key and isinstance(value, yaml.SequenceNode):
                return [item.start_mark.line + 1 for item in value.value]
    return []


def _explain(path: Path, line: int, name: str | None, problem: Any) -> str:
    field = ".".join(str(part) for part in problem["loc"]) or "entry"
    reason = str(problem["msg"]).removeprefix("Value error, ")
    remedy = {"extra_forbidden": "remove it or correct its name", "missing": "add it"}.get(
        problem["type"], "correct it"
    )
    given = "" if problem["type"] in ("missing",) else f" (it is {str(problem.get('input'))[:60]!r})"
    return f"{path}:{line}: {name or 'entry'}: field {field}: {reason}{given}; {remedy}"
