"""Opens the installation for a command: settings, consoles, wiring."""

import atexit
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console

from core_api import wiring
from core_api.cli.speech import say
from core_api.contracts.proposal import Actor
from core_api.locales import Translate
from core_api.observe import logs
from core_api.settings import Settings
from core_api.store.accounts import AccountsFile
from core_api.usecases.installation import Installation


@dataclass(frozen=True)
class Desk:
    """What a command works with."""

    settings: Settings
    installation: Installation
    out: Console
    err: Console
    say: Translate
    actor: Actor

    def minute(self, at: datetime) -> str:
        """A moment on this installation's clock."""
        return f"{at.astimezone(self.installation.zone):%Y-%m-%d %H:%M}"


def open_desk(*, migrate: bool = True, **overrides: Any) -> Desk:
    """The installation of the environment's settings; overrides that are None are left out."""
    settings = Settings(**{name: value for name, value in overrides.items() if value is not None})
    secrets = (*settings.secrets, *AccountsFile(settings.home).secrets())
    logs.configure(settings.log_level, secrets, settings.log_format)
    installation = wiring.install(settings, migrate=migrate)
    atexit.register(installation.close)  # a command is a process
    return Desk(
        settings=settings,
        installation=installation,
        out=Console(highlight=False, markup=False),
        err=Console(stderr=True, highlight=False, markup=False),
        say=say(),
        actor=Actor(name=_person(), kind="person", channel="cli"),
    )


def _person() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "cli"
