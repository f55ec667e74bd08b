"""Which cards a meeting spoke of, and of which board and day its plan is."""

from datetime import UTC, datetime
from json import loads

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_PLAN = sa.table("plan", sa.column("meeting_id"), sa.column("board"), sa.column("started_at", _MOMENT))
_MEETING = sa.table("meeting", sa.column("id"), sa.column("body"))


def upgrade() -> None:
    op.add_column("plan", sa.Column("discussed", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("plan", sa.Column("board", sa.String(), nullable=True))
    op.add_column("plan", sa.Column("started_at", _MOMENT, nullable=True))
    op.create_index(op.f("ix_plan_board"), "plan", ["board"])
    here = op.get_bind()
    planned = sa.select(_MEETING.c.id, _MEETING.c.body).join(_PLAN, _PLAN.c.meeting_id == _MEETING.c.id)
    for meeting_id, body in here.execute(planned).all():
        meeting = loads(body)
        began = datetime.fromisoformat(meeting["started_at"]).astimezone(UTC)
        here.execute(
            sa.update(_PLAN)
            .where(_PLAN.c.meeting_id == meeting_id)
            .values(board=meeting["board"], started_at=began)
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
