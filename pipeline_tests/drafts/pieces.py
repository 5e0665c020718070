"""Material and compositions made by hand, for tests of what needs no warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from pipeline.drafts.composition import Block, Cite, Composition, Line, Section
from pipeline.drafts.material import Material, SourceArticle, SourceSentence, aligned
from pipeline.language.sentences import split_sentences
from pipeline_tests.made import NOON
from pipeline_tests.opportunities.newsdesk import TEMPLATES, VOICES

NATION = (
    "Kenya's central bank held its benchmark lending rate at 9.25 per cent on Tuesday, citing a stable shilling and"
    " easing food prices. The monetary policy committee said inflation had fallen to 4.1 per cent in October from 4.6"
    ' per cent a month earlier.\n"The current stance will ensure that inflation remains within the target band,"'
    " governor Kamau Thugge said after the meeting in Nairobi. Analysts at Sterling Capital had expected a cut of 25"
    " basis points.\nCommercial banks have been slow to pass on earlier cuts to borrowers, he said. The average lending"
    " rate stood at 15.2 per cent in September. The committee will meet again on 28 January 2027."
)
MONITOR = (
    "The Central Bank of Kenya kept its policy rate unchanged at 9.25 per cent on Tuesday, surprising some traders in"
    " Nairobi. Inflation slowed to 4.2 per cent in October, the monetary policy committee said.\nSmall firms say that"
    ' loans remain out of reach. "Nobody in this market borrows at 15 per cent," said Grace Wanjiru, who runs a'
    " hardware store in Eldoret with 12 employees.\nUganda's own central bank, which meets next week, is"
    " expected to follow."
)


def source(number: int, outlet: str, text: str, *, translation: str | None = None, **fields: Any) -> SourceArticle:
    """A source; with ``translation`` it is quoted in English."""
    language = fields.pop("language", "en")
    if translation is not None:
        sentences = aligned(text, language, translation)
    else:
        cut = split_sentences(text, language)
        sentences = [SourceSentence(index, sentence) for index, sentence in enumerate(cut)]
    values: dict[str, Any] = {
        "number": number,
        "article_id": number * 10,
        "outlet": outlet,
        "country": "KE",
        "language": language,
        "url": f"https://{outlet.lower().replace(' ', '-')}.example/{number}",
        "date": NOON,
        "dated": True,
        "title": f"Headline of {outlet}",
        "original_title": None,
        "sentences": sentences,
        "translated_by": "google" if translation is not None else None,
        "untranslated_because": None,
        "kind": "news",
        "text_hash": hashlib.sha256(text.encode()).hexdigest(),
        "extraction_id": number,
        "translation_id": number,
    }
    return SourceArticle(**values | fields)


def material(*articles: SourceArticle, **fields: Any) -> Material:
    """Material of a trending story; by default Nation and Monitor on Kenya's rate."""
    values: dict[str, Any] = {
        "opportunity_id": 1,
        "desk_id": "africa",
        "kind": "trending",
        "title": "Kenya holds its rate at 9.25%",
        "angle": "Compare the accounts.",
        "articles": articles or (source(1, "Nation", NATION), source(2, "Monitor", MONITOR, country="UG")),
        "template": TEMPLATES[0],
        "voice": VOICES[0],
        "content_type": "article",
    }
    return Material(**values | fields)


def cited(article: SourceArticle, index: int, **fields: Any) -> Cite:
    """A true citation, unless ``fields`` say otherwise."""
    sentence = article.sentence(index)
    values: dict[str, Any] = {
        "number": article.number,
        "article_id": article.article_id,
        "sentence_index": index,
        "quoted": sentence.text if sentence else "",
        "original": sentence.original if sentence else None,
    }
    return Cite(**values | fields)


def composition(lines: Sequence[Line], *, title: str = "Kenya holds its rate", **fields: Any) -> Composition:
    """A draft with these lines in its first section, and the template's other sections filled."""
    values: dict[str, Any] = {
        "title": Line(title, own=True),
        "notice": "Made by hand.",
        "standfirst": Block((Line("Two outlets report it.", own=True),)),
        "sections": [
            Section("What happened", (Block(tuple(lines)),)),
            Section("Why it matters", (Block((Line("More is to come.", own=True),)),)),
            Section("What comes next", (Block((Line("That is all.", own=True),)),)),
        ],
        "generated_by": "claude",
        "model": "test",
        "prompt_version": "test",
    }
    return Composition(**values | fields)
