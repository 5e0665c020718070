"""Which sentences of the sources are worth quoting, and what they are good for. Choosing only: no prose is made here.

The worth of a sentence adds up: its place (a report says the most important thing first), figures, names, words it
shares with the headlines of the story, someone speaking; less for one that cannot stand alone or is too long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.drafts.figures import figures
from pipeline.drafts.material import Material, SourceArticle, SourceSentence
from pipeline.language.words import count_words

Role = Literal["news", "meaning", "voices", "background", "next", "figures", "open"]
# of one article no more than this share is quoted, yet always a few sentences
SHARE, AT_LEAST = 0.5, 5
OF_ONE_IN_A_SECTION = 2
STANDS_IN = 1.2
# a section on the future or on what is open is better left out than filled with something else
NOT_BY_CHANCE: frozenset[Role] = frozenset({"next", "open", "background"})
# two sentences that share this much of the smaller one's words say the same
SAME = 0.6
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-ÖØ-ÞА-ЯЁЀ-Џ][\w’'-]+")
_SPEECH = re.compile(
    r"[“”«»「」\"]|\b(said|says|told|according to|dijo|afirmó|disse|afirmou|déclaré|заявил|kata)\b", re.I
)
_ENDS = ".!?…。！？।॥؟۔።։”’\"')»」』)"
_DEPENDENT = re.compile(
    r"^(he|she|it|they|this|that|these|those|but|and|however|meanwhile|also|such|so|then|there|his|her|their|its|"
    r"moreover|furthermore|in addition|él|ella|pero|sin embargo|ele|ela|mas|il|elle|mais|он|она|они|но)\b",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\b(read (more|also|next)|subscribe|sign up|newsletter|follow us|click here|all rights reserved|copyright|"
    r"photo(graph)? (by|credit)|file photo|image source|advertisement|terms (of|and)|cookie|share this|"
    r"(updated|published|posted|modified|edited)( on| at|:)+ ?\w+ \d|\d{4}-\d\d-\d\dT\d|written by|reported by|"
    r"leia (mais|também)|lea también|lire aussi|читайте также|baca juga|getty images|shutterstock)\b|©|https?://|www\.|"
    # a biography of the author, an item of a list, a line under the headline
    r"^(he|she|they) (reports?|writes?|covers?) (on|about|for)\b|^[-•*–…]",
    re.IGNORECASE,
)
# a small letter begins what is left of a sentence or of a word (er demand has been …); not so iPhones and eBay
_FRAGMENT = re.compile(r"[a-zà-öø-ÿа-яёα-ω]+(?![\w’'])")
_ROLES: dict[Role, re.Pattern[str]] = {
    "open": re.compile(
        r"\b(not (yet )?(known|clear|said|been)|unclear|unknown|yet to|declined to|did not (say|respond|comment)|"
        r"no comment|awaiting|pending|disputed?|denied|denies|whether|questions?|doubts?|sceptical|critics?)\b",
        re.IGNORECASE,
    ),
    "next": re.compile(
        r"\b(will|plans?|planned|expects?|(?<!had )expected|due (on|in|by|next)|scheduled|"
        r"next (week|month|year|quarter)|by (the end of )?20\d\d|upcoming|forecasts?|set to|is to|aims?|"
        r"deadline|until)\b",
        re.IGNORECASE,
    ),
    "meaning": re.compile(
        r"\b(because|means|impact|effects?|affects?|risks?|costs?|prices?|consumers?|investors?|exports?|imports?|"
        r"jobs|growth|inflation|markets?|threat\w*|pressure|burden|households?|could|result\w*|"
        r"lead to|raise|fall|shortage)\b",
        re.IGNORECASE,
    ),
    "background": re.compile(
        r"\b(since|last (week|month|year)|in (19|20)\d\d|previously|earlier|years? ago|had been|decade|former|"
        r"first time|history|historic|until then|began|founded|record)\b",
        re.IGNORECASE,
    ),
    "voices": _SPEECH,
}
_SECTION_WORDS: dict[Role, str] = {
    "open": r"not known|unknown|open question|unclear|leaves out|missing|disputed",
    "next": r"next|ahead|outlook|watch|future|coming|plans|calendar",
    "meaning": r"matter|why|consequence|market|impact|analys|implication|stake|mean|effect|affect|significan|gain|lose",
    "background": r"background|context|history|before|how we got|story so far|backdrop",
    "figures": r"number|figure|data|chart",
    "voices": r"voice|said|say|quote|reaction|perspective|view|side|disagree|argument|people",
    "news": r"happen|news|what|lead|summary|key|fact|brief|found|report|answer|bottom line|picture|story",
}


@dataclass(frozen=True)
class Excerpt:
    """A sentence of a source with its worth and what its words show it to be about."""

    article: SourceArticle
    sentence: SourceSentence
    worth: float
    roles: frozenset[Role]
    words: frozenset[str]


def section_role(heading: str, purpose: str) -> Role:
    """What a section wants, by its heading first and its purpose second."""
    for text in (heading, purpose):
        for role, pattern in _SECTION_WORDS.items():
            if re.search(rf"\b(?:{pattern})", text, re.IGNORECASE):
                return role
    return "news"


def candidates(material: Material) -> list[Excerpt]:
    """All sentences that could be quoted, of every voice once, best first. Deterministic."""
    theme = content_words(" ".join([material.title, *(article.title for article in material.articles)]))
    seen_voices: dict[str, int] = {}
    found: list[Excerpt] = []
    for article in material.articles:
        voice = material.voices[article.article_id]
        first = seen_voices.setdefault(f"{voice}|{article.text_hash}", article.article_id)
        if first != article.article_id or (article.copy_of is not None and article.copy_of in material.by_id):
            continue  # a copy repeats what its original says
        # where sentences end in full stops, one without is a caption, a byline or a heading that got into the text
        ended = [sentence for sentence in article.sentences if sentence.text.rstrip()[-1:] in _ENDS]
        whole = ended if 2 * len(ended) >= len(article.sentences) else article.sentences
        found.extend(
            excerpt
            for sentence in whole
            if (excerpt := _excerpt(article, sentence, theme, material.voice.words_per_sentence)) is not None
        )
    return sorted(found, key=lambda one: (-one.worth, one.article.number, one.sentence.index))


@dataclass(frozen=True)
class Wanted:
    """What a section asks for: a role, a length in words, and whether every source is to be heard once first.

    ``later`` are the roles of the sections still to come: what suits them, and not this one, is left to them.
    """

    role: Role
    words: int
    everyone: bool = False
    later: frozenset[Role] = frozenset()

    def worth(self, excerpt: Excerpt) -> float:
        return excerpt.worth + (1.5 if self.role in excerpt.roles else 0.0)

    def takes(self, excerpt: Excerpt, budget: int) -> bool:
        """Whether it suits, or may stand in because little does and no later section wants it."""
        if self.role in excerpt.roles:
            return True
        if self.role in NOT_BY_CHANCE:
            return False
        return budget > self.words / 2 and excerpt.worth >= STANDS_IN and not excerpt.roles & self.later


def pick(pool: Sequence[Excerpt], wanted: Wanted, used: Sequence[Excerpt]) -> list[Excerpt]:
    """The best excerpts for a section, saying nothing that is used already, in the order of the sources."""
    chosen: list[Excerpt] = []
    budget = wanted.words
    ranked = sorted(pool, key=lambda one: (-wanted.worth(one), one.article.number, one.sentence.index))
    several = len({one.article.article_id for one in pool}) > 1
    while budget > 0:
        heard = Counter(one.article.article_id for one in chosen)
        left = [one for one in ranked if _free(one, [*used, *chosen])]
        if several:
            left = [one for one in left if heard[one.article.article_id] < OF_ONE_IN_A_SECTION]
        if wanted.everyone:
            left = [one for one in left if not heard[one.article.article_id]] or left
        left = [one for one in left if wanted.takes(one, budget)]
        if not left:
            break
        best = left[0]
        length = count_words(best.sentence.text)
        if chosen and length > budget + 15:
            break
        chosen.append(best)
        budget -= length
    return sorted(chosen, key=lambda one: (one.article.number, one.sentence.index))


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry meaning: folded, without the commonest of English."""
    return frozenset(word for word in (found.casefold() for found in _WORD.findall(text)) if word not in _COMMON)


def alike(first: Iterable[str], second: Iterable[str]) -> float:
    """How much of the smaller set of words the larger holds, 0-1."""
    one, other = frozenset(first), frozenset(second)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _free(excerpt: Excerpt, taken: Sequence[Excerpt]) -> bool:
    of_article = [one for one in taken if one.article.article_id == excerpt.article.article_id]
    if any(one.sentence.index == excerpt.sentence.index for one in of_article):
        return False
    if len(of_article) >= max(AT_LEAST, int(SHARE * len(excerpt.article.sentences))):
        return False
    return all(alike(excerpt.words, one.words) < SAME for one in taken)


def _excerpt(article: SourceArticle, sentence: SourceSentence, theme: frozenset[str], usual: int) -> Excerpt | None:
    text = sentence.text
    length = count_words(text, article.text_language)
    if not 6 <= length <= 3 * usual or _BOILERPLATE.search(text) or text.rstrip()[-1:] in ":,;":
        return None
    if _FRAGMENT.match(text):
        return None
    words = content_words(text)
    numbers = figures(text)
    worth = 3.0 / (1.0 + 0.35 * sentence.index)
    worth += min(1.2, 0.4 * len(numbers)) + min(0.9, 0.15 * len(_NAME.findall(text)))
    worth += min(1.5, 0.3 * len(words & theme))
    worth += 0.4 if _SPEECH.search(text) else 0.0
    worth -= 0.8 if _DEPENDENT.match(text) else 0.0
    worth -= 0.05 * max(0, length - int(1.5 * usual))
    worth -= 1.0 if text.rstrip().endswith("?") else 0.0
    worth -= 0.5 if article.kind == "opinion" else 0.0
    roles: set[Role] = {role for role, pattern in _ROLES.items() if pattern.search(text)}
    if len(numbers) >= 2:
        roles.add("figures")
    if sentence.index < 3:
        roles.add("news")
    return Excerpt(article, sentence, round(worth, 4), frozenset(roles), words)


_COMMON = frozenset(
    re.findall(
        r"\w+",
        """the and for that with from was were are has have had his its her their this which who will would been not but
        after before into over under than more most other also they them said says about against between during when
        where while what all any out per cent year years new one two three first last could can may then there these
        those such our your she him how why because""",
    )
)
