"""Reading YAML that a stranger may have written: bounded in size, depth and aliases, with the line of every value.

What a value means is the schema's business; here it is only made sure that reading it is harmless and that an
error can be pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml: six times slower, the same result
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]  # the same by protocol

MAX_FILE_BYTES = 20_000_000
MAX_DEPTH = 24  # the catalogue's own files are six deep
MAX_VALUES = 1_000_000  # counted as if every alias were written out; a source has about 22
_TAGS = frozenset({"!", "tag:yaml.org,2002:str"})  # what may be written before a value
_PLAIN = "tag:yaml.org,2002:"


class UnreadableFileError(ValueError):
    """A file that cannot be read as YAML; the message has file, line, reason and remedy in one line."""


class _Loader(_Parser, SafeConstructor, Resolver):
    """Safe loading in which ``no`` stays the language or country it is meant to be, and a date stays text."""

    def __init__(self, text: str) -> None:
        _Parser.__init__(self, text)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in resolvers if pair[0] not in (f"{_PLAIN}bool", f"{_PLAIN}timestamp")]
    for first, resolvers in Resolver.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(f"{_PLAIN}bool", re.compile(r"^(?:true|false|True|False)$"), list("tTfF"))


@dataclass(frozen=True)
class Document:
    """A file's value, and the means to say where a part of it stands."""

    name: str
    value: Any
    root: yaml.Node | None

    def line(self, *path: int | str) -> int:
        """The line (from 1) of the value at this path of keys and indices, as deep as the path can be followed."""
        node, line = self.root, 1
        for step in path:
            if node is None:
                break
            line = _line(node) if node is self.root else line
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line


def read_yaml(path: Path) -> Document:
    """Read a file. Raises UnreadableFileError."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableFileError(
                f"{path}: has {size:,} bytes, more than {MAX_FILE_BYTES // 1_000_000} MB; split or shorten it"
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"{path}: is missing; create it or take away the folder it belongs to") from None
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read: {error.strerror}; it must be a readable file") from None
    return parse_yaml(content, str(path))


def parse_yaml(content: bytes, name: str) -> Document:
    """The value of some YAML, ``name`` being what messages call it. Raises UnreadableFileError."""
    text = decode_utf8(content, name)
    try:
        _check_shape(text, name)
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            if root is not None:
                _check_size(root, name)
            return Document(name, None if root is None else loader.construct_document(root), root)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise UnreadableFileError(_explain(error, name)) from None
    except UnreadableFileError:
        raise
    except (ValueError, ArithmeticError) as error:  # a number of ten thousand digits
        raise UnreadableFileError(f"{name}: holds a value that cannot be read: {error}; put it in quotes") from None


def decode_utf8(content: bytes, name: str) -> str:
    """UTF-8 text, with or without a byte order mark. Raises UnreadableFileError naming the line."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            f"{name}:{line}: is not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from None


def _check_shape(text: str, name: str) -> None:
    """Refuse what would exhaust stack or memory or build other things than plain values, before it is built."""
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):  # type: ignore[arg-type]  # stubs know no C parser
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        mark = event.start_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in _TAGS:
            raise UnreadableFileError(f"{where}: has the tag {str(tag)[:60]!r}; write plain values without tags")
        values += 1
        depth += isinstance(event, yaml.CollectionStartEvent)
        if depth > MAX_DEPTH:
            raise UnreadableFileError(f"{where}: is nested deeper than {MAX_DEPTH} levels; flatten it")
        if values > MAX_VALUES:
            raise UnreadableFileError(f"{where}: holds more than {MAX_VALUES:,} values; split the file")


def _check_size(root: yaml.Node, name: str) -> None:
    """Refuse aliases that multiply into more values than fit in memory, aliases to oneself, and repeated keys."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node, above: frozenset[int]) -> int:
        if id(node) in above:
            raise UnreadableFileError(f"{name}:{_line(node)}: contains itself by an alias; write it out")
        if id(node) not in sizes:
            _check_keys(node, name)
            inside = above | {id(node)}
            sizes[id(node)] = 1 + sum(size(child, inside) for child in _children(node))
        return sizes[id(node)]

    if size(root, frozenset()) > MAX_VALUES:
        raise UnreadableFileError(f"{name}: its aliases stand for more than {MAX_VALUES:,} values; write them out")


def _check_keys(node: yaml.Node, name: str) -> None:
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise UnreadableFileError(f"{name}:{_line(key)}: has a list or mapping for a key; use a plain word")
        if key.value in seen and key.value != "<<":
            raise UnreadableFileError(
                f"{name}:{_line(key)}: field {key.value[:60]} is there already at line {seen[key.value]}; remove one"
            )
        seen[key.value] = _line(key)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _child(node: yaml.Node, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((_line(key), value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return _line(node.value[step]), node.value[step]
    return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _explain(error: yaml.YAMLError, name: str) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f"{name}:{mark.line + 1}" if mark else name
    parts: Sequence[str | None] = (getattr(error, "context", None), getattr(error, "problem", None))
    reason = ", ".join(part for part in parts if part) or getattr(error, "reason", None) or str(error)
    return f"{where}: is not valid YAML: {' '.join(reason.split())[:200]}; check its indentation and quotes"
