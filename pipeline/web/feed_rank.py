"""Which of the feeds that a page names is the one to read, as far as their names tell."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# a feed of the whole site is worth more than one of a section, and that than one of sound or pictures
_OF_ALL = re.compile(
    r"\b(?:all|latest|main|top|home|front ?page|portada|últimas|ultimas|todas?|toutes?|derni[eè]res?|à la une|"
    r"alle|aktuell|wszystkie|najnowsze|все|последние|головн\w+|tümü|son dakika|terbaru|semua)\b|"
    r"最新|全部|전체|الرئيسية|آخر",
    re.IGNORECASE,
)
_OF_SOUND = re.compile(r"podcast|\baudio\b|\bvideos?\b|photo|galler", re.IGNORECASE)


def feed_rank(address: str, title: str) -> int:
    """0 for a feed that calls itself one of all news, 2 for one of sound or pictures, 1 for any other."""
    called = title or re.sub(r"[._-]+", " ", urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1])
    return 2 if _OF_SOUND.search(called) else 0 if _OF_ALL.search(called) else 1
