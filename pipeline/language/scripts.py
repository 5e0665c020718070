"""Writing systems: which one a text is in, and what follows from that. Language names belong in ``detect.py``."""

from __future__ import annotations

import re
from collections import Counter

# code point ranges of the letters of each script; a script that is not listed counts as "other"
RANGES: dict[str, str] = {
    "latin": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "greek": "Ͱ-Ͽἀ-῿",
    "cyrillic": "Ѐ-ԯ",
    "armenian": "Ա-Ֆՠ-ֈ",
    "hebrew": "א-ת",
    "arabic": "ؠ-يٮ-ۓەۺ-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ",
    "thaana": "ހ-ޱ",
    "devanagari": "ऄ-हक़-ॡॲ-ॿऺ-ॏ",
    "bengali": "ঀ-ৡৰ-ৼ",
    "gurmukhi": "ਁ-ੴ",
    "gujarati": "ઁ-ૡ",
    "odia": "ଁ-ୡ",
    "tamil": "ஂ-ௗ",
    "telugu": "ఀ-ౡ",
    "kannada": "ಀ-ೡ",
    "malayalam": "ഀ-ൡ",
    "sinhala": "ං-ෳ",
    "thai": "ก-ฺเ-๎",
    "lao": "ກ-໎ໜ-ໟ",
    "tibetan": "ༀ-ྼ",
    "burmese": "က-ဿၐ-ႏꩠ-ꩿ",
    "georgian": "Ⴀ-ჿᲐ-Ჿ",
    "hangul": "ᄀ-ᇿㄱ-ㆎ가-힣",
    "ethiopic": "ሀ-ፚᎀ-ᎏⶀ-ⷞ",
    "cherokee": "Ꭰ-Ᏽ",
    "khmer": "ក-៓",
    "mongolian": "ᠠ-ᡸ",
    "kana": "ぁ-ゟァ-ヿㇰ-ㇿｦ-ﾟ",
    "han": "㐀-䶿一-鿿\uf900-\ufaff々〇",
}
_LETTERS = re.compile("|".join(f"(?P<{name}>[{span}]+)" for name, span in RANGES.items()))

# written without spaces between words, with the mean number of characters that makes a word of running news text
UNSPACED: dict[str, float] = {
    "han": 1.7,
    "kana": 2.4,
    "thai": 4.6,
    "lao": 4.4,
    "burmese": 5.6,
    "khmer": 5.2,
    "tibetan": 4.0,
}
UNSPACED_CHARACTERS = "".join(RANGES[name] for name in UNSPACED)


def letter_counts(text: str) -> Counter[str]:
    """The number of letters of each script in a text."""
    counts: Counter[str] = Counter()
    for match in _LETTERS.finditer(text):
        counts[str(match.lastgroup)] += match.end() - match.start()
    return counts


def main_script(text: str) -> str | None:
    """The script that most letters of a text are in; None without letters. Japanese is "kana".

    A han, kana or Hangul character carries about as much as three letters of an alphabet, and is weighted so:
    a Korean report on a firm with a long Latin name is still Korean.
    """
    counts = letter_counts(text)
    if not counts:
        return None
    for dense in ("han", "kana", "hangul"):
        counts[dense] *= 3
    # Japanese mixes both; no Chinese text has a twentieth of kana
    if counts["kana"] and counts["kana"] * 20 >= counts["han"]:
        counts["kana"] += counts.pop("han", 0)
    return counts.most_common(1)[0][0]
