"""Translators behind one small interface, and the choice between them (``EMCIP_TRANSLATOR``).

A translator takes any number of texts of any length and gives back as many, in order. It cuts them to its
provider's limits, goes through the paid-call gate, and checks nothing but that nothing is missing: what the
words are worth is the business of ``translation/quality.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from pipeline.failures import ConfigurationError, PermanentError
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.chunks import batches, join_pieces, split_long
from pipeline.providers.gate import PaidGate, open_gate
from pipeline.settings import Settings

STAGE = "translation"


class Translator(Protocol):
    """``version`` changes when the same text would come back differently: provider, model, prompt.

    ``max_characters`` and ``max_texts`` are what goes into one request: more becomes several.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def max_characters(self) -> int: ...

    @property
    def max_texts(self) -> int: ...

    def translate(self, texts: Sequence[str], source: str | None, target: str, *, subject: str) -> list[str]:
        """As many texts as were given, in order.

        Raises BudgetExhausted, ServiceUnavailable, ConfigurationError, or PermanentError for these texts.
        """
        ...


class NoTranslator:
    """What there is with ``EMCIP_TRANSLATOR=none``: articles stay in their language, and say so."""

    name = "none"
    version = "none"
    max_characters = 1
    max_texts = 1

    def translate(self, texts: Sequence[str], source: str | None, target: str, *, subject: str) -> list[str]:
        raise ConfigurationError("EMCIP_TRANSLATOR is none; set it to google or claude to translate")


def translator_version(settings: Settings) -> str:
    """The version of the translator that these settings choose, without opening it."""
    from pipeline.providers import claude_translator, google  # noqa: PLC0415 - they import this module

    if settings.translator == "google":
        return google.VERSION
    if settings.translator == "claude":
        return claude_translator.version_of(settings.claude_translation_model)
    return NoTranslator.version


def open_translator(newsroom: Newsroom, run: Run, gate: PaidGate | None = None) -> Translator:
    """The translator that the settings choose.

    Raises ConfigurationError, which names the variable to set, when it lacks a key, credentials or a project.
    """
    from pipeline.providers import claude_translator, google  # noqa: PLC0415 - they import this module

    settings = newsroom.settings
    if settings.translator == "none":
        return NoTranslator()
    gate = gate or open_gate(newsroom, run)
    if settings.translator == "google":
        return google.open_google(settings, gate)
    return claude_translator.open_claude_translator(newsroom, run, gate)


def in_requests(
    texts: Sequence[str],
    source: str | None,
    target: str,
    *,
    max_characters: int,
    max_texts: int,
    ask: Callable[[list[str]], list[str]],
) -> list[str]:
    """Cut, ask in as few requests as the limits allow, rejoin. Raises PermanentError when answers are missing."""
    pieces = [(index, piece) for index, text in enumerate(texts) for piece in split_long(text, max_characters, source)]
    answers: list[list[str]] = [[] for _ in texts]
    lengths = [len(piece) for _, piece in pieces]
    for group in batches(pieces, lengths, max_items=max_texts, max_length=max_characters):
        asked = [piece for _, piece in group]
        got = ask(asked)
        if len(got) != len(asked):
            raise PermanentError("wrong_count", f"{len(asked)} texts were sent and {len(got)} came back")
        for (index, _), text in zip(group, got, strict=True):
            answers[index].append(text)
    return [join_pieces(parts, target) if len(parts) != 1 else parts[0] for parts in answers]
