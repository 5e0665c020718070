"""What Claude's errors mean to us: whose fault it is, whether it was paid for, what to do about it.

The SDK's own retries are off, because they obey any Retry-After and repeat requests that timed out, which
may have been billed; :func:`wait_before_retry` says which errors are tried again, and after how long.
"""

from __future__ import annotations

import email.utils
import time
from typing import TYPE_CHECKING

from pipeline.failures import ConfigurationError, EmcipError, PermanentError, ServiceUnavailable
from pipeline.providers.gate import CallLost

if TYPE_CHECKING:
    import anthropic

LONGEST_WAIT_SECONDS = 20.0  # a longer Retry-After is the orchestrator's business
FIRST_WAIT_SECONDS = 0.5
# limits that waiting a minute does not lift; told from a rate limit by the code, else by the words
_SPENT = ("spend limit", "spending limit", "usage limit", "credit balance", "billing", "monthly api usage")


def translate_error(error: anthropic.APIError, *, secret: str, model: str) -> EmcipError:
    """Our error for the SDK's. Its text is shortened and never holds the key."""
    import anthropic  # noqa: PLC0415 - imports for over a second

    if not isinstance(error, anthropic.APIStatusError):
        return _without_answer(error)
    said = _redacted(error.api_message or error.message, secret)
    if is_spent(error):
        return ConfigurationError(
            f"Claude's account has reached its spending limit: {said}. Raise the limit or add credit in the Claude "
            "console; stored answers and heuristics go on working"
        )
    status = error.status_code
    if status in (401, 403):
        return ConfigurationError(
            f"Claude refuses the key (HTTP {status}: {said}). Check ANTHROPIC_API_KEY and what it may use, "
            "or unset it to work with heuristics"
        )
    if status == 404:
        return ConfigurationError(
            f"Claude does not know what was asked for (HTTP 404: {said}). Check the model {model!r} in "
            "EMCIP_CLAUDE_MODEL or EMCIP_CLAUDE_TRANSLATION_MODEL, and ANTHROPIC_BASE_URL"
        )
    if status in (408, 409, 429) or status >= 500:
        return ServiceUnavailable(
            f"claude_http_{status}", f"Claude answers HTTP {status}: {said}", retry_after=retry_after(error)
        )
    return PermanentError(
        f"claude_http_{status}", f"Claude refuses this request for {model} (HTTP {status}): {said}; it is not retried"
    )


def wait_before_retry(error: anthropic.APIError, attempt: int) -> float | None:
    """Seconds to wait before trying again within this call; None if it is not to be tried again."""
    import anthropic  # noqa: PLC0415 - imports for over a second

    if isinstance(error, anthropic.APIStatusError):
        if is_spent(error) or not (error.status_code in (409, 429) or error.status_code >= 500):
            return None
    elif not _never_sent(error):
        return None
    asked = retry_after(error)
    if asked is not None:
        return asked if asked <= LONGEST_WAIT_SECONDS else None
    return float(FIRST_WAIT_SECONDS * 2**attempt)


def is_spent(error: anthropic.APIStatusError) -> bool:
    """Whether the account's money, not its pace, is what ran out. Some proxies say so with a 400 or 403."""
    if error.status_code == 402 or error.type == "billing_error":
        return True
    if error.error_code is not None:
        return "spend_limit" in error.error_code or "billing" in error.error_code
    words = (error.api_message or error.message).lower()
    return error.status_code in (400, 403, 429) and any(phrase in words for phrase in _SPENT)


def retry_after(error: anthropic.APIError) -> float | None:
    """What the server asked for, in seconds; given as seconds or as a date."""
    response = getattr(error, "response", None)
    value = response.headers.get("retry-after") if response is not None else None
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        parsed = email.utils.parsedate_tz(value)
        return max(0.0, email.utils.mktime_tz(parsed) - time.time()) if parsed else None


def _without_answer(error: anthropic.APIError) -> EmcipError:
    if _never_sent(error):
        return ServiceUnavailable("claude_connection", f"Claude cannot be reached: {_cause(error)}")
    return CallLost(
        "claude_no_answer",
        f"Claude was sent a request and did not answer: {_cause(error)}; it is booked at what it may have cost",
    )


def _never_sent(error: anthropic.APIError) -> bool:
    import httpx2  # noqa: PLC0415 - comes with anthropic, imported with it

    return isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout)


def _cause(error: anthropic.APIError) -> str:
    cause = error.__cause__
    return f"{type(cause).__name__}: {cause}"[:200] if cause else error.message[:200]


def _redacted(message: str, secret: str) -> str:
    return message.replace(secret, "***")[:300]
