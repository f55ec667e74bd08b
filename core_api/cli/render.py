"""How meetings, proposals and changes look in a terminal. Text from transcripts and cards is never read as markup."""

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Evidence
from core_api.contracts.proposal import ChangeRecord, FieldChange, Proposal, StaleCard, ThreeWay
from core_api.contracts.report import MeetingReport
from core_api.locales import Translate, about
from core_api.locales.moments import clock
from core_api.usecases import costs
from core_api.usecases.export import speaker_name


def quote(evidence: Evidence, transcript: Transcript | None, say: Translate) -> Text:
    """`0:42 Anna: “…”`, without the time where the source has none."""
    line = Text()
    if transcript is None or transcript.timed:
        line.append(clock(evidence.start) + " ", style="dim")
    name = speaker_name(transcript, evidence.speaker, say) if transcript else ""
    if name:
        line.append(name + ": ", style="cyan")
    return line.append(say("quoted", text=evidence.quote), style="italic")


def field_change(change: FieldChange, say: Translate, *, named: bool) -> Text:
    """`In progress → Review`, behind the field's name if it is to be named."""
    line = Text(say(f"field-{change.field}") + ": " if named else "", style="dim")
    if change.before:
        line.append(change.before, style="red strike" if change.after else "red").append(" → ", style="dim")
    return line.append(change.after or say("nothing"), style="green" if change.after else "dim")


def what_changes(item: Proposal | ChangeRecord, say: Translate) -> Text:
    """The operation in words, then before → after; the fields are named where there are several."""
    line = Text(say(f"operation-{item.operation.kind}"), style="bold")
    for change in item.changes:
        line.append("  ").append_text(field_change(change, say, named=len(item.changes) > 1))
    return line


def three_way(view: ThreeWay, say: Translate) -> Text:
    """What stood in a field when its change was proposed, what stands there now, what we would write."""
    line = Text(say(f"field-{view.field}") + " · ", style="dim")
    sides = (("was", view.was, "dim"), ("now", view.now, "red"), ("ours", view.ours, "green"))
    for name, value, style in sides:
        line.append(say(f"meanwhile-{name}") + " ", style="dim")
        line.append(value or say("nothing"), style=style).append("   " if name != "ours" else "")
    return line


def proposal_panel(proposal: Proposal, transcript: Transcript | None, say: Translate, title: str) -> Panel:
    """Everything needed to decide in one look."""
    rows: list[RenderableType] = [what_changes(proposal, say)]
    rows += [three_way(view, say) for view in proposal.meanwhile]
    rows += [quote(evidence, transcript, say) for evidence in proposal.evidence[:3]]
    why = say(f"rule-{proposal.verdict.rule}")
    rows.append(Text(say("why-asks", reason=why, confidence=f"{proposal.confidence:.0%}"), style="yellow"))
    if proposal.support:
        rows.append(Text(say(f"support-{proposal.support.replace('_', '-')}"), style="dim"))
    if proposal.runner_up:
        rows.append(Text(say("runner-up", name=proposal.runner_up.name), style="dim"))
    card = proposal.card.name if proposal.card else say("new-card")
    return Panel(Group(*rows), title=Text(f"{title} · {card}"), title_align="left", border_style="yellow")


def change_table(changes: Iterable[ChangeRecord], transcript: Transcript | None, say: Translate) -> Table:
    """One row a change: card, before → after, the id that `undo` takes, the words."""
    table = _table(say, card=3, change=5, said=5)
    for change in changes:
        state = say("undone") if change.undone_by else ""
        what = what_changes(change, say).append(f"\n{change.id}{state}", style="dim")
        table.add_row(Text(change.card.name), what, _words(change.evidence, transcript, say))
    return table


def proposal_table(proposals: Iterable[Proposal], transcript: Transcript | None, say: Translate) -> Table:
    """One row a proposal, with the route that the gate gave it and why."""
    table = _table(say, card=3, change=5, said=5)
    for proposal in proposals:
        automatic = proposal.verdict.route == "auto"
        what = what_changes(proposal, say)
        what.append("\n" + say(f"route-{proposal.verdict.route}"), style="green" if automatic else "yellow")
        what.append(f" {proposal.confidence:.0%} · {say(f'rule-{proposal.verdict.rule}')}", style="dim")
        card = proposal.card.name if proposal.card else say("new-card")
        table.add_row(Text(card), what, _words(proposal.evidence, transcript, say))
    return table


def _table(say: Translate, **columns: int) -> Table:
    table = Table(show_lines=True, expand=True)
    for name, ratio in columns.items():
        table.add_column(say(f"column-{name}"), ratio=ratio)
    return table


def _words(evidence: tuple[Evidence, ...], transcript: Transcript | None, say: Translate) -> Text:
    return Text("\n").join(quote(item, transcript, say) for item in evidence[:2])


def meeting_report(console: Console, report: MeetingReport, say: Translate, *, dry_run: bool) -> None:
    """The whole meeting: minutes, changes, what waits, what was only heard, stale cards, what was not available."""
    _headline(console, report, say)
    _minutes(console, report, say)
    waiting = [item.proposal for item in report.proposals if item.state in {"open", "shadow"}]
    if dry_run and waiting:
        _section(console, say("section-would"), proposal_table(waiting, report.transcript, say))
    elif waiting:
        _section(console, say("section-waiting"), proposal_table(waiting, report.transcript, say))
    if report.changes:
        _section(console, say("section-applied"), change_table(report.changes, report.transcript, say))
    troubled = [item for item in report.proposals if item.state in {"failed", "unknown"}]
    for item in troubled:
        name = item.proposal.card.name if item.proposal.card else say("new-card")
        told = say(f"problem-{item.error or 'internal'}", **about(item.proposal.board, name))
        console.print(Text(f"{name}: {told}", style="red"))
    questions = [item.text for item in report.heard if item.outcome == "question"]
    _bullets(console, say("section-questions"), questions)
    talked = [item.card.name for item in report.discussed if not item.news]
    _bullets(console, say("attention-discussed"), talked)
    _bullets(console, say("section-stale"), [_silent(item, say) for item in report.stale])
    for note in report.notes:
        console.print(Text("! " + say(f"degraded-{note}"), style="yellow"))
    spent = costs.in_words(report.minutes.calls, say) if report.minutes else ""
    if spent:
        console.print(Text(spent, style="dim"))
    if not dry_run and waiting:
        console.print(Text(say("next-review", count=len(waiting)), style="bold"))


def _silent(item: StaleCard, say: Translate) -> str:
    """A card's name, with its silence where that is longer than this meeting."""
    return (
        f"{item.card.name} · {say('attention-silent', count=item.silent)}"
        if item.silent > 1
        else item.card.name
    )


def _headline(console: Console, report: MeetingReport, say: Translate) -> None:
    meeting, transcript = report.meeting, report.transcript
    line = Text(meeting.title, style="bold").append(f"  {meeting.started_at:%Y-%m-%d %H:%M}", style="dim")
    if transcript:
        if transcript.timed and transcript.duration:
            line.append(f"  {clock(transcript.duration)}", style="dim")
        names = ", ".join(speaker_name(transcript, who.number, say) for who in transcript.speakers)
        line.append(f"  {names}", style="cyan")
    console.print(line)
    whose = Text(meeting.id, style="dim")
    console.print(whose.append("  " + say("meeting-owner", name=report.owner)) if report.owner else whose)


def _minutes(console: Console, report: MeetingReport, say: Translate) -> None:
    if report.minutes is None:
        return
    if report.minutes.overview:
        console.print(Panel(Text(report.minutes.overview), title=say("section-overview"), title_align="left"))
    _bullets(console, say("section-decisions"), [decision.text for decision in report.minutes.decisions])
    items = [
        " · ".join(filter(None, (item.text, item.owner, item.due.isoformat() if item.due else None)))
        for item in report.minutes.action_items
    ]
    _bullets(console, say("section-actions"), items)


def _section(console: Console, title: str, body: RenderableType) -> None:
    console.print(Text("\n" + title, style="bold"))
    console.print(body)


def _bullets(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        _section(console, title, Group(*(Text(f" • {line}") for line in lines)))
