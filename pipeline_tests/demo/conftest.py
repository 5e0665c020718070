"""The demo world on an ephemeral port, and a client that speaks plain HTTP to it, following nothing by itself."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from pipeline.demo.sites import DemoWorld, running
from pipeline_tests.conftest import NOON


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


Get = Callable[..., Reply]


@pytest.fixture(scope="session")
def world() -> Iterator[DemoWorld]:
    """Shared by the tests that only read; a test that switches something starts its own."""
    with running(present=NOON) as served:
        yield served


def fetch(url: str, method: str = "GET", **headers: str) -> Reply:
    """One request to a ``*.localhost`` address; header names are written with underscores."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=10)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers={"Host": parts.netloc, **sent})
        answer = connection.getresponse()
        body = answer.read()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, names, gzip.decompress(body) if names.get("content-encoding") == "gzip" else body)
    finally:
        connection.close()
