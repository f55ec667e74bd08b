"""The folder of the installation, and the API's key that is kept in it."""

import os
from pathlib import Path

from core_api.contracts.problems import Invalid
from core_api.settings import Settings


def make_home(home: Path) -> None:
    """The folder of the installation, for its owner alone where it is new. Raises Invalid `home-unusable`."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise Invalid("home-unusable", path=str(home)) from error
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        raise Invalid("home-unusable", path=str(home))


def api_token(settings: Settings) -> str:
    """The API's key: the configured one, else the one kept in the home folder (made at the first call, mode 600)."""
    if settings.api_token:
        return settings.api_token.get_secret_value()
    from core_api.web.auth import kept_token

    make_home(settings.home)
    return kept_token(settings.home / "api-token")
