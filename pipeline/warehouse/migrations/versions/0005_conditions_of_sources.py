"""Conditions of sources, redirects of their documents, circuits of hosts

Revision: 0005, after 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.warehouse.base import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_HOLDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "source_conditions",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("source_slug", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.Column("seen_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column("ended_run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source_slug"], ["sources.slug"], name="fk_source_conditions_source_slug"),
        sa.PrimaryKeyConstraint("id", name="pk_source_conditions"),
    )
    op.create_index(
        "uq_source_conditions_open",
        "source_conditions",
        ["source_slug", "condition"],
        unique=True,
        sqlite_where=_HOLDS,
        postgresql_where=_HOLDS,
    )
    op.create_index("ix_source_conditions_ended_at", "source_conditions", ["ended_at"])
    op.add_column("sources", sa.Column("last_new_at", Moment(timezone=True), nullable=True))
    op.add_column("sources", sa.Column("news_days", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sources", sa.Column("news_gap_days", sa.Double(), nullable=True))
    op.add_column("resources", sa.Column("redirect_to", sa.Text(), nullable=True))
    op.add_column("resources", sa.Column("redirect_since", Moment(timezone=True), nullable=True))
    op.add_column("resources", sa.Column("followed_at", Moment(timezone=True), nullable=True))
    op.add_column("resources", sa.Column("held", sa.JSON(), nullable=True))
    op.add_column("hosts", sa.Column("unreachable_since", Moment(timezone=True), nullable=True))
    op.add_column("hosts", sa.Column("unreachable_until", Moment(timezone=True), nullable=True))
    op.add_column("hosts", sa.Column("unreachable_reason", sa.Text(), nullable=True))
    _take_over()


def _take_over() -> None:
    """Sources that are sick already have their condition; when each was last new is read once from its URLs."""
    op.execute(
        "INSERT INTO source_conditions (source_slug, condition, reason, detail, since, seen_at, run_id)"
        " SELECT slug, CASE WHEN health = 'tls' THEN 'certificate' WHEN health LIKE 'robots_%' THEN 'robots_closed'"
        " WHEN health = 'empty_feed' THEN 'empty_feed' ELSE 'failing' END, health, COALESCE(last_error, ''),"
        " COALESCE(health_since, created_at), COALESCE(last_polled_at, last_probed_at, created_at), run_id"
        " FROM sources WHERE health NOT IN ('ok', 'unknown')"
    )
    op.execute(
        "UPDATE sources SET last_new_at = (SELECT max(first_seen_at) FROM urls WHERE urls.source_slug = sources.slug),"
        " news_days = (SELECT count(DISTINCT cell_date) FROM urls WHERE urls.source_slug = sources.slug)"
    )


def downgrade() -> None:
    for table, columns in (
        ("hosts", ("unreachable_reason", "unreachable_until", "unreachable_since")),
        ("resources", ("held", "followed_at", "redirect_since", "redirect_to")),
        ("sources", ("news_gap_days", "news_days", "last_new_at")),
    ):
        for column in columns:
            op.drop_column(table, column)
    op.drop_table("source_conditions")
