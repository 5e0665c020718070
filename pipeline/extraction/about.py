"""What a page says about its article besides title, authors and date: lead image, canonical, section, keywords.

Taken as the page gives it, JSON-LD before meta tags before markup, and stored as metadata: nothing here is fetched, and
the canonical address decides nothing (the crawl weighs it for itself). Addresses are absolute http(s) ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipeline.extraction.blocks import normal
from pipeline.extraction.markup import Markup
from pipeline.extraction.structured import PageData, name_of, node_types, plain
from pipeline.web.urls import resolve

MAX_KEYWORDS = 30
LONGEST_NAME = 80
SMALLEST_SIDE = 100  # pixels; smaller is an icon
_SEPARATORS = re.compile(r"[,;|،؛、，；।]")
# words of which the names of pictures consist that every page of a site has
_NO_PHOTO = re.compile(
    r"(?:^|[_.\-])(?:(?:1x1|1px|blank|spacer|pixel|transparent|sprites?|avatars?|gravatar|fallback|dummy|loading|loader|"
    r"defaults?)(?=\d*(?:\.|$))|(?:favicon|apple-touch-icon|placeholders?|no[_\-]?(?:image|photo|pic|img|thumb(?:nail)?)|"
    r"image-not-available|default[_\-](?:image|img|thumb(?:nail)?|photo|og|share|post|news)|lazy-?load(?:er|ing)?)"
    r"(?=$|[_.\-\d]))"
)
_GENERIC_NAME = re.compile(
    r"(?:^|[_\-])(?:logos?(?:[_\-](?:share|social|og|fb|[a-z]{2}))*|(?:og|social|share|sharing|facebook|fb|twitter|cover)[_\-]?(?:image|img|default|card|logo|share|"
    r"icon|thumb|preview)?|site-?logo|brand|masthead|banner)\d*$"
)
_LOGO_START = re.compile(r"^logos?(?=$|[_\-\d])")
_TRACKER = re.compile(
    r"(?:^|\.)(?:doubleclick\.net|google-analytics\.com|googletagmanager\.com|scorecardresearch\.com|chartbeat\.(?:com|net)|"
    r"quantserve\.com|omtrdc\.net|2o7\.net|mc\.yandex\.ru|counter\.yadro\.ru|hotjar\.com|imrworldwide\.com|comscore\.com|"
    r"parsely\.com|adnxs\.com|taboola\.com|outbrain\.com|piwik\.pro|matomo\.cloud|gravatar\.com)$|^(?:pixel|counter|track|"
    r"tracking|analytics|stats|beacon)s?\d*\."
)
_HOMES = (
    "home homepage inicio início accueil startseite главная головна الرئيسية 首页 首頁 ホーム 홈 beranda anasayfa होम"
)
_HOME_NAMES = frozenset(_HOMES.split())
_SIZE = re.compile(r"[_\-.](?:\d{2,4}x\d{2,4}|\d{1,4}(?:px|w)?|scaled|min|large|small|big|white|black|new)(?=$|[_\-.])")


@dataclass(frozen=True)
class About:
    """``lead_image`` and ``canonical_url`` are absolute; ``keywords`` in the page's order, each once."""

    lead_image: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    keywords: list[str] = field(default_factory=list)


def read_about(markup: Markup, data: PageData, url: str | None, title: str | None) -> About:
    """Read it all while the tree is whole. ``url`` is where the page came from, None for a loose file."""
    canonical = _canonical(markup, data, url)
    base = _base(markup.tree, url or canonical)
    return About(
        lead_image=_lead_image(markup, data, base, {url, canonical}),
        canonical_url=canonical,
        section=_section(data, title),
        keywords=_keywords(data),
    )


def _absolute(base: str, address: str) -> str | None:
    found = resolve(base, address)
    return found if found and urlsplit(found).netloc else None


def _base(tree: HtmlElement, url: str | None) -> str:
    """What relative addresses are relative to; empty where nothing tells, and then they lead nowhere."""
    for element in tree.iter("base"):
        if href := element.get("href"):
            return resolve(url or "", href) or url or ""
    return url or ""


def _canonical(markup: Markup, data: PageData, url: str | None) -> str | None:
    links = [
        element.get("href") or ""
        for element in markup.tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    page = data.article.get("mainEntityOfPage")
    declared = [page, page.get("@id") if isinstance(page, dict) else None, data.article.get("url")]
    for candidate in (*links, data.meta("og:url"), *declared):
        if isinstance(candidate, str) and candidate.strip() and (found := _absolute(url or "", candidate)):
            here = urlsplit(url).path.strip("/") if url else ""
            if here and not urlsplit(found).path.strip("/") and not urlsplit(found).query:
                continue  # a template that names the home page on every page
            return found
    return None


def _lead_image(markup: Markup, data: PageData, base: str, pages: set[str | None]) -> str | None:
    logos = {address for node in data.nodes for address in _addresses(node.get("logo"))}
    nodes = {str(node["@id"]): node for node in data.nodes if "@id" in node and ("url" in node or "contentUrl" in node)}
    small = _is_small(data.meta("og:image:width"), data.meta("og:image:height"))
    named = [] if small else [data.meta("og:image:secure_url"), data.meta("og:image", "og:image:url")]
    candidates = [
        *_addresses(_referred(data.article.get("image"), nodes)),
        *_addresses(data.article.get("thumbnailUrl")),
        *named,
        data.meta("twitter:image", "twitter:image:src", "parsely-image-url", "thumbnail", "image"),
        *(link.get("href") for link in markup.tree.iter("link") if (link.get("rel") or "").lower() == "image_src"),
        *_shown(markup.tree),
    ]
    for candidate in candidates:
        if not candidate or candidate in logos or not (found := _absolute(base, candidate)):
            continue
        if found not in pages and _is_photo(found):
            return found
    return None


def _referred(image: Any, nodes: dict[str, dict[str, Any]]) -> Any:
    """The node that ``{"@id": …}`` refers to, where the page has it; anything else is left as it is."""
    if isinstance(image, dict) and len(image) == 1 and "@id" in image:
        return nodes.get(str(image["@id"]), image)
    return image


def _addresses(value: Any) -> Iterator[str]:
    """The addresses in a JSON-LD image: a string, an ImageObject, or a list of these, the largest known first."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if _is_small(value.get("width"), value.get("height")):
            return
        for name in ("url", "contentUrl", "@id"):
            inner = value.get(name)
            if isinstance(inner, str) and not inner.startswith("#"):
                yield inner
                return
            if isinstance(inner, list):
                yield from (each for each in inner if isinstance(each, str))
                return
    elif isinstance(value, list):
        for each in value[:20]:
            yield from _addresses(each)


def _shown(tree: HtmlElement) -> Iterator[str]:
    """Pictures in the article's own part of the page, as it shows them, also those that a script would load."""
    for path in (".//article//img", './/*[@role="main" or self::main]//img'):
        for image in tree.xpath(path)[:20]:
            if _is_small(image.get("width"), image.get("height")):
                continue
            if any(each.tag in ("aside", "nav", "footer", "header") for each in image.iterancestors()):
                continue
            for name in ("data-src", "data-original", "data-lazy-src", "src"):
                if (value := image.get(name)) and not value.startswith("data:"):
                    yield value
                    break


def _is_small(*sides: Any) -> bool:
    for side in sides:
        match = re.match(r"\s*(\d{1,6})", str(side.get("value") if isinstance(side, dict) else side))
        if match and int(match.group(1)) < SMALLEST_SIDE:
            return True
    return False


def _is_photo(address: str) -> bool:
    """Whether an address may be that of the article's own picture, and no logo, placeholder or counter."""
    parts = urlsplit(address)
    if _TRACKER.search(parts.hostname or "") or not parts.path.strip("/"):
        return False
    path = unquote(parts.path).lower()
    name = path.rsplit("/", 1)[-1]
    stem, _, ending = name.rpartition(".")
    if ending in ("svg", "ico", "js", "php", "mp4", "webm"):
        return ending == "php" and not _NO_PHOTO.search(name) and bool(parts.query)
    bare = _SIZE.sub("", stem or name)
    if _NO_PHOTO.search(name) or _GENERIC_NAME.search(bare) or _LOGO_START.match(bare):
        return False
    return not re.search(r"/(?:logos?|icons?|avatars?|placeholders?|sprites?|emoji|smilies)/", path)


def _section(data: PageData, title: str | None) -> str | None:
    declared = data.article.get("articleSection")
    first = next((each for each in declared if each), None) if isinstance(declared, list) else declared
    for candidate in (
        name_of(first),
        data.meta("article:section", "parsely-section", "og:article:section", "cxenseparse:section", "section"),
        _breadcrumb(data, title),
    ):
        name = plain(candidate).split(",")[0].strip() if candidate else ""
        if name and len(name) <= LONGEST_NAME and not name.startswith(("http://", "https://")):
            return name
    return None


def _breadcrumb(data: PageData, title: str | None) -> str | None:
    """The first step below the home page in a declared trail that is not the article itself."""
    for node in data.nodes:
        if "BreadcrumbList" not in node_types(node):
            continue
        steps = node.get("itemListElement")
        names = [_step(step) for step in steps] if isinstance(steps, list) else []
        inner = [name for name in names[1:-1] if name and normal(name) != normal(title)]
        # a trail that starts below the home page
        if names and names[0] and names[0].casefold() not in _HOME_NAMES and len(names) == 2:
            inner = [names[0]]
        if inner:
            return inner[0]
    return None


def _step(step: Any) -> str | None:
    if not isinstance(step, dict):
        return None
    return name_of(step) or name_of(step.get("item") if isinstance(step.get("item"), dict) else None)


def _keywords(data: PageData) -> list[str]:
    sources: tuple[list[str], ...] = (
        list(_words(data.article.get("keywords"))),
        list(_words(data.metas.get("news_keywords"))),
        list(_words(data.metas.get("article:tag", data.metas.get("og:article:tag")))),
        list(_words(data.metas.get("parsely-tags"))),
        list(_words(data.metas.get("keywords"))),
    )
    found: dict[str, str] = {}
    for word in next((words for words in sources if words), []):
        found.setdefault(word.casefold(), word)
    return list(found.values())[:MAX_KEYWORDS]


def _words(value: Any) -> Iterator[str]:
    """Keywords of a list, of names of nodes, or of a string in which commas of any script part them."""
    if isinstance(value, str):
        for part in _SEPARATORS.split(value):
            word = plain(part).strip("#\"'[] ")
            if word and len(word) <= LONGEST_NAME:
                yield word
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif isinstance(value, dict):
        yield from _words(name_of(value))
