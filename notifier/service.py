"""The messengers of one installation behind the synchronous port: letters become pages, each in its turn.

All channels live in one event loop; callers come from other threads and wait. What comes in goes to the journal. No
decision is made here and no word is written: the words are `wording`'s, the meaning of a press is the core's.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from core_api.contracts.messages import (
    Address,
    Arrival,
    Arrivals,
    ChannelCapabilities,
    ChannelName,
    ChannelState,
    FileRef,
    Inbound,
    Letter,
    MessageRef,
    Piece,
    Reply,
    Toast,
)
from core_api.contracts.problems import Missing, OutcomeUnknown, Problem, Transient
from notifier.channel import Channel, Page
from notifier.journal import Journal
from notifier.keeping import Keeper
from notifier.loops import Home, OwnLoop, outcome
from notifier.sending import Clock, Patience, Sender

_LOG = logging.getLogger(__name__)

T = TypeVar("T")

_LONGEST_WAIT = 50.0
"""Seconds that a question for what came is held open at most."""
_SLACK = 10.0
_LONGEST_PAUSE = 60.0
GONE = Page(key="withdrawn", text="—", plain="—")
"""What is left of a withdrawn message where none can be deleted: in no language, because none is known any more."""

Makers = Mapping[ChannelName, Callable[[], Channel]]
"""The channels that there are accounts for, each built when it is first wanted."""


@dataclass(frozen=True)
class Words:
    """What `notifier.wording` offers."""

    compose: Callable[[Letter, ChannelCapabilities], Page]
    toast_text: Callable[[Toast, int], str]


@dataclass(frozen=True)
class Manner:
    """How the channels are run."""

    home: Home = field(default_factory=OwnLoop)
    patience: Patience = field(default_factory=Patience)
    clock: Clock = field(default_factory=Clock)


class Channels:
    """A `Notifier` over any set of channels. Safe to share between threads; never call it from its own loop."""

    def __init__(self, makers: Makers, journal: Journal, words: Words, manner: Manner | None = None) -> None:
        """Nothing is asked and nothing runs yet. The journal is the caller's to close."""
        self._makers = makers
        self._journal = journal
        self._words = words
        self._manner = manner or Manner()
        self._lock = Lock()
        self._senders: dict[ChannelName, Sender] = {}
        self._keeper = Keeper(journal.keep)
        self._starting: list[asyncio.Task[None]] = []
        self._started: set[ChannelName] = set()
        self._unusable: dict[ChannelName, str] = {}

    # --- the life of it ---------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to receive on every channel. Waits for none of them: one that is down is tried until it is there."""
        self._manner.home.open().call_soon_threadsafe(self._start_all)

    def stop(self) -> None:
        """Receive nothing more and let go of all connections. What was kept stays in the journal."""
        self._journal.release()
        try:
            outcome(self._manner.home.open(), self._stop_all(), self._manner.patience.call + _SLACK)
        except TimeoutError:
            _LOG.warning("the messengers did not stop in time")
        self._manner.home.close()

    @property
    def started(self) -> frozenset[ChannelName]:
        """The channels that receive."""
        return frozenset(self._started)

    @property
    def names(self) -> tuple[ChannelName, ...]:
        """The channels that there are accounts for."""
        return tuple(self._makers)

    # --- the port ---------------------------------------------------------------------------------------------

    def channels(self) -> tuple[ChannelState, ...]:
        """The channels that can be built, and what each can do."""
        states = []
        for name in self._makers:
            try:
                states.append(ChannelState(name=name, capabilities=self._sender(name).channel.capabilities))
                self._unusable.pop(name, None)
            except Problem as problem:  # asked for every second, and told when it is news
                if self._unusable.get(name) != problem.code:
                    self._unusable[name] = problem.code
                    _LOG.warning("%s cannot be used: %s", name, problem)
        return tuple(states)

    def identify(self, channel: ChannelName) -> ChannelState:
        """The channel with its handle."""
        reached = self._sender(channel).channel
        handle = self._ask(reached.identify(), channel)
        return ChannelState(name=channel, capabilities=reached.capabilities, handle=handle)

    def send(self, letter: Letter) -> MessageRef:
        """Send it in its turn; what may have gone out is sent again only where the same key is never two messages."""
        sender = self._sender(letter.to.channel)
        channel, page = sender.channel, self._page(letter, sender)

        async def work() -> MessageRef:
            ref = await channel.send(letter.to, page)
            sender.same_chat(letter.to.user, ref.chat)
            return ref

        return self._in_turn(sender, letter.to, work, again=channel.capabilities.idempotent_send)

    def update(self, ref: MessageRef, letter: Letter) -> None:
        """Make the message say this, in its turn."""
        sender = self._sender(ref.channel)
        if sender.channel.capabilities.edits:
            page = self._page(letter, sender)
            to = letter.to.model_copy(update={"chat": ref.chat})
            self._in_turn(sender, to, lambda: sender.channel.update(ref, page), again=True)

    def withdraw(self, ref: MessageRef) -> None:
        """Delete the message, or leave a dash of it, in its turn."""
        sender = self._sender(ref.channel)
        can = sender.channel.capabilities
        if can.deletes or can.edits:
            to = Address(channel=ref.channel, chat=ref.chat)
            self._in_turn(sender, to, lambda: sender.channel.withdraw(ref, GONE), again=True)

    def acknowledge(self, toasts: tuple[Toast, ...]) -> None:
        """Answer presses, all at once and out of turn. What goes wrong is logged and passed over."""
        answers = [answer for toast in toasts if (answer := self._answer(toast))]
        if answers:
            outcome(self._manner.home.open(), _all_of(answers), self._manner.patience.answer + _SLACK)

    def receive(self, after: int, patience: float) -> Arrivals:
        """What came after that place, which confirms all up to it; waits for it."""
        return self._journal.receive(after, max(0.0, min(patience, _LONGEST_WAIT)))

    def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file."""
        return self._ask(self._sender(file.channel).channel.fetch(file, offset), file.channel)

    def deliver(self, channel: ChannelName, request: Inbound) -> Reply:
        """A request to our webhook, kept before it is answered."""
        sender = self._sender(channel)
        return self._ask(sender.channel.deliver(request, self._keep), channel)

    # --- how --------------------------------------------------------------------------------------------------

    def _sender(self, name: ChannelName) -> Sender:
        """The way to a channel, built once. Raises Missing `channel-missing`, and what the building raises."""
        with self._lock:
            if name not in self._senders:
                if name not in self._makers:
                    raise Missing("channel-missing", channel=name)
                channel = self._makers[name]()
                self._senders[name] = Sender(channel, self._manner.patience, self._manner.clock)
            return self._senders[name]

    def _page(self, letter: Letter, sender: Sender) -> Page:
        return self._words.compose(letter, sender.channel.capabilities)

    def _in_turn(self, sender: Sender, to: Address, work: Callable[[], Awaitable[T]], *, again: bool) -> T:
        patience = self._manner.patience
        try:
            return outcome(
                self._manner.home.open(),
                sender.deliver(to, work, again=again),
                patience.turn + patience.call + _SLACK,
            )
        except TimeoutError:
            raise OutcomeUnknown("message-unsure", vendor=to.channel.capitalize()) from None

    def _ask(self, work: Coroutine[Any, Any, T], name: ChannelName) -> T:
        try:
            return outcome(self._manner.home.open(), work, self._manner.patience.call)
        except TimeoutError:
            raise Transient("vendor-unreachable", vendor=name.capitalize()) from None

    def _answer(self, toast: Toast) -> Coroutine[Any, Any, None] | None:
        try:
            channel = self._sender(toast.channel).channel
        except Problem as problem:
            _LOG.warning("a press could not be answered on %s: %s", toast.channel, problem)
            return None
        if channel.capabilities.ack_seconds is None:
            return None
        text = self._words.toast_text(toast, channel.capabilities.toast_limit)
        return self._answered(channel, toast, text)

    async def _answered(self, channel: Channel, toast: Toast, text: str) -> None:
        try:
            async with asyncio.timeout(self._manner.patience.answer):
                await channel.acknowledge(toast.press, toast.chat, text, alert=toast.alert)
        except (Problem, TimeoutError) as problem:
            said = str(problem) or "no answer in time"
            _LOG.warning("a press could not be answered on %s: %s", toast.channel, said)
        except Exception:
            _LOG.exception("a press could not be answered on %s", toast.channel)

    async def _keep(self, arrivals: tuple[Arrival, ...]) -> None:
        await self._keeper(arrivals)
        for arrival in arrivals:
            sender = self._senders.get(arrival.channel)
            if sender:
                sender.stirred(arrival.chat, group=arrival.group)

    def _start_all(self) -> None:
        loop = asyncio.get_running_loop()
        self._starting = [
            loop.create_task(self._start_one(name), name=f"start-{name}") for name in self._makers
        ]

    async def _start_one(self, name: ChannelName) -> None:
        failures = 0
        while True:
            try:
                sender = await asyncio.to_thread(self._sender, name)
                await sender.channel.start(self._keep)
            except Exception as error:
                failures += 1
                pause = min(_LONGEST_PAUSE, 2.0 ** min(failures, 6))
                said = str(error) if isinstance(error, Problem) else type(error).__name__
                ours = None if isinstance(error, Problem) else error
                _LOG.warning("%s does not receive yet: %s; again in %.0f s", name, said, pause, exc_info=ours)
                await self._manner.clock.sleep(pause)
            else:
                self._started.add(name)
                return

    async def _stop_all(self) -> None:
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await _all_of([self._stop_one(name, sender) for name, sender in self._senders.items()])
        self._started.clear()

    async def _stop_one(self, name: ChannelName, sender: Sender) -> None:
        sender.close()
        try:
            async with asyncio.timeout(self._manner.patience.call):
                await sender.channel.stop()
        except Exception:
            _LOG.exception("%s did not stop well", name)


async def _all_of(works: list[Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*works)
