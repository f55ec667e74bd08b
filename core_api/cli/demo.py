"""`boardscribe demo`: the whole loop on the sample meeting, told step by step. It needs no keys and no downloads."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from time import perf_counter

from rich.rule import Rule
from rich.text import Text

from core_api import wiring
from core_api.cli import asking, render
from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE, FAILED, of_meeting
from core_api.cli.process import process
from core_api.cli.progress import Bars
from core_api.contracts.model import Language
from core_api.contracts.proposal import Decision
from core_api.contracts.report import MeetingReport
from core_api.locales import translator
from core_api.locales.moments import clock
from core_api.usecases import boards, rules
from core_api.usecases.answering.looking import Narrowing
from core_api.usecases.ask import ask
from core_api.usecases.decide import decide
from core_api.usecases.export import speaker_name
from core_api.usecases.report import report
from core_api.usecases.submit import Submission
from core_api.usecases.undo import undo_change

_SHOWN_LINES = 6


@dataclass(frozen=True)
class Sample:
    """One of the sample meetings, as `sample/meetings.json` describes it."""

    recording: Path
    board: Path
    title: str
    started_at: datetime
    language: Language
    question: str


@dataclass(frozen=True)
class Stage:
    """Tells the steps, and waits between them when asked to."""

    desk: Desk
    pause: bool

    def step(self, number: int, name: str, seconds: float | None = None, about: str = "") -> None:
        """The headline of a step, with the time that it took, and what it is about (`about` picks other words)."""
        took = self.desk.say("demo-took", seconds=f"{seconds:.1f}") if seconds is not None else ""
        title = Text(f"{number}. {self.desk.say(f'demo-step-{name}')} ", style="bold").append(
            took, style="dim"
        )
        self.desk.out.print()
        self.desk.out.print(Rule(title, align="left", style="dim"))
        self.desk.out.print(Text(self.desk.say(f"demo-about-{about or name}"), style="dim"))

    def wait(self) -> None:
        """With `--pause`: go on at a key."""
        if self.pause:
            self.desk.out.input(Text(self.desk.say("demo-press-enter"), style="dim"))


def run(language: Language, *, pause: bool) -> int:
    """Play the sample meeting of the language; 0 when every step worked."""
    desk = open_desk(models_allowed="none", timezone="UTC")
    if language == "ru":
        desk = replace(desk, say=translator("ru"))
    stage = Stage(desk, pause)
    folder = files("core_api.sample")
    with as_file(folder) as path:
        sample = _sample(path, language)
        desk.out.print(Text(desk.say("demo-intro"), style="bold"))
        ref = _prepare_board(stage, sample)
        result = _work(stage, sample, ref)
    if result.stage in {"failed", "stopped"}:
        return of_meeting(result)
    _tell_heard(stage, result)
    _tell_understood(stage, result)
    _tell_matched(stage, result)
    _tell_applied(stage, result)
    ok = _approve_one(stage, result)
    ok = _undo_one(stage, result) and ok
    ok = _ask(stage, sample, result) and ok
    desk.out.print()
    desk.out.print(Rule(style="dim"))
    desk.out.print(Text(desk.say("demo-next", home=str(desk.settings.home), ref=ref)))
    return DONE if ok else FAILED


def _sample(folder: Path, language: Language) -> Sample:
    described = json.loads((folder / "meetings.json").read_text(encoding="utf-8"))[language]
    return Sample(
        recording=folder / described["recording"],
        board=folder / described["board"],
        title=described["title"],
        started_at=datetime.fromisoformat(described["started_at"]),
        language=language,
        question=described["question"],
    )


def _prepare_board(stage: Stage, sample: Sample) -> str:
    desk = stage.desk
    name = f"demo-{sample.language}"
    board = wiring.import_board(desk.installation, sample.board, name, replace=True, by=desk.actor)
    ref = f"local:{board.id}"
    boards.set_mode(desk.installation, ref, "live", desk.actor)
    rules.change_policy(desk.installation, ref, desk.actor, audited=0.0)  # no lot asks about what is plain
    desk.out.print(Text(desk.say("demo-board", ref=ref, cards=len(board.cards))))
    return ref


def _work(stage: Stage, sample: Sample, ref: str) -> MeetingReport:
    desk = stage.desk
    desk.out.print(Text(desk.say("demo-working", name=sample.recording.name)))
    stage.wait()
    submission = Submission(
        path=sample.recording,
        board=ref,
        title=sample.title,
        started_at=sample.started_at,
        language=sample.language,
        models="none",
        asr_model="demo-en" if sample.language == "en" else None,
        occasion=datetime.now(UTC).isoformat(),
    )
    read = wiring.read_source(sample.recording, sample.language)
    with Bars(desk.err, desk.say) as bars:
        return process(desk, submission, read, bars)


def _tell_heard(stage: Stage, result: MeetingReport) -> None:
    transcript = result.transcript
    if transcript is None:
        return
    about = "heard-recording" if "transcribe" in result.seconds else "heard-transcript"
    stage.step(1, "heard", result.seconds.get("transcribe"), about)
    say = stage.desk.say
    facts = say(
        "demo-heard-facts",
        segments=len(transcript.segments),
        speakers=len(transcript.speakers),
        length=clock(transcript.duration),
    )
    stage.desk.out.print(facts)
    for segment in transcript.segments[:_SHOWN_LINES]:
        name = speaker_name(transcript, segment.speaker, say)
        line = Text(f"  {clock(segment.start)} ", style="dim").append(f"{name}: ", style="cyan")
        stage.desk.out.print(line.append(segment.text, style="default"))
    stage.desk.out.print("  …")
    stage.wait()


def _tell_understood(stage: Stage, result: MeetingReport) -> None:
    stage.step(2, "understood", result.seconds.get("summarize"))
    minutes, say = result.minutes, stage.desk.say
    if minutes is None:
        return
    stage.desk.out.print(
        say("demo-understood-facts", facts=len(minutes.facts), decisions=len(minutes.decisions))
    )
    for decision in minutes.decisions[:_SHOWN_LINES]:
        line = Text(f"  {say('decision')} ", style="bold")
        stage.desk.out.print(line.append_text(render.quote(decision.evidence[0], result.transcript, say)))
    for item in minutes.action_items[:_SHOWN_LINES]:
        owner = " · ".join(filter(None, (item.owner, item.due.isoformat() if item.due else None)))
        stage.desk.out.print(
            Text(f"  {say('action')} ", style="bold").append(f"{item.text}  {owner}", style="default")
        )
    stage.wait()


def _tell_matched(stage: Stage, result: MeetingReport) -> None:
    stage.step(3, "matched", result.seconds.get("propose"))
    say = stage.desk.say
    for item in result.proposals:
        proposal = item.proposal
        line = Text("  ").append(proposal.card.name if proposal.card else say("new-card"), style="bold")
        line.append("  ").append_text(render.what_changes(proposal, say))
        if proposal.runner_up:
            line.append("  " + say("runner-up", name=proposal.runner_up.name), style="dim")
        stage.desk.out.print(line)
    untouched = [item for item in result.heard if item.outcome != "note"]
    stage.desk.out.print(
        Text(say("demo-untouched", count=len(untouched), stale=len(result.stale)), style="dim")
    )
    for fact in untouched[:_SHOWN_LINES]:
        stage.desk.out.print(Text(f"  · {fact.text}  ").append(say(f"heard-{fact.reason}"), style="dim"))
    stage.wait()


def _tell_applied(stage: Stage, result: MeetingReport) -> None:
    stage.step(4, "applied", result.seconds.get("apply"))
    stage.desk.out.print(render.change_table(result.changes, result.transcript, stage.desk.say))
    stage.wait()
    waiting = [item.proposal for item in result.proposals if item.state == "open"]
    stage.step(5, "asked")
    stage.desk.out.print(stage.desk.say("demo-asked-count", count=len(waiting)))
    for proposal in waiting[:2]:
        panel = render.proposal_panel(proposal, result.transcript, stage.desk.say, stage.desk.say("asks"))
        stage.desk.out.print(panel)
    stage.wait()


def _timed(do: Callable[[], object]) -> float:
    begun = perf_counter()
    do()
    return perf_counter() - begun


def _approve_one(stage: Stage, result: MeetingReport) -> bool:
    desk = stage.desk
    waiting = [item for item in result.proposals if item.state == "open" and item.proposal.card]
    if not waiting:
        return False
    chosen = max(waiting, key=lambda item: item.proposal.confidence).proposal

    def approve() -> None:
        now = desk.installation.clock()
        decide(
            desk.installation,
            Decision(proposal_id=chosen.id, version=chosen.version, answer="approve", by=desk.actor, at=now),
        )
        wiring.build_worker(desk.installation, desk.settings).run_until_idle(result.meeting.id)

    seconds = _timed(approve)
    stage.step(6, "approved", seconds)
    fresh = report(desk.installation, result.meeting.id)
    made = [change for change in fresh.changes if change.proposal_id == chosen.id]
    desk.out.print(render.change_table(made, fresh.transcript, desk.say))
    stage.wait()
    return bool(made)


def _undo_one(stage: Stage, result: MeetingReport) -> bool:
    desk = stage.desk
    if not result.changes:
        return False
    record = result.changes[-1]
    begun = perf_counter()
    undone = undo_change(desk.installation, record.id, desk.actor)
    stage.step(7, "undone", perf_counter() - begun)
    desk.out.print(render.change_table([undone], result.transcript, desk.say))
    stage.wait()
    return True


def _ask(stage: Stage, sample: Sample, result: MeetingReport) -> bool:
    begun = perf_counter()
    narrowing = Narrowing(meeting_id=result.meeting.id)
    answer = ask(stage.desk.installation, sample.question, narrowing=narrowing)
    stage.step(8, "answered", perf_counter() - begun)
    stage.desk.out.print(Text(f"  ? {sample.question}"))
    asking.show(stage.desk.out, answer, stage.desk.say)
    return answer.text is not None
