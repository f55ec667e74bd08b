"""The minutes without what nobody said: addresses, markup and mentions that a model may have been talked into.

Nor with decisions and promises that are orders to the program.

Evidence is left alone: code checked that it stands in the transcript.
"""

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Answer, Fact, Minutes, Request
from core_api.language.tame import tame
from llm_service.guards import rests_on_orders

_WRITTEN = frozenset({"comment", "create", "rename", "describe", "add_check"})
"""The requests whose value is text for the board."""


def tamed(minutes: Minutes, transcript: Transcript) -> Minutes:
    """The same minutes, every text of them harmless, without decisions and promises that rest on an order to us."""
    said = "\n".join(segment.text for segment in transcript.segments)
    texts = {segment.index: segment.text for segment in transcript.segments}

    def calm(text: str) -> str:
        return tame(text, said)

    return minutes.model_copy(
        update={
            "overview": calm(minutes.overview),
            "key_points": tuple(calm(one) for one in minutes.key_points),
            "topics": tuple(
                one.model_copy(update={"title": calm(one.title), "text": calm(one.text)})
                for one in minutes.topics
            ),
            "decisions": tuple(
                one.model_copy(update={"text": calm(one.text)})
                for one in minutes.decisions
                if not rests_on_orders(one.evidence, texts)
            ),
            "action_items": tuple(
                one.model_copy(update={"text": calm(one.text)})
                for one in minutes.action_items
                if not rests_on_orders(one.evidence, texts)
            ),
            "facts": tuple(_fact(one, said) for one in minutes.facts),
        }
    )


def tamed_answer(answer: Answer, request: AnswerRequest) -> Answer:
    """The same answer, its text harmless; addresses stay that stand in the passages."""
    if answer.text is None:
        return answer
    said = "\n".join(passage.text for passage in request.passages)
    return answer.model_copy(update={"text": tame(answer.text, said).strip() or None})


def _fact(fact: Fact, said: str) -> Fact:
    requests = tuple(_request(one, said) for one in fact.requests)
    return fact.model_copy(
        update={"text": tame(fact.text, said), "mention": tame(fact.mention, said), "requests": requests}
    )


def _request(request: Request, said: str) -> Request:
    if request.kind not in _WRITTEN:
        return request
    return request.model_copy(update={"value": tame(request.value, said)})
