"""Bounds of the intervals between a source's polls

Revision: 0007, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("min_interval_minutes", sa.Integer(), nullable=True))
    op.add_column("sources", sa.Column("max_interval_minutes", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("sources", "max_interval_minutes")
    op.drop_column("sources", "min_interval_minutes")
