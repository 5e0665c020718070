"""Validators that are not to be trusted, URLs at which another article stands now

Revision: 0003, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.warehouse.base import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("resources", sa.Column("full_at", Moment(timezone=True), nullable=True))
    op.add_column("resources", sa.Column("distrusted_until", Moment(timezone=True), nullable=True))
    op.add_column("article_versions", sa.Column("another", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("article_versions", schema=None) as batch_op:
        batch_op.drop_column("another")
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.drop_column("distrusted_until")
        batch_op.drop_column("full_at")
