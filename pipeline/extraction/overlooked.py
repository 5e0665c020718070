"""What the engines overlook of an article: its standfirst, which stands outside of the column of text.

It comes back only where it is what the page gives as its description, or is marked as a lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.extraction.blocks import Block, normal
from pipeline.extraction.segments import Frame, Segment
from pipeline.extraction.structured import PageData

SHORTEST_LEAD = 40
LONGEST_LEAD = 700
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|lead-?in|preamble|standfirst|ingress|dek|deck|sapo|perex|vorspann|chapo|chapeau|bajada"
    r"|copete|zajawka)(?:$|[\s_-])"
)
_OTHERS = re.compile(r"comment|related|recommend|sidebar|author|byline|teaser|newsletter|promo|widget")
_ASIDE = frozenset({"aside", "footer", "nav", "form", "figure", "li"})
_WHOLE = frozenset({"article", "main", "body", "html"})


def find_lead(segments: list[Segment], data: PageData, is_present: Callable[[str], bool]) -> list[Block]:
    """The paragraphs of the standfirst that are not in the text; [] when there is none, or it is there.

    ``is_present`` says of a text whether it is in the body already.
    """
    described = normal(data.meta("og:description", "description"))
    marked: dict[Frame, list[Segment]] = {}
    same: list[Segment] = []
    for segment in segments:
        if segment.block.kind not in ("p", "head", "quote") or segment.linked > 0.5 * len(segment.block.text):
            continue
        if (frame := _lead_frame(segment.frame)) is not None:
            marked.setdefault(frame, []).append(segment)
        elif not same and len(described) >= SHORTEST_LEAD and _is_described(segment, described):
            same = [segment]
    for found in (same, *marked.values()):
        size = sum(len(segment.block.text) for segment in found)
        if SHORTEST_LEAD <= size <= LONGEST_LEAD and not _is_beside(found[0].frame):
            return [replace(segment.block, kind="p") for segment in found if not is_present(segment.block.text)]
    return []


def _lead_frame(frame: Frame) -> Frame | None:
    each: Frame | None = frame
    while each is not None and each.tag not in _WHOLE:
        if each.name != " " and _LEAD.search(each.name.lower()):
            return each
        each = each.parent
    return None


def _is_described(segment: Segment, described: str) -> bool:
    """Whether the description is the text, or the start of it."""
    if not SHORTEST_LEAD <= len(segment.block.text) <= LONGEST_LEAD:
        return False
    shorter, longer = sorted((normal(segment.block.text), described), key=len)
    return longer.startswith(shorter) and len(shorter) >= 0.6 * len(longer) and not _is_beside(segment.frame)


def _is_beside(frame: Frame) -> bool:
    """Whether a text belongs to something else than the article: a picture, a list, comments, other stories."""
    each: Frame | None = frame
    while each is not None and each.tag not in _WHOLE:
        if each.tag in _ASIDE or _OTHERS.search(each.name.lower()):
            return True
        each = each.parent
    return False
