"""Webhooks come in: Trello's signed, the others' by a secret address; a hint is looked into, not believed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlmodel import select

from core_api import wiring
from core_api.contracts.board import CardRef, Move
from core_api.contracts.meeting import Meeting
from core_api.contracts.minutes import Evidence
from core_api.contracts.people import PersonIdentity
from core_api.contracts.problems import Missing, Refused
from core_api.contracts.proposal import Proposal, Verdict
from core_api.domain.fingerprint import fingerprint
from core_api.jobs.worker import Worker
from core_api.settings import Settings
from core_api.store import meetings, proposals
from core_api.store.tables import JobRow
from core_api.usecases import hooks, people, rules
from core_api.usecases.hooks import Post
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER
from kanban_connectors.trello.webhooks import signature
from tests.doubles.faults import served
from tests.doubles.trello import KEY, SECRET, TOKEN, TrelloDouble

API_KEY = "a-key-for-tests-of-the-api-only"


@dataclass
class Office:
    """An installation that a Trello can reach, over real HTTP both ways."""

    here: Installation
    settings: Settings
    post: Post
    double: TrelloDouble
    board: str
    columns: list[str] = field(default_factory=list)

    @property
    def ref(self) -> str:
        return f"trello:{self.board}"

    def address(self, kind: Any = "trello") -> str:
        return self.post.address(kind)

    def say(self, body: bytes, *, kind: str = "trello", **headers: str) -> int:
        with httpx.Client(trust_env=False) as client:
            return client.post(self.address(kind), content=body, headers=headers).status_code

    def deliver(self, action: dict[str, Any]) -> int:
        """As Trello does."""
        body = json.dumps({"model": {"id": self.board}, "action": action}).encode()
        signed = signature(SecretStr(SECRET), body, self.address())
        return self.say(body, **{"X-Trello-Webhook": signed})

    def queued(self) -> list[JobRow]:
        with self.here.database.reading() as session:
            return list(session.exec(select(JobRow).where(JobRow.kind == "notice")))

    def work(self) -> None:
        """Look into what came; the meetings that it concerns are not gone on with."""
        handlers = {"notice": lambda job, report: hooks.notice(self.here, job, report)}
        Worker(self.here.database, handlers, self.here.clock).run_until_idle()  # type: ignore[arg-type]

    def proposed(self, card: dict[str, Any], column: str) -> Proposal:
        """An open question whether the card goes to the column."""
        at = datetime(2026, 3, 2, 9, tzinfo=UTC)
        meeting = Meeting(
            id="mtg_1", title="Planning", started_at=at, source="a.vtt", blob="0" * 64, board=self.ref
        )
        connector, board_id = self.here.connector_for(self.ref)
        operation = Move(column_id=column)
        proposal = Proposal(
            id="prp_1",
            meeting_id=meeting.id,
            board=self.ref,
            fact_id="f1",
            claim="It is done.",
            operation=operation,
            card=CardRef(id=card["id"], name=card["name"]),
            evidence=(Evidence(segment=1, start=5, end=9, quote="it is done"),),
            confidence=0.9,
            verdict=Verdict(route="review", rule="not-outright"),
            seen=fingerprint(connector.card(board_id, card["id"]), operation),
        )
        with self.here.database.transaction() as session:
            meetings.add(session, meeting, "key-1", at)
            return proposals.add(session, (proposal,), "open", at)[0].proposal

    def state(self, proposal: Proposal) -> str:
        with self.here.database.reading() as session:
            return proposals.get(session, proposal.id).state


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    double = TrelloDouble()
    board = double.world.add_board("Team", [double.me, double.person])
    columns = [double.world.add_list(board, name, float(at)) for at, name in enumerate(("Doing", "Done"))]
    app: dict[str, Any] = {}

    async def api(scope: Any, receive: Any, send: Any) -> None:
        await app["api"](scope, receive, send)

    with double.served() as trello, served(api) as url:
        settings = Settings(
            home=tmp_path / "home",
            timezone="UTC",
            api_token=SecretStr(API_KEY),
            public_url=url,
            trello_url=trello,
            trello_key=SecretStr(KEY),
            trello_token=SecretStr(TOKEN),
            trello_secret=SecretStr(SECRET),
            kaiten_url="https://company.kaiten.ru/api/latest",
            kaiten_token=SecretStr("kaiten"),
            kanboard_url="http://127.0.0.1:1/jsonrpc.php",
            kanboard_token=SecretStr("kanboard"),
            _env_file=None,
        )  # type: ignore[call-arg]
        here = wiring.install(settings)
        app["api"] = wiring.web_app(here, settings)
        rules.change_policy(here, f"trello:{board}", mode="live")
        yield Office(here, settings, wiring.post_of(settings), double, board, columns)
        here.close()


def action(office: Office, card: dict[str, Any], by: str, number: int = 1) -> dict[str, Any]:
    return {
        "id": f"{number:024x}",
        "type": "updateCard",
        "idMemberCreator": by,
        "data": {"card": {"id": card["id"]}, "board": {"id": office.board}},
    }


def test_what_a_person_did_on_the_board_closes_the_question_about_it(office: Office) -> None:
    card = office.double.world.add_card(office.columns[0], "Landing page")
    asked = office.proposed(card, office.columns[1])
    hook = hooks.register(office.here, office.post, office.ref, OWNER)
    assert hook.url == office.address()
    assert hooks.register(office.here, office.post, office.ref, OWNER) == hook
    card["idList"] = office.columns[1]
    told = action(office, card, office.double.person)
    assert [office.deliver(told) for _ in range(3)] == [200, 200, 200]
    assert len(office.queued()) == 1, "the same event is kept once"
    office.work()
    assert office.state(asked) == "superseded"
    assert hooks.unregister(office.here, office.post, office.ref, OWNER) == 1
    assert office.double.world.hooks == {}


def test_our_own_echo_is_dropped(office: Office) -> None:
    card = office.double.world.add_card(office.columns[0], "Landing page")
    asked = office.proposed(card, office.columns[1])
    office.double.faults.asked.clear()
    assert office.deliver(action(office, card, office.double.me)) == 200
    office.work()
    assert office.queued()[0].result == ""
    assert not [one for one in office.double.faults.asked if "/cards/" in one.line]
    assert office.state(asked) == "open"


def test_what_is_not_signed_is_refused_and_nothing_is_kept(office: Office) -> None:
    card = office.double.world.add_card(office.columns[0], "Landing page")
    body = json.dumps({"action": action(office, card, office.double.person)}).encode()
    elsewhere = signature(SecretStr(SECRET), body, office.address() + "/")
    for signed in ({}, {"X-Trello-Webhook": "no"}, {"X-Trello-Webhook": elsewhere}):
        assert office.say(body, **signed) == 403
    garbage = b'{"action": 1}'
    signed = {"X-Trello-Webhook": signature(SecretStr(SECRET), garbage, office.address())}
    assert office.say(garbage, **signed) == 422
    assert office.queued() == []


def test_a_stranger_finds_nothing_there(office: Office) -> None:
    right = office.address()
    with httpx.Client(trust_env=False) as client:
        assert client.head(right).status_code == 200
        for path in (
            right[:-1],
            f"{right}x",
            right.replace("trello", "kaiten"),
            right.replace("trello", "jira"),
        ):
            assert client.head(path).status_code == 404
            assert client.post(path, content=b"{}").status_code == 404
        assert client.post(right, content=b" " * (2 << 20)).status_code == 413
    assert API_KEY not in right


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("kaiten", {"event": "card:update", "data": {"old": {"id": 7}, "changes": {}, "author": {"id": 3}}}),
        ("kanboard", {"event_name": "task.update", "event_data": {"task_id": "7", "task": {"id": "7"}}}),
    ],
)
def test_unsigned_hints_come_by_a_secret_address(office: Office, kind: str, body: dict[str, Any]) -> None:
    text = json.dumps(body).encode()
    assert [office.say(text, kind=kind) for _ in range(2)] == [200, 200]
    (job,) = office.queued()
    assert (job.args["kind"], job.args["card"]) == (kind, "7")
    for garbage in (b"", b"[]", b"{}", b"\xff", b"[" * 100_000):
        assert office.say(garbage, kind=kind) == 422
    other = json.dumps(
        body | {"event": "space:update", "event_name": "project.update", "data": {}, "event_data": {}}
    )
    assert office.say(other.encode(), kind=kind) == 200
    assert len(office.queued()) == 1


def test_only_admins_have_a_board_tell(office: Office) -> None:
    people.add(office.here, OWNER, "Vera")
    people.link(office.here, OWNER, "Vera", PersonIdentity(kind="cli", id="vera"))
    people.grant(office.here, OWNER, "Vera", office.ref, "admin")
    with pytest.raises(Refused, match="not-an-admin"):
        hooks.register(office.here, office.post, office.ref, OWNER)
    assert office.double.world.hooks == {}


def test_a_hook_that_fares_badly_is_said(office: Office) -> None:
    def code() -> str | None:
        found = [one for one in wiring.checkup(office.here, office.settings)() if one.name == "hooks"]
        return found[0].code if found else None

    assert code() is None
    hook = hooks.register(office.here, office.post, office.ref, OWNER)
    assert code() == "hooks-ok"
    stored = office.double.world.hooks[hook.id]
    stored["consecutiveFailures"] = 3
    assert code() == "hooks-failing"
    stored["active"] = False
    assert code() == "hooks-off"


def test_without_an_address_of_ours_nothing_is_registered(office: Office) -> None:
    silent = Post(
        None,
        *(getattr(office.post, name) for name in ("secret", "read", "register", "unregister", "registered")),
    )
    with pytest.raises(Missing, match="hook-no-address"):
        hooks.register(office.here, silent, office.ref, OWNER)
    assert office.double.world.hooks == {}
