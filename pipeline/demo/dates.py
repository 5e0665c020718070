"""How the publishers of the demo world write days and times: names in their languages, styles of their pages.

The prose of an article says when things happened relative to its own publication (``[[day-1]]`` is the weekday
before, ``[[date+5]]`` the day of the month five days later), so that the text agrees with the date on the page
whatever the present of the world is.
"""

from __future__ import annotations

import datetime as dt
import re

# Monday first; in Spanish, Portuguese and Russian with the word that goes before, because it changes with the day
_WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "sw": ("Jumatatu", "Jumanne", "Jumatano", "Alhamisi", "Ijumaa", "Jumamosi", "Jumapili"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado", "el domingo"),
    "pt": (
        "na segunda-feira",
        "na terça-feira",
        "na quarta-feira",
        "na quinta-feira",
        "na sexta-feira",
        "no sábado",
        "no domingo",
    ),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "hi": ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"),
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "ru": ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"),
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
}

_MONTHS: dict[str, str] = {
    "en": "January February March April May June July August September October November December",
    "sw": "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "zh": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PLACEHOLDER = re.compile(r"\[\[(day|date|month|year)([+-]\d+)?\]\]")


def weekday(moment: dt.datetime, language: str) -> str:
    return _WEEKDAYS[language][moment.weekday()]


def month(number: int, language: str) -> str:
    """The name of a month (1–12) as it stands beside a day; Russian in the genitive."""
    return _MONTHS[language].split()[number - 1]


def day_of_month(moment: dt.datetime, language: str) -> str:
    """``17 November`` as the language writes it inside a sentence."""
    name = month(moment.month, language)
    if language == "zh":
        return f"{name}{moment.day}日"
    if language in ("es", "pt"):
        return f"{moment.day} de {name}"
    return f"{moment.day} {name}"


def fill_dates(text: str, moment: dt.datetime, language: str) -> str:
    """Replace the placeholders of ``text`` by days and dates around ``moment`` (local time of the publisher)."""

    def replace(match: re.Match[str]) -> str:
        unit, offset = match.group(1), int(match.group(2) or 0)
        if unit == "year":
            return str(moment.year + offset)
        if unit == "month":
            return month((moment.month - 1 + offset) % 12 + 1, language)
        shifted = moment + dt.timedelta(days=offset)
        return weekday(shifted, language) if unit == "day" else day_of_month(shifted, language)

    return _PLACEHOLDER.sub(replace, text)


def shown(moment: dt.datetime, style: str, language: str) -> str:
    """A time as the publisher's pages print it; ``moment`` is in the publisher's local time.

    Raises ValueError for a style that no publisher uses.
    """
    try:
        pattern = _STYLES[style]
    except KeyError:
        raise ValueError(f"{style!r} is not a date style; known are {', '.join(_STYLES)}") from None
    text = pattern.format(
        at=moment,
        day=day_of_month(moment, language),
        weekday=weekday(moment, language),
        month=month(moment.month, language),
    )
    return text.translate(_ARABIC_DIGITS) if style == "arabic-digits" else text


_STYLES = {
    "long": "{day} {at.year}, {at:%H:%M}",
    "long-day": "{weekday}, {day} {at.year}",
    "american": "{month} {at.day}, {at.year} {at:%I:%M %p}",
    "slashes": "{at:%d/%m/%Y} {at:%H:%M}",
    "dots": "{at:%d.%m.%Y} {at:%H:%M}",
    "han": "{at.year}年{at.month}月{at.day}日 {at:%H:%M}",
    "of-year": "{day} de {at.year} - {at:%H:%M}",
    "arabic-digits": "{weekday} {day} {at.year} - {at:%H:%M}",
}
