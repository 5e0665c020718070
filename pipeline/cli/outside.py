"""The world outside of a home: for one that holds the demo, its sites, which run only while they are needed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.settings import Settings


@contextmanager
def outside_world(settings: Settings) -> Iterator[None]:
    """Serve the demo's sites for the while, where the home holds the demo and nobody serves them yet."""
    if settings.demo_present is None or _answers(settings.demo_port):
        yield
        return
    from pipeline.demo.sites import running  # noqa: PLC0415 - only a demo home needs the sites

    with running(present=settings.demo_present, port=settings.demo_port):
        yield


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
