"""The page that a source shows under all its addresses

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("one_body", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("sources", "one_body")
