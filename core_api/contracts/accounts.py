"""The accounts under which boards are reached. Secrets show as stars wherever they are printed."""

from typing import ClassVar, Literal, Self, get_args

from pydantic import SecretStr

from core_api.contracts.model import Frozen
from core_api.contracts.proxies import ProxyUrl

VendorKind = Literal["trello", "kaiten", "kanboard"]
"""The kinds of boards that are reached under an account."""

VENDOR_KINDS: tuple[VendorKind, ...] = get_args(VendorKind)


class TrelloAccount(Frozen):
    """A key of a Power-Up and a token for it with the rights `read,write`."""

    kind: ClassVar[VendorKind] = "trello"

    url: str = "https://api.trello.com/1"
    key: SecretStr
    token: SecretStr
    secret: SecretStr | None = None
    """The Power-Up's secret, which signs webhooks; without it none is taken."""
    proxy: ProxyUrl | None = None
    """Through which it is reached."""


class KaitenAccount(Frozen):
    """An API key from a user's profile; it acts as that user."""

    kind: ClassVar[VendorKind] = "kaiten"

    url: str
    """With the path of the API, e.g. `https://company.kaiten.ru/api/latest`."""
    token: SecretStr
    proxy: ProxyUrl | None = None
    """Through which it is reached."""


class KanboardAccount(Frozen):
    """A user and their own API token, or `jsonrpc` and the application's token."""

    kind: ClassVar[VendorKind] = "kanboard"

    url: str
    """With the path of the API, e.g. `https://board.example.org/jsonrpc.php`."""
    user: str = "jsonrpc"
    token: SecretStr
    proxy: ProxyUrl | None = None
    """Through which it is reached."""


Account = TrelloAccount | KaitenAccount | KanboardAccount


class Accounts(Frozen):
    """The accounts of one installation: at most one a kind of board."""

    trello: TrelloAccount | None = None
    kaiten: KaitenAccount | None = None
    kanboard: KanboardAccount | None = None
    allow_delete: bool = False
    """Whether a person may have cards removed for good."""

    @property
    def kinds(self) -> tuple[VendorKind, ...]:
        """The kinds that there is an account for."""
        return tuple(kind for kind in VENDOR_KINDS if getattr(self, kind) is not None)

    def before(self, others: "Accounts") -> Self:
        """These accounts, and those of the others of whose kind there is none here."""
        return self.model_copy(
            update={kind: getattr(others, kind) for kind in others.kinds if kind not in self.kinds}
        )
