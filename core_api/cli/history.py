"""`boardscribe history`: why a card is as it is, the newest first; and whether all records add up."""

import json
import sys

from rich.text import Text

from core_api.cli import outcome, render
from core_api.cli.opening import Desk, open_desk
from core_api.contracts.history import CardHistory, ForeignChange, HistoryEntry, Occasion
from core_api.contracts.meeting import Transcript
from core_api.contracts.proposal import ChangeRecord
from core_api.usecases.card_history import Checked, check, history

_SHOWN_QUOTES = 3


def run(card: str, board: str | None, *, as_json: bool) -> int:
    """Tell the history of a card."""
    desk = open_desk()
    told = history(desk.installation, card, board)
    if as_json:
        sys.stdout.write(told.model_dump_json() + "\n")
        return outcome.DONE
    number = f"#{told.number} " if told.number is not None else ""
    desk.out.print(Text(number + told.card.name, style="bold").append(f"  {told.board}", style="dim"))
    if not told.entries:
        desk.out.print(desk.say("history-nothing"))
    for entry in told.entries:
        desk.out.print()
        desk.out.print(_indented(desk, _block(desk, told, entry)))
    return outcome.DONE


def run_check(board: str | None, *, as_json: bool) -> int:
    """Replay all records over the cards as they were first seen; exit 1 when they do not give them as they are."""
    desk = open_desk()
    cards = check(desk.installation, board)
    wrong = [one for one in cards if one.gaps]
    if as_json:
        return _check_json(cards)
    totals = {"cards": len(cards), "changes": sum(one.changes for one in cards)}
    others = sum(one.foreign for one in cards)
    desk.out.print(desk.say("history-checked", **totals, foreign=others, wrong=len(wrong)))
    for one in wrong:
        for gap in one.gaps:
            words = desk.say(
                "history-gap",
                card=one.card.name,
                board=one.board,
                field=gap.field,
                told=_shown(desk, gap.told),
                found=_shown(desk, gap.found),
            )
            desk.out.print(Text(f" • {words}", style="red"))
    return outcome.FAILED if wrong else outcome.DONE


def _shown(desk: Desk, value: object) -> str:
    return desk.say("nothing") if value is None else str(value)


def _check_json(cards: tuple[Checked, ...]) -> int:
    rows = [
        {
            "board": one.board,
            "card": one.card.model_dump(),
            "changes": one.changes,
            "foreign": one.foreign,
            "gaps": [
                {"field": gap.field, "told": gap.told, "found": gap.found, "change": gap.change}
                for gap in one.gaps
            ],
        }
        for one in cards
    ]
    sys.stdout.write(json.dumps({"cards": rows}, ensure_ascii=False) + "\n")
    return outcome.FAILED if any(one.gaps for one in cards) else outcome.DONE


def _block(desk: Desk, told: CardHistory, entry: HistoryEntry) -> Text:
    if entry.foreign is not None:
        return _foreign(desk, entry.foreign)
    if entry.change is None:
        return Text()
    return _change(desk, told, entry.change)


def _indented(desk: Desk, block: Text) -> Text:
    """Only an entry's first line begins at the margin: no text on a card can pass for an entry of its own."""
    first, *rest = block.wrap(desk.out, desk.out.width - 4)
    return Text("\n").join(
        [first, *(line if line.plain.startswith("    ") else Text("    ") + line for line in rest)]
    )


def _foreign(desk: Desk, one: ForeignChange) -> Text:
    """Somebody changed the due date on the board: 6 March → 9 March."""
    line = Text(desk.minute(one.observed_at) + "  ", style="dim")
    line.append(desk.say("history-foreign", field=one.words.field), style="yellow")
    if one.words.before or one.words.after:
        line.append(": ").append_text(render.field_change(one.words, desk.say, named=False))
    return line.append(f"  {desk.say('history-seen', how=one.how)}", style="dim")


def _change(desk: Desk, told: CardHistory, record: ChangeRecord) -> Text:
    meeting = next((one for one in told.meetings if one.id == record.meeting_id), None)
    head = Text(desk.minute(record.at) + "  ", style="dim").append_text(render.what_changes(record, desk.say))
    lines = [head, *_said(desk, record, meeting)]
    if record.proposal_id is not None and not record.changes:
        lines.append(Text(desk.say("history-already"), style="dim"))
    lines.append(Text(_decided(desk, record)))
    if record.proposal_id is not None:
        lines.append(Text(_reason(desk, record), style="dim"))
        lines.append(Text(_read_by(desk, record), style="dim"))
    lines += _undone(desk, told, record)
    lines.append(Text(record.id, style="dim"))
    return Text("\n    ").join(lines)


def _said(desk: Desk, record: ChangeRecord, meeting: Occasion | None) -> list[Text]:
    """The words, each with its second and its speaker, and the meeting they come from."""
    if meeting is None:
        return []
    named = Transcript(language="en", speakers=meeting.speakers, timed=meeting.timed)
    lines = [render.quote(one, named, desk.say) for one in record.evidence[:_SHOWN_QUOTES]]
    if not record.evidence:
        return []
    began = meeting.started_at
    when = f"{began:%Y-%m-%d %H:%M}" if began else ""
    title = desk.say("history-meeting", title=meeting.title or meeting.id, when=when).strip()
    return [*lines, Text(title, style="dim")]


def _decided(desk: Desk, record: ChangeRecord) -> str:
    if record.by.kind == "gate":
        return desk.say("history-by-gate")
    kind = "undo" if record.undoes else "approved" if record.proposal_id else "done"
    where = desk.say("decided-where", channel=record.by.channel)
    return desk.say(f"history-{kind}", name=record.by.name, where=where)


def _reason(desk: Desk, record: ChangeRecord) -> str:
    asked = "history-why" if record.by.kind == "gate" else "history-asked"
    confidence = f"{record.confidence:.0%}" if record.confidence is not None else ""
    return desk.say(asked, rule=desk.say(f"rule-{record.rule}"), confidence=confidence)


def _read_by(desk: Desk, record: ChangeRecord) -> str:
    if record.model is None:
        return desk.say("history-no-model")
    return desk.say("history-model", model=record.model, prompt=record.prompt_version or "")


def _undone(desk: Desk, told: CardHistory, record: ChangeRecord) -> list[Text]:
    lines = []
    if record.undoes is not None:
        lines.append(Text(desk.say("history-takes-back", change=record.undoes), style="dim"))
    if record.undone_by is not None:
        lines.append(Text(_taken_back(desk, told, record.undone_by), style="yellow"))
    return lines


def _taken_back(desk: Desk, told: CardHistory, change: str) -> str:
    back = next((one.change for one in told.entries if one.change and one.change.id == change), None)
    if back is None:
        return desk.say("history-undone", change=change)
    return desk.say("history-undone-by", change=change, name=back.by.name, at=desk.minute(back.at))
