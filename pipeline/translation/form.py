# ruff: noqa: E501 - expressions that read worse when they are broken
"""The form of an answer: characters, marks and phrases that no translation of the paragraph would hold.

Each check takes (source, answer, source language, target) and returns what is wrong, as a slug and a sentence;
None if nothing is. Whatever stands in the source already may come back.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata

# what services leave behind without meaning anything by it: taken out, see tidied()
_WEIGHTLESS = re.compile("[\u00ad\u200b\u2060\ufeff]")
# joiners shape letters of these scripts, and are litter in others
_JOINERS = re.compile("[\u200c\u200d]")
_JOINING = frozenset({"ar", "fa", "ur", "ps", "ckb", "ku", "sd", "ug", "hi", "mr", "ne", "bn", "as", "gu", "pa", "or",
                      "ta", "te", "kn", "ml", "si", "km", "my"})  # fmt: skip
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,14}(?:\s[^<>]*)?/?>", re.IGNORECASE)
_FENCE = re.compile(r"```|~~~")
_MARKDOWN = re.compile(r"^(?:#{1,6}\s|>\s|\*\*\S|__\S|[*-]\s+\*\*)|\*\*\S[^*]*\*\*")
_TEMPLATE = re.compile(
    r"\{\{|\}\}|\{[a-z_]{0,20}\d*\}|\$\{|%[sd]\b|__[A-Z]+_?\d*__|\[(?:PH|NAME|NUM|URL|TRANSLATION)[_ ]?\d*\]"
    r"|<data |</data"
)
_NUMBERED = re.compile(
    r"^\s*(?:\[\d{1,3}\]|\(?\d{1,3}[.)]|<?(?:string|text|paragraph|item) ?\d{1,3}>?[:.])\s", re.IGNORECASE
)

_OPENING = re.compile(
    r"""[\s"'“*_(\[]*(?:
    (?:sure|certainly|of\ course|absolutely|okay|ok|great|understood)\s*[,!.:–—-]
    |(?:here(?:'|’)?s|here\ (?:is|are)|below\ is|the\ following\ is|this\ is)\ (?:the|a|an|my|your)\b[^.\n]{0,60}\b(?:translat|version|rendering)
    |(?:the\ |my\ |a\ )?(?:(?:english|french|spanish|literal|faithful|full|requested|final)\ )*
      (?:translat(?:ion|ed\ (?:text|version|paragraph)))\b[^.\n]{0,40}:
    |translat(?:ing|ed)\ (?:from|into|to)\b[^.\n]{0,60}:
    |(?:english|output|answer|result|response|assistant|source|original|target)\s*:\s
    |(?:translator(?:'|’)s\ )?note:\ (?:this|the|i)\b[^.\n]{0,40}(?:translat|text|original|source)
    |i(?:(?:'|’)m|\ am)\ (?:sorry|unable|afraid|not\ able)\b[^\n]{0,80}(?:translat|can(?:not|(?:'|’)t)|unable|assist|help|comply)
    |i\ (?:can(?:not|(?:'|’)t|\ not)|am\ unable\ to|won(?:'|’)t|will\ not|must\ decline\ to)\ (?:translat|provide|assist|help|comply|fulfil)
    |(?:sorry|apologies),?\ (?:but\ )?i\b
    |as\ an?\ (?:ai|artificial|language\ model|assistant)\b
    |(?:please|kindly)\ (?:provide|share|paste|send)\b[^.\n]{0,40}\b(?:text|paragraph|article|content|string)
    |(?:translate|answer\ with|translation\ of)\ (?:each|the|this|exactly|text|string)
    |the\ (?:text|string|paragraph|input)\ (?:is|appears|seems)\ (?:to\ be\ )?(?:already|in|empty|incomplete|a\ )
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSING = re.compile(
    r"""(?:
    [(\[*]\s*(?:translator(?:'|’)s\ note|translation\ note|note|n\.?\ ?b\.?|t/?n)\s*[:–—-][^)\]]*[)\]*.]?\s*$
    |(?:^|[.!?\n”"’)]\s*)(?:note|translator(?:'|’)s\ note|explanation)\s*:\s[^\n]*$
    |(?:let\ me\ know\ if|i\ hope\ (?:this|that)\ helps?|hope\ this\ helps|feel\ free\ to\ ask|would\ you\ like\ me\ to
      |is\ there\ anything\ else\ (?:i|you)|i(?:'|’)ve\ (?:kept|translated|preserved)|i\ have\ (?:translated|kept|preserved)\ the)\b[^\n]*$
    |\((?:machine\ )?translat(?:ed|ion)\ (?:by|from|with)\b[^)]*\)\s*$
    |translated\ (?:by|with)\ (?:google|deepl|claude|chatgpt|ai|machine)\b[^\n]*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LABEL = re.compile(r"[^.:：\n]{1,40}[:：]")  # "Traducción: …" is not the translator speaking
_PARENTHESIS = re.compile(r"[(\[（【*][^)\]）】]*[)\]）】*]?\s*$")


# whose texts may have figures of their own, or letters of full width
_OWN_FIGURES = _JOINING | {"ti", "am", "th", "lo", "dz", "bo"}
_FULL_WIDTH = frozenset({"zh", "ja", "ko"})


def tidied(answer: str, target: str) -> str:
    """The answer without outer space and without what means nothing in the target's script: invisible characters,
    full width, figures of another script.
    """
    answer = _WEIGHTLESS.sub("", answer)
    if target not in _FULL_WIDTH:
        answer = answer.translate(_HALF_WIDTH)
    if target not in _OWN_FIGURES:
        answer = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in answer)
    if target not in _JOINING:
        answer = _JOINERS.sub("", answer)
    return answer.strip()


def characters(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """Control characters, halves of characters, characters that stand for lost ones, hidden changes of direction."""
    there = set(source)
    for letter in answer:
        if letter in there or letter in "\n\t":
            continue
        if letter in _DIRECTION or letter == "\ufffd" or unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn"):
            return f"characters: U+{ord(letter):04X} does not belong in a text"
    return None


def lines(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """A paragraph is one line and comes back as one."""
    sent, came = (len([line for line in text.splitlines() if line.strip()]) for text in (source, answer))
    return f"paragraphs: {sent} was sent and {came} came back in one answer" if came > sent else None


def markup(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """HTML, its escapes, Markdown, JSON, placeholders, numbering that the source does not have."""
    entity = _ENTITY.search(answer)
    if entity and html.unescape(entity.group()) != entity.group() and not _ENTITY.search(source):
        return f"entities: {entity.group()!r} is an escape of HTML, and plain text was asked for"
    for pattern, what in (
        (_TAG, "a tag"),
        (_FENCE, "a code fence"),
        (_MARKDOWN, "Markdown"),
        (_TEMPLATE, "a placeholder"),
    ):
        found = pattern.search(answer)
        if found and not pattern.search(source):
            return f"markup: {found.group()[:30]!r} is {what} that the original does not have"
    if _is_json(answer) and not _is_json(source):
        return "markup: JSON came back instead of a text"
    numbered = _NUMBERED.match(answer)
    if numbered and not re.search(r"\d", source[:12]):
        return f"markup: {numbered.group().strip()!r} numbers a paragraph that has no number"
    return None


def commentary(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """The translator speaking for itself: before the text, after it, or instead of it."""
    opening = _OPENING.match(answer)
    if opening and not _OPENING.match(source) and not _LABEL.match(source):
        return f"commentary: the translator speaks for itself ({answer[:60]!r})"
    closing = _CLOSING.search(answer)
    if closing and not _CLOSING.search(source) and not _PARENTHESIS.search(source) and not _LABEL.match(source):
        return f"commentary: the translator adds something of its own ({closing.group()[:60].strip()!r})"
    return None


def addresses(source: str, answer: str, source_language: str | None, target: str) -> str | None:
    """Web and mail addresses and handles stay as they are, and no new ones come."""
    here = answer.casefold()
    for address in _addresses(source):
        if address.casefold() not in here:
            return f"addresses: {address} is not there"
    before = source.casefold()
    for address in _addresses(answer):
        if address.casefold() not in before and "://" in address:
            return f"addresses: {address} is not in the original"
    return None


_ADDRESS = re.compile(r"https?://[^\s<>\"'()，。、；]+|(?<![\w@])[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w@/])@[A-Za-z0-9_]{3,}")


def _addresses(text: str) -> list[str]:
    return [match.rstrip(".,;:!?") for match in _ADDRESS.findall(text)]


def _is_json(text: str) -> bool:
    text = text.strip()
    if not text or (text[0], text[-1]) not in (("{", "}"), ("[", "]")) or not re.search(r"[\"\d]", text):
        return False
    try:
        json.loads(text)
    except ValueError:
        return bool(re.match(r"[\[{]\s*\"", text))
    return True
