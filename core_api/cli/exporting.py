"""`boardscribe export …`: the audit for other programs, on standard output."""

import sys
from datetime import datetime

from core_api.cli import outcome
from core_api.cli.opening import open_desk
from core_api.usecases.audit_export import Format, exported


def changes(form: Format, board: str | None, since: datetime | None) -> int:
    """Write the changes out, piece by piece; the bytes are UTF-8 whatever the terminal speaks."""
    desk = open_desk()
    for piece in exported(desk.installation, form, board=board, since=since):
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()
    return outcome.DONE
