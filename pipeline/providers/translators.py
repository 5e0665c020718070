"""Translators behind one small interface, and the choice between them (``EMCIP_TRANSLATOR``).

A translator takes any number of texts of any length and gives back as many, in order. It cuts them to its
provider's limits, goes through the paid-call gate, and checks nothing but that nothing is missing: what the
words are worth is the business of ``translation/quality.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from pipeline.failures import ConfigurationError, PermanentError
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.chunks import batches, join_pieces, split_long
from pipeline.providers.gate import PaidGate, open_gate
from pipeline.providers.prices import Prices
from pipeline.settings import Settings

STAGE = "translation"


class Translator(Protocol):
    """``version_of`` changes when the same text would come back differently: provider, model, prompt, glossary.

    ``max_characters`` and ``max_texts`` are what goes into one request: more becomes several.
    """

    @property
    def name(self) -> str: ...

    def version_of(self, source: str | None, target: str) -> str: ...

    @property
    def max_characters(self) -> int: ...

    @property
    def max_texts(self) -> int: ...

    def translate(
        self, texts: Sequence[str], source: str | None, target: str, *, subject: str, attempt: int = 1, again: int = 0
    ) -> list[str]:
        """As many texts as were given, in order. ``attempt`` 2 asks anew for what came back wrong at 1, and so does
        another number of ``again``: a wish to try again.

        Raises BudgetExhausted, ServiceUnavailable, ConfigurationError, or PermanentError for these texts.
        """
        ...


class NoTranslator:
    """What there is with ``EMCIP_TRANSLATOR=none``: articles stay in their language, and say so."""

    name = "none"
    max_characters = 1
    max_texts = 1

    def version_of(self, source: str | None, target: str) -> str:
        return "none"

    def translate(
        self, texts: Sequence[str], source: str | None, target: str, *, subject: str, attempt: int = 1, again: int = 0
    ) -> list[str]:
        raise ConfigurationError("EMCIP_TRANSLATOR is none; set it to google or claude to translate")


def translator_version(settings: Settings) -> str:
    """The version of the translators that these settings choose, in their order, without opening any."""
    from pipeline.providers import google  # noqa: PLC0415 - it imports this module

    if not settings.translators:
        return "none"
    glossaries = google.glossaries_version(settings) if "google" in settings.translators else ""
    return ">".join(_version(settings, name, None, "") for name in settings.translators) + glossaries


def memory_versions(settings: Settings, source: str | None, target: str) -> list[str]:
    """The versions of the translators for a pair of languages, the preferred one first: keys of the memory."""
    return [_version(settings, name, source, target) for name in settings.translators]


def _version(settings: Settings, name: str, source: str | None, target: str) -> str:
    from pipeline.providers import claude_translator, google  # noqa: PLC0415 - they import this module

    if name == "google":
        return google.version_of(settings, source, target)
    return claude_translator.version_of(settings.claude_translation_model)


ROUGH_TOKENS_PER_CHARACTER = 0.5  # of news in many scripts, either way; Latin ones have half of that


def roughly_worth(settings: Settings, prices: Prices, name: str, characters: int) -> Decimal:
    """What a translator would have asked for so many characters of any language: said of what was saved, in dollars.

    Raises ConfigurationError when the model has no price.
    """
    model = model_of(settings, name)
    if prices.unit(name, model) == "characters":
        return prices.cost(name, model, characters, 0)
    tokens = round(characters * ROUGH_TOKENS_PER_CHARACTER)
    return prices.cost(name, model, tokens, tokens)


def model_of(settings: Settings, name: str) -> str:
    """The model that a translator uses, as the price list calls it."""
    from pipeline.providers import google  # noqa: PLC0415 - it imports this module

    return google.MODEL if name == google.PROVIDER else settings.claude_translation_model


def most_read(settings: Settings, name: str, contents: list[str], source: str | None, target: str) -> int:
    """Units that a request of these texts has at most, its prompt included."""
    from pipeline.providers import claude_translator  # noqa: PLC0415 - it imports this module

    if name == "google":
        return sum(len(text) for text in contents)
    return claude_translator.most_tokens_read(contents, source, target, model_of(settings, name))


def requests_of(name: str, texts: Sequence[str], source: str | None) -> Iterator[list[str]]:
    """The requests in which a translator sends these texts."""
    from pipeline.providers import claude_translator, google  # noqa: PLC0415 - they import this module

    most, longest = (
        (google.MAX_CONTENTS, google.MAX_CODE_POINTS)
        if name == "google"
        else (claude_translator.MAX_TEXTS, claude_translator.MAX_CHARACTERS)
    )
    for group in batches(texts, [len(text) for text in texts], max_items=most, max_length=longest):
        pieces = [piece for text in group for piece in split_long(text, longest, source)]
        yield from batches(pieces, [len(piece) for piece in pieces], max_items=most, max_length=longest)


def lacking(settings: Settings) -> list[str]:
    """What the chosen translators cannot work without, a sentence each; told at the start, not by the first run."""
    problems: list[str] = []
    if "claude" in settings.translators and settings.anthropic_api_key is None:
        problems.append(
            "EMCIP_TRANSLATOR names claude and ANTHROPIC_API_KEY is not set; set it, or choose another translator"
        )
    if "google" in settings.translators and not (settings.google_project or settings.google_endpoint):
        problems.append(
            "EMCIP_TRANSLATOR names google and EMCIP_GOOGLE_PROJECT is not set; set it to the id of the Google Cloud "
            "project that pays, or choose another translator"
        )
    return problems


def open_translator(newsroom: Newsroom, run: Run, gate: PaidGate | None = None, *, name: str = "") -> Translator:
    """The translator of this name, or the first that the settings choose.

    Raises ConfigurationError, which names the variable to set, when it lacks a key, credentials, a project or a price.
    """
    from pipeline.providers import claude_translator, google  # noqa: PLC0415 - they import this module

    settings = newsroom.settings
    if not settings.translators:
        return NoTranslator()
    gate = gate or open_gate(newsroom, run)
    if (name or settings.translators[0]) == "google":
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
