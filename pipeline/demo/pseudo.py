"""What the fake translators say: English-looking words for words, with numbers, names and addresses kept.

Deterministic, so that the same text always comes back the same. No sentence of it means anything; it only behaves
like a translation: Latin letters, about the right length, the same paragraphs and figures, and for each word the
nearest of a few hundred by the encoder, so that it speaks of what the original speaks of.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from typing import Any

from pipeline.topics.embedding import embed

_SHORT = "the of to in a on at by it as is was for and had has are its not but who all new out one two"
_LONG = """
people government market officials country week company report growth prices water power region city state
minister public workers trade money harvest farmers transport road school health police court election year
budget local national foreign industry energy export import supply demand rising falling plans expected said
according after before during against between several many large small early late recent current planned
port ship president parliament law bank rate interest inflation inhabitants month year day morning evening night
signed announced reported met voted won lost killed injured arrested rose fell grew increased reduced agreed rejected
opened closed built paid received sent asked football team match goal season player coach league fans victory war army
soldiers attack peace talks border troops security rain flood drought storm fire earthquake weather heat disaster
doctor patients disease vaccine medicine virus student teacher university exam class children women men family young
rice wheat oil gas coal gold coffee tea cotton milk meat fish bread food car train bus plane airport bridge street
house land village town sea river mountain tax debt loan cost income salary investment shares stock phone computer
technology news newspaper reader newsletter television film music book party opposition leader mayor governor
ambassador spokesman journalist judge lawyer suspect crime prison trial new big good bad strong weak high low first
last next free open more less today yesterday tomorrow again because through about
"""
_SHORT_WORDS, _LONG_WORDS = _SHORT.split(), _LONG.split()
_PIECES = re.compile(
    r"(?P<address>https?://\S+|\S+@\S+\.\w+)"
    r"|(?P<multiplied>\d+(?:[.,]\d+)*(?:万亿|万億|[万萬億亿兆만억조]))"
    r"|(?P<number>\d+(?:[.,:/\-٫٬]\d+)*)"
    r"|(?P<dense>[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々〇]+)"
    r"|(?P<unspaced>[\u0e00-\u0eff\u1000-\u1049\u104c-\u109f\u1780-\u17d3\u17d7-\u17ff\u0f00-\u0fff]+)"
    r"|(?P<word>(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0d7f\u200c\u200d]|(?<=\w)['’](?=\w))+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PUNCTUATION = {"،": ",", "٪": "%", "。": ". ", "．": ". ", "、": ", ", "，": ", ", "；": "; ", "：": ": ", "？": "? ",
                "！": "! ", "؛": ";", "؟": "?", "۔": ".", "।": ".", "॥": ".", "።": ".", "፣": ",", "「": "“", "」": "”",
                "『": "“", "』": "”", "（": " (", "）": ") ", "％": "%", "・": " ", "《": "“", "》": "”",
                "။": ".", "၊": ",", "។": "."}  # fmt: skip
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
        elif kind == "multiplied":
            parts.append(_written_out(piece))
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
    short = len(source) <= 3 and source.isalpha() and not _is_dense(source)
    if not short and _KNOWN_SCRIPTS.match(source):
        return _nearest(source)
    number = int.from_bytes(hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest()[:4], "big")
    choices = _SHORT_WORDS if short else _LONG_WORDS
    return choices[number % len(choices)]


# of the encoder's languages; of other letters it knows nothing
_KNOWN_SCRIPTS = re.compile("[A-Za-zÀ-ɏЀ-ԯء-ي\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff가-힣]")


@functools.lru_cache(maxsize=1 << 14)
def _nearest(source: str) -> str:
    return _LONG_WORDS[int((_vectors() @ embed([source.encode("utf-8", "replace").decode()])[0]).argmax())]


@functools.cache
def _vectors() -> Any:
    return embed(_LONG_WORDS)


_POWERS = {"万亿": 10**12, "万億": 10**12, "兆": 10**12, "조": 10**12, "億": 10**8, "亿": 10**8, "억": 10**8}


def _written_out(piece: str) -> str:
    """5万亿 in figures: 5,000,000,000,000."""
    number, unit = re.split(r"(?<=\d)(?=\D+$)", piece)
    digits = "".join(_digit(letter) for letter in number).replace(",", "")
    return f" {round(float(digits) * _POWERS.get(unit, 10**4)):,} "


def _is_dense(source: str) -> bool:
    return source[0] >= "\u3040"


def _capitalised(words: str, wanted: bool) -> str:
    return words[:1].upper() + words[1:] if wanted else words


def _digit(letter: str) -> str:
    if letter in "٫٬":
        return "." if letter == "٫" else ","
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
