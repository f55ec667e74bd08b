"""One question and what comes back: requests in the server's dialect, each counted and written down.

Neither a question nor an answer gets into what is written down, nor into a log.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from core_api.contracts.minutes import ModelCall
from core_api.contracts.problems import Invalid, Problem, Refused
from llm_service.dialect import Dialect, Message, is_too_long
from llm_service.ledger import Ledger
from llm_service.reply import BadAnswerError, Reply, parse, read
from llm_service.schema import Form, T
from llm_service.server import Server, encode
from llm_service.transport import Response, Sender
from llm_service.window import estimate

BAD_ANSWER = "llm-bad-answer"
TOO_LONG = "llm-too-long"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What is written down of a question."""

    digest: str
    prompt: str
    """The version of the prompt."""


class SpoiledError(Exception):
    """The answer is no filled form."""

    def __init__(self, reply: Reply, fault: str) -> None:
        super().__init__(fault)
        self.reply = reply
        self.fault = fault
        """In words for the model."""


class Exchange:
    """What is asked under one name. Safe to use from one thread."""

    def __init__(self, server: Server, sender: Sender, ledger: Ledger, asked: Asked) -> None:
        self._server = server
        self._sender = sender
        self._ledger = ledger
        self._asked = asked

    def ask(self, messages: Sequence[Message], form: Form[T], tokens: int, *, unbound: bool = False) -> T:
        """The filled form; with `unbound` it is asked for in the prompt alone.

        Raises SpoiledError, and Problems: `llm-too-long` also when the answer had no room.
        """
        read_in = estimate("".join(message["content"] for message in messages))
        self._ledger.reserve(read_in, tokens)
        began = self._server.means.monotonic()
        reply, outcome = None, "ok"
        try:
            reply = self._reply(messages, form, tokens, unbound=unbound)
            if reply.cut_short and not reply.stuck:
                raise Invalid(TOO_LONG, model=self._server.model)
            return parse(reply, form)
        except BadAnswerError as error:
            outcome = BAD_ANSWER
            raise SpoiledError(reply or Reply("", "", cut_short=False), str(error)) from None
        except Problem as problem:
            outcome = problem.code
            raise
        finally:
            call = self._call(reply, read_in, outcome, self._server.means.monotonic() - began)
            self._ledger.settle(read_in, tokens, call)

    def _reply(self, messages: Sequence[Message], form: Form[T], tokens: int, *, unbound: bool) -> Reply:
        response = self._send(messages, form, tokens, unbound=unbound)
        try:
            return read(response.body)
        except BadAnswerError:
            return Reply("", "", cut_short=False)

    def _send(self, messages: Sequence[Message], form: Form[T], tokens: int, *, unbound: bool) -> Response:
        """The response in the richest dialect that the server takes; the dialect is kept once it worked."""
        dialect = self._server.dialect
        if unbound:
            dialect = dialect.unbound()
        while True:
            body = encode(dialect.request(self._server.model, messages, form, tokens))
            response = self._post(dialect, body, tokens)
            if response.status == 200:
                if not unbound:
                    self._server.taken(dialect)
                return response
            if response.status == 413 or is_too_long(response.body):
                raise Invalid(TOO_LONG, model=self._server.model)
            simpler = dialect.simpler(response.body)
            if simpler is None:
                raise Invalid("llm-bad-request", model=self._server.model, status=response.status)
            dialect = simpler

    def _post(self, dialect: Dialect, body: bytes, tokens: int) -> Response:
        patient, left = self._server.patience.limit(len(body), tokens), self._ledger.seconds_left
        limit = patient if left is None else max(0.01, min(patient, left))
        try:
            return self._server.post(self._sender, dialect, body, limit)
        except Problem as problem:
            if problem.code == "llm-timeout" and limit < patient:
                raise Refused("llm-budget-spent") from None
            raise

    def _call(self, reply: Reply | None, read_in: int, outcome: str, seconds: float) -> ModelCall:
        reply = reply or Reply("", "", cut_short=False, tokens_in=0, tokens_out=0)
        written = estimate(reply.content + reply.reasoning) if reply.tokens_out is None else reply.tokens_out
        call = ModelCall(
            digest=self._asked.digest,
            model=self._server.model,
            prompt=self._asked.prompt,
            tokens_in=read_in if reply.tokens_in is None else reply.tokens_in,
            tokens_out=written,
            seconds=round(seconds, 3),
            outcome=outcome,
        )
        _log.info(
            "asked %s (%s): %s, %d tokens in, %d out, %.1f s",
            call.digest[:12],
            call.prompt,
            outcome,
            call.tokens_in,
            call.tokens_out,
            seconds,
        )
        return call
