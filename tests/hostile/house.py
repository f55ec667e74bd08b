"""An installation whose language model obeys the attackers, and what one meeting of theirs comes to in it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core_api import wiring
from core_api.contracts.board import Card
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Answer
from core_api.contracts.proposal import Proposal
from core_api.contracts.report import MeetingReport
from core_api.settings import Settings
from core_api.usecases import boards, rules
from core_api.usecases.ask import ask
from core_api.usecases.installation import Installation
from core_api.usecases.preview import preview
from core_api.usecases.report import report
from core_api.usecases.submit import ReadText, Submission, submit
from tests.hostile.attacks import Attack
from tests.hostile.obedient import MODEL, Obedient, Posture
from tests.hostile.stage import STARTED, Stage, hexed

CANARY = "canary-5c1d7e90b2"
"""What no request to the model, and nothing that comes of a meeting, may hold: keys, and cards of other boards."""


@dataclass
class House:
    """The installation, and the model it asks; without one it is left to the rules."""

    settings: Settings
    installation: Installation
    model: Obedient
    folder: Path
    played: int = 0
    board: str = ""
    """The board that was played on last."""
    before: dict[str, Card] = field(default_factory=dict)
    """Its cards as they were, by id."""
    reports: list[str] = field(default_factory=list)
    """All that people would be shown, as JSON."""

    def dry(self, stage: Stage, posture: Posture = "literal") -> MeetingReport:
        """What the meeting would do to a live board of the default policy."""
        path = self._ready(stage, posture)
        told = Submission(
            path=path, board=f"file:{path}", title=stage.title, started_at=STARTED, language=stage.language
        )
        return self._kept(preview(self.installation, told, self._read(stage), lambda _progress: None))

    def live(self, stage: Stage, posture: Posture = "literal") -> MeetingReport:
        """What it does to one."""
        path = self._ready(stage, posture)
        name = f"board-{self.played}"
        wiring.import_board(self.installation, path, name)
        self.board = f"local:{name}"
        boards.set_mode(self.installation, self.board, "live")
        rules.change_policy(self.installation, self.board, audited=0.0)  # no lot decides what is written here
        cards = boards.look(self.installation, self.board)[0].cards
        unmoved = {"revision": None, "last_activity": None}
        self.before = {card.id: card.model_copy(update=unmoved) for card in cards}
        told = Submission(
            path=path, board=self.board, title=stage.title, started_at=STARTED, language=stage.language
        )
        meeting = submit(self.installation, told, self._read(stage))
        wiring.build_worker(self.installation, self.settings).run_until_idle(meeting.id)
        return self._kept(report(self.installation, meeting.id))

    def remember(self, transcript: Transcript) -> None:
        """Keep a past meeting that can be asked about."""
        self.played += 1
        path = self.folder / f"past-{self.played}.txt"
        path.write_text(f"{self.played}", encoding="utf-8")
        told = Submission(path=path, title="Past", started_at=STARTED, language=transcript.language)
        submit(self.installation, told, ReadText(transcript, STARTED))

    def ask(self, past: Attack) -> Answer:
        """The answer to the question of an attack on answers."""
        self.model.script.past, self.model.script.canary = past, CANARY
        told = ask(self.installation, past.question, language=past.language)
        self.reports.append(told.model_dump_json())
        return told

    def _ready(self, stage: Stage, posture: Posture) -> Path:
        self.played += 1
        folder = self.folder / f"meeting-{self.played}"
        folder.mkdir()
        self.model.script.stage, self.model.script.posture = stage, posture
        return stage.write(folder)

    def _kept(self, told: MeetingReport) -> MeetingReport:
        self.reports.append(told.model_dump_json(exclude={"transcript"}))
        return told

    @staticmethod
    def _read(stage: Stage) -> ReadText:
        return ReadText(stage.transcript, STARTED)


@contextmanager
def house(folder: Path, model: Obedient, *, asked: bool = True) -> Iterator[House]:
    """One at work; not `asked`: no language model may be used."""
    settings = Settings(  # type: ignore[call-arg]
        home=folder / "home",
        timezone="UTC",
        models_allowed="external" if asked else "none",
        llm_url=model.url,
        llm_key=f"sk-{CANARY}",  # type: ignore[arg-type]
        llm_model=MODEL,
        llm_context_tokens=64_000,
        trello_token=f"trello-{CANARY}",  # type: ignore[arg-type]
        _env_file=None,
    )
    here = wiring.install(settings)
    secret = {"name": f"Secret {CANARY}", "lists": [{"id": "l1", "name": "To do", "closed": False, "pos": 1}]}
    card = {
        "id": "c1",
        "idShort": 1,
        "name": f"Salaries {CANARY}",
        "idList": "l1",
        "closed": False,
        "desc": CANARY,
    }
    (folder / "secret.json").write_text(json.dumps({"id": "b9", "cards": [card], **secret}), encoding="utf-8")
    wiring.import_board(here, folder / "secret.json", "secret")
    try:
        yield House(settings, here, model, folder)
    finally:
        here.close()


def card_number(proposal: Proposal, stage: Stage) -> int:
    """The number of the card that a proposal is about; 0 for a new one."""
    numbers = {card["id"]: int(card["idShort"]) for card in stage.board["cards"]}  # type: ignore[attr-defined]
    return numbers[proposal.card.id] if proposal.card else 0


def change_of(proposal: Proposal, stage: Stage) -> tuple[int, str, str]:
    """A proposal as `Stage.wanted` words it."""
    operation = proposal.operation
    said = operation.model_dump(mode="json")
    value = str(said.get("date") or said.get("column_id") or "")
    return card_number(proposal, stage), operation.kind, "review" if value == hexed(1, 3) else value
