"""Whether the references of a draft exist and say what it quotes: the words, at the place, in one spelling."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.drafts.composition import Cite, Line
from pipeline.drafts.material import Material
from pipeline.language.english import clipped

# a quotation that shares this much of its words with its source has been smoothed, not invented
NEARLY = 0.8
# every quotation is compared with its source in one spelling of quotation marks and spaces
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": '"', "›": '"', "‘": "'", "’": "'"})
_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")


@dataclass(frozen=True)
class Findings:
    """What does not hold, and what is only doubtful, in words."""

    wrong: list[str]
    doubtful: list[str]


def examine(line: Line, material: Material) -> Findings:
    """Hold the references of a line against its sources.

    A quotation may go on beyond the sentence that is cited, so it is looked for in the whole cited article. What
    is quoted in English from a source that is not is somebody's translation: it cannot be checked here. Nearly
    the same words are doubtful, other words are wrong.
    """
    findings = Findings([reason for cite in line.cites if (reason := _wrong(cite, material))], [])
    articles = [material.by_id[one] for one in {cite.article_id for cite in line.cites} if one in material.by_id]
    if not articles or is_foreign(line, material):
        return findings
    sources = [_spelled(" ".join([one.title, *(sentence.text for sentence in one.sentences)])) for one in articles]
    for match in _QUOTATION.finditer(line.text):
        words = _spelled(next(group for group in match.groups() if group)).rstrip(" .,;:!?…")
        for part in (piece.strip(" .,;:") for piece in words.split("…")):
            # a word in quotation marks is a way of speaking; a phrase is somebody's
            if len(part.split()) < 4 or any(part in text for text in sources):
                continue
            near = any(_shared(part, sentence.text) >= NEARLY for one in articles for sentence in one.sentences)
            if near:
                findings.doubtful.append(f"“{clipped(part, 60)}”, which its source has in slightly other words")
            else:
                findings.wrong.append(f"words that its sources do not have: “{clipped(part, 60)}”")
    return findings


def is_foreign(line: Line, material: Material) -> bool:
    """Whether a line rests, at least in part, on a text that is not in English."""
    ids = [cite.article_id for cite in line.cites]
    return any(article.text_language != "en" for one in ids if (article := material.by_id.get(one)) is not None)


def _shared(part: str, sentence: str) -> float:
    """The share of the words of a quotation that a sentence has."""
    words, there = Counter(_WORD.findall(part.casefold())), Counter(_WORD.findall(sentence.casefold()))
    return (words & there).total() / max(1, words.total())


def _wrong(cite: Cite, material: Material) -> str | None:
    article = material.by_id.get(cite.article_id)
    if article is None:
        return f"article {cite.article_id}, which is not among its sources"
    sentence = article.sentence(cite.sentence_index)
    if sentence is None:
        return f"sentence {cite.sentence_index} of {article.outlet}, which does not exist"
    if _spelled(cite.quoted) not in _spelled(sentence.text):
        return f"words that sentence {cite.sentence_index} of {article.outlet} does not have"
    return None


def _spelled(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_MARKS)).replace('"', "'").strip().casefold()
