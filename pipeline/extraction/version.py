"""The version of the extractor. Raise ``RULES`` whenever a change here or in ``pipeline.language`` alters a result."""

from __future__ import annotations

from importlib.metadata import version

RULES = 16


def extractor_version() -> str:
    """E.g. ``emcip-4+trafilatura-2.3.1``: our rules and the library that they rest on."""
    return f"emcip-{RULES}+trafilatura-{version('trafilatura')}"


EXTRACTOR_VERSION = extractor_version()
