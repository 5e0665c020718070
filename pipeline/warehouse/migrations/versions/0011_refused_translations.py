"""Answers that were refused, which checks an entry of the memory passed, and wishes to try a failed article again

Revision: 0011, after 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.warehouse.base import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("translation_memory", sa.Column("checks", sa.Text(), nullable=True))
    op.create_table(
        "translation_refusals",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("round", big, nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_translation_refusals"),
    )
    op.create_table(
        "translation_rounds",
        sa.Column("article_id", big, nullable=False),
        sa.Column("round", big, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_translation_rounds_article_id"),
        sa.PrimaryKeyConstraint("article_id", name="pk_translation_rounds"),
    )


def downgrade() -> None:
    op.drop_table("translation_rounds")
    op.drop_table("translation_refusals")
    op.drop_column("translation_memory", "checks")
