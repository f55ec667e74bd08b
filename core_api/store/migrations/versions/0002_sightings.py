"""What boards showed: watched cards, what others changed on them, copies of boards to go on from, events."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "board_copy",
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("board", name=op.f("pk_board_copy")),
    )
    op.create_table(
        "board_event",
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("board", "id", name=op.f("pk_board_event")),
    )
    op.create_index(op.f("ix_board_event_at"), "board_event", ["at"])
    op.create_table(
        "board_self",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_board_self")),
    )
    op.create_table(
        "foreign_change",
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("board", "card_id", "sequence", name=op.f("pk_foreign_change")),
    )
    op.create_table(
        "sighting",
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("board", "card_id", name=op.f("pk_sighting")),
    )
    op.create_table(
        "card_copy",
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board"], ["board_copy.board"], name=op.f("fk_card_copy_board"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("board", "card_id", name=op.f("pk_card_copy")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
