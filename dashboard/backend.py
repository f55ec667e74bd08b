"""The one place that talks to the API. Every failure leaves it as a Problem with words, never as an empty answer."""

from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, unquote

import httpx
from pydantic import TypeAdapter, ValidationError

from core_api.contracts.envelope import Failure
from core_api.contracts.history import CardHistory
from core_api.contracts.job import Job
from core_api.contracts.meeting import Meeting
from core_api.contracts.minutes import Answer
from core_api.contracts.model import Language
from core_api.contracts.problems import Internal, Problem, Refused, Unavailable
from core_api.contracts.proposal import ChangeRecord, Choice, StoredProposal
from core_api.contracts.reliability import Reliability
from dashboard.shapes import (
    BoardLine,
    BoardView,
    Dependency,
    MeetingLine,
    MeetingPage,
    StaleView,
    Undone,
    Waiting,
)

T = TypeVar("T")

_SOON = httpx.Timeout(15, connect=3)
_LONG = httpx.Timeout(180, connect=3)
"""For what asks a language model, or writes to a board more than once."""
_UNAUTHORIZED = 401
_SOUND = "audio/ogg"


class Told(Problem):
    """A failure that the API told, in its words and the reader's language."""

    def __init__(self, failure: Failure, status: int) -> None:
        super().__init__(failure.code)
        self.failure = failure
        self.answered = status
        """The HTTP status."""


@dataclass(frozen=True)
class Backend:
    """The API of one installation, asked in one language in the name of one person."""

    url: str
    token: str
    language: Language
    actor: str

    def queue(self) -> tuple[Waiting, ...]:
        """What waits for a person, the oldest first."""
        return self._ask(tuple[Waiting, ...], "GET", "/proposals")

    def proposal(self, proposal_id: str) -> Waiting:
        """One proposal, also when it waits no more."""
        return self._ask(Waiting, "GET", f"/proposals/{proposal_id}")

    def clip(self, proposal_id: str) -> bytes:
        """The sound around a proposal's first quote, as OGG."""
        response = self._send("GET", f"/api/v1/proposals/{proposal_id}/clip", _SOON)
        if response.headers.get("content-type") == _SOUND:
            return response.content
        self._refuse(response, self._body(response))
        raise Internal("api-foreign", url=self.url, status=response.status_code)

    def decide(self, proposal_id: str, version: int, answer: Choice, **extra: str) -> StoredProposal:
        """Decide on the version that was shown; `extra` is `text`, `card_id` or `reason`."""
        body = {"version": version, "answer": answer, **extra}
        return self._ask(StoredProposal, "POST", f"/proposals/{proposal_id}/decisions", json=body)

    def boards(self) -> tuple[BoardLine, ...]:
        """The boards that are kept here."""
        return self._ask(tuple[BoardLine, ...], "GET", "/boards")

    def board(self, ref: str) -> BoardView:
        """One board as it stands now."""
        return self._ask(BoardView, "GET", f"/boards/{ref}")

    def stale(self, ref: str) -> StaleView:
        """How the board's cards fared in the last meeting about it."""
        return self._ask(StaleView, "GET", f"/boards/{ref}/stale")

    def reliability(self) -> Reliability:
        """How often the product was right, and where the gates of the boards stand."""
        return self._ask(Reliability, "GET", "/reliability")

    def changes(self, meeting_id: str | None = None) -> tuple[ChangeRecord, ...]:
        """The last changes, the newest first; of one meeting when it is named."""
        params = {"meeting_id": meeting_id} if meeting_id else {}
        return self._ask(tuple[ChangeRecord, ...], "GET", "/changes", params=params)

    def history(self, board: str, card_id: str) -> CardHistory:
        """Why a card is as it is, the newest first."""
        path = f"/boards/{quote(board, safe='')}/cards/{quote(card_id, safe='')}/history"
        return self._ask(CardHistory, "GET", path)

    def undo(self, change_id: str, *, force: bool = False) -> ChangeRecord:
        """Take a change back; the record of that."""
        params = {"force": "true"} if force else {}
        return self._ask(ChangeRecord, "POST", f"/changes/{change_id}/undo", timeout=_LONG, params=params)

    def undo_meeting(self, meeting_id: str) -> Undone:
        """Take every change of a meeting back."""
        return self._ask(Undone, "POST", f"/meetings/{meeting_id}/undo", timeout=_LONG)

    def meetings(self) -> tuple[MeetingLine, ...]:
        """The meetings, the newest first."""
        return self._ask(tuple[MeetingLine, ...], "GET", "/meetings")

    def meeting(self, meeting_id: str) -> MeetingPage:
        """What came out of a meeting."""
        return self._ask(MeetingPage, "GET", f"/meetings/{meeting_id}")

    def styles(self) -> tuple[str, ...]:
        """The styles in which minutes can be had."""
        return self._ask(tuple[str, ...], "GET", "/exports/styles")

    def minutes_file(self, meeting_id: str, style: str, form: str) -> tuple[str, bytes]:
        """A meeting's minutes as a file: its name and its content."""
        params = {"style": style, "format": form}
        response = self._send("GET", f"/api/v1/exports/meetings/{meeting_id}", _SOON, params=params)
        _before, given, name = response.headers.get("content-disposition", "").partition("filename*=UTF-8''")
        if response.is_success and given:
            return unquote(name), response.content
        self._refuse(response, self._body(response))
        raise Internal("api-foreign", url=self.url, status=response.status_code)

    def jobs(self, meeting_id: str) -> tuple[Job, ...]:
        """A meeting's work with its progress and its troubles."""
        return self._ask(tuple[Job, ...], "GET", f"/meetings/{meeting_id}/jobs")

    def retry(self, meeting_id: str) -> tuple[Job, ...]:
        """Queue what failed again."""
        return self._ask(tuple[Job, ...], "POST", f"/meetings/{meeting_id}/retry")

    def hand_in(self, name: str, content: bytes, board: str | None) -> Meeting:
        """Hand a meeting in as a file."""
        data = {"board": board} if board else {}
        return self._ask(
            Meeting, "POST", "/meetings", timeout=_LONG, files={"file": (name, content)}, data=data
        )

    def answer(self, question: str, **narrowing: str) -> Answer:
        """The answer to a question about what was recorded; kept to a `board`, a `person`, days `since` and `until`."""
        asked = {"question": question} | {name: value for name, value in narrowing.items() if value}
        return self._ask(Answer, "POST", "/ask", timeout=_LONG, json=asked)

    def ready(self) -> tuple[Dependency, ...]:
        """How each dependency is; an answer also when something is down."""
        body = self._body(self._send("GET", "/ready", _SOON))
        return self._read(tuple[Dependency, ...], body.get("data"))

    def _ask(
        self, shape: type[T], method: str, path: str, *, timeout: httpx.Timeout = _SOON, **parts: Any
    ) -> T:
        response = self._send(method, f"/api/v1{path}", timeout, **parts)
        body = self._body(response)
        self._refuse(response, body)
        return self._read(shape, body.get("data"))

    def _refuse(self, response: httpx.Response, body: dict[str, Any]) -> None:
        """Raise what the API told instead of an answer."""
        if body.get("success") is not True:
            if response.status_code == _UNAUTHORIZED:
                raise Refused("api-key-wrong")
            raise Told(self._read(Failure, body.get("error")), response.status_code)

    def _send(self, method: str, path: str, timeout: httpx.Timeout, **parts: Any) -> httpx.Response:
        headers = {
            b"Authorization": f"Bearer {self.token}".strip().encode(),
            b"Accept-Language": self.language.encode(),
            b"X-Boardscribe-Channel": b"dashboard",
            b"X-Boardscribe-Actor": self.actor.encode(),
        }
        # The certificates are not loaded where there is no TLS; a proxy of the environment is not for this address.
        secure = self.url.startswith("https:")
        try:
            with httpx.Client(verify=secure, trust_env=False, timeout=timeout) as client:
                return client.request(method, self.url.rstrip("/") + path, headers=headers, **parts)
        except httpx.TimeoutException as error:
            raise Unavailable("api-slow", url=self.url) from error
        except httpx.LocalProtocolError as error:  # a key that no header can carry
            raise Refused("api-key-wrong") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable("api-unreachable", url=self.url) from error

    def _body(self, response: httpx.Response) -> dict[str, Any]:
        try:
            body = response.json()
        except ValueError:
            body = None
        if not isinstance(body, dict) or "success" not in body:
            raise Internal("api-foreign", url=self.url, status=response.status_code)
        return body

    def _read(self, shape: type[T], data: Any) -> T:
        try:
            return TypeAdapter(shape).validate_python(data)
        except ValidationError as error:
            raise Internal("api-other-version", url=self.url) from error
