"""The bridge of the generic webhook as a partner runs it: what people do is brought to us until it is taken."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from notifier.hooks import secret_of
from tests.doubles.faults import served
from tests.doubles.webhook_partner import SECRET, Partner, chat_with, signed
from tests.proofs.serving import KEY


@dataclass
class Bridge:
    """The partner's state, and the thread that brings."""

    partner: Partner = field(default_factory=Partner)
    _ends: threading.Event = field(default_factory=threading.Event)
    _brought: int = 0

    @contextmanager
    def served(self, product: str) -> Iterator[dict[str, str]]:
        """At work, towards the product at that address; gives what the product must be set to."""
        target = f"{product}/messages/webhook/{secret_of(KEY, 'webhook')}"
        bringing = threading.Thread(target=self._bring, args=(target,), daemon=True)
        with served(self.partner.faults) as url:
            bringing.start()
            try:
                yield {
                    "BOARDSCRIBE_WEBHOOK_URL": f"{url}/bridge",
                    "BOARDSCRIBE_WEBHOOK_SECRET": SECRET,
                    "BOARDSCRIBE_PUBLIC_URL": product,
                }
            finally:
                self._ends.set()
                bringing.join(timeout=30)

    @property
    def waiting(self) -> int:
        """How many things that people did were not taken yet."""
        return len(self.partner.events) - self._brought

    def chat(self, user: str) -> list[tuple[str, dict[str, Any]]]:
        """What stands in the person's chat: ids and messages, the oldest first."""
        chat = chat_with(user)
        return [(name, one) for name, one in list(self.partner.messages.items()) if one["chat"] == chat]

    def find(self, user: str, label: str) -> tuple[str, str] | None:
        """The newest message with a button of these words, and the button's data."""
        for name, message in reversed(self.chat(user)):
            for key in (key for row in message["buttons"] for key in row):
                if label == key["label"]:
                    return name, key["data"]
        return None

    def press(self, user: str, label: str, seconds: float = 60.0) -> None:
        """Press the newest such button, once it is there."""
        ends = time.monotonic() + seconds
        while (found := self.find(user, label)) is None:
            assert time.monotonic() < ends, f"{user} sees no {label}"
            time.sleep(0.02)
        self.partner.press(user, *found)

    def _bring(self, target: str) -> None:
        """One after the other, each until it is taken."""
        with httpx.Client(timeout=10, trust_env=False) as client:
            while not self._ends.wait(0.01):
                if self.waiting and self._taken(client, target, *self.partner.events[self._brought]):
                    self._brought += 1

    def _taken(self, client: httpx.Client, target: str, event: str, body: bytes) -> bool:
        try:
            return client.post(target, content=body, headers=signed(body, event, time.time())).is_success
        except httpx.TransportError:
            self._ends.wait(0.05)
            return False
