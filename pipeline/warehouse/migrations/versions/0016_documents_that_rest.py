"""Documents that fail while others of their source do not, and rest

Revision: 0016, after 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.warehouse.base import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("resources", sa.Column("retry_at", Moment(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("resources", "retry_at")
