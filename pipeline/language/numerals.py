"""The digits of every script as ASCII ones, for whoever reads numbers out of text."""

from __future__ import annotations

import re
import unicodedata

_CJK_DIGITS = re.compile(
    r"([〇零一二三四五六七八九十]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})(?=[日号號])"
)
_IDEOGRAPHS = {"〇": 0, "零": 0, **{digit: number for number, digit in enumerate("一二三四五六七八九", 1)}}
_THAI_POINT = re.compile(r"(?<=[\u0e00-\u0e7f])\.")  # พ.ย. is one word


class _Plain(dict[int, str]):
    """ASCII digits for those of any script, and nothing for the invisible marks of right-to-left text."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isdecimal() and code > 127:
            character = str(unicodedata.decimal(character))
        elif code > 127 and unicodedata.category(character) == "Cf":
            character = ""
        self[code] = character
        return character


_PLAIN = _Plain()


def plain_digits(text: str) -> str:
    """The text with ASCII digits, composed, without marks of direction; 二〇二六年三月四日 becomes 2026年3月4日."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return _THAI_POINT.sub("", _CJK_DIGITS.sub(_from_ideographs, text))


def _from_ideographs(match: re.Match[str]) -> str:
    year = "".join(str(_IDEOGRAPHS.get(digit, 1)) for digit in match[1])
    return f"{year}年{_ideograph_number(match[2])}月{_ideograph_number(match[3])}"


def _ideograph_number(text: str) -> int:
    """一 to 三十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _IDEOGRAPHS[text[0]] if len(text) == 1 else 0
    return 10 * (_IDEOGRAPHS.get(tens, 0) if tens else 1) + (_IDEOGRAPHS.get(ones, 0) if ones else 0)
