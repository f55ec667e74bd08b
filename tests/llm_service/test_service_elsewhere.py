"""The language service behind its wires: the same minutes and answers; `python -m llm_service serve` as it is run."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.job import Progress
from core_api.contracts.judging import Claim, JudgeRequest, Spoken
from core_api.contracts.meeting import Passage, Segment, Transcript
from core_api.contracts.ports import SummarizeRequest
from core_api.contracts.problems import Cancelled, Transient, Unauthorized
from core_api.contracts.proposal import FieldChange
from core_api.wire.command import published
from core_api.wire.place import Place, open_wire, same_process
from core_api.wire.service import Mount
from core_api.wire.serving import Listen, running
from llm_service.actions import SERVICE
from llm_service.readiness import Readiness
from llm_service.remote import RemoteLanguageService
from llm_service.service import build

ROOT = Path(__file__).parents[2]
KEY = "a-key-of-the-tests-that-is-long-enough"
ADDRESSES = re.compile(r"(https?://\S+?) and (grpcs?://\S+?)\. Model: (.+)\.")
MEETING = SummarizeRequest(
    transcript=Transcript(
        language="ru",
        segments=(
            Segment(index=0, start=1, end=5, speaker=0, text="Карточку номер двенадцать переносим в ревью."),
            Segment(
                index=1, start=6, end=9, speaker=1, text="Решили: продажу открываем шестнадцатого марта."
            ),
        ),
    ),
    title="Планёрка 🎭",
    started_at=datetime(2026, 3, 4, 12, 0, tzinfo=UTC),
)
QUESTION = AnswerRequest(
    question="Когда открываем продажу?",
    passages=(
        Passage(
            id="m1-p",
            meeting_id="m1",
            meeting_title="Планёрка",
            started_at=MEETING.started_at,
            first_segment=1,
            last_segment=1,
            start=6.0,
            end=9.0,
            text="Ольга: Решили: продажу открываем шестнадцатого марта.",
        ),
    ),
    language="ru",
)

CLAIMS = JudgeRequest(
    claims=(
        Claim(
            id="pr_1",
            kind="move",
            card="Касса 🎟",
            changes=(FieldChange(field="column", before="В работе", after="Ревью"),),
            said=(Spoken(speaker="Ольга", words="Переносим в ревью."),),
        ),
    ),
    started_at=MEETING.started_at,
    language="ru",
)


@contextmanager
def behind(scheme: str) -> Iterator[RemoteLanguageService]:
    """The service without a model at the other end of that wire."""
    mount = Mount(SERVICE, build(None, None, None))
    if scheme == "inproc":
        yield RemoteLanguageService(same_process(mount))
        return
    with running((mount,), Listen(key=SecretStr(KEY)), grace=5) as ports:
        port = ports.grpc if scheme == "grpc" else ports.http
        wire = open_wire(SERVICE, Place(f"{scheme}://127.0.0.1:{port}", SecretStr(KEY)))
        yield RemoteLanguageService(wire)
        wire.close()


@pytest.mark.parametrize("scheme", ["inproc", "http", "grpc"])
def test_over_each_wire_minutes_and_answers_are_the_same(scheme: str) -> None:
    here, heard = build(None, None, None), list[Progress]()
    with behind(scheme) as there:
        minutes = there.summarize(MEETING, heard.append)
        assert minutes == here.summarize(MEETING, heard.append)
        assert minutes.facts or minutes.decisions
        answer = there.answer(QUESTION)
        assert answer == here.answer(QUESTION)
        assert answer.text
        judged = there.judge(CLAIMS)
        assert judged == here.judge(CLAIMS)
        assert judged.notes == ("quotes-unchecked",)
    assert [one.done for one in heard[:2]] == [0, 1]


def test_who_asked_to_stop_asks_nobody() -> None:
    def stop(_progress: Progress) -> None:
        raise Cancelled("stopped")

    wire = open_wire(SERVICE, Place("http://127.0.0.1:9"))
    with pytest.raises(Cancelled):
        RemoteLanguageService(wire).summarize(MEETING, stop)
    with pytest.raises(Transient):
        RemoteLanguageService(wire).summarize(MEETING, lambda _progress: None)
    wire.close()


def test_the_published_description_is_the_generated_one() -> None:
    kept = (ROOT / "llm_service" / "llm_service.proto").read_text(encoding="utf-8")
    assert kept == published("llm_service", SERVICE)


def test_how_the_model_is_is_said() -> None:
    assert [(one.state, one.code) for one in Readiness(None, None, None)()] == [("degraded", "model-none")]
    (told,) = Readiness("http://user:hunter2@127.0.0.1:9/v1?x=hunter2", SecretStr("sk-1"), "small")()
    assert (told.state, told.code) == ("degraded", "model-down")
    assert "hunter2" not in str(told.params)


def test_served_as_a_command_it_answers_over_both_wires_for_whoever_has_the_key(tmp_path: Path) -> None:
    ours = {name: value for name, value in os.environ.items() if "LLM" not in name}
    environment = {
        **ours,
        "PYTHONPATH": str(ROOT),
        "BOARDSCRIBE_LANGUAGE": "en",
        "BOARDSCRIBE_MINUTES_KEY": KEY,
    }
    line = [sys.executable, "-m", "llm_service", "serve", "--port", "0", "--grpc-port", "0"]
    process = subprocess.Popen(line, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = next(match for text in process.stderr if (match := ADDRESSES.search(text)))
        assert found[3] == "none"
        for address in (found[1], found[2]):
            wire = open_wire(SERVICE, Place(address, SecretStr(KEY)))
            assert RemoteLanguageService(wire).answer(QUESTION).text
            wire.close()
            wire = open_wire(SERVICE, Place(address))
            with pytest.raises(Unauthorized):
                RemoteLanguageService(wire).answer(QUESTION)
            wire.close()
        ready = httpx.get(f"{found[1]}/ready", headers={"Authorization": f"Bearer {KEY}"}, timeout=30)
        assert ready.status_code == 200, "without a model minutes are extracted"
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.stderr.read()
        process.stderr.close()
        assert process.wait(60) == 0, said
    assert KEY not in said
