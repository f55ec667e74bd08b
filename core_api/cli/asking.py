"""`boardscribe ask`: a question about past meetings, answered with its sources."""

import json
import sys

from rich.console import Console
from rich.text import Text

from core_api.cli.opening import open_desk
from core_api.cli.outcome import DONE
from core_api.contracts.minutes import Answer
from core_api.locales import Translate
from core_api.locales.moments import clock
from core_api.usecases.ask import ask


def run(question: str, meeting_id: str | None, *, as_json: bool) -> int:
    """Print the answer and its citations; exit 0 also when the meetings do not tell."""
    desk = open_desk()
    answer = ask(desk.installation, question, meeting_id=meeting_id)
    if as_json:
        sys.stdout.write(json.dumps(answer.model_dump(mode="json"), ensure_ascii=False) + "\n")
    else:
        show(desk.out, answer, desk.say)
    return DONE


def show(console: Console, answer: Answer, say: Translate) -> None:
    """The answer, then where it stands."""
    if answer.text is None:
        console.print(Text(say("ask-not-discussed"), style="yellow"))
    else:
        console.print(Text(answer.text, style="bold"))
    for citation in answer.citations:
        where = Text(f"  {citation.meeting_title}, {clock(citation.evidence.start)}  ", style="cyan")
        console.print(where.append(say("quoted", text=citation.evidence.quote), style="italic default"))
    for note in answer.notes:
        console.print(Text("! " + say(f"degraded-{note}"), style="yellow"))
