"""What the boards' service reads from its environment when it runs alone: accounts, key, addresses."""

from pathlib import Path

from pydantic import Field, SecretStr

from core_api.contracts.proxies import ProxyUrl
from core_api.wire.environment import ServiceEnvironment


class Environment(ServiceEnvironment):
    """The settings of the service."""

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
