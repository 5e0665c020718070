"""Keep what a page says about its article: lead image, canonical address, section, keywords; and its reading time

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("reading_seconds", "lead_image", "canonical_url", "section", "keywords")


def upgrade() -> None:
    op.add_column("extractions", sa.Column("reading_seconds", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("extractions", sa.Column("lead_image", sa.Text(), nullable=True))
    op.add_column("extractions", sa.Column("canonical_url", sa.Text(), nullable=True))
    op.add_column("extractions", sa.Column("section", sa.Text(), nullable=True))
    op.add_column("extractions", sa.Column("keywords", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("extractions", name)
