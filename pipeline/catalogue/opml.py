"""Reading the outlines of an OPML file that a stranger wrote: no document types, no entities, no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from pipeline.catalogue.yaml_files import UnreadableFileError

OPML_NAMESPACE = "urn:emcip:sources"
MAX_OUTLINES = 50_000
MAX_DEPTH = 24
MAX_FOLDERS = 8
_SEPARATOR = " "


@dataclass(frozen=True)
class Outline:
    """A feed or a link: its attributes by lower-case name, ours by field, and the folders that it lies in."""

    line: int
    attributes: Mapping[str, str]
    ours: Mapping[str, str]
    folders: tuple[str, ...]


def read_outlines(content: bytes, name: str) -> list[Outline]:
    """The outlines that name a feed or a page, in order. Raises UnreadableFileError."""
    reading = _Reading(name)
    try:
        reading.parser.Parse(content, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise UnreadableFileError(f"{name}:{error.lineno}: is not valid XML: {reason}; export it again") from None
    except (ValueError, LookupError) as error:  # an encoding that nobody knows, or that is not what it says
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(f"{name}: its encoding cannot be read: {error}; save it as UTF-8") from None
    if not reading.is_opml:
        raise UnreadableFileError(f"{name}: is XML but not OPML; export the subscriptions as OPML")
    return reading.outlines


class _Reading:
    """One pass of the parser over a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.outlines: list[Outline] = []
        self.is_opml = False
        self._open: list[str | None] = []  # the folder that each open element is, None for other elements
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _doctype(self, *_: object) -> None:
        self._refuse("declares a document type; remove the DOCTYPE line")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open:
            self.is_opml = tag.lower() == "opml"
        if len(self._open) >= MAX_DEPTH:
            self._refuse(f"is nested deeper than {MAX_DEPTH} levels; flatten it")
        folder = None
        if tag.lower() == "outline":
            plain = {key.lower(): value for key, value in attributes.items() if _SEPARATOR not in key}
            ours = {
                key.rpartition(_SEPARATOR)[2]: value
                for key, value in attributes.items()
                if key.startswith(f"{OPML_NAMESPACE}{_SEPARATOR}")
            }
            if plain.get("xmlurl") or plain.get("url") or plain.get("htmlurl"):
                self._add(Outline(self.parser.CurrentLineNumber, plain, ours, self._folders()))
            else:
                folder = plain.get("text") or plain.get("title")
        self._open.append(folder)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _add(self, outline: Outline) -> None:
        if len(self.outlines) >= MAX_OUTLINES:
            self._refuse(f"has more than {MAX_OUTLINES:,} outlines; import it in parts")
        self.outlines.append(outline)

    def _folders(self) -> tuple[str, ...]:
        return tuple(folder for folder in self._open if folder)[-MAX_FOLDERS:]

    def _refuse(self, reason: str) -> None:
        raise UnreadableFileError(f"{self.name}:{self.parser.CurrentLineNumber}: {reason}")
