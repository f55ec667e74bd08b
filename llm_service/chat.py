"""The client of any OpenAI-compatible chat server: messages and a form in, a filled form out.

It learns what its server understands and keeps to it. It knows nothing of meetings, and never guesses: an
answer that is no filled form after one repair is a problem.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic

from pydantic import SecretStr

from core_api.contracts.problems import Invalid, Problem
from llm_service.dialect import Dialect, Message, is_too_long, shown
from llm_service.parallel import Each, all_of, unheard
from llm_service.reply import BadAnswerError, Reply, parse, read
from llm_service.schema import Form, T
from llm_service.transport import Means, Patience, Response, Sender

_REPAIRED = 4000
"""Characters of a bad answer that are shown to the model again."""

AT_ONCE = 4
"""Questions that are asked at once where nothing else is said."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ask(Generic[T]):
    """One question: what `Chat.complete` is given."""

    messages: Sequence[Message]
    form: Form[T]
    tokens: int


class Chat:
    """One model on one server."""

    def __init__(
        self,
        url: str,
        key: SecretStr | None,
        model: str,
        *,
        patience: Patience | None = None,
        means: Means | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self.url = url
        self.model = model
        self._patience = patience or Patience()
        means = means or Means()
        self.read_at = (url,) if means.proxy is None else (url, means.proxy.get_secret_value())
        """Who may read what is sent: the server, and the proxy before it."""
        self._sender = Sender(url, key, self._patience, means)
        self._dialect = Dialect()
        self._at_once = at_once

    @property
    def dialect(self) -> Dialect:
        """What the server is known to understand by now."""
        return self._dialect

    def close(self) -> None:
        """Let go of the connections; nothing can be asked afterwards."""
        self._sender.close()

    def complete(self, messages: Sequence[Message], form: Form[T], tokens: int) -> T:
        """The form as the model filled it in, with at most one repair; `tokens` bounds the answer.

        Raises Unavailable (`llm-unreachable`, `llm-timeout`, `llm-busy`), Refused (`llm-unauthorized`),
        Missing (`llm-not-found`), Invalid (`llm-bad-answer`, `llm-bad-request`, and `llm-too-long` when
        question or answer had no room).
        """
        asked = _with_schema(messages, form)
        reply = self._ask(asked, form, tokens)
        try:
            return parse(reply, form)
        except BadAnswerError as error:
            fault = str(error)
        _log.info("the model's answer is repaired: %s", form.name)
        spoiled: Message = {"role": "assistant", "content": reply.content[:_REPAIRED] or "{}"}
        repair: Message = {
            "role": "user",
            "content": f"That was refused by the program: {fault}. Give the whole form again:"
            " one JSON object that fits the schema, nothing before or after it.",
        }
        try:
            return parse(self._ask([*asked, spoiled, repair], form, tokens), form)
        except BadAnswerError:
            pass
        raise Invalid("llm-bad-answer", model=self.model)

    def complete_all(self, asks: Sequence[Ask[T]], each: Each = unheard) -> list[T | Problem]:
        """What `complete` gives or raises for each question, in their order, a bounded number of them at once.

        `each` hears how many are answered, from the calling thread and also while nothing comes; what it raises
        (Cancelled) passes through, and nothing more is asked.
        """
        tasks = [partial(self.complete, ask.messages, ask.form, ask.tokens) for ask in asks]
        return all_of(tasks, self._at_once, each)

    def _ask(self, messages: Sequence[Message], form: Form[T], tokens: int) -> Reply:
        response = self._send(messages, form, tokens)
        try:
            reply = read(response.body)
        except BadAnswerError:
            reply = Reply("", "", cut_short=False)
        if reply.cut_short:
            raise Invalid("llm-too-long", model=self.model)
        return reply

    def _send(self, messages: Sequence[Message], form: Form[T], tokens: int) -> Response:
        """The response in the richest dialect that the server takes; the dialect is kept once it worked."""
        dialect = self._dialect
        while True:
            body = encode(dialect.request(self.model, messages, form, tokens))
            response = self._sender.post(body, self._patience.limit(len(body), tokens))
            if response.status == 200:
                self._dialect = dialect
                return response
            if response.status == 413 or is_too_long(response.body):
                raise Invalid("llm-too-long", model=self.model)
            simpler = dialect.simpler(response.body)
            if simpler is None:
                raise Invalid("llm-bad-request", model=self.model, status=response.status)
            dialect = simpler


def encode(body: dict[str, object]) -> bytes:
    """The bytes of a request. Keys keep their order: in a schema it is the order of writing."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _with_schema(messages: Sequence[Message], form: Form[T]) -> list[Message]:
    """The messages with the schema at the end of the last one: not every server shows it to the model."""
    last = messages[-1]
    told: Message = {
        "role": last["role"],
        "content": f"{last['content']}\n\nAnswer with one JSON object that fits this schema,"
        f" and nothing else:\n{shown(form)}",
    }
    return [*messages[:-1], told]
