"""How the work of reading grows with what is read: linear, or a trap.

Work is CPU time of this process, the least of some runs, over input of one size and of four times that. Reading that
grows with the square takes sixteen times as much; what takes next to no time at the larger size cannot be a trap.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from pipeline.failures import EmcipError

SMALL, TIMES = 8_000, 4
NEXT_TO_NOTHING = 0.05  # seconds, for some 32 KB: the square of that is some 500 million steps
LINEAR = 9.0  # times the work for four times the input; sixteen is the square, and clocks are coarse

# what makes regular expressions and parsers go back over what they have read: an opening without its end, many times
SEEDS = (
    "<", "<a ", "<meta ", "<link ", "<!--", "<![CDATA[", "<!DOCTYPE", "<?xml", "<script", "<p>", "<x>", "</",
    "&", "&#", "&amp", "&amp;", " ", "\n", "\t \n", "a", "aaaa ", "=", "'", '"', "href=", "charset=",
    "content='", "%", "%2", "%2e/", "/", "../", "//", ";jsessionid=", "/(S(", "?a&", "utm_", ".", "-", "0",
    "1/1", "2026-", "01 Jan ", "*", "$", ":", "User-agent:", "Disallow: /*", "{", "[", '{"a":', "\\", "\x00",
    "\ufffd", "\u0130", "\u4e2d", "\u0627", "http:", "http://", "@", "#", "xn--", ",", ";", "(", "max-age=",
)  # fmt: skip


def inputs(size: int) -> Iterator[tuple[str, str]]:
    """Adversarial texts of a size, by name: one seed over and over, alone and behind or before an opening."""
    for seed in SEEDS:
        many = seed * (size // len(seed))
        yield repr(seed), many
        yield f"<a href={seed!r}", f'<a href="{many}'
        yield f"{seed!r}>", f"{many}>"


def traps(read: Callable[[str], object], small: int = SMALL) -> list[str]:
    """The inputs over which ``read`` works more than in proportion. It may refuse what it is given."""

    def work(text: str) -> float:
        started = time.process_time()
        with contextlib.suppress(ValueError, EmcipError):  # refusing is as good as reading
            read(text)
        return time.process_time() - started

    found = []
    for (name, less), (_, more) in zip(inputs(small), inputs(small * TIMES), strict=True):
        if work(more) < NEXT_TO_NOTHING:
            continue
        much, little = min(work(more) for _ in range(3)), min(work(less) for _ in range(3))
        if much >= NEXT_TO_NOTHING and much > LINEAR * max(little, NEXT_TO_NOTHING / LINEAR):
            found.append(f"{name}: {little:.3f} s, then {much:.3f} s")
    return found
