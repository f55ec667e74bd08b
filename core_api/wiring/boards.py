"""Where boards are reached: in this process or through their service, and under which accounts."""

import contextlib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from core_api import sample
from core_api.changes.site import ConnectorFor
from core_api.contracts.accounts import VENDOR_KINDS, Account, Accounts, VendorKind
from core_api.contracts.ports import BoardShelf, Clock, Connector
from core_api.settings import Settings
from core_api.store import boards
from core_api.store.accounts import AccountsFile
from core_api.store.database import Database
from core_api.store.pace import StoredBuckets
from core_api.usecases import hooks
from core_api.usecases.installation import Keyring
from core_api.wiring.home import api_token

if TYPE_CHECKING:
    from core_api.wire.service import Wire
    from kanban_connectors.pacing import Pacer


def open_boards(
    settings: Settings,
    database: Database | None,
    shelf: BoardShelf,
    clock: Clock,
    resources: contextlib.ExitStack,
) -> tuple[ConnectorFor, ConnectorFor]:
    """The door to the boards for what a person waits for, and the one for the rest; each opened at its first use.

    All who work on the database share the vendors' limits; without one, this process counts alone. An account that is
    connected while a server runs opens the doors anew.
    """

    @cache
    def pacer() -> "Pacer":
        from kanban_connectors.pacing import MemoryPace, Pacer, SafeBuckets

        return Pacer(SafeBuckets(StoredBuckets(database))) if database else MemoryPace()

    kept = AccountsFile(settings.home)

    @cache
    def wire() -> "Wire":
        far = _far_boards(settings)
        resources.callback(far.close)
        return far

    @lru_cache(maxsize=4)
    def door(_stamp: object, *, urgent: bool) -> ConnectorFor:
        from kanban_connectors.service import Boards

        pace = pacer() if urgent else pacer().background()
        if settings.boards_url == "inproc://":
            near = Boards(shelf, accounts(settings), pace, clock)
            resources.callback(near.close)
            return near
        from kanban_connectors.remote import RemoteConnector

        vendors = lambda kind: RemoteConnector(wire(), kind, background=not urgent)  # noqa: E731 - at the first use
        return Boards(shelf, clock=clock, vendors=vendors)

    def opened(*, urgent: bool) -> ConnectorFor:
        return lambda ref: door(kept.stamp(), urgent=urgent)(ref)  # noqa: PLW0108 - opens at the first reference

    return opened(urgent=True), opened(urgent=False)


def ask_far_boards(settings: Settings) -> None:
    """Raise a Problem unless the boards' service answers us."""
    from kanban_connectors.remote import ask

    with contextlib.closing(_far_boards(settings)) as far:
        ask(far)


def _far_boards(settings: Settings) -> "Wire":
    """The wire to the service of the vendors' boards. Raises Missing `service-url`, `service-tls`."""
    from core_api.wire.place import Place, open_wire, same_process
    from core_api.wire.service import Mount
    from kanban_connectors.actions import SERVICE

    if settings.boards_url == "memory:":
        from kanban_connectors.doors import memory_door
        from kanban_connectors.file.connector import load_board

        board = load_board(Path(str(sample.__file__)).parent / "board-en.json")
        return same_process(Mount(SERVICE, memory_door(board.model_copy(update={"id": "demo"}))))
    place = Place(
        settings.boards_url,
        settings.boards_key,
        settings.boards_ca,
        settings.boards_cert,
        settings.boards_cert_key,
    )
    return open_wire(SERVICE, place)


def keyring(settings: Settings, database: Database, resources: contextlib.ExitStack) -> Keyring:
    """The accounts of this installation; where another service has them, what is known of them from here."""
    kept, elsewhere = AccountsFile(settings.home), settings.boards_url != "inproc://"

    def attempt(account: Account) -> Connector:
        from kanban_connectors.service import alone

        tried = alone(account, settings)
        resources.callback(tried.close)
        return tried.vendor(account.kind)

    def kinds() -> tuple[VendorKind, ...]:
        if not elsewhere:
            return accounts(settings).kinds
        with database.reading() as session:
            refs = [ref for ref, _policy in boards.known(session)]
        return tuple(kind for kind in VENDOR_KINDS if any(ref.startswith(f"{kind}:") for ref in refs))

    return Keyring(
        kinds=kinds,
        elsewhere=elsewhere,
        from_settings=frozenset(_configured(settings).kinds),
        attempt=attempt,
        keep=kept.keep,
        path=kept.path,
    )


def accounts(settings: Settings) -> Accounts:
    """The accounts under which boards are reached: those of the environment, else those that were connected here."""
    return _configured(settings, AccountsFile(settings.home).read())


def _configured(settings: Settings, connected: Accounts | None = None) -> Accounts:
    """The accounts that the environment names, and those of the others of whose kind it names none."""
    from kanban_connectors.access import accounts_of

    return accounts_of(settings, connected)


def post_of(settings: Settings) -> hooks.Post:
    """The way that vendors' deliveries come. The secret part of an address follows from the API's key."""
    from kanban_connectors import hooks as deliveries

    return hooks.Post(
        public_url=settings.public_url,
        secret=lambda kind: hooks.secret_of(api_token(settings), kind),
        read=lambda kind, url, body, given: deliveries.read(kind, accounts(settings), url, body, given),
        register=deliveries.register,
        unregister=deliveries.unregister,
        registered=deliveries.registered,
    )
