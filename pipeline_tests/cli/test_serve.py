"""When `emcip serve` says that the UI is up."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pipeline.cli.serve import ui_state


@contextmanager
def _answering(status: int, body: bytes) -> Iterator[str]:
    """The address of a server that answers every question in this way."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _entries(*entries: tuple[str, dict[str, Any] | None]) -> bytes:
    told = [{"loadStatus": status, "locationOrLoadError": found} for status, found in entries]
    return json.dumps({"data": {"workspaceOrError": {"locationEntries": told}}}).encode()


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (200, _entries(("LOADED", {})), ""),
        (200, _entries(("LOADING", None)), None),
        (200, _entries(), None),
        (
            200,
            _entries(("LOADED", {"message": "ConfigurationError:\n  desks.yaml:3 is wrong"})),
            "ConfigurationError: d",
        ),
        (200, b"<html>starting</html>", None),
        (503, b"", None),
    ],
    ids=["loaded", "loading", "no location yet", "not to be loaded", "no JSON", "503"],
)
def test_the_ui_is_up_once_it_knows_the_assets(status: int, body: bytes, state: str | None) -> None:
    with _answering(status, body) as address:
        found = ui_state(address)
    assert found == state if not state else (found or "").startswith(state)


def test_nothing_listens_yet() -> None:
    with _answering(200, b"") as address:
        pass
    assert ui_state(address) is None
