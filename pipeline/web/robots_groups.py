"""Which lines of a robots.txt are addressed to us: lines, groups and product tokens, by RFC 9309 2.1 and 2.2.

protego matches paths; which group it would take is decided here, since it takes a token for ours that is only the
beginning of ours (``em``), overlooks ours beside others in one line, and lets an unknown line end a group, which the
RFC forbids (2.2.4): then a group that was meant to be shared is empty, and allows what its owner did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# misspellings that the parsers of search engines accept, so site owners never notice them
_AGENT_FIELDS = frozenset({"user-agent", "useragent", "user agent", "user_agent", "useg-agent", "usg-agent"})
_DISALLOW_FIELDS = frozenset(
    {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw", "desallow", "dissallaw"}
)
_ALLOW_FIELDS = frozenset({"allow"})
_DELAY_FIELDS = frozenset({"crawl-delay", "crawldelay", "crawl delay", "crawl_delay"})
_RATE_FIELDS = frozenset({"request-rate", "request rate"})
_SITEMAP_FIELDS = frozenset({"sitemap", "sitemaps", "site-map"})
_FIELDS = _AGENT_FIELDS | _DISALLOW_FIELDS | _ALLOW_FIELDS | _DELAY_FIELDS | _RATE_FIELDS | _SITEMAP_FIELDS

_LINES = re.compile(r"\r\n|\r|\n")
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_IS_MARKUP = re.compile(r"\s{0,99}<(?:!doctype|html|head|body|pre)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\s,;()]+")
_RATE = re.compile(r"(\d{1,6})\s?/\s?(\d{1,6})\s?([smhd]?)", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400}
# str.splitlines, by which protego reads, takes these for ends of lines; in a path they are characters
_NO_LINE_ENDS = str.maketrans(
    {
        character: "".join(f"%{byte:02X}" for byte in character.encode())
        for character in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
    }
)


@dataclass
class Group:
    """Rules as (``allow`` or ``disallow``, path), and the longest pause that is asked for, in seconds."""

    rules: list[tuple[str, str]] = field(default_factory=list)
    delay: float | None = None

    def as_text(self) -> str:
        """A robots.txt of this group alone, addressed to everybody."""
        return "\n".join(["User-agent: *", *(f"{name}: {path}" for name, path in self.rules)])


@dataclass(frozen=True)
class Addressed:
    """The group that holds for one crawler, all of its parts merged (empty if none does), and all sitemaps."""

    group: Group
    sitemaps: list[str]


def addressed_to(agent: str, text: str) -> Addressed:
    """What a robots.txt says to the crawler with the product token ``agent``, or to all if it names no such one."""
    ours, all_others = Group(), Group()
    named = False
    sitemaps: dict[str, None] = {}
    told: list[Group | None] = []  # whom rules are for, a None per crawler that is neither us nor all
    paused: list[Group | None] = []  # whom a pause is for: those named since the last one (it ends no group)
    in_rules = pausing = False
    for name, value in _records(text):
        if name in _AGENT_FIELDS:
            if in_rules:
                told, in_rules = [], False
            paused = [] if pausing or not told else paused
            pausing = False
            for group in _meant(value, agent, ours, all_others):
                named = named or group is ours
                told.append(group)
                paused.append(group)
        elif name in _SITEMAP_FIELDS:
            sitemaps.setdefault(value)
        elif name in _DELAY_FIELDS or name in _RATE_FIELDS:
            pausing = True
            _pause(paused, _seconds(value) if name in _DELAY_FIELDS else _seconds_of_rate(value))
        else:
            in_rules = True
            for group in told:
                if group is not None and value:
                    group.rules.append(("Disallow" if name in _DISALLOW_FIELDS else "Allow", _path(value)))
    return Addressed(ours if named else all_others, [one for one in sitemaps if one])


def _records(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of the known lines; anything else might as well not be there."""
    text = text.lstrip("\ufeff\ufffd")  # a byte-order mark, or what is left of one
    if _IS_MARKUP.match(text):
        text = _MARKUP.sub("", text)
    for written in _LINES.split(text):
        line = written.split("#", 1)[0].strip()
        name, colon, value = line.partition(":")
        name = " ".join(name.lower().split())
        if colon and name in _FIELDS:
            yield name, value.strip()
            continue
        words = line.split()
        for count in (1, 2):  # "disallow /private": the colon was forgotten
            if (name := " ".join(words[:count]).lower()) in _FIELDS:
                yield name, " ".join(words[count:])
                break


def _meant(value: str, agent: str, ours: Group, all_others: Group) -> list[Group | None]:
    """The groups that a User-agent line opens: its product tokens without version, wildcard or case."""
    words = _WORDS.findall(value)
    tokens = [word.split("/", 1)[0].strip("*").lower() for word in words]
    if agent in tokens:
        return [ours, all_others] if words[0] == "*" else [ours]
    return [all_others] if words[:1] == ["*"] else [None]


def _pause(groups: Iterable[Group | None], seconds: float | None) -> None:
    for group in groups:
        if group is not None and seconds is not None:
            group.delay = max(group.delay or 0.0, seconds)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value.split(maxsplit=1)[0].rstrip("sS"))
    except (ValueError, IndexError):
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _seconds_of_rate(value: str) -> float | None:
    """``1/10`` is a page in ten seconds; with a time of day it does not always hold, and is left out."""
    rate = _RATE.fullmatch(value)
    if rate is None or int(rate[1]) == 0:
        return None
    return int(rate[2]) * _SECONDS[rate[3].lower()] / int(rate[1])


def _path(value: str) -> str:
    """A path that begins as paths do: who writes ``private/`` means ``/private/``."""
    value = value.translate(_NO_LINE_ENDS)
    return value if value.startswith(("/", "*", "$", "http://", "https://")) else f"/{value}"
