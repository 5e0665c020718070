"""The fake services together, and the command that runs them by hand: ``python -m pipeline.demo.services``."""

from __future__ import annotations

import signal
import sys
import threading

from pipeline.demo.fake_claude import FakeClaude
from pipeline.demo.fake_translate import FakeTranslate

__all__ = ["FakeClaude", "FakeTranslate"]


def main() -> int:
    """Serve both on ephemeral ports, print the environment that reaches them, stop on SIGINT or SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with FakeClaude() as claude, FakeTranslate() as translate:
        sys.stdout.write(
            f"export ANTHROPIC_BASE_URL={claude.url} ANTHROPIC_API_KEY=any-key\n"
            f"export EMCIP_GOOGLE_ENDPOINT={translate.endpoint} EMCIP_GOOGLE_PROJECT=demo EMCIP_TRANSLATOR=google\n"
        )
        sys.stdout.flush()
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
