"""Documents of a source that cannot be read while others can

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.warehouse.base import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("resources", sa.Column("failing_since", Moment(timezone=True), nullable=True))
    op.add_column("resources", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("resources", "failures")
    op.drop_column("resources", "failing_since")
