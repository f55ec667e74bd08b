"""Commands: what somebody writes that answers nothing we asked. What takes long becomes an errand.

Whoever may not ask is told so, and nothing else. A command that comes twice is answered once.
"""

from collections.abc import Callable

from core_api.contracts.asking import StoredArrival
from core_api.contracts.messages import Arrival, MessageRef, Notice, Params
from core_api.contracts.model import Language
from core_api.contracts.people import MannersChange, PersonIdentity
from core_api.contracts.problems import NotFound, Problem
from core_api.domain.commands import CommandName, addressed, may_be_addressed, read
from core_api.domain.manners import quiet_hours
from core_api.jobs import ledger
from core_api.store import letters
from core_api.usecases import oneself
from core_api.usecases.installation import Installation
from core_api.usecases.linking import link_by_code
from core_api.usecases.messenger import overviews
from core_api.usecases.messenger.arriving import TOO_MANY, actor_of
from core_api.usecases.messenger.readers import IDENTITIES
from core_api.usecases.messenger.replying import Talk, say, talk

_LONGEST = 2000
"""Signs of a question."""
_OFF = frozenset({"off", "none", "нет", "выкл"})
_LANGUAGES: dict[str, Language] = {"ru": "ru", "русский": "ru", "рус": "ru", "en": "en", "english": "en"}


def obey(installation: Installation, came: StoredArrival) -> None:
    """Do what a text asks for; in a group only what is said to us is heard."""
    text = said_to_us(installation, came.arrival)
    with_whom = talk(installation, came) if text is not None else None
    if text is None or with_whom is None:
        return
    command = read(text)
    if command is not None and command.name == "start" and with_whom.who is None:
        if not _flooding(with_whom):
            _link(with_whom, command.argument)
    elif refused(with_whom):
        return
    elif command is None:
        say(with_whom, Notice(code="text-not-understood"))
    elif command.name in _FOR_ANYBODY or with_whom.is_known:
        _DO[command.name](with_whom, command.argument)
    else:
        _no_role(with_whom)


def refused(with_whom: Talk) -> bool:
    """Whether nothing is done for them, which they are told: who floods us, is a stranger, may do nothing any more."""
    if _flooding(with_whom):
        return True
    if with_whom.who is None:
        _not_linked(with_whom)
        return True
    if not with_whom.who.person.active:
        name = with_whom.who.person.name
        say(with_whom, Notice(code="problem", problem="person-inactive", params={"name": name}))
        return True
    return False


def _no_role(with_whom: Talk) -> None:
    """They are known, and have no role on any board."""
    name = with_whom.who.person.name if with_whom.who else ""
    say(with_whom, Notice(code="no-role", params={"name": name}))


def said_to_us(installation: Installation, arrival: Arrival) -> str | None:
    """The words as they are meant for us; None for what people say to each other in a group."""
    if not arrival.group:
        return arrival.text
    if not may_be_addressed(arrival.text):
        return None
    with installation.database.reading() as session:
        ref = MessageRef(channel=arrival.channel, chat=arrival.chat, id=arrival.message)
        ours = bool(arrival.message) and letters.at(session, ref) is not None
    return addressed(arrival.text, _handle(installation, arrival), to_us=ours)


def order(with_whom: Talk, what: str, said: str) -> None:
    """Have it done by a job of its own, once for what came: it may take long."""
    with with_whom.installation.database.transaction() as session:
        ledger.submit(
            session,
            "errand",
            f"errand:{with_whom.came.id}",
            meeting_id=None,
            args={"arrival": with_whom.came.id, "what": what, "said": said},
            now=with_whom.installation.clock(),
        )


def ordered(with_whom: Talk) -> bool:
    """Whether something is being done for what came already."""
    with with_whom.installation.database.reading() as session:
        return ledger.by_key(session, f"errand:{with_whom.came.id}") is not None


def _flooding(with_whom: Talk) -> bool:
    if with_whom.came.verdict != TOO_MANY:
        return False
    say(with_whom, Notice(code="too-many"))
    return True


def _handle(installation: Installation, arrival: Arrival) -> str:
    notifier = installation.services.notifier()
    return notifier.identify(arrival.channel).handle if notifier else ""


def _not_linked(with_whom: Talk) -> None:
    """A stranger is told how to be linked, with the id under which an administrator can do it."""
    arrival = with_whom.came.arrival
    kind = IDENTITIES.get(arrival.channel, arrival.channel)
    say(with_whom, Notice(code="not-linked", params={"channel": kind, "user": arrival.user}))


# --- getting to know each other -------------------------------------------------------------------------------


def _link(with_whom: Talk, code: str) -> None:
    arrival = with_whom.came.arrival
    kind = IDENTITIES.get(arrival.channel)
    if not code or kind is None:
        _not_linked(with_whom)
        return
    try:
        person = link_by_code(with_whom.installation, code, PersonIdentity(kind=kind, id=arrival.user))
    except NotFound:
        say(with_whom, Notice(code="link-code-wrong"))
        return
    _linked(with_whom, person.name)


def _start(with_whom: Talk, code: str) -> None:
    """Somebody who is known; with a code perhaps because their linking was interrupted before it was told."""
    if code and with_whom.who is not None:
        _linked(with_whom, with_whom.who.person.name)
    else:
        say(with_whom, Notice(code="hello"))


def _linked(with_whom: Talk, name: str) -> None:
    """In the language of the person who they turn out to be."""
    known = talk(with_whom.installation, with_whom.came) or with_whom
    say(known, Notice(code="linked", params={"name": name}))


def _help(with_whom: Talk, _words: str) -> None:
    say(with_whom, Notice(code="help"))


# --- asking ---------------------------------------------------------------------------------------------------


def _ask(with_whom: Talk, question: str) -> None:
    if not question:
        say(with_whom, Notice(code="ask-empty"))
        return
    if with_whom.reader.capabilities.edits:  # where nothing can be rewritten, it would stay
        say(with_whom, Notice(code="answer-working"))
    order(with_whom, "ask", question[:_LONGEST])


def _board(with_whom: Talk, name: str) -> None:
    order(with_whom, "board", name)


def _today(with_whom: Talk, _words: str) -> None:
    overviews.today(with_whom)


def _undo(with_whom: Talk, _words: str) -> None:
    overviews.undo_list(with_whom)


# --- how somebody is asked ------------------------------------------------------------------------------------


def _quiet(with_whom: Talk, hours: str) -> None:
    wanted = "none" if hours.lower() in _OFF else hours
    try:
        quiet = quiet_hours(wanted)
    except Problem as problem:
        say(with_whom, Notice(code="problem", problem=problem.code, params=problem.params))
        return
    _be_asked(with_whom, MannersChange(quiet=quiet))
    off = quiet.begins == quiet.ends
    told: Params = {} if off else {"begins": f"{quiet.begins:%H:%M}", "ends": f"{quiet.ends:%H:%M}"}
    say(with_whom, Notice(code="quiet-off" if off else "quiet-set", params=told))


def _mute(with_whom: Talk, _words: str) -> None:
    _be_asked(with_whom, MannersChange(muted=True))
    say(with_whom, Notice(code="muted"))


def _unmute(with_whom: Talk, _words: str) -> None:
    _be_asked(with_whom, MannersChange(muted=False))
    say(with_whom, Notice(code="unmuted"))


def _lang(with_whom: Talk, name: str) -> None:
    language = _LANGUAGES.get(name.lower())
    if language is None or with_whom.who is None:
        say(with_whom, Notice(code="language-which"))
        return
    by = actor_of(with_whom.came.arrival, with_whom.who)
    oneself.speak(with_whom.installation, by, language)
    say(talk(with_whom.installation, with_whom.came) or with_whom, Notice(code="language-set"))


def _be_asked(with_whom: Talk, wanted: MannersChange) -> None:
    if with_whom.who is not None:
        by = actor_of(with_whom.came.arrival, with_whom.who)
        oneself.be_asked(with_whom.installation, by, wanted)


_FOR_ANYBODY: frozenset[CommandName] = frozenset({"start", "help", "quiet", "mute", "unmute", "lang"})
"""Commands of whoever is known, also without a role."""

_DO: dict[CommandName, Callable[[Talk, str], None]] = {
    "start": _start,
    "help": _help,
    "ask": _ask,
    "board": _board,
    "today": _today,
    "undo": _undo,
    "quiet": _quiet,
    "mute": _mute,
    "unmute": _unmute,
    "lang": _lang,
}
