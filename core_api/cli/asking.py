"""`boardscribe ask`: a question about what was recorded, answered with its sources."""

import json
import sys
from dataclasses import dataclass
from datetime import date

from rich.console import Console
from rich.text import Text

from core_api.cli.opening import open_desk
from core_api.cli.outcome import DONE
from core_api.contracts.minutes import Answer, Citation
from core_api.locales import Translate
from core_api.locales.answers import later_words, note_words, scope_words, source_words, speaker_words
from core_api.locales.moments import clock
from core_api.usecases.answering.looking import Narrowing
from core_api.usecases.ask import ask


@dataclass(frozen=True)
class Asked:
    """What was typed beside the question."""

    meeting_id: str | None = None
    board: str | None = None
    person: str | None = None
    since: date | None = None
    until: date | None = None
    opened: bool = False
    as_json: bool = False


def run(question: str, asked: Asked) -> int:
    """Print the answer and its citations; exit 0 also when nothing that was recorded tells."""
    desk = open_desk()
    narrowing = Narrowing(asked.meeting_id, asked.board, asked.person, asked.since, asked.until)
    answer = ask(desk.installation, question, by=desk.actor, narrowing=narrowing)
    if asked.as_json:
        sys.stdout.write(json.dumps(answer.model_dump(mode="json"), ensure_ascii=False) + "\n")
    else:
        show(desk.out, answer, desk.say, opened=asked.opened)
    return DONE


def show(console: Console, answer: Answer, say: Translate, *, opened: bool = False) -> None:
    """The answer, then where it stands; `opened` shows the lines around each quote."""
    scope = scope_words(answer.scope, say)
    if scope:
        console.print(Text(scope, style="dim"))
    if answer.reported:
        console.print(Text(say("answer-reported", name=", ".join(answer.scope.people)), style="yellow"))
    if answer.text is None:
        console.print(Text(say("ask-not-discussed"), style="yellow"))
    else:
        console.print(Text(answer.text, style="bold"))
    for number, citation in enumerate(answer.citations, start=1):
        _cite(console, citation, number, say)
        if opened:
            _open(console, citation)
    for note in note_words(answer, say):
        console.print(Text("! " + note, style="yellow"))


def _cite(console: Console, citation: Citation, number: int, say: Translate) -> None:
    where = Text(f"  [{number}] {source_words(citation, say)}  ", style="cyan")
    speaker = speaker_words(citation, say)
    where.append(f"{speaker}: " if speaker else "", style="default")
    console.print(where.append(say("quoted", text=citation.evidence.quote), style="italic default"))
    if citation.later:
        console.print(Text("      " + later_words(citation.later, say), style="yellow"))


def _open(console: Console, citation: Citation) -> None:
    """The lines that the quote stands among, its own marked."""
    for line in citation.around:
        own = line.segment == citation.evidence.segment and citation.evidence.quote in line.words
        text = Text("      " + ("▸ " if own else "  "), style="dim")
        if citation.kind == "speech" and line.end:
            text.append(clock(line.start) + " ")
        text.append(f"{line.name}: " if line.name else "").append(
            line.words, style="default" if own else "dim"
        )
        console.print(text)
