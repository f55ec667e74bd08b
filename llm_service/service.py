"""The language service: minutes and answers, with a model where one may be asked and answers, else without.

The only door of this package. Whatever is wrong with the model becomes a note, never an error and never a
guess.
"""

from pydantic import SecretStr

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.job import Progress
from core_api.contracts.judging import Judgements, JudgeRequest
from core_api.contracts.matching import Ranking
from core_api.contracts.minutes import Answer, Minutes
from core_api.contracts.model import ModelAccess
from core_api.contracts.ports import PickRequest, Report, SummarizeRequest
from core_api.contracts.problems import Problem, Refused
from core_api.wire.perimeter import Lookup, addresses
from llm_service import answers, judging, picking, quote_answer
from llm_service.access import permit
from llm_service.chat import Chat
from llm_service.finishing import finished
from llm_service.summarize import summarize
from llm_service.taming import tamed_answer
from llm_service.terms import Terms
from llm_service.transport import Means, Patience
from llm_service.window import Budget

NOT_CONFIGURED = "llm-not-configured"
FORBIDDEN = "llm-forbidden"
"""The notes for a model that is not there, and for one that the meeting may not be shown to."""


class LanguageService:
    """Summarizer, Answerer, Picker and Judge in one."""

    def __init__(self, chat: Chat | None, budget: Budget | None = None, lookup: Lookup = addresses) -> None:
        """Without a `budget` the server is asked how large the model's context is, once it is needed."""
        self._chat = chat
        self._budget = budget
        self._lookup = lookup

    def summarize(self, request: SummarizeRequest, report: Report) -> Minutes:
        """The minutes; what the model could not do is extracted and said in the notes. Raises Cancelled."""
        chat = self._allowed(request.models)
        if isinstance(chat, str):
            report(Progress(stage="summarize", done=0, total=1, unit="parts"))
            bare = extracted(request)
            report(Progress(stage="summarize", done=1, total=1, unit="parts"))
            minutes = bare.model_copy(update={"notes": (chat, *bare.notes)})
        else:
            run = chat.begin(keep=request.keep)
            minutes = summarize(run, request, report, extracted, self._room(run))
            minutes = minutes.model_copy(update={"calls": run.calls})
        return finished(minutes, request)

    def answer(self, request: AnswerRequest) -> Answer:
        """The answer with citations, or none; without the model a quote, said in the notes."""
        chat = self._allowed(request.models)
        if isinstance(chat, str):
            return quote_answer.answer(request).model_copy(update={"notes": (chat,)})
        run = chat.begin()
        try:
            found = tamed_answer(answers.answer(run, request, self._room(run)), request)
            return found.model_copy(update={"calls": run.calls})
        except Problem as problem:
            about = {"notes": (problem.code,), "calls": run.calls}
            return quote_answer.answer(request).model_copy(update=about)

    def learn(self) -> None:
        """Find out what the model's server understands, unless that is known. Raises nothing."""
        if self._chat is not None:
            self._chat.learn()

    def close(self) -> None:
        """Let go of the connections to the model's server."""
        if self._chat is not None:
            self._chat.close()

    def resting(self) -> float | None:
        """The seconds for which the model's server is left alone because it failed too often; None: it is not."""
        return self._chat.resting if self._chat else None

    def _room(self, chat: Chat) -> Budget:
        """How the model's context is shared out. What the server understands is found out here, at the first use."""
        if self._budget is not None:
            return self._budget
        chat.learn()
        return Budget(chat.context)

    def judge(self, request: JudgeRequest) -> Judgements:
        """The words on the claims; without the model none, which the notes say."""
        chat = self._allowed(request.models)
        if not isinstance(chat, Chat):
            return Judgements(notes=(judging.UNCHECKED,) if request.claims else ())
        run = chat.begin(keep=request.keep, spent=request.spent)
        return judging.judge(run, request, self._room(run)).model_copy(update={"calls": run.calls})

    def pick(self, request: PickRequest) -> Ranking:
        """The matches with what the model picked; without any picks where it may not or cannot be asked."""
        chat = self._allowed(request.models)
        if isinstance(chat, str):
            return Ranking(matches=request.matches, notes=(chat,))
        run = chat.begin(keep=request.keep, spent=request.spent)
        return picking.pick(run, request, self._room(run)).model_copy(update={"calls": run.calls})

    def _allowed(self, models: ModelAccess) -> Chat | str:
        """The client, or the note that says why it is not asked."""
        if self._chat is None:
            return NOT_CONFIGURED
        try:
            permit(models, self._chat.read_at, self._lookup)
        except Refused:
            return FORBIDDEN
        return self._chat


def extracted(request: SummarizeRequest) -> Minutes:
    """Minutes by rules alone."""
    from llm_service.extract import minutes

    return minutes(request)


def build(
    url: str | None,
    key: SecretStr | None,
    model: str | None,
    *,
    proxy: SecretStr | None = None,
    terms: Terms | None = None,
    patience: Patience | None = None,
) -> LanguageService:
    """The service for one server. Without an address or a model's name no model is ever asked."""
    if not url or not url.strip() or not model or not model.strip():
        return LanguageService(None)
    means = Means(proxy=proxy)
    return LanguageService(Chat(url.strip(), key, model.strip(), patience=patience, means=means, terms=terms))
