"""The `kanboard` board: JSON-RPC of a Kanboard server, as a user with their own token or as the application.

A write costs three requests: the card and its board are read, the write is made, the card is read again. What a write
is in Kanboard's calls is in `writing`, how things made are known again in `marks`.
"""

from datetime import datetime
from threading import Lock

from core_api.contracts.accounts import KanboardAccount
from core_api.contracts.board import AddCheck, Board, BoardSummary, Card, Comment, Create
from core_api.contracts.connector import Capabilities, Delete, Identity, Receipt, Write
from core_api.contracts.ports import Pace
from core_api.contracts.problems import Conflict, NotFound, Unsupported
from kanban_connectors.http import unsure_after_write
from kanban_connectors.kanboard import marks
from kanban_connectors.kanboard.neutral import APPLICATION
from kanban_connectors.kanboard.reading import Place, Reader, State
from kanban_connectors.kanboard.rpc import NAME, Call, Rpc, call, rpc_of
from kanban_connectors.kanboard.shapes import CommentShape, MeShape, one
from kanban_connectors.kanboard.writing import (
    LIMITS,
    calls_for,
    check_parts,
    check_texts,
    comment_call,
    create_call,
)
from kanban_connectors.shown import moved_on, shows


def build(account: KanboardAccount, pace: Pace, *, allow_delete: bool) -> "KanboardConnector":
    """The connector of an account."""
    root = account.url.rpartition("/")[0]
    application = account.user == APPLICATION
    rpc = rpc_of(account, pace)
    return KanboardConnector(rpc, Reader(rpc, root, application=application), account.user, allow_delete)


class KanboardConnector:
    """A `Connector` to the projects of a Kanboard server."""

    def __init__(self, rpc: Rpc, reader: Reader, user: str, allow_delete: bool) -> None:
        """`user` is the account's; `allow_delete`: a person may have cards removed for good."""
        self._rpc = rpc
        self._reader = reader
        self._user = user
        self._us: str | None = "0" if user == APPLICATION else None
        self._lock = Lock()
        self.capabilities = Capabilities(
            several_members=False,
            lanes=True,
            native_key=True,
            incremental=True,
            hard_delete=allow_delete,
            webhooks="unsigned",
            body="markdown",
            limits=LIMITS,
        )

    def close(self) -> None:
        """Let go of the connections; nothing can be asked afterwards."""
        self._rpc.close()

    def identify(self) -> Identity:
        """The user of the token. The application's token has every right on every board, and no name to sign with."""
        if self._user == APPLICATION:
            self._rpc.read(call("getVersion"))
            return Identity(id="0", name=APPLICATION, rights=("application",), excess=("application",))
        me = one(MeShape, self._rpc.read(call("getMe"))[0])
        excess = (me.role,) if me.role in ("app-admin", "app-manager") else ()
        return Identity(
            id=me.id, name=me.name or me.username, username=me.username, rights=(me.role,), excess=excess
        )

    def boards(self) -> tuple[BoardSummary, ...]:
        """The projects that the account may see."""
        return self._reader.boards()

    def outline(self, board_id: str) -> Board:
        """The project without its tasks. Raises NotFound."""
        return self._reader.place(board_id).board

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        """All tasks, the closed ones as archived cards. Raises NotFound."""
        return self._reader.snapshot(board_id, known)

    def card(self, board_id: str, card_id: str) -> Card:
        """One task with its subtasks and comments. Raises NotFound."""
        return self._reader.state(board_id, card_id).card

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        """Make one change. Kanboard cannot hold it against `seen`, so that is done here, just before the write."""
        check_texts(write)
        if isinstance(write, Delete) and not self.capabilities.hard_delete:
            raise Unsupported("board-cannot", board=board_id, kind=write.kind)
        if isinstance(write, Create):
            return self._created(board_id, write, key)
        state = self._reader.state(board_id, card_id or "", marks=isinstance(write, AddCheck))
        if isinstance(write, Comment):
            return self._commented(state, write, key)
        if isinstance(write, AddCheck):
            return self._listed(state, write, key)
        check_parts(state, write)
        if seen and not isinstance(write, Delete) and moved_on(seen, state.card, write):
            raise Conflict("revision-changed", vendor=NAME)
        calls = [] if shows(state.card, write) else calls_for(state, write)
        if not calls:
            return Receipt(card=state.card)
        self._rpc.write(*calls)
        if isinstance(write, Delete):
            return Receipt(card=state.card)
        with unsure_after_write(NAME):
            return Receipt(card=self._reader.again(state.place, state.card.id).card)

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        """What bears the key; for a change of fields, the card when it shows the change."""
        if isinstance(write, Create):
            place = self._reader.place(board_id)
            found = self._reader.by_reference(place, marks.reference_of(key))
            return tuple(Receipt(card=state.card, remote_id=state.card.id) for state in found)
        state = self._reader.state(board_id, card_id or "", marks=isinstance(write, AddCheck))
        if isinstance(write, Comment):
            ids = tuple(self._comments(state, key))
        elif isinstance(write, AddCheck):
            ids = marks.made_under(state.marks, key, write.name, state.subtasks)
        else:
            return (Receipt(card=state.card),) if shows(state.card, write) else ()
        return tuple(Receipt(card=state.card, remote_id=made) for made in ids)

    def _created(self, board_id: str, write: Create, key: str) -> Receipt:
        """Looked for, made, looked for again: Kanboard lets two cards bear one reference.

        Where a try that was thought lost was late, the card that came second is put away.
        """
        place = self._reader.place(board_id)
        reference = marks.reference_of(key)
        create = create_call(place, write, reference)
        found = self._reader.by_reference(place, reference)
        if not found:
            made = str(self._rpc.write(create)[0])
            with unsure_after_write(NAME):
                found = self._kept(place, reference, made)
        return Receipt(card=found[0].card, remote_id=found[0].card.id)

    def _kept(self, place: Place, reference: str, made: str) -> list[State]:
        found = self._reader.by_reference(place, reference)
        if not any(state.card.id == made for state in found):
            raise NotFound("card-not-found", card=made, board=place.board.name)
        if found[0].card.id != made:
            task_id = int(made)
            self._rpc.write(call("updateTask", id=task_id, reference=""), call("closeTask", task_id=task_id))
        return found

    def _commented(self, state: State, write: Comment, key: str) -> Receipt:
        ids = self._comments(state, key)
        if ids:
            return Receipt(card=state.card, remote_id=ids[0])
        reference = marks.reference_of(key)
        made = str(self._rpc.write(comment_call(state, write, self._our_id(), reference))[0])
        with unsure_after_write(NAME):
            state = self._reader.again(state.place, state.card.id)
            if sum(comment.comment == write.text for comment in state.comments) > 1:
                first, *_ = [*self._comments(state, key), made]
                if first != made:  # a try that was thought lost was late: what came second goes
                    gone = call("removeComment", comment_id=int(made))
                    state, made = self._without(state, gone), first
        return Receipt(card=state.card, remote_id=made)

    def _comments(self, state: State, key: str) -> list[str]:
        """Our comments that bear the key. A list leaves the reference out, so each is asked for."""
        ours = [comment for comment in state.comments if comment.user_id == self._our_id()]
        if not ours:
            return []
        raw = self._rpc.read(*(call("getComment", comment_id=int(comment.id)) for comment in ours))
        reference = marks.reference_of(key)
        read = (one(CommentShape, each) for each in raw if each)
        return [comment.id for comment in read if comment.reference == reference]

    def _listed(self, state: State, write: AddCheck, key: str) -> Receipt:
        ids = marks.made_under(state.marks, key, write.name, state.subtasks)
        if ids:
            return Receipt(card=state.card, remote_id=ids[0])
        task_id, name = int(state.task.id), marks.note_name(key)
        newest = max((int(item.id) for item in state.subtasks), default=0)
        tried = marks.note_of(state.marks, key)
        note = marks.Note(tried.after if tried else newest)
        _, made = self._rpc.write(
            call("saveTaskMetadata", task_id=task_id, values={name: note.text}),
            call("createSubtask", task_id=task_id, title=write.name),
        )
        with unsure_after_write(NAME):
            state = self._reader.again(state.place, state.card.id, marks=True)
            first, *_ = [*marks.made_under(state.marks, key, write.name, state.subtasks), str(made)]
            if first != str(made):  # as for comments
                state = self._without(state, call("removeSubtask", subtask_id=int(made)))
            settled = marks.Note(note.after, first).text
            self._rpc.read(call("saveTaskMetadata", task_id=task_id, values={name: settled}))
        return Receipt(card=state.card, remote_id=first)

    def _without(self, state: State, removal: Call) -> State:
        self._rpc.write(removal)
        return self._reader.again(state.place, state.card.id)

    def _our_id(self) -> str:
        """Our user: a comment is made in somebody's name."""
        with self._lock:
            if self._us is None:
                self._us = self.identify().id
            return self._us
