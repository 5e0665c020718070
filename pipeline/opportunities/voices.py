"""Who really speaks: outlets that print one text, or one agency's texts, are one voice.

A story that forty outlets took from one wire has forty carriers and one voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.opportunities.window import WindowArticle

_AGENCIES = (
    "AFP", "Reuters", "Associated Press", "AP", "EFE", "Xinhua", "ANSA", "DPA", "TASS", "Interfax", "Anadolu", "PTI",
    "ANI", "Agência Brasil", "Lusa", "Kyodo", "Yonhap", "Bernama", "Antara", "SPA", "WAM", "Prensa Latina",
    "Europa Press", "Notimex", "Télam", "Panapress", "PANA", "Ukrinform", "Kazinform", "Agerpres", "CTK", "PAP",
)  # fmt: skip
_BYLINE = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in _AGENCIES)})(?!\w)")


def voices(articles: Sequence[WindowArticle]) -> dict[str, list[WindowArticle]]:
    """The articles by the voice that speaks in them, each in the given order.

    Copies (by ``copy_of`` or by equal text) speak with the voice of what they copy: its agency if the byline or
    the page says that it is agency copy, else the outlet that had it first.
    """
    groups: dict[int, list[WindowArticle]] = {}
    roots = _roots(articles)
    for article in articles:
        groups.setdefault(roots[article.id], []).append(article)
    result: dict[str, list[WindowArticle]] = {}
    for root, group in groups.items():
        result.setdefault(_voice(root, group), []).extend(group)
    return result


def agency(authors: Iterable[str]) -> str | None:
    """The news agency that a byline names."""
    found = _BYLINE.search(" / ".join(authors))
    return found.group() if found else None


def _roots(articles: Sequence[WindowArticle]) -> dict[int, int]:
    copied = {article.id: article.copy_of for article in articles if article.copy_of is not None}
    first_of_text: dict[str, int] = {}
    roots: dict[int, int] = {}
    for article in sorted(articles, key=lambda one: (one.date, one.id)):
        root, seen = article.id, {article.id}
        while root in copied and root != (root := copied[root]):
            if root in seen:
                root = min(seen)  # copies of each other: any of them, but the same for all
                break
            seen.add(root)
        roots[article.id] = first_of_text.setdefault(article.text_hash, root) if article.text_hash else root
    return {article_id: roots.get(root, root) for article_id, root in roots.items()}


def _voice(root: int, group: Sequence[WindowArticle]) -> str:
    for article in group:
        name = agency(article.authors)
        if name:
            return f"agency:{name.casefold()}"
    outlets = {article.source_slug for article in group}
    if len(outlets) == 1:
        return f"outlet:{outlets.pop()}"
    if any(article.kind == "wire" for article in group):
        return f"wire:{root}"
    own = next((article for article in group if article.id == root), None)
    return f"outlet:{own.source_slug}" if own else f"text:{root}"
