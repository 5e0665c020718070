"""Whether the references of a draft exist and say what it quotes: the words, at the place, in one spelling."""

from __future__ import annotations

import re

from pipeline.drafts.composition import Cite, Line
from pipeline.drafts.material import Material
from pipeline.language.english import clipped

# every quotation is compared with its source in one spelling of quotation marks and spaces
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": '"', "›": '"', "‘": "'", "’": "'"})
_QUOTATION = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")


def wrong_cites(line: Line, material: Material) -> list[str]:
    """What is wrong with the references of a line, in words; empty when all hold."""
    reasons = [reason for cite in line.cites if (reason := _wrong(cite, material))]
    sources = [_spelled(cite.quoted) for cite in line.cites]
    if line.cites:
        for match in _QUOTATION.finditer(line.text):
            words = _spelled(next(group for group in match.groups() if group)).rstrip(" .,;:!?…")
            for part in (piece.strip(" .,;:") for piece in words.split("…")):
                # a word in quotation marks is a way of speaking; a phrase is somebody's
                if len(part.split()) >= 4 and not any(part in source for source in sources):
                    reasons += [f"words that its sources do not have: “{clipped(part, 60)}”"]
    return reasons


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
