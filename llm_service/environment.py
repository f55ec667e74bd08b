"""What the language service reads from its environment when it runs alone: the model, key, addresses."""

from pathlib import Path

from pydantic import Field, SecretStr

from core_api.contracts.model_settings import ModelSettings
from core_api.wire.environment import ServiceEnvironment


class Environment(ModelSettings, ServiceEnvironment):
    """The settings of the service."""

    model_config = ServiceEnvironment.model_config

    home: Path = Path("~/.boardscribe")

    minutes_host: str = "127.0.0.1"
    minutes_port: int = Field(default=8329, ge=0, le=65535)
    minutes_grpc_port: int = Field(default=8330, ge=0, le=65535)
    minutes_key: SecretStr | None = None
    minutes_tls_cert: Path | None = None
    minutes_tls_key: Path | None = None
    minutes_tls_client_ca: Path | None = None

    @property
    def model_folder(self) -> Path:
        """Where answers of the model are kept, and what is known of its server."""
        return self.llm_home or self.home.expanduser() / "model"
