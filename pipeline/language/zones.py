"""Where clocks stand: the time zone of a country's press, and what the zone names and offsets in dates mean.

A local time is never read as UTC. It has a zone when its text says so, or when we know the country it was written in;
otherwise only its day counts.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from functools import cache

UTC = dt.UTC
# no clock on Earth is further from UTC, either way
FURTHEST = dt.timedelta(hours=14)
# The zone of each country, from the IANA database's zone.tab; where that lists several, the one in which most of the
# national press works. The press of the USA, Canada and Australia works in all of theirs: those have none here.
_COUNTRIES = """
AD=Europe/Andorra AE=Asia/Dubai AF=Asia/Kabul AG=America/Antigua AI=America/Anguilla AL=Europe/Tirane AM=Asia/Yerevan
AO=Africa/Luanda AR=America/Argentina/Buenos_Aires AS=Pacific/Pago_Pago AT=Europe/Vienna AW=America/Aruba
AX=Europe/Mariehamn AZ=Asia/Baku BA=Europe/Sarajevo BB=America/Barbados BD=Asia/Dhaka BE=Europe/Brussels
BF=Africa/Ouagadougou BG=Europe/Sofia BH=Asia/Bahrain BI=Africa/Bujumbura BJ=Africa/Porto-Novo BL=America/St_Barthelemy
BM=Atlantic/Bermuda BN=Asia/Brunei BO=America/La_Paz BQ=America/Kralendijk BR=America/Sao_Paulo BS=America/Nassau
BT=Asia/Thimphu BW=Africa/Gaborone BY=Europe/Minsk BZ=America/Belize CD=Africa/Kinshasa CF=Africa/Bangui
CG=Africa/Brazzaville CH=Europe/Zurich CI=Africa/Abidjan CK=Pacific/Rarotonga CL=America/Santiago CM=Africa/Douala
CN=Asia/Shanghai CO=America/Bogota CR=America/Costa_Rica CU=America/Havana CV=Atlantic/Cape_Verde CW=America/Curacao
CY=Asia/Nicosia CZ=Europe/Prague DE=Europe/Berlin DJ=Africa/Djibouti DK=Europe/Copenhagen DM=America/Dominica
DO=America/Santo_Domingo DZ=Africa/Algiers EC=America/Guayaquil EE=Europe/Tallinn EG=Africa/Cairo EH=Africa/El_Aaiun
ER=Africa/Asmara ES=Europe/Madrid ET=Africa/Addis_Ababa FI=Europe/Helsinki FJ=Pacific/Fiji FK=Atlantic/Stanley
FO=Atlantic/Faroe FR=Europe/Paris GA=Africa/Libreville GB=Europe/London GD=America/Grenada GE=Asia/Tbilisi
GF=America/Cayenne GG=Europe/Guernsey GH=Africa/Accra GI=Europe/Gibraltar GL=America/Nuuk GM=Africa/Banjul
GN=Africa/Conakry GP=America/Guadeloupe GQ=Africa/Malabo GR=Europe/Athens GT=America/Guatemala GU=Pacific/Guam
GW=Africa/Bissau GY=America/Guyana HK=Asia/Hong_Kong HN=America/Tegucigalpa HR=Europe/Zagreb HT=America/Port-au-Prince
HU=Europe/Budapest ID=Asia/Jakarta IE=Europe/Dublin IL=Asia/Jerusalem IM=Europe/Isle_of_Man IN=Asia/Kolkata
IQ=Asia/Baghdad IR=Asia/Tehran IS=Atlantic/Reykjavik IT=Europe/Rome JE=Europe/Jersey JM=America/Jamaica JO=Asia/Amman
JP=Asia/Tokyo KE=Africa/Nairobi KG=Asia/Bishkek KH=Asia/Phnom_Penh KM=Indian/Comoro KN=America/St_Kitts
KP=Asia/Pyongyang KR=Asia/Seoul KW=Asia/Kuwait KY=America/Cayman KZ=Asia/Almaty LA=Asia/Vientiane LB=Asia/Beirut
LC=America/St_Lucia LI=Europe/Vaduz LK=Asia/Colombo LR=Africa/Monrovia LS=Africa/Maseru LT=Europe/Vilnius
LU=Europe/Luxembourg LV=Europe/Riga LY=Africa/Tripoli MA=Africa/Casablanca MC=Europe/Monaco MD=Europe/Chisinau
ME=Europe/Podgorica MF=America/Marigot MG=Indian/Antananarivo MH=Pacific/Majuro MK=Europe/Skopje ML=Africa/Bamako
MM=Asia/Yangon MN=Asia/Ulaanbaatar MO=Asia/Macau MP=Pacific/Saipan MQ=America/Martinique MR=Africa/Nouakchott
MS=America/Montserrat MT=Europe/Malta MU=Indian/Mauritius MV=Indian/Maldives MW=Africa/Blantyre MX=America/Mexico_City
MY=Asia/Kuala_Lumpur MZ=Africa/Maputo NA=Africa/Windhoek NC=Pacific/Noumea NE=Africa/Niamey NG=Africa/Lagos
NI=America/Managua NL=Europe/Amsterdam NO=Europe/Oslo NP=Asia/Kathmandu NR=Pacific/Nauru NU=Pacific/Niue
NZ=Pacific/Auckland OM=Asia/Muscat PA=America/Panama PE=America/Lima PF=Pacific/Tahiti PG=Pacific/Port_Moresby
PH=Asia/Manila PK=Asia/Karachi PL=Europe/Warsaw PM=America/Miquelon PR=America/Puerto_Rico PS=Asia/Hebron
PT=Europe/Lisbon PW=Pacific/Palau PY=America/Asuncion QA=Asia/Qatar RE=Indian/Reunion RO=Europe/Bucharest
RS=Europe/Belgrade RU=Europe/Moscow RW=Africa/Kigali SA=Asia/Riyadh SB=Pacific/Guadalcanal SC=Indian/Mahe
SD=Africa/Khartoum SE=Europe/Stockholm SG=Asia/Singapore SH=Atlantic/St_Helena SI=Europe/Ljubljana SK=Europe/Bratislava
SL=Africa/Freetown SM=Europe/San_Marino SN=Africa/Dakar SO=Africa/Mogadishu SR=America/Paramaribo SS=Africa/Juba
ST=Africa/Sao_Tome SV=America/El_Salvador SX=America/Lower_Princes SY=Asia/Damascus SZ=Africa/Mbabane
TC=America/Grand_Turk TD=Africa/Ndjamena TG=Africa/Lome TH=Asia/Bangkok TJ=Asia/Dushanbe TL=Asia/Dili TM=Asia/Ashgabat
TN=Africa/Tunis TO=Pacific/Tongatapu TR=Europe/Istanbul TT=America/Port_of_Spain TV=Pacific/Funafuti TW=Asia/Taipei
TZ=Africa/Dar_es_Salaam UA=Europe/Kyiv UG=Africa/Kampala UY=America/Montevideo UZ=Asia/Tashkent VA=Europe/Vatican
VC=America/St_Vincent VE=America/Caracas VG=America/Tortola VI=America/St_Thomas VN=Asia/Ho_Chi_Minh VU=Pacific/Efate
WS=Pacific/Apia XK=Europe/Belgrade YE=Asia/Aden YT=Indian/Mayotte ZA=Africa/Johannesburg ZM=Africa/Lusaka
ZW=Africa/Harare
"""
_ZONE_OF = dict(entry.split("=") for entry in _COUNTRIES.split()) | {"CA-FR": "America/Toronto"}
# top-level domains that are sold for what their letters spell: as a rule nobody there is in that country
_SOLD = frozenset(
    [
        "AI",
        "AG",
        "AM",
        "AS",
        "BZ",
        "CC",
        "CO",
        "CX",
        "DJ",
        "FM",
        "GG",
        "GL",
        "IM",
        "IO",
        "LA",
        "LY",
        "ME",
        "MS",
        "NU",
        "PW",
        "SC",
        "SH",
        "SR",
        "ST",
        "TC",
        "TK",
        "TO",
        "TV",
        "VC",
        "VG",
        "VU",
        "WS",
    ]
)
# languages whose whole press keeps one clock, for pages of no known country
_ZONE_OF_LANGUAGE = {
    "zh": "Asia/Shanghai", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "th": "Asia/Bangkok", "vi": "Asia/Ho_Chi_Minh",
    "lo": "Asia/Vientiane", "km": "Asia/Phnom_Penh", "my": "Asia/Yangon", "ne": "Asia/Kathmandu", "hi": "Asia/Kolkata",
    "gu": "Asia/Kolkata", "mr": "Asia/Kolkata", "te": "Asia/Kolkata", "kn": "Asia/Kolkata", "ml": "Asia/Kolkata",
    "or": "Asia/Kolkata", "as": "Asia/Kolkata", "si": "Asia/Colombo", "ka": "Asia/Tbilisi", "hy": "Asia/Yerevan",
    "am": "Africa/Addis_Ababa", "ti": "Africa/Addis_Ababa", "so": "Africa/Mogadishu", "sw": "Africa/Nairobi",
    "rw": "Africa/Kigali", "rn": "Africa/Bujumbura", "zu": "Africa/Johannesburg", "xh": "Africa/Johannesburg",
    "sn": "Africa/Harare", "yo": "Africa/Lagos", "ig": "Africa/Lagos", "he": "Asia/Jerusalem", "tr": "Europe/Istanbul",
    "pl": "Europe/Warsaw", "cs": "Europe/Prague", "sk": "Europe/Bratislava", "hu": "Europe/Budapest",
    "it": "Europe/Rome", "sl": "Europe/Ljubljana", "hr": "Europe/Zagreb", "sq": "Europe/Tirane", "mk": "Europe/Skopje",
    "nl": "Europe/Amsterdam", "da": "Europe/Copenhagen", "no": "Europe/Oslo", "sv": "Europe/Stockholm",
    "de": "Europe/Berlin", "el": "Europe/Athens", "bg": "Europe/Sofia", "lt": "Europe/Vilnius", "lv": "Europe/Riga",
    "et": "Europe/Tallinn", "fi": "Europe/Helsinki", "uk": "Europe/Kyiv", "is": "Atlantic/Reykjavik",
    "ro": "Europe/Bucharest", "sr": "Europe/Belgrade", "bs": "Europe/Sarajevo",
}  # fmt: skip
# minutes east of UTC, or a place where one abbreviation stands for both its summer and its winter time
_NAMES: dict[str, int | str] = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60,
    "mesz": 120, "wat": 60, "eet": 120, "eest": 180, "cat": 120, "sast": 120, "eat": 180, "msk": 180, "мск": 180,
    "trt": 180, "irst": 210, "gst": 240, "get": 240, "azt": 240, "amt": 240, "aft": 270, "pkt": 300, "uzt": 300,
    "tjt": 300, "tmt": 300, "ist": 330, "npt": 345, "btt": 360, "bdt": 360, "kgt": 360, "mmt": 390, "ict": 420,
    "wib": 420, "wita": 480, "wit": 540, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "jst": 540, "kst": 540,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "brt": -180, "art": -180, "uyt": -180, "pyt": -180,
    "srt": -180, "clst": -180, "clt": -240, "bot": -240, "vet": -240, "gyt": -240, "ast": -240, "adt": -180,
    "cot": -300, "pet": -300, "ect": -300, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "hne": -300, "hae": -240,
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "he": "America/Toronto",
}  # fmt: skip
# letters that mean one zone in most places, and another one in these countries
_ELSEWHERE: dict[str, dict[str, int | str]] = {
    "ist": {"IL": "Asia/Jerusalem", "IE": "Europe/Dublin"},
    "cst": {"CN": 480, "TW": 480, "HK": 480, "MO": 480, "SG": 480, "CU": "America/Havana"},
    "bst": {"BD": 360}, "pst": {"PH": 480}, "est": {"AU": 600}, "edt": {"AU": 660},
    "ast": dict.fromkeys(("SA", "IQ", "KW", "BH", "QA", "YE"), 180), "adt": {"IQ": 240},
    "amt": {"BR": -240},
}  # fmt: skip
# what "ET" or "PT" mean only behind a time in an English text, and "HE" only in French: elsewhere they are words
_ONLY_IN = {"et": "en", "ct": "en", "mt": "en", "pt": "en", "he": "fr", "hne": "fr", "hae": "fr"}

_OFFSET = r"(?:(?:GMT|UTC|UT)\s?)?[+\-−–]\s?\d{1,2}(?::?\d{2})?(?!\d)|[+\-−–]\d{3}(?!\d)"
ZONE = re.compile(
    rf"\s*[\[(]?\s*(?P<offset>{_OFFSET})|\s*[\[(]?\s*(?P<name>[A-Za-zМмСсКк]{{1,5}})(?![\w])", re.IGNORECASE
)
_PARTS = re.compile(r"([+\-−–])\s?(\d{1,2}):?(\d{2})?$")


@cache
def zone_named(key: str) -> dt.tzinfo | None:
    """A zone of the IANA database; None when this machine and the ``tzdata`` package do not hold it."""
    try:
        return zoneinfo.ZoneInfo(key)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None


def zone_of_country(country: str | None, language: str | None = None) -> dt.tzinfo | None:
    """The zone of a country's press by ISO 3166-1 code; None where it has several, or the code is unknown.

    ``language`` matters where the press of one keeps to one zone: French in Canada.
    """
    key = _ZONE_OF.get(f"{country}-{language}".upper(), _ZONE_OF.get(country.upper())) if country else None
    return zone_named(key) if key else None


def zone_of_language(language: str | None) -> dt.tzinfo | None:
    """The zone that the press of a language keeps wherever it is; None for the languages of many zones."""
    key = _ZONE_OF_LANGUAGE.get(language or "")
    return zone_named(key) if key else None


def country_of_host(host: str | None) -> str | None:
    """The country of a host's top-level domain; None for .com and the like, and for those that anybody buys."""
    labels = (host or "").upper().split(".")
    ending = "GB" if labels[-1] == "UK" else labels[-1]
    if ending in _SOLD and not (len(labels) > 2 and labels[-2] in ("COM", "CO", "NET", "ORG", "GOV", "AC")):
        return None
    return ending if ending in _ZONE_OF or ending in ("US", "CA", "AU") else None


def read_offset(text: str) -> dt.timedelta | None:
    """``+03:00``, ``-0500``, ``GMT+3``, ``-500`` as time east of UTC; None when no place is that far from it."""
    digits = re.sub(r"[^\d+\-−–:]", "", text)
    if re.fullmatch(r"[+\-−–]\d{3}", digits):  # a leading zero is missing
        digits = f"{digits[0]}0{digits[1:]}"
    match = _PARTS.search(digits)
    if match is None:
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > FURTHEST or int(match[3] or 0) > 59:
        return None
    return offset if match[1] == "+" else -offset


def read_zone_name(name: str, *, language: str | None = None, country: str | None = None) -> dt.tzinfo | None:
    """The zone that an abbreviation means in a text of this language and country; None for a word that is none."""
    key = name.lower()
    if key in _ONLY_IN and language not in (None, _ONLY_IN[key]):
        return None
    meant = _ELSEWHERE.get(key, {}).get((country or "").upper(), _NAMES.get(key))
    if meant is None:
        return None
    return zone_named(meant) if isinstance(meant, str) else dt.timezone(dt.timedelta(minutes=meant))
