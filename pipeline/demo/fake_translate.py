"""A local server that speaks Google Translate v3 (gRPC, real protobufs), reached by the real SDK.

It holds the service's limits, and its habit of treating text as HTML unless told that it is plain.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any

from pipeline.demo.pseudo import pseudo_english
from pipeline.demo.trouble import Troubles

METHOD = "/google.cloud.translation.v3.TranslationService/TranslateText"
MAX_CONTENTS = 1024
MAX_CODE_POINTS = 30_000
# status code and message of each refusal, in the words of the real service
REFUSALS = {
    "unavailable": ("UNAVAILABLE", "The service is currently unavailable."),
    "internal": ("INTERNAL", "Internal error encountered."),
    "exhausted": ("RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Characters' per minute."),
    "quota": ("PERMISSION_DENIED", "User Rate Limit Exceeded: 403 Daily Limit Exceeded for the quota."),
    "forbidden": ("PERMISSION_DENIED", "Cloud IAM permission 'cloudtranslate.generalModels.predict' denied."),
    "unauthenticated": ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
    "invalid": ("INVALID_ARGUMENT", "Target language is invalid."),
}
ODD_ANSWERS: dict[str, Callable[[str], str]] = {
    "drop_numbers": lambda text: re.sub(r"\d", "", text),
    "wrong_figure": lambda text: re.sub(r"\b\d\d\b", lambda figure: str(int(figure.group()) + 37), text, count=1),
    "empty": lambda text: "",
    "half": lambda text: text[: len(text) // 4],
    "commentary": lambda text: f"Here is the translation you asked for: {text}",
}
# what may happen to a list of answers
REARRANGED: dict[str, Callable[[list[str]], list[str]]] = {
    "fewer": lambda texts: texts[:-1],
    "more": lambda texts: [*texts, "One more."],
    "reordered": lambda texts: texts[::-1],
    "all_the_same": lambda texts: [texts[0]] * len(texts),
}
KINDS = frozenset({*REFUSALS, *ODD_ANSWERS, *REARRANGED, "untranslated", "slow"})


class FakeTranslate:
    """A context manager; ``endpoint`` is what EMCIP_GOOGLE_ENDPOINT takes.

    ``kinds`` are the troubles that it knows; a server with others of its own overrides ``_refuse`` and ``_texts``.
    ``known`` maps source strings to the English that is to come back for them; the rest is pseudo-English.
    """

    kinds = KINDS

    def __init__(self, known: Mapping[str, str] | None = None, *, port: int = 0) -> None:
        self._known, self._port = dict(known or {}), port
        self.troubles = Troubles(self.kinds)
        self.requests: list[dict[str, Any]] = []
        self.arrived = threading.Semaphore(0)  # released at every request, for who waits for one
        self.ended = threading.Semaphore(0)  # released when a request is over, its answer sent
        self.endpoint = ""
        self.go_on = threading.Event()  # ends the waiting of slow answers

    @property
    def characters(self) -> int:
        """What the real service would bill for the requests that it answered."""
        return sum(request["characters"] for request in self.requests if request["answered"])

    def start(self) -> FakeTranslate:
        import grpc  # noqa: PLC0415 - only where the server runs
        from google.cloud.translate_v3.types import TranslateTextRequest  # noqa: PLC0415 - imports for over a second

        handler = grpc.unary_unary_rpc_method_handler(
            self._translate,
            request_deserializer=TranslateTextRequest.deserialize,
            response_serializer=self._serialized,
        )
        service, _, method = METHOD[1:].partition("/")
        self._server = grpc.server(ThreadPoolExecutor(8))
        self._server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, {method: handler}),))
        port = self._server.add_insecure_port(f"127.0.0.1:{self._port}")
        self._server.start()
        self.endpoint = f"127.0.0.1:{port}"
        return self

    def stop(self) -> None:
        self.go_on.set()
        self._server.stop(grace=None).wait()

    def __enter__(self) -> FakeTranslate:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _translate(self, request: Any, context: Any) -> Any:
        from google.cloud.translate_v3.types import TranslateTextResponse  # noqa: PLC0415 - as above

        contents = list(request.contents)
        seen = {
            "contents": contents,
            "characters": sum(len(text) for text in contents),
            "source": request.source_language_code,
            "target": request.target_language_code,
            "mime_type": request.mime_type,
            "parent": request.parent,
            "glossary": request.glossary_config.glossary,
            "answered": False,
        }
        self.requests.append(seen)
        self.arrived.release()
        context.add_callback(self.ended.release)
        trouble = self.troubles.next()
        self._refuse(trouble, seen, context)
        if trouble == "slow":
            self.go_on.wait()
        seen["answered"] = True
        texts = self._texts(contents, trouble, plain=request.mime_type == "text/plain")
        answers = [{"translated_text": text} for text in texts]
        if request.glossary_config.glossary:
            return TranslateTextResponse(translations=answers, glossary_translations=answers)
        return TranslateTextResponse(translations=answers)

    def _refuse(self, trouble: str | None, seen: Mapping[str, Any], context: Any) -> None:
        import grpc  # noqa: PLC0415 - as above

        if len(seen["contents"]) > MAX_CONTENTS or seen["characters"] > MAX_CODE_POINTS:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "Text is too long.")
        if not seen["contents"] or not seen["target"] or not seen["parent"].startswith("projects/"):
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "Invalid parent, contents or target language.")
        if trouble in REFUSALS:
            code, message = REFUSALS[trouble]
            context.abort(getattr(grpc.StatusCode, code), message)

    def _texts(self, contents: list[str], trouble: str | None, *, plain: bool) -> list[str]:
        texts = [self._one(text, trouble, plain=plain) for text in contents]
        return REARRANGED[trouble](texts) if trouble in REARRANGED else texts

    @staticmethod
    def _serialized(answer: Any) -> bytes:
        from google.cloud.translate_v3.types import TranslateTextResponse  # noqa: PLC0415 - as above

        return bytes(TranslateTextResponse.serialize(answer))

    def _one(self, text: str, trouble: str | None, *, plain: bool) -> str:
        if trouble == "untranslated":
            return text
        answer = self._known.get(text) or pseudo_english(text)
        answer = ODD_ANSWERS[trouble](answer) if trouble in ODD_ANSWERS else answer
        return answer if plain else html.escape(answer)
