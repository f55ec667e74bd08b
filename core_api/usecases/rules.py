"""What a board allows: changing it, on record, and who changed it when."""

from collections.abc import Sequence
from json import dumps

from core_api.contracts.board import Board, Column, Label
from core_api.contracts.messages import Address, ChannelName
from core_api.contracts.policy import ALWAYS_ASK, Asking, BoardPolicy, PolicyChange, RuleChange
from core_api.contracts.problems import Invalid, NotFound
from core_api.contracts.proposal import Actor
from core_api.language.words import fold
from core_api.store import boards, people
from core_api.store.database import Session
from core_api.usecases import parked
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER, allow_rules

_ASKING = {
    "ask_first": "first",
    "assignee_confirms": "assignee_confirms",
    "remind_minutes": "remind_minutes",
    "escalate_minutes": "escalate_minutes",
    "ask_group": "group",
}
"""Fields of a change of a policy that are fields of its `asking`."""
_GROUPS: frozenset[ChannelName] = frozenset({"telegram", "max", "vk", "express", "matrix", "webhook"})
"""Where there are group chats in which somebody can press."""


def change_policy(installation: Installation, ref: str, by: Actor = OWNER, **fields: object) -> BoardPolicy:
    """The policy with these fields changed (of `asking` those given), on record. A board that is new here must exist.

    Of a known one nobody is asked: writing to a board must also be stopped when it is away. Raises Refused
    `not-an-admin`, `person-inactive`, and what reading a new board raises.
    """
    _known_or_there(installation, ref)
    with installation.database.transaction() as session:
        actor = allow_rules(session, by, (ref,))
        before = boards.policy(session, ref, lock=True)
        policy = BoardPolicy.model_validate(_merged(before, fields))
        boards.save_policy(session, ref, policy)
        _record(installation, session, actor, ref, (before, policy))
        if not policy.stopped:
            parked.go_on(session, installation, ref, undos=False)
    return policy


def set_rules(installation: Installation, ref: str, change: PolicyChange, by: Actor = OWNER) -> BoardPolicy:
    """The policy with what is asked for, columns and the label found on the board by their names.

    Raises Invalid `kind-always-asks`, `kind-without-card`, `ask-group-unreadable`, `column-ambiguous`,
    `label-ambiguous`; NotFound `column-not-found`, `label-not-found`; and as `change_policy` does.
    """
    asking = _asking(change)
    fields: dict[str, object] = change.model_dump(exclude_none=True, exclude=set(_ASKING))
    if asking:
        fields["asking"] = asking
    for kind in change.automatic or ():
        if kind in ALWAYS_ASK:
            raise Invalid("kind-always-asks", kind=kind, kinds=", ".join(sorted(ALWAYS_ASK)))
    if change.off_limits:
        board = outline(installation, ref)
        fields["off_limits"] = {column_named(board, text).id for text in change.off_limits}
    if change.stale_label is not None:
        fields["stale_label"] = _label(installation, ref, change.stale_label) if change.stale_label else None
    return change_policy(installation, ref, by, **fields)


def told_group(group: Address | None) -> str:
    """A group chat as it is typed: `telegram:-100…`; empty: none."""
    return f"{group.channel}:{group.chat}" if group else ""


def _merged(before: BoardPolicy, fields: dict[str, object]) -> dict[str, object]:
    asking = fields.get("asking")
    whole = {**before.asking.model_dump(), **asking} if isinstance(asking, dict) else before.asking
    return {**before.model_dump(), **fields, "asking": whole}


def _asking(change: PolicyChange) -> dict[str, object]:
    """What of the board's way of asking changes."""
    if "create" in (change.assignee_confirms or ()):  # nobody is assigned to what is not there yet
        raise Invalid("kind-without-card", kind="create")
    given = change.model_dump(exclude_none=True, include=set(_ASKING))
    if change.ask_group is not None:
        given["ask_group"] = _group(change.ask_group)
    return {_ASKING[name]: value for name, value in given.items()}


def _group(text: str) -> Address | None:
    """The group chat that was typed. Raises Invalid `ask-group-unreadable`."""
    if not text.strip():
        return None
    name, _colon, chat = text.strip().partition(":")
    channel = next((one for one in _GROUPS if one == name.lower()), None)
    if channel is None or not chat or not chat.isprintable() or " " in chat:
        raise Invalid("ask-group-unreadable", text=text, channels=", ".join(sorted(_GROUPS)))
    return Address(channel=channel, chat=chat)


def outline(installation: Installation, ref: str) -> Board:
    """The board without its cards: columns, members, labels. Raises NotFound `board-not-found`."""
    connector, board_id = installation.connector_for(ref)
    return connector.outline(board_id)


def column_named(board: Board, text: str) -> Column:
    """The one column that is meant: by id, by its name, by a part of it.

    Raises NotFound `column-not-found`, Invalid `column-ambiguous`.
    """
    wanted = fold(text).strip()
    tries = (
        [one for one in board.columns if one.id == text],
        [one for one in board.columns if fold(one.name).strip() == wanted],
        [one for one in board.columns if wanted and wanted in fold(one.name)],
    )
    found = next((some for some in tries if some), [])
    if not found:
        raise NotFound("column-not-found", name=text)
    if len(found) > 1:
        raise Invalid("column-ambiguous", name=text, found=_listed(found))
    return found[0]


def _label(installation: Installation, ref: str, text: str) -> str:
    """The id of the one label that is meant."""
    labels = outline(installation, ref).labels
    found = [one for one in labels if one.id == text] or [
        one for one in labels if fold(one.name) == fold(text)
    ]
    if not found:
        raise NotFound("label-not-found", name=text)
    if len(found) > 1:
        raise Invalid("label-ambiguous", name=text, found=_listed(found))
    return found[0].id


def _listed(found: Sequence[Column | Label]) -> str:
    """Things of one name, told apart by their ids."""
    return ", ".join(f"{one.name} ({one.id})" for one in found)


def history(installation: Installation, board: str | None = None, limit: int = 200) -> tuple[RuleChange, ...]:
    """Who changed what is allowed and who may decide, the newest first; of one board when it is named."""
    with installation.database.reading() as session:
        return people.recorded(session, board, limit)


def _known_or_there(installation: Installation, ref: str) -> None:
    with installation.database.reading() as session:
        known = boards.is_known(session, ref)
    if not known:
        outline(installation, ref)


def _record(
    installation: Installation,
    session: Session,
    by: Actor,
    ref: str,
    policies: tuple[BoardPolicy, BoardPolicy],
) -> None:
    """Keep which fields changed; nothing when none did."""
    old, new = (
        {name: dumps(value, ensure_ascii=False) for name, value in _sorted(policy).items()}
        for policy in policies
    )
    changed = [name for name in new if old[name] != new[name]]
    if changed:
        change = RuleChange(
            board=ref,
            subject="policy",
            by=by,
            at=installation.clock(),
            before={name: old[name] for name in changed},
            after={name: new[name] for name in changed},
        )
        people.record(session, change)


def _sorted(policy: BoardPolicy) -> dict[str, object]:
    """The policy as plain values; sets in one order, so that equal policies are equal texts."""
    plain = policy.model_dump(mode="json", exclude={"asking"}) | _asking_of(policy.asking)
    return {name: sorted(value) if isinstance(value, list) else value for name, value in plain.items()}


def _asking_of(asking: Asking) -> dict[str, object]:
    """How a board asks, under the names by which it is changed."""
    plain = asking.model_dump(mode="json") | {"group": told_group(asking.group)}
    return {name: plain[field] for name, field in _ASKING.items()}
