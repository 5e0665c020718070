"""Google Cloud Translation v3 over gRPC, with the real SDK; an emulator by ``EMCIP_GOOGLE_ENDPOINT``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.failures import ConfigurationError
from pipeline.providers.gate import PaidAnswer, PaidGate, PaidRequest
from pipeline.providers.google_errors import is_unreadable, translate_error
from pipeline.providers.translators import STAGE, in_requests
from pipeline.settings import Settings

PROVIDER = "google"
MODEL = "nmt"  # as prices.yaml calls it; the service's default model
GLOSSARY_LOCATION = "us-central1"  # the only place where glossaries live; requests that use one go there
MAX_CONTENTS = 1024
MAX_CODE_POINTS = 5000  # 30,000 are allowed, 5,000 advised
CALL_TIMEOUT_SECONDS = 60.0
RETRY_SECONDS = 30.0
EMULATOR_PROJECT = "emulator"
# what Google calls a language, where it is not what we call it
_CODES = {"zh": "zh-CN"}


class GoogleTranslator:
    """See :class:`pipeline.providers.translators.Translator`."""

    name = PROVIDER
    max_characters = MAX_CODE_POINTS
    max_texts = MAX_CONTENTS

    def __init__(self, client: Any, settings: Settings, gate: PaidGate, *, retry_seconds: float) -> None:
        self._client, self._settings, self._gate, self._retry_seconds = client, settings, gate, retry_seconds
        self._project = settings.google_project or EMULATOR_PROJECT

    def version_of(self, source: str | None, target: str) -> str:
        return version_of(self._settings, source, target)

    def translate(
        self, texts: Sequence[str], source: str | None, target: str, *, subject: str, attempt: int = 1, again: int = 0
    ) -> list[str]:
        glossary = self._settings.glossaries.get((source or "", target), "")

        def ask(contents: list[str]) -> list[str]:
            payload: dict[str, Any] = {"contents": contents, "source": _code(source), "target": _code(target)}
            payload |= {"mime_type": "text/plain"}
            payload |= {"glossary": glossary} if glossary else {}
            payload |= {"attempt": attempt} if attempt > 1 else {}
            return self._ask(payload, subject, again, f"{source or '?'}>{target}")

        return in_requests(texts, source, target, max_characters=self.max_characters, max_texts=self.max_texts, ask=ask)

    def _ask(self, payload: Mapping[str, Any], subject: str, again: int, languages: str) -> list[str]:
        """``attempt`` in the payload only makes it another request: the service is asked the same again."""
        request = PaidRequest(
            provider=PROVIDER,
            model=MODEL,
            payload=payload,
            stage=STAGE,
            subject=subject,
            desk_id=None,
            input_units=sum(len(text) for text in payload["contents"]),
            max_output_units=0,  # only what is sent is charged
            again=again,
            characters=sum(len(text) for text in payload["contents"]),
            languages=languages,
        )
        answer = self._gate.call(request, lambda: self._send(payload))
        return [str(text) for text in answer["texts"]]

    def _send(self, payload: Mapping[str, Any]) -> PaidAnswer:
        contents, glossary = payload["contents"], str(payload.get("glossary", "")).partition("@")[0]
        parent = f"projects/{self._project}/locations/{GLOSSARY_LOCATION if glossary else 'global'}"
        request = {
            "parent": parent,
            "contents": contents,
            "mime_type": "text/plain",  # the default is HTML, which escapes
            "source_language_code": payload["source"],
            "target_language_code": payload["target"],
        }
        if glossary:
            request["glossary_config"] = {"glossary": f"{parent}/glossaries/{glossary}"}
        try:
            response = self._client.translate_text(
                request=request, retry=_retry(self._retry_seconds), timeout=CALL_TIMEOUT_SECONDS
            )
        except Exception as error:
            raise translate_error(error) from error
        answers = response.glossary_translations if glossary else response.translations
        texts = [translation.translated_text for translation in answers]
        return PaidAnswer({"texts": texts}, sum(len(text) for text in contents), 0)


def version_of(settings: Settings, source: str | None, target: str) -> str:
    """Model and, where the pair of languages has one, glossary with the version that the settings give it."""
    glossary = settings.glossaries.get((source or "", target))
    return f"{PROVIDER}:{MODEL}" + (f":{glossary}" if glossary else "")


def glossaries_version(settings: Settings) -> str:
    """Changes with any glossary: then all articles are looked at again, of which the memory has all but a few."""
    return f"+{hashlib.sha256(repr(sorted(settings.glossaries.items())).encode()).hexdigest()[:8]}" * bool(
        settings.glossaries
    )


def open_google(settings: Settings, gate: PaidGate, *, retry_seconds: float = RETRY_SECONDS) -> GoogleTranslator:
    """Connect. Raises ConfigurationError when project or credentials are missing."""
    from google.auth.exceptions import DefaultCredentialsError  # noqa: PLC0415 - imports for over a second
    from google.cloud.translate_v3 import TranslationServiceClient  # noqa: PLC0415 - as above

    if settings.google_endpoint:
        client = TranslationServiceClient(transport=_plaintext(settings.google_endpoint))
        return GoogleTranslator(client, settings, gate, retry_seconds=retry_seconds)
    if not settings.google_project:
        raise ConfigurationError(
            "EMCIP_TRANSLATOR names google and EMCIP_GOOGLE_PROJECT is not set; set it to the id of the Google Cloud "
            "project that pays, or choose another translator"
        )
    try:
        client = TranslationServiceClient()
    except DefaultCredentialsError as error:
        raise ConfigurationError(
            "EMCIP_TRANSLATOR names google and there are no Google credentials; run 'gcloud auth application-default "
            "login' or let GOOGLE_APPLICATION_CREDENTIALS name a service account's key file"
        ) from error
    return GoogleTranslator(client, settings, gate, retry_seconds=retry_seconds)


def _plaintext(endpoint: str) -> Any:
    import grpc  # noqa: PLC0415 - only for an emulator
    from google.cloud.translate_v3.services.translation_service.transports import (  # noqa: PLC0415 - as above
        TranslationServiceGrpcTransport,
    )

    return TranslationServiceGrpcTransport(channel=grpc.insecure_channel(endpoint))


def _retry(seconds: float) -> Any:
    """The SDK retries translate_text only when told to. Quota is not retried here: the minute is the service's; nor
    is an answer that cannot be read: it is there, and may have been paid for.
    """
    from google.api_core import exceptions  # noqa: PLC0415 - imports for over a second
    from google.api_core.retry import Retry, if_exception_type  # noqa: PLC0415 - as above

    passing = if_exception_type(exceptions.ServiceUnavailable, exceptions.InternalServerError)
    return Retry(
        predicate=lambda error: passing(error) and not is_unreadable(error),
        initial=0.5,
        maximum=8.0,
        timeout=seconds,
    )


def _code(language: str | None) -> str:
    return _CODES.get(language or "", language or "")
