"""The language service's ports as a table of actions: all that is needed to serve it, or to call it, over a wire."""

from typing import Protocol

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.job import Progress
from core_api.contracts.judging import Judgements, JudgeRequest
from core_api.contracts.matching import Ranking
from core_api.contracts.minutes import Answer, Minutes
from core_api.contracts.ports import (
    Answerer,
    Judge,
    Picker,
    PickRequest,
    Summarizer,
    SummarizeRequest,
)
from core_api.wire.service import LARGEST_ANSWER, Action, Deadline, Service


class Language(Summarizer, Answerer, Picker, Judge, Protocol):
    """All ports in one object."""


def _summarize(language: Language, request: SummarizeRequest) -> Minutes:
    return language.summarize(request, _unheard)


def _answer(language: Language, request: AnswerRequest) -> Answer:
    return language.answer(request)


def _judge(language: Language, request: JudgeRequest) -> Judgements:
    return language.judge(request)


def _pick(language: Language, request: PickRequest) -> Ranking:
    return language.pick(request)


def _unheard(_progress: Progress) -> None:
    """A call has one answer: how far it is, nobody hears."""


# A model on a small card reads a long meeting in a quarter of an hour.
_READING = Deadline(base=900.0, per_mebibyte=3600.0)
_ANSWERING = Deadline(base=180.0)

SUMMARIZE = Action(
    "summarize", SummarizeRequest, Minutes, _summarize, deadline=_READING, largest=LARGEST_ANSWER
)
ANSWER = Action("answer", AnswerRequest, Answer, _answer, deadline=_ANSWERING, largest=LARGEST_ANSWER)

JUDGE = Action("judge", JudgeRequest, Judgements, _judge, deadline=_READING, largest=LARGEST_ANSWER)
PICK = Action("pick", PickRequest, Ranking, _pick, deadline=_READING, largest=LARGEST_ANSWER)

SERVICE: Service[Language] = Service("llm_service", (SUMMARIZE, ANSWER, JUDGE, PICK))
