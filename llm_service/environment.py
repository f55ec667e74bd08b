"""What the language service reads from its environment when it runs alone: the model, key, addresses."""

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr

from core_api.contracts.proxies import ProxyUrl
from core_api.wire.environment import ServiceEnvironment
from llm_service.window import DEFAULT_CONTEXT


class Environment(ServiceEnvironment):
    """The settings of the service."""

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
