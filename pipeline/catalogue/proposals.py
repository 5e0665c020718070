"""The rows that a YAML, CSV or OPML file proposes as sources, as they stand there: unchecked, each with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from pipeline.catalogue.loader import BUILT_IN
from pipeline.catalogue.opml import Outline, read_outlines
from pipeline.catalogue.schema import SourceEntry
from pipeline.catalogue.yaml_files import UnreadableFileError, decode_utf8, parse_yaml, read_yaml
from pipeline.cells import REGIONS

FIELDS = tuple(SourceEntry.model_fields)
# what an outline of ours carries beside OPML's own attributes
OURS = (
    "slug",
    "country",
    "region",
    "kind",
    "reputation",
    "interval_minutes",
    "min_interval_minutes",
    "max_interval_minutes",
    "enabled",
)


@dataclass(frozen=True)
class Row:
    line: int
    fields: Any


def from_yaml(content: bytes, name: str) -> list[Row]:
    document = parse_yaml(content, name)
    rows = document.value.get("sources") if isinstance(document.value, dict) else document.value
    if not isinstance(rows, list):
        raise UnreadableFileError(f"{name}:1: has no list of sources; start it with 'sources:' and one '- …' each")
    top: tuple[int | str, ...] = ("sources",) if isinstance(document.value, dict) else ()
    return [Row(document.line(*top, number), row) for number, row in enumerate(rows)]


def from_csv(content: bytes, name: str) -> list[Row]:
    text = decode_utf8(content, name)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(cells, name)
            else:
                rows.append(Row(reader.line_num, _named(columns, cells)))
    except csv.Error as error:
        raise UnreadableFileError(f"{name}:{reader.line_num}: is not valid CSV: {error}; check its quotes") from None
    if not columns:
        raise UnreadableFileError(
            f"{name}:1: is empty; its first line names the columns, e.g. name,url,region,language"
        )
    return rows


def _named(columns: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """A line's cells by column; those beyond the last column by their number, to be refused as no field."""
    names = [*columns, *(f"cell {number}" for number in range(len(columns) + 1, len(cells) + 1))]
    given: dict[str, Any] = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
    if "feeds" in given:
        given["feeds"] = given["feeds"].split()
    return given


def _columns(cells: Sequence[str], name: str) -> list[str]:
    columns = [cell.strip().lower().replace(" ", "_") for cell in cells]
    for column in columns:
        if column not in FIELDS or columns.count(column) > 1:
            raise UnreadableFileError(
                f"{name}:1: column {column[:60]!r} is not one of {', '.join(FIELDS)}, or is there twice; correct it"
            )
    return columns


def from_opml(content: bytes, name: str) -> list[Row]:
    """Outlines with a feed or a link are sources; outlines of ours with one slug are one source."""
    rows: list[Row] = []
    ours: dict[str, dict[str, Any]] = {}
    for outline in read_outlines(content, name):
        fields = _fields(outline)
        slug = outline.ours.get("slug")
        if slug in ours and fields.get("feeds"):
            ours[slug]["feeds"] = [*ours[slug].get("feeds", []), *fields["feeds"]]
            continue
        if slug:
            ours[slug] = fields
        rows.append(Row(outline.line, fields))
    return rows


def _fields(outline: Outline) -> dict[str, Any]:
    """A source's fields from an outline; its folders may name a region."""
    given = outline.attributes
    feed = given.get("xmlurl", "").strip()
    fields: dict[str, Any] = {
        "name": (given.get("text") or given.get("title") or "").strip(),
        "url": (given.get("htmlurl") or given.get("url") or "").strip() or home_of(feed),
        "feeds": [feed] if feed else [],
    }
    if given.get("language", "").strip():
        fields["language"] = given["language"].strip()
    fields |= {field: outline.ours[field] for field in OURS if field in outline.ours}
    if "region" not in fields:
        named = (region for folder in reversed(outline.folders) if (region := _region_of(folder)))
        fields["region"] = next(named, None)
    return fields


def home_of(feed: str = "") -> str:
    """The root of a feed's host: the best guess where no home page is named."""
    try:
        parts = urlsplit(feed)
        return f"{parts.scheme}://{parts.netloc}/" if parts.scheme and parts.hostname else ""
    except ValueError:
        return ""


def _region_of(folder: str) -> str | None:
    """The region whose slug or name a folder bears."""
    return _region_names().get(re.sub(r"[^a-z]+", "-", folder.lower()).strip("-"))


@cache
def _region_names() -> dict[str, str]:
    names = {slug: slug for slug in REGIONS}
    for row in read_yaml(BUILT_IN / "regions.yaml").value["regions"]:
        names[re.sub(r"[^a-z]+", "-", row["name"].lower()).strip("-")] = row["slug"]
    return names
