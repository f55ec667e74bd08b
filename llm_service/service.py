"""The language service: minutes and answers, with a model where one may be asked and answers, else without.

The only door of this package. Whatever is wrong with the model becomes a note, never an error and never a
guess.
"""

from pydantic import SecretStr

from core_api.contracts.job import Progress
from core_api.contracts.judging import Judgements, JudgeRequest
from core_api.contracts.matching import Ranking
from core_api.contracts.minutes import Answer, Minutes
from core_api.contracts.model import ModelAccess
from core_api.contracts.ports import AnswerRequest, PickRequest, Report, SummarizeRequest
from core_api.contracts.problems import Problem, Refused
from core_api.wire.perimeter import Lookup, addresses
from llm_service import answers, judging, picking, quote_answer
from llm_service.access import permit
from llm_service.chat import Chat
from llm_service.finishing import finished
from llm_service.summarize import summarize
from llm_service.transport import Means, Patience
from llm_service.window import DEFAULT_CONTEXT, Budget

NOT_CONFIGURED = "llm-not-configured"
FORBIDDEN = "llm-forbidden"
"""The notes for a model that is not there, and for one that the meeting may not be shown to."""


class LanguageService:
    """Summarizer, Answerer, Picker and Judge in one."""

    def __init__(self, chat: Chat | None, budget: Budget, lookup: Lookup = addresses) -> None:
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
            minutes = summarize(chat, request, report, extracted, self._budget)
        return finished(minutes, request)

    def answer(self, request: AnswerRequest) -> Answer:
        """The answer with citations, or none; without the model a quote, said in the notes."""
        chat = self._allowed(request.models)
        note = chat if isinstance(chat, str) else ""
        if isinstance(chat, Chat):
            try:
                return answers.answer(chat, request, self._budget)
            except Problem as problem:
                note = problem.code
        return quote_answer.answer(request).model_copy(update={"notes": (note,)})

    def judge(self, request: JudgeRequest) -> Judgements:
        """The words on the claims; without the model none, which the notes say."""
        chat = self._allowed(request.models)
        if not isinstance(chat, Chat):
            return Judgements(notes=(judging.UNCHECKED,) if request.claims else ())
        return judging.judge(chat, request, self._budget)

    def pick(self, request: PickRequest) -> Ranking:
        """The matches with what the model picked; without any picks where it may not or cannot be asked."""
        chat = self._allowed(request.models)
        if isinstance(chat, str):
            return Ranking(matches=request.matches, notes=(chat,))
        return picking.pick(chat, request, self._budget)

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
    context_tokens: int | None = None,
    proxy: SecretStr | None = None,
    patience: Patience | None = None,
) -> LanguageService:
    """The service for one server. Without an address or a model's name no model is ever asked."""
    budget = Budget(context_tokens or DEFAULT_CONTEXT)
    if not url or not url.strip() or not model or not model.strip():
        return LanguageService(None, budget)
    chat = Chat(url.strip(), key, model.strip(), patience=patience, means=Means(proxy=proxy))
    return LanguageService(chat, budget)
