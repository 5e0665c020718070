"""What failed before there was an answer, as the errors that the ledger counts."""

from __future__ import annotations

import socket

import aiohttp

from pipeline.failures import PermanentError, TransientError
from pipeline.web.guard import AddressRefused


def connection_error(at: str, error: Exception) -> PermanentError | TransientError:  # noqa: PLR0911 - one per kind
    """The error for an exception of aiohttp or of a socket."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, AddressRefused):
        return PermanentError(
            cause.refusal.reason,
            f"{at} is not fetched: {cause}; name the host in EMCIP_ALLOW_PRIVATE to let it through",
        )
    if isinstance(error, aiohttp.InvalidURL):
        return invalid_url(at, error)
    if isinstance(error, aiohttp.ClientConnectorDNSError) or isinstance(cause, socket.gaierror):
        return TransientError("dns", f"the name in {at} cannot be resolved: {_said(cause)}")
    if isinstance(error, aiohttp.ClientSSLError):
        return TransientError("tls", f"{at} has no certificate or encryption that can be trusted: {_said(error)}")
    if isinstance(error, aiohttp.ServerTimeoutError):
        return TransientError("timeout", f"{at} did not accept the connection in time")
    if isinstance(error, aiohttp.ClientResponseError):
        return PermanentError("bad_answer", f"{at} answered with something that is not HTTP: {_said(error)}")
    if isinstance(error, aiohttp.ClientError | OSError):
        return TransientError("connection", f"the connection to {at} failed: {_said(error)}")
    return PermanentError("bad_url", f"{at} cannot be requested: {_said(error)}")


def invalid_url(url: str, error: Exception) -> PermanentError:
    """The error for something that is not an http or https URL."""
    scheme = url.strip().split(":", 1)[0].lower()
    if ":" in url and scheme.isalnum() and scheme not in ("http", "https"):
        return PermanentError("bad_scheme", f"{url[:200]!r} is not fetched: only http and https are")
    return PermanentError("bad_url", f"{url[:200]!r} cannot be requested: {error}")


def _said(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:300]
