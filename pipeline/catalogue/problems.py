"""Saying what is wrong with an entry: file, line, field, reason, remedy — one line each, fit for a terminal."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.catalogue.schema import Entry
from pipeline.catalogue.yaml_files import Document

E = TypeVar("E", bound=Entry)
SHOWN = 60  # characters of a wrong value that are repeated
_REASONS = {
    "extra_forbidden": "is not a field",
    "missing": "is missing",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
    "dict_type": "must be fields of its own",
    "model_type": "must be fields of its own",
}


def check_entry(model: type[E], row: Any, document: Document, *path: int | str) -> E | list[str]:
    """The entry that stands at ``path`` of a document, or what is wrong with it."""
    if not isinstance(row, dict):
        return [
            f"{document.name}:{document.line(*path)}: entry: is {_shown(row)}, not fields; write 'field: value' lines"
        ]
    try:
        return model.model_validate(row)
    except ValidationError as error:
        return list(explain(error, model, _name(row), document, *path))


def explain(
    error: ValidationError, model: type[BaseModel], name: str, document: Document, *path: int | str
) -> Iterator[str]:
    """A line for each problem of one entry."""
    for problem in error.errors(include_url=False):
        steps = [step for step in problem["loc"] if step != "[key]"]
        field = ".".join(str(step) for step in steps) or "entry"
        reason = _REASONS.get(problem["type"]) or str(problem["msg"]).removeprefix("Value error, ").removeprefix(
            "Input "
        )
        given = "" if problem["type"] in ("missing", "extra_forbidden") else f" (it is {_shown(problem['input'])})"
        line = document.line(*path, *steps)
        yield f"{document.name}:{line}: {name}: field {field}: {reason}{given}; {_remedy(problem, model, steps)}"


def _remedy(problem: Any, model: type[BaseModel], steps: Sequence[int | str]) -> str:
    kind, given = problem["type"], problem.get("input")
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(str(steps[-1]), list(model.model_fields), n=1)
        return f"did you mean {close[0]}?" if close else f"remove it; fields are {', '.join(model.model_fields)}"
    if kind == "missing":
        return f"add a line '{steps[-1]}: …'"
    if kind == "string_type" and isinstance(given, int | float):
        return "put it in quotes"
    return "write it as a list: [one, two]" if kind == "tuple_type" else "correct it"


def _name(row: dict[Any, Any]) -> str:
    return str(row.get("slug") or row.get("model") or "entry")[:SHOWN]


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool | None) else f"a {type(value).__name__}"
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
