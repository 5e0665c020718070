"""Indexes of the few rows that are looked for again and again: jobs under way, jobs of a parent, sources to probe

Revision: 0012, after 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_sources_to_probe", "sources", "slug", "probe_requested_at IS NOT NULL OR last_probed_at IS NULL"),
    ("ix_crawl_jobs_unfinished", "crawl_jobs", "id", "finished_at IS NULL"),
    ("ix_crawl_jobs_parent_id", "crawl_jobs", "parent_id", "parent_id IS NOT NULL"),
)


def upgrade() -> None:
    for name, table, column, where in _INDEXES:
        op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    for name, table, _, _ in _INDEXES:
        op.drop_index(name, table)
