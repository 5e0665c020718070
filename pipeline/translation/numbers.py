"""Numbers in text of any script, and whether a translation has kept them.

Digits are compared without their separators, since 1.250,5 becomes 1,250.5. What translators rightly change
is left out: small numbers that are spelled out, hours of a 24-hour clock, years of other calendars, and
figures with a unit that English does not count in (万, 억, लाख).
"""

from __future__ import annotations

import re
import unicodedata

# units that make a translator convert: 3万 is 30,000
_UNITS = "万萬億亿兆千百만억조천백"
_UNIT_WORDS = (
    "लाख|करोड़|हज़ार|हजार|लाखों|লাখ|কোটি|হাজার|ล้าน|แสน|หมื่น|พัน|லட்சம்|கோடி|lakh|crore|mil|mille|bin|rb|ribu|juta"
    "|тыс|тысяч|ألف|آلاف|هزار|لاکھ|کروڑ"
)
_GROUP_SPACES = "'’ \u00a0\u202f"
# thousands in groups of three, or any digits; then commas and full stops between digits
_NUMBER = re.compile(
    rf"(?:\d{{1,3}}(?:[{_GROUP_SPACES}]\d{{3}})+(?!\d)|\d+)(?:[.,٫٬]\d+)*"
    rf"(?P<unit>\s*(?:[{_UNITS}]|(?:{_UNIT_WORDS})(?!\w)))?"
)
_CLOCK = re.compile(
    r"\b\d{1,2}\s?(?::\d{2}(?::\d{2})?|h\d{0,2}\b|時|时|點|点|시)(?:\s?\d{1,2}\s?[分분])?"
    r"|\b\d{1,2}(?:[.:]\d{2})?\s?(?:Uhr|heures|horas|ore|часов|часа|година|น\.|WIB|WITA|WIT)(?!\w)"
)
# a date in figures may become one in words; its year stays
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?=(\d{4})\b)|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b|(?<=\d{4})[/-]\d{1,2}[/-]\d{1,2}\b"
)
_MONTH_SIGN = re.compile(r"\d{1,2}\s?[月월]")
_SPELLED = {
    "10": "ten", "11": "eleven", "12": "twelve|dozen|noon", "13": "thirteen", "14": "fourteen", "15": "fifteen",
    "16": "sixteen", "17": "seventeen", "18": "eighteen", "19": "nineteen", "20": "twenty", "30": "thirty",
    "40": "forty", "50": "fifty|half", "60": "sixty", "70": "seventy", "80": "eighty", "90": "ninety",
    "100": "hundred", "1000": "thousand",
}  # fmt: skip
# years of calendars that are converted: Solar Hijri, Hijri, Bikram Sambat, Buddhist, Ethiopian, and short imperial ones
_OTHER_CALENDARS = {"fa": (1300, 1500), "ps": (1300, 1500), "ar": (1300, 1500), "ur": (1300, 1500), "ne": (2040, 2110),
                    "th": (2400, 2600), "lo": (2400, 2600), "km": (2400, 2600), "my": (1300, 1400), "am": (1990, 2030),
                    "ti": (1990, 2030)}  # fmt: skip
MAX_MISSING_SHARE = 0.2


def missing_numbers(source: str, translated: str, source_language: str | None) -> list[str]:
    """The numbers of the source that the translation should have and has not."""
    there = _runs(translated)
    words = translated.lower()
    return [
        number
        for number in checked_numbers(source, source_language)
        if not any(_same(number, run) for run in there)
        and not re.search(rf"\b(?:{_SPELLED.get(number, 'no such word')})", words)
    ]


def checked_numbers(source: str, source_language: str | None) -> list[str]:
    """The numbers of two digits and more that any translation keeps, as bare digits."""
    plain = _western(source)
    for converted in (_DATE, _CLOCK, _MONTH_SIGN):
        plain = converted.sub(" ", plain)
    low, high = _OTHER_CALENDARS.get(source_language or "", (0, -1))
    found: list[str] = []
    for match in _NUMBER.finditer(plain):
        if match["unit"]:
            continue
        digits = _bare(match.group())
        if len(digits) < 2 or (len(digits) == 4 and low <= int(digits) <= high):
            continue
        found.append(digits)
    return found


def too_many_missing(source: str, translated: str, source_language: str | None) -> list[str]:
    """The missing numbers if they are more than one in five of those that were checked; else none."""
    missing = missing_numbers(source, translated, source_language)
    checked = checked_numbers(source, source_language)
    return missing if missing and len(missing) > MAX_MISSING_SHARE * len(checked) else []


def _same(one: str, other: str) -> bool:
    """Equal, or but for noughts: 250 mil is 250,000, and 1.500 million 1.5 billion; but 20 is not 2."""
    short, long = sorted((one, other), key=len)
    noughts = len(long) - len(short)
    if noughts and (noughts < 2 or (len(short) < 2 and noughts < 3)):
        return False
    return long.startswith(short) and not long[len(short) :].strip("0")


def _runs(text: str) -> set[str]:
    """Every number of the translation, and the parts of those with separators: 22.05.2026 holds 2026."""
    found: set[str] = set()
    for match in _NUMBER.finditer(_western(text)):
        found.add(_bare(match.group()))
        found.update(_bare(part) for part in re.findall(r"\d+", match.group()))
    return found


def _bare(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits.lstrip("0") or digits


def _western(text: str) -> str:
    """Digits of every script as 0 to 9."""
    return "".join(
        letter if letter < "\x80" or (value := unicodedata.decimal(letter, None)) is None else str(value)
        for letter in text
    )
