"""The language service that is reached in another process: the same ports, over a wire."""

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.job import Progress
from core_api.contracts.judging import Judgements, JudgeRequest
from core_api.contracts.matching import Ranking
from core_api.contracts.minutes import Answer, Minutes
from core_api.contracts.ports import PickRequest, Report, SummarizeRequest
from core_api.wire.service import Wire
from llm_service.actions import ANSWER, JUDGE, PICK, SUMMARIZE


class RemoteLanguageService:
    """Summarizer, Answerer, Picker and Judge at the other end of a wire. Safe to share between threads."""

    def __init__(self, wire: Wire) -> None:
        """Nothing is sent yet."""
        self._wire = wire

    def summarize(self, request: SummarizeRequest, report: Report) -> Minutes:
        """The minutes. Raises Cancelled before or after the call, and what a call raises: an outage waits."""
        report(Progress(stage="summarize", done=0, total=1, unit="parts"))
        minutes = self._wire.call(SUMMARIZE, request)
        report(Progress(stage="summarize", done=1, total=1, unit="parts"))
        return minutes

    def answer(self, request: AnswerRequest) -> Answer:
        """The answer with citations, or none. Raises what a call raises."""
        return self._wire.call(ANSWER, request)

    def judge(self, request: JudgeRequest) -> Judgements:
        """The words on the claims. Raises what a call raises."""
        return self._wire.call(JUDGE, request)

    def pick(self, request: PickRequest) -> Ranking:
        """The matches with what the model picked. Raises what a call raises."""
        return self._wire.call(PICK, request)
