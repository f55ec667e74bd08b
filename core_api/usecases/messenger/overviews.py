"""What somebody asks to see: what waits and what was changed today, what can be taken back, cards without news."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from core_api.changes.undo import KEPT
from core_api.contracts.asking import Action, StoredArrival, StoredLetter
from core_api.contracts.board import OPERATION_KINDS
from core_api.contracts.messages import Button, Item, Notice, Params
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import ChangeRecord
from core_api.locales import Translate, translator
from core_api.locales.moments import short_day
from core_api.store import changes, letters, meetings, proposals, sightings
from core_api.store.database import Session
from core_api.usecases import boards
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.composing import Composer, Said
from core_api.usecases.messenger.digests import NEXT, is_asked, look
from core_api.usecases.messenger.keyboards import Press, Rows
from core_api.usecases.messenger.readers import reach, zone_of
from core_api.usecases.messenger.replying import Talk, matching, name_of, say, talk, their_boards
from core_api.usecases.permissions import may_take_back
from core_api.usecases.reading import read_board

_BACK = 5
"""So many of the last changes are offered to be taken back."""
_LISTED = 20
_BOARDS = 5
_NAME, _VALUE = 32, 20
"""Signs of a card's name and of its new value on a button."""


# --- today ----------------------------------------------------------------------------------------------------


def today(with_whom: Talk) -> None:
    """What waits for them, and what was changed on their boards since midnight, by itself and by people."""
    with with_whom.installation.database.reading() as session:
        waits = _waiting(with_whom, session)
        done = _since_midnight(with_whom, session)
        auto = tuple(one for one in done if one.by.kind == "gate")
        people = tuple(one for one in done if one.by.kind == "person")
        items = (
            *(
                Item(text=title, code="waiting", params={"count": count})
                for (_meeting, title), count in waits.items()
            ),
            *(_changed(session, one) for one in (*people, *auto)[:_LISTED]),
        )
    counts: Params = {"waits": waits.total(), "auto": len(auto), "people": len(people)}
    if not items:
        say(with_whom, Notice(code="today-none"))
        return
    notice = Notice(code="today", params=counts, items=items)
    say(with_whom, notice, rows=NEXT if waits.total() else ())


def _waiting(with_whom: Talk, session: Session) -> Counter[tuple[str, str]]:
    """How many questions of each meeting (its id, its title) wait for them."""
    here = look(with_whom.installation, session, reach(with_whom.installation))
    mine = [one for one in proposals.queue(session, limit=500) if is_asked(here, one, with_whom.reader)]
    return Counter(
        (one.proposal.meeting_id, meetings.get(session, one.proposal.meeting_id).title) for one in mine
    )


def _since_midnight(with_whom: Talk, session: Session) -> tuple[ChangeRecord, ...]:
    """The standing changes of today on their boards, the newest first."""
    local = with_whom.installation.clock().astimezone(zone_of(with_whom.reader.zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    every = changes.page(session, since=midnight, limit=1000)
    return tuple(one for one in reversed(every) if _stands(one) and with_whom.has_role(one.board))


def _stands(record: ChangeRecord) -> bool:
    return (
        record.undone_by is None and record.undoes is None and record.operation.kind in set(OPERATION_KINDS)
    )


def _changed(session: Session, record: ChangeRecord) -> Item:
    seen = sightings.get(session, record.board, record.card.id)
    url = seen.last.url if seen and seen.last.url.startswith(("https://", "http://")) else ""
    params: Params = {"operation": record.operation.kind, "at": record.at.isoformat()}
    if record.by.kind == "gate":
        return Item(text=record.card.name, code="change-auto", params=params, url=url)
    named = params | {"name": record.by.name}
    return Item(text=record.card.name, code="change-by", params=named, url=url)


# --- undo -----------------------------------------------------------------------------------------------------


def undo_list(with_whom: Talk) -> None:
    """The last changes that they may take back, each with a button."""
    with with_whom.installation.database.reading() as session:
        mine = _undoable(with_whom, session)
        items = tuple(_changed(session, one) for one in mine)
    if not mine:
        say(with_whom, Notice(code="undo-none"))
        return
    say(with_whom, Notice(code="undo-list", items=items), rows=_undo_rows(mine, with_whom))


def taken_back(
    installation: Installation, came: StoredArrival, letter: StoredLetter, record: ChangeRecord
) -> None:
    """Say that it is taken back where it was offered, with what else can be."""
    with_whom = talk(installation, came)
    if with_whom is None:
        return
    with installation.database.reading() as session:
        rest = _undoable(with_whom, session)
        items = tuple(_changed(session, one) for one in rest)
    code = "undone-more" if rest else "undone"
    notice = Notice(code=code, params={"card": record.card.name}, items=items)
    if not with_whom.reader.capabilities.edits:
        say(with_whom, notice, rows=_undo_rows(rest, with_whom))
        return
    with installation.database.transaction() as session:
        composer = Composer(installation, session)
        composer.say(
            letters.get(session, letter.id, lock=True),
            with_whom.reader,
            Said(notice, _undo_rows(rest, with_whom)),
        )


def _undoable(with_whom: Talk, session: Session) -> tuple[ChangeRecord, ...]:
    oldest = with_whom.installation.clock() - KEPT
    found = (
        one
        for one in changes.recent(session, 500)
        if _stands(one)
        and one.inverse is not None
        and one.at >= oldest
        and _is_theirs(with_whom, session, one)
    )
    return tuple(one for one, _ in zip(found, range(_BACK), strict=False))


def _is_theirs(with_whom: Talk, session: Session, record: ChangeRecord) -> bool:
    who = with_whom.who
    return who is not None and who.person.active and may_take_back(session, who, record)


def _undo_rows(records: Iterable[ChangeRecord], with_whom: Talk) -> Rows:
    say = translator(with_whom.reader.language)
    year = with_whom.installation.clock().year
    return tuple((_undo_press(one, _set(one, say, year)),) for one in records)


def _undo_press(record: ChangeRecord, after: str) -> Press:
    """Two changes of one card are told apart by what they set."""
    label = _short(record.card.name, _NAME) + (f": {_short(after, _VALUE)}" if after else "")
    return Press(Action(code="undo", argument=record.id), Button(text=label))


def _set(record: ChangeRecord, say: Translate, year: int) -> str:
    """What the change set, a day as people write it; empty where it set nothing."""
    change = next((one for one in record.changes if one.after), None)
    if change is None or change.after is None:
        return ""
    added = change.after.removeprefix(change.before or "").strip()
    if change.field != "due":
        return added or change.after
    try:
        return short_day(date.fromisoformat(change.after), say, year)
    except ValueError:
        return change.after


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


# --- cards without news ---------------------------------------------------------------------------------------


def stale_cards(with_whom: Talk, words: str) -> None:
    """The cards without news of their boards, or of the one that they name. Here boards are asked."""
    with with_whom.installation.database.reading() as session:
        named = their_boards(with_whom, session)
    wanted = matching(named, words)
    if not named:
        say(with_whom, Notice(code="board-none"))
        return
    if not wanted:
        say(
            with_whom,
            Notice(code="board-unknown", params={"text": words, "names": ", ".join(named.values())}),
        )
        return
    for ref in list(wanted)[:_BOARDS]:
        say(with_whom, _stale(with_whom, ref), part=ref)


def _stale(with_whom: Talk, ref: str) -> Notice:
    with with_whom.installation.database.reading() as session:
        name = name_of(session, ref)
    try:
        seen = boards.stale(with_whom.installation, ref)
    except NotFound as problem:
        return Notice(code="problem", problem=problem.code, params=problem.params | {"board": name})
    board = read_board(with_whom.installation, ref)
    cards = {card.id: card for card in board.cards if not card.archived}
    columns = {column.id: column.name for column in board.columns}
    silent = {one.card.id: one.silent for one in seen.cards}
    still = [cards[card_id] for card_id in silent if card_id in cards]
    items = tuple(
        Item(
            text=card.name,
            code="stale-silent" if silent[card.id] > 1 else "stale",
            params={"column": columns.get(card.column_id, ""), "count": silent[card.id]},
            url=card.url if card.url.startswith(("https://", "http://")) else "",
        )
        for card in still[:_LISTED]
    )
    counts: Params = {"count": len(still), "board": name, "meeting": seen.meeting}
    return Notice(code="board-stale", params=counts, items=items)
