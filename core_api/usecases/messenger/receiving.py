"""A file that somebody sent becomes a meeting: fetched piece by piece, told by its content, handed in like any other.

What it is called and where it lies for a while says nothing of what it is. The file is deleted when all is done.
"""

import base64
import re
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from core_api.contracts.asking import Action, StoredArrival
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Meeting
from core_api.contracts.messages import Button, FileRef, Notice
from core_api.contracts.ports import Report
from core_api.contracts.problems import Missing, NotFound, TooLarge
from core_api.domain.commands import unaddressed
from core_api.language.controls import plain
from core_api.locales import text
from core_api.store import arrivals, letters, meetings
from core_api.usecases.file_names import safe_name
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import commands
from core_api.usecases.messenger.keyboards import Press, Rows
from core_api.usecases.messenger.readers import zone_of
from core_api.usecases.messenger.replying import Talk, say, talk, their_boards
from core_api.usecases.submit import ReadText, SourceReader, Submission, meeting_key, submit

LARGEST = 4 << 30
"""Bytes that are fetched where the messenger names no limit."""
_FORGOTTEN = 2 * 24 * 3600.0
"""Seconds after which a file is deleted whose errand nobody took up again."""
_TITLE = 200
_NAMELESS = re.compile(r"(?:voice|audio|video|video-note|document|file|image|meeting)(?:-\d+)?")
"""Names that messengers and our channels give where a person gave none."""


@dataclass(frozen=True)
class Intake:
    """What reads a file, and where files lie while they are fetched."""

    read: SourceReader
    folder: Path


def file_came(installation: Installation, came: StoredArrival) -> None:
    """Say that it is taken, and have it fetched; ask for the board first where it could be several."""
    file = came.arrival.file
    with_whom = talk(installation, came)
    if file is None or with_whom is None or commands.said_to_us(installation, came.arrival) is None:
        return
    if commands.refused(with_whom):
        return
    with installation.database.reading() as session:
        named = their_boards(with_whom, session, deciding=True)
    limit = with_whom.reader.capabilities.files_in
    if not named and not with_whom.everywhere:
        _not_deciding(with_whom)
    elif not limit or (file.size or 0) > limit:
        too_large(with_whom)
    elif len(named) > 1:
        asked = Notice(code="meeting-which-board", params={"title": title_of(with_whom)})
        say(with_whom, asked, rows=_boards(came, named))
    else:
        _take(with_whom, next(iter(named), ""))


def board_chosen(installation: Installation, argument: str) -> None:
    """The board of a file was pressed: `ARRIVAL BOARD`. The first choice counts."""
    arrival_id, _, board = argument.partition(" ")
    with installation.database.reading() as session:
        came = arrivals.get(session, arrival_id)
    with_whom = talk(installation, came) if came is not None else None
    if with_whom is None:
        raise NotFound("file-gone")
    if not with_whom.decides(board):
        _not_deciding(with_whom)
    elif not commands.ordered(with_whom):
        _take(with_whom, board)


def take_in(with_whom: Talk, board: str, intake: Intake, report: Report) -> Meeting:
    """Fetch the file and hand it in; from then on the notice tells how far the meeting is.

    Raises what fetching, reading and `submit` raise. Run again, it goes on where it stopped.
    """
    file, came = with_whom.came.arrival.file, with_whom.came
    if file is None:
        raise NotFound("file-gone")
    _forget_old(intake)
    path = folder_of(intake, came) / safe_name(file.name)
    _fetch(with_whom, file, path, report)
    meeting = _hand_in(with_whom, path, board, intake.read(path, None))
    letter = say(with_whom, Notice(code="meeting-received", params={"title": meeting.title}))
    with with_whom.installation.database.transaction() as session:
        letters.follow(session, letter.id, meeting.id)
    return meeting


def folder_of(intake: Intake, came: StoredArrival) -> Path:
    """Where its file lies while it is fetched: the same place when it is run again."""
    return intake.folder / sha256(came.id.encode()).hexdigest()[:24]


def drop(intake: Intake, came: StoredArrival) -> None:
    """Delete what was fetched."""
    shutil.rmtree(folder_of(intake, came), ignore_errors=True)


def too_large(with_whom: Talk) -> None:
    """How large a file may be there, and which way larger ones can go."""
    limit = with_whom.reader.capabilities.files_in // 1_000_000
    channel = with_whom.came.arrival.channel
    say(with_whom, Notice(code="file-too-large", params={"channel": channel, "limit": limit}))


def title_of(with_whom: Talk) -> str:
    """The caption, else the file's own name, else whose recording it is."""
    arrival = with_whom.came.arrival
    words = unaddressed(arrival.text) if arrival.group else arrival.text
    caption = " ".join(plain(words).split())[:_TITLE]
    name = plain(Path(safe_name(arrival.file.name)).stem) if arrival.file else ""
    if caption or (name and not _NAMELESS.fullmatch(name.lower())):
        return caption or name
    who = with_whom.who.person.name if with_whom.who else arrival.user_name
    return text("meeting-sent-by", with_whom.reader.language, {"name": who})


def _not_deciding(with_whom: Talk) -> None:
    name = with_whom.who.person.name if with_whom.who else ""
    say(with_whom, Notice(code="not-deciding", params={"name": name}))


def _boards(came: StoredArrival, named: dict[str, str]) -> Rows:
    def press(ref: str, name: str) -> Press:
        return Press(Action(code="board", argument=f"{came.id} {ref}"), Button(text=name))

    return tuple((press(ref, name),) for ref, name in named.items())


def _take(with_whom: Talk, board: str) -> None:
    if with_whom.reader.capabilities.edits:
        say(with_whom, Notice(code="meeting-received", params={"title": title_of(with_whom)}))
    commands.order(with_whom, "file", board)


def _fetch(with_whom: Talk, file: FileRef, path: Path, report: Report) -> None:
    """The whole file into that place, from where an earlier attempt stopped. A size that is told proves nothing."""
    notifier = with_whom.installation.services.notifier()
    if notifier is None:
        raise Missing("channel-missing", channel=file.channel)
    most = with_whom.reader.capabilities.files_in or LARGEST
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = path.with_name(f"{path.name}.whole")
    with path.open("ab") as target:
        while not whole.exists():
            piece = notifier.fetch(file, target.tell())
            target.write(base64.b64decode(piece.data))
            target.flush()
            if target.tell() > most:
                raise TooLarge("file-too-large")
            if piece.last:
                whole.touch()
            report(Progress(stage="fetch", done=target.tell(), total=file.size))


def _hand_in(with_whom: Talk, path: Path, board: str, read: ReadText | None) -> Meeting:
    """The meeting of this file: what was said of it the first time stays when it comes again."""
    installation, arrival = with_whom.installation, with_whom.came.arrival
    began = read.started_at if read and read.started_at else None
    submission = Submission(
        path=path,
        board=board or None,
        title=title_of(with_whom),
        started_at=began or arrival.at.astimezone(zone_of(with_whom.reader.zone)),
        by_id=with_whom.who.person.id if with_whom.who else None,
    )
    key = meeting_key(submission, installation.blobs.put(path))
    with installation.database.reading() as session:
        known = meetings.by_key(session, key)
    if known is not None:
        submission = replace(submission, started_at=None, title=None)
    return submit(installation, submission, read)


def _forget_old(intake: Intake) -> None:
    """What was left behind by an errand that nobody finished."""
    for folder in _folders(intake.folder):
        try:
            if time.time() - folder.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # somebody else was first
            continue


def _folders(place: Path) -> Iterable[Path]:
    return tuple(place.iterdir()) if place.is_dir() else ()
