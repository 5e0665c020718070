"""Tables of what is seen and fetched: sources, URLs, crawl jobs, articles and their versions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.warehouse.base import Base, BigId, Document, Moment

# see planned_start_minutes: the few sources whose interval somebody has just set
_CHANGED = text("interval_minutes != planned_start_minutes OR learned_interval_minutes != planned_interval_minutes")
_HOLDS = text("ended_at IS NULL")
_TO_PROBE = text("probe_requested_at IS NOT NULL OR last_probed_at IS NULL")
_UNFINISHED = text("finished_at IS NULL")
_OF_RUNS = text("whole IS NOT NULL")
_OF_A_PARENT = text("parent_id IS NOT NULL")


class Source(Base):
    """A publisher. The catalogue gives the first values; what was learned (interval, health) rules."""

    __tablename__ = "sources"
    __table_args__ = (
        Index("ix_sources_interval_changed", "slug", sqlite_where=_CHANGED, postgresql_where=_CHANGED),
        Index("ix_sources_to_probe", "slug", sqlite_where=_TO_PROBE, postgresql_where=_TO_PROBE),
    )

    slug: Mapped[str] = mapped_column(Text, primary_key=True, doc="short name, also its partition key")
    name: Mapped[str] = mapped_column(Text, doc="as readers know it")
    url: Mapped[str] = mapped_column(Text, doc="home page")
    feeds: Mapped[list[str]] = mapped_column(Document, default=list, doc="given by the catalogue")
    discovered_feeds: Mapped[list[str]] = mapped_column(Document, default=list, doc="found by the probe")
    kind: Mapped[str] = mapped_column(Text, doc="rss (any feed) | sitemap | listing")
    country: Mapped[str | None] = mapped_column(Text, doc="ISO 3166 code")
    region: Mapped[str] = mapped_column(Text, index=True, doc="market of the catalogue")
    language: Mapped[str] = mapped_column(Text, doc="language it writes in")
    reputation: Mapped[int] = mapped_column(doc="0-100, from the catalogue")
    status: Mapped[str] = mapped_column(Text, default="candidate", doc="candidate | active | paused | rejected")
    interval_minutes: Mapped[int] = mapped_column(doc="between polls, where learning starts; from the catalogue")
    learned_interval_minutes: Mapped[int | None] = mapped_column(doc="between polls, from what it publishes; it rules")
    min_interval_minutes: Mapped[int | None] = mapped_column(doc="polled no more often; null: 10")
    max_interval_minutes: Mapped[int | None] = mapped_column(doc="polled no more rarely; null: 1440")
    planned_start_minutes: Mapped[int | None] = mapped_column(doc="interval_minutes when next_poll_at was set")
    planned_interval_minutes: Mapped[int | None] = mapped_column(doc="learned_interval_minutes when it was set")
    rhythm: Mapped[dict[str, Any] | None] = mapped_column(Document, doc="when it publishes, as its polls taught")
    next_poll_at: Mapped[dt.datetime | None] = mapped_column(Moment, index=True, doc="due from then on")
    last_polled_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="last time that it was asked for news")
    last_probed_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="end of the last probe")
    probe_requested_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="a probe is asked for since then")
    consecutive_failures: Mapped[int] = mapped_column(default=0, doc="since the last success")
    last_success_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="last poll or probe that worked")
    last_error: Mapped[str | None] = mapped_column(Text, doc="what went wrong last, in words")
    health: Mapped[str] = mapped_column(Text, default="unknown", doc="unknown | ok | the reason of the worst condition")
    health_since: Mapped[dt.datetime | None] = mapped_column(Moment, doc="when health became what it is")
    last_new_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="last poll that brought something new")
    news_days: Mapped[int] = mapped_column(default=0, doc="days on which a poll brought something new")
    news_gap_days: Mapped[float | None] = mapped_column(doc="from one of them to the next, in the mean of the latest")
    one_body: Mapped[list[str] | None] = mapped_column(
        Document, doc="prints of the page that it shows under all its addresses, while it does"
    )
    articles_total: Mapped[int] = mapped_column(default=0, doc="pages stored so far")
    enabled: Mapped[bool] = mapped_column(default=True, doc="false: the catalogue rests it")
    catalogue_hash: Mapped[str] = mapped_column(Text, default="", doc="of the entry that it was last synced from")
    created_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when the row was written")
    deleted_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="set: gone for good, with its history kept")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that wrote the row last")


class Resource(Base):
    """Validators of a feed, listing or sitemap: sent for that URL only, never for another."""

    __tablename__ = "resources"

    url: Mapped[str] = mapped_column(Text, primary_key=True)
    source_slug: Mapped[str] = mapped_column(Text, index=True)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    body_hash: Mapped[str | None] = mapped_column(Text)
    conditional_streak: Mapped[int] = mapped_column(default=0)  # 304s since the last full answer
    fetched_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    full_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="the last answer that was not a 304")
    distrusted_until: Mapped[dt.datetime | None] = mapped_column(
        Moment, doc="the server was caught with stale validators or a false 304; none are sent until then"
    )
    failing_since: Mapped[dt.datetime | None] = mapped_column(
        Moment, doc="could not be read since then, while others of its source could"
    )
    failures: Mapped[int] = mapped_column(default=0, server_default="0", doc="of such polls, in a row")
    retry_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="is left out of polls until then, since it fails")
    said_by: Mapped[str | None] = mapped_column(Text, doc="whose the validators are, where redirects had led")
    redirect_to: Mapped[str | None] = mapped_column(Text, doc="where it redirects permanently")
    redirect_since: Mapped[dt.datetime | None] = mapped_column(Moment, doc="first seen to, without a break")
    followed_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="when the source was moved there")
    held: Mapped[dict[str, Any] | None] = mapped_column(Document, doc="an answer that a probe and a poll share")


class SourceCondition(Base):
    """A state of a source's health. Several may hold at once; what has ended stays as history."""

    __tablename__ = "source_conditions"
    __table_args__ = (
        Index(
            "uq_source_conditions_open",
            "source_slug",
            "condition",
            unique=True,
            sqlite_where=_HOLDS,
            postgresql_where=_HOLDS,
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    source_slug: Mapped[str] = mapped_column(ForeignKey("sources.slug"), doc="source that it is a state of")
    condition: Mapped[str] = mapped_column(Text, doc="failing, silent, walls …: see condition_rows.py")
    reason: Mapped[str] = mapped_column(Text, doc="slug of what is wrong, e.g. http_404; health words it")
    detail: Mapped[str] = mapped_column(Text, default="", doc="what was found, in words")
    since: Mapped[dt.datetime] = mapped_column(Moment, doc="holds since then")
    seen_at: Mapped[dt.datetime] = mapped_column(Moment, doc="last time that it was found to hold")
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment, index=True, doc="set: no longer holds")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that found it first")
    ended_run_id: Mapped[str | None] = mapped_column(Text, doc="run that found it ended")


class Host(Base):
    """What is known of a web host: its pace, its robots.txt, until when it asked to be left alone."""

    __tablename__ = "hosts"

    host: Mapped[str] = mapped_column(Text, primary_key=True)  # host:port where the port is not the default
    next_request_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    closed_until: Mapped[dt.datetime | None] = mapped_column(Moment)
    delay_seconds: Mapped[float | None]  # slower than the settings say, after a 429 or 503
    busy_owner: Mapped[str | None] = mapped_column(Text)  # the client that has a request under way
    busy_until: Mapped[dt.datetime | None] = mapped_column(Moment)
    robots_text: Mapped[str | None] = mapped_column(Text)
    robots_state: Mapped[str | None] = mapped_column(Text)  # parsed | allow_all | deny_all
    robots_fetched_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    unreachable_since: Mapped[dt.datetime | None] = mapped_column(Moment)  # its circuit opened then
    unreachable_until: Mapped[dt.datetime | None] = mapped_column(Moment)  # it is not tried before
    unreachable_reason: Mapped[str | None] = mapped_column(Text)


class Url(Base):
    """Every URL ever discovered, and what became of it. The first source to discover it owns its cell."""

    __tablename__ = "urls"
    __table_args__ = (
        Index("ix_urls_work", "region", "cell_date", "state"),
        Index("ix_urls_source_state", "source_slug", "state"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    canonical_url: Mapped[str] = mapped_column(Text, unique=True)
    url: Mapped[str] = mapped_column(Text)
    source_slug: Mapped[str] = mapped_column(ForeignKey("sources.slug"))
    region: Mapped[str] = mapped_column(Text)
    cell_date: Mapped[dt.date] = mapped_column(Date)
    discovered_via: Mapped[str] = mapped_column(Text)  # the feed, sitemap or listing that named it
    feed_title: Mapped[str | None] = mapped_column(Text)
    feed_date: Mapped[dt.datetime | None] = mapped_column(Moment)
    feed_date_raw: Mapped[str | None] = mapped_column(Text)
    feed_date_precision: Mapped[str | None] = mapped_column(Text, doc="second | minute | day; NULL: nobody can read it")
    first_seen_at: Mapped[dt.datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(Text, default="waiting")  # waiting|fetched|duplicate|dropped|failed
    reason: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    priority: Mapped[int] = mapped_column(default=0)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    article_id: Mapped[int | None] = mapped_column(BigId, index=True)
    checked_at: Mapped[dt.datetime | None] = mapped_column(Moment)  # when it was last asked for and answered
    run_id: Mapped[str | None] = mapped_column(Text)


class CrawlJob(Base):
    """One crawl of one region (or the parent of several), with the ledger of its URLs."""

    __tablename__ = "crawl_jobs"
    __table_args__ = (
        # some hundred thousand a year, of which a few are under way, and one in ten has a parent
        Index("ix_crawl_jobs_unfinished", "id", sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED),
        Index("uq_crawl_jobs_whole", "whole", unique=True, sqlite_where=_OF_RUNS, postgresql_where=_OF_RUNS),
        Index("ix_crawl_jobs_parent_id", "parent_id", sqlite_where=_OF_A_PARENT, postgresql_where=_OF_A_PARENT),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("crawl_jobs.id"))
    trigger: Mapped[str] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(Text)
    cell_date: Mapped[dt.date | None] = mapped_column(Date)
    status: Mapped[str] = mapped_column(Text)  # pending | running | completed | failed | cancelled
    started_at: Mapped[dt.datetime] = mapped_column(Moment)
    finished_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    discovered: Mapped[int] = mapped_column(default=0)
    carried_in: Mapped[int] = mapped_column(default=0)
    fetched: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    duplicate: Mapped[int] = mapped_column(default=0)
    dropped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None] = mapped_column(Text)  # host/pid/start time of the process, to tell when it is gone
    whole: Mapped[str | None] = mapped_column(Text, doc="of a parent over several runs: what they have in common")
    cells: Mapped[int | None] = mapped_column(doc="of such a parent: how many it is over")
    error: Mapped[str | None] = mapped_column(Text)
    run_id: Mapped[str | None] = mapped_column(Text, index=True)


class CrawlResult(Base):
    """What one crawl did at one source; the same terms as :class:`CrawlJob`."""

    __tablename__ = "crawl_results"

    crawl_job_id: Mapped[int] = mapped_column(BigId, ForeignKey("crawl_jobs.id"), primary_key=True)
    source_slug: Mapped[str] = mapped_column(ForeignKey("sources.slug"), primary_key=True)
    status: Mapped[str] = mapped_column(Text)  # pending | running | completed | failed | cancelled
    discovered: Mapped[int] = mapped_column(default=0)
    carried_in: Mapped[int] = mapped_column(default=0)
    fetched: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    duplicate: Mapped[int] = mapped_column(default=0)
    dropped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    not_modified: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str | None] = mapped_column(Text)
    run_id: Mapped[str | None] = mapped_column(Text)


class CrawlEvent(Base):
    """What became of one URL at one source in one crawl: the rows that the ledger's terms are counted from."""

    __tablename__ = "crawl_events"

    crawl_job_id: Mapped[int] = mapped_column(BigId, ForeignKey("crawl_jobs.id"), primary_key=True)
    source_slug: Mapped[str] = mapped_column(Text, primary_key=True)
    url_id: Mapped[int] = mapped_column(BigId, ForeignKey("urls.id"), primary_key=True)
    entered: Mapped[str] = mapped_column(Text)  # discovered | carried_in
    outcome: Mapped[str | None] = mapped_column(Text)  # fetched|known|duplicate|dropped|failed|waiting
    reason: Mapped[str | None] = mapped_column(Text)


class Article(Base):
    """A page that was fetched. Its identity is the canonical URL; an edit makes a new revision."""

    __tablename__ = "articles"
    __table_args__ = (Index("ix_articles_cell", "cell_date", "region"),)

    id: Mapped[int] = mapped_column(
        BigId, primary_key=True, autoincrement=True, doc="what other tables call article_id"
    )
    canonical_url: Mapped[str] = mapped_column(Text, unique=True, doc="its identity")
    url: Mapped[str] = mapped_column(Text, doc="as it was discovered")
    source_slug: Mapped[str] = mapped_column(ForeignKey("sources.slug"), index=True, doc="publisher")
    region: Mapped[str] = mapped_column(Text, doc="market of its source")
    cell_date: Mapped[dt.date] = mapped_column(Date, doc="UTC day of discovery")
    collected_at: Mapped[dt.datetime] = mapped_column(Moment, doc="when it was first fetched")
    revision: Mapped[int] = mapped_column(default=1, doc="counts edits; the newest")
    title: Mapped[str | None] = mapped_column(Text, doc="of the feed, then of the page")
    feed_date: Mapped[dt.datetime | None] = mapped_column(Moment, doc="as the feed says, in UTC")
    feed_date_raw: Mapped[str | None] = mapped_column(Text, doc="as the feed wrote it")
    feed_date_precision: Mapped[str | None] = mapped_column(Text, doc="second | minute | day")
    published_at: Mapped[dt.datetime | None] = mapped_column(
        Moment, doc="the feed's date where plausible, else the page's"
    )
    published_raw: Mapped[str | None] = mapped_column(Text, doc="as it was written")
    published_precision: Mapped[str | None] = mapped_column(Text, doc="second | minute | day")
    published_origin: Mapped[str | None] = mapped_column(
        Text, doc="feed | json_ld | meta | markup | url | title | text | modified"
    )
    date_conflict: Mapped[bool] = mapped_column(default=False, doc="feed and page differ by over 48 h")
    date_note: Mapped[str | None] = mapped_column(Text, doc="missing | unreadable | future | ancient; NULL: sound")
    deleted_at: Mapped[dt.datetime | None] = mapped_column(Moment, doc="set: left out of everything")
    run_id: Mapped[str | None] = mapped_column(Text, doc="run that fetched it")


class ArticleVersion(Base):
    """The bytes of one revision, as a blob addressed by their hash. An edit that is undone is a revision too."""

    __tablename__ = "article_versions"
    __table_args__ = (Index("ix_article_versions_raw_hash", "raw_hash"),)

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("articles.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    blob_key: Mapped[str] = mapped_column(Text)
    raw_hash: Mapped[str] = mapped_column(Text)
    body_bytes: Mapped[int]
    content_type: Mapped[str | None] = mapped_column(Text)
    final_url: Mapped[str] = mapped_column(Text)
    http_status: Mapped[int]
    headers: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    fetched_at: Mapped[dt.datetime] = mapped_column(Moment)
    another: Mapped[bool] = mapped_column(
        default=False, server_default=false(), doc="no edit: another article than before stands at the URL"
    )
    run_id: Mapped[str | None] = mapped_column(Text)
