"""`boardscribe board connect`: from nothing to a board in shadow mode. What is kept is kept at the end, all of it."""

from datetime import datetime
from pathlib import Path

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from core_api import wiring
from core_api.cli import outcome
from core_api.cli.connect_account import Given, from_file, typed
from core_api.cli.connect_board import describe_board
from core_api.cli.opening import Desk, open_desk
from core_api.cli.prompts import Left, until_right
from core_api.contracts.accounts import VendorKind
from core_api.contracts.board import BoardSummary
from core_api.contracts.connector import Identity
from core_api.contracts.problems import (
    Invalid,
    Malformed,
    NotFound,
    Problem,
    Refused,
    Unavailable,
    Unsupported,
)
from core_api.usecases import connect, hooks, vendors
from core_api.usecases.connect import Taken, Trial

_NAMES: dict[VendorKind, str] = {"trello": "Trello", "kaiten": "Kaiten", "kanboard": "Kanboard"}
_AGAIN = (Refused, Invalid, Malformed, Unavailable, NotFound)
"""What another key or another address may mend."""


def run(given: Given, boards: tuple[str, ...], *, ask: bool) -> int:
    """Connect; exit 1 when it did not come to that. With `ask` false nothing is asked: for scripts."""
    desk = open_desk()
    connect.may_connect(desk.installation, desk.actor)
    try:
        trial = _trial(desk, given, ask=ask)
        picked = _picked(desk, trial, boards, ask=ask)
        taken = tuple(describe_board(desk, given.kind, trial, one, ask=ask) for one in picked)
    except Left:
        desk.out.print(Text(desk.say("connect-left"), style="yellow"))
        return outcome.FAILED
    return _keep(desk, given.kind, trial, taken)


def disconnect(kind: VendorKind) -> int:
    """Forget the account."""
    desk = open_desk()
    known = connect.forget(desk.installation, kind, desk.actor)
    desk.out.print(Text(desk.say("disconnect-done", vendor=_NAMES[kind]), style="green"))
    desk.out.print(Text(desk.say(f"disconnect-{kind}")))
    if known:
        desk.out.print(Text(desk.say("disconnect-boards", boards=", ".join(known)), style="dim"))
    return outcome.DONE


def hook(ref: str, *, remove: bool) -> int:
    """Have a board tell of changes by itself, or no longer; what only a person can set up is told step by step."""
    desk = open_desk()
    post = wiring.post_of(desk.settings)
    try:
        if remove:
            count = hooks.unregister(desk.installation, post, ref, desk.actor)
            desk.out.print(Text(desk.say("hook-removed", board=ref, count=count)))
            return outcome.DONE
        hooks.register(desk.installation, post, ref, desk.actor)
    except Unsupported as problem:
        if problem.code != "hook-by-hand":
            raise
        kind: VendorKind = "kaiten" if ref.startswith("kaiten:") else "kanboard"
        desk.out.print(Text(desk.say(f"hook-{'off-' if remove else ''}by-hand-{kind}")))
        desk.out.print(Text(f"  {post.address(kind)}", style="cyan"), soft_wrap=True)
        return outcome.DONE
    desk.out.print(Text("✓ " + desk.say("hook-registered", board=ref), style="green"))
    return outcome.DONE


def _trial(desk: Desk, given: Given, *, ask: bool) -> Trial:
    """An account that works, asked until it does. Raises what it ran into when nothing may be asked."""
    name = _NAMES[given.kind]
    keyring = desk.installation.keyring
    if keyring.elsewhere or (given.key_file is None and given.kind in keyring.from_settings):
        whose = "connect-from-service" if keyring.elsewhere else "connect-from-settings"
        desk.out.print(Text(desk.say(whose, vendor=name), style="dim"))
        connector = vendors.vendor(desk.installation, given.kind)
        trial = Trial(None, connector, connector.identify(), connector.boards())
        _greet(desk, name, trial.identity)
        return trial
    if given.key_file is not None or not ask:
        if given.key_file is None:
            raise Invalid("connect-no-keys", vendor=name)
        trial = connect.attempt(desk.installation, from_file(given))
        _greet(desk, name, trial.identity)
        return trial
    steps = Text(desk.say(f"connect-steps-{given.kind}"))
    desk.out.print(Panel(steps, title=desk.say("connect-title", vendor=name), title_align="left"))
    while True:
        try:
            trial = _tried(desk, given, name)
            _greet(desk, name, trial.identity)
            return trial
        except _AGAIN as problem:
            outcome.tell(problem)
            given.typed.pop("user", None)
            if not isinstance(problem, Refused):  # then it is the address that may be wrong
                given.typed.clear()
            desk.out.print(Text(desk.say("connect-again"), style="yellow"))


def _tried(desk: Desk, given: Given, name: str) -> Trial:
    account = typed(desk, given)
    desk.out.print(Text(desk.say("connect-checking", vendor=name), style="dim"))
    return connect.attempt(desk.installation, account)


def _greet(desk: Desk, name: str, identity: Identity) -> None:
    """Say who we are there, and what is missing or too much. Raises Refused `rights-missing`."""
    known = f"{identity.name} (@{identity.username})" if identity.username else identity.name
    desk.out.print(Text("✓ " + desk.say("connect-hello", vendor=name, name=known), style="green"))
    if identity.missing:
        raise Refused("rights-missing", vendor=name, rights=", ".join(identity.missing))
    if identity.excess:
        desk.out.print(
            Text("! " + desk.say("connect-excess", rights=", ".join(identity.excess)), style="yellow")
        )
    if identity.expires_at is not None:
        desk.out.print(Text(desk.say("connect-expires", date=_day(desk, identity.expires_at)), style="dim"))


def _day(desk: Desk, moment: datetime) -> str:
    return f"{moment.astimezone(desk.installation.zone):%Y-%m-%d}"


def _picked(desk: Desk, trial: Trial, said: tuple[str, ...], *, ask: bool) -> tuple[BoardSummary, ...]:
    """The boards to take in: those that were said, else those that are chosen. Raises NotFound, Invalid, Left."""
    if not trial.boards:
        raise NotFound("no-boards-seen", name=trial.identity.name)
    if said:
        return tuple(dict.fromkeys(connect.by_id_or_name(trial.boards, one) for one in said))
    if len(trial.boards) == 1 or not ask:
        if len(trial.boards) > 1:
            raise Invalid("connect-no-board")
        desk.out.print(Text(desk.say("connect-only-board", name=trial.boards[0].name)))
        return trial.boards
    _print_boards(desk, trial.boards)
    found = until_right(desk, desk.say("connect-choose"), lambda text: connect.chosen(trial.boards, text))
    if not found:
        raise Left
    return found


def _print_boards(desk: Desk, boards: tuple[BoardSummary, ...]) -> None:
    rows = [(one.name, one.place, "" if one.cards is None else str(one.cards), one.id) for one in boards]
    heads = ("column-board", "connect-place", "column-cards", "column-id")
    shown = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("", *(desk.say(heads[place]) for place in shown)):
        table.add_column(head, style="" if head else "cyan")
    for number, row in enumerate(rows, start=1):
        table.add_row(str(number), *(Text(row[place]) for place in shown))
    desk.out.print(Text(desk.say("connect-boards", count=len(boards)), style="bold"))
    desk.out.print(table)


def _keep(desk: Desk, kind: VendorKind, trial: Trial, taken: tuple[Taken, ...]) -> int:
    """Keep the account, then take the boards in; say what there is now and what comes next."""
    keyring = desk.installation.keyring
    if trial.account is not None:
        keyring.keep(kind, trial.account)
        desk.out.print(Text(desk.say("connect-kept", path=str(_short(keyring.path))), style="dim"))
    failed = False
    for one in taken:
        ref = f"{kind}:{one.board.id}"
        try:
            policy, linked = connect.take_in(desk.installation, kind, one, desk.actor)
        except Problem as problem:
            outcome.tell(problem)
            failed = True
            continue
        said = desk.say(f"connect-taken-{policy.mode}", name=one.board.name, ref=ref)
        desk.out.print(Text("✓ " + said, style="green"))
        if linked:
            desk.out.print(Text(desk.say("connect-linked", names=", ".join(linked))))
    if not failed:
        first = f"{kind}:{taken[0].board.id}"
        desk.out.print(Text("\n" + desk.say("connect-next", ref=first), style="bold"))
    return outcome.FAILED if failed else outcome.DONE


def _short(path: Path) -> Path:
    """The path, with the user's folder as `~`."""
    try:
        return Path("~") / path.relative_to(Path.home())
    except ValueError:
        return path
