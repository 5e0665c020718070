"""Cutting texts to what a translator takes in one request, and putting the pieces together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pipeline.language.scripts import UNSPACED, main_script
from pipeline.language.sentences import split_sentences

T = TypeVar("T")
_UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "my", "km", "bo"})


def split_long(text: str, limit: int, language: str | None = None) -> list[str]:
    """The text in pieces of at most ``limit`` code points: whole sentences where they fit, else words, else letters."""
    if len(text) <= limit:
        return [text]
    joint = "" if main_script(text) in UNSPACED else " "
    pieces: list[str] = []
    current = ""
    for part in _parts(text, limit, language):
        longer = f"{current}{joint}{part}" if current else part
        if len(longer) <= limit:
            current = longer
        else:
            pieces.append(current)
            current = part
    pieces.append(current)
    return [piece for piece in pieces if piece]


def join_pieces(pieces: Sequence[str], target: str) -> str:
    """One paragraph of translated pieces."""
    return ("" if target in _UNSPACED_LANGUAGES else " ").join(piece.strip() for piece in pieces)


def batches(items: Sequence[T], lengths: Sequence[int], *, max_items: int, max_length: int) -> Iterator[list[T]]:
    """The items in order, in groups of at most so many and so long; one that is too long goes alone."""
    group: list[T] = []
    total = 0
    for item, length in zip(items, lengths, strict=True):
        if group and (len(group) >= max_items or total + length > max_length):
            yield group
            group, total = [], 0
        group.append(item)
        total += length
    if group:
        yield group


def _parts(text: str, limit: int, language: str | None) -> Iterator[str]:
    for sentence in split_sentences(text, language):
        if len(sentence) <= limit:
            yield sentence
            continue
        for word in sentence.split():
            for start in range(0, len(word), limit):
                yield word[start : start + limit]
