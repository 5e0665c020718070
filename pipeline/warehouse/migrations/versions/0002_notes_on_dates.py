"""Keep how precise a feed's date is, and what is to be said of an article's

Revision: 0002, after 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("urls", sa.Column("feed_date_precision", sa.Text(), nullable=True))
    op.add_column("articles", sa.Column("feed_date_precision", sa.Text(), nullable=True))
    op.add_column("articles", sa.Column("date_note", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("articles", "date_note")
    op.drop_column("articles", "feed_date_precision")
    op.drop_column("urls", "feed_date_precision")
