"""Bytes of a page or feed to text: which charset they really are in, whatever the server and the page claim.

Order: byte-order mark; UTF-8 that is valid; what header, meta and XML declaration name, where it decodes; UTF-8 with
a few broken bytes; windows-1252 that reads like writing; statistics. Where header and meta both decode and differ, the
text that reads less odd wins.
"""

from __future__ import annotations

import codecs
import itertools
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what browsers read a label as (WHATWG Encoding), where Python would read something smaller
_BROWSER_LABELS = {
    "cp1252": "ascii us-ascii ansi_x3.4-1968 iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 cp819 windows-1252"
    " x-cp1252 iso-8859-1:1987",
    "cp1254": "iso-8859-9 iso8859-9 latin5 l5 windows-1254 x-cp1254",
    "cp874": "tis-620 iso-8859-11 windows-874 dos-874",
    "gb18030": "gb2312 gb_2312-80 gbk x-gbk cp936 ms936 csgb2312 chinese euc-cn hz-gb-2312 gb18030",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ks_c_5601 korean windows-949 cseuckr uhc",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5 csbig5",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932 csshiftjis",
    "koi8-u": "koi8-ru koi8-u",
    "koi8-r": "koi koi8 koi8-r koi8_r",
    "cp1251": "windows-1251 cp1251 x-cp1251 win-1251 windows1251",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "iso8859-8": "iso-8859-8-i logical visual",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "mac_roman": "macintosh mac x-mac-roman",
    "utf-16-le": "utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2 csunicode",
    "utf-16-be": "utf-16be unicodefffe",
    "utf-8": "utf8 utf-8 unicode-1-1-utf-8 utf-8-sig x-unicode20utf8 unicode11utf8",
}
_CODECS = {label: codec for codec, labels in _BROWSER_LABELS.items() for label in labels.split()}
# ISO-2022-JP and HZ are made of ASCII bytes: they are looked for before UTF-8, in which they are valid too
_SEVEN_BIT = frozenset({"iso2022_jp", "hz"})
_NOT_TEXT_NAMES = (
    "base64 hex rot13 rot-13 bz2 zlib uu quopri idna punycode undefined unicode_escape raw_unicode_escape utf-7"
)
_NOT_TEXT = frozenset(_NOT_TEXT_NAMES.split())

_META_CHARSET = re.compile(rb"""<meta\b[^>]{0,500}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})["']""")
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)

_SEARCHED = 256 * 1024  # a meta may stand far below the first 1,024 bytes, after scripts
_SAMPLE = 64 * 1024
_TOLERATED = 0.02  # broken sequences per character outside ASCII, in a page that is otherwise UTF-8


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of a body and the name of the charset that it was read in. Never raises."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _undone(body.decode(codec, "replace").lstrip("\ufeff")), codec.removesuffix("-sig")
    if wide := _wide(body):
        return body.decode(wide, "replace"), wide
    if b"\x1b" in body or b"~{" in body:
        for codec in _declared(body, content_type):
            if codec in _SEVEN_BIT and (text := _strictly(body, codec)) is not None:
                return text, codec
    try:
        return _undone(body.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _not_utf8(body, _declared(body, content_type))


def _not_utf8(body: bytes, declared: list[str]) -> tuple[str, str]:
    if (paired := _with_pairs(body)) is not None:
        return paired, "utf-8"
    mended, broken = _mostly_utf8(body)
    if mended is not None and (broken <= _TOLERATED or ("utf-8" in declared[:1] and broken <= 0.2)):
        return mended, "utf-8"
    readings = [(codec, text) for codec in declared if (text := _strictly(body, codec)) is not None]
    if not readings:
        readings = [(codec, text) for codec in declared if (text := _nearly(body, codec)) is not None]
    # cp1252 is what servers send when nobody chose one, and decodes everything: so it proves nothing
    unproven = readings and all(codec == "cp1252" for codec, _ in readings)
    if unproven and _oddness(readings[0][1]) > _ODD and (guess := _guess(body)):
        readings.append(guess)
    if readings:
        codec, text = min(readings, key=lambda reading: _oddness(reading[1]))
        return text, codec
    western = _strictly(body, "cp1252") or ""
    if _oddness(western) <= _ODD and not _PERHAPS_OTHERS.search(western):
        return western, "cp1252"  # statistics over a few accents guess at anything
    if guess := _guess(body):
        return guess[1], guess[0]
    return body.decode("cp1252", "replace"), "cp1252"


def _with_pairs(body: bytes) -> str | None:
    """UTF-8 in which characters beyond the first plane are written as two halves, each by itself (CESU-8)."""
    try:
        text = body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def codec_of(label: str) -> str | None:
    """The codec by which browsers read a charset label; None for labels that name none."""
    name = label.strip().strip("\"'").lower()
    if name in _CODECS:
        return _CODECS[name]
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if codec in _NOT_TEXT:
        return None
    return _CODECS.get(codec, codec)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Codecs named by header, XML declaration and meta, in that order, each once."""
    labels: list[str] = []
    if content_type and (match := _HEADER_CHARSET.search(content_type)):
        labels.append(match.group(1))
    head = body[:_SEARCHED]
    if xml := _XML_ENCODING.match(head):
        labels.append(xml.group(1).decode("ascii", "replace"))
    if (meta := _META_CHARSET.search(head[:1024])) or (meta := _META_CHARSET.search(_without_scripts(head))):
        labels.append(meta.group(1).decode("ascii", "replace"))
    codecs_named = [codec for label in labels if (codec := codec_of(label))]
    # a page that names UTF-16 in bytes that could be read so far is not in UTF-16
    return list(dict.fromkeys("utf-8" if codec.startswith("utf-16") else codec for codec in codecs_named))


def _without_scripts(head: bytes) -> bytes:
    """The markup outside of scripts, in one pass: what a script holds is no declaration."""
    lowered, kept, at = head.lower(), [], 0
    while (start := lowered.find(b"<script", at)) >= 0:
        kept.append(head[at:start])
        end = lowered.find(b"</script", start)
        if end < 0:
            return b"".join(kept)
        at = end
    return b"".join([*kept, head[at:]])


def _wide(body: bytes) -> str | None:
    """UTF-16 without a byte-order mark shows in the zero bytes of its markup."""
    head = body[:400]
    if len(head) < 8 or 0 not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.35 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.35 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        # cp1252 leaves five bytes undefined that browsers pass through
        return body.decode("cp1252", "emcip-controls") if codec == "cp1252" else None


def _nearly(body: bytes, codec: str) -> str | None:
    """A multi-byte page with a few broken characters, as they come from cutting texts by bytes."""
    try:
        text = body.decode(codec, "replace")
    except (LookupError, ValueError):
        return None
    foreign = sum(1 for character in text if character > "\x7f")
    return text if text.count("\ufffd") <= max(2, foreign * _TOLERATED) else None


def _mostly_utf8(body: bytes) -> tuple[str | None, float]:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    good = foreign - broken
    return (text, broken / foreign) if good > 0 and foreign else (None, 1.0)


_ODD = 0.15
# as which Turkish (windows-1254) and Hungarian (windows-1250) read in windows-1252; Icelandic and Estonian have them
_PERHAPS_OTHERS = re.compile("[þðýÞÐÝ]|õ(?!e)")
_MOJIBAKE = re.compile(
    r"[\u00a1-\u00bf\u00d7\u00f7\u0080-\u009f\u2013-\u203a\u20ac\u2122\u02c6\u02dc\ufffd\ue000-\uf8ff]"
)


def _oddness(text: str) -> float:
    """How unlike writing the part outside ASCII is, between 0 and 1 and more.

    Wrong readings show as signs inside words (``Ð¿Ñ€``), as words of nothing but accented letters, as capitals
    after small letters, or as scripts mixed within a word.
    """
    found = (match.group(0) for match in _WORD.finditer(text[: 4 * _SAMPLE]))
    sample = "".join(f"{word} " for word in found if not word.isascii())[:_SAMPLE]
    words = sample.split()
    if not words:
        return 0.0
    odd = sum(map(_word_oddness, words))
    return odd / len(words)


_WORD = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f]+")


def _word_oddness(word: str) -> float:
    score = 0.0
    inner = word.strip("\u00ab\u00bb\u2018\u2019\u201c\u201d\u2026\u2013\u2014\u00a0\u00b7\u2022\u00a9\u00ae")
    if not inner:
        return 0.0
    if _MOJIBAKE.search(inner.replace("\u2019", "")):  # l’été
        score += 1.0
    accented = sum(1 for character in inner if "\u00c0" <= character <= "\u024f")
    if len(inner) >= 3 and accented > 0.6 * len(inner):
        score += 1.0
    if any(a.islower() and b.isupper() for a, b in itertools.pairwise(inner)):
        score += 0.5
    if len({_script(character) for character in inner if character.isalpha()}) > 1:
        score += 0.5
    return score


def _script(character: str) -> str:
    point = ord(character)
    for end, name in ((0x250, "latin"), (0x400, "greek"), (0x530, "cyrillic"), (0x590, "armenian"), (0x600, "hebrew")):
        if point < end:
            return name
    return "arabic" if point < 0x780 else "other" if point < 0x2E80 else "han"


def _guess(body: bytes) -> tuple[str, str] | None:
    """Statistics over the parts that are not ASCII: markup tells nothing about a language."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 60 ms to import, and few pages need it

    lines = b"\n".join(line for line in re.split(rb"[\r\n<>]+", body[: 16 * _SAMPLE]) if not line.isascii())[:_SAMPLE]
    best = from_bytes(lines, cp_exclusion=["utf_7", "cp037", "cp500", "cp273", "cp1026", "cp1140"]).best()
    if best is None:
        return None
    codec = codec_of(best.encoding) or best.encoding
    text = _strictly(body, codec) or _nearly(body, codec)
    return None if text is None else (codec, text)


def _undone(text: str) -> str:
    """Undo UTF-8 that was read as cp1252 and encoded again, if that explains every character outside ASCII."""
    if text.isascii():
        return text
    try:
        once = text.encode("cp1252", "emcip-controls").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
    # one pair could be meant as it stands
    return once if len(text) - len(once) >= 2 else text


def _controls(error: UnicodeError) -> tuple[str | bytes, int]:
    """cp1252 as browsers have it: 81, 8D, 8F, 90 and 9D stand for the control characters of the same number."""
    if isinstance(error, UnicodeDecodeError):
        return "".join(map(chr, error.object[error.start : error.end])), error.end
    if isinstance(error, UnicodeEncodeError):
        wrong = error.object[error.start : error.end]
        if all(character in "\x81\x8d\x8f\x90\x9d" for character in wrong):
            return bytes(map(ord, wrong)), error.end
    raise error


codecs.register_error("emcip-controls", _controls)
