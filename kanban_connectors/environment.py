"""What the service reads from its environment (and from `.env`) when it runs alone: accounts, key, addresses.

The names are the core's, so that one file serves both. In the core's process nothing here is used.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from core_api.contracts.proxies import ProxyUrl, passwords_in


class Environment(BaseSettings):
    """The service's own settings. Secrets come from here only: a command line can be read by others."""

    model_config = SettingsConfigDict(
        env_prefix="BOARDSCRIBE_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    boards_host: str = "127.0.0.1"
    boards_port: int = Field(default=8323, ge=0, le=65535)
    boards_grpc_port: int = Field(default=8324, ge=0, le=65535)
    boards_key: SecretStr | None = None
    boards_tls_cert: Path | None = None
    boards_tls_key: Path | None = None
    boards_tls_client_ca: Path | None = None

    trello_url: str = "https://api.trello.com/1"
    trello_key: SecretStr | None = None
    trello_token: SecretStr | None = None
    trello_secret: SecretStr | None = None
    trello_proxy: ProxyUrl | None = None
    kaiten_url: str | None = None
    kaiten_token: SecretStr | None = None
    kaiten_proxy: ProxyUrl | None = None
    kanboard_url: str | None = None
    kanboard_user: str = "jsonrpc"
    kanboard_token: SecretStr | None = None
    kanboard_proxy: ProxyUrl | None = None
    allow_delete: bool = False

    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    log_format: Literal["text", "json"] = "text"

    def secrets(self) -> tuple[str, ...]:
        """All that may never be logged."""
        values = [value.get_secret_value() for _name, value in self if isinstance(value, SecretStr)]
        return (*values, *(word for value in values for word in passwords_in(value)))
