"""The accounts of boards that were connected here: one file in the home folder, for its owner alone.

Never in the database, in a log or in a job. What the environment says goes before it; that is decided in `wiring`.
"""

import json
from pathlib import Path

from pydantic import SecretStr, ValidationError

from core_api.contracts.accounts import VENDOR_KINDS, Account, Accounts
from core_api.contracts.model import Frozen
from core_api.contracts.problems import Invalid
from core_api.store import private_file

NAME = "accounts.json"
"""The file's name in the home folder."""


class AccountsFile:
    """The file, and what is in it."""

    def __init__(self, home: Path) -> None:
        """`home` is the folder of the installation; there need be no file yet."""
        self.path = home / NAME

    def read(self) -> Accounts:
        """The accounts that are kept. Raises Invalid `accounts-unreadable`; what it holds is never quoted."""
        try:
            text = private_file.read(self.path)
            return Accounts.model_validate_json(text) if text is not None else Accounts()
        except (OSError, ValidationError):
            pass
        raise Invalid("accounts-unreadable", path=str(self.path))

    def keep(self, kind: str, account: Account | None) -> None:
        """Put the account in the place of the kind's other one; None forgets it. Raises as `read` does."""
        with private_file.alone(self.path.parent):
            accounts = self.read().model_copy(update={kind: account})
            private_file.write(self.path, json.dumps(_open(accounts), ensure_ascii=False, indent=1) + "\n")

    def secrets(self) -> tuple[str, ...]:
        """The values of all secrets in it, to be hidden wherever they would be shown; none where it cannot be read."""
        try:
            accounts = self.read()
        except Invalid:  # whoever wants to use it is told
            return ()
        fields = [value for _, account in accounts if isinstance(account, Frozen) for _, value in account]
        return tuple(value.get_secret_value() for value in fields if isinstance(value, SecretStr))

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever the file does; None while there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino


def _open(accounts: Accounts) -> dict[str, dict[str, str]]:
    """The accounts with their secrets in the open: for the file, and for nothing else."""
    return {
        kind: _fields(account)
        for kind in VENDOR_KINDS
        if isinstance(account := getattr(accounts, kind), Frozen)
    }


def _fields(account: Frozen) -> dict[str, str]:
    values = {name: getattr(account, name) for name in type(account).model_fields}
    return {
        name: value if isinstance(value, str) else value.get_secret_value()
        for name, value in values.items()
        if value is not None
    }
