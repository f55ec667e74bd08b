"""The calls made to vendors lately, one row a limit."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pace_bucket",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_pace_bucket")),
    )


def downgrade() -> None:
    op.drop_table("pace_bucket")
