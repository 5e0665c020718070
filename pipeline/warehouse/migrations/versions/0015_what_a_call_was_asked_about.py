"""How much text a paid call was about, and in which languages: what its tokens are learned from

Revision: 0015, after 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("api_usage", sa.Column("characters", sa.Integer(), nullable=True))
    op.add_column("api_usage", sa.Column("languages", sa.Text(), nullable=True))
    op.create_index("ix_api_usage_languages", "api_usage", ["languages"])


def downgrade() -> None:
    op.drop_index("ix_api_usage_languages", "api_usage")
    op.drop_column("api_usage", "languages")
    op.drop_column("api_usage", "characters")
