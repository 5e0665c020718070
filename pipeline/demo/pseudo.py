"""What the fake translators say: English-looking words for words, with numbers, names and addresses kept.

Deterministic, so that the same text always comes back the same. It means nothing; it only behaves like a
translation: Latin letters, about the right length, the same paragraphs, the same figures.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SHORT = "the of to in a on at by it as is was for and had has are its not but who all new out one two"
_LONG = """
people government market officials country week company report growth prices water power region city state
minister public workers trade money harvest farmers transport road school health police court election year
budget local national foreign industry energy export import supply demand rising falling plans expected said
according after before during against between several many large small early late recent current planned
"""
_SHORT_WORDS, _LONG_WORDS = _SHORT.split(), _LONG.split()
_PIECES = re.compile(
    r"(?P<address>https?://\S+|\S+@\S+\.\w+)"
    r"|(?P<number>\d+(?:[.,:/\-٫٬]\d+)*)"
    r"|(?P<dense>[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々〇]+)"
    r"|(?P<unspaced>[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u0f00-\u0fff]+)"
    r"|(?P<word>(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0d7f\u200c\u200d'’])+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PUNCTUATION = {"،": ",", "٪": "%", "。": ". ", "．": ". ", "、": ", ", "，": ", ", "；": "; ", "：": ": ", "？": "? ",
                "！": "! ", "؛": ";", "؟": "?", "۔": ".", "।": ".", "॥": ".", "።": ".", "፣": ",", "「": "“", "」": "”",
                "『": "“", "』": "”", "（": " (", "）": ") ", "％": "%", "・": " ", "《": "“", "》": "”"}  # fmt: skip
_DENSE_CHARACTERS_PER_WORD = 2
_UNSPACED_CHARACTERS_PER_WORD = 5


def pseudo_english(text: str) -> str:
    """The text with its words replaced; line breaks, figures, capitalised Latin names and addresses stay."""
    parts: list[str] = []
    sentence_start = True
    for match in _PIECES.finditer(text):
        kind, piece = str(match.lastgroup), match.group()
        if kind in ("dense", "unspaced"):
            size = _DENSE_CHARACTERS_PER_WORD if kind == "dense" else _UNSPACED_CHARACTERS_PER_WORD
            words = [_word(piece[start : start + size]) for start in range(0, len(piece), size)]
            parts.append(" " + _capitalised(" ".join(words), sentence_start) + " ")
        elif kind == "word":
            kept = piece.isascii() and piece[0].isupper() and (not sentence_start or piece.isupper())
            parts.append(piece if kept else _capitalised(_word(piece.lower()), sentence_start))
        elif kind == "number":
            parts.append("".join(_digit(letter) for letter in piece))
        else:
            parts.append(_PUNCTUATION.get(piece, piece))
        if kind != "other":
            sentence_start = False
        elif parts[-1].strip() in (".", "!", "?") or piece == "\n":
            sentence_start = True
    return re.sub(r"[ \t]+", " ", "".join(parts)).replace(" ,", ",").replace(" .", ".").replace(" ;", ";").strip()


def _word(source: str) -> str:
    number = int.from_bytes(hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest()[:4], "big")
    choices = _SHORT_WORDS if len(source) <= 3 and source.isalpha() and not _is_dense(source) else _LONG_WORDS
    return choices[number % len(choices)]


def _is_dense(source: str) -> bool:
    return source[0] >= "\u3040"


def _capitalised(words: str, wanted: bool) -> str:
    return words[:1].upper() + words[1:] if wanted else words


def _digit(letter: str) -> str:
    if letter in "٫٬":
        return "." if letter == "٫" else ","
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
