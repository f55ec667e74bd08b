"""The client of any OpenAI-compatible chat server: messages and a form in, a filled form out.

It learns what its server understands and keeps to it. It knows nothing of meetings, and never guesses: an
answer that is no filled form after one repair is a problem.
"""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Generic

from pydantic import SecretStr

from core_api.contracts.minutes import ModelCall, Spent
from core_api.contracts.problems import Invalid, Problem
from llm_service.cache import Cache
from llm_service.dialect import Dialect, Message, shown
from llm_service.exchange import BAD_ANSWER, Asked, Exchange, SpoiledError
from llm_service.ledger import Ledger
from llm_service.parallel import Each, all_of, unheard
from llm_service.reply import BadAnswerError, Reply, parse
from llm_service.schema import Form, T
from llm_service.server import Server, encode
from llm_service.terms import Keeping, Limits, Prices, Terms
from llm_service.transport import Address, Means, Patience, Sender

_REPAIRED = 4000
"""Characters of a bad answer that are shown to the model again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ask(Generic[T]):
    """One question: what `Chat.complete` is given."""

    messages: Sequence[Message]
    form: Form[T]
    tokens: int
    prompt: str = ""
    """The version of the prompt, to be written down."""


@dataclass(frozen=True)
class _Account:
    """What is counted and kept of the questions of one meeting."""

    ledger: Ledger
    cache: Cache


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
        terms: Terms | None = None,
    ) -> None:
        """Nothing is sent, and what is asked of this very object is neither limited nor kept: see `begin`."""
        means = means or Means()
        self.url = url
        self.model = model
        self.read_at = (url,) if means.proxy is None else (url, means.proxy.get_secret_value())
        """Who may read what is sent: the server, and the proxy before it."""
        self._server = Server(Address(url, key), model, patience or Patience(), means, terms or Terms())
        self._account = _Account(Ledger(Limits(), Prices(), means.monotonic), Cache(Keeping()))
        self._sender = self._server.sender

    @property
    def dialect(self) -> Dialect:
        """What the server is known to understand by now."""
        return self._server.dialect

    @property
    def context(self) -> int:
        """The tokens of the model's context that may be used."""
        return self._server.context

    @property
    def resting(self) -> float | None:
        """The seconds for which the server is left alone because it failed too often; None: it is not."""
        return self._server.turnstile.resting

    @property
    def calls(self) -> tuple[ModelCall, ...]:
        """What was asked so far, and what came of it."""
        return self._account.ledger.calls

    def learn(self, *, anew: bool = False) -> None:
        """Find out what the server understands, unless that is known; with `anew` in any case. Raises nothing."""
        self._server.learn(anew=anew)

    def begin(self, *, keep: bool = True, spent: Spent | None = None) -> "Chat":
        """The same model for one meeting: what it may cost is counted, and equal questions are not paid for twice.

        `spent` is what the meeting cost before. Without `keep` nothing is taken from what was kept, nor kept.
        """
        terms = self._server.terms
        cache = Cache(terms.keeping if keep else Keeping())
        ledger = Ledger(terms.limits, terms.prices, self._server.means.monotonic, spent)
        return self._with(self._sender, _Account(ledger, cache))

    def close(self) -> None:
        """Let go of the connections; nothing can be asked afterwards."""
        self._sender.close()

    def complete(self, messages: Sequence[Message], form: Form[T], tokens: int, prompt: str = "") -> T:
        """The form as the model filled it in, with at most one repair; `tokens` bounds the answer.

        Raises Unavailable (`llm-unreachable`, `llm-timeout`, `llm-busy`, `llm-resting`), Refused (`llm-unauthorized`,
        `llm-budget-spent`), Missing (`llm-not-found`), Invalid (`llm-bad-answer`, `llm-bad-request`, and
        `llm-too-long` when question or answer had no room).
        """
        asked = Asked(
            _digest(self.url, self.model, messages, form, tokens), prompt or _instructions(messages)
        )
        kept = self._kept(asked, form)
        if kept is not None:
            return kept
        exchange = Exchange(self._server, self._sender, self._account.ledger, asked)
        filled = self._filled(exchange, _with_schema(messages, form), form, tokens)
        self._account.cache.put(asked.digest, filled.model_dump_json())
        return filled

    def _filled(self, exchange: Exchange, told: list[Message], form: Form[T], tokens: int) -> T:
        try:
            return exchange.ask(told, form, tokens)
        except SpoiledError as error:
            spoiled = error
        _log.info("the model's answer is repaired: %s", form.name)
        if spoiled.reply.stuck:
            self._server.doubt(self._server.dialect)
        try:
            # What got stuck did so on the server's grammar: it is asked for without one.
            return exchange.ask(_repair(told, spoiled), form, tokens, unbound=spoiled.reply.stuck)
        except SpoiledError:
            raise Invalid(BAD_ANSWER, model=self.model) from None

    def complete_all(self, asks: Sequence[Ask[T]], each: Each = unheard) -> list[T | Problem]:
        """What `complete` gives or raises for each question, in their order, a bounded number of them at once.

        `each` hears how many are answered, from the calling thread and also while nothing comes; what it raises
        (Cancelled) passes through: what is on its way is broken off, and nothing more is asked.
        """
        with self._batch() as batch:
            tasks = [partial(batch.complete, ask.messages, ask.form, ask.tokens, ask.prompt) for ask in asks]
            return all_of(tasks, self._server.terms.at_once, each, batch._sender.abort)

    def _kept(self, asked: Asked, form: Form[T]) -> T | None:
        answer = self._account.cache.get(asked.digest)
        if answer is None:
            return None
        try:
            filled = parse(Reply(answer, "", cut_short=False), form)
        except BadAnswerError:
            return None
        call = ModelCall(digest=asked.digest, model=self.model, prompt=asked.prompt, outcome="kept")
        self._account.ledger.note(call)
        return filled

    @contextmanager
    def _batch(self) -> Iterator["Chat"]:
        """The same with connections of its own, which can be broken off."""
        sender = self._sender.twin()
        try:
            yield self._with(sender, self._account)
        finally:
            sender.close()

    def _with(self, sender: Sender, account: _Account) -> "Chat":
        other = Chat.__new__(Chat)
        other.__dict__ |= self.__dict__ | {"_sender": sender, "_account": account}
        return other


def _repair(told: Sequence[Message], spoiled: SpoiledError) -> list[Message]:
    """The question again, with the bad answer and what is wrong with it."""
    said: Message = {"role": "assistant", "content": spoiled.reply.content.rstrip()[:_REPAIRED] or "{}"}
    repair: Message = {
        "role": "user",
        "content": f"That was refused by the program: {spoiled.fault}. Give the whole form again:"
        " one JSON object that fits the schema, nothing before or after it.",
    }
    return [*told, said, repair]


def _with_schema(messages: Sequence[Message], form: Form[T]) -> list[Message]:
    """The messages with the schema at the end of the last one: not every server shows it to the model."""
    last = messages[-1]
    told: Message = {
        "role": last["role"],
        "content": f"{last['content']}\n\nAnswer with one JSON object that fits this schema,"
        f" and nothing else:\n{shown(form)}",
    }
    return [*messages[:-1], told]


def _digest(url: str, model: str, messages: Sequence[Message], form: Form[T], tokens: int) -> str:
    """What is asked, whatever the dialect that the server understands at the time."""
    whole = {"url": url, "model": model, "messages": list(messages), "schema": form.schema, "tokens": tokens}
    return hashlib.sha256(encode(whole)).hexdigest()


def _instructions(messages: Sequence[Message]) -> str:
    """Stands for the prompt's version where none is named."""
    return hashlib.sha256(messages[0]["content"].encode("utf-8", "replace")).hexdigest()[:12]
