"""Names of meta tags that hold the date of publication, or that of the last change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extraction.structured import PageData

# names that mean "first published", the most reliable first; the others are used for other things too
FIRST_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "og:published_time",
    "og:pubdate", "rnews:datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publishdate",
    "publish_date", "publish-date", "published_date", "publication_date", "publicationdate", "pubdate", "pub_date",
    "article.published", "published-date", "article_date_original", "date_published", "article-publish-date",
    "datecreated", "citation_publication_date", "citation_date", "bt:pubdate", "og:datepublished", "published_time",
    "article:published_date", "article:publicationdate", "article:post_date", "article.created", "publish_time",
    "publisheddate", "dateposted", "date_created", "dc.date.publication", "dc.created", "dc:created", "dc.issued",
    "og:publish_date", "og:article:published", "shareaholic:article_published_time", "vr:published_time", "rbpubdate",
    "og:regdate", "content_create_date", "twt-published-at",
)  # fmt: skip
_LOOSE = (
    "dc.date", "dcterms.date", "date", "originalpublicationdate", "ptime", "displaydate",
    "dcsext.articlefirstpublished", "article:create_at", "weibo: article:create_at", "apub:time", "og:release_date",
    "release_date", "time", "mediator_published_time", "dc:date", "created", "pdate", "doc_date", "timestamp",
    "video:release_date", "gentime",
)  # fmt: skip
_CALLED_SO = re.compile(
    r"publi(?:sh(?:ed)?|cation|cad[oa]|é)?[-_.: ]*(?:on|at|date|time|dt)"
    r"|(?:date|time|datum|fecha|data)[-_.: ]*(?:of[-_]?)?publi"
    r"|(?:online|issue|post|press|news|release|creation|article)[-_.: ]*date$"
)
_CALLED_OTHERWISE = re.compile(r"modif|updat|expir|unpubl|valid|last|revis|review")
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dateupdate", "lastmod", "last-modified",
                  "dcterms.modified", "dc.date.modified")  # fmt: skip


def loose_names(data: PageData) -> Iterator[str]:
    """Names of tags that may hold the date of publication: those known, and any that is called so."""
    yield from _LOOSE
    yield from (name for name in data.metas if _CALLED_SO.search(name) and not _CALLED_OTHERWISE.search(name))


def values_of(names: Iterable[str], data: PageData) -> Iterator[str]:
    """The values of all tags of these names, in the order of the names."""
    return (value for name in names for value in data.metas.get(name, ()))
