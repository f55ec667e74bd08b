"""The `boardscribe` command: a thin surface over the use cases. No decision is taken here."""

import sys


def main() -> None:
    """Run the command; problems become a message, a next step and an exit code (1 failed, 2 wrong usage, 3 missing)."""
    from core_api.cli.app import app

    sys.exit(app())
