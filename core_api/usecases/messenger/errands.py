"""What somebody asked for and what may take long: an answer from past meetings, a board's cards, a file to be fetched.

A job of its own, so that presses never wait for it. Killed anywhere, it is run again and says the same message anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core_api.contracts.job import Job
from core_api.contracts.messages import Item, Notice, Quote
from core_api.contracts.minutes import Citation
from core_api.contracts.ports import Report
from core_api.contracts.problems import NotFound, Problem, TooLarge, Unsupported
from core_api.locales import Translate, translator
from core_api.locales.answers import later_words, source_words
from core_api.store import arrivals
from core_api.usecases.ask import ask
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import overviews, receiving, views
from core_api.usecases.messenger.arriving import actor_of
from core_api.usecases.messenger.receiving import Intake
from core_api.usecases.messenger.replying import Talk, said, say, talk

_CITED = 5
_ANSWERED = frozenset({"answer", "answer-none"})


@dataclass(frozen=True)
class Errand:
    """What is to be done for whom."""

    talk: Talk
    said: str
    """The question, the board's name, the board of the file."""
    intake: Intake
    report: Report


def run(installation: Installation, job: Job, report: Report, intake: Intake) -> str:
    """Do it and tell; gives the arrival's id. What goes wrong is told to whoever asked."""
    with installation.database.reading() as session:
        came = arrivals.get(session, job.args["arrival"])
    with_whom = talk(installation, came) if came is not None else None
    if came is None or with_whom is None:
        return job.args["arrival"]
    what = job.args["what"]
    try:
        _DO[what](Errand(with_whom, job.args["said"], intake, report))
    except Problem as problem:
        if problem.retryable and job.attempt < job.max_attempts:
            raise
        _tell(with_whom, what, problem)
    receiving.drop(intake, came)
    return came.id


def _tell(with_whom: Talk, what: str, problem: Problem) -> None:
    file = with_whom.came.arrival.file
    if what != "file" or file is None:
        say(with_whom, Notice(code="problem", problem=problem.code, params=problem.params))
    elif isinstance(problem, TooLarge):
        receiving.too_large(with_whom)
    elif isinstance(problem, Unsupported):
        say(with_whom, Notice(code="file-kind", params={"name": file.name}))
    else:
        told = problem.params | {"title": receiving.title_of(with_whom)}
        say(with_whom, Notice(code="meeting-failed", problem=problem.code, params=told))


def _ask(errand: Errand) -> None:
    """An answer from the meetings that they may read: of boards on which they have a role, and their own."""
    with_whom = errand.talk
    before = said(with_whom)
    if before is not None and before.code in _ANSWERED:
        return

    by = actor_of(with_whom.came.arrival, with_whom.who)
    answer = ask(with_whom.installation, errand.said, by=by)
    if answer.text is None:
        say(with_whom, Notice(code="answer-none"))
        return
    tell = translator(with_whom.reader.language)
    text = answer.text
    if answer.reported:
        text = tell("answer-reported", name=", ".join(answer.scope.people)) + "\n" + text
    items: list[Item] = []
    for one in answer.citations[:_CITED]:
        items += [item for item in (_cited(with_whom, one, tell),) if item is not None]
        items += [Item(text=later_words(one.later, tell))] if one.later else []
    say(with_whom, Notice(code="answer", params={"answer": text}, items=tuple(items)))


def _cited(with_whom: Talk, citation: Citation, tell: Translate) -> Item | None:
    """The meeting with its day, who said it, when and how; the card or the document. None for what is gone by now."""
    if citation.kind != "speech":
        return Item(text=source_words(citation, tell), quote=Quote(text=citation.evidence.quote, timed=False))
    with with_whom.installation.database.reading() as session:
        try:
            meeting, transcript = views.heard(session, citation.meeting_id)
        except NotFound:
            return None
    quote = views.quote(citation.evidence, transcript, with_whom.reader.language)
    params = {"at": meeting.started_at.isoformat()}
    return Item(text=meeting.title, code="citation", params=dict(params), quote=quote)


def _board(errand: Errand) -> None:
    overviews.stale_cards(errand.talk, errand.said)


def _file(errand: Errand) -> None:
    receiving.take_in(errand.talk, errand.said, errand.intake, errand.report)


_DO: dict[str, Callable[[Errand], None]] = {"ask": _ask, "board": _board, "file": _file}
