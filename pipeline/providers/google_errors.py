"""What Google's errors mean to us: whose fault it is, whether it was paid for, what to do about it."""

from __future__ import annotations

from typing import Any

from pipeline.failures import ConfigurationError, EmcipError, PermanentError, ServiceUnavailable
from pipeline.providers.gate import CallLost

# a 403 that means "too much, too fast" instead of "you may not"
_QUOTA_WORDS = ("quota", "rate limit", "ratelimit", "limit exceeded", "limitexceeded")


def is_unreadable(error: BaseException) -> bool:
    """Whether an answer came that is none of the service's: gRPC calls that an internal error of its own."""
    return "deserializing response" in str(error).lower()


def translate_error(error: BaseException) -> EmcipError | BaseException:
    """Our error for the SDK's; what is not the SDK's is given back as it is."""
    from google.api_core.exceptions import GoogleAPICallError, RetryError  # noqa: PLC0415 - imports for over a second
    from google.auth.exceptions import GoogleAuthError, TransportError  # noqa: PLC0415 - as above

    if isinstance(error, RetryError):
        return translate_error(error.cause) if error.cause else _unavailable(str(error))
    if isinstance(error, TransportError):
        return _unavailable(str(error))
    if isinstance(error, GoogleAuthError):
        return _credentials(str(error))
    if isinstance(error, GoogleAPICallError) and is_unreadable(error):
        return _no_answer("what came cannot be read")
    if isinstance(error, GoogleAPICallError):
        return _refused(error, str(error.message)[:300])
    return error


def _refused(error: Any, said: str) -> EmcipError:
    """By kind of error, the narrower before the wider."""
    from google.api_core import exceptions  # noqa: PLC0415 - imports for over a second

    kinds = (
        (exceptions.DeadlineExceeded, _no_answer),
        (exceptions.Forbidden, _forbidden),
        (exceptions.Unauthorized, _credentials),
        (exceptions.NotFound, _credentials),
        (exceptions.TooManyRequests, _quota),
        (exceptions.ServerError, _unavailable),
        (exceptions.Aborted, _unavailable),
        (exceptions.Cancelled, _no_answer),
    )
    for kind, ours in kinds:
        if isinstance(error, kind):
            return ours(said)
    code = str(getattr(error.grpc_status_code, "name", "error")).lower()
    return PermanentError(f"google_{code}", f"Google Translate refuses this text: {said}; it is not retried")


def _forbidden(said: str) -> EmcipError:
    """Quota overrun can come as 403: only the message tells it from a missing permission."""
    if any(word in said.lower() for word in _QUOTA_WORDS):
        return _quota(said)
    return ConfigurationError(
        f"Google Translate may not be used: {said}; enable the Cloud Translation API in the project and give the "
        "account the role 'Cloud Translation API User'"
    )


def _quota(said: str) -> EmcipError:
    return ServiceUnavailable("google_quota", f"Google Translate's quota is used up for now: {said}")


def _unavailable(said: str) -> EmcipError:
    return ServiceUnavailable("google_unavailable", f"Google Translate is not available: {said[:300]}")


def _no_answer(said: str) -> EmcipError:
    return CallLost(
        "google_no_answer", f"Google Translate was sent texts and did not answer: {said}; they are booked as paid"
    )


def _credentials(said: str) -> EmcipError:
    return ConfigurationError(
        f"Google Translate refuses the call: {said[:300]}; check EMCIP_GOOGLE_PROJECT, and renew the credentials "
        "with 'gcloud auth application-default login'"
    )
