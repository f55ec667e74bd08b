"""Where a service is, by its URL, and the wire that the URL picks.

What stands behind `inproc://` and `memory:` is the caller's: here is only the way there.
"""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pydantic import SecretStr

from core_api.contracts.problems import Missing
from core_api.wire.inproc import InProcess
from core_api.wire.service import Mount, Service, Wire

REMOTE = ("http", "https", "grpc", "grpcs")
"""The schemes that lead to another process."""


@dataclass(frozen=True)
class Place:
    """An address with what opens the door there."""

    url: str
    key: SecretStr | None = None
    ca: Path | None = None
    """Certificates of those who may have signed the server's; None: the system's."""
    cert: Path | None = None
    """Our own certificate, where the server asks for one."""
    cert_key: Path | None = None

    @property
    def remote(self) -> bool:
        """True when it is another process."""
        return self.url.partition("://")[0] in REMOTE

    def parts(self) -> SplitResult:
        """The parts of the address. Raises Missing `service-url`."""
        try:
            parts = urlsplit(self.url)
            usable = (
                parts.scheme in REMOTE and parts.hostname and (parts.port or parts.scheme.startswith("http"))
            )
        except ValueError:
            usable = None
        if not usable:
            raise Missing("service-url", url=self.url.rpartition("@")[2])
        return parts

    def bearer(self) -> str:
        """The `Authorization` header; empty without a key."""
        return f"Bearer {self.key.get_secret_value()}" if self.key else ""

    def pem(self, path: Path | None) -> bytes | None:
        """A file with certificates or a key. Raises Missing `service-tls`."""
        try:
            return path.read_bytes() if path else None
        except OSError as error:
            raise Missing("service-tls", path=str(path)) from error

    def tls(self) -> ssl.SSLContext:
        """What HTTP checks the server with, and shows it. Raises Missing `service-tls`."""
        try:
            context = ssl.create_default_context(cafile=self.ca)
            if self.cert:
                context.load_cert_chain(self.cert, self.cert_key)
        except (OSError, ssl.SSLError) as error:
            raise Missing("service-tls", path=str(self.cert or self.ca)) from error
        return context


def open_wire(service: Service[Any], place: Place) -> Wire:
    """The wire to a service in another process; nothing is sent yet. Raises Missing `service-url`, `service-tls`."""
    parts = place.parts()
    if parts.scheme.startswith("grpc"):
        from core_api.wire.grpc_client import GrpcWire

        return GrpcWire(service, place)
    from core_api.wire.http_client import HttpWire

    return HttpWire(service, place)


def same_process(mount: Mount[Any]) -> Wire:
    """The wire to a port in this process."""
    return InProcess(mount)
