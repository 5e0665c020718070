"""From an instant in UTC to the clock of the publisher's readers: the day that a page prints is the day it means.

Many pages declare 2026-11-03T02:18Z and print "2 November, 22:18". The instant is right, its day is not. A time that
the page prints gives the offset; where it prints a day alone, the country of its address does.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo

from pipeline.extraction.moments import Moment

_HOUR = dt.timedelta(hours=1)
# what a printed minute and a declared second may differ by
_SLACK = dt.timedelta(seconds=90)
# offsets that are no whole hours, in minutes
_ODD_OFFSETS = frozenset({-210, -150, 210, 270, 330, 345, 390, 570, 630, 765})
# countries with one zone, or where the press sits in one; a zone knows its daylight saving time
_ZONES = {
    "ae": "Asia/Dubai", "al": "Europe/Tirane", "am": "Asia/Yerevan", "ar": "America/Argentina/Buenos_Aires",
    "at": "Europe/Vienna", "az": "Asia/Baku", "ba": "Europe/Sarajevo", "bd": "Asia/Dhaka", "be": "Europe/Brussels",
    "bg": "Europe/Sofia", "bo": "America/La_Paz", "bw": "Africa/Gaborone", "by": "Europe/Minsk",
    "ch": "Europe/Zurich", "ci": "Africa/Abidjan", "cl": "America/Santiago", "cm": "Africa/Douala",
    "cn": "Asia/Shanghai", "cr": "America/Costa_Rica", "cu": "America/Havana", "cz": "Europe/Prague",
    "de": "Europe/Berlin", "dk": "Europe/Copenhagen", "do": "America/Santo_Domingo", "dz": "Africa/Algiers",
    "ee": "Europe/Tallinn", "eg": "Africa/Cairo", "es": "Europe/Madrid", "et": "Africa/Addis_Ababa",
    "fi": "Europe/Helsinki", "fr": "Europe/Paris", "ge": "Asia/Tbilisi", "gh": "Africa/Accra", "gr": "Europe/Athens",
    "gt": "America/Guatemala", "hk": "Asia/Hong_Kong", "hn": "America/Tegucigalpa", "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest", "il": "Asia/Jerusalem", "in": "Asia/Kolkata", "iq": "Asia/Baghdad", "ir": "Asia/Tehran",
    "is": "Atlantic/Reykjavik", "it": "Europe/Rome", "jm": "America/Jamaica", "jo": "Asia/Amman", "jp": "Asia/Tokyo",
    "ke": "Africa/Nairobi", "kg": "Asia/Bishkek", "kh": "Asia/Phnom_Penh", "kr": "Asia/Seoul", "kw": "Asia/Kuwait",
    "la": "Asia/Vientiane", "lb": "Asia/Beirut", "lk": "Asia/Colombo", "lt": "Europe/Vilnius", "lv": "Europe/Riga",
    "ma": "Africa/Casablanca", "md": "Europe/Chisinau", "mk": "Europe/Skopje", "mm": "Asia/Yangon",
    "mw": "Africa/Blantyre", "my": "Asia/Kuala_Lumpur", "mz": "Africa/Maputo", "na": "Africa/Windhoek",
    "ng": "Africa/Lagos", "ni": "America/Managua", "no": "Europe/Oslo", "np": "Asia/Kathmandu", "pa": "America/Panama",
    "pe": "America/Lima", "ph": "Asia/Manila", "pk": "Asia/Karachi", "pl": "Europe/Warsaw", "py": "America/Asuncion",
    "qa": "Asia/Qatar", "ro": "Europe/Bucharest", "rs": "Europe/Belgrade", "rw": "Africa/Kigali",
    "sa": "Asia/Riyadh", "se": "Europe/Stockholm", "sg": "Asia/Singapore", "sk": "Europe/Bratislava",
    "sn": "Africa/Dakar", "sv": "America/El_Salvador", "th": "Asia/Bangkok", "tn": "Africa/Tunis",
    "tr": "Europe/Istanbul", "tw": "Asia/Taipei", "tz": "Africa/Dar_es_Salaam", "ua": "Europe/Kyiv",
    "ug": "Africa/Kampala", "uy": "America/Montevideo", "uz": "Asia/Tashkent", "ve": "America/Caracas",
    "vn": "Asia/Ho_Chi_Minh", "za": "Africa/Johannesburg", "zm": "Africa/Lusaka", "zw": "Africa/Harare",
}  # fmt: skip


def may_be_another_day(moment: Moment) -> bool:
    """Whether an instant is given in UTC, at an hour at which some readers have another date."""
    if moment.precision == "day" or moment.value.utcoffset() != dt.timedelta(0):
        return False
    return moment.value.hour < 11 or moment.value.hour >= 13


def local_offset(moment: Moment, printed: Moment, host: str) -> dt.timedelta | None:
    """The offset at which the declared instant is the printed time (0 if that is in UTC); None if they differ.

    ``printed`` was read as if it were UTC. Where it is a day alone, the zone of the host's country has to lead to it.
    """
    gap = printed.value.replace(tzinfo=dt.UTC) - moment.value
    if printed.precision != "day":
        offset = dt.timedelta(minutes=round(gap / dt.timedelta(minutes=15)) * 15)
        # half a day is a clock of twelve hours
        if not -11 * _HOUR <= offset <= 13 * _HOUR or offset == 12 * _HOUR or abs(gap - offset) > _SLACK:
            return None
        return offset if not offset % _HOUR or offset // dt.timedelta(minutes=1) in _ODD_OFFSETS else None
    zone = _ZONES.get(host.rsplit(".", 1)[-1].lower())
    if zone is None or printed.day == moment.day:
        return None
    try:
        local = moment.value.astimezone(zoneinfo.ZoneInfo(zone))
    except zoneinfo.ZoneInfoNotFoundError:  # a machine without a time zone database
        return None
    return local.utcoffset() if local.date() == printed.day else None
