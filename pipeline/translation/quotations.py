"""Whether what somebody is quoted as saying is still a quotation, and as much of it.

Marks differ by language and house, so spans are compared by how much they hold, not by their marks: guillemets either
way round, high and low quotes, corner brackets, straight ones, doubled single ones, and the dash that opens speech. A
name, a title or a word in scare quotes may gain and lose its marks; a quotation that begins or ends in another
paragraph reaches to this one's edge; a translation may set a speaker's words inside a span apart.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from pipeline.translation.lengths import usual_ratio, weight

# from how many letters on a span is speech: always; if it has a sentence's punctuation, or a verb of saying's comma
LONG, SPEECH = 60.0, 22.0
SPEECH_WORDS = 4
LEAST = 8.0  # letters of a span that may be what became of a quotation
LEAST_KEPT, MOST_KEPT = 0.55, 1.45  # of the quoted letters, after what the pair of languages makes usual
MOST_OF_LITTLE = 2.5  # where only names and single words are marked
SLACK = 25.0  # letters that a short text may be off
APART = 12.0  # letters between two spans that make them two quotations
_CLOSERS = {
    "«": "»", "»": "«»", "“": "”\"“", "„": "“”\"", "”": "”“\"", "\"": "\"”", "‹": "›", "›": "‹", "‘": "’", "‚": "‘’",
    "'": "'", "「": "」", "『": "』", "﹁": "﹂", "﹃": "﹄", "〝": "〞〟",
}  # fmt: skip
_ONLY_CLOSE = frozenset("」』﹂﹄〞〟")
_ONLY_OPEN = frozenset("「『﹁﹃〝„‚")
_DOUBLED = re.compile(r"''|``|’’|‘‘|‹‹|››|<<|>>|＂|,,(?=\w)")
_AS = {"‹‹": "«", "››": "»", "<<": "«", ">>": "»", ",,": "„"}
_DASHES = "—–―"
_DIALOGUE = re.compile(rf"^\s*[{_DASHES}]\s?\w.{{12,}}?[,.!?…]?\s?[{_DASHES}]\s?\w", re.DOTALL)
_SPEECH_WITHOUT_MARKS = re.compile(rf"[{_DASHES}:：]")
_LEADING = re.compile(rf"^\s*[{_DASHES}•*·-]")
_SENTENCE = re.compile(r"[.!?…,;:。！？，、；：،؛؟।။።፣]")
_UNSPACED = "\u0e00"  # scripts from Thai on: nothing stands between a word and a mark


@dataclass(frozen=True)
class Span:
    """A stretch between marks, or between a mark and an edge of the paragraph."""

    start: int
    end: int
    text: str
    speech: bool

    @property
    def letters(self) -> float:
        return weight(self.text)


def quotations(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """Quoted speech stays quoted, neither cut nor filled, and two quotations stay two."""
    source, answer = _plain(source), _plain(answer)
    quoted, here = spans(source), spans(answer)
    there = [span for span in quoted if span.speech]
    usual, actual = usual_ratio(source_language, target), weight(answer) / max(1.0, weight(source))
    kept = sum(span.letters for span in here)
    least = LEAST_KEPT * min(usual, actual) * sum(span.letters for span in there)
    most = max(usual, actual) * sum(span.letters for span in quoted)
    told = f"quotations: some {most:.0f} letters would be quoted, and {kept:.0f} are"
    if not there:
        filled = kept > MOST_OF_LITTLE * most + SLACK and not _SPEECH_WITHOUT_MARKS.search(source)
        return told if quoted and filled else _dialogue(source, answer, here)
    if not here:
        return f"quotations: {there[0].text[:60]!r} is quoted in the original, and nothing is in the answer"
    if kept < least - SLACK / 5 or kept > MOST_KEPT * most + SLACK:
        return told
    if _apart(source, there) >= 2 and len([span for span in here if span.letters >= LEAST]) < 2:
        return "quotations: two in the original came back as one"
    return None


def spans(text: str) -> list[Span]:
    """The outermost quoted stretches, in reading order; what is nested belongs to the stretch around it."""
    text = _plain(text)
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    never_closed = set[str]()  # an apostrophe that looks like a mark, as in 'em, hides what is quoted after it
    for at, mark in enumerate(text):
        if mark not in _CLOSERS and mark not in _ONLY_CLOSE and mark != "’":
            continue
        if opened is not None:
            if mark in opened[1] and _closes(text, at):
                found.append(_span(text, opened[0] + 1, at))
                opened = None
        elif _opens(text, at) and mark not in never_closed:
            if mark in "'‘‚" and not any(
                text[to] in _CLOSERS[mark] and _closes(text, to) for to in range(at + 2, len(text))
            ):
                never_closed.add(mark)
                continue
            opened = (at, _CLOSERS[mark])
        elif _closes(text, at) and not found and mark in '»”“"」』' and _is_edge(text, at):
            found.append(_span(text, 0, at))  # it began in a paragraph before
    if opened is not None and text[opened[0]] != '"' and not found:
        found.append(_span(text, opened[0] + 1, len(text)))  # it ends in a later one
    elif opened is not None and text[opened[0]] == '"' and opened[0] == len(text) - len(text.lstrip()):
        found.append(_span(text, opened[0] + 1, len(text)))
    return found


def _plain(text: str) -> str:
    """Doubled marks as one: ‹‹, '', ,, and the like."""
    return _DOUBLED.sub(lambda match: _AS.get(match.group(), '"'), text)


def _span(text: str, start: int, end: int) -> Span:
    inner = text[start:end].strip()
    around = text[max(0, start - 3) : start - 1].strip()[-1:] + text[end + 1 : end + 2]
    letters = weight(inner)
    words = len(inner.split())
    # a comma behind it may go with a name that is set in marks: 'dit « décret sur … », entre en vigueur'
    punctuated = bool(_SENTENCE.search(inner) or (_SENTENCE.search(around) and not inner[:1].islower()))
    dense = letters > 1.5 * len(inner)  # scripts without spaces between words
    speech = letters >= SPEECH and (words >= SPEECH_WORDS or dense) and (letters >= LONG or punctuated)
    return Span(start, end, inner, speech)


def _opens(text: str, at: int) -> bool:
    """Before a word, and behind none: of inches, of an abbreviation in Hebrew, of a plural's apostrophe it is not."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _ONLY_OPEN:
        return True
    if mark in _ONLY_CLOSE or mark == "’":
        return False
    bounded = not before or not before.isalnum() or before >= _UNSPACED
    if mark == "«":
        return bounded
    if mark in "“‘" and after.isspace():
        return not before or before.isspace()
    if mark == "'":  # not of the '90s
        return bounded and after.isalpha()
    begins = after.isalnum() or after in _CLOSERS or after in "¿¡…([-–—$€£#@"
    return bounded and bool(after) and begins


def _closes(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "'’":
        return not after.isalnum() and not before.isspace()
    if mark == '"':
        return not after.isalnum() or not before.isalnum()
    if mark in "“”«":
        return not after.isalnum() or not before.isspace()
    return True


def _is_edge(text: str, at: int) -> bool:
    """A straight mark that closes nothing is one of inches or seconds after a figure."""
    return text[at] != '"' or not text[at - 1 : at].isdigit()


def _apart(source: str, speech: list[Span]) -> int:
    """Quotations of speech that have a speaker's words between them."""
    count = 1
    for one, other in itertools.pairwise(speech):
        count += weight(source[one.end + 1 : other.start - 1]) >= APART
    return count


def _dialogue(source: str, answer: str, here: list[Span]) -> str | None:
    """A dash that opens speech, and another after which the speaker is named."""
    if not _DIALOGUE.search(source) or here or _LEADING.search(answer):
        return None
    return f"quotations: {source.strip()[:60]!r} is speech after a dash, and the answer has neither dash nor marks"
