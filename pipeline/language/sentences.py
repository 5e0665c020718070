"""Splitting text into sentences, by the punctuation of its script.

Rules and word lists, no model: a sentence is what a citation points at, so the same text must always be cut
at the same places. Thai and Lao, which have no full stop, are cut at the spaces between clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.scripts import main_script
from pipeline.language.words import paragraphs

CLOSING = "\"'”’»)]}」』】）〉》›"
OPENING = "\"'“‘«([{「『【（〈《‹„¿¡—–-"
# end a sentence wherever they stand
ALWAYS = "。！？｡।॥።፧፨။។៕۔؟։"
# end one when white space follows
BEFORE_SPACE = ".!?…‥"
_END = re.compile(rf"(?P<marks>[{ALWAYS}{BEFORE_SPACE}]+)(?P<close>[{re.escape(CLOSING)}]*)(?P<space>\s*)")
_END_GREEK = re.compile(rf"(?P<marks>[{ALWAYS}{BEFORE_SPACE};]+)(?P<close>[{re.escape(CLOSING)}]*)(?P<space>\s*)")
_END_ARMENIAN = re.compile(rf"(?P<marks>[{ALWAYS}{BEFORE_SPACE}:]+)(?P<close>[{re.escape(CLOSING)}]*)(?P<space>\s*)")
_LAST_WORD = re.compile(r"(\S+)$")
_DOTTED = re.compile(r"^(?:[^\W\d_]\.)+[^\W\d_]$")  # U.S, a.m, т.е: the word before the full stop that was found

# dates and ordinals carry a full stop: am 12. März, 5. mai, w 2. połowie
ORDINAL_LANGUAGES = frozenset({"de", "da", "no", "nb", "nn", "fi", "et", "lv", "cs", "sk", "sl", "hr", "sr", "bs", "hu",
                               "pl", "is", "tr", "az", "lb", "eu"})  # fmt: skip

# words that carry a full stop without ending a sentence: "" in any language, the rest in theirs alone, since one
# language's abbreviation is another's word (Italian "on.", Polish "red.")
_ABBREVIATIONS = {
    "": "mr mrs ms dr prof sr jr gen lt col sgt capt cpl maj adm rev hon gov sen rep amb supt insp cmdr messrs vs etc"
    " approx dept inc ltd co corp bros nos vol fig pp eds cf jan feb mar apr jun jul aug sep sept oct nov dec st",
    "es": "sra srta dra ing lic arq gral av avda art núm num pág págs tel ud uds exc fdo ej aprox admón depto d dña",
    "pt": "sra dra eng profa exmo exma av art núm pág dep ver min des",
    "fr": "m mm mme mmes mlle mgr env chap éd p art av",
    "de": "bzw usw ca evtl ggf inkl sog vgl dipl hr fr nr str mio mrd mind max min tsd abs bd jh zzgl z b u a d h i s",
    "it": "dott sig sigg avv on art pag ing",
    "nl": "dhr mevr drs ir bijv nr blz ca",
    "pl": "ul pl al tzw tj np im św mgr inż hab red nr ok godz ks gen płk",
    "cs": "tzv např mj ing mudr judr phdr č str ul nám",
    "sk": "tzv napr ing mudr judr phdr č str ul nám",
    "ru": "г им ул д т стр проф акад ст чел кв обл р м см др пр руб",
    "uk": "м ім ін вул ст обл проф акад р див",
    "bg": "г ул проф акад гр инж чл ст",
    "el": "δρ κ κκ π χ σελ αρ",
    "tr": "sn doç yrd av vb bkz mah cad sok",
    "sv": "bl a t ex dvs kl",
    "no": "bl a f eks kl nr",
    "da": "bl a f eks kl nr",
    "id": "jl no tn ny drs ir",
}
ABBREVIATIONS = {language: frozenset(words.split()) for language, words in _ABBREVIATIONS.items()}
# capitalised, these open a sentence: after "U.S." they tell an end from a name ("U.S. The" from "U.S. Senate")
_STARTERS = (
    "The A An In It He She They We But And This That These Those At On For However Meanwhile When While As After"
    " Before If There His Her Their Its According Last Earlier Since With By From Both Some Many Most Other Others"
    " El La Los Las Un Una En Pero Le Les Il Elle Ils Mais Der Die Das Es Er Sie Aber O Os Mas Ele Ela"
    " Он Она Они Это В На Но"
)
_STARTS = re.compile(rf"(?:{'|'.join(_STARTERS.split())})\b")
_YEAR_UNITS = frozenset(("г", "гг", "в", "вв", "r", "р", "рр"))
_AFTER_NUMBER = re.compile(r"\d\s*\S+$")
# what may follow a closing quotation mark within the same sentence, in scripts without capitals
_GOES_ON = re.compile(r"[、，,؛،;:：)）とはがのをもに]")


def split_sentences(text: str, language: str | None = None) -> list[str]:
    """The sentences of a text, in order, stripped; joined with spaces they hold all of its words.

    A paragraph break always ends a sentence. ``language`` (an ISO code) sharpens the rules where punctuation
    means different things; without it the script decides.
    """
    return [sentence for paragraph in paragraphs(text) for sentence in _split(paragraph, language)]


def _split(paragraph: str, language: str | None) -> Iterator[str]:
    script = main_script(paragraph)
    if script in ("thai", "lao"):
        yield from _split_at_clauses(paragraph)
        return
    pattern = _END
    if language == "el" or (language is None and script == "greek"):
        pattern = _END_GREEK
    elif script == "armenian":
        pattern = _END_ARMENIAN
    start = 0
    for match in pattern.finditer(paragraph):
        if match.end() == len(paragraph):
            break
        if _ends(paragraph, start, match, language):
            sentence = paragraph[start : match.end()].strip()
            if sentence:
                yield sentence
            start = match.end()
    rest = paragraph[start:].strip()
    if rest:
        yield rest


def _ends(paragraph: str, start: int, match: re.Match[str], language: str | None) -> bool:
    """Whether the punctuation found ends the sentence that began at ``start``."""
    marks, close = match["marks"], match["close"]
    following = paragraph[match.end() :]
    if any(mark in ALWAYS for mark in marks):
        # 「……。」と述べた: the quotation is over, the sentence is not
        return not (close and _GOES_ON.match(following)) and following[0] not in CLOSING
    if not match["space"]:
        return False
    first = following.lstrip(OPENING + " ")[:1]
    if not first or first.islower():
        return False
    if marks != ".":
        return True
    return not _is_abbreviation(paragraph[start : match.start()], following, language, closed=bool(close))


def _is_abbreviation(before: str, following: str, language: str | None, *, closed: bool) -> bool:
    """Whether the single full stop after ``before`` belongs to its last word."""
    found = _LAST_WORD.search(before)
    word = found.group(1).lstrip(OPENING) if found else ""
    if not word or closed:
        return False
    if word.isdigit():
        return len(word) <= 2 and (language in ORDINAL_LANGUAGES or len(before.strip()) <= 2)
    if word in _YEAR_UNITS and _AFTER_NUMBER.search(before):
        return False  # "в 2024 г. Население": followed by a small letter it has not come this far
    if _DOTTED.match(word):
        return not _STARTS.match(following.lstrip(OPENING + " "))
    return _is_listed(word, following, language)


def _is_listed(word: str, following: str, language: str | None) -> bool:
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True  # an initial: J. Smith
    if word in ("No", "no", "Nº", "№"):
        return following[:1].isdigit()
    if word.isupper() and len(word) > 2:
        return False  # a name that is spelled like one: CO, INC
    return word.lower() in ABBREVIATIONS[""] or word.lower() in ABBREVIATIONS.get(language or "", ())


# Thai writes a space between clauses and sentences, and around numbers and names: a piece shorter than this
# joins the next
_SHORTEST_CLAUSES = 70
_THAI_JOINS = re.compile(r"[\d๐-๙ๆฯA-Za-z(\"“'‘]")


def _split_at_clauses(paragraph: str) -> Iterator[str]:
    current = ""
    for piece in paragraph.split():
        long_enough = len(current) >= _SHORTEST_CLAUSES and current.count("“") <= current.count("”")
        if current and long_enough and not _THAI_JOINS.match(piece) and not current[-1].isdigit():
            yield current
            current = piece
        else:
            current = f"{current} {piece}" if current else piece
    if current:
        yield current
