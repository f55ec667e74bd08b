"""What every service that runs alone reads from its environment (and from `.env`), beside what is its own.

The names are the core's, so that one file serves both. In the core's process nothing here is used.
"""

from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from core_api.contracts.proxies import passwords_in


class ServiceEnvironment(BaseSettings):
    """A service's own settings. Secrets come from here only: a command line can be read by others.

    Where it listens is read by `wire.command` from the fields that begin with the service's prefix: `…_host`, `…_port`,
    `…_grpc_port`, `…_key`, `…_tls_cert`, `…_tls_key`, `…_tls_client_ca`.
    """

    model_config = SettingsConfigDict(
        env_prefix="BOARDSCRIBE_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    log_format: Literal["text", "json"] = "text"

    def secrets(self) -> tuple[str, ...]:
        """All that may never be logged."""
        values = [value.get_secret_value() for _name, value in self if isinstance(value, SecretStr)]
        return (*values, *(word for value in values for word in passwords_in(value)))
