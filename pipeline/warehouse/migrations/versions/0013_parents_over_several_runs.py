"""Parents of crawl jobs over several runs, as a schedule starts them

Revision: 0013, after 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("crawl_jobs", sa.Column("whole", sa.Text(), nullable=True))
    op.add_column("crawl_jobs", sa.Column("cells", sa.Integer(), nullable=True))
    given = sa.text("whole IS NOT NULL")
    op.create_index(
        "uq_crawl_jobs_whole", "crawl_jobs", ["whole"], unique=True, sqlite_where=given, postgresql_where=given
    )


def downgrade() -> None:
    op.drop_index("uq_crawl_jobs_whole", "crawl_jobs")
    op.drop_column("crawl_jobs", "cells")
    op.drop_column("crawl_jobs", "whole")
