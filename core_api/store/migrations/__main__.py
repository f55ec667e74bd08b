"""Drafts the next migration from the difference between the tables and the migrations so far."""

import sys

from alembic import command

from core_api.store.database import connect
from core_api.store.migrate import settings
from core_api.store.migrations import HEAD


def main(message: str) -> None:
    """Write `versions/NNNN_message.py`."""
    database = connect("sqlite://")
    database.migrate()
    config = settings()
    with database.transaction() as session:
        config.attributes["connection"] = session.connection()
        command.revision(config, message, autogenerate=True, rev_id=f"{int(HEAD) + 1:04}")
    database.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
