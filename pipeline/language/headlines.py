"""Headlines without what publishers hang on them."""

from __future__ import annotations

import re

_CUT = re.compile(r"\s+(?:[|–—»·•]|-{1,2}|::)\s+")
_NOT_WORD = re.compile(r"[\W_]+")


def without_publisher(title: str, publisher: str) -> str:
    """``Rates rise | The Star`` is ``Rates rise``; a dash inside of a headline stays.

    A last part goes when it names the publisher (or the publisher it), or, after a bar, when it is short.
    """
    title = re.sub(r"\s+", " ", title).strip()
    cuts = list(_CUT.finditer(title))
    for cut in cuts[-2:]:
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        same = _same(tail, publisher)
        short_after_bar = "|" in cut.group() and len(tail) <= 30 and len(head) >= 25
        if head and (same or short_after_bar):
            return head
    return title


def _same(tail: str, publisher: str) -> bool:
    first, second = (_NOT_WORD.sub("", part).casefold().removeprefix("the") for part in (tail, publisher))
    return len(first) >= 2 and len(second) >= 2 and (first.startswith(second) or second.startswith(first))
