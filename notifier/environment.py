"""What the messengers' service reads from its environment when it runs alone: accounts, key, addresses."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from core_api.contracts.messenger_settings import MessengerSettings, ServerUrl, secrets_in
from core_api.wire.environment import ServiceEnvironment


class Environment(MessengerSettings, ServiceEnvironment):
    """The settings of the service."""

    model_config = ServiceEnvironment.model_config

    home: Path = Path("~/.boardscribe")
    public_url: ServerUrl | None = None
    """Where messengers reach this service's HTTP port."""

    messages_host: str = "127.0.0.1"
    messages_port: int = Field(default=8325, ge=0, le=65535)
    messages_grpc_port: int = Field(default=8326, ge=0, le=65535)
    messages_tls_cert: Path | None = None
    messages_tls_key: Path | None = None
    messages_tls_client_ca: Path | None = None

    @model_validator(mode="after")
    def _refuse_what_cannot_work(self) -> Self:
        if self.public_url and not self.messages_key:
            raise ValueError("webhooks need BOARDSCRIBE_MESSAGES_KEY: their addresses are made of it")
        return self.refuse_unreachable(self.public_url)

    @property
    def word(self) -> str:
        """The key; empty without one."""
        return self.messages_key.get_secret_value() if self.messages_key else ""

    @property
    def journal(self) -> Path:
        """The file that keeps what comes."""
        folder = self.messages_home or self.home / "messages"
        return folder.expanduser() / "journal.db"

    def secrets(self) -> tuple[str, ...]:
        """All that may never be logged."""
        return secrets_in(self)
