"""Google Cloud Translation v3 over gRPC, with the real SDK; an emulator by ``EMCIP_GOOGLE_ENDPOINT``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.failures import ConfigurationError
from pipeline.providers.gate import PaidAnswer, PaidGate, PaidRequest
from pipeline.providers.google_errors import translate_error
from pipeline.providers.translators import STAGE, in_requests
from pipeline.settings import Settings

PROVIDER = "google"
MODEL = "nmt"  # as prices.yaml calls it; the service's default model
VERSION = f"{PROVIDER}:{MODEL}"
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
    version = VERSION
    max_characters = MAX_CODE_POINTS
    max_texts = MAX_CONTENTS

    def __init__(self, client: Any, project: str, gate: PaidGate, *, retry_seconds: float = RETRY_SECONDS) -> None:
        self._client, self._gate, self._retry_seconds = client, gate, retry_seconds
        self._parent = f"projects/{project}/locations/global"

    def translate(self, texts: Sequence[str], source: str | None, target: str, *, subject: str) -> list[str]:
        def ask(contents: list[str]) -> list[str]:
            return self._ask(contents, _code(source), _code(target), subject)

        return in_requests(texts, source, target, max_characters=self.max_characters, max_texts=self.max_texts, ask=ask)

    def _ask(self, contents: list[str], source: str, target: str, subject: str) -> list[str]:
        payload = {"contents": contents, "source": source, "target": target, "mime_type": "text/plain"}
        request = PaidRequest(
            provider=PROVIDER,
            model=MODEL,
            payload=payload,
            stage=STAGE,
            subject=subject,
            desk_id=None,
            input_units=sum(len(text) for text in contents),
            max_output_units=0,  # only what is sent is charged
        )
        answer = self._gate.call(request, lambda: self._send(contents, source, target))
        return [str(text) for text in answer["texts"]]

    def _send(self, contents: list[str], source: str, target: str) -> PaidAnswer:
        try:
            response = self._client.translate_text(
                request={
                    "parent": self._parent,
                    "contents": contents,
                    "mime_type": "text/plain",  # the default is HTML, which escapes
                    "source_language_code": source,
                    "target_language_code": target,
                },
                retry=_retry(self._retry_seconds),
                timeout=CALL_TIMEOUT_SECONDS,
            )
        except Exception as error:
            raise translate_error(error) from error
        texts = [translation.translated_text for translation in response.translations]
        return PaidAnswer({"texts": texts}, sum(len(text) for text in contents), 0)


def open_google(settings: Settings, gate: PaidGate, *, retry_seconds: float = RETRY_SECONDS) -> GoogleTranslator:
    """Connect. Raises ConfigurationError when project or credentials are missing."""
    from google.auth.exceptions import DefaultCredentialsError  # noqa: PLC0415 - imports for over a second
    from google.cloud.translate_v3 import TranslationServiceClient  # noqa: PLC0415 - as above

    if settings.google_endpoint:
        client = TranslationServiceClient(transport=_plaintext(settings.google_endpoint))
        return GoogleTranslator(client, settings.google_project or EMULATOR_PROJECT, gate, retry_seconds=retry_seconds)
    if not settings.google_project:
        raise ConfigurationError(
            "EMCIP_TRANSLATOR is google and EMCIP_GOOGLE_PROJECT is not set; set it to the id of the Google Cloud "
            "project that pays, or choose another translator"
        )
    try:
        client = TranslationServiceClient()
    except DefaultCredentialsError as error:
        raise ConfigurationError(
            "EMCIP_TRANSLATOR is google and there are no Google credentials; run 'gcloud auth application-default "
            "login' or let GOOGLE_APPLICATION_CREDENTIALS name a service account's key file"
        ) from error
    return GoogleTranslator(client, settings.google_project, gate, retry_seconds=retry_seconds)


def _plaintext(endpoint: str) -> Any:
    import grpc  # noqa: PLC0415 - only for an emulator
    from google.cloud.translate_v3.services.translation_service.transports import (  # noqa: PLC0415 - as above
        TranslationServiceGrpcTransport,
    )

    return TranslationServiceGrpcTransport(channel=grpc.insecure_channel(endpoint))


def _retry(seconds: float) -> Any:
    """The SDK retries translate_text only when told to. Quota is not retried here: the minute is the service's."""
    from google.api_core import exceptions  # noqa: PLC0415 - imports for over a second
    from google.api_core.retry import Retry, if_exception_type  # noqa: PLC0415 - as above

    return Retry(
        predicate=if_exception_type(exceptions.ServiceUnavailable, exceptions.InternalServerError),
        initial=0.5,
        maximum=8.0,
        timeout=seconds,
    )


def _code(language: str | None) -> str:
    return _CODES.get(language or "", language or "")
