"""What the fake Claude writes: answers made from the request, the same for the same request.

Structured answers follow the schema and take their words from the material in the prompt; cited answers
are sentences about the documents that are given, with true references. Nothing is canned.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.demo.pseudo import pseudo_english

_DATA = re.compile(
    r'<data name="(?P<name>[^"]*)" mark="(?P<mark>[0-9a-f]+)">\n(?P<text>.*?)\n</data mark="(?P=mark)">', re.S
)
_IDS = re.compile(r"(?:\bid\W{1,3}|\[|#|\barticle )(\d+)\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(minimum|maximum|exclusiveMinimum|exclusiveMaximum|minItems|maxItems|minLength|maxLength): (-?[\d.]+)"
)
_OPPORTUNITIES = 6
_WORKING_TITLE = re.compile(r"^Working title: (.+)$", re.MULTILINE)
_HEADINGS = re.compile(r"^## (.+)$", re.MULTILINE)
_LENGTH = re.compile(r"\b(\d+) to \d+ words in all")
_SPARE = 1.15  # a little more than the least that is asked for
_RUN = 6  # words of the source that may stand together
_OPENERS = ("According to {outlet}:", "{outlet} reports:", "{outlet} has this:", "From {outlet}:")
_ASIDES = ("(it says)", "(by that account)", "(so the report)")


def write_structured(request: dict[str, Any], schema: dict[str, Any]) -> Any:
    """A document that is valid against the schema."""
    prompt = _prompt(request)
    if set(schema.get("properties", {})) == {"translations"}:
        return {"translations": [pseudo_english(text) for text in _texts_to_translate(prompt)]}
    records = _records(prompt)
    if set(schema.get("properties", {})) == {"opportunities"} and records:
        return {"opportunities": _opportunities(records)}
    return _Filler(schema, prompt, _documents(request)).fill(schema, "answer")


def write_cited(request: dict[str, Any]) -> list[dict[str, Any]]:
    """An article in the form that the prompt asks for, from the documents' sentences, each with its reference."""
    prompt, documents = _prompt(request), _documents(request)
    wanted = _LENGTH.search(prompt)
    sentences = _in_turn(documents, int(wanted[1]) if wanted else 80)
    title, headings = _WORKING_TITLE.search(prompt), _HEADINGS.findall(prompt)
    blocks: list[dict[str, Any]] = []
    if title:
        blocks.append(_uncited(f"# {title[1].strip()}\n\n"))
    opening = min(2, len(sentences)) if headings else 0
    blocks += _paragraph(sentences[:opening])
    share = max(1, math.ceil((len(sentences) - opening) / max(1, len(headings))))
    for place, heading in enumerate(headings or [""]):
        part = sentences[opening + place * share :][:share] if headings else sentences
        if part:
            blocks += [*([_uncited(f"## {heading.strip()}\n\n")] if heading else []), *_paragraph(part)]
    return blocks


@dataclass(frozen=True)
class _Source:
    """A sentence of a document, and where it stands."""

    document: int
    place: int
    title: str
    text: str


def _in_turn(documents: list[tuple[str, list[str]]], words: int) -> list[_Source]:
    """First sentences first, a document at a time in turn, until there are enough words."""
    found: list[_Source] = []
    count = 0
    for place in range(max((len(sentences) for _, sentences in documents), default=0)):
        for index, (title, sentences) in enumerate(documents):
            if place < len(sentences) and count < words * _SPARE and len(sentences[place].split()) > 3:
                found.append(_Source(index, place, title, sentences[place]))
                count += len(sentences[place].split()) + 6
    return found


def _paragraph(sources: list[_Source]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for number, source in enumerate(sources):
        citation = {
            "type": "content_block_location",
            "cited_text": source.text,
            "document_index": source.document,
            "document_title": source.title,
            "start_block_index": source.place,
            "end_block_index": source.place + 1,
        }
        blocks.append({"type": "text", "text": _retold(source, number), "citations": [citation]})
        blocks.append(_uncited(" " if number + 1 < len(sources) else "\n\n"))
    return blocks


def _retold(source: _Source, number: int) -> str:
    """The sentence attributed to its outlet, with words put in so that no long run of it is left as it was."""
    outlet = re.split(r" \(|, |: ", source.title)[0] or "the source"
    opener = _OPENERS[number % len(_OPENERS)].format(outlet=outlet)
    words = source.text.split()
    told = [opener, words[0]]
    for place, word in enumerate(words[1:], start=1):
        told.append(word)
        if place % _RUN == _RUN - 1 and place + 2 < len(words) and word[-1:].isalpha() and word.islower():
            told.append(_ASIDES[(place // _RUN + number) % len(_ASIDES)])
    text = " ".join(told)
    return text if text[-1:] in '.!?”"' else f"{text}."


def _uncited(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def write_plain(request: dict[str, Any]) -> str:
    """A sentence or two about the prompt."""
    return " ".join(_lines(_prompt(request))[:2]) or "There is nothing to say."


class _Filler:
    """Walks a JSON schema and fills it from the material."""

    def __init__(self, root: dict[str, Any], prompt: str, documents: list[tuple[str, list[str]]]) -> None:
        self._definitions = root.get("$defs", {})
        self._prompt = prompt
        self._lines = [*(title for title, _ in documents), *_lines(prompt)] or ["Nothing was given"]
        self._ids = list(dict.fromkeys(int(found) for found in _IDS.findall(prompt)))

    def fill(self, schema: dict[str, Any], path: str) -> Any:
        if "$ref" in schema:
            return self.fill(self._definitions[schema["$ref"].rsplit("/", 1)[-1]], path)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._choice(schema["enum"])
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return self.fill(next(each for each in schema[key] if each.get("type") != "null"), path)
        fillers: dict[str, Callable[[dict[str, Any], str], Any]] = {
            "object": self._object,
            "array": self._array,
            "string": self._string,
            "integer": self._number,
            "number": self._number,
            "boolean": lambda schema, path: True,
        }
        filler = fillers.get(schema.get("type", "null"))
        return filler(schema, path) if filler else None

    def _object(self, schema: dict[str, Any], path: str) -> dict[str, Any]:
        return {name: self.fill(each, f"{path}.{name}") for name, each in schema.get("properties", {}).items()}

    def _array(self, schema: dict[str, Any], path: str) -> list[Any]:
        bounds = _bounds(schema)
        items = schema.get("items", {"type": "string"})
        name = path.rsplit(".", 1)[-1].lower()
        if items.get("type") == "integer" and self._ids:
            start = self._seed(path) % len(self._ids)
            return [*self._ids[start:], *self._ids[:start]][: max(2, int(bounds.get("minItems", 0)))]
        count = int(max(bounds.get("minItems", 0), min(bounds.get("maxItems", 3), 3)))
        return [self.fill(items, f"{path}[{index}].{name}") for index in range(count)]

    def _string(self, schema: dict[str, Any], path: str) -> str:
        bounds = _bounds(schema)
        name = path.rsplit(".", 1)[-1]
        line = self._lines[self._seed(path) % len(self._lines)]
        text = line if "title" in name or "headline" in name else f"{name.replace('_', ' ').capitalize()}: {line}"
        text = text[: int(bounds.get("maxLength", 300))]
        return text.ljust(int(bounds.get("minLength", 0)), ".")

    def _number(self, schema: dict[str, Any], path: str) -> int | float:
        bounds = _bounds(schema)
        name = path.rsplit(".", 1)[-1]
        if self._ids and schema["type"] == "integer" and ("id" in name or "article" in name):
            return self._ids[self._seed(path) % len(self._ids)]
        low, high = bounds.get("minimum", 0.0), bounds.get("maximum", 100.0)
        value = low + (high - low) * (0.5 + (self._seed(path) % 40) / 100)
        return int(value) if schema["type"] == "integer" else round(value, 2)

    def _choice(self, values: list[Any]) -> Any:
        named = [value for value in values if isinstance(value, str) and value in self._prompt]
        choices = named or [value for value in values if value is not None] or values
        return choices[self._seed(str(values)) % len(choices)]

    def _seed(self, path: str) -> int:
        return int.from_bytes(hashlib.sha256((path + self._prompt).encode()).digest()[:4], "big")


def _opportunities(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One for each of the best stories: trending where several articles tell it, a deep dive where one does."""
    stories: dict[Any, list[dict[str, Any]]] = {}
    for record in sorted(records, key=lambda record: (-record.get("score", 0), record["id"])):
        stories.setdefault(record.get("story") or f"article {record['id']}", []).append(record)
    ranked = sorted(stories.values(), key=lambda told: (-len(told), -told[0].get("score", 0), told[0]["id"]))
    return [_opportunity(told) for told in ranked[:_OPPORTUNITIES]]


def _opportunity(told: list[dict[str, Any]]) -> dict[str, Any]:
    first = told[0]
    topics = first.get("topics") or {}
    outlets = ", ".join(dict.fromkeys(str(each.get("outlet", "an outlet")) for each in told))
    count = "One article" if len(told) == 1 else f"{len(told)} articles"
    return {
        "kind": "trending" if len(told) > 1 else "deep_dive",
        "title": first["title"][:110],
        "angle": f"Set side by side what {outlets} report, and say what is behind it: {first.get('lead', '')}",
        "rationale": f"{count} of the list tell it; the first scores {first.get('score', 0)}.",
        "priority": min(95, 40 + 10 * len(told) + first.get("score", 0) // 4),
        "article_ids": [each["id"] for each in told[:8]],
        "topic": max(topics, key=lambda topic: topics[topic]) if topics else None,
        "region": first.get("region"),
    }


def _records(prompt: str) -> list[dict[str, Any]]:
    """Articles that stand in the prompt's data, as one JSON object a line."""
    lines = [line for found in _DATA.finditer(prompt) for line in found["text"].splitlines() if line.startswith("{")]
    try:
        records = [json.loads(line) for line in lines]
    except ValueError:
        return []
    return [record for record in records if "id" in record and "title" in record]


def _bounds(schema: dict[str, Any]) -> dict[str, float]:
    """Bounds as the schema has them, or as the SDK writes them into the description."""
    described = {name: float(value) for name, value in _BOUND.findall(schema.get("description", ""))}
    stated = {name: float(schema[name]) for name in ("minimum", "maximum", "minItems", "maxItems") if name in schema}
    return described | stated


def _texts_to_translate(prompt: str) -> list[str]:
    found = _DATA.search(prompt)
    texts = json.loads(found["text"]) if found else []
    return [str(text) for text in texts]


def _prompt(request: dict[str, Any]) -> str:
    parts: list[str] = []
    for message in request["messages"]:
        content = message["content"]
        if isinstance(content, str):
            parts.append(content)
        else:
            parts.extend(block["text"] for block in content if block["type"] == "text")
    return "\n".join(parts)


def _documents(request: dict[str, Any]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for message in request["messages"]:
        if isinstance(message["content"], str):
            continue
        for block in message["content"]:
            if block["type"] != "document":
                continue
            source = block["source"]
            sentences = (
                [each["text"] for each in source["content"]] if source["type"] == "content" else [source["data"]]
            )
            found.append((block.get("title") or "an untitled document", sentences))
    return found


def _lines(text: str) -> list[str]:
    """Lines that read like prose: what an answer may be made of."""
    return [line.strip(" -*#") for line in text.splitlines() if len(line.split()) > 3 and not line.startswith("<")]
