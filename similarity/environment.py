"""What the service reads from its environment (and from `.env`) when it runs alone: the model, key, addresses.

The names are the core's, so that one file serves both. In the core's process nothing here is used.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


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

    home: Path = Path("~/.boardscribe")
    embed_model: str | None = None
    models_dir: Path | None = None

    matching_host: str = "127.0.0.1"
    matching_port: int = Field(default=8327, ge=0, le=65535)
    matching_grpc_port: int = Field(default=8328, ge=0, le=65535)
    matching_key: SecretStr | None = None
    matching_tls_cert: Path | None = None
    matching_tls_key: Path | None = None
    matching_tls_client_ca: Path | None = None

    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    log_format: Literal["text", "json"] = "text"

    @property
    def models_folder(self) -> Path:
        """Where model files are looked for; nothing is downloaded from here."""
        return (self.models_dir or self.home / "models").expanduser()

    def secrets(self) -> tuple[str, ...]:
        """All that may never be logged."""
        return (self.matching_key.get_secret_value(),) if self.matching_key else ()
