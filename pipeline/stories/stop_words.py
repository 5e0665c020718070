"""Words that say nothing about the event, by language: lists of the justext package, and short ones of our own."""

from __future__ import annotations

import functools

# languages for which the package has a list, by ISO code
_PACKAGED = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "gu": "Gujarati",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "ig": "Igbo", "it": "Italian", "ka": "Georgian", "kk": "Kazakh", "kn": "Kannada",
    "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ml": "Malayalam", "mr": "Marathi", "ms": "Malay", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "yo": "Yoruba",
}  # fmt: skip

_OURS = {
    "am": "እና ነው ላይ ውስጥ ጋር ግን ይህ ያለ ነበር መሆኑን ደግሞ እንደ ወደ ከ በ ስለ ሁሉ አንድ ናቸው ብለዋል ተናግረዋል ይህን እነዚህ ከዚህ",
    "ha": "da na ta a ya ce wa ba cewa kuma shi ne don daga yi an su sun wannan ke ga ko har amma wanda sai inda"
    " ana yana suna bayan tsakanin kan cikin",
    "ln": "na ya mpe oyo ezali ete ba yango nde te soki mpo moko biso bino bango",
    "lg": "ku mu nga era nti kye ye na ya wa ba bya ebya okuva naye bwe ekya eky abantu",
    "om": "kan fi akka ni irra keessa isaa ta'e jedhan waan kun garuu yoo hin ture itti irraa",
    "pa": "ਦੇ ਦੀ ਦਾ ਹੈ ਵਿੱਚ ਨੂੰ ਤੇ ਨੇ ਤੋਂ ਹਨ ਇਸ ਨਾਲ ਲਈ ਕਿ ਵੀ ਅਤੇ ਇਹ ਹੋ ਕਰ ਜਾ ਗਿਆ ਹੀ ਇੱਕ ਜੋ ਸੀ ਕੇ ਰਹੇ ਨਹੀਂ ਕੀਤਾ ਰਿਹਾ",
    "pcm": "di dey dem for wey e na im and to of the don no say go",
    "rn": "mu na ku ya ba yo ko kandi uyu uwo aba ari ni muri kuri",
    "rw": "mu na ku ya ba yo ko kandi uyu uwo aba ari ni muri kuri avuga yavuze",
    "sn": "na ku mu ne kuti uye vanoti pa iyi izvo asi kana zvakare vari iri",
    "so": "iyo ee waa ka ku in uu ay oo u la ah soo la lagu kaas isaga wuxuu sheegay",
    "ti": "ኣብ እዩ ናይ ምስ ካብ ግን እቲ እዚ ከምኡ ነቲ ኣሎ እዮም ድማ",
    "xh": "ukuba kwaye kodwa ngokuba le la lo oko uthe apho kule kwi nge kunye ukuze xa ke",
    "zu": "ukuthi futhi kodwa ngoba le lo lokho uthe lapho kule ku nge kanye ukuze uma ke yilokho",
}


@functools.cache
def stop_words(language: str | None) -> frozenset[str]:
    """Common words of a language, casefolded; empty for one that we have no list for."""
    if language in _PACKAGED:
        import justext  # noqa: PLC0415 - only where stories are gathered

        return frozenset(word.casefold() for word in justext.get_stoplist(_PACKAGED[language]))
    return frozenset(_OURS.get(language or "", "").split())
