"""Writing what became of one URL: its article and version, its state, its event. One transaction, all or nothing.

Pages that arrive together are stored together (:func:`store_pages`): new ones, which most are, in one statement a
table. The statements are made once: a crawl runs them thousands of times a minute, and putting one together costs
more than running it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from pipeline.crawl.ledger import STAGE
from pipeline.crawl.pages import Page
from pipeline.crawl.register import Place
from pipeline.crawl.revisits import Turn
from pipeline.crawl.rows import Target
from pipeline.failures import Verdict
from pipeline.language.publication import plausible
from pipeline.warehouse.failure_rows import clear_failure, record_failure
from pipeline.warehouse.schema import Article, ArticleVersion, CrawlEvent, Url
from pipeline.warehouse.upsert import insert_ignore

VERSION = "crawl-1"
# so many pages of a source may call the same other page their canonical; then it is a mistake in its template
BELIEVED_CANONICALS = 3
# what a page may be refused for, as against fetching that failed
_DROPPED = (
    "not_html not_a_page redirected_home robots_disallowed private_address bad_scheme bad_url bad_port credentials"
    " too_large too_many_redirects bad_redirect"
)
DROPPED = frozenset(_DROPPED.split())

_articles, _versions = cast(Table, Article.__table__), cast(Table, ArticleVersion.__table__)
_urls, _events = cast(Table, Url.__table__), cast(Table, CrawlEvent.__table__)
_NAMED = select(_articles.c.id, _articles.c.canonical_url).where(
    _articles.c.canonical_url.in_([bindparam("identity"), bindparam("asked"), bindparam("other_scheme")])
)
_SAME_BYTES = (
    select(_articles.c.id)
    .join(_versions, _versions.c.article_id == _articles.c.id)
    .where(_versions.c.raw_hash == bindparam("raw_hash"), _articles.c.source_slug == bindparam("slug"))
    .limit(1)
)
_ALL_NAMED = select(_articles.c.canonical_url).where(_articles.c.canonical_url.in_(bindparam("names", expanding=True)))
_ALL_SAME_BYTES = (
    select(_versions.c.raw_hash, _articles.c.source_slug)
    .join(_articles, _versions.c.article_id == _articles.c.id)
    .where(
        _versions.c.raw_hash.in_(bindparam("hashes", expanding=True)),
        _articles.c.source_slug.in_(bindparam("slugs", expanding=True)),
    )
    .distinct()
)
_NEW_ARTICLE = insert(_articles).returning(_articles.c.id, sort_by_parameter_order=True)
_NEW_VERSION = insert(_versions)
_FILED = update(_urls).where(_urls.c.id == bindparam("which"))
_SETTLED = (
    update(_events)
    .where(
        _events.c.crawl_job_id == bindparam("job"),
        _events.c.source_slug == bindparam("slug"),
        _events.c.url_id == bindparam("which"),
    )
    .values(outcome=bindparam("outcome"), reason=bindparam("reason"))
)


@dataclass(frozen=True)
class Fetched:
    """A page that was fetched for a target, and whose bytes are put away."""

    place: Place
    target: Target
    page: Page
    blob_key: str
    fetched_at: dt.datetime
    turn: Turn = "edited"  # what it is to the page that was there before

    @property
    def names(self) -> set[str]:
        """URLs under which the article may be known already."""
        return {self.page.identity, self.target.canonical, _other_scheme(self.page.identity)}

    @property
    def bytes_of(self) -> tuple[str, str]:
        return self.page.raw_hash, self.place.slug


def store_pages(session: Session, pages: list[Fetched]) -> list[str]:
    """File fetched pages; the outcome of each is as :func:`store_page` gives it, one after the other."""
    session.flush()
    new = _surely_new(session, pages)
    _store_all_new(session, [pages[number] for number in new])
    return ["fetched" if number in new else store_page(session, page) for number, page in enumerate(pages)]


def _surely_new(session: Session, pages: list[Fetched]) -> set[int]:
    """Which of the pages have nothing to do with anything that is stored, nor with each other: most of them."""
    found: list[int] = []
    names: set[str] = set()
    bodies: set[tuple[str, str]] = set()
    for number, page in enumerate(pages):
        if page.target.article_id is not None or page.target.attempts:
            continue
        if names.isdisjoint(page.names) and page.bytes_of not in bodies:
            found.append(number)
        names |= page.names
        bodies.add(page.bytes_of)
    if not found:
        return set()
    connection = session.connection()
    known = set(connection.scalars(_ALL_NAMED, {"names": sorted(names)}))
    hashes, slugs = ([*{both[part] for both in bodies}] for part in (0, 1))
    stored = {
        (digest, slug) for digest, slug in connection.execute(_ALL_SAME_BYTES, {"hashes": hashes, "slugs": slugs})
    }
    return {
        number for number in found if known.isdisjoint(pages[number].names) and pages[number].bytes_of not in stored
    }


def _store_all_new(session: Session, pages: Sequence[Fetched]) -> None:
    if not pages:
        return
    connection = session.connection()
    versions = [_version(page) for page in pages]
    articles = [_new_article(page, page.page.identity) for page in pages]
    ids = list(connection.scalars(_NEW_ARTICLE, articles))
    connection.execute(
        _NEW_VERSION,
        [{**version, "article_id": id_, "revision": 1} for version, id_ in zip(versions, ids, strict=True)],
    )
    for page, article, id_ in zip(pages, articles, ids, strict=True):
        if page.page.identity != page.target.canonical:
            _know_as(session, page, id_, article)
    connection.execute(_FILED, [_filed(page, id_, "fetched") for page, id_ in zip(pages, ids, strict=True)])
    connection.execute(_SETTLED, [_settled(page.place, page.target, "fetched", None) for page in pages])


def store_page(session: Session, fetched: Fetched) -> str:
    """File a fetched page. Returns the outcome: ``fetched``, ``known`` (unchanged) or ``duplicate``."""
    place, target = fetched.place, fetched.target
    article_id = target.article_id
    reason: str | None
    if article_id is not None and session.get(Article, article_id) is not None:
        outcome, reason = _store_again(session, article_id, fetched)
        state = "fetched"
    else:
        article_id, reason = _original(session, place, target, fetched.page)
        state = outcome = "fetched" if article_id is None else "duplicate"
        if article_id is None:
            article_id = _store_new(session, fetched)
    if target.attempts:
        clear_failure(session, stage=STAGE, subject_type="url", subject_ids=[target.url_id])
    session.connection().execute(_FILED, _filed(fetched, article_id, state, reason if state == "duplicate" else None))
    _settle(session, place, target, outcome, reason)
    return outcome


def _filed(fetched: Fetched, article_id: int, state: str, reason: str | None = None) -> dict[str, object]:
    """What the row of the URL says of it now."""
    return {
        "which": fetched.target.url_id,
        "state": state,
        "reason": reason,
        "article_id": article_id,
        "attempts": 0,
        "retry_at": None,
        "checked_at": fetched.fetched_at,
        "etag": fetched.page.etag,
        "last_modified": fetched.page.last_modified,
        "run_id": fetched.place.run_id,
    }


def store_unchanged(session: Session, place: Place, target: Target, *, fetched_at: dt.datetime) -> str:
    """A known page that was asked for again and has not changed."""
    session.execute(update(Url).where(Url.id == target.url_id).values(checked_at=fetched_at, run_id=place.run_id))
    _settle(session, place, target, "known", "not_modified")
    return "known"


def store_failure(
    session: Session, place: Place, target: Target, *, verdict: Verdict, message: str, now: dt.datetime
) -> str:
    """A page that could not be had: dropped, dead, or due again after 60 s · 2ⁿ. Returns the outcome."""
    if target.revisit:  # we have the page; that its edit could not be had changes nothing
        _settle(session, place, target, "known", f"revisit_{verdict.reason}"[:80])
        return "known"
    row = session.get_one(Url, target.url_id)
    row.run_id, row.reason, row.checked_at = place.run_id, verdict.reason, now
    row.attempts += 1
    if verdict.permanent and verdict.reason in DROPPED:
        row.state, row.retry_at = "dropped", None
    else:
        failure = record_failure(
            session,
            stage=STAGE,
            subject_type="url",
            subject_id=row.id,
            verdict=verdict,
            message=message,
            version=VERSION,
            input_hash="",
            now=now,
            run_id=place.run_id,
        )
        row.state, row.retry_at = "failed", failure.retry_at
    _settle(session, place, target, row.state, verdict.reason)
    return row.state


def store_waiting(session: Session, place: Place, target: Target, *, reason: str, until: dt.datetime | None) -> str:
    """A page that was not asked for, since its host wants to be left alone: no attempt, no failure."""
    outcome = "known" if target.revisit else "waiting"
    if not target.revisit:
        session.execute(
            update(Url)
            .where(Url.id == target.url_id)
            .values(state="waiting", reason=reason, retry_at=until, run_id=place.run_id)
        )
    _settle(session, place, target, outcome, reason)
    return outcome


def _original(session: Session, place: Place, target: Target, page: Page) -> tuple[int | None, str | None]:
    """The article that this page is a duplicate of and how we know, or twice None."""
    # a site that turned to https, and a feed that followed it later, name one page twice
    other = _other_scheme(page.identity)
    asked = {"identity": page.identity, "asked": target.canonical, "other_scheme": other}
    named = {url: article_id for article_id, url in session.connection().execute(_NAMED, asked)}
    if target.canonical in named:
        return named[target.canonical], "same_url"
    article_id = named.get(page.identity)
    if article_id is not None and not (page.named == "canonical" and _is_template_mistake(session, article_id)):
        return article_id, page.named
    if other in named:
        return named[other], "other_scheme"
    same = session.connection().scalar(_SAME_BYTES, {"raw_hash": page.raw_hash, "slug": place.slug})
    return (int(same), "same_bytes") if same is not None else (None, None)


def _other_scheme(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return f"{'http' if scheme == 'https' else 'https'}{mark}{rest}"


def _is_template_mistake(session: Session, article_id: int) -> bool:
    claims = session.scalar(
        select(func.count())
        .select_from(Url)
        .where(Url.article_id == article_id, Url.state == "duplicate", Url.reason == "canonical")
    )
    return (claims or 0) >= BELIEVED_CANONICALS


def _store_new(session: Session, fetched: Fetched) -> int:
    page, target = fetched.page, fetched.target
    identity = page.identity
    if page.named == "canonical" and identity != target.canonical:  # known, and not believed
        taken = session.scalar(select(Article.id).where(Article.canonical_url == identity))
        identity = target.canonical if taken is not None else identity
    article = _new_article(fetched, identity)
    article_id = int(session.connection().scalar(_NEW_ARTICLE, article))
    session.connection().execute(_NEW_VERSION, {**_version(fetched), "article_id": article_id, "revision": 1})
    if identity != target.canonical:
        _know_as(session, fetched, article_id, article)
    return article_id


def _new_article(fetched: Fetched, identity: str) -> dict[str, object]:
    place, target, fetched_at = fetched.place, fetched.target, fetched.fetched_at
    believed = plausible(target.feed_date, fetched_at)
    return {
        "canonical_url": identity,
        "url": fetched.page.final_url,
        "source_slug": place.slug,
        "region": place.cell.region,
        "cell_date": target.cell_day,
        "collected_at": fetched_at,
        "revision": 1,
        "title": target.feed_title,
        "feed_date": target.feed_date,
        "feed_date_raw": target.feed_date_raw,
        "feed_date_precision": target.feed_date_precision,
        "published_at": target.feed_date if believed else None,
        "published_raw": target.feed_date_raw if believed else None,
        "published_precision": target.feed_date_precision if believed else None,
        "published_origin": "feed" if believed else None,
        "run_id": place.run_id,
    }


def _know_as(session: Session, fetched: Fetched, article_id: int, article: dict[str, object]) -> None:
    """A row for the URL that the article is known by, so that it is not fetched under that one too."""
    place, target = fetched.place, fetched.target
    twin = {
        "canonical_url": article["canonical_url"],
        "url": article["canonical_url"],
        "source_slug": place.slug,
        "region": place.cell.region,
        "cell_date": target.cell_day,
        "discovered_via": target.url,
        "feed_title": target.feed_title,
        "feed_date": target.feed_date,
        "feed_date_raw": target.feed_date_raw,
        "feed_date_precision": target.feed_date_precision,
        "first_seen_at": article["collected_at"],
        "checked_at": article["collected_at"],
        "state": "fetched",
        "attempts": 0,
        "priority": 0,
        "article_id": article_id,
        "run_id": place.run_id,
    }
    insert_ignore(session, Url, [twin])


def present_blob(session: Session, article_id: int) -> str | None:
    """The key of the bytes of an article's newest revision."""
    query = select(_versions.c.blob_key).where(_versions.c.article_id == article_id)
    key: str | None = session.scalar(query.order_by(_versions.c.revision.desc()).limit(1))
    return key


def _store_again(session: Session, article_id: int, fetched: Fetched) -> tuple[str, str | None]:
    """A page that we have had before: a new revision if its bytes changed, unless it is no article of this URL."""
    article = session.get_one(Article, article_id)
    present = session.get(ArticleVersion, (article.id, article.revision))
    if present is not None and present.raw_hash == fetched.page.raw_hash:
        if not fetched.target.revisit:  # asked for again, and its bytes are back: extraction may try once more
            clear_failure(session, stage="extraction", subject_type="article", subject_ids=[article_id])
        return "known", "unchanged"
    if _leads_elsewhere(session, article, fetched.page):
        return "known", "leads_to_another"
    if fetched.turn == "degraded":
        return "known", "degraded"
    article.revision += 1
    another = fetched.turn == "another_article"
    if another:  # what the feed said of the article that stood here before
        article.title = article.feed_date = article.feed_date_raw = article.feed_date_precision = None
        article.published_at = article.published_raw = None
        article.published_precision = article.published_origin = None
        session.execute(
            update(Url)
            .where(Url.id == fetched.target.url_id)
            .values(feed_title=None, feed_date=None, feed_date_raw=None, feed_date_precision=None)
        )
    session.flush()
    again = {**_version(fetched), "article_id": article.id, "revision": article.revision, "another": another}
    session.connection().execute(_NEW_VERSION, again)
    return "fetched", fetched.turn


def _leads_elsewhere(session: Session, article: Article, page: Page) -> bool:
    """The page now redirects, or points with its canonical link, to an article that we know under its own URL."""
    if page.named == "asked" or page.identity == article.canonical_url:
        return False
    other = session.scalar(select(Article.id).where(Article.canonical_url == page.identity))
    return other is not None and other != article.id


def _version(fetched: Fetched) -> dict[str, object]:
    page = fetched.page
    return {
        "blob_key": fetched.blob_key,
        "raw_hash": page.raw_hash,
        "body_bytes": page.body_bytes,
        "content_type": page.content_type,
        "final_url": page.final_url,
        "http_status": page.http_status,
        "headers": page.headers,
        "fetched_at": fetched.fetched_at,
        "run_id": fetched.place.run_id,
    }


def _settle(session: Session, place: Place, target: Target, outcome: str, reason: str | None) -> None:
    session.connection().execute(_SETTLED, _settled(place, target, outcome, reason))


def _settled(place: Place, target: Target, outcome: str, reason: str | None) -> dict[str, object]:
    return {"job": place.job_id, "slug": place.slug, "which": target.url_id, "outcome": outcome, "reason": reason}
