"""Claude as a translator: a list of strings in, a list of as many strings out."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.claude import Claude, open_claude
from pipeline.providers.claude_request import as_data, most_read, payload_of
from pipeline.providers.gate import PaidGate
from pipeline.providers.prices import estimate_tokens
from pipeline.providers.translators import STAGE, in_requests

PROMPT_VERSION = "p2"
MAX_CHARACTERS = 3000  # an answer of some 2,000 tokens; long lists lose count
MAX_TEXTS = 40
MIN_ANSWER_TOKENS = 500
AGAIN = " An earlier answer was refused: it was no complete and faithful translation of each string."
SYSTEM = (
    "You translate news articles for an editorial desk. Translate each string of the JSON list completely and "
    "faithfully: keep numbers, dates, currencies, web addresses and quotation marks; keep all names, in the letters of "
    "the target language; leave nothing out, add nothing, explain nothing. Answer with exactly as many strings as were "
    "given, in the same order. A string that is in the target language already is returned unchanged."
)


class Translations(BaseModel):
    """The shape of the answer."""

    model_config = ConfigDict(extra="forbid")

    translations: list[str] = Field(description="One translation for each string that was given, in order")


class ClaudeTranslator:
    """See :class:`pipeline.providers.translators.Translator`."""

    name = "claude"
    max_characters = MAX_CHARACTERS
    max_texts = MAX_TEXTS

    def __init__(self, claude: Claude, model: str) -> None:
        self._claude, self._model = claude, model

    def version_of(self, source: str | None, target: str) -> str:
        return version_of(self._model)

    def translate(
        self, texts: Sequence[str], source: str | None, target: str, *, subject: str, attempt: int = 1, again: int = 0
    ) -> list[str]:
        def ask(contents: list[str]) -> list[str]:
            prompt, max_tokens = _wish(contents, source, target, again=attempt > 1 or again > 0)
            answer = self._claude.structured(
                stage=STAGE,
                subject=subject,
                desk_id=None,
                system=SYSTEM,
                prompt=prompt,
                schema=Translations,
                max_tokens=max_tokens,
                model=self._model,
                again=again,
                characters=sum(len(text) for text in contents),
                languages=f"{source or '?'}>{target}",
            )
            return answer.translations

        return in_requests(texts, source, target, max_characters=self.max_characters, max_texts=self.max_texts, ask=ask)


def most_tokens_read(contents: list[str], source: str | None, target: str, model: str) -> int:
    """Tokens of a request for these texts, from above: its prompt and schema too."""
    prompt, max_tokens = _wish(contents, source, target, again=False)
    return most_read(payload_of(SYSTEM, prompt, (), max_tokens, model, schema=Translations))


def _wish(contents: list[str], source: str | None, target: str, *, again: bool) -> tuple[str, int]:
    """The prompt, and how many tokens the answer may have."""
    listed = json.dumps(contents, ensure_ascii=False)
    prompt = (
        f"Translate from {source or 'the language it is in'} to {target} (ISO 639 codes). "
        f"The list has {len(contents)} strings.{AGAIN if again else ''}\n{as_data(listed, 'strings')}"
    )
    return prompt, MIN_ANSWER_TOKENS + 2 * estimate_tokens(listed)


def version_of(model: str) -> str:
    return f"claude:{model}:{PROMPT_VERSION}"


def open_claude_translator(newsroom: Newsroom, run: Run, gate: PaidGate) -> ClaudeTranslator:
    """Raises ConfigurationError without a key."""
    claude = open_claude(newsroom, run, gate)
    if claude is None:
        raise ConfigurationError(
            "EMCIP_TRANSLATOR names claude and ANTHROPIC_API_KEY is not set; set it, or choose another translator"
        )
    return ClaudeTranslator(claude, newsroom.settings.claude_translation_model)
