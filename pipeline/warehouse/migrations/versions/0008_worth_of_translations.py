"""What a translation waits for, how relevant its article is, and whose full text is asked for

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.warehouse.base import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("translations", sa.Column("relevance", sa.Float(), nullable=True))
    op.add_column("translations", sa.Column("waits_for", sa.Text(), nullable=True))
    op.execute("UPDATE translations SET waits_for = 'lead' WHERE status = 'waiting'")
    op.create_table(
        "full_text_requests",
        sa.Column("article_id", big, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_full_text_requests_article_id"),
        sa.PrimaryKeyConstraint("article_id", name="pk_full_text_requests"),
    )


def downgrade() -> None:
    op.drop_table("full_text_requests")
    op.drop_column("translations", "waits_for")
    op.drop_column("translations", "relevance")
