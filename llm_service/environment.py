"""What the service reads from its environment (and from `.env`) when it runs alone: the model, key, addresses.

The names are the core's, so that one file serves both. In the core's process nothing here is used.
"""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from core_api.contracts.proxies import ProxyUrl, passwords_in
from llm_service.window import DEFAULT_CONTEXT


class Environment(BaseSettings):
    """The service's own settings. Secrets come from here only: a command line can be read by others."""

    model_config = SettingsConfigDict(
        env_prefix="BOARDSCRIBE_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    llm_url: str | None = Field(
        default=None, validation_alias=AliasChoices("BOARDSCRIBE_LLM_URL", "LLM_API_BASE")
    )
    llm_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("BOARDSCRIBE_LLM_KEY", "LLM_API_KEY")
    )
    llm_proxy: ProxyUrl | None = None
    llm_model: str | None = None
    llm_context_tokens: int = Field(default=DEFAULT_CONTEXT, ge=2048)

    minutes_host: str = "127.0.0.1"
    minutes_port: int = Field(default=8329, ge=0, le=65535)
    minutes_grpc_port: int = Field(default=8330, ge=0, le=65535)
    minutes_key: SecretStr | None = None
    minutes_tls_cert: Path | None = None
    minutes_tls_key: Path | None = None
    minutes_tls_client_ca: Path | None = None

    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    log_format: Literal["text", "json"] = "text"

    def secrets(self) -> tuple[str, ...]:
        """All that may never be logged."""
        values = [value.get_secret_value() for _name, value in self if isinstance(value, SecretStr)]
        return (*values, *(word for value in values for word in passwords_in(value)))
