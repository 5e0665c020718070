"""Where on a page a text stands: the boxes around it, what they say of themselves, and of what make they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator

from pipeline.extraction import segments as at
from pipeline.extraction.segments import Frame

LARGEST_CARD = 3  # texts: headline, teaser, date
FEWEST_CARDS = 2


def make_of(frame: Frame) -> Hashable:
    parent = frame.parent
    return (frame.tag, _first_word(frame.name), parent and (parent.tag, _first_word(parent.name)))


def _first_word(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.strip() else ""


def box_of(frame: Frame) -> Frame:
    box = frame.parent or frame
    while box.parent is not None and not box.structural:
        box = box.parent
    return box


def surroundings(frame: Frame, column: float) -> int:
    """What the boxes around say of themselves, up to the first one that holds ``column`` characters.

    The words of a box that holds the article are said of the page ("has-sidebar", "with-comments").
    """
    bits = 0
    for each in upwards(frame):
        if each.size >= column:
            break
        bits |= each.own
    return bits


def upwards(frame: Frame) -> Iterator[Frame]:
    each: Frame | None = frame
    while each is not None:
        yield each
        each = each.parent


def cards_of(frames: Iterable[Frame]) -> set[Frame]:
    """Boxes that call themselves teasers, hold a text or two, and come in numbers. ``frames`` are those of texts."""
    boxes: dict[Frame, int] = defaultdict(int)
    for own in frames:
        box = next((frame for frame in upwards(own) if frame.own & at.RELATED), None)
        if box is not None:
            boxes[box] += 1
    small = [box for box, count in boxes.items() if count <= LARGEST_CARD]
    makes = Counter(make_of(box) for box in small)
    return {box for box in small if makes[make_of(box)] >= FEWEST_CARDS}
