"""Which segments of a page are its article: what engines saw, and what stands where that stands.

Two engines vote on every segment. What both have is the core of the article. Segments that only one has stay if the
core fills the places that they stand in: the same box, or boxes of the same make (tag and first class word, of the
element and of its parent). So the paragraphs that an engine lost behind an advertisement come back, and the teasers
that it took along go. On the 238 annotated bodies
of the corpus (text F1): 0.935 for trafilatura's default, 0.945 for the vote of the engines alone, 0.953 with chaff and
standfirst taken care of, 0.958 with the vote of the places, 0.960 without cards of other stories. Its bounds are set
to the middle of where they do not matter (method.py). A logistic model and boosted trees over 60 features of the
segments came to 0.93-0.95 by cross-validation over publishers: 238 pages do not teach what an annotator left out.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

from pipeline.extraction import segments as at
from pipeline.extraction.blocks import Block, normal
from pipeline.extraction.method import Bounds
from pipeline.extraction.places import box_of, cards_of, make_of, surroundings, upwards
from pipeline.extraction.segments import Frame, Segment
from pipeline.language.scripts import UNSPACED_CHARACTERS

SHORT = 30
LONG_ENOUGH = 60  # for a text of sentences
LEAD_LENGTH = 40
NEAR = 2  # boxes around a table, of which one holds some of the core
MOST_HEADINGS = 2  # without a text between them; more are a list of other stories
LONGEST_REPEAT = 20
OVERGROWN = 300
GRAM = 4
_WORD = re.compile(rf"[{UNSPACED_CHARACTERS}]|[^\W{UNSPACED_CHARACTERS}]+")
# signs of format, which are no letters and which the engines drop: soft hyphens, joiners, marks of direction
_FORMAT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SENTENCE = re.compile(r"[.!?。！？।۔։።…:][\"'”’»」』）)\]]*\s*$")
_BOUNDS = Bounds()
_BESIDE = (
    at.RELATED | at.PROMO | at.SHARE | at.BYLINE | at.MENU | at.COMMENT | at.CAPTION | at.FOOTER | at.ASIDE | at.FORM
    | at.HIDDEN
)  # fmt: skip


class Seen:
    """The text that an engine took for the article, asked for parts of it."""

    def __init__(self, text: str, bounds: Bounds = _BOUNDS) -> None:
        self._bounds = bounds
        lines = text.split("\n")
        self.size = sum(map(len, lines))
        keys = [" ".join(words_of(line)) for line in lines]
        self._lines = set(keys)
        self._key = f" {' '.join(key for key in keys if key)} "
        self._grams: set[tuple[str, ...]] | None = None

    def has(self, words: list[str]) -> bool:
        """Whether a text was taken. One of less than four words has to be a line of its own."""
        key = " ".join(words)
        if len(words) < GRAM:
            return key in self._lines
        return f" {key} " in self._key or self.share(words) >= self._bounds.same_share

    def share(self, words: list[str]) -> float:
        """The share of a text's 4-grams that were taken; 0 for one under four words."""
        if self._grams is None:
            self._grams = _grams(self._key.split())
        grams = _grams(words)
        return len(grams & self._grams) / len(grams) if grams else 0.0


def _grams(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def words_of(text: str) -> list[str]:
    """The words by which texts are compared. A joiner parts no word: trafilatura takes it out, segments keep it."""
    return _WORD.findall(text if text.isascii() else _FORMAT.sub("", text))


@dataclass(slots=True, eq=False)
class Piece:
    """A segment with its votes; ``make`` and ``box`` are the places that it stands in."""

    segment: Segment
    size: int
    first: bool
    second: bool
    make: Hashable
    box: Frame
    kept: bool = False

    @property
    def block(self) -> Block:
        return self.segment.block

    @property
    def core(self) -> bool:
        return self.first and self.second

    @property
    def link_share(self) -> float:
        return self.segment.linked / self.size


class Column:
    """The segments of a page under the votes of one engine, or of two."""

    def __init__(self, segments: list[Segment], first: Seen, second: Seen | None, bounds: Bounds = _BOUNDS) -> None:
        self._bounds = bounds
        self.pieces: list[Piece] = []
        self._filled: dict[Hashable, int] = defaultdict(int)
        self._total: dict[Hashable, int] = defaultdict(int)
        self._cores: dict[Frame, int] = defaultdict(int)
        self.page_size = sum(len(segment.block.text) for segment in segments)
        for segment in segments:
            self._enter(segment, first, second)
        self.first_size = sum(piece.size for piece in self.pieces if piece.first)
        self.second_size = sum(piece.size for piece in self.pieces if piece.second)
        self.core_size = sum(piece.size for piece in self.pieces if piece.core)
        strong = [index for index, piece in enumerate(self.pieces) if piece.core and piece.size >= bounds.strong]
        self._start, self._end = (strong[0], strong[-1]) if strong else (0, len(self.pieces))
        self._cards = cards_of(piece.segment.frame for piece in self.pieces)

    @property
    def agreement(self) -> float:
        """The share of the first engine's text that the second has too."""
        return self.core_size / max(1, self.first_size)

    @property
    def told_share(self) -> float:
        """The share of the first engine's sentences that the second has too; 1 where the first has hardly any."""
        told = [piece for piece in self.pieces if piece.first and self._is_prose(piece)]
        size = sum(piece.size for piece in told)
        return sum(piece.size for piece in told if piece.core) / size if size >= self._bounds.smallest_core else 1.0

    @property
    def certainty(self) -> float:
        """How sure the chosen text is, 0-1: mostly whether it stands in one place, or was picked from many.

        On the corpus a text whose blocks stand in one box or are of one make is right (F1 0.97), and one that is put
        together from several is where the mistakes are; that the engines agree says less, since they err alike.
        """
        makes: dict[Hashable, int] = defaultdict(int)
        boxes: dict[Hashable, int] = defaultdict(int)
        told = 0
        for piece in self.pieces:
            if piece.kept:
                makes[piece.make] += piece.size
                boxes[piece.box] += piece.size
                told += piece.size if self._is_prose(piece) else 0
        if not makes:
            return 0.0
        total = sum(makes.values())
        together = max(*makes.values(), *boxes.values()) / total
        return 0.6 * together + 0.25 * told / total + 0.15 * self.agreement

    @property
    def prose(self) -> list[Block]:
        """Sentences in boxes that do not say of themselves that they are something else, whatever the engines saw."""
        return [piece.block for piece in self.pieces if self._is_prose(piece) and not self._around(piece) & _BESIDE]

    def choose(self) -> list[Block]:
        """The blocks of the article, in order."""
        self._keep_texts()
        self._keep_headings()
        self._drop_repeats()
        return without_repeated_parts([piece.block for piece in self.pieces if piece.kept])

    def _enter(self, segment: Segment, first: Seen, second: Seen | None) -> None:
        words = words_of(segment.block.text)
        if not words:
            return
        one = first.has(words)
        other = one if second is None else second.has(words)
        piece = Piece(segment, len(segment.block.text), one, other, make_of(segment.frame), box_of(segment.frame))
        for place in (piece.make, piece.box):
            self._total[place] += piece.size
            self._filled[place] += piece.size if piece.core else 0
        for frame in upwards(segment.frame) if piece.core else ():
            self._cores[frame] += piece.size
        self.pieces.append(piece)

    def _share(self, piece: Piece, place: Hashable) -> float | None:
        """How much of the rest of a place is core; None where there is no rest."""
        rest = self._total[place] - piece.size
        return (self._filled[place] - piece.core * piece.size) / rest if rest else None

    def _place(self, piece: Piece) -> float:
        return max(self._share(piece, piece.make) or 0.0, self._share(piece, piece.box) or 0.0)

    def _keep_texts(self) -> None:
        title = max((i for i, piece in enumerate(self.pieces[: self._start]) if piece.block.level == 1), default=-1)
        for index, piece in enumerate(self.pieces):
            around = self._around(piece)
            within = self._start <= index <= self._end
            if piece.core:
                # of a short page the engines take along the box about its writer
                piece.kept = not around & (at.HIDDEN | at.WRITER) and (
                    piece.size >= SHORT or within or self._stands(piece)
                )
            elif piece.first:
                piece.kept = self._place(piece) >= self._bounds.first_place and not around & self._unlikely(piece)
                piece.kept = piece.kept or (self._goes_along(piece) and not around & _BESIDE)
                above = title < index < self._start
                if above and piece.size >= LEAD_LENGTH and piece.link_share < 0.2 and not around & _BESIDE:
                    piece.kept = True
            elif not around & _BESIDE and (piece.second or within):
                piece.kept = self._is_prose(piece) and self._belongs(piece)
            piece.kept = piece.kept and not (around & at.RELATED and self._is_on_card(piece))

    def _is_on_card(self, piece: Piece) -> bool:
        return bool(self._cards) and any(frame in self._cards for frame in upwards(piece.segment.frame))

    def _unlikely(self, piece: Piece) -> int:
        """Where text of the first engine alone must not stand. A heading is no caption, whatever its box is called."""
        return at.HIDDEN if piece.block.kind == "head" else at.HIDDEN | at.CAPTION

    def _goes_along(self, piece: Piece) -> bool:
        """Whether a row or a piece of code stands beside the core or in it: engines lose some of these."""
        if piece.block.kind not in ("row", "code"):
            return False
        return any(self._cores[frame] for frame in itertools.islice(upwards(piece.segment.frame), NEAR + 1))

    def _is_prose(self, piece: Piece) -> bool:
        few_links = piece.link_share < self._bounds.prose_links
        return few_links and piece.size >= LONG_ENOUGH and bool(_SENTENCE.search(piece.block.text))

    def _around(self, piece: Piece) -> int:
        return surroundings(piece.segment.frame, self._bounds.column_share * self.page_size)

    def _stands(self, piece: Piece) -> bool:
        """Whether a few words outside of the core stand alone, or where the core stands."""
        alone = self._share(piece, piece.make) is None and self._share(piece, piece.box) is None
        return alone or self._place(piece) >= 0.2

    def _belongs(self, piece: Piece) -> bool:
        """Whether prose that the first engine missed stands where the core stands."""
        if piece.second:
            return self._place(piece) >= self._bounds.second_place
        return (self._share(piece, piece.make) or 0.0) >= self._bounds.no_place

    def _keep_headings(self) -> None:
        """A heading goes with what stands under it, unless many of its level stand in a row."""
        follows = False
        row: list[Piece] = []
        for piece in reversed(self.pieces):
            seen = piece.first or piece.second
            if piece.block.kind == "head" and seen and not piece.core and not piece.kept:
                beside = self._around(piece) & (_BESIDE & ~at.BYLINE)
                piece.kept = follows and (piece.first or not beside)
                if row and row[-1].block.level != piece.block.level:
                    row = []
                row.append(piece)
                if len(row) > MOST_HEADINGS:
                    for heading in row[-MOST_HEADINGS - 1 :]:
                        heading.kept = False
            elif seen or piece.kept:
                row = []
            if seen or piece.kept:
                follows = piece.kept

    def _drop_repeats(self) -> None:
        """Of equal texts the one that is no link, no list entry, and stands best; short ones said thrice go at all."""
        best: dict[str, Piece] = {}
        short: dict[str, list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            if not piece.kept:
                continue
            key = normal(piece.block.text)
            if piece.size <= LONGEST_REPEAT:
                short[key].append(piece)
            elif (before := best.get(key)) is None:
                best[key] = piece
            else:
                worse, better = sorted((piece, before), key=self._rank)
                worse.kept, best[key] = False, better
        for pieces in short.values():
            for piece in pieces if len(pieces) >= 3 else ():
                piece.kept = False

    def _rank(self, piece: Piece) -> tuple[bool, bool, float, int]:
        return piece.link_share <= 0.8, piece.block.kind != "item", self._place(piece), -piece.segment.place


def without_repeated_parts(blocks: list[Block]) -> list[Block]:
    """Without pull quotes, which repeat a sentence of a paragraph, and without blocks that are others once more."""
    keys = [normal(block.text) for block in blocks]
    whole = "\n".join(keys)
    twice = [len(key) >= SHORT and whole.count(key) >= 2 for key in keys]
    if not any(twice):
        return blocks
    parts = [key for key, found in zip(keys, twice, strict=True) if found]
    copies = {key for key in keys if len(key) > OVERGROWN and _is_made_of(key, parts)}
    kept = [(block, key) for block, key in zip(blocks, keys, strict=True) if key not in copies]
    rest = [key for _, key in kept]
    return [block for block, key in kept if block.kind == "head" or key not in parts or not _is_part(key, rest)]


def _is_made_of(key: str, parts: list[str]) -> bool:
    inner = [part for part in parts if len(part) < len(key) and part in key]
    return len(inner) >= 2 and sum(len(part) * key.count(part) for part in inner) > 0.6 * len(key)


def _is_part(key: str, keys: list[str]) -> bool:
    return any(len(other) > len(key) and key in other for other in keys)
