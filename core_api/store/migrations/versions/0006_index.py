"""One index of all that may be found, in the place of the passages; what was said is indexed anew."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("passage_added", "passage_removed", "passage_changed"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE passage_fts")
    op.drop_table("passage")
    op.create_table(
        "index_source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_index_source_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_source")),
    )
    op.create_index(op.f("ix_index_source_meeting_id"), "index_source", ["meeting_id"])
    op.create_table(
        "entry",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("board", sa.String(), nullable=True),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["index_source.id"], name=op.f("fk_entry_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_entry")),
        sa.UniqueConstraint("id", name=op.f("uq_entry_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_entry_source_id"), "entry", ["source_id"])
    op.create_table(
        "entry_vector",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place"], ["entry.place"], name=op.f("fk_entry_vector_place"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("model", "place", name=op.f("pk_entry_vector")),
    )
    op.create_index(op.f("ix_entry_vector_place"), "entry_vector", ["place"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
