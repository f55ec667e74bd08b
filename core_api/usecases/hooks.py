"""What boards tell by themselves: taking a delivery, looking into its hint, and the webhooks that bring them."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from core_api.contracts.accounts import VENDOR_KINDS, VendorKind
from core_api.contracts.health import Check
from core_api.contracts.hooks import Hint, Hook
from core_api.contracts.job import Job
from core_api.contracts.ports import Connector, Report
from core_api.contracts.problems import Missing, NotFound, Problem
from core_api.contracts.proposal import Actor
from core_api.jobs import ledger
from core_api.store import boards
from core_api.usecases.installation import Installation
from core_api.usecases.looks import PATIENCE, ask_all
from core_api.usecases.noticed import noticed
from core_api.usecases.permissions import allow_rules
from core_api.usecases.vendors import vendor


@dataclass(frozen=True)
class Post:
    """The way that deliveries come, put together by `wiring`."""

    public_url: str | None
    """Where the vendors reach the API; None: nobody does."""
    secret: Callable[[VendorKind], str]
    """The secret part of a vendor's address."""
    read: Callable[[VendorKind, str, bytes, str | None], Hint]
    """What a delivery to an address says. Raises Forbidden for one that is forged, Invalid, Missing."""
    register: Callable[[Connector, str, str], Hook]
    unregister: Callable[[Connector, Hook], None]
    registered: Callable[[Connector], tuple[Hook, ...]]

    def address(self, kind: VendorKind) -> str:
        """The address that is registered with a vendor. Raises Missing `hook-no-address`."""
        if self.public_url is None:
            raise Missing("hook-no-address")
        return f"{self.public_url}/hooks/{kind}/{self.secret(kind)}"


def secret_of(key: str, kind: VendorKind) -> str:
    """The secret part of a vendor's address: it follows from the API's key, and the key does not from it."""
    return hmac.new(key.encode(), f"hooks:{kind}".encode(), hashlib.sha256).hexdigest()[:40]


def admit(installation: Installation, post: Post, kind: str, secret: str) -> VendorKind:
    """The vendor whose address this is. Raises NotFound `http-404`: a stranger learns nothing else."""
    known = next((one for one in VENDOR_KINDS if one == kind), None)
    if post.public_url is None or known is None:
        raise NotFound("http-404")
    if not hmac.compare_digest(secret.encode("utf-8", "replace"), post.secret(known).encode()):
        raise NotFound("http-404")
    if known not in installation.keyring.kinds():
        raise NotFound("http-404")
    return known


def take(
    installation: Installation, post: Post, kind: VendorKind, body: bytes, signature: str | None
) -> bool:
    """Keep the hint of a delivery for a worker, once; false when it is about no card. Raises what `Post.read` does."""
    hint = post.read(kind, post.address(kind), body, signature)
    if hint.card_id is None:
        return False
    args = {"kind": kind, "card": hint.card_id, "event": hint.event_id, "author": hint.author_id or ""}
    with installation.database.transaction() as session:
        ledger.submit(
            session,
            "notice",
            f"notice:{kind}:{hint.event_id}",
            meeting_id=None,
            args=args,
            now=installation.clock(),
        )
    return True


def notice(installation: Installation, job: Job, report: Report) -> str:
    """Look into one hint on each known board of its kind; gives the boards on which there was something to do."""
    kind, args = job.args["kind"], job.args
    with installation.database.reading() as session:
        refs = [ref for ref, _policy in boards.known(session) if ref.startswith(f"{kind}:")]
    touched = [
        ref for ref in refs if noticed(installation, ref, args["card"], args["author"] or None, args["event"])
    ]
    return ", ".join(touched)


def register(installation: Installation, post: Post, ref: str, by: Actor) -> Hook:
    """Have the board tell us of changes. Raises Missing `hook-no-address`, Unsupported `hook-by-hand`, Refused."""
    kind, board_id = _vendor_board(installation, ref, by)
    return post.register(vendor(installation, kind), board_id, post.address(kind))


def unregister(installation: Installation, post: Post, ref: str, by: Actor) -> int:
    """Have the board tell us nothing any more; how many of our webhooks it had. Raises as `register` does."""
    kind, board_id = _vendor_board(installation, ref, by)
    connector, address = vendor(installation, kind), post.address(kind)
    ours = [one for one in post.registered(connector) if (one.board_id, one.url) == (board_id, address)]
    for hook in ours:
        post.unregister(connector, hook)
    return len(ours)


def _vendor_board(installation: Installation, ref: str, by: Actor) -> tuple[VendorKind, str]:
    """The vendor and the board's full id there. Raises NotFound, Refused `not-an-admin`."""
    with installation.database.reading() as session:
        allow_rules(session, by, (ref,))
    if installation.keyring.elsewhere:
        raise Missing("hook-elsewhere")
    connector, board_id = installation.connector_for(ref)
    kind = next((one for one in VENDOR_KINDS if ref.startswith(f"{one}:")), None)
    if kind is None:
        raise NotFound("hook-no-vendor", board=ref)
    return kind, connector.outline(board_id).id


def checks(installation: Installation, post: Post, seconds: float = PATIENCE) -> tuple[Check, ...]:
    """How our webhooks fare, where there are some and the vendor tells. One that it switched off shows nowhere else."""
    try:
        connected = post.public_url is not None and "trello" in installation.keyring.kinds()
    except Problem:  # that the file of accounts cannot be read is said already
        connected = False
    if not connected:
        return ()
    address = post.address("trello")
    answer = ask_all({"trello": lambda: post.registered(vendor(installation, "trello"))}, seconds)["trello"]
    if isinstance(answer, Problem):
        return ()  # that the vendor is away is said already
    ours = [one for one in answer if one.url == address]
    off = [one for one in ours if not one.active]
    failing = [one for one in ours if one.failures]
    if not ours:
        return ()
    if off:
        return (
            Check(name="hooks", state="down", code="hooks-off", params={"ref": f"trello:{off[0].board_id}"}),
        )
    if failing:
        count = max(one.failures for one in failing)
        return (Check(name="hooks", state="degraded", code="hooks-failing", params={"count": count}),)
    return (Check(name="hooks", state="ok", code="hooks-ok", params={"count": len(ours)}),)
