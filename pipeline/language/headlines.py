"""Headlines without what publishers hang on them."""

from __future__ import annotations

import re

_CUT = re.compile(r"\s+(?:[|｜–—»·•]|-{1,2}|::)\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_BARS = "|｜"
_SECTION = 30  # characters of a section's name at most
_WHOLE = 25  # characters of what is surely a headline of its own


def without_publisher(title: str, publisher: str) -> str:
    """``Rates rise | The Star`` is ``Rates rise``; a dash inside of a headline stays.

    A last part goes when it names the publisher (or the publisher it), or, after a bar, when it is short; and what
    stood before a publisher's name in the same way, ``… | News | The Star``, goes with it.
    """
    title = re.sub(r"\s+", " ", title).strip()
    named = False
    while (shorter := _without_last(title, publisher, named=named)) != title:
        title, named = shorter, True
    return title


def _without_last(title: str, publisher: str, *, named: bool) -> str:
    for cut in list(_CUT.finditer(title))[-2:]:
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        after_bar = len(tail) <= _SECTION and any(bar in cut.group() for bar in _BARS)
        section = after_bar and (len(head) >= _WHOLE or (named and len(head) >= 2 * len(tail)))
        if head and (section or _same(tail, publisher)):
            return head
    return title


def _same(tail: str, publisher: str) -> bool:
    first, second = (_NOT_WORD.sub("", part).casefold().removeprefix("the") for part in (tail, publisher))
    return len(first) >= 2 and len(second) >= 2 and (first.startswith(second) or second.startswith(first))
