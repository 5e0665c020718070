"""Create the warehouse

Revision: 0001, after None
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import pipeline.warehouse.base
from pipeline.warehouse.schema import ARTICLE_STATUS_VIEW

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_usage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("desk_id", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("input_units", sa.Integer(), nullable=False),
        sa.Column("output_units", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("cost_usd", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.Column("cached", sa.Boolean(), nullable=False),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_usage")),
    )
    with op.batch_alter_table("api_usage", schema=None) as batch_op:
        batch_op.create_index("ix_api_usage_created", ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_api_usage_run_id"), ["run_id"], unique=False)

    op.create_table(
        "budget_reservations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("desk_id", sa.Text(), nullable=True),
        sa.Column("amount_usd", sa.Numeric(precision=12, scale=6), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_reservations")),
        sa.UniqueConstraint("request_hash", name=op.f("uq_budget_reservations_request_hash")),
    )
    op.create_table(
        "claims",
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column("expires_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("stage", "subject_id", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_owner"), ["owner"], unique=False)

    op.create_table(
        "crawl_jobs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("cell_date", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("started_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("finished_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("discovered", sa.Integer(), nullable=False),
        sa.Column("carried_in", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["crawl_jobs.id"], name=op.f("fk_crawl_jobs_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crawl_jobs")),
    )
    with op.batch_alter_table("crawl_jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crawl_jobs_run_id"), ["run_id"], unique=False)

    op.create_table(
        "failures",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("last_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("retry_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
        sa.UniqueConstraint(
            "stage", "subject_type", "subject_id", name=op.f("uq_failures_stage_subject_type_subject_id")
        ),
    )
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("next_request_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("closed_until", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("delay_seconds", sa.Double(), nullable=True),
        sa.Column("busy_owner", sa.Text(), nullable=True),
        sa.Column("busy_until", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("robots_text", sa.Text(), nullable=True),
        sa.Column("robots_state", sa.Text(), nullable=True),
        sa.Column("robots_fetched_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_hosts")),
    )
    op.create_table(
        "paid_calls",
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("input_units", sa.Integer(), nullable=False),
        sa.Column("output_units", sa.Integer(), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("request_hash", name=op.f("pk_paid_calls")),
    )
    op.create_table(
        "reprocess_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("selector", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reprocess_requests")),
    )
    op.create_table(
        "resources",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source_slug", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("conditional_streak", sa.Integer(), nullable=False),
        sa.Column("fetched_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_resources")),
    )
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resources_source_slug"), ["source_slug"], unique=False)

    op.create_table(
        "sources",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("feeds", sa.JSON(), nullable=False),
        sa.Column("discovered_feeds", sa.JSON(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("reputation", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("interval_minutes", sa.Integer(), nullable=False),
        sa.Column("learned_interval_minutes", sa.Integer(), nullable=True),
        sa.Column("planned_start_minutes", sa.Integer(), nullable=True),
        sa.Column("planned_interval_minutes", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.JSON(), nullable=True),
        sa.Column("next_poll_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("last_polled_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("last_probed_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("probe_requested_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("consecutive_failures", sa.Integer(), nullable=False),
        sa.Column("last_success_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("health", sa.Text(), nullable=False),
        sa.Column("health_since", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("articles_total", sa.Integer(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("catalogue_hash", sa.Text(), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("deleted_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_sources")),
    )
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sources_interval_changed",
            ["slug"],
            unique=False,
            sqlite_where=sa.text(
                "interval_minutes != planned_start_minutes OR learned_interval_minutes != planned_interval_minutes"
            ),
            postgresql_where=sa.text(
                "interval_minutes != planned_start_minutes OR learned_interval_minutes != planned_interval_minutes"
            ),
        )
        batch_op.create_index(batch_op.f("ix_sources_next_poll_at"), ["next_poll_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sources_region"), ["region"], unique=False)

    op.create_table(
        "stage_versions",
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("updated_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("stage", name=op.f("pk_stage_versions")),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("first_seen_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("last_seen_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("accounts", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["stories.id"], name=op.f("fk_stories_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    with op.batch_alter_table("stories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stories_last_seen_at"), ["last_seen_at"], unique=False)

    op.create_table(
        "story_gatherings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_gatherings")),
    )
    op.create_table(
        "translation_memory",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_translation_memory")),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source_slug", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("cell_date", sa.Date(), nullable=False),
        sa.Column("collected_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("feed_date", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("feed_date_raw", sa.Text(), nullable=True),
        sa.Column("published_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("published_raw", sa.Text(), nullable=True),
        sa.Column("published_precision", sa.Text(), nullable=True),
        sa.Column("published_origin", sa.Text(), nullable=True),
        sa.Column("date_conflict", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source_slug"], ["sources.slug"], name=op.f("fk_articles_source_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("canonical_url", name=op.f("uq_articles_canonical_url")),
    )
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.create_index("ix_articles_cell", ["cell_date", "region"], unique=False)
        batch_op.create_index(batch_op.f("ix_articles_source_slug"), ["source_slug"], unique=False)

    op.create_table(
        "crawl_results",
        sa.Column("crawl_job_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_slug", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("discovered", sa.Integer(), nullable=False),
        sa.Column("carried_in", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("not_modified", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["crawl_job_id"], ["crawl_jobs.id"], name=op.f("fk_crawl_results_crawl_job_id")),
        sa.ForeignKeyConstraint(["source_slug"], ["sources.slug"], name=op.f("fk_crawl_results_source_slug")),
        sa.PrimaryKeyConstraint("crawl_job_id", "source_slug", name=op.f("pk_crawl_results")),
    )
    op.create_table(
        "opportunities",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("desk_id", sa.Text(), nullable=False),
        sa.Column("cell_date", sa.Date(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("angle", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("story_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("priority", sa.Double(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("detected_by", sa.Text(), nullable=False),
        sa.Column("as_of", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("updated_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_opportunities_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunities")),
        sa.UniqueConstraint("desk_id", "dedupe_key", name=op.f("uq_opportunities_desk_id_dedupe_key")),
    )
    with op.batch_alter_table("opportunities", schema=None) as batch_op:
        batch_op.create_index("ix_opportunities_desk_day", ["desk_id", "cell_date"], unique=False)

    op.create_table(
        "urls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source_slug", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("cell_date", sa.Date(), nullable=False),
        sa.Column("discovered_via", sa.Text(), nullable=False),
        sa.Column("feed_title", sa.Text(), nullable=True),
        sa.Column("feed_date", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("feed_date_raw", sa.Text(), nullable=True),
        sa.Column("first_seen_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checked_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source_slug"], ["sources.slug"], name=op.f("fk_urls_source_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urls")),
        sa.UniqueConstraint("canonical_url", name=op.f("uq_urls_canonical_url")),
    )
    with op.batch_alter_table("urls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_urls_article_id"), ["article_id"], unique=False)
        batch_op.create_index("ix_urls_source_state", ["source_slug", "state"], unique=False)
        batch_op.create_index("ix_urls_work", ["region", "cell_date", "state"], unique=False)

    op.create_table(
        "article_topics",
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("relevance", sa.Double(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_topics_article_id")),
        sa.PrimaryKeyConstraint("article_id", "topic", name=op.f("pk_article_topics")),
    )
    op.create_table(
        "article_versions",
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("blob_key", sa.Text(), nullable=False),
        sa.Column("raw_hash", sa.Text(), nullable=False),
        sa.Column("body_bytes", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("fetched_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_versions_article_id")),
        sa.PrimaryKeyConstraint("article_id", "revision", name=op.f("pk_article_versions")),
    )
    with op.batch_alter_table("article_versions", schema=None) as batch_op:
        batch_op.create_index("ix_article_versions_raw_hash", ["raw_hash"], unique=False)

    op.create_table(
        "crawl_events",
        sa.Column("crawl_job_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_slug", sa.Text(), nullable=False),
        sa.Column("url_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["crawl_job_id"], ["crawl_jobs.id"], name=op.f("fk_crawl_events_crawl_job_id")),
        sa.ForeignKeyConstraint(["url_id"], ["urls.id"], name=op.f("fk_crawl_events_url_id")),
        sa.PrimaryKeyConstraint("crawl_job_id", "source_slug", "url_id", name=op.f("pk_crawl_events")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("opportunity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("gates", sa.JSON(), nullable=False),
        sa.Column("quality_score", sa.Float(), nullable=True),
        sa.Column("originality_score", sa.Float(), nullable=True),
        sa.Column("bias_score", sa.Float(), nullable=True),
        sa.Column("fact_check_score", sa.Float(), nullable=True),
        sa.Column("perspective_balance_score", sa.Float(), nullable=True),
        sa.Column("overall_quality_score", sa.Float(), nullable=True),
        sa.Column("generated_by", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("prompt_version", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("stale_since", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunities.id"], name=op.f("fk_drafts_opportunity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("opportunity_id", "revision", name=op.f("uq_drafts_opportunity_id_revision")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_desk_id"), ["desk_id"], unique=False)

    op.create_table(
        "embeddings",
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_embeddings_article_id")),
        sa.PrimaryKeyConstraint("article_id", "model", name=op.f("pk_embeddings")),
    )
    op.create_table(
        "extractions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("published_at", pipeline.warehouse.base.Moment(timezone=True), nullable=True),
        sa.Column("published_raw", sa.Text(), nullable=True),
        sa.Column("published_precision", sa.Text(), nullable=True),
        sa.Column("published_origin", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_extractions_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extractions")),
        sa.UniqueConstraint(
            "article_id", "revision", "version", name=op.f("uq_extractions_article_id_revision_version")
        ),
    )
    with op.batch_alter_table("extractions", schema=None) as batch_op:
        batch_op.create_index("ix_extractions_current", ["article_id", "current"], unique=False)
        batch_op.create_index("ix_extractions_text_hash", ["text_hash"], unique=False)

    op.create_table(
        "opportunity_articles",
        sa.Column("opportunity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_opportunity_articles_article_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunities.id"], name=op.f("fk_opportunity_articles_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "article_id", name=op.f("pk_opportunity_articles")),
    )
    op.create_table(
        "story_articles",
        sa.Column("story_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("copy_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_story_articles_article_id")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_story_articles_story_id")),
        sa.PrimaryKeyConstraint("story_id", "article_id", name=op.f("pk_story_articles")),
        sa.UniqueConstraint("article_id", name=op.f("uq_story_articles_article_id")),
    )
    op.create_table(
        "draft_articles",
        sa.Column("draft_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_draft_articles_article_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_articles_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "article_id", name=op.f("pk_draft_articles")),
    )
    op.create_table(
        "draft_citations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("draft_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sentence_index", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_sentence_index", sa.Integer(), nullable=False),
        sa.Column("quoted_text", sa.Text(), nullable=False),
        sa.Column("original_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_draft_citations_article_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_citations_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_citations")),
    )
    with op.batch_alter_table("draft_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_citations_draft_id"), ["draft_id"], unique=False)

    op.create_table(
        "translations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("extraction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("source_language", sa.Text(), nullable=True),
        sa.Column("target_language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_translations_article_id")),
        sa.ForeignKeyConstraint(["extraction_id"], ["extractions.id"], name=op.f("fk_translations_extraction_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translations")),
        sa.UniqueConstraint(
            "extraction_id", "version", "status", name=op.f("uq_translations_extraction_id_version_status")
        ),
    )
    with op.batch_alter_table("translations", schema=None) as batch_op:
        batch_op.create_index("ix_translations_current", ["article_id", "current"], unique=False)

    op.create_table(
        "scores",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("extraction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("translation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("relevance", sa.Double(), nullable=False),
        sa.Column("timeliness", sa.Double(), nullable=False),
        sa.Column("source_reputation", sa.Double(), nullable=False),
        sa.Column("content_depth", sa.Double(), nullable=False),
        sa.Column("uniqueness", sa.Double(), nullable=False),
        sa.Column("total", sa.Double(), nullable=False),
        sa.Column("quality_category", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("as_of", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("created_at", pipeline.warehouse.base.Moment(timezone=True), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("translation_status", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_scores_article_id")),
        sa.ForeignKeyConstraint(["extraction_id"], ["extractions.id"], name=op.f("fk_scores_extraction_id")),
        sa.ForeignKeyConstraint(["translation_id"], ["translations.id"], name=op.f("fk_scores_translation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    with op.batch_alter_table("scores", schema=None) as batch_op:
        batch_op.create_index("ix_scores_current", ["article_id", "current"], unique=False)

    op.execute(ARTICLE_STATUS_VIEW)


def downgrade() -> None:
    op.execute("DROP VIEW article_status")
    with op.batch_alter_table("scores", schema=None) as batch_op:
        batch_op.drop_index("ix_scores_current")

    op.drop_table("scores")
    with op.batch_alter_table("translations", schema=None) as batch_op:
        batch_op.drop_index("ix_translations_current")

    op.drop_table("translations")
    with op.batch_alter_table("draft_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_citations_draft_id"))

    op.drop_table("draft_citations")
    op.drop_table("draft_articles")
    op.drop_table("story_articles")
    op.drop_table("opportunity_articles")
    with op.batch_alter_table("extractions", schema=None) as batch_op:
        batch_op.drop_index("ix_extractions_text_hash")
        batch_op.drop_index("ix_extractions_current")

    op.drop_table("extractions")
    op.drop_table("embeddings")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_desk_id"))

    op.drop_table("drafts")
    op.drop_table("crawl_events")
    with op.batch_alter_table("article_versions", schema=None) as batch_op:
        batch_op.drop_index("ix_article_versions_raw_hash")

    op.drop_table("article_versions")
    op.drop_table("article_topics")
    with op.batch_alter_table("urls", schema=None) as batch_op:
        batch_op.drop_index("ix_urls_work")
        batch_op.drop_index("ix_urls_source_state")
        batch_op.drop_index(batch_op.f("ix_urls_article_id"))

    op.drop_table("urls")
    with op.batch_alter_table("opportunities", schema=None) as batch_op:
        batch_op.drop_index("ix_opportunities_desk_day")

    op.drop_table("opportunities")
    op.drop_table("crawl_results")
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_articles_source_slug"))
        batch_op.drop_index("ix_articles_cell")

    op.drop_table("articles")
    op.drop_table("translation_memory")
    op.drop_table("story_gatherings")
    with op.batch_alter_table("stories", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stories_last_seen_at"))

    op.drop_table("stories")
    op.drop_table("stage_versions")
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sources_region"))
        batch_op.drop_index(batch_op.f("ix_sources_next_poll_at"))
        batch_op.drop_index(
            "ix_sources_interval_changed",
            sqlite_where=sa.text(
                "interval_minutes != planned_start_minutes OR learned_interval_minutes != planned_interval_minutes"
            ),
            postgresql_where=sa.text(
                "interval_minutes != planned_start_minutes OR learned_interval_minutes != planned_interval_minutes"
            ),
        )

    op.drop_table("sources")
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resources_source_slug"))

    op.drop_table("resources")
    op.drop_table("reprocess_requests")
    op.drop_table("paid_calls")
    op.drop_table("hosts")
    op.drop_table("failures")
    with op.batch_alter_table("crawl_jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_crawl_jobs_run_id"))

    op.drop_table("crawl_jobs")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claims_owner"))

    op.drop_table("claims")
    op.drop_table("budget_reservations")
    with op.batch_alter_table("api_usage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_usage_run_id"))
        batch_op.drop_index("ix_api_usage_created")

    op.drop_table("api_usage")
