"""Sources from and to other people's files: OPML, YAML and CSV in, OPML and YAML out.

What comes in is a proposal: entries that pass the schema, and a line for each that does not. Nothing here is
trusted, fetched or written; a probe decides what becomes of a candidate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

import yaml

from pipeline.catalogue.loader import BUILT_IN
from pipeline.catalogue.opml import OPML_NAMESPACE
from pipeline.catalogue.problems import check_entry
from pipeline.catalogue.proposals import OURS, Row, from_csv, from_opml, from_yaml, home_of
from pipeline.catalogue.schema import SourceEntry
from pipeline.catalogue.yaml_files import Document, UnreadableFileError, read_yaml
from pipeline.cells import REGIONS

MAX_IMPORT_BYTES = 5_000_000
MAX_CANDIDATES = 20_000


@dataclass(frozen=True)
class Candidates:
    """What a file proposes: ``entries`` fit the schema, ``problems`` name what does not, a line each."""

    entries: tuple[SourceEntry, ...]
    problems: tuple[str, ...]


def read_candidates(file: Path, *, region: str = "world", language: str = "en") -> Candidates:
    """Read proposals from a file; ``region`` and ``language`` are for those that name none and no country.

    Never raises for what is in the file: a file that cannot be read at all is one problem.
    """
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= MAX_IMPORT_BYTES else b""
    except OSError as error:
        return Candidates((), (f"{file}: cannot be read: {error.strerror}",))
    if size > MAX_IMPORT_BYTES:
        limit = MAX_IMPORT_BYTES // 1_000_000
        return Candidates((), (f"{file}: has {size:,} bytes, more than {limit} MB; import it in parts",))
    return parse_candidates(content, str(file), region=region, language=language)


def parse_candidates(content: bytes, name: str, *, region: str = "world", language: str = "en") -> Candidates:
    """The same for bytes; the ending of ``name`` tells the format (.opml, .xml, .yaml, .yml, .csv)."""
    readers = {".opml": from_opml, ".xml": from_opml, ".yaml": from_yaml, ".yml": from_yaml, ".csv": from_csv}
    ending = Path(name).suffix.lower()
    if ending not in readers:
        return Candidates((), (f"{name}: its ending is not one of {', '.join(sorted(readers))}; rename it",))
    try:
        rows = readers[ending](content, name)
    except UnreadableFileError as error:
        return Candidates((), (str(error),))
    if len(rows) > MAX_CANDIDATES:
        problem = f"{name}: proposes {len(rows):,} sources, more than {MAX_CANDIDATES:,}; import it in parts"
        return Candidates((), (problem,))
    return _checked(rows, name, {"region": region, "language": language})


def export_opml(sources: Iterable[SourceEntry], title: str = "EMCIP sources") -> str:
    """OPML 2.0, a folder per region. Other readers see feeds; the rest is in a namespace of ours, for the way back.

    A source without a known feed is an outline of type ``link``.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:emcip="{OPML_NAMESPACE}">',
        f"  <head><title>{_text(title)}</title></head>",
        "  <body>",
    ]
    by_region: dict[str, list[SourceEntry]] = {}
    for source in sources:
        by_region.setdefault(source.region, []).append(source)
    for region in (region for region in REGIONS if region in by_region):
        lines.append(f"    <outline text={_attribute(region)}>")
        lines.extend(f"      <outline {line}/>" for source in by_region[region] for line in _outlines(source))
        lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def export_yaml(sources: Iterable[SourceEntry]) -> str:
    """A ``sources.yaml`` that the loader reads back to the same entries."""
    rows = [source.model_dump(mode="json", exclude_none=True) for source in sources]
    return yaml.dump({"sources": rows}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


class _Dumper(yaml.SafeDumper):
    """Writes nothing as an alias, and quotes what our loader would not take for text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _checked(rows: Sequence[Row], name: str, defaults: Mapping[str, str]) -> Candidates:
    entries: list[SourceEntry] = []
    problems: list[str] = []
    lines: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for row in rows:
        fields = _completed(row.fields, defaults) if isinstance(row.fields, dict) else row.fields
        if isinstance(fields, dict) and "slug" not in fields:
            fields["slug"] = _free_slug(str(fields.get("name", "")), str(fields.get("url", "")), lines, numbers)
        entry = check_entry(SourceEntry, fields, _Lines(name, None, None, row.line))
        if isinstance(entry, list):
            problems.extend(entry)
        elif entry.slug in lines:
            problems.append(
                f"{name}:{row.line}: {entry.slug}: field slug: is there already at line {lines[entry.slug]}; "
                "give each a slug of its own"
            )
        else:
            lines[entry.slug] = row.line
            entries.append(entry)
    return Candidates(tuple(entries), tuple(problems))


@dataclass(frozen=True)
class _Lines(Document):
    """A row of a file that has no tree: every field stands at the row's line."""

    row: int = 1

    def line(self, *path: int | str) -> int:
        return self.row


def _completed(given: Mapping[str, Any], defaults: Mapping[str, str]) -> dict[str, Any]:
    """The fields with what can be concluded: a home page, a region, a name, a plain language code."""
    fields = {key: value for key, value in given.items() if value is not None and value != ""}
    fields.setdefault("url", home_of(*fields["feeds"][:1]) if _texts(fields.get("feeds")) else None)
    if not isinstance(fields["url"], str) or not fields["url"]:
        del fields["url"]
    language = fields.get("language") or defaults["language"]
    fields["language"] = re.split(r"[-_]", language)[0].lower() if isinstance(language, str) else language
    fields["region"] = fields.get("region") or _region_of_country(fields.get("country")) or defaults["region"]
    if "name" not in fields and "url" in fields:
        fields["name"] = _host(fields["url"])
    return fields


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _free_slug(title: str, url: str, taken: Mapping[str, int], numbers: dict[str, int]) -> str:
    """A slug of the name's ASCII letters, else of the host; the next number is added when it is taken."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(slug) < 2:
        slug = re.sub(r"[^a-z0-9]+", "-", _host(url).removeprefix("www.")).strip("-")
    free = slug = slug[:70].strip("-") or "source"
    while free in taken:
        numbers[slug] = numbers.get(slug, 1) + 1
        free = f"{slug}-{numbers[slug]}"
    return free


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _region_of_country(country: Any) -> str | None:
    return _regions_by_country().get(country.strip()) if isinstance(country, str) else None


@cache
def _regions_by_country() -> dict[str, str]:
    rows = read_yaml(BUILT_IN / "regions.yaml").value["regions"]
    return {country: row["slug"] for row in rows for country in row["countries"]}


def _outlines(source: SourceEntry) -> Iterator[str]:
    values = source.model_dump(mode="json", exclude_none=True)
    ours = " ".join(
        f"emcip:{field}={_attribute(str(values[field]).lower() if field == 'enabled' else str(values[field]))}"
        for field in OURS
        if field in values
    )
    name, home = _attribute(source.name), _attribute(source.url)
    common = f"text={name} title={name} htmlUrl={home} language={_attribute(source.language)}"
    if not source.feeds:
        yield f'type="link" {common} url={home} {ours}'
    for feed in source.feeds:
        yield f'type="rss" {common} xmlUrl={_attribute(feed)} {ours}'


def _attribute(value: str) -> str:
    return quoteattr(_clean(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(value: str) -> str:
    return quoteattr(_clean(value))[1:-1]


def _clean(value: str) -> str:
    """Without the characters that XML cannot hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)
