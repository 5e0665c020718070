"""A local server that speaks Claude's Messages protocol over HTTP, reached by the real SDK.

What it answers is made from the request (see ``fake_writer.py``); this file is the protocol: authentication,
shapes, usage, errors, and the ways to misbehave.
"""

from __future__ import annotations

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, cast

from pipeline.demo.fake_writer import write_cited, write_plain, write_structured
from pipeline.demo.trouble import Troubles

# status, error type, message, extra headers
ERRORS: dict[str, tuple[int, str, str, dict[str, str]]] = {
    "rate_limit": (429, "rate_limit_error", "This request would exceed your rate limit.", {"retry-after": "7"}),
    "rate_limit_brief": (429, "rate_limit_error", "This request would exceed your rate limit.", {"retry-after": "0"}),
    "rate_limit_hour": (429, "rate_limit_error", "This request would exceed your rate limit.", {"retry-after": "3600"}),
    "spend_limit": (429, "rate_limit_error", "You have reached your specified API usage limits: spend limit.", {}),
    "error": (500, "api_error", "Internal server error", {}),
    "overloaded": (529, "overloaded_error", "Overloaded", {}),
    "unauthorized": (401, "authentication_error", "invalid x-api-key", {}),
    "forbidden": (403, "permission_error", "Your key may not use this resource.", {}),
    "no_credit": (400, "invalid_request_error", "Your credit balance is too low to access the API.", {}),
    "bad_request": (400, "invalid_request_error", "messages: prompt is too long", {}),
    "not_found": (404, "not_found_error", "model: no such model", {}),
    "too_large": (413, "request_too_large", "Request exceeds the maximum size", {}),
}
ODD_ANSWERS = ("refusal", "truncated", "bad_json", "bad_schema", "wrong_reference", "empty", "not_a_message")
KINDS = frozenset({*ERRORS, *ODD_ANSWERS, "slow", "hang_up"})


class FakeClaude:
    """A context manager; ``url`` is what ANTHROPIC_BASE_URL takes. Any key is accepted but ``refused``.

    ``kinds`` are the troubles that it knows; a server with others of its own answers them in ``odd_answer``.
    """

    kinds = KINDS

    def __init__(self, *, port: int = 0) -> None:
        self.troubles = Troubles(self.kinds)
        self.requests: list[dict[str, Any]] = []
        self.arrived = threading.Semaphore(0)  # released at every request, for who waits for one
        self.go_on = threading.Event()  # ends the waiting of slow answers
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.fake = self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def odd_answer(self, request: dict[str, Any], trouble: str) -> bytes | None:
        """Everything that goes over the wire, status line first, after which it hangs up; None: nothing odd."""
        return None

    def start(self) -> FakeClaude:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> FakeClaude:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    fake: FakeClaude


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def fake(self) -> FakeClaude:
        return cast(_Server, self.server).fake

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the requests are kept."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path.split("?")[0] != "/v1/messages":
            self._send(404, _error("not_found_error", f"no such path {self.path}"))
            return
        try:
            request = json.loads(body)
        except ValueError:
            self._send(400, _error("invalid_request_error", "the body is not JSON"))
            return
        self.fake.requests.append(request)
        self.fake.arrived.release()
        if not self._authorized():
            self._send(401, _error("authentication_error", "invalid x-api-key"))
            return
        problem = _problem(request)
        if problem:
            self._send(400, _error("invalid_request_error", problem))
            return
        self._answer(request, self.fake.troubles.next())

    def _authorized(self) -> bool:
        key = self.headers.get("x-api-key") or (self.headers.get("authorization") or "").removeprefix("Bearer ")
        return bool(key) and key != "refused"

    def _answer(self, request: dict[str, Any], trouble: str | None) -> None:
        raw = self.fake.odd_answer(request, trouble) if trouble else None
        if raw is not None:
            self.wfile.write(raw)
            self.close_connection = True
        elif trouble in ERRORS:
            status, kind, message, headers = ERRORS[trouble]
            self._send(status, _error(kind, message), headers)
        elif trouble == "hang_up":
            self.close_connection = True
        elif trouble == "not_a_message":
            self._send(200, {"hello": "world"})
        else:
            if trouble == "slow":
                self.fake.go_on.wait()
            self._send(200, respond(request, trouble))

    def _send(self, status: int, document: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        body = json.dumps(document, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def respond(request: dict[str, Any], trouble: str | None = None) -> dict[str, Any]:
    """The message that answers a request."""
    content = _content(request, trouble)
    stop = "end_turn"
    if trouble == "refusal":
        content, stop = [], "refusal"
    elif trouble == "empty":
        content = []
    elif trouble == "truncated":
        stop = "max_tokens"
        content = [{**block, "text": block["text"][: len(block["text"]) // 2]} for block in content[:1]]
    elif trouble == "bad_json":
        content = [{"type": "text", "text": "Certainly! " + content[0]["text"][:-1]}]
    elif trouble == "bad_schema":
        content = [{"type": "text", "text": '{"surprise": true}'}]
    elif trouble == "wrong_reference":
        content = [_misquoted(block) for block in content]
    written = json.dumps(request, ensure_ascii=False, sort_keys=True)
    return {
        "id": "msg_" + hashlib.sha256(written.encode()).hexdigest()[:24],
        "type": "message",
        "role": "assistant",
        "model": request["model"],
        "content": content,
        "stop_reason": stop,
        "stop_sequence": None,
        "stop_details": {"type": "refusal", "category": "general_harms", "explanation": "I would rather not."}
        if trouble == "refusal"
        else None,
        "usage": {
            "input_tokens": len(written) // 4,
            "output_tokens": max(1, sum(len(block["text"]) for block in content) // 4),
        },
    }


def _content(request: dict[str, Any], trouble: str | None) -> list[dict[str, Any]]:
    output = (request.get("output_config") or {}).get("format")
    if output:
        return [{"type": "text", "text": json.dumps(write_structured(request, output["schema"]), ensure_ascii=False)}]
    if any(block.get("citations", {}).get("enabled") for block in _user_blocks(request)):
        return write_cited(request)
    return [{"type": "text", "text": write_plain(request)}]


def _misquoted(block: dict[str, Any]) -> dict[str, Any]:
    """References to places that do not exist, and to words that nobody said, in turn."""
    citations = [
        {**each, "end_block_index": each["start_block_index"] + 9999}
        if index % 2
        else {**each, "cited_text": "Nobody ever said this."}
        for index, each in enumerate(block.get("citations") or [])
    ]
    return {**block, "citations": citations or None}


def _user_blocks(request: dict[str, Any]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for message in request["messages"]:
        content = message["content"]
        blocks.extend([{"type": "text", "text": content}] if isinstance(content, str) else content)
    return blocks


def _problem(request: dict[str, Any]) -> str | None:
    """What the real service would not accept."""
    for name in ("model", "max_tokens", "messages"):
        if name not in request:
            return f"{name}: Field required"
    for name in ("temperature", "top_p", "top_k"):
        if name in request:
            return f"{name}: Extra inputs are not permitted"
    blocks = _user_blocks(request)
    if any(block.get("citations", {}).get("enabled") for block in blocks) and request.get("output_config", {}).get(
        "format"
    ):
        return "citations cannot be combined with output_config.format"
    if any(block["type"] == "text" and not block["text"].strip() for block in blocks):
        return "messages: text content blocks must be non-empty"
    return None


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_fake"}
