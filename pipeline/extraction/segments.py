"""A page cut into the pieces of text that a reader sees, in one walk over the tree, each with where it stands.

A segment is a run of inline content: a paragraph, a heading, an item, a row, the lines between two ``<br>``. Nothing
is judged here, but what no browser shows as text of the page (scripts, menus, controls, captions) is not walked into.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block, tidy_text

# what surrounds a text, as bits: by the tag of a box, or by the words of its class and id
ASIDE, FOOTER, FORM, HIDDEN, COMMENT, RELATED, PROMO, SHARE, BYLINE, MENU, CAPTION, UNSEEN, WRITER = (
    1 << bit for bit in range(13)
)
DEEPEST = 150
LONGEST_CELL = 200
LONGEST_HEADING = 200

_WORDS = re.compile(
    r"(?P<comment>comment|disqus|discussion|respond|replies)"
    r"|(?P<related>related|recommend|teaser|popular|trending|most-?read|outbrain|taboola|read-?more|similar|latest"
    r"|more-?(?:on|from|news|stor)|also-?(?:read|like)|read-?(?:also|next)|carousel|slider|card(?:s|__|-|$|\s))"
    r"|(?P<promo>promo|advert|sponsor|banner|subscri|newsletter|sign-?up|paywall|donat|membership|campaign|cookie"
    r"|consent|modal|popup|overlay|log-?in|affiliate|product|offer|widget|(?:^|[\s_-])(?:ad|ads|cta)(?:$|[\s_-]))"
    r"|(?P<share>share|sharing|social|follow|toolbar|tools(?:$|[\s_-]))"
    r"|(?P<writer>author-?(?:bio|box|info|card)|author__bio|about-(?:the-)?author)"
    r"|(?P<byline>byline|author|dateline|timestamp|publish|credit"
    r"|(?:^|[\s_-])(?:date|time|meta|bio|source)(?:$|[\s_-]))"
    r"|(?P<menu>menu|breadcrumb|pagination|pager|sidebar|footer|masthead|site-?header"
    r"|(?:^|[\s_-])(?:nav|tags?|topics?|toc|labels?)(?:$|[\s_-]))"
    r"|(?P<unseen>visually-?hidden|sr-only|screen-?reader)"
    r"|(?P<caption>caption|gallery|slideshow|lightbox|image|photo|picture|figure|video)"
)
_BITS = {
    "comment": COMMENT, "related": RELATED, "promo": PROMO, "share": SHARE, "byline": BYLINE, "menu": MENU,
    "caption": CAPTION, "unseen": UNSEEN, "writer": BYLINE | WRITER,
}  # fmt: skip
_TAG_BITS = {"aside": ASIDE, "nav": MENU, "footer": FOOTER, "figure": CAPTION, "form": FORM}
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "head", "button", "select", "textarea", "input",
     "option", "object", "video", "audio", "canvas", "figcaption", "rt", "rp", "datalist", "dialog", "map",
     "title", "meta", "link", "label"}
)  # fmt: skip
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
     "ins", "kbd", "mark", "math", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
     "time", "tt", "u", "var", "wbr", "picture", "source", "nobr", "o:p", "amp-img"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "li", "main", "nav", "ol", "p",
     "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_HEADS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_TEXTUAL = frozenset(
    {"p", "li", "blockquote", "ul", "ol", "dl", "dt", "dd", "pre", "tr", "table", "tbody", "thead", *_HEADS}
)
_KEPT_IN_FIGURES = ("blockquote", "table", "pre", "p[3]")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "kbd": "`"}
_FOOTNOTE = re.compile(r"^\W*\d{1,3}\W*$")
_START = re.compile(r"\d{1,6}")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Item:
    """A list entry: its depth (0 for a list in no list), and the mark that its first line is to bear."""

    depth: int
    mark: str


@dataclass(slots=True, eq=False)
class Frame:
    """An element that breaks the flow of text.

    ``own`` are the bits that its tag and words speak of; ``size`` and ``linked`` are the characters of text in it, and
    of these in links; ``structural`` tells a box from a paragraph.
    """

    tag: str
    name: str
    kind: str
    own: int
    parent: Frame | None
    level: int = 0
    size: int = 0
    linked: int = 0
    item: Item | None = None
    element: HtmlElement | None = None

    @property
    def structural(self) -> bool:
        return self.tag not in _TEXTUAL


@dataclass(slots=True, eq=False)
class Segment:
    """``linked`` are the characters that stand in links; ``place`` is the number of characters before it."""

    block: Block
    frame: Frame
    linked: int
    place: int


@lru_cache(maxsize=8192)
def word_bits(name: str) -> int:
    """The kinds of surroundings that class and id words speak of."""
    bits = 0
    for match in _WORDS.finditer(name.lower()):
        bits |= _BITS[str(match.lastgroup)]
    return bits


@dataclass(frozen=True)
class Cut:
    """``segments`` in document order, ``frames`` from the outermost in."""

    segments: list[Segment]
    frames: list[Frame]


def cut(tree: HtmlElement) -> Cut:
    """The segments of a page."""
    walk = _Walk()
    root = Frame("html", "", "p", 0, None)
    body = tree.find("body")
    walk.inside(body if body is not None else tree, root, 0)
    if walk.text:
        walk.flush(root)
    return Cut(walk.segments, walk.frames)


class _Walk:
    """The walk's state: the run of inline content that is being read."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.frames: list[Frame] = []
        self.text: list[str] = []
        self.marked: list[str] = []
        self.linked = 0
        self.links = 0
        self.has_marks = False
        self.flow = 0
        self.place = 0

    def inside(self, element: HtmlElement, frame: Frame, depth: int) -> None:
        """Everything in an element that belongs to ``frame``."""
        if element.text:
            self.add(element.text)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and tag not in _SKIPPED:
                if tag in ("br", "hr"):
                    self.line_break(frame)
                elif tag in _INLINE or (tag not in _BLOCKS and not _holds_blocks(child)):
                    self.inline(child, tag, frame, depth + 1)
                else:
                    self.block(child, tag, frame, depth + 1)
            if child.tail:
                self.add(child.tail)

    def inline(self, element: HtmlElement, tag: str, frame: Frame, depth: int) -> None:
        if tag == "sup" and _FOOTNOTE.match(element.text_content()) and element.find(".//a") is not None:
            return
        mark = _MARKS.get(tag) if frame.kind not in ("head", "code") else None
        at, flow = len(self.marked), self.flow
        if tag == "a":
            self.links += 1
        self.inside(element, frame, depth)
        if tag == "a":
            self.links -= 1
        if mark and flow == self.flow:
            inner = "".join(self.marked[at:])
            core = inner.strip()
            if core and mark not in core:
                self.has_marks = True
                start = inner.index(core)
                self.marked[at:] = [f"{inner[:start]}{mark}{core}{mark}{inner[start + len(core) :]}"]

    def block(self, element: HtmlElement, tag: str, parent: Frame, depth: int) -> None:
        if self.text:
            self.flush(parent)
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        own = _TAG_BITS.get(tag, 0)
        if name != " ":
            own |= word_bits(name)
        if own & UNSEEN or _is_unseen(element, tag):
            return
        if _NOT_SHOWN.search(element.get("style") or ""):
            own |= HIDDEN
        frame = Frame(tag, name, parent.kind, own, parent, item=parent.item, element=element)
        self.frames.append(frame)
        if depth > DEEPEST:
            self.add(element.text_content())
        elif tag == "table" and _is_data(element):
            self.rows(element, frame)
        else:
            _read_kind(frame, parent, element)
            self.inside(element, frame, depth)
        if self.text:
            self.flush(frame)

    def rows(self, table: HtmlElement, frame: Frame) -> None:
        """A table of data: a segment a row, its cells set apart by bars."""
        frame.kind = "row"
        for row in table.iter("tr"):
            cells = [tidy_text(cell.text_content()) for cell in row.iterchildren("td", "th")]
            if any(cells):
                linked = sum(len(tidy_text(link.text_content())) for link in row.iter("a"))
                plain = " | ".join(cell for cell in cells if cell)
                self.take(frame, plain, " | ".join(cell.replace("|", "\\|") for cell in cells), linked)

    def line_break(self, frame: Frame) -> None:
        if frame.kind == "code":
            self.add("\n")
        elif frame.kind == "head":
            self.add(" ")
        elif self.text:
            self.flush(frame)

    def add(self, text: str) -> None:
        if self.text or not text.isspace():
            self.text.append(text)
            self.marked.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self, frame: Frame) -> None:
        self.flow += 1
        raw = "".join(self.text)
        if not raw.isspace():
            if frame.kind == "code":
                plain, markdown = raw.strip(), raw.strip("\n")
            else:
                plain = tidy_text(raw)
                markdown = tidy_text("".join(self.marked)) if self.has_marks else plain
            if plain:
                self.take(frame, plain, markdown, min(len(plain), self.linked))
        self.text, self.marked, self.linked, self.has_marks = [], [], 0, False

    def take(self, frame: Frame, plain: str, markdown: str, linked: int) -> None:
        level, mark, item = frame.level, "-", frame.item
        if frame.kind == "item" and item is not None:
            level, mark, item.mark = item.depth, item.mark, ""
        kind = frame.kind
        if kind == "head" and (frame.tag not in _HEADS or len(plain) > LONGEST_HEADING):
            kind = "p"  # an article, or its lead, set in large letters
        block = Block(kind, plain, markdown, level, mark)
        self.segments.append(Segment(block, frame, linked, self.place))
        self.place += len(plain)
        box: Frame | None = frame
        while box is not None:
            box.size += len(plain)
            box.linked += linked
            box = box.parent


def _read_kind(frame: Frame, parent: Frame, element: HtmlElement) -> None:
    """What kind of text an element makes of its content."""
    tag = frame.tag
    if tag in _HEADS:
        frame.kind, frame.level = "head", _HEADS[tag]
    elif tag in ("li", "dd") and parent.kind not in ("quote", "row"):
        frame.kind = "item"
        frame.item = Item(parent.item.depth + 1 if parent.item else 0, _list_mark(element, parent))
    elif tag == "dt":
        frame.kind, frame.item = "p", None
    elif tag == "blockquote":
        frame.kind = "quote"
    elif tag == "pre":
        frame.kind = "code"


def _list_mark(element: HtmlElement, parent: Frame) -> str:
    if parent.tag != "ol":
        return "-"
    if not parent.level:
        ordered = element.getparent()
        start = ordered.get("start", "") if ordered is not None else ""
        parent.level = int(start) - 1 if _START.fullmatch(start) else 0
    parent.level += 1
    return f"{parent.level}."


def _is_unseen(element: HtmlElement, tag: str) -> bool:
    """Whether no reader sees an element: it is hidden, or a picture with its legend."""
    if tag == "nav":  # one that was never closed may hold the article
        return element.find(".//p[2]") is None
    if tag == "figure":
        return all(element.find(f".//{kept}") is None for kept in _KEPT_IN_FIGURES)
    # a page that shows its article by script alone hides it until then
    hidden = element.get("aria-hidden") == "true" or element.get("hidden") is not None
    return hidden and element.find(".//p[3]") is None


def _holds_blocks(element: HtmlElement) -> bool:
    """Whether an element that HTML does not know (``<amp-story>``) stands for a box."""
    return any(child.tag in _BLOCKS or "-" in str(child.tag) for child in element)


def _is_data(table: HtmlElement) -> bool:
    """Whether a table holds data: rows of several short cells, nothing nested. Others are only there for the layout."""
    if table.find(".//table") is not None or table.find(".//p[3]") is not None:
        return False
    rows = [len(row.findall("td")) + len(row.findall("th")) for row in table.iter("tr")]
    if len(rows) < 2 or max(rows) < 2:
        return False
    return len(table.text_content()) < LONGEST_CELL * sum(rows)
