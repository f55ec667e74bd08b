"""What the matching service reads from its environment when it runs alone: the model, key, addresses."""

from pathlib import Path

from pydantic import Field, SecretStr

from core_api.wire.environment import ServiceEnvironment


class Environment(ServiceEnvironment):
    """The settings of the service."""

    home: Path = Path("~/.boardscribe")
    embed_model: str | None = None
    embed_url: str | None = None
    embed_key: SecretStr | None = None
    models_dir: Path | None = None

    matching_host: str = "127.0.0.1"
    matching_port: int = Field(default=8327, ge=0, le=65535)
    matching_grpc_port: int = Field(default=8328, ge=0, le=65535)
    matching_key: SecretStr | None = None
    matching_tls_cert: Path | None = None
    matching_tls_key: Path | None = None
    matching_tls_client_ca: Path | None = None

    @property
    def models_folder(self) -> Path:
        """Where model files are looked for; nothing is downloaded from here."""
        return (self.models_dir or self.home / "models").expanduser()
