"""What is asked of a crawl."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CrawlRequest:
    """What is asked of a crawl; the defaults poll what is due.

    ``source_slugs`` narrows it to these sources, ``force`` polls them even if they are not due, ``max_items`` caps
    the pages of a source, and without ``poll`` only what already waits is fetched. ``retry`` is a further try of the
    same run; ``may_ask_again`` says that there may be another after it.
    """

    source_slugs: tuple[str, ...] = ()
    force: bool = False
    max_items: int | None = None
    poll: bool = True
    retry: bool = False
    may_ask_again: bool = False
