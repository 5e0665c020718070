"""Claude: structured answers for detection and translation, cited prose for drafts.

How a request is built is in ``claude_request.py``; what comes back is validated and never executed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, SecretStr, ValidationError

from pipeline.failures import PermanentError
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.claude_errors import translate_error, wait_before_retry
from pipeline.providers.claude_request import ClaudeDocument, most_read, payload_of
from pipeline.providers.gate import CallLost, PaidAnswer, PaidGate, PaidRequest, open_gate

if TYPE_CHECKING:
    import anthropic

T = TypeVar("T", bound=BaseModel)

PROVIDER = "claude"
PUBLIC_ADDRESS = "https://api.anthropic.com"
TIMEOUT_SECONDS = 180.0
RETRIES = 2


@dataclass(frozen=True)
class Citation:
    """Blocks ``start_block`` to ``end_block`` (exclusive) of one document, and their words."""

    document_index: int
    start_block: int
    end_block: int
    cited_text: str

    def holds(self, documents: Sequence[ClaudeDocument]) -> bool:
        """Whether the place exists and says these words."""
        if not 0 <= self.document_index < len(documents):
            return False
        sentences = documents[self.document_index].sentences
        if not 0 <= self.start_block < self.end_block <= len(sentences):
            return False
        there = "".join(sentences[self.start_block : self.end_block])
        return "".join(self.cited_text.split()) == "".join(there.split())


@dataclass(frozen=True)
class CitedBlock:
    text: str
    citations: list[Citation]


@dataclass(frozen=True)
class CitedText:
    blocks: list[CitedBlock]
    model: str = ""

    @property
    def text(self) -> str:
        return "".join(block.text for block in self.blocks)


class Claude:
    """See the module. Calls raise PermanentError (``refused``, ``truncated``, ``invalid_json``,
    ``schema_mismatch``, ``empty_answer``, ``claude_http_…``), ServiceUnavailable, BudgetExhausted or
    ConfigurationError.
    """

    def __init__(
        self,
        gate: PaidGate,
        *,
        api_key: SecretStr,
        model: str,
        base_url: str | None = None,
        timeout: float = TIMEOUT_SECONDS,
        retries: int = RETRIES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.gate, self.model = gate, model
        self._api_key, self._base_url = api_key, base_url or PUBLIC_ADDRESS
        self._timeout, self._retries, self._sleep = timeout, retries, sleep
        self._client: anthropic.Anthropic | None = None

    def structured(
        self,
        *,
        stage: str,
        subject: str,
        desk_id: str | None,
        system: str,
        prompt: str,
        schema: type[T],
        documents: Sequence[ClaudeDocument] = (),
        max_tokens: int = 4000,
        model: str | None = None,
        again: int = 0,
        characters: int | None = None,
        languages: str | None = None,
    ) -> T:
        """An answer in the shape of ``schema``, whose bounds are checked here: the server does not.

        Another number of ``again`` asks anew for what was answered already; ``characters`` and ``languages`` are for
        the ledger.
        """
        payload = payload_of(system, prompt, documents, max_tokens, model or self.model, schema=schema)
        message = self._ask(
            payload,
            stage=stage,
            subject=subject,
            desk_id=desk_id,
            again=again,
            characters=characters,
            languages=languages,
        )
        return _validated(schema, _whole_text(message, subject), subject)

    def cited(
        self,
        *,
        stage: str,
        subject: str,
        desk_id: str | None,
        system: str,
        documents: Sequence[ClaudeDocument],
        prompt: str,
        max_tokens: int = 4000,
        model: str | None = None,
    ) -> CitedText:
        """Prose whose blocks say which sentences of which document they rest on; the references are Claude's
        word, to be checked with :meth:`Citation.holds`.
        """
        payload = payload_of(system, prompt, documents, max_tokens, model or self.model, citations=True)
        message = self._ask(payload, stage=stage, subject=subject, desk_id=desk_id)
        _whole_text(message, subject)
        blocks = [
            CitedBlock(str(block.get("text", "")), [_citation(each) for each in block.get("citations") or []])
            for block in message["content"]
            if block.get("type") == "text"
        ]
        return CitedText(blocks, model=str(payload["model"]))

    def _ask(
        self, payload: dict[str, Any], *, stage: str, subject: str, desk_id: str | None, **more: Any
    ) -> dict[str, Any]:
        request = PaidRequest(
            provider=PROVIDER,
            model=payload["model"],
            payload=payload,
            stage=stage,
            subject=subject,
            desk_id=desk_id,
            input_units=most_read(payload),
            max_output_units=payload["max_tokens"],
            **more,
        )
        return self.gate.call(request, lambda: self._send(payload))

    def _send(self, payload: dict[str, Any]) -> PaidAnswer:
        import anthropic  # noqa: PLC0415 - imports for over a second

        for attempt in range(self._retries + 1):
            try:
                message = self._connection().messages.create(**payload)
                break
            except anthropic.APIError as error:
                wait = wait_before_retry(error, attempt) if attempt < self._retries else None
                if wait is None:
                    ours = translate_error(error, secret=self._api_key.get_secret_value(), model=payload["model"])
                    raise ours from None  # the SDK's own error carries the request with its headers
                self._sleep(wait)
        return _answer(message)

    def _connection(self) -> anthropic.Anthropic:
        import anthropic  # noqa: PLC0415 - imports for over a second

        if self._client is None:
            self._client = anthropic.Anthropic(
                api_key=self._api_key.get_secret_value(),
                base_url=self._base_url,
                timeout=self._timeout,
                max_retries=0,  # see claude_errors
            )
        return self._client


def open_claude(newsroom: Newsroom, run: Run, gate: PaidGate | None = None) -> Claude | None:
    """Claude, or None without ANTHROPIC_API_KEY: only our own setting decides, whatever else the SDK may find."""
    settings = newsroom.settings
    if settings.anthropic_api_key is None:
        return None
    return Claude(
        gate or open_gate(newsroom, run),
        api_key=settings.anthropic_api_key,
        base_url=settings.anthropic_base_url,
        model=settings.claude_model,
    )


def _answer(message: Any) -> PaidAnswer:
    """What is stored of a message. A success that is no message may have been paid for all the same."""
    try:
        whole = message.model_dump(mode="json", include={"content", "stop_reason", "stop_details", "model", "usage"})
        if not isinstance(whole["content"], list):
            raise TypeError("content is not a list")
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise CallLost(
            "claude_odd_answer",
            f"the service at ANTHROPIC_BASE_URL answered with something that is no message ({error})",
        ) from error
    usage = whole.pop("usage", None)
    usage = usage if isinstance(usage, dict) else {}
    cached = (usage.get("cache_creation_input_tokens"), usage.get("cache_read_input_tokens"))
    tokens = [_tokens(usage.get("input_tokens")), *(_tokens(each or 0) for each in cached)]
    read = None if None in tokens else sum(each or 0 for each in tokens)
    return PaidAnswer(whole, read, _tokens(usage.get("output_tokens")))


def _tokens(said: object) -> int | None:
    """A number of tokens as the service says it; None where it says something else."""
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def _whole_text(message: dict[str, Any], subject: str) -> str:
    """The text of an answer that came to its end. What was paid for and is no answer is said so."""
    stop = message.get("stop_reason")
    if stop == "refusal":
        details = message.get("stop_details") or {}
        why = details.get("explanation") or details.get("category") or "no reason given"
        raise PermanentError("refused", f"Claude refused to answer for {subject}: {why}")
    if stop in ("max_tokens", "model_context_window_exceeded"):
        raise PermanentError(
            "truncated", f"Claude's answer for {subject} was cut off ({stop}); ask for less, or raise max_tokens"
        )
    if stop not in ("end_turn", "stop_sequence"):
        raise PermanentError("odd_stop", f"Claude stopped for {subject} with {stop!r}, which is no end of an answer")
    text = "".join(str(block.get("text", "")) for block in message["content"] if block.get("type") == "text")
    if not text.strip():
        raise PermanentError("empty_answer", f"Claude's answer for {subject} has no text")
    return text


def _validated(schema: type[T], text: str, subject: str) -> T:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:  # the latter for what is nested too deep
        raise PermanentError("invalid_json", f"Claude's answer for {subject} is not JSON: {error}") from error
    try:
        return schema.model_validate(document)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc']) or 'answer'}: {problem['msg']}"
            for problem in error.errors(include_url=False, include_input=False)[:5]
        )
        raise PermanentError(
            "schema_mismatch", f"Claude's answer for {subject} breaks its schema: {problems}"
        ) from None


def _citation(raw: dict[str, Any]) -> Citation:
    """A reference as given; one without numbers points nowhere and does not hold."""

    def number(key: str) -> int:
        value = raw.get(key)
        return value if isinstance(value, int) else -1

    return Citation(
        document_index=number("document_index"),
        start_block=number("start_block_index"),
        end_block=number("end_block_index"),
        cited_text=str(raw.get("cited_text") or ""),
    )
